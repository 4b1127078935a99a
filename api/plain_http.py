"""Plain HTTP: a whole, small, ordinary request to the endpoint is read, and its answer written; all else is not known.

Not a server's HTTP, on purpose. What is not plain at a glance (RFC 9112) is left to a real server, untouched: another
path or method, what is incomplete or has more behind it, chunks, expectations, upgrades, a field that is there twice.
"""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from email.utils import formatdate
from functools import lru_cache
from http import HTTPStatus
from typing import NamedTuple

from paingraph.api.headers import COMMON
from paingraph.api.messages import Reply

__all__ = ["MAX_BYTES", "MEMORABLE", "PlainRequest", "begins_plainly", "known_request", "plain_request", "written"]

#: Bytes that a plain request may have.
MAX_BYTES = 65_536
#: Bytes of a request, or of header fields, that are remembered: many come again in the same words.
MEMORABLE = 2_048
_MAX_FIELDS = 60

_BEGINNING = re.compile(rb"(?:GET|HEAD|POST) /sparql[? ]")
#: A query may have what granian, too, takes as it is.
_LINE = re.compile(rb"(GET|HEAD|POST) /sparql(?:\?([!$-;=?-~]*))? HTTP/1\.1\r\n")
_FIELD = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([!-~](?:[\t -~]*[!-~])?|)[ \t]*\r\n")
_LENGTH = re.compile(r"[0-9]{1,5}")
#: Fields that ask for more than an answer.
_ODD = frozenset({"transfer-encoding", "expect", "upgrade", "te", "trailer", "http2-settings", "keep-alive"})

_SHARED = b"".join(f"{name.lower()}: {value}\r\n".encode() for name, value in COMMON.items())


class PlainRequest(NamedTuple):
    """A request as it came."""

    method: str
    query_string: bytes
    fields: Mapping[str, str]
    body: bytes
    #: Whether the client wants the connection closed afterwards.
    closes: bool


class _Head(NamedTuple):
    fields: Mapping[str, str]
    length: int | None
    closes: bool


def begins_plainly(data: bytes) -> bool:
    """Tell whether the first bytes of a connection are for the endpoint."""
    return _BEGINNING.match(data) is not None


def plain_request(data: bytes) -> PlainRequest | None:
    """Read a request that lies there; None if it is no plain one, or not exactly one."""
    line = _LINE.match(data)
    end = data.find(b"\r\n\r\n", line.end()) if line else -1
    if line is None or end < 0:
        return None
    raw = data[line.end() : end + 2]
    head = _head(raw) if len(raw) <= MEMORABLE else _head.__wrapped__(raw)
    if head is None or (head.length is None) is (line[1] == b"POST") or len(data) != end + 4 + (head.length or 0):
        return None
    return PlainRequest(line[1].decode(), line[2] or b"", head.fields, data[end + 4 :], head.closes)


#: The same, for one that is likely to come again.
known_request = lru_cache(maxsize=2_048)(plain_request)


@lru_cache(maxsize=256)
def _head(raw: bytes) -> _Head | None:
    fields: dict[str, str] = {}
    at = 0
    while at < len(raw):
        field = _FIELD.match(raw, at)
        if field is None or len(fields) == _MAX_FIELDS:
            return None
        name, at = field[1].decode().lower(), field.end()
        if name in fields or name in _ODD:
            return None
        fields[name] = field[2].decode()
    connection, length = fields.get("connection", "keep-alive").lower(), fields.get("content-length")
    if not fields.get("host") or connection not in ("keep-alive", "close"):
        return None
    if length is not None and not _LENGTH.fullmatch(length):
        return None
    return _Head(fields, None if length is None else int(length), connection == "close")


def written(reply: Reply, method: str, id_: str, *, closes: bool) -> bytes:
    """Return an answer as it goes over the wire, with what every answer carries."""
    parts = [_beginning(reply.status)]
    parts += [f"{name}: {value}\r\n" for name, value in reply.headers]
    if reply.status != HTTPStatus.NOT_MODIFIED:
        parts.append(f"content-length: {len(reply.body)}\r\n")
    parts.append(f"x-request-id: {id_}\r\nconnection: close\r\n" if closes else f"x-request-id: {id_}\r\n")
    body = b"" if method == "HEAD" else reply.body
    return b"".join(("".join(parts).encode("latin-1"), _date(int(time.time())), _SHARED, b"\r\n", body))


@lru_cache(maxsize=64)
def _beginning(status: int) -> str:
    return f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\nserver: granian\r\n"


@lru_cache(maxsize=1)
def _date(second: int) -> bytes:
    return f"date: {formatdate(second, usegmt=True)}\r\n".encode()
