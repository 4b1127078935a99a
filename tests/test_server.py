"""The server: one that is really started, asked over real sockets, and stopped.

Each server has a port of its own on the loopback interface.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from itertools import count
from pathlib import Path

import psutil
import pytest
from ports import reserved_port
from running_server import MAIN, PATIENCE, RunningServer

from paingraph.api.addresses import PortError
from paingraph.api.server import serve
from paingraph.api.settings import Settings
from paingraph.queries.versions import Version

#: It would run for hours.
ENDLESS = "SELECT*%7B?a%20?b%20?c.?d%20?e%20?f.?g%20?h%20?i.?j%20?k%20?l.?m%20?n%20?o%20FILTER(?a=?o%26%26?o=1)%7D"


@pytest.fixture(scope="module")
def server(small_version: Version, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server on the small graph."""
    running = RunningServer(small_version.folder, tmp_path_factory.mktemp("server") / "log", body_limit=5_000)
    yield running
    if running.process.poll() is None:
        running.stop()


def test_the_served_graph_answers_with_positions(server: RunningServer) -> None:
    """Which procedures treat a herniated disc, said by which document, where."""
    query = (
        "PREFIX%20pg:%20%3Chttps://w3id.org/paingraph/ontology%23%3E%20SELECT%20?start%20?end%20%7B"
        "?c%20pg:predicate%20pg:treats;pg:object%20%3Chttps://w3id.org/paingraph/id/herniated-disc%3E;"
        "%3Chttp://www.w3.org/ns/prov%23wasDerivedFrom%3E%20?p.?p%20pg:start%20?start;pg:end%20?end%7D%20ORDER%20BY%20?start"
    )
    status, headers, body = server.get(f"/sparql?query={query}")
    assert (status, headers["content-type"]) == (200, "application/sparql-results+json")
    assert [row["start"]["value"] for row in json.loads(body)["results"]["bindings"]] == ["29", "32"]


def test_head_has_the_length_and_no_body(server: RunningServer) -> None:
    """RFC 9110, section 9.3.2."""
    _, got, content = server.get("/id/sciatica.nt")
    status, headers, body = server.get("/id/sciatica.nt", method="HEAD")
    assert (status, body) == (200, b"")
    assert headers["content-length"] == got["content-length"] == str(len(content))


def test_the_server_header_tells_no_version(server: RunningServer) -> None:
    """An attacker learns nothing."""
    assert server.get("/health").headers["server"] == "granian"


@pytest.mark.parametrize("path", [b"/id/a%ffb", b"/id/%c3%28", b"/sparql?query=%ff", b"/id/\xff"])
def test_bytes_that_are_no_utf8_are_refused(server: RunningServer, path: bytes) -> None:
    """Also where the server decodes the path before us."""
    answer = server.raw(b"GET " + path + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 400")


def test_idle_clients_do_not_stop_the_others(server: RunningServer) -> None:
    """Three hundred bodies that never come, and as many heads, hold no thread."""
    head = (
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 100\r\n\r\nSEL"
    )
    with contextlib.ExitStack() as idle:
        for start in (head, b"GET /health HTTP/1.1\r\nHo"):
            for _ in range(300):
                connection = idle.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE))
                connection.sendall(start)
        assert server.get("/health")[0] == 200
        assert server.get("/id/sciatica")[0] == 200


@pytest.mark.parametrize(
    "head",
    [b"Content-Length: 3000000000\r\n\r\nASK", b"Transfer-Encoding: chunked\r\n\r\n1800\r\n" + b"x" * 0x1800 + b"\r\n"],
)
def test_a_body_over_the_limit_is_refused_before_it_is_read(server: RunningServer, head: bytes) -> None:
    """Whether its length is announced or not; the answer is ours."""
    start = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
    answer = server.raw(start + head)
    assert answer.startswith(b"HTTP/1.1 413")
    assert b"application/problem+json" in answer


def test_a_chunked_body_is_read(server: RunningServer) -> None:
    """A client need not know the length beforehand."""
    start = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nAccept: text/csv\r\n"
    request = start + b"Transfer-Encoding: chunked\r\n\r\n3\r\nASK\r\n3\r\n {}\r\n0\r\n\r\n"
    while (answer := server.raw(request)).startswith(b"HTTP/1.1 503"):  # three hundred clients have just gone
        pass
    assert answer.startswith(b"HTTP/1.1 200")
    assert b"true" in answer


def test_clients_that_hang_up_leave_no_trace(server: RunningServer) -> None:
    """Gone before the body, gone before the answer: the next one is served."""
    for request in (
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
    ):
        for _ in range(20):
            with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as connection:
                connection.sendall(request)
    assert server.get("/ready")[0] == 200
    assert "Traceback" not in server.log.read_text()


