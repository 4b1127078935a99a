"""A page or data: whether a client is a reader or a program, by its Accept header (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from functools import lru_cache

from paingraph.queries.formats import preferred

__all__ = ["HTML", "prefers_html"]

HTML = "text/html"


@lru_cache(maxsize=1024)
def prefers_html(accept: str | None, *others: str) -> bool:
    """Tell whether a client wants HTML more than each of the other media types; a program's `*/*` does not."""
    chosen = preferred(accept, (*others, HTML))
    return bool(chosen) and chosen[0] == HTML
