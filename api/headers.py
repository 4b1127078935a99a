"""What every answer carries: request id, CORS, safety headers, and gzip where the client reads it."""

from __future__ import annotations

import gzip
import re
from functools import lru_cache
from itertools import count
from uuid import uuid4

from flask import Flask, Response, g, request

from paingraph.api.caching import accepts_gzip
from paingraph.api.query_strings import require_utf8

__all__ = ["COMMON", "MIN_GZIP", "PREFLIGHT", "RequestIds", "is_packable", "packed", "register", "request_id"]

#: Bytes below which packing costs more than it saves.
MIN_GZIP = 1_000
#: Ids of callers that we take over into log and answer.
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_PACKABLE = (
    "text/",
    "application/json",
    "application/problem+json",
    "application/ld+json",
    "application/sparql-results",
)
_PACKABLE_TOO = (
    *("application/n-triples", "application/n-quads", "application/trig", "application/rdf+xml"),
    *("application/x-ndjson", "image/svg+xml"),
)

#: What every answer carries, besides the name of its request.
COMMON = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Allow, ETag, Link, Retry-After, X-Request-ID",
}
#: Pages need nothing from elsewhere, and nobody may frame them.
_CONTENT_SECURITY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; script-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match, X-Request-ID",
    "Access-Control-Max-Age": "86400",
}


def register(app: Flask) -> None:
    """Put the common headers on every answer of the app, errors too."""
    app.before_request(_arrive)
    app.after_request(_leave)


class RequestIds:
    """Gives each request a name: the caller's own if it is harmless, else a new one; one a process."""

    def __init__(self) -> None:
        self._process, self._numbers = uuid4().hex[:24], count()

    def __call__(self, given: str | None) -> str:
        """Return the name of a request."""
        return given if given and _REQUEST_ID.fullmatch(given) else f"{self._process}{next(self._numbers):08x}"


#: Those of the server's own process.
request_id = RequestIds()


def packed(body: bytes) -> bytes:
    """Return a body in gzip, without a time stamp: the same version gives the same bytes."""
    return gzip.compress(body, compresslevel=5, mtime=0)


@lru_cache(maxsize=64)
def is_packable(mimetype: str) -> bool:
    """Tell whether bodies of a media type become much shorter."""
    return mimetype.startswith((*_PACKABLE, *_PACKABLE_TOO))


def _arrive() -> None:
    g.request_id = request_id(request.environ.get("HTTP_X_REQUEST_ID"))
    require_utf8(request.environ.get("PATH_INFO", "").encode("latin-1", "replace"), request.query_string)


def _leave(response: Response) -> Response:
    headers = response.headers
    headers["X-Request-ID"] = g.get("request_id") or request_id(None)
    headers.update(COMMON)
    if "Location" in headers:  # a path, not a host: a proxy before us may have another name and scheme
        headers["Location"] = headers["Location"].removeprefix(request.host_url.rstrip("/"))
    if response.mimetype == "text/html":
        headers["Content-Security-Policy"] = _CONTENT_SECURITY
    if request.method == "OPTIONS":
        headers.update(PREFLIGHT)
    return _packed(response)


def _packed(response: Response) -> Response:
    if response.status_code != 200 or response.direct_passthrough:
        return response
    if not accepts_gzip(request.environ.get("HTTP_ACCEPT_ENCODING")):
        return response
    if not is_packable(str(response.mimetype)) or response.headers.get("Content-Encoding"):
        return response
    body = response.get_data()
    if len(body) >= MIN_GZIP:
        response.set_data(packed(body))
        response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    return response
