"""The closure on a remote store: the native Oxigraph server concludes what the closure in memory concludes.

The server is a real one on a port of its own. Each test fills it anew.
"""

from __future__ import annotations

import json
import socket
import threading
import urllib.request
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from native_server import native_server

from paingraph.ontology.closure import INFERRED, close_on, close_quads
from paingraph.ontology.compilation import compile_rules
from paingraph.ontology.errors import QueryRefusedError, ServiceError, TimeLimitError
from paingraph.ontology.library import load_library
from paingraph.ontology.namespaces import GRAPH, PG, PGID, PREFIXES, document_graph
from paingraph.ontology.rules import Guard
from paingraph.queries.endpoint import Endpoint
from paingraph.queries.remote_closure import RemoteEngine, publish_inferred
from paingraph.queries.versions import Version

RULES = compile_rules()
LIBRARY = load_library()
TYPE = f"<{PREFIXES['rdf']}type>"
#: Relations that rules have for premises.
PREMISES = sorted({step.relation for rule in RULES for step in rule.premises})
N_QUADS = "application/n-quads"


class Server:
    """The native server: filled and read through the SPARQL 1.1 Graph Store Protocol."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.engine = RemoteEngine(Endpoint(f"{self.url}/query", f"{self.url}/update", seconds=60))

    def fill(self, lines: Iterable[str]) -> None:
        """Hold these lines and nothing else."""
        body = "\n".join(lines).encode()
        request = urllib.request.Request(f"{self.url}/store", body, {"Content-Type": N_QUADS}, method="PUT")
        urllib.request.urlopen(request).close()

    def lines(self) -> set[str]:
        """Everything that the server holds, blank nodes apart."""
        request = urllib.request.Request(f"{self.url}/store", headers={"Accept": N_QUADS})
        with urllib.request.urlopen(request) as response:
            return {line for line in response.read().decode().splitlines() if "_:" not in line}


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """One server for all tests of this page."""
    with native_server() as port:
        yield Server(port)


def said(subject: str, relation: str, object_: str, graph: str = document_graph("901")) -> str:
    """One edge in the graph of a document."""
    return f"<{PGID}{subject}> <{PG}{relation}> <{PGID}{object_}> <{graph}> ."


#: A specialty performs what treats a family of conditions, which has a kind of a kind.
SMALL = [
    said("anesthesiology", "performs", "nerve-block"),
    said("nerve-block", "treats", "neuralgia"),
    said("nerve-block", "treats", "neuralgia", document_graph("902")),
    said("facial-neuralgia", "subtypeOf", "neuralgia"),
    said("trigeminal-neuralgia", "subtypeOf", "facial-neuralgia"),
    *(f"<{PGID}{thing}> {TYPE} <{PG}{kind}> <{GRAPH}ontology> ."
      for thing, kind in (("nerve-block", "Procedure"), ("neuralgia", "Condition"), ("neuralgia", "ConditionFamily"))),
]  # fmt: skip


def test_the_shipped_graph_is_closed_alike(server: Server, shipped_version: Version) -> None:
    """Same edges, same derivations, line by line as they were published; and the store is as it was."""
    lines = (shipped_version.folder / "graph.nq").read_text(encoding="utf-8").splitlines()
    server.fill(lines)
    before = server.lines()
    closure = close_on(server.engine)
    assert set(closure.quads()) == {line for line in lines if line.endswith(f" <{INFERRED}> .")}
    assert {rule: sorted(rows) for rule, rows in closure.applications.items()} == {
        rule: sorted(rows) for rule, rows in close_quads(lines).applications.items()
    }
    assert server.lines() == before


def worlds() -> st.SearchStrategy[list[str]]:
    """Lines of small graphs, in two documents, with circles in the hierarchies as documents may make them."""
    kinds = sorted({kind for name in PREMISES for side in (_domain(name), _range(name)) for kind in side})
    things = {kind: [f"{kind.lower()}-{number}" for number in range(4)] for kind in kinds}
    edges = [
        said(subject, name, object_, document_graph(document))
        for name in PREMISES
        for kind in _domain(name)
        for other in _range(name)
        for subject in things[kind]
        for object_ in things[other]
        for document in ("901", "902")
    ]
    classes = [f"<{PGID}{thing}> {TYPE} <{PG}{kind}> <{GRAPH}ontology> ." for kind in kinds for thing in things[kind]]
    classes += [f"<{PGID}condition-{number}> {TYPE} <{PG}ConditionFamily> <{GRAPH}ontology> ." for number in range(2)]
    return st.lists(st.sampled_from(edges), unique=True, min_size=20, max_size=120).map(lambda some: some + classes)


def _domain(name: str) -> list[str]:
    return sorted(LIBRARY.relations[name].domain)


def _range(name: str) -> list[str]:
    return sorted(LIBRARY.relations[name].range)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(lines=worlds())
def test_random_graphs_are_closed_alike(server: Server, lines: list[str]) -> None:
    """Every rule has its turn, transitivity in rounds."""
    server.fill(lines)
    assert Counter(close_on(server.engine)) == Counter(close_quads(lines))


def test_what_was_inferred_before_is_no_premise(server: Server) -> None:
    """Nor is what a run that was killed has left behind."""
    left = said("anesthesiology", "performs", "discography", f"{GRAPH}scratch/0f")
    stale = said("nerve-block", "treats", "anxiety", INFERRED)
    server.fill([*SMALL, left, stale])
    assert Counter(close_on(server.engine)) == Counter(close_quads(SMALL))


def test_conclusions_replace_those_of_before(server: Server) -> None:
    """The inferred graph, and nothing else; also where nothing follows any more."""
    server.fill([*SMALL, said("nerve-block", "treatedBy", "anxiety", INFERRED)])
    closure = close_on(server.engine)
    publish_inferred(server.engine, closure)
    assert server.lines() == {*SMALL, *closure.quads()}
    publish_inferred(server.engine, close_quads([]))
    assert server.lines() == set(SMALL)


def test_nothing_is_left_behind_after_an_error(server: Server) -> None:
    """The last rule is broken, so that the scratch graph is full when it runs."""
    server.fill(SMALL)
    broken = replace(RULES[-1], guards=(Guard("x", "Kind }{"),))
    with pytest.raises(QueryRefusedError, match=r"/update refused a request: "):
        close_on(server.engine, [*RULES[:-1], broken])
    assert server.lines() == set(SMALL)


def test_an_endpoint_that_cannot_be_reached_is_named() -> None:
    """The one for updates is asked first."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(ServiceError, match=rf"{url}/update cannot be reached"):
        close_on(RemoteEngine(Endpoint(f"{url}/query", f"{url}/update")))


