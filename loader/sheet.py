"""A sheet: what a reader of a format with markup writes its blocks on, one after the other.

It makes the canonical text of the document (see `normalization`), finds by shape what the markup does not say (a bold
line is a heading, short lines after a lead-in are a list), and has `outline` link headings and lead-ins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from paingraph.loader.cells import CELL_SEPARATOR, names_columns
from paingraph.loader.documents import Block, BlockKind, Document
from paingraph.loader.lines import BULLET, Line
from paingraph.loader.listings import list_length
from paingraph.loader.metadata import told
from paingraph.loader.normalization import normalized
from paingraph.loader.outline import Draft, outline
from paingraph.loader.shapes import is_heading_shaped
from paingraph.ontology.errors import DocumentError
from paingraph.ontology.namespaces import DocumentId

__all__ = ["Entry", "Sheet"]

_QUESTION_SIGN = re.compile(r"(?:Q|Question)\s?\d{0,2}\s?[:.)]\s+(?=\S.*\?$)")
_ANSWER_SIGN = re.compile(r"(?:A|Answer)\s?\d{0,2}\s?[:.)]\s+(?=\S)")
#: Headings that the markup must give before shape alone no longer makes one.
_ENOUGH_HEADINGS = 2


@dataclass(slots=True)
class Entry:
    """A block in the making.

    `lead` and `under` are entries that introduce and head this one, where the markup says so; `skip` counts the
    characters of a typed bullet before the block's start; `level` is that of a heading.
    """

    kind: BlockKind
    text: str
    level: int = 0
    bold: bool = False
    lead: int | None = None
    under: int | None = None
    skip: int = 0
    is_row: bool = False


class Sheet:
    """The blocks of one document, in reading order."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        #: What the page declares of itself, before what its lines tell.
        self.metadata: dict[str, str] = {}
        #: What the file says of itself, which counts where the page does not.
        self.properties: dict[str, str] = {}
        #: Entry of the heading that the next entry stands under.
        self.heading: int | None = None
        self._resumed = False

    def add(
        self, kind: BlockKind, text: str, *, level: int = 0, bold: bool = False, lead: int | None = None
    ) -> int | None:
        """Write a block; returns its entry, or nothing where the text is empty."""
        text = normalized(text)
        if not text:
            return None
        index = len(self.entries)
        entry = Entry(kind, text, level, bold, lead)
        bullet = BULLET.match(text)
        if bullet and bullet.end() < len(text) and kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
            entry.skip = bullet.end()
            if not (bold and text[0].isdigit()):
                entry.kind = BlockKind.LIST_ITEM
        if kind is BlockKind.HEADING:
            self.heading, self._resumed = index, False
        elif self._resumed:
            entry.under = self.heading
        self.entries.append(entry)
        return index

    def add_table(
        self, rows: Sequence[Sequence[str]], *, header: bool | None = None, lead: int | None = None
    ) -> int | None:
        """Write a table: its header as a lead-in, its rows as list items; returns the header's entry.

        `header` tells whether the first row is one, where that is known; `lead` is the header of an earlier part.
        """
        cells = [[normalized(cell).replace("|", "/") for cell in row] for row in rows]
        cells = [row for row in cells if any(row)]
        if header is None:
            header = lead is None and len(cells) > 1 and names_columns(cells[0])
        for number, row in enumerate(cells):
            filled = [cell for cell in row if cell]
            is_header = header and number == 0 and len(filled) > 1
            alone = len(filled) == 1 and len(row) > 1
            text = filled[0] if alone else CELL_SEPARATOR.join(row)
            kind = BlockKind.PARAGRAPH if is_header or alone else BlockKind.LIST_ITEM
            index = self.add(kind, text, lead=None if is_header or alone else lead)
            if index is not None:
                self.entries[index].is_row = True
                self.entries[index].kind, self.entries[index].skip = kind, 0
                lead = index if is_header else lead
        return lead

    def resume(self, heading: int | None) -> None:
        """Let what follows stand under an earlier heading again: a part that had headings of its own has ended."""
        if heading is not None and heading != self.heading:
            self.heading, self._resumed = heading, True

    def document(self, identifier: DocumentId) -> Document:
        """Return the document; a sheet without a letter is a DocumentError."""
        if not any(any(map(str.isalpha, entry.text)) for entry in self.entries):
            raise DocumentError("the document holds no text.")
        self._shape()
        text, drafts = self._lay_out()
        content = [i for i, entry in enumerate(self.entries) if entry.kind is not BlockKind.BOILERPLATE]
        found = outline(text, [drafts[i] for i in content])
        blocks = [Block(draft.kind, draft.start, draft.end) for draft in drafts]
        for index, block in zip(content, found, strict=True):
            blocks[index] = replace(
                block,
                heading=None if block.heading is None else content[block.heading],
                lead_in=None if block.lead_in is None else content[block.lead_in],
            )
        for index in content:
            blocks[index] = self._as_marked(index, blocks)
        title = next((text[b.start : b.end] for b in blocks if b.kind is BlockKind.HEADING), None)
        visible = ({"title": title} if title else {}) | told(entry.text for entry in self.entries)
        return Document(identifier, text, tuple(blocks), self.properties | visible | self.metadata)

    def _as_marked(self, index: int, blocks: Sequence[Block]) -> Block:
        """Return a block with the lead-in and heading that the markup gave it, unless they are boilerplate."""
        entry, block = self.entries[index], blocks[index]
        if block.kind is BlockKind.BOILERPLATE:
            return block
        if entry.under is not None and blocks[entry.under].kind is BlockKind.HEADING:
            block = replace(block, heading=entry.under)
        if entry.lead is not None and blocks[entry.lead].kind is not BlockKind.BOILERPLATE:
            block = replace(block, lead_in=entry.lead)
        elif block.lead_in is not None and self.entries[block.lead_in].is_row:
            block = replace(block, lead_in=None)
        return block

    def _lay_out(self) -> tuple[str, list[Draft]]:
        """Return the canonical text and where each entry stands in it."""
        parts: list[str] = []
        drafts: list[Draft] = []
        position = 0
        previous: Entry | None = None
        for entry in self.entries:
            if previous is not None:
                items = entry.kind is BlockKind.LIST_ITEM and (
                    previous.kind is BlockKind.LIST_ITEM or (previous.is_row and entry.is_row)
                )
                parts.append("\n" if items else "\n\n")
                position += len(parts[-1])
            start, position = position + entry.skip, position + len(entry.text)
            drafts.append(Draft(entry.kind, start, position, entry.level))
            parts.append(entry.text)
            previous = entry
        return "".join(parts) + "\n", drafts

    def _shape(self) -> None:
        """Find headings and lists among the paragraphs, as in plain text."""
        entries = self.entries
        marked = sum(entry.kind is BlockKind.HEADING for entry in entries) >= _ENOUGH_HEADINGS
        lines = [Line(0, 0, e.text[e.skip :], e.kind is not BlockKind.PARAGRAPH, True, True) for e in entries]
        level = 0
        first = True  # no content yet
        index = 0
        while index < len(entries):
            entry = entries[index]
            if entry.kind is BlockKind.HEADING:
                level, first = entry.level, False
            elif entry.kind is BlockKind.PARAGRAPH and not entry.is_row:
                count = list_length(lines, index)
                if count:
                    for item in entries[index : index + count]:
                        item.kind = BlockKind.LIST_ITEM
                    index += count
                    continue
                following = lines[index + 1] if index + 1 < len(lines) else None
                self._shape_paragraph(entry, lines[index], following, marked, 1 if first else max(level, 1) + 1)
                first = False
            index += 1

    def _shape_paragraph(self, entry: Entry, line: Line, following: Line | None, marked: bool, level: int) -> None:
        """Make a paragraph a heading if it looks like one; leave the signs of question and answer out of blocks."""
        question, answer = _QUESTION_SIGN.match(entry.text), _ANSWER_SIGN.match(entry.text)
        if question and following is not None:
            entry.kind, entry.level, entry.skip = BlockKind.HEADING, level, question.end()
        elif answer:
            entry.skip = answer.end()
        elif (entry.bold or not marked) and "|" not in entry.text and is_heading_shaped(line, following):
            entry.kind, entry.level, entry.skip = BlockKind.HEADING, level, 0