def test_a_client_that_hangs_up_frees_its_worker(small_version: Version, tmp_path: Path) -> None:
    """Queries that would run for an hour end with their clients; meanwhile others are told to come again."""
    running = RunningServer(small_version.folder, tmp_path / "log", query_timeout=3600, workers=2)
    numbers = count()

    def status_of_a_new_question() -> int:
        return running.get(f"/sparql?query=ASK%7B%7D%23{next(numbers)}").status

    with contextlib.ExitStack() as clients:
        for _ in range(8):
            connection = clients.enter_context(socket.create_connection(("127.0.0.1", running.port), timeout=PATIENCE))
            connection.sendall(f"GET /sparql?query={ENDLESS} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        while status_of_a_new_question() != 503:
            pass
    while status_of_a_new_question() == 503:
        pass
    assert running.stop() == 0
    assert "Traceback" not in running.log.read_text()


#: A query of a user that would run for hours.
LONG = """#+ summary: What is there to be joined?
#+ column: n (integer) "How much."
SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o FILTER(?a = ?o && ?o = 1) }
"""


@pytest.mark.parametrize("path", ["/api/v1/queries/too-long", "/queries/too-long?"])
def test_a_client_that_hangs_up_on_the_application_frees_its_worker_too(
    small_version: Version, tmp_path: Path, path: str
) -> None:
    """Whether it asked for rows or for a page."""
    (tmp_path / "too-long.rq").write_text(LONG, encoding="utf-8")
    running = RunningServer(small_version.folder, tmp_path / "log", query_timeout=3600, workers=1, queries=tmp_path)
    numbers = count()

    def status_of_a_new_question() -> int:
        with running.connection() as connection:
            connection.request("GET", "/health")  # what comes after it is answered by the same workers as pages
            connection.getresponse().read()
            connection.request("GET", f"/sparql?query=ASK%7B%7D%23{next(numbers)}")
            return connection.getresponse().status

    with socket.create_connection(("127.0.0.1", running.port), timeout=PATIENCE) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        while status_of_a_new_question() != 503:
            pass
    while status_of_a_new_question() == 503:
        pass
    assert running.stop() == 0
    assert "Traceback" not in running.log.read_text()


def test_each_request_is_one_line_of_the_log(server: RunningServer) -> None:
    """With method, path, status, size, time, and id; line ends in a path make no second line."""
    server.get("/id/a%0Ab%0Dc", **{"X-Request-ID": "one-line"})
    while "one-line" not in server.log.read_text():
        server.get("/health")
    (line,) = [line for line in server.log.read_text().splitlines() if "one-line" in line]
    assert '"GET /id/a?b?c" 404' in line


def test_a_port_in_use_is_one_sentence(server: RunningServer, small_version: Version) -> None:
    """Before anything is started."""
    with pytest.raises(PortError) as caught:
        serve(Settings(port=server.port), small_version.folder)
    assert caught.value.message == f"Port {server.port} is in use on 127.0.0.1; choose another with --port."
    assert caught.value.exit_code == 1


def test_an_address_that_is_not_ours_is_one_sentence(small_version: Version) -> None:
    """TEST-NET-1 (RFC 5737) belongs to nobody."""
    with pytest.raises(PortError, match=r"cannot listen on 192\.0\.2\.1"):
        serve(Settings(host="192.0.2.1"), small_version.folder)


@pytest.mark.parametrize("signal_", [signal.SIGTERM, signal.SIGINT])
def test_the_server_stops_when_told_and_leaves_nothing_behind(
    small_version: Version, tmp_path: Path, signal_: signal.Signals
) -> None:
    """Exit code 0, no traceback, no process of its group, and the port is free again."""
    folder = tmp_path / "version"
    shutil.copytree(small_version.folder, folder)
    running = RunningServer(folder, tmp_path / "log")
    assert running.stop(signal_) == 0
    assert "Traceback" not in running.log.read_text()
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", running.port))
    assert not _processes_with(str(folder))


def test_a_server_that_is_killed_leaves_no_process_behind(small_version: Version, tmp_path: Path) -> None:
    """It can end nothing itself; the processes that serve, and their own, see to it."""
    running = RunningServer(small_version.folder, tmp_path / "log")
    children = psutil.Process(running.process.pid).children(recursive=True)
    assert len(children) > 1
    running.stop(signal.SIGKILL)
    _, alive = psutil.wait_procs(children, PATIENCE)
    assert alive == []


def test_the_address_is_told_once_it_answers(small_version: Version, tmp_path: Path) -> None:
    """Whoever waits for the line may ask at once."""
    command = [sys.executable, "-c", MAIN, str(small_version.folder), json.dumps({"port": reserved_port()})]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        address = running.stdout.readline().split()[3]
        connection = HTTPConnection(address.removeprefix("http://").rstrip("/"), timeout=PATIENCE)
        connection.request("GET", "/ready")
        assert connection.getresponse().status == 200
        connection.close()
        running.terminate()


def test_a_version_that_cannot_be_read_ends_the_server_with_one_sentence(tmp_path: Path) -> None:
    """No traceback, exit code 1."""
    (tmp_path / "manifest.json").write_text("{}")
    done = subprocess.run(
        [sys.executable, "-c", MAIN, str(tmp_path), json.dumps({"port": reserved_port()})],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 1
    assert "holds no readable version" in done.stderr
    assert "Traceback" not in done.stderr


def _processes_with(argument: str) -> list[int]:
    """Return the processes of this machine that were started with an argument."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if argument.encode() in (folder / "cmdline").read_bytes().split(b"\0"):
                found.append(int(folder.name))
    return found
