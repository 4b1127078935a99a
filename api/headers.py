"""What every answer carries: request id, CORS, safety headers, and gzip where the client reads it."""

from __future__ import annotations

import gzip
import re
from uuid import uuid4

from flask import Flask, Response, g, request

from paingraph.api.caching import accepts_gzip
from paingraph.api.parameters import require_utf8

__all__ = ["register"]

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
_PACKABLE_TOO = ("application/n-triples", "application/rdf+xml", "application/x-ndjson", "image/svg+xml")

#: Pages need nothing from elsewhere, and nobody may frame them.
_CONTENT_SECURITY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; script-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match, X-Request-ID",
    "Access-Control-Max-Age": "86400",
}


def register(app: Flask) -> None:
    """Put the common headers on every answer of the app, errors too."""
    app.before_request(_arrive)
    app.after_request(_leave)


def _arrive() -> None:
    given = request.environ.get("HTTP_X_REQUEST_ID", "")
    g.request_id = given if _REQUEST_ID.fullmatch(given) else uuid4().hex
    require_utf8(request.environ.get("PATH_INFO", "").encode("latin-1", "replace"), request.query_string)


def _leave(response: Response) -> Response:
    headers = response.headers
    headers["X-Request-ID"] = g.get("request_id") or uuid4().hex
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "same-origin"
    headers["Access-Control-Allow-Origin"] = "*"
    headers["Access-Control-Expose-Headers"] = "Allow, ETag, Link, Retry-After, X-Request-ID"
    if "Location" in headers:  # a path, not a host: a proxy before us may have another name and scheme
        headers["Location"] = headers["Location"].removeprefix(request.host_url.rstrip("/"))
    if response.mimetype == "text/html":
        headers["Content-Security-Policy"] = _CONTENT_SECURITY
    if request.method == "OPTIONS":
        headers.update(_PREFLIGHT)
    return _packed(response)


def _packed(response: Response) -> Response:
    if response.status_code != 200 or response.direct_passthrough or not accepts_gzip(request):
        return response
    if not str(response.mimetype).startswith((*_PACKABLE, *_PACKABLE_TOO)) or response.headers.get("Content-Encoding"):
        return response
    body = response.get_data()
    if len(body) >= MIN_GZIP:
        # No time stamp in the file: the same version gives the same bytes.
        response.set_data(gzip.compress(body, compresslevel=5, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    return response
