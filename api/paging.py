"""Pages of lists: an opaque cursor, a link to the next page, and always a total order."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

from paingraph.api.parameters import Integer, Text
from paingraph.ontology.errors import UsageError

__all__ = ["CURSOR", "LIMIT", "MAX_LIMIT", "page"]

MAX_LIMIT = 1000

LIMIT = Integer(name="limit", help="Items on a page.", low=1, high=MAX_LIMIT, default=100, example=20)
#: Characters of a cursor: the longest holds the id of a document, or a label.
MAX_CURSOR = 2_000
CURSOR = Text(name="cursor", help="Where to go on: the cursor in the previous page's `next`.", max_length=MAX_CURSOR)

_Item = TypeVar("_Item")


def page(
    items: Sequence[_Item],
    key: Callable[[_Item], Sequence[str]],
    limit: int,
    cursor: str | None,
    path: str,
    parameters: dict[str, Any],
) -> tuple[list[_Item], str | None]:
    """Return the items after the cursor, at most `limit`, and the path of the next page.

    `items` are sorted by `key`, and no two have the same key; so a cursor holds even if the list has changed. It names
    the list by `path`, for a place in another list means nothing in this one.
    """
    after = _decode(cursor, path, len(key(items[0])) if items else None) if cursor is not None else None
    rest = [item for item in items if after is None or list(key(item)) > after]
    chosen = rest[:limit]
    if len(rest) <= limit:
        return chosen, None
    query = {name: value for name, value in parameters.items() if value not in (None, "", ())}
    query |= {"limit": limit, "cursor": _encode([path, *key(chosen[-1])])}
    return chosen, f"{path}?{urlencode(query, doseq=True)}"


def _encode(key: Sequence[str]) -> str:
    return base64.urlsafe_b64encode(json.dumps(list(key), separators=(",", ":")).encode()).decode().rstrip("=")


def _decode(cursor: str, path: str, length: int | None) -> list[str]:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        key = json.loads(base64.b64decode(padded.encode("ascii"), altchars=b"-_", validate=True))
    except (ValueError, binascii.Error, RecursionError):
        key = None
    well_formed = isinstance(key, list) and all(isinstance(part, str) for part in key)
    if not well_formed or key[:1] != [path] or (length is not None and len(key) != 1 + length):
        raise UsageError(
            "The parameter cursor is not one that a page of this list gave; leave it out to begin at the first page.",
            parameter="cursor",
        )
    return list(key[1:])
