"""The rows of a table and their cells, with the words over each column.

Readers give a table as a paragraph (the head) and list items (the rows), their cells parted by ` | `.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from paingraph.loader.cells import CELL_SEPARATOR
from paingraph.loader.sections import ListOf

__all__ = ["Cell", "cells_of", "heads_of", "rows_of"]

#: A first cell that counts the row or gives its code in a catalogue: '3', 'A4', 'INJ-07', '64483'.
_CODE = re.compile(r"\W*(?:[^\W\d]{0,4}[-.\s]?\d[\d.-]*[^\W\d]?)?\W*")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row (or a part of one), with the words over its column."""

    start: int
    end: int
    head: str
    column: int = 0


def rows_of(text: str, listed: ListOf) -> Iterator[tuple[int, list[Cell]]]:
    """Yield for each row of a table its block's number in the list and its cells; nothing if it is no table."""
    heads = [text[start:end].lower() for start, end in heads_of(text, listed)]
    first = _first_column(text, listed)
    for number, spans in _rows(text, listed):
        columns = enumerate(zip(spans[first:], heads or [""] * len(spans), strict=False))
        yield number, [Cell(*part, head, column) for column, (span, head) in columns for part in _parts(text, *span)]


def heads_of(text: str, listed: ListOf) -> list[tuple[int, int]]:
    """Return where the heads of the columns stand that have cells to read; none if the table has no head."""
    lead_in = listed.lead_in
    if lead_in is None or CELL_SEPARATOR not in text[lead_in.block.start : lead_in.block.end]:
        return []
    return cells_of(text, lead_in.block.start, lead_in.block.end)[_first_column(text, listed) :]


def _first_column(text: str, listed: ListOf) -> int:
    """Return the column that rows begin with: the second of three and more if the first only counts them."""
    firsts = [spans[0] for _, spans in _rows(text, listed) if len(spans) > 2]
    return int(bool(firsts) and all(_CODE.fullmatch(text, *span) for span in firsts))


def _rows(text: str, listed: ListOf) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """Yield the number in the list of each item that is a row, and where its cells stand."""
    for number, linked in enumerate(listed.items):
        if CELL_SEPARATOR in text[linked.block.start : linked.block.end]:
            yield number, cells_of(text, linked.block.start, linked.block.end)


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of a cell that semicolons set apart: each is doubted for itself."""
    while True:
        stop = text.find(";", start, end)
        yield start, end if stop < 0 else stop
        if stop < 0:
            return
        start = stop + 1
        while start < end and text[start].isspace():
            start += 1


def cells_of(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return where the cells of a row stand, empty ones included."""
    spans: list[tuple[int, int]] = []
    while True:
        bar = text.find("|", start, end)
        first, last = start, end if bar < 0 else bar
        while first < last and text[first].isspace():
            first += 1
        while last > first and text[last - 1].isspace():
            last -= 1
        spans.append((first, last))
        if bar < 0:
            return spans
        start = bar + 1