def test_an_endpoint_that_does_not_answer_in_time_is_left() -> None:
    """It listens and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(TimeLimitError, match=r"longer than 0\.2 s"):
            close_on(RemoteEngine(Endpoint(url, url, seconds=0.2)))


@contextmanager
def capped(server: Server, rows: int) -> Iterator[str]:
    """An endpoint for queries that gives so many rows of each answer and does not say so, as some engines do."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {"Content-Type": self.headers["Content-Type"], "Accept": self.headers["Accept"]}
            with urllib.request.urlopen(urllib.request.Request(f"{server.url}/query", query, headers)) as response:
                answer = json.load(response)
            del answer["results"]["bindings"][rows:]
            body = json.dumps(answer).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/sparql-results+json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as proxy:
        threading.Thread(target=proxy.serve_forever).start()
        try:
            yield f"http://127.0.0.1:{proxy.server_port}/query"
        finally:
            proxy.shutdown()


def test_an_answer_that_is_cut_off_is_an_error(server: Server) -> None:
    """Two steps of a hierarchy, of which the engine gives one."""
    server.fill(SMALL)
    with capped(server, 1) as url, pytest.raises(ServiceError, match="gave 1 of 2 rows"):
        close_on(RemoteEngine(Endpoint(url, f"{server.url}/update")))
    assert server.lines() == set(SMALL)
