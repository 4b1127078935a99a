"""The porter and the clerks, in a server that runs: who answers, no client can tell, and none suffers for another."""

from __future__ import annotations

import contextlib
import http.client
import json
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import psutil
import pytest
from running_server import PATIENCE, RunningServer, changeable

from paingraph.queries.versions import Version

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="clerks need Linux")

#: It would run for hours.
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
TOKEN = "porter-test-token"
#: Some ten megabytes.
LARGE = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 30000"
CSV = {"Accept": "text/csv"}


def sparql(query: str, **parameters: str) -> str:
    """Return the path that asks a query."""
    return "/sparql?" + urlencode({"query": query, **parameters})


def request(query: str, *fields: str, method: str = "GET") -> bytes:
    """Return the bytes of a request."""
    return "\r\n".join([f"{method} {sparql(query)} HTTP/1.1", "Host: x", "Accept: text/csv", *fields, "", ""]).encode()


def asked(connection: http.client.HTTPConnection, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Ask over a connection that stays open."""
    connection.request("GET", path, headers={**CSV, **headers})
    answer = connection.getresponse()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()


def is_busy(answer: tuple[int, dict[str, str], bytes]) -> bool:
    """Tell whether a loaded machine made the server say to come later."""
    return answer[0] == 503 and b"/busy" in answer[2]


def clerks(server: RunningServer) -> set[int]:
    """Return the processes that answer clients: the nursery's branch alone has children that far down."""
    [serving] = [child for child in psutil.Process(server.process.pid).children() if child.children()]
    return {clerk.pid for nursery in serving.children() for branch in nursery.children() for clerk in branch.children()}


@pytest.fixture(scope="module")
def server(small_version: Version, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server whose queries may run for an hour."""
    server = RunningServer(small_version.folder, tmp_path_factory.mktemp("porter") / "log", query_timeout=3600)
    yield server
    server.stop()


@pytest.mark.parametrize("query", ["ASK {}", "SELECT * { ?s ?p ?o } LIMIT 100", "DESCRIBE ?x {}", "SELECT", "DROP ALL"])
@pytest.mark.parametrize("fields", [{}, {"Accept-Encoding": "gzip"}, {"X-Request-ID": "one"}, {"Connection": "close"}])
def test_a_client_cannot_tell_who_answers(server: RunningServer, query: str, fields: dict[str, str]) -> None:
    """A connection that has asked for something else is carried to the server proper, and stays so."""
    with server.connection() as plain, server.connection() as carried:
        asked(carried, "/health")
        one, other = asked(plain, sparql(query), **fields), asked(carried, sparql(query), **fields)
    assert (one[0], one[2]) == (other[0], other[2])
    changing = {"date", *(() if "X-Request-ID" in fields else {"x-request-id"})}
    assert {k: v for k, v in one[1].items() if k not in changing} == {
        k: v for k, v in other[1].items() if k not in changing
    }
    assert one[1].keys() == other[1].keys()


def test_a_client_that_holds_the_answer_is_told_so(server: RunningServer) -> None:
    """And HEAD has the length, but no body, by either way."""
    for first in (sparql("ASK {}"), "/health"):
        with server.connection() as connection:
            asked(connection, first)
            _, headers, body = asked(connection, sparql("ASK {}"))
            status, again, nothing = asked(connection, sparql("ASK {}"), **{"If-None-Match": headers["etag"]})
            assert (status, again["etag"], nothing) == (304, headers["etag"], b"")
            connection.request("HEAD", sparql("ASK {}"), headers=CSV)
            answer = connection.getresponse()
            assert (answer.read(), answer.headers["content-length"]) == (b"", str(len(body)))


def test_one_connection_may_ask_for_anything(server: RunningServer) -> None:
    """In any order."""
    with server.connection() as connection:
        for path in (sparql("ASK {}"), "/health", sparql("ASK {}"), "/version", sparql("ASK {}")):
            assert asked(connection, path)[0] == 200


def test_a_request_may_come_byte_by_byte(server: RunningServer) -> None:
    """And with a body, in two parts, as many clients send it."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for byte in request("ASK {}", "Connection: close"):
            connection.sendall(bytes([byte]))
        assert everything(connection).endswith(b"\r\n\r\ntrue")
    with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as connection:
        connection.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: x\r\nAccept: text/csv\r\nConnection: close\r\n"
            b"Content-Type: application/sparql-query\r\nContent-Length: 6\r\n\r\n"
        )
        connection.sendall(b"ASK {}")
        assert everything(connection).endswith(b"\r\n\r\ntrue")


def test_requests_that_are_sent_together_are_answered_in_order(server: RunningServer) -> None:
    """Without waiting for the answers between (RFC 9112, section 9.3.2)."""
    names = [f"name-{number}" for number in range(5)]
    with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as connection:
        connection.sendall(request("ASK {}", "X-Request-ID: first"))
        requests = [request("ASK {}", f"X-Request-ID: {name}") for name in names]
        connection.sendall(b"".join([*requests, request("ASK {}", "Connection: close")]))
        answers = everything(connection)
    assert answers.count(b"HTTP/1.1 200 OK") == 7
    places = [answers.index(f"x-request-id: {name}\r\n".encode()) for name in ("first", *names)]
    assert places == sorted(places)


def test_two_hundred_clients_stay_connected_and_are_answered(server: RunningServer) -> None:
    """Each again and again."""
    with contextlib.ExitStack() as stack:
        connections = [stack.enter_context(server.connection()) for _ in range(200)]

        def ask(connection: http.client.HTTPConnection) -> set[int]:
            return {asked(connection, sparql(f"ASK {{}} # {number}"))[0] for number in range(3)}

        with ThreadPoolExecutor(50) as pool:
            statuses = set[int]().union(*pool.map(ask, connections))
    assert statuses <= {200, 503}
    assert 200 in statuses


def test_a_long_query_keeps_none_of_its_clerks_clients_waiting(small_version: Version, tmp_path: Path) -> None:
    """With one clerk alone, they go to the server proper."""
    server = RunningServer(small_version.folder, tmp_path / "log", query_timeout=3600, workers=1)
    with server.connection() as other, socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as one:
        assert asked(other, sparql("ASK {}"))[0] == 200
        one.sendall(request(ENDLESS))
        while is_busy(answer := asked(other, sparql("ASK {} # another"))):
            pass
        assert answer[0] == 200
        one.setblocking(False)
        with pytest.raises(BlockingIOError):
            one.recv(1)
    assert server.stop() == 0


def test_a_query_that_takes_too_long_is_told_so(server: RunningServer) -> None:
    """Under the name of its request, and its limit; nothing is said after it on that connection."""
    with server.connection() as connection:
        path = sparql(ENDLESS, timeout="0.2")
        while is_busy(answer := asked(connection, path, **{"X-Request-ID": "too-long"})):
            pass
    status, headers, body = answer
    assert (status, headers["x-request-id"], headers["retry-after"]) == (503, "too-long", "1")
    assert json.loads(body)["value"] == 0.2


def test_when_its_process_dies_a_query_is_answered_and_other_clients_go_on(
    small_version: Version, tmp_path: Path
) -> None:
    """The process of each clerk is killed while one of them is at a query; others take their places."""
    server = RunningServer(small_version.folder, tmp_path / "log", query_timeout=3600)
    with contextlib.ExitStack() as stack:
        others = [stack.enter_context(server.connection()) for _ in range(6)]
        for other in others:
            assert asked(other, sparql("ASK {}"))[0] == 200
        one = stack.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE))
        before = clerks(server)
        spent = {pid: psutil.Process(pid).cpu_times().user for pid in before}
        one.sendall(request(ENDLESS))
        while all(psutil.Process(pid).cpu_times().user - spent[pid] < 0.1 for pid in before):
            pass
        for pid in before:
            psutil.Process(pid).kill()
        answer = everything(one)
        assert answer.startswith(b"HTTP/1.1 400 ")
        assert b'"limit":"memory_bytes"' in answer
        for other in others:
            while is_busy(told := asked(other, sparql("ASK {}"))):
                pass
            assert told[0] == 200
        while len(clerks(server) - before) < len(before):
            pass
    assert server.stop() == 0
    assert "Traceback" not in server.log.read_text()


