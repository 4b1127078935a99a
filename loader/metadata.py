"""Bibliographic facts of a document, as its file declares them and as its lines tell them.

title, publisher, date (ISO 8601), creator, reviewer, and source, the address that the document was taken from.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from paingraph.loader.normalization import normalized

__all__ = ["declared", "iso_date", "linked_data", "told"]

_REVIEWER = re.compile(r"(?:medically\s+|clinically\s+)?reviewed\s+by:?\s*(.*)", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?:{'|'.join(_MONTHS)})[a-z]*"
_DATE = re.compile(
    rf"\b(?:(?P<month>{_MONTH})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>(?:19|20)\d\d)"
    rf"|(?P<first>\d{{1,2}}) (?P<second>{_MONTH}) (?P<third>(?:19|20)\d\d)|(?P<iso>(?:19|20)\d\d-\d\d-\d\d))(?:\b|T)",
    re.IGNORECASE,
)
#: The date of a PDF (ISO 32000, section 7.9.4).
_PDF_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)")
#: A line with one of these gives the date of the text.
_DATED = re.compile(r"\b(?:reviewed|updated|published|posted|modified|date|by \|)", re.IGNORECASE)
#: A line that tells of the text is no longer.
_LONGEST = 120
#: What programs take for a title: the name of the file, or their own.
_NO_TITLE = re.compile(r"(?:microsoft word\b.*|untitled.*|.*\.(?:docx?|pdf|indd|qxd|rtf|txt|html?))", re.IGNORECASE)
#: Types of schema.org that stand for the page itself.
_PAGES = re.compile(r"(?:.*Article|.*WebPage|.*Posting|FAQPage|Report)")
#: Facts by the properties of schema.org that give them, the best first.
_PROPERTIES: Mapping[str, Sequence[str]] = {
    "title": ("headline", "name"),
    "publisher": ("publisher",),
    "date": ("lastReviewed", "dateModified", "datePublished"),
    "creator": ("author", "creator"),
    "reviewer": ("reviewedBy",),
    "source": ("url",),
}


def declared(facts: Mapping[str, object]) -> dict[str, str]:
    """Return what a file declares, of what is well formed: a date that is one, an address of the web, a real title."""
    found: dict[str, str] = {}
    for name, value in facts.items():
        text = normalized(str(value)) if value is not None else ""
        if name == "date":
            text = iso_date(text) or ""
        if name == "source" and not text.startswith(("https://", "http://")):
            continue
        if text and not (name == "title" and _NO_TITLE.fullmatch(text)):
            found[name] = text
    return found


def told(lines: Iterable[str]) -> dict[str, str]:
    """Return reviewer and date, where lines of the text give them."""
    texts, found = list(lines), dict[str, str]()
    reviewed = False
    for line, following in pairwise([*texts, ""]):
        review = _REVIEWER.fullmatch(line) if len(line) < _LONGEST else None
        if review and "reviewer" not in found:
            found["reviewer"] = re.split(r"\s+on\s+|\s*[|(]", review.group(1) or following)[0].strip(" ,.")
        if "date" not in found and len(line) < _LONGEST and (reviewed or _DATED.search(line)):
            dated = iso_date(line)
            if dated is not None:
                found["date"] = dated
        reviewed = _REVIEWER.match(line) is not None
    return found


def linked_data(scripts: Iterable[str]) -> dict[str, object]:
    """Return what the JSON-LD of a page says of the page, in the terms of schema.org."""
    for script in scripts:
        try:
            nodes = list(_nodes(json.loads(script)))
        except (ValueError, RecursionError):
            continue
        for node in nodes:
            types = node.get("@type")
            if any(isinstance(t, str) and _PAGES.fullmatch(t) for t in (types if isinstance(types, list) else [types])):
                return {fact: _first(node, names) for fact, names in _PROPERTIES.items()}
    return {}


def iso_date(text: str) -> str | None:
    """Return the first date of a line, if it is one."""
    match = _DATE.search(text)
    try:
        if match is None:
            numbers = _PDF_DATE.match(text)
            return date(*map(int, numbers.groups())).isoformat() if numbers else None
        if match["iso"]:
            return date.fromisoformat(match["iso"]).isoformat()
        month = _MONTHS.index((match["month"] or match["second"])[:3].lower()) + 1
        return date(int(match["year"] or match["third"]), month, int(match["day"] or match["first"])).isoformat()
    except ValueError:
        return None


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Yield the nodes at the top of a JSON-LD document."""
    for node in value if isinstance(value, list) else [value]:
        if isinstance(node, dict):
            yield node
            yield from _nodes(node.get("@graph", []))


def _first(node: Mapping[str, Any], names: Sequence[str]) -> str | None:
    """Return the first of some properties, by name where it is a node; several persons with commas between."""
    for name in names:
        values = node.get(name)
        texts = [
            value.get("name") if isinstance(value, dict) else value
            for value in (values if isinstance(values, list) else [values])
        ]
        found = ", ".join(text for text in texts if isinstance(text, str) and text)
        if found:
            return found
    return None
