"""Validators: a version never changes, so its digest and the request name an answer before it is made.

The tag is strong: it covers the version of the graph, the version of the program, the operator's own queries, path and
parameters, the format, and the coding. A request that holds it is answered by 304 without any look-up (RFC 9110,
section 13.1.2).
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256

from flask import Request, Response
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header, parse_etags

from paingraph import __version__

__all__ = ["REVALIDATE", "Validator", "accepts_gzip", "holds", "packed_tag"]

#: Caches may keep an answer, and ask each time whether it still holds; a new version may come at any moment.
REVALIDATE = "public, no-cache"


class Validator:
    """Makes the tags of one version; `further` names what else answers are made from."""

    def __init__(self, version: str, further: str = "") -> None:
        self._seed = sha256(f"{version}\n{__version__}\n{further}\n".encode())

    def tag(self, request: Request, *representation: str) -> str:
        """Return the tag of the answer to a request in a given representation."""
        plain, packed = self.tags(request, *representation)
        return packed if accepts_gzip(request.environ.get("HTTP_ACCEPT_ENCODING")) else plain

    def tags(self, request: Request, *representation: str) -> tuple[str, str]:
        """Return the tags that such an answer can have: for clients that read gzip, and for others."""
        tag = self.name(request.path, request.query_string.decode("latin-1"), *representation)
        return tag, packed_tag(tag)

    def name(self, path: str, query_string: str, *representation: str) -> str:
        """Return the tag of an answer that is not packed."""
        digest = self._seed.copy()
        digest.update("\0".join((path, query_string, *representation)).encode())
        return digest.hexdigest()[:32]

    def not_modified(self, request: Request, tag: str) -> Response | None:
        """Return 304 if the client holds the answer with that tag."""
        if holds(request.environ.get("HTTP_IF_NONE_MATCH"), tag):
            return self.mark(Response(status=304), tag)
        return None

    @staticmethod
    def mark(response: Response, tag: str, *, vary: str = "Accept, Accept-Encoding") -> Response:
        """Put tag and caching rules on an answer."""
        headers = response.headers
        headers["ETag"] = f'"{tag}"'
        headers["Cache-Control"] = REVALIDATE
        headers["Vary"] = vary
        return response


def packed_tag(tag: str) -> str:
    """Return the tag of the same answer where the client reads gzip, packed or too short for it."""
    return f"{tag}-gzip"


def holds(if_none_match: str | None, tag: str) -> bool:
    """Tell whether a client's If-None-Match names the tag, which a proxy that packs answers may have weakened."""
    return if_none_match is not None and parse_etags(if_none_match).contains_weak(tag)


@lru_cache(maxsize=256)
def accepts_gzip(accept_encoding: str | None) -> bool:
    """Tell whether a client reads gzip."""
    return accept_encoding is not None and parse_accept_header(accept_encoding, Accept).quality("gzip") > 0
