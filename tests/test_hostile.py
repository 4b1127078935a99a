"""A list of hostile requests against a server that really runs: each is refused or ended, and none leaves a mark.

Refused means a 4xx; a query that goes beyond a limit is a 400 (memory, depth), a 413 (size of the answer) or a 503
(time). A few look hostile and are answered. Afterwards the server answers as before, and its memory is bounded.
"""

from __future__ import annotations

import contextlib
import json
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote, urlencode

import psutil
import pytest
from running_server import PATIENCE, Answer, RunningServer

from paingraph.queries.versions import Version

WORKERS, MEMORY = 2, 400_000_000
DIRECT = "application/sparql-query"
FORM = "application/x-www-form-urlencoded"
#: A limit was met: of memory or depth, of the answer's size, or of time; all workers busy is told like the last.
LIMITS = {400, 413, 503}


@pytest.fixture(scope="module")
def server(small_version: Version, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server with tight limits."""
    log = tmp_path_factory.mktemp("hostile") / "log"
    limits = {"query_timeout": 2.0, "memory_limit": MEMORY, "result_limit": 5_000_000}
    server = RunningServer(small_version.folder, log, workers=WORKERS, **limits)
    yield server
    server.stop()


def nested(opening: str, core: str, closing: str, depth: int) -> str:
    """Put something into itself, so many times."""
    return opening * depth + core + closing * depth


def doubling(function: str, times: int = 26) -> str:
    """Make a text twice as long, again and again."""
    binds = " ".join(f"BIND({function.format(f'?x{i}')} AS ?x{i + 1})" for i in range(times))
    return f"SELECT (STRLEN(?x{times}) AS ?n) {{ BIND('0123456789abcdef' AS ?x0) {binds} }}"


def cross(times: int) -> str:
    """Join everything with everything."""
    return " ".join(f"?s{i} ?p{i} ?o{i} ." for i in range(times))


VALUES = " ".join(f"VALUES ?v{i} {{ {' '.join(map(str, range(100)))} }}" for i in range(6))
KNOWS = "<https://w3id.org/paingraph/ontology#predicate>"
ANY_PATH = "(<urn:a>|!<urn:a>)"

#: Name → query, and the statuses that are right; each is posted as it is.
QUERIES: dict[str, tuple[str | bytes, set[int]]] = {
    "nothing": ("", {400}),
    "a comment": ("# nothing", {400}),
    "one word": ("SELECT", {400}),
    "two queries": ("ASK {} ASK {}", {400}),
    "a query that breaks off": ("SELECT * { ?s ?p ", {400}),
    "a string that is not closed": ("SELECT * { ?s ?p 'abc }", {400}),
    "an IRI that is not closed": ("SELECT * { ?s <abc ?o }", {400}),
    "an undeclared prefix": ("SELECT * { ?s nowhere:at ?o }", {400}),
    "a prefix named like a keyword": ("PREFIX SELECT: <urn:a> SELECT SELECT:a {}", {400}),
    "brackets crossed": ("SELECT * { ?s ?p (1 2 } )", {400}),
    "a variable assigned twice": ("SELECT (1 AS ?a) (2 AS ?a) {}", {400}),
    "an aggregate in an aggregate": ("SELECT (COUNT(SUM(?x)) AS ?n) { ?s ?p ?x }", {200, 400}),
    "a NUL": ("SELECT * { ?s ?p 'a\0b' }", {200}),
    "a NUL between words": ("SELECT\0* { ?s ?p ?o }", {400}),
    "only NULs": ("\0" * 1_000, {400}),
    "a byte order mark": ("\ufeffASK {}", {200, 400}),
    "control characters": ("SELECT * { ?s ?p '\x01\x1f\x7f' } \x0b", {200, 400}),
    "an escape of half a pair": ("ASK { ?s ?p '\\uD800' }", {200, 400}),
    "an escape beyond Unicode": ("ASK { ?s ?p '\\UFFFFFFFF' }", {400}),
    "an escaped keyword": ("SELECT * { \\u0053ERVICE <http://127.0.0.1/> {} }", {400}),
    "bytes that are no UTF-8": (b"ASK { ?s ?p '\xff\xfe' }", {400}),
    "an overlong encoding": (b"ASK { ?s ?p '\xc0\x80' }", {400}),
    "half a character": ("ASK { ?s ?p 'é".encode()[:-1], {400}),
    "UTF-16": ("ASK {}".encode("utf-16"), {400}),
    "compressed by stealth": (b"\x1f\x8b\x08\x00\x00\x00\x00\x00", {400}),
    "a megabyte of comment": ("ASK {} #" + "x" * 1_000_000, {413}),
    "a megabyte of blanks, just allowed": ("ASK {}" + " " * 999_000, {200}),
    "a hundred thousand variables": ("SELECT * {" + " ".join(f"?v{i}" for i in range(99_999)) + "}", {400}),
    "twenty thousand alternatives": (f"ASK {{ ?s {'|'.join(['<urn:a>'] * 20_000)} ?o }}", LIMITS | {200}),
    "twenty thousand unions": ("ASK {" + " UNION ".join(["{}"] * 20_000) + "}", LIMITS | {200}),
    "twenty thousand ors": (f"ASK {{ FILTER({'||'.join(['false'] * 20_000)}) }}", LIMITS | {200}),
    "twenty thousand sums": (f"ASK {{ FILTER({'+'.join(['1'] * 20_000)} > 0) }}", LIMITS | {200}),
    "four hundred thousand negations": (f"ASK {{ FILTER({'!' * 400_000}true) }}", LIMITS | {200}),
    "five thousand groups": (nested("{", "", "}", 5_000), {400}),
    "five thousand groups in a query": (f"ASK {nested('{', '', '}', 5_000)}", {400}),
    "five thousand OPTIONALs": (f"ASK {{ {nested('OPTIONAL {', '', '}', 5_000)} }}", {400}),
    "five thousand sub-SELECTs": (f"SELECT * {{ {nested('{ SELECT * {', '', '} }', 5_000)} }}", {400}),
    "five thousand parentheses": (f"ASK {{ FILTER({nested('(', '1', ')', 5_000)}) }}", {400}),
    "five thousand EXISTS": (f"ASK {{ {nested('FILTER EXISTS {', '', '}', 5_000)} }}", {400}),
    "five thousand functions": (f"SELECT ({nested('STR(', '1', ')', 5_000)} AS ?x) {{}}", {400}),
    "a thousand collections": (f"ASK {{ ?s ?p {nested('(', '', ')', 1_000)} }}", {400}),
    "a thousand blank nodes": (f"ASK {{ ?s ?p {nested('[ ?p ', '1', ']', 1_000)} }}", {400}),
    "a thousand paths": (f"ASK {{ ?s {nested('(', '<urn:a>', ')', 1_000)} ?o }}", {400}),
    "ninety-nine groups, just allowed": (f"ASK {nested('{', '', '}', 99)}", {200}),
    "SERVICE": ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", {400}),
    "SERVICE SILENT to a variable": ("SELECT * { VALUES ?e { <http://127.0.0.1:1/> } SERVICE SILENT ?e {} }", {400}),
    "SERVICE to the cloud's secrets": ("ASK { SERVICE <http://169.254.169.254/latest/meta-data/> {} }", {400}),
    "FROM a file": ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", {200}),
    "FROM the network": ("SELECT * FROM <http://127.0.0.1:1/> { ?s ?p ?o }", {200}),
    "LOAD": ("LOAD <file:///etc/passwd>", {400}),
    "DROP ALL": ("DROP ALL", {400}),
    "INSERT after a query": ("ASK {} ; INSERT DATA { <urn:a> <urn:b> 1 }", {400}),
    "a cartesian bomb": (f"SELECT (COUNT(*) AS ?n) {{ {cross(5)} }}", LIMITS),
    "a cartesian bomb that is sorted": (f"SELECT * {{ {cross(3)} }} ORDER BY ?o2 DESC(?s0)", LIMITS),
    "a cartesian bomb that is sent": (f"SELECT * {{ {cross(3)} }}", LIMITS),
    "a cartesian bomb without data": (f"SELECT (COUNT(*) AS ?n) {{ {VALUES} }}", LIMITS),
    "a cartesian bomb of distinct rows": (f"SELECT (COUNT(DISTINCT *) AS ?n) {{ {cross(4)} }}", LIMITS),
    "a bomb within EXISTS": (f"ASK {{ ?a ?b ?c FILTER NOT EXISTS {{ {cross(4)} FILTER(?s0 = 1) }} }}", LIMITS | {200}),
    "a bomb within MINUS": (f"SELECT (COUNT(*) AS ?n) {{ {cross(2)} MINUS {{ {cross(4)} }} }}", LIMITS),
    "a path through everything": (f"SELECT (COUNT(*) AS ?n) {{ ?a {ANY_PATH}* ?b {cross(3)} }}", LIMITS),
    "paths within paths": (f"ASK {{ ?a {nested('(', ANY_PATH, ')*', 15)}/{ANY_PATH}* ?b }}", {200, *LIMITS}),
    "CONCAT that doubles": (doubling("CONCAT({0},{0})"), LIMITS),
    "REPLACE that doubles": (doubling("REPLACE({0},'.','$0$0')"), LIMITS),
    "ENCODE_FOR_URI that triples": (doubling("ENCODE_FOR_URI(CONCAT('%',{0},{0}))"), LIMITS),
    "GROUP_CONCAT that floods": (
        f"SELECT (GROUP_CONCAT(?o0; SEPARATOR='{'x' * 1_000}') AS ?x) {{ {cross(3)} }}",
        LIMITS,
    ),
    "a CONSTRUCT that floods": (f"CONSTRUCT {{ ?s0 ?p1 ?o2 }} {{ {cross(3)} }}", LIMITS),
    "a DESCRIBE of everything": ("DESCRIBE ?s { ?s ?p ?o }", {200, *LIMITS}),
    "a regular expression that backtracks": (f"ASK {{ FILTER REGEX('{'a' * 50_000}!', '^(a+)+$') }}", {200}),
    "a regular expression that is huge": ("ASK { FILTER REGEX('a', '(((a{100}){100}){100}){100}') }", {200}),
    "a regular expression that is broken": ("ASK { FILTER REGEX('a', '(((') }", {200}),
    "numbers beyond measure": (f"SELECT ({'9' * 10_000} * {'9' * 10_000} AS ?x) (1/0 AS ?y) {{}}", {200, 400}),
    "a literal of half a megabyte": (f"SELECT ('{'x' * 500_000}' AS ?x) {{}}", {200}),
    "a name of half a megabyte": (f"SELECT ?{'x' * 500_000} {{}}", {200}),
    "OFFSET and LIMIT beyond measure": (f"SELECT * {{ ?s ?p ?o }} LIMIT {'9' * 30} OFFSET {'9' * 30}", {200, 400}),
    "a triple term ten times over": (f"ASK {{ ?s ?p {nested('<<( ?s ?p ', '?o', ')>>', 10)} }}", {200, 400}),
}  # fmt: skip

#: Name → method, path, body, headers, and the statuses that are right.
REQUESTS: dict[str, tuple[str, str, bytes | None, dict[str, str], set[int]]] = {
    "no query": ("POST", "/sparql", b"", {"Content-Type": FORM}, {400}),
    "queries twice": ("GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", None, {}, {400}),
    "a bad percent": ("GET", "/sparql?query=%ZZ", None, {}, {400}),
    "bytes in the URL that are no UTF-8": ("GET", "/sparql?query=ASK%20%7B%7D%23%ff", None, {}, {400}),
    "a path that is no UTF-8": ("GET", "/id/%ff", None, {}, {400}),
    "a path upwards": ("GET", "/../../../../etc/passwd", None, {}, {404}),
    "a path upwards, hidden": ("GET", "/assets/..%2f..%2fapi%2fsettings", None, {}, {404}),
    "a path upwards among queries": ("GET", "/api/v1/queries/..%2f..%2fREADME", None, {}, {404}),
    "a graph that is no IRI": ("GET", "/sparql?query=ASK%7B%7D&default-graph-uri=%3E%20%7D", None, {}, {400}),
    "two hundred graphs": (
        "GET",
        "/sparql?query=ASK%7B%7D&" + "&".join(["default-graph-uri=urn:a"] * 99),
        None,
        {},
        {200},
    ),
    "a thousand parameters": ("GET", "/sparql?query=ASK%7B%7D" + "&a=b" * 1_000, None, {}, {400}),
    "a thousand fields": ("POST", "/sparql", b"query=ASK%7B%7D" + b"&a=b" * 1_000, {"Content-Type": FORM}, {400}),
    "a timeout that is no number": ("GET", "/sparql?query=ASK%7B%7D&timeout=NaN", None, {}, {400}),
    "a timeout beyond the limit": ("GET", "/sparql?query=ASK%7B%7D&timeout=1e9", None, {}, {400}),
    "no media type": ("POST", "/sparql", b"ASK {}", {}, {415}),
    "a media type that is none": ("POST", "/sparql", b"ASK {}", {"Content-Type": "sparql"}, {415}),
    "a picture": ("POST", "/sparql", b"\x89PNG", {"Content-Type": "image/png"}, {415}),
    "another charset": ("POST", "/sparql", b"ASK {}", {"Content-Type": f"{DIRECT}; charset=utf-7"}, {415}),
    "a compressed body": ("POST", "/sparql", b"ASK {}", {"Content-Type": DIRECT, "Content-Encoding": "gzip"}, {415}),
    "parts without end": (
        "POST",
        "/sparql",
        b"--x\r\n" * 10_000,
        {"Content-Type": "multipart/form-data; boundary=x"},
        {415},
    ),
    "Accept that is garbage": ("GET", "/sparql?query=ASK%7B%7D", None, {"Accept": ";;;,,,q=q=q/\"'/*"}, {200, 406}),
    "Accept of nothing": ("GET", "/sparql?query=ASK%7B%7D", None, {"Accept": "*/*;q=0"}, {406}),
    "Accept that is long": ("GET", "/sparql?query=ASK%7B%7D", None, {"Accept": "a/b;q=0.1," * 3_000}, {200, 406}),
    "Accept that backtracks": ("GET", "/sparql?query=ASK%7B%7D", None, {"Accept": 'a/b;a="' + "\\" * 9_000}, {406}),
    "a tag that is garbage": ("GET", "/sparql?query=ASK%7B%7D", None, {"If-None-Match": '"' * 5_000}, {200}),
    "a range that is garbage": ("GET", "/assets/icon.svg", None, {"Range": "bytes=9-1,--,5"}, {200, 416}),
    "a host that is garbage": ("GET", "/sparql", None, {"Host": "<script>", "Accept": "text/turtle"}, {200, 400}),
    "a header of many names": ("GET", "/health", None, {f"X-{i}": "y" for i in range(90)}, {200}),
    "PUT": ("PUT", "/sparql?query=ASK%7B%7D", b"", {}, {405}),
    "DELETE": ("DELETE", "/sparql", None, {}, {405}),
    "PATCH": ("PATCH", "/sparql", b"ASK {}", {"Content-Type": DIRECT}, {405}),
    "TRACE": ("TRACE", "/sparql", None, {}, {405}),
    "a method of our own": ("QUERY", "/sparql", b"ASK {}", {"Content-Type": DIRECT}, {405}),
    "an update": ("GET", "/sparql?update=DROP%20ALL", None, {}, {403}),
    "an update without leave": ("POST", "/update", b"DROP ALL", {"Content-Type": "application/sparql-update"}, {403}),
    "a graph without leave": ("PUT", "/store?default", b"", {"Content-Type": "text/turtle"}, {403}),
    "a URL that is long, and allowed": (
        "GET",
        f"/sparql?query=ASK%7B%7D%23{'x' * 60_000}",
        None,
        {},
        {200},
    ),
    "SQL in a name": ("GET", "/api/v1/entities/" + quote("x' OR 1=1; DROP TABLE --"), None, {}, {404}),
    "SPARQL in a name": ("GET", "/api/v1/entities/" + quote('"} DROP ALL #'), None, {}, {404}),
    "script in a search": ("GET", "/search?" + urlencode({"q": "<script>alert(1)</script>"}), None, {}, {200}),
    "a document that nests": (
        "POST",
        "/api/v1/annotate",
        b"<div>" * 50_000,
        {"Content-Type": "text/html"},
        {200, 415, 422},
    ),
}  # fmt: skip

#: Name → bytes on the wire; what comes back is a 4xx or the end of the connection.
RAW = {
    "no HTTP": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 100 + b"\r\n\r\n",
    "HTTP of the past": b"GET /sparql\r\n\r\n",
    "HTTP of the future": b"GET / HTTP/9.9\r\n\r\n",
    "no host": b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nConnection: close\r\n\r\n",
    "two lengths": b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nASK {}",
    "a length that is none": b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\nASK {}",
    "a chunk that is none": b"POST /sparql HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nASK {}\r\n",
    "a NUL in the head": b"GET / HTTP/1.1\r\nHost: x\r\nX-A: \0\r\n\r\n",
    "a head beyond the limit": b"GET /health HTTP/1.1\r\nHost: x\r\nX-A: " + b"y" * 2_000_000 + b"\r\n\r\n",
    "a body beyond the limit": b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 3000000000\r\n\r\nASK {}",
    "a URL beyond 64 kB": b"GET /sparql?query=" + b"x" * 70_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
}


def refused(answer: Answer, statuses: set[int]) -> None:
    """Assert that an answer has one of these statuses and tells no more than it should."""
    assert answer.status in statuses, answer
    if answer.status >= 400 and answer.status != 431 and answer.body:
        problem = json.loads(answer.body)
        assert problem["status"] == answer.status
        assert problem["detail"]
        assert not any(word in answer.body for word in (b"Traceback", b"/home/", b".py", b"pyoxigraph"))
    if answer.status == 503:
        assert int(answer.headers["retry-after"]) > 0


def alive(server: RunningServer) -> bool:
    """Tell whether the server answers without a query, and one."""
    health = server.get("/health")
    asked = server.insist("POST", "/sparql", "ASK {}", {"Content-Type": DIRECT, "Accept": "text/csv"})
    return (health.status, asked.status, asked.body) == (200, 200, b"true")


@pytest.mark.parametrize("name", QUERIES)
def test_a_hostile_query_is_answered(server: RunningServer, name: str) -> None:
    """With a reason and, where a limit was met, its name."""
    query, statuses = QUERIES[name]
    body = query if isinstance(query, bytes) else query.encode("utf-8", "surrogatepass")
    ask = server.ask if 503 in statuses else server.insist
    refused(ask("POST", "/sparql", body, {"Content-Type": DIRECT}), statuses)
    assert alive(server)


@pytest.mark.parametrize("name", REQUESTS)
def test_a_hostile_request_is_answered(server: RunningServer, name: str) -> None:
    """By us, wherever it was well-formed HTTP."""
    method, path, body, headers, statuses = REQUESTS[name]
    answer = server.insist(method, path, body, headers)
    if method == "HEAD" or answer.headers.get("content-type", "").startswith("text/html"):
        assert answer.status in statuses
    else:
        refused(answer, statuses)
    assert alive(server)


@pytest.mark.parametrize("name", RAW)
def test_what_is_no_request_is_turned_away(server: RunningServer, name: str) -> None:
    """By the server before us, so that there is no text."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as connection:
        answer = b""
        with contextlib.suppress(OSError):  # the other side may be gone before all is sent
            connection.sendall(RAW[name])
            connection.shutdown(socket.SHUT_WR)
            answer = connection.recv(65_536)
    status = answer.split(b" ", 2)[1] if answer else b"400"
    assert status.startswith(b"4") or (name == "no host" and status == b"200")
    assert alive(server)


def test_the_list_is_long_enough() -> None:
    """And every entry has a name."""
    assert len(QUERIES) + len(REQUESTS) + len(RAW) > 100


def test_while_the_worst_query_runs_others_are_answered(server: RunningServer) -> None:
    """It takes one worker until its time is up; another worker, and all that needs none, go on."""
    with ThreadPoolExecutor(1) as pool:
        worst = pool.submit(server.ask, "POST", "/sparql", QUERIES["a cartesian bomb"][0], {"Content-Type": DIRECT})
        while not worst.done():
            assert alive(server)
        refused(worst.result(), LIMITS)


def test_two_hundred_clients_at_once_are_all_answered(server: RunningServer) -> None:
    """Some are told to come again."""

    def ask(number: int) -> int:
        query = QUERIES["CONCAT that doubles"][0] if number % 20 == 0 else f"ASK {{}} # {number}"
        return server.ask("POST", "/sparql", query, {"Content-Type": DIRECT}).status

    with ThreadPoolExecutor(200) as pool:
        statuses = set(pool.map(ask, range(400)))
    assert statuses <= {200, 400, 503}
    assert 200 in statuses


def test_clients_that_hang_up_amid_their_query_free_the_workers(server: RunningServer) -> None:
    """At the latest when the query's time is up."""
    body = str(QUERIES["a cartesian bomb"][0]).encode()
    head = f"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: {DIRECT}\r\nContent-Length: {len(body)}\r\n\r\n"
    for _ in range(10):
        with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as connection:
            connection.sendall(head.encode() + body)
    assert alive(server)


def test_after_all_this_memory_is_bounded_and_nothing_failed(server: RunningServer) -> None:
    """Workers that grew are gone, and the log holds no failure of ours."""
    used = 0
    root = psutil.Process(server.process.pid)
    for process in (root, *root.children(recursive=True)):
        with contextlib.suppress(psutil.NoSuchProcess):
            used += process.memory_info().rss
    assert used < WORKERS * MEMORY + 500_000_000
    log = server.log.read_text()
    assert "Traceback" not in log
    assert '" 500 ' not in log
    assert alive(server)
