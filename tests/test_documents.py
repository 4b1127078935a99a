"""The document: one text, blocks that point into it, and the outline that links them."""

from __future__ import annotations

import hashlib

from paingraph.loader.documents import BlockKind, Document
from paingraph.loader.outline import Draft, outline
from paingraph.ontology.namespaces import DocumentId

#: Each line of the text below is one block.
TEXT = "Blocks\nKinds\nThere are two:\nnerve block\nfacet block\nAbout us\nWe are far away."
KINDS = (
    (BlockKind.HEADING, 1),
    (BlockKind.HEADING, 2),
    (BlockKind.PARAGRAPH, 0),
    (BlockKind.LIST_ITEM, 0),
    (BlockKind.LIST_ITEM, 0),
    (BlockKind.PARAGRAPH, 0),
    (BlockKind.PARAGRAPH, 0),
)


def drafts() -> list[Draft]:
    """Return one draft a line of `TEXT`."""
    found, start = [], 0
    for line, (kind, level) in zip(TEXT.split("\n"), KINDS, strict=True):
        found.append(Draft(kind, start, start + len(line), level))
        start += len(line) + 1
    return found


def test_headings_are_told_with_their_depth() -> None:
    """What is no heading, and what is boilerplate, is no part of the outline."""
    document = Document(DocumentId("9"), TEXT, outline(TEXT, drafts()))
    assert [(TEXT[start:end], level) for start, end, level in document.headings] == [("Blocks", 1), ("Kinds", 2)]


def test_the_checksum_is_that_of_the_text_in_utf_8() -> None:
    """So it can be compared with the file itself."""
    document = Document(DocumentId("9"), "Schmerz – pain")
    assert document.sha256 == hashlib.sha256("Schmerz – pain".encode()).hexdigest()


def test_a_block_is_a_stretch_of_the_text() -> None:
    """Blocks hold positions, the document holds the words."""
    document = Document(DocumentId("9"), TEXT, outline(TEXT, drafts()))
    assert [document.text_of(block) for block in document.blocks] == TEXT.split("\n")


def test_blocks_know_their_heading_and_list_items_their_lead_in() -> None:
    """A heading of level 2 stands under that of level 1, the list under both."""
    blocks = outline(TEXT, drafts())
    assert [block.heading for block in blocks[:5]] == [None, 0, 1, 1, 1]
    assert [block.lead_in for block in blocks[:5]] == [None, None, None, 2, 2]


def test_furniture_is_marked_and_stays_in_the_offsets() -> None:
    """'About us' is no part of a text; what it covers keeps its place."""
    blocks = outline(TEXT, drafts())
    assert blocks[5].kind is BlockKind.BOILERPLATE
    assert TEXT[blocks[5].start : blocks[5].end] == "About us"
