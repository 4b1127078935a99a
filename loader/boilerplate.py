"""What a page carries besides its text: navigation, share lines, pointers, comments, biographies, disclaimers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from tomllib import loads

from paingraph.loader.documents import BlockKind

__all__ = ["is_furniture_line", "is_pointer", "mark_boilerplate"]

_PEOPLE = r"(?:[A-Z][\w.’'-]*\s+){1,4}"
#: A line that begins so tells who wrote the text, or the life of an author.
_BIOGRAPHY = re.compile(
    rf"(?:Dr\.?|Prof\.?|Professor)\s+{_PEOPLE}"
    r"(?:is|was|has (?:been|over|more|worked|practi[cs]ed|published|received|served|held|an?|\d+)|received"
    r"|completed|earned|graduated|specializes|specialises|practices|joined|trained|qualified|studied)\b"
    rf"|{_PEOPLE}[A-Z][\w’'-]*,\s*(?:M\.?D\.?|D\.?O\.?|Ph\.?D\.?|DPT|PT|NP|PA(?:-C)?|RN|FRCA|MBBS)\b"
)
_BYLINE = re.compile(rf"{_PEOPLE}[A-Z]?[\w’'-]*,?\s*(?:MD|DO|PhD|DPT|NP|PA|RN)\b.{{0,40}}\b(?:19|20)\d\d$")
#: What a patient says, in quotation marks, and who it is.
_TESTIMONIAL = re.compile(r"[\"“][^”\"]{20,}[”\"]\s*[–—-]\s*[A-Z][\w., ]{0,40}")
#: Between the names of a site's pages, and how many stand side by side by chance.
_BARS = re.compile(r"\s[|·•»>/]\s")
_FEW_PAGES = 2
#: Where the trail of pages begins that leads to one.
_FIRST_PAGE = "home"
#: No line of a page's furniture is as long, no heading of such a section, no pointer.
_LINE, _HEADING, _SENTENCE = 120, 80, 250


@cache
def _expressions() -> dict[str, re.Pattern[str]]:
    """Return the expressions of `boilerplate.toml`, those of each list as one, for texts in lower case."""
    lists = loads(files("paingraph.loader").joinpath("boilerplate.toml").read_text("utf-8"))
    any_of = {name: f"(?:{'|'.join(expressions)})" for name, expressions in lists.items()}
    any_of["pointer-ends"] = rf"\b{any_of['pointer-ends']}\b[^.]{{0,30}}[.:]?$"
    any_of["ends"] += r"\s*:?"
    any_of["sections"] += r"\s*:?"
    return {name: re.compile(any_of[name]) for name in any_of}


def is_pointer(sentence: str) -> bool:
    """Tell whether a sentence only sends the reader elsewhere (a video, a blog post, a button)."""
    known, lower = _expressions(), sentence.lower()
    return known["pointers"].match(lower) is not None or known["pointer-ends"].search(lower) is not None


def mark_boilerplate(texts: Sequence[str], kinds: Sequence[BlockKind]) -> list[BlockKind]:
    """Return the kinds of a document's blocks, with those that are no part of its text marked as boilerplate."""
    known, marked = _expressions(), list(kinds)
    last_heading = max((i for i, kind in enumerate(kinds) if kind is BlockKind.HEADING), default=-1)
    skipping = False
    for index, (text, kind) in enumerate(zip(texts, kinds, strict=True)):
        brief = text.lower() if len(text) < _HEADING else ""
        if index and brief and known["ends"].fullmatch(brief):
            return marked[:index] + [BlockKind.BOILERPLATE] * (len(marked) - index)
        if brief and known["sections"].fullmatch(brief) and (kind is BlockKind.HEADING or index >= last_heading):
            skipping = True
        elif kind is BlockKind.HEADING:
            skipping = False
        head_of_table = " | " in text and index + 1 < len(texts) and " | " in texts[index + 1]
        if skipping or (_is_boilerplate(text, kind) and not head_of_table):
            marked[index] = BlockKind.BOILERPLATE
    return marked


def is_furniture_line(text: str) -> bool:
    """Tell whether a line as a whole belongs to the page: a date, a telephone number, a button, the pages of a site."""
    if len(text) >= _LINE:
        return False
    lower = text.lower()
    return _expressions()["furniture"].fullmatch(lower) is not None or _is_navigation(lower)


def _is_navigation(text: str) -> bool:
    """Tell whether a line only names the pages of a site, with bars or bullets between them."""
    cells = [cell.strip() for cell in _BARS.split(text)]
    pages = sum(_expressions()["pages"].fullmatch(cell) is not None for cell in cells)
    trail = len(cells) > 1 and cells[0] == _FIRST_PAGE
    return trail or (len(cells) > _FEW_PAGES and pages * 2 >= len(cells))


def _is_boilerplate(text: str, kind: BlockKind) -> bool:
    if kind is BlockKind.BOILERPLATE or not any(map(str.isalpha, text)):
        return True
    if is_furniture_line(text):
        return True
    if kind is BlockKind.HEADING:
        return bool(_BYLINE.match(text))
    if len(text) < _SENTENCE and is_pointer(text) and text.count(". ") == 0:
        return True
    return bool(
        _TESTIMONIAL.fullmatch(text)
        or _BIOGRAPHY.match(text)
        or _BYLINE.match(text)
        or _expressions()["disclaimers"].search(text.lower())
    )
