"""Validators: a version never changes, so its digest and the request name an answer before it is made.

The tag is strong: it covers the version of the graph, the version of the program, path and parameters, the format,
and the coding. A request that holds it is answered by 304 without any look-up (RFC 9110, section 13.1.2).
"""

from __future__ import annotations

from hashlib import sha256

from flask import Request, Response

from paingraph import __version__

__all__ = ["Validator", "accepts_gzip"]

#: Caches may keep an answer, and ask each time whether it still holds; a new version may come at any moment.
_REVALIDATE = "public, no-cache"


class Validator:
    """Makes the tags of one version."""

    def __init__(self, version: str) -> None:
        self._seed = sha256(f"{version}\n{__version__}\n".encode())

    def tag(self, request: Request, *representation: str) -> str:
        """Return the tag of the answer to a request in a given representation."""
        digest = self._seed.copy()
        parts = (request.path, request.query_string.decode("latin-1"), *representation)
        digest.update("\0".join(parts).encode())
        return digest.hexdigest()[:32] + ("-gzip" if accepts_gzip(request) else "")

    def not_modified(self, request: Request, tag: str) -> Response | None:
        """Return 304 if the client holds the answer with that tag."""
        if "HTTP_IF_NONE_MATCH" in request.environ and request.if_none_match.contains(tag):
            return self.mark(Response(status=304), tag)
        return None

    @staticmethod
    def mark(response: Response, tag: str, *, vary: str = "Accept, Accept-Encoding") -> Response:
        """Put tag and caching rules on an answer."""
        headers = response.headers
        headers["ETag"] = f'"{tag}"'
        headers["Cache-Control"] = _REVALIDATE
        headers["Vary"] = vary
        return response


def accepts_gzip(request: Request) -> bool:
    """Tell whether the client reads gzip."""
    accepted = request.environ.get("HTTP_ACCEPT_ENCODING", "")
    return "gzip" in accepted and request.accept_encodings.quality("gzip") > 0
