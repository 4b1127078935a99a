"""Preconditions of changes: a client changes what it has seen, or makes what is not there (RFC 9110, section 13)."""

from __future__ import annotations

from collections.abc import Callable, Collection

from flask import Request
from werkzeug.http import parse_etags

from paingraph.ontology.errors import PreconditionError

__all__ = ["is_conditional", "require_preconditions"]


def is_conditional(request: Request) -> bool:
    """Tell whether a request holds only for a certain state of what it changes."""
    return "If-Match" in request.headers or "If-None-Match" in request.headers


def require_preconditions(request: Request, tags: Collection[str], exists: Callable[[], bool]) -> None:
    """Raise PreconditionError unless what is there now is what the request supposes.

    `tags` are those of all its representations; `exists` is asked only where the request says `*`.
    """
    if "If-Match" in request.headers:
        wanted = parse_etags(request.headers["If-Match"])
        if not (exists() if wanted.star_tag else any(wanted.contains(tag) for tag in tags)):
            raise PreconditionError(
                "It is not, or no longer, what If-Match names; nothing was done. Get it again, and its ETag.",
                header="If-Match",
            )
    if "If-None-Match" in request.headers:
        unwanted = parse_etags(request.headers["If-None-Match"])
        if exists() if unwanted.star_tag else any(unwanted.contains_weak(tag) for tag in tags):
            raise PreconditionError(
                "What If-None-Match excludes is there; nothing was done. To replace it, leave the header out.",
                header="If-None-Match",
            )
