"""PDF: paragraphs from printed lines, headings by size, list items by bullets, tables by columns.

Running headers and footers and page numbers are boilerplate and stand after the paragraph that they interrupt.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from paingraph.loader.cells import CELL_SEPARATOR
from paingraph.loader.documents import BlockKind, Document
from paingraph.loader.metadata import declared
from paingraph.loader.pdf_layout import Layout, Passage
from paingraph.loader.pdf_tables import tables
from paingraph.loader.pdf_text import PrintedLine, printed_lines
from paingraph.loader.sheet import Sheet
from paingraph.ontology.namespaces import DocumentId

__all__ = ["read"]

#: Share of a page's height at its top and bottom where running lines stand.
_MARGIN = 0.12
_PAGE_NUMBER = re.compile(
    r"[-–—|\s]*(?:page|p\.|seite)?\s*(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/|\|)\s*\d{1,4})?[-–—|\s]*", re.I
)
#: Facts by the keys of a PDF's information (ISO 32000, table 317), of which the last one counts.
_PROPERTIES = {"Title": "title", "Author": "creator", "CreationDate": "date", "ModDate": "date"}
_DIGITS = re.compile(r"\d+")


def read(data: bytes, document: DocumentId) -> Document:
    """Read a PDF file."""
    lines, properties = printed_lines(data)
    running = _running_lines(lines)
    body = [line for number, line in enumerate(lines) if number not in running]
    sheet = Sheet()
    sheet.properties = declared({_PROPERTIES[key]: value for key, value in properties.items() if key in _PROPERTIES})
    if body:
        _Press(Layout(body), sheet, body, [lines[number] for number in sorted(running)]).run()
    return sheet.document(document)


def _running_lines(lines: Sequence[PrintedLine]) -> set[int]:
    """Return the lines that repeat on the margins of pages, that number pages, or that run across the text."""
    marginal = [
        number
        for number, line in enumerate(lines)
        if not _MARGIN * line.height < line.bottom < (1 - _MARGIN) * line.height
    ]
    pages = {line.page for line in lines}
    seen = Counter(key for key, _ in {(_key(lines[number]), lines[number].page) for number in marginal})
    needed = 2 if len(pages) < 5 else max(3, len(pages) // 4)
    running = {
        number
        for number in marginal
        if seen[_key(lines[number])] >= needed or _PAGE_NUMBER.fullmatch(lines[number].text)
    }
    return running | {number for number, line in enumerate(lines) if line.is_rotated}


def _key(line: PrintedLine) -> tuple[str, int]:
    """Return what running lines of different pages have in common: their words and their place."""
    return _DIGITS.sub("#", line.text.lower()), round(line.bottom)


class _Press:
    """Writes lines on a sheet, passage by passage."""

    def __init__(
        self, layout: Layout, sheet: Sheet, body: Sequence[PrintedLine], running: Sequence[PrintedLine]
    ) -> None:
        self._layout = layout
        self._sheet = sheet
        self._body = body
        self._running = list(running)
        self._passage: Passage | None = None
        #: Entry and cells of the header of a table that nothing but tables has followed.
        self._header: tuple[int, list[str]] | None = None

    def run(self) -> None:
        """Write all lines."""
        found = {first: (end, rows, is_header) for first, end, rows, is_header in tables(self._body, self._layout)}
        index = 0
        while index < len(self._body):
            line = self._body[index]
            if index in found:
                self._close(line.page)
                index, rows, is_header = found[index]
                self._add_table(rows, is_header)
                continue
            if self._passage is not None and self._layout.goes_on(self._passage, line):
                self._passage.lines.append(line)
            else:
                self._close(line.page)
                self._passage = Passage([line])
            index += 1
        self._close(self._body[-1].page + 1)

    def _add_table(self, rows: list[list[str]], is_header: bool) -> None:
        """Write a table; one that goes on from the page before keeps the header that it had there."""
        lead, header = self._header or (None, [])
        if lead is not None and rows[0] == header:
            self._sheet.add(BlockKind.BOILERPLATE, CELL_SEPARATOR.join(header))
            self._sheet.add_table(rows[1:], lead=lead)
        elif lead is not None and len(rows[0]) == len(header) and not is_header:
            self._sheet.add_table(rows, lead=lead)
        else:
            lead = self._sheet.add_table(rows, header=True if is_header else None)
            self._header = None if lead is None else (lead, rows[0])

    def _close(self, page: int) -> None:
        """Write the passage that has ended, and the running lines of the pages before `page`."""
        if self._passage is not None:
            text, level = self._layout.text(self._passage.lines), self._layout.level(self._passage)
            kind = BlockKind.HEADING if level else BlockKind.PARAGRAPH
            self._sheet.add(kind, text, level=level, bold=all(line.bold for line in self._passage.lines))
            self._passage = self._header = None
        while self._running and self._running[0].page < page:
            self._sheet.add(BlockKind.BOILERPLATE, self._running.pop(0).text)
