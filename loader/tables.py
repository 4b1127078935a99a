"""Tables: what a row's first cell names, related to its other cells by the words at the head of their columns.

Readers give a table as a paragraph (the head) and list items (the rows), their cells parted by ` | `.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from paingraph.loader.sections import ListOf

__all__ = ["Cell", "SEPARATOR", "cells_of", "rows_of"]

#: Between the cells of a row.
SEPARATOR = " | "


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row, with the words over its column."""

    start: int
    end: int
    head: str


def rows_of(text: str, listed: ListOf) -> Iterator[tuple[int, list[Cell]]]:
    """Yield for each row of a table its block's number in the list and its cells; nothing if it is no table."""
    lead_in = listed.lead_in
    if lead_in is None or SEPARATOR not in text[lead_in.block.start : lead_in.block.end]:
        return
    heads = [text[start:end].lower() for start, end in cells_of(text, lead_in.block.start, lead_in.block.end)]
    for number, linked in enumerate(listed.items):
        spans = cells_of(text, linked.block.start, linked.block.end)
        if len(spans) > 1:
            yield number, [Cell(*span, head) for span, head in zip(spans, heads, strict=False)]


def cells_of(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return where the cells of a row stand, empty ones included."""
    spans: list[tuple[int, int]] = []
    while True:
        bar = text.find("|", start, end)
        stop = end if bar < 0 else bar
        first, last = start, stop
        while first < last and text[first].isspace():
            first += 1
        while last > first and text[last - 1].isspace():
            last -= 1
        spans.append((first, last))
        if bar < 0:
            return spans
        start = bar + 1
