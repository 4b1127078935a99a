"""Plain text: headings, lists and paragraphs by the shape of their lines.

The canonical text is the decoded file, unchanged: a byte order mark stays as its first code point, CR LF stays two
code points, so that a position can be checked in the file itself and the checksum is that of the file. Blocks begin
and end at visible characters; a paragraph that was wrapped at a column is one block with its line ends inside.
"""

from __future__ import annotations

import re

from paingraph.loader.cells import CELL_SEPARATOR
from paingraph.loader.documents import BlockKind, Document
from paingraph.loader.front_matter import metadata_of, without_front_matter
from paingraph.loader.levels import by_announcement, by_capitals, by_number, by_question
from paingraph.loader.lines import Line, lines_of
from paingraph.loader.listings import list_length
from paingraph.loader.outline import Draft, outline
from paingraph.loader.shapes import (
    column_terms,
    is_announcing,
    is_heading_shaped,
    is_spoken_lead_in,
    numbered_headings,
)
from paingraph.ontology.errors import DocumentError
from paingraph.ontology.namespaces import DocumentId

__all__ = ["decode", "draft_lines", "read"]

#: Control characters that no text has.
_BINARY = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def read(data: bytes, document: DocumentId) -> Document:
    """Read a plain text file."""
    text = decode(data)
    lines = lines_of(text)
    drafts = draft_lines(lines)
    blocks = outline(text, drafts)
    return Document(document, text, blocks, metadata_of(lines, blocks))


def decode(data: bytes) -> str:
    """Return the text of UTF-8 bytes; anything else is a DocumentError that says where."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if b"\0" in data[:4096]:
            raise DocumentError("this is a binary file, not a text.") from error
        raise DocumentError(
            f"not UTF-8: byte {error.start} (0x{data[error.start]:02x}) does not belong to a UTF-8 character; "
            "save the file as UTF-8.",
            position=error.start,
        ) from error
    if _BINARY.search(text):
        raise DocumentError("this is a binary file, not a text.")
    return text


def draft_lines(lines: list[Line]) -> list[Draft]:
    """Return what each line is: heading, list item, paragraph, or what stands before the title."""
    drafts: list[Draft] = []
    headings, terms = numbered_headings(lines), column_terms(lines)
    while (index := len(drafts)) < len(lines):
        kinds = _together(lines, index)
        if not kinds:
            below_heading = bool(drafts) and drafts[-1].kind is BlockKind.HEADING
            kinds = [_kind(lines, index, headings, terms, below_heading)]
        for line, kind in zip(lines[index : index + len(kinds)], kinds, strict=True):
            drafts.append(Draft(kind, line.start, line.end, level=2 if kind is BlockKind.HEADING else 0))
    drafts = without_front_matter(lines, by_capitals(lines, drafts))
    return by_number(lines, by_question(lines, by_announcement(lines, drafts)))


def _together(lines: list[Line], first: int) -> list[BlockKind]:
    """Return what the lines from `first` on are that make a list without bullets, or a table with its head."""
    count = 0 if lines[first].head else list_length(lines, first)
    if count:
        return [BlockKind.LIST_ITEM] * count
    rows = _table_length(lines, first)
    return [BlockKind.PARAGRAPH] + [BlockKind.LIST_ITEM] * (rows - 1) if rows else []


def _kind(
    lines: list[Line], index: int, headings: frozenset[int], terms: frozenset[int], below_heading: bool
) -> BlockKind:
    """Return what a line is by itself, of which numbered `headings` and `terms` in a column are known."""
    line, following = lines[index], lines[index + 1] if index + 1 < len(lines) else None
    if index in headings:
        return BlockKind.HEADING
    if line.bullet or index in terms:
        return BlockKind.LIST_ITEM
    if below_heading and is_spoken_lead_in(line, following):
        return BlockKind.PARAGRAPH
    if _is_heading(lines, index) or (line.asked and line.text.endswith("?")):
        return BlockKind.HEADING
    return BlockKind.PARAGRAPH


def _is_heading(lines: list[Line], index: int) -> bool:
    """Tell whether a line looks like a heading over the next one, or announces the list that follows it."""
    line, following = lines[index], lines[index + 1] if index + 1 < len(lines) else None
    return is_heading_shaped(line, following) or (is_announcing(line) and list_length(lines, index + 1) > 0)


def _table_length(lines: list[Line], first: int) -> int:
    """Return how many lines from `first` on are a table: cells in columns or parted by bars, a head and some rows."""
    end = first
    if lines[first].head:
        while (end := end + 1) < len(lines) and lines[end].row and not lines[end].head:
            pass
        return end - first
    while end < len(lines) and CELL_SEPARATOR in lines[end].text:
        end += 1
    return end - first if end - first > 1 else 0
