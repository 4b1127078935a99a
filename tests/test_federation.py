"""Queries that ask a listed service too, against a real one on the loopback interface."""

from __future__ import annotations

import asyncio
import json
import urllib.request
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Event, Thread

import pytest
from native_server import native_server

from paingraph.ontology.errors import PaingraphError, QueryRefusedError, TimeLimitError
from paingraph.queries.embedded import EmbeddedStore
from paingraph.queries.formats import Format
from paingraph.queries.store import Limits
from paingraph.queries.versions import Version

SCIATICA = "<https://w3id.org/paingraph/id/sciatica>"


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[int]:
    """A native Oxigraph server that knows one thing about sciatica."""
    with native_server() as port:
        body = f"INSERT DATA {{ {SCIATICA} <urn:known> 'elsewhere' }}".encode()
        url = f"http://127.0.0.1:{port}/update"
        urllib.request.urlopen(urllib.request.Request(url, body, {"Content-Type": "application/sparql-update"})).close()
        yield port


class Visited(HTTPServer):
    """A server that counts who comes, and sends them on to another place, or keeps them waiting."""

    def __init__(self, location: str = "") -> None:
        self.location = location
        self.visits = 0
        self.visited = Event()
        super().__init__(("127.0.0.1", 0), _Handler)
        Thread(target=self.serve_forever, daemon=True).start()

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    server: Visited

    def do_POST(self) -> None:
        """Answer a query."""
        self.server.visits += 1
        self.server.visited.set()
        if self.server.location:
            self.send_response(302)
            self.send_header("Location", self.server.location)
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            self.rfile.read()  # until the client hangs up

    do_GET = do_POST  # noqa: N815 - whoever follows a redirect may come by GET

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def opened(small_version: Version) -> Iterator[Callable[[int], EmbeddedStore]]:
    """Open stores whose queries may call a port of this machine."""
    stores = []

    def open_(port: int) -> EmbeddedStore:
        stores.append(EmbeddedStore.open(small_version.folder, workers=1, services=[f"127.0.0.1:{port}"]))
        return stores[-1]

    yield open_
    for store in stores:
        store.close()


def joined(port: int) -> str:
    """Join what we know with what is known elsewhere."""
    return (
        f"SELECT ?label ?known {{ {SCIATICA} skos:prefLabel ?label "
        f"SERVICE <http://127.0.0.1:{port}/query> {{ {SCIATICA} <urn:known> ?known }} }}"
    )


def test_a_listed_service_is_asked(opened: Callable[[int], EmbeddedStore], elsewhere: int) -> None:
    """And its rows join ours; the next such query is answered by the same process."""
    store = opened(elsewhere)
    for _ in range(2):
        answer = store.evaluate(joined(elsewhere), [Format.JSON])
        (row,) = json.loads(answer.body)["results"]["bindings"]
        assert (row["label"]["value"], row["known"]["value"]) == ("sciatica", "elsewhere")


def test_others_are_not(opened: Callable[[int], EmbeddedStore], elsewhere: int) -> None:
    """Nobody comes by, not even in silence."""
    with Visited() as other:
        store = opened(elsewhere)
        for silent in ("", "SILENT"):
            with pytest.raises(QueryRefusedError, match="alone"):
                store.evaluate(
                    f"ASK {{ SERVICE {silent} <http://127.0.0.1:{other.server_port}/> {{}} }}", [Format.JSON]
                )
        assert other.visits == 0


def test_a_redirect_is_not_followed(opened: Callable[[int], EmbeddedStore], elsewhere: int) -> None:
    """A listed host cannot send the query to one that is not listed."""
    with Visited() as secret, Visited(f"http://127.0.0.1:{secret.server_port}/") as listed:
        store = opened(listed.server_port)
        with pytest.raises(PaingraphError) as caught:
            store.evaluate(joined(listed.server_port), [Format.JSON])
        assert caught.value.status == 400
        assert listed.visits > 0
        assert secret.visits == 0


def test_a_service_that_does_not_answer_costs_the_time_limit(opened: Callable[[int], EmbeddedStore]) -> None:
    """And no worker of other queries."""
    with Visited() as slow:
        store = opened(slow.server_port)
        with pytest.raises(TimeLimitError):
            store.evaluate(joined(slow.server_port), [Format.JSON], limits=Limits(seconds=1))
        assert store.evaluate("ASK {}", [Format.TSV]).body == b"true"


def test_who_hangs_up_waits_for_no_service(opened: Callable[[int], EmbeddedStore]) -> None:
    """The process that waited for it ends, and the next such query is answered."""
    with Visited() as slow:
        store = opened(slow.server_port)

        async def hung_up() -> None:
            asking = asyncio.create_task(store.answer(joined(slow.server_port), [Format.JSON]))
            await asyncio.to_thread(slow.visited.wait)
            asking.cancel()
            with pytest.raises(asyncio.CancelledError):
                await asking

        asyncio.run(hung_up())
        with pytest.raises(TimeLimitError):  # not BusyError: nobody is before it
            store.evaluate(joined(slow.server_port), [Format.JSON], limits=Limits(seconds=1))


def test_a_service_that_is_gone_is_the_querys_error(opened: Callable[[int], EmbeddedStore]) -> None:
    """Unless it asked for silence."""
    with Visited() as gone:
        port = gone.server_port
    store = opened(port)
    with pytest.raises(QueryRefusedError):
        store.evaluate(joined(port), [Format.JSON])
    assert store.evaluate(joined(port).replace("SERVICE", "SERVICE SILENT"), [Format.JSON]).count == 1
