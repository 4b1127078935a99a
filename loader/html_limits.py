"""What a page may weigh: how deep its tags nest and how much one carries, looked at before a parser takes its time."""

from __future__ import annotations

import re
from collections import Counter

from paingraph.ontology.errors import DocumentError

__all__ = ["MAXIMUM_DEPTH", "check_tags", "too_deep"]

#: Elements within elements; pages have some dozens, and a parser takes quadratic time over more.
MAXIMUM_DEPTH = 250
#: Tags that close without an end tag; all others are counted to tell how deep they nest.
_SELF_CLOSING = frozenset(
    b"""area base br col embed hr img input link meta param source track wbr p li dt dd tr td th thead tbody tfoot
    option optgroup colgroup rb rt rp path circle rect line polygon use g""".split()
)
_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_LONG_TAG = re.compile(rb"<[a-zA-Z][^<>]{4000,}")
#: Attributes of one tag; a parser compares each with all.
_MAXIMUM_ATTRIBUTES = 500
_HIDDEN_TEXT = re.compile(rb"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1|\Z)", re.DOTALL | re.IGNORECASE)


def check_tags(data: bytes) -> None:
    """Refuse a page whose tags nest too deep or carry too much, before a parser takes its time over them."""
    depths: Counter[bytes] = Counter()
    data = _HIDDEN_TEXT.sub(b"", data)
    if any(len(match.group().split()) > _MAXIMUM_ATTRIBUTES for match in _LONG_TAG.finditer(data)):
        raise DocumentError(f"the page has a tag with more than {_MAXIMUM_ATTRIBUTES} attributes.")
    for match in _TAG.finditer(data):
        tag = match.group(2).lower()
        if tag in _SELF_CLOSING:
            continue
        depths[tag] = max(0, depths[tag] - 1) if match.group(1) else depths[tag] + 1
        if depths[tag] > 2 * MAXIMUM_DEPTH:
            raise too_deep()


def too_deep() -> DocumentError:
    """Return the error that refuses a page which nests too deep."""
    return DocumentError(f"the page nests its tags more than {MAXIMUM_DEPTH} deep, which no page for readers does.")
