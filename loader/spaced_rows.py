"""Tables that plain text sets in columns by runs of spaces or tabs: their rows, and where the cells of each stand.

A cell that was wrapped goes on in the lines below, so it has a stretch in each of them:

    Procedure            Used for                Guidance
    Occipital block      cluster headache        ultrasound
    Stellate ganglion    complex regional pain   fluoroscopy
    block                syndrome
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from paingraph.loader.cells import names_columns
from paingraph.loader.claims import Span

__all__ = ["SpacedRow", "spaced_rows"]

_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
#: What parts two cells, and what stands between two gaps.
_GAP = re.compile(r"\t| {2,}")
_SEGMENT = re.compile(r"\S+(?: \S+)*")
#: A line below a head, or between rows.
_RULE = re.compile(r"[-=_─━+|\s]{3,}")
#: What has a bullet, a box or bars, ends as a sentence does, is to be filled in or has no letters heads no column.
_NO_HEAD = re.compile(r"[•▪*\[(☐→]|.*[.:;!]$|.*(?:_{3}|\|)|[\W\d]*$")
_HEAD_LENGTH = 40
#: Fewer are no columns.
_COLUMNS = 2
#: A table has so many rows with its head, and fewer if a line stands below that.
_ENOUGH, _RULED = 3, 2
#: A line with one more word would have come to the column at which texts are wrapped.
_WRAP = 79


@dataclass(slots=True)
class SpacedRow:
    """A row: where its lines begin and end, the stretches of each of its cells, and whether it heads its table."""

    start: int
    end: int
    cells: list[list[Span]]
    is_head: bool = False

    def go_on(self, cells: Sequence[Span | None]) -> None:
        """Take in a line with the rest of the cells."""
        for own, cell in zip(self.cells, cells, strict=True):
            if cell is not None:
                own.append(cell)
                self.end = max(self.end, cell.end)


class _Line(NamedTuple):
    """A line with content, from its margin on, and whether a blank line stands before it."""

    start: int
    end: int
    apart: bool


def spaced_rows(text: str) -> list[SpacedRow]:
    """Return the rows of the tables of a text that have a head; none where nothing is set in columns."""
    found: list[SpacedRow] = []
    if _GAP.search(text) is None:
        return found
    lines: list[_Line] = []
    for match in _LINE.finditer(text):
        length = len(match.group().rstrip())
        if length:
            apart = text.count("\n", lines[-1].end if lines else 0, match.start()) > 1
            lines.append(_Line(match.start(), match.start() + length, apart))
    index = 0
    while index < len(lines):
        rows, index = _table(text, lines, index)
        found += rows
    return found


def _table(text: str, lines: Sequence[_Line], first: int) -> tuple[list[SpacedRow], int]:
    """Return the rows of a table that a line heads, and the number of the line behind it."""
    head = _segments(text, lines[first])
    if len(head) < _COLUMNS:
        return [], first + 1
    ruled = first + 1 < len(lines) and _is_rule(text, lines[first + 1])
    if not _heads_columns([text[cell.start : cell.end] for cell in head], ruled=ruled):
        return [], first + 1
    places = [cell.start - lines[first].start for cell in head]
    tabbed = "\t" in text[head[0].end : head[-1].start]
    rows = [SpacedRow(head[0].start, head[-1].end, [[cell] for cell in head], is_head=True)]
    behind = first + 1
    while behind < len(lines):
        line = lines[behind]
        if _is_rule(text, line):
            rows[-1].end = line.end
        else:
            cells = _between_tabs(text, line, len(head)) if tabbed else _in_columns(text, line, places)
            if cells is None or not _take_in(text, rows, cells, line):
                break
        behind += 1
    return (rows, behind) if len(rows) >= (_RULED if ruled else _ENOUGH) else ([], first + 1)


def _heads_columns(heads: Sequence[str], *, ruled: bool) -> bool:
    """Tell whether the segments of a line can be heads of columns: with a rule below, or by what they say."""
    if any(len(name) > _HEAD_LENGTH or _NO_HEAD.match(name) for name in heads):
        return False
    return ruled or names_columns(heads, several=len(heads) == 2)


def _is_rule(text: str, line: _Line) -> bool:
    return _RULE.fullmatch(text, line.start, line.end) is not None


def _take_in(text: str, rows: list[SpacedRow], cells: Sequence[Span | None], line: _Line) -> bool:
    """Add the cells of a line to the row that they go on with, or as a row of their own; tell if they are either."""
    first, several = cells[0], len(cells) - cells.count(None) > 1
    row = rows[-1]
    if not line.apart and _overflows(text, row, cells, line):
        row.go_on([*cells[1:], first])
    elif not line.apart and (first is None or _is_amid(text, row, cells)):
        row.go_on(cells)
    elif first is not None and several:
        rows.append(SpacedRow(first.start, line.end, [[cell] if cell is not None else [] for cell in cells]))
    else:
        return False
    return True


def _is_amid(text: str, row: SpacedRow, cells: Sequence[Span | None]) -> bool:
    """Tell whether cells go on in small letters, where one is empty or the row above begins with a capital."""
    if any(text[cell.start].isupper() for cell in cells[:1] if cell is not None):
        return False
    return None in cells or (text[row.start].isupper() and text[row.start + 1].islower())


def _overflows(text: str, row: SpacedRow, cells: Sequence[Span | None], line: _Line) -> bool:
    """Tell whether a line is the end of the one above, which was broken where lines are wrapped."""
    if cells[0] is None or cells[0].start > line.start or not row.cells[-1] or any(cells[1:]):
        return False
    word = text[line.start : line.end].split(maxsplit=1)[0]
    return row.end - (text.rfind("\n", 0, row.end) + 1) + 1 + len(word) > _WRAP


def _in_columns(text: str, line: _Line, places: Sequence[int]) -> Sequence[Span | None] | None:
    """Return the cells of a line by the places at which columns begin, or by their number; None if it has others."""
    segments = _segments(text, line)
    ends = [min(line.start + place, line.end) for place in [*places[1:], line.end]]
    starts = [min(line.start + places[0], line.end), *ends[:-1]]
    aligned = all(start == line.end or text[start - 1] == " " for start in starts[1:])
    if aligned and not text[line.start : starts[0]].strip():
        cells = [_segments(text, _Line(start, end, False)) for start, end in zip(starts, ends, strict=True)]
        filled = sum(map(bool, cells))
        if all(len(cell) < 2 for cell in cells) and (len(segments) > 1 or filled == 1):
            return [cell[0] if cell else None for cell in cells]
    return segments if len(segments) == len(places) else None


def _between_tabs(text: str, line: _Line, count: int) -> Sequence[Span | None] | None:
    """Return the cells of a line by the tabs between them, one or several; None if it has others than `count`."""
    segments, start = _segments(text, line), line.start
    cells: list[Span | None] = []
    for part in text[line.start : line.end].split("\t"):
        own = _segments(text, _Line(start, start + len(part), False))
        cells.append(Span(own[0].start, own[-1].end) if own else None)
        start += len(part) + 1
    return cells if len(cells) == count else segments if len(segments) == count else None


def _segments(text: str, line: _Line) -> list[Span]:
    """Return what gaps part in a line."""
    return [Span(*match.span()) for match in _SEGMENT.finditer(text, line.start, line.end)]
