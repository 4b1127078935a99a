"""A store as its operator reaches it: where updates go, and what each refusal is told as."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from paingraph.ontology.errors import ForbiddenError, PaingraphError, QueryRefusedError, ServiceError, UsageError
from paingraph.queries.endpoint import Endpoint

TABLE = b'{"head":{"vars":[]},"results":{"bindings":[]}}'
JSON = "application/sparql-results+json"


@contextmanager
def engine(path: str, *, server: str = "Engine", update: int = 204, query: bytes = TABLE) -> Iterator[str]:
    """Run an engine that answers queries alike, and updates with a status; the address for queries."""

    class Handler(BaseHTTPRequestHandler):
        server_version, sys_version = server, ""

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            is_update = "update" in self.headers["Content-Type"]
            self.send_response(update if is_update else 200)
            self.send_header("Content-Type", JSON)
            self.send_header("Content-Length", "0" if is_update else str(len(query)))
            self.end_headers()
            self.wfile.write(b"" if is_update else query)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{running.server_port}{path}"
        finally:
            running.shutdown()
            thread.join()


@pytest.mark.parametrize(
    ("path", "server", "expected"),
    [
        ("/query", "Oxigraph/0.5", "/update"),
        ("/data/query", "Fuseki", "/data/update"),
        ("/repositories/pain", "GraphDB", "/repositories/pain/statements"),
        ("/sparql", "Virtuoso/07.20", "/sparql-auth"),
        ("/sparql", "Neptune", "/sparql"),
    ],
)
def test_updates_go_where_the_engine_takes_them(path: str, server: str, expected: str) -> None:
    """Told by its address and its name; an error names the place."""
    with engine(path, server=server, update=403) as url, pytest.raises(ForbiddenError) as caught:
        Endpoint.open(url).update("DROP SILENT GRAPH <http://a>")
    assert caught.value.message.startswith(f"{url.removesuffix(path)}{expected} does not allow that (403)")


@pytest.mark.parametrize(
    ("status", "error", "said"),
    [
        (401, ForbiddenError, "--store-credentials FILE"),
        (403, ForbiddenError, "read-only, or this user may not write"),
        (404, ServiceError, "by --store-update"),
        (405, ServiceError, "by --store-update"),
        (400, QueryRefusedError, "refused a request"),
        (500, QueryRefusedError, "refused a request"),
        (502, ServiceError, "answered with status 502"),
    ],
)
def test_a_refusal_says_what_to_do(status: int, error: type[PaingraphError], said: str) -> None:
    """In one sentence."""
    with engine("/query", update=status) as url, pytest.raises(error, match=said):
        Endpoint.open(url).update("DROP SILENT GRAPH <http://a>")


def test_a_page_is_no_endpoint() -> None:
    """Though it answers."""
    with engine("/", query=b"<html>") as url, pytest.raises(ServiceError, match="is no SPARQL endpoint"):
        Endpoint.open(url)


@pytest.mark.parametrize("url", ["", "localhost:7878", "file:///etc/passwd", "http://"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    """Before anything is opened."""
    with pytest.raises(UsageError, match="no address of a SPARQL endpoint"):
        Endpoint.open(url)