def test_a_large_answer_reaches_a_slow_client(server: RunningServer) -> None:
    """It is sent by others, so that its clerk is free, and whole."""
    with server.connection() as slow:
        slow.request("GET", sparql(LARGE), headers={"Accept": "text/csv"})
        assert server.insist("GET", sparql("ASK {} # while it waits"), headers=CSV).status == 200
        answer = slow.getresponse()
        body = answer.read()
        assert len(body) == int(answer.headers["content-length"])
        assert body.count(b"\r\n") == 30_001
        assert asked(slow, sparql("ASK {}"))[2] == b"true"


def test_a_new_version_is_served_at_once_on_connections_that_stay(small_version: Version, tmp_path: Path) -> None:
    """While others ask without end, of whom none is dropped."""
    server = changeable(small_version, tmp_path, update_token=TOKEN)
    update = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/sparql-update"}
    done = threading.Event()

    def keep_asking(number: int) -> set[int]:
        statuses = set()
        with server.connection() as connection:
            while not done.is_set():
                statuses.add(asked(connection, sparql(f"ASK {{}} # {number}"))[0])
        return statuses

    with ThreadPoolExecutor(4) as pool, server.connection() as held:
        asking = [pool.submit(keep_asking, number) for number in range(4)]
        try:
            for number in range(3):
                pattern = f"<urn:a> <urn:b> {number}"
                assert asked(held, sparql(f"ASK {{ {pattern} }}"))[2] == b"false"
                assert server.ask("POST", "/update", f"INSERT DATA {{ {pattern} }}", update).status == 204
                while is_busy(answer := asked(held, sparql(f"ASK {{ {pattern} }}"))):
                    pass
                assert answer[2] == b"true"
        finally:
            done.set()
        statuses = set[int]().union(*(future.result() for future in asking))
    assert statuses <= {200, 503}
    assert 200 in statuses
    assert server.stop() == 0
    assert "Traceback" not in server.log.read_text()


