"""A document: one canonical text, and blocks that point into it.

Offsets are Unicode code points in the canonical text, half open (RFC 5147). For plain text the canonical text is
the decoded file, unchanged, so that a position can be checked against the file itself with any editor.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from paingraph.ontology.namespaces import DocumentId

__all__ = ["Block", "BlockKind", "Document", "Heading"]


class BlockKind(StrEnum):
    """What a block is in the structure of its document."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    #: Navigation, scripts, adverts, comments, biographies: kept in the offsets, never read.
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a document: `text[start:end]`, without bullet signs and surrounding white space.

    `heading` is the position among the document's blocks of the heading that the block stands under, `lead_in` that
    of the block which introduces the list that a list item belongs to. `level` is the depth of a heading (1: title).
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    heading: int | None = None
    lead_in: int | None = None


class Heading(NamedTuple):
    """Where a heading stands, half open, and its depth in the outline (1: title)."""

    start: int
    end: int
    level: int


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it was read: identity, canonical text, structure."""

    id: DocumentId
    text: str
    blocks: tuple[Block, ...] = ()
    #: Bibliographic facts: title, publisher, date, creator, reviewer, source, where known.
    metadata: dict[str, str] = field(default_factory=dict)

    @property
    def sha256(self) -> str:
        """SHA-256 of the canonical text in UTF-8, as hexadecimal digits."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def headings(self) -> tuple[Heading, ...]:
        """Its outline; what stands in boilerplate is no part of it."""
        found = (block for block in self.blocks if block.kind is BlockKind.HEADING)
        return tuple(Heading(block.start, block.end, max(1, block.level)) for block in found)

    def text_of(self, block: Block) -> str:
        """Return the text of one of the document's blocks."""
        return self.text[block.start : block.end]
