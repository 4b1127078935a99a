"""Plain HTTP: ordinary requests are read, and whatever is odd in any way is left to the server proper."""

from __future__ import annotations

import pytest

from paingraph.api.messages import Reply
from paingraph.api.plain_http import MEMORABLE, begins_plainly, plain_request, written

GET = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\n"
POST = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"


def test_a_query_by_get() -> None:
    """Names of fields in small letters, values without blanks around them, the query string as it came."""
    request = plain_request(GET + b"ACCEPT: \t text/csv, */*;q=0.1 \t\r\nX-Empty:\r\n\r\n")
    assert request is not None
    assert (request.method, request.query_string, request.body) == ("GET", b"query=ASK%7B%7D", b"")
    assert request.fields == {"host": "x", "accept": "text/csv, */*;q=0.1", "x-empty": ""}
    assert not request.closes


def test_a_query_by_post() -> None:
    """With a body of the length that is announced."""
    request = plain_request(POST + b"Content-Length: 6\r\nConnection: Close\r\n\r\nASK {}")
    assert request is not None
    assert (request.method, request.query_string, request.body) == ("POST", b"", b"ASK {}")
    assert request.closes


def test_fields_too_long_to_be_remembered_are_read_as_well() -> None:
    """Each time anew."""
    request = plain_request(GET + b"Accept: " + b"a/b," * MEMORABLE + b"c/d\r\n\r\n")
    assert request is not None
    assert request.fields["accept"].endswith(",c/d")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GET",
        GET,
        GET + b"\r\n" + GET + b"\r\n",
        GET + b"\r\n\r\n",
        GET.replace(b"\r\n", b"\n") + b"\n",
        GET.replace(b"1.1", b"1.0") + b"\r\n",
        GET.replace(b"1.1", b"2.0") + b"\r\n",
        GET.replace(b"GET", b"get") + b"\r\n",
        GET.replace(b"GET", b"PUT") + b"\r\n",
        GET.replace(b"GET ", b"GET  ") + b"\r\n",
        GET.replace(b"GET /", b"GET http://x/") + b"\r\n",
        GET.replace(b"/sparql", b"/sparql/") + b"\r\n",
        GET.replace(b"/sparql", b"//sparql") + b"\r\n",
        GET.replace(b"/sparql", b"/%73parql") + b"\r\n",
        GET.replace(b"ASK", b"ASK#") + b"\r\n",
        GET.replace(b"ASK", b"ASK<") + b"\r\n",
        GET.replace(b"ASK", b"ASK\xe9") + b"\r\n",
        GET.replace(b"ASK", b"ASK ") + b"\r\n",
        GET.replace(b"Host: x", b"X: y") + b"\r\n",
        GET.replace(b"Host: x", b"Host:") + b"\r\n",
        GET + b"Host: y\r\n\r\n",
        GET + b"Accept: a/b\r\nAccept: c/d\r\n\r\n",
        GET + b"Accept : a/b\r\n\r\n",
        GET + b" folded: x\r\n\r\n",
        GET + b"X: a\r\n b\r\n\r\n",
        GET + b"X: \0\r\n\r\n",
        GET + b"X: \xff\r\n\r\n",
        GET + b"X: a\rb\r\n\r\n",
        GET + b"no field\r\n\r\n",
        GET + b"".join(b"X-%d: y\r\n" % i for i in range(100)) + b"\r\n",
        GET + b"Connection: Upgrade\r\nUpgrade: h2c\r\n\r\n",
        GET + b"Connection: keep-alive, TE\r\n\r\n",
        GET + b"Expect: 100-continue\r\n\r\n",
        GET + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        GET + b"Content-Length: 0\r\n\r\n",
        GET + b"Content-Length: 2\r\n\r\nab",
        POST + b"\r\n",
        POST + b"Content-Length: 6\r\n\r\nASK ",
        POST + b"Content-Length: 6\r\n\r\nASK {} ",
        POST + b"Content-Length: +6\r\n\r\nASK {}",
        POST + b"Content-Length: 6, 6\r\n\r\nASK {}",
        POST + b"Content-Length: 6\r\nContent-Length: 6\r\n\r\nASK {}",
        POST + b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\nASK {}",
        POST + b"Content-Length: 600000\r\n\r\nASK {}",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    ],
)
def test_what_is_odd_is_not_read(data: bytes) -> None:
    """It may be right, but it is not for this reader to say."""
    assert plain_request(data) is None


@pytest.mark.parametrize(
    ("data", "plain"),
    [
        (b"GET /sparql?query=", True),
        (b"POST /sparql HTTP", True),
        (b"HEAD /sparql?", True),
        (b"GET /sparqlx", False),
        (b"GET /", False),
        (b"G", False),
        (b"", False),
    ],
)
def test_the_first_bytes_tell_whom_a_connection_is_for(data: bytes, plain: bool) -> None:
    """Those for the endpoint may be plain; it shows when they are whole."""
    assert begins_plainly(data) is plain


def test_an_answer_goes_out_whole() -> None:
    """Status, the reply's fields, its name, and what every answer carries."""
    head, _, body = written(Reply(200, [("content-type", "text/csv")], b"true"), "GET", "one", closes=False).partition(
        b"\r\n\r\n"
    )
    line, *fields = head.decode().split("\r\n")
    assert line == "HTTP/1.1 200 OK"
    assert {"content-type: text/csv", "content-length: 4", "x-request-id: one"} <= set(fields)
    assert {"x-content-type-options: nosniff", "access-control-allow-origin: *"} <= set(fields)
    assert [field for field in fields if field.startswith("date: ")]
    assert body == b"true"


def test_an_answer_without_a_body_says_so() -> None:
    """To HEAD the length is told, to a client that holds the answer nothing (RFC 9110, sections 9.3.2 and 15.4.5)."""
    to_head = written(Reply(200, [], b"true"), "HEAD", "one", closes=True)
    assert b"content-length: 4\r\n" in to_head
    assert b"connection: close\r\n" in to_head
    assert to_head.endswith(b"\r\n\r\n")
    not_modified = written(Reply(304, [], b""), "GET", "one", closes=False)
    assert not_modified.startswith(b"HTTP/1.1 304 Not Modified\r\n")
    assert b"content-length" not in not_modified
