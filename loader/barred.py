"""A document as it is read: rows that plain text sets in columns have bars between their cells, as in other formats.

The canonical text stays as it is; a `Barred` document tells where in it a stretch of what was read stands.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from paingraph.loader.cells import CELL_SEPARATOR
from paingraph.loader.claims import Claim, Span
from paingraph.loader.documents import Document
from paingraph.loader.spaced_rows import SpacedRow, spaced_rows

__all__ = ["Barred"]


class Barred:
    """A document and what is read of it: the same blocks, with bars and without line ends in rows set in columns."""

    def __init__(self, document: Document) -> None:
        self._origin = document
        #: Where the stretches of the canonical text begin in what is read, and which they are.
        self._starts: list[int] = []
        self._stretches: list[Span] = []
        starts = {block.start for block in document.blocks}
        rows = [row for row in spaced_rows(document.text) if row.start in starts]
        self.document = self._with_bars(rows) if rows else document

    def place(self, span: Span) -> Span:
        """Return where in the canonical text a stretch of what was read stands, with all that is between its words."""
        if not self._starts:
            return span
        first, last = (bisect_right(self._starts, end) for end in (span.start, max(span.start, span.end - 1)))
        places = [
            (max(stretch.start, span.start - begin + stretch.start), min(stretch.end, span.end - begin + stretch.start))
            for begin, stretch in zip(self._starts[first - 1 : last], self._stretches[first - 1 : last], strict=True)
        ]
        return Span(min(start for start, _ in places), max(end for _, end in places))

    def told(self, claim: Claim) -> Claim:
        """Return a claim of what was read with its places in the canonical text."""
        if not self._starts:
            return claim
        span, heading = self.place(claim.span), self.place(claim.heading) if claim.heading is not None else None
        return replace(claim, span=span, heading=heading, quote=self._origin.text[span.start : span.end])

    def _with_bars(self, rows: Sequence[SpacedRow]) -> Document:
        """Write the text with bars, and move the blocks."""
        text, written, position = self._origin.text, "", 0
        lengths: dict[int, int] = {}
        ends, shifts = [0], [0]
        for row in rows:
            written = self._keep(written, Span(position, row.start))
            begin = len(written)
            for number, cell in enumerate(row.cells):
                written += CELL_SEPARATOR if number else ""
                for count, stretch in enumerate(cell):
                    written = self._keep(written + (" " if count else ""), stretch)
            position, lengths[row.start] = row.end, len(written) - begin
            ends.append(row.end)
            shifts.append(len(written) - row.end)
        written = self._keep(written, Span(position, len(text)))
        blocks = []
        for block in self._origin.blocks:
            start = block.start + shifts[bisect_right(ends, block.start) - 1]
            length = lengths.get(block.start, block.end - block.start)
            blocks.append(replace(block, start=start, end=start + length))
        return replace(self._origin, text=written, blocks=tuple(blocks))

    def _keep(self, written: str, stretch: Span) -> str:
        """Return what is written with a stretch of the canonical text behind it."""
        self._starts.append(len(written))
        self._stretches.append(stretch)
        return written + self._origin.text[stretch.start : stretch.end]