@pytest.mark.parametrize("signal_", [signal.SIGTERM, signal.SIGINT])
def test_no_process_outlives_the_server(small_version: Version, tmp_path: Path, signal_: signal.Signals) -> None:
    """Nor a query that is running."""
    server = RunningServer(small_version.folder, tmp_path / "log", query_timeout=3600)
    processes = psutil.Process(server.process.pid).children(recursive=True)
    with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as connection:
        connection.sendall(request(ENDLESS))
        assert server.stop(signal_) == 0
        psutil.wait_procs(processes, timeout=PATIENCE)
        assert not [process for process in processes if process.is_running() and process.status() != "zombie"]
    assert "Traceback" not in server.log.read_text()


def test_connections_that_are_carried_are_let_go(server: RunningServer) -> None:
    """They come and go, and the server holds no more descriptors than before."""
    serving = next(child for child in psutil.Process(server.process.pid).children() if child.children())
    for _ in range(20):
        assert server.get("/health").status == 200
    before = serving.num_fds()
    for _ in range(200):
        assert server.get("/health").status == 200
    while serving.num_fds() > before + 20:
        pass
    assert server.insist("GET", sparql("ASK {}"), headers=CSV).status == 200


def test_each_request_is_a_line_of_the_log_with_its_client(server: RunningServer) -> None:
    """By either way."""
    with server.connection() as plain, server.connection() as carried:
        asked(plain, sparql("ASK {}"), **{"X-Request-ID": "by-a-clerk"})
        asked(carried, "/health", **{"X-Request-ID": "by-the-server"})
    while not all(name in server.log.read_text() for name in ("by-a-clerk", "by-the-server")):
        server.get("/health")
    lines = [line for line in server.log.read_text().splitlines() if "by-a-clerk" in line or "by-the-server" in line]
    assert [line.split(" INFO ")[1].split(" bytes")[0] for line in sorted(lines, key=len, reverse=True)] == [
        '127.0.0.1 "GET /health" 200 19',
        '127.0.0.1 "GET /sparql" 200 4',
    ]


def everything(connection: socket.socket) -> bytes:
    """Return what comes until the other side closes."""
    found = b""
    while chunk := connection.recv(65_536):
        found += chunk
    return found
