"""The remote store where the endpoint is no good: each failure is told as what it is, and nothing of it leaks."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from paingraph.ontology.errors import (
    PaingraphError,
    QueryRefusedError,
    QuerySyntaxError,
    ServiceError,
    TimeLimitError,
    TooLargeError,
    UsageError,
)
from paingraph.queries.formats import Format
from paingraph.queries.publication import Publication
from paingraph.queries.remote import RemoteStore
from paingraph.queries.store import Limits

JSON = Format.JSON.media_type
EMPTY = b'{"head":{"vars":["subject","predicate","object"]},"results":{"bindings":[]}}'


@contextmanager
def endpoint(status: int, media_type: str, body: bytes, announced: int | None = None) -> Iterator[str]:
    """Run an endpoint that answers every request alike; what it announces beyond that comes drop by drop."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(status)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(announced or len(body)))
            self.end_headers()
            self.wfile.write(body)
            while announced and not stopped.wait(0.1):
                self.wfile.write(b" ")
                self.wfile.flush()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the name is the base's
            """Say nothing."""

    stopped = threading.Event()
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/sparql"
        finally:
            stopped.set()
            server.shutdown()
            thread.join()


@pytest.mark.parametrize("url", ["", "localhost:7878", "file:///etc/passwd", "ftp://example.org/", "http://"])
def test_an_address_that_is_none_is_a_mistake_in_the_call(url: str) -> None:
    """Before anything is opened."""
    with pytest.raises(UsageError, match="no address of a SPARQL endpoint"):
        RemoteStore.open(url)


def test_an_endpoint_that_nobody_runs_is_told_so() -> None:
    """It may come back."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(ServiceError, match="cannot be reached"):
        RemoteStore.open(f"http://127.0.0.1:{port}/")


def test_a_store_without_a_record_holds_no_graph() -> None:
    """Nothing was published to it, or a publication broke off."""
    with endpoint(200, JSON, EMPTY) as url, pytest.raises(UsageError, match=f"paingraph build --store {url}"):
        RemoteStore.open(url)


@pytest.mark.parametrize(
    ("status", "media_type", "body", "error"),
    [
        (200, "text/html", b"<html>A page</html>", ServiceError),
        (200, JSON, b'{"head":{}}', ServiceError),
        (400, "text/plain", b"parse error", QueryRefusedError),
        (401, "text/plain", b"", ServiceError),
        (404, "text/plain", b"", ServiceError),
        (500, "text/plain", b"Traceback", ServiceError),
        (503, "text/plain", b"", TimeLimitError),
    ],
)
def test_every_bad_answer_is_an_error_of_ours(
    status: int, media_type: str, body: bytes, error: type[PaingraphError]
) -> None:
    """With a status that a client of ours understands."""
    with endpoint(status, media_type, body) as url, pytest.raises(error):
        RemoteStore(url, Publication("v")).evaluate("ASK {}", [Format.JSON])


def test_the_reason_of_an_oxigraph_elsewhere_is_told_without_its_tokens() -> None:
    """A variable that is not grouped, for instance, which the grammar cannot see."""
    body = (
        b"error at 1:132: expected one of \"$\", \"(\", IF, The SELECT contains a variable that is unbound, ['0'..='9']"
    )
    with endpoint(400, "text/plain", body) as url, pytest.raises(QueryRefusedError) as caught:
        RemoteStore(url, Publication("v")).evaluate("SELECT ?x ?y { ?x a ?y } GROUP BY ?x", [Format.JSON])
    assert caught.value.message == "The store cannot answer this query: the SELECT contains a variable that is unbound."


def test_a_graph_that_is_none_is_told_so() -> None:
    """A media type alone makes no graph."""
    query = "CONSTRUCT WHERE { ?s ?p ?o }"
    for media_type in ("text/html", Format.TURTLE.media_type):
        with endpoint(200, media_type, b"<html>") as url, pytest.raises(ServiceError):
            RemoteStore(url, Publication("v")).evaluate(query, [Format.TURTLE])


def test_an_answer_that_never_ends_is_given_up_in_time() -> None:
    """Whatever was announced."""
    with endpoint(200, JSON, EMPTY[:10], announced=1_000) as url, pytest.raises(TimeLimitError):
        RemoteStore(url, Publication("v")).evaluate("ASK {}", [Format.JSON], limits=Limits(seconds=0.3))


def test_an_answer_that_floods_is_given_up_at_its_limit() -> None:
    """Before it fills the memory."""
    with endpoint(200, JSON, b" " * 1_000_000) as url, pytest.raises(TooLargeError):
        RemoteStore(url, Publication("v")).evaluate("ASK {}", [Format.JSON], limits=Limits(result_bytes=1_000))


def test_pragmas_of_an_engine_are_no_sparql() -> None:
    """Some engines fetch pages, or write, when told so before the query."""
    with pytest.raises(QuerySyntaxError):
        RemoteStore("http://127.0.0.1:9/", Publication("v")).evaluate(
            'DEFINE get:soft "replace" SELECT * {}', [Format.JSON]
        )
