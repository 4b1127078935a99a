"""Levels of headings: by their capitals and by their numbers."""

from __future__ import annotations

from paingraph.loader.documents import BlockKind
from paingraph.loader.text_reader import read
from paingraph.ontology.namespaces import DocumentId

#: A sentence that is long enough to be a paragraph of its own, whatever stands around it.
LONG = (
    "A nerve block is an injection near a nerve, given to people whose pain has lasted for long "
    "and who want to move again " + ("as they did before it came.")
)


def test_headings_in_small_letters_stand_below_those_in_capitals() -> None:
    """The capitals are the outer level."""
    text = f"{LONG}\n\nWHAT TO EXPECT\n\nAfter a block\n{LONG}\n\nAfter surgery\n{LONG}\n\nFOLLOW-UP\n{LONG}\n"
    document = read(text.encode(), DocumentId("000"))
    headings = {document.text_of(block): block.heading for block in document.blocks if block.kind is BlockKind.HEADING}
    assert headings == {"WHAT TO EXPECT": None, "After a block": 1, "After surgery": 1, "FOLLOW-UP": None}


def test_questions_lie_below_the_headings_that_part_them() -> None:
    """What stands behind 'Q:' is asked about the procedure of the heading above."""
    asked = "Q: Who needs it?\n\nA: People with neck pain, when tablets have not helped them for long.\n\n"
    text = f"Procedures of the spine\n\n{LONG}\n\nKyphoplasty\n\n{asked}Discography\n\n{asked}"
    blocks = read(text.encode(), DocumentId("note")).blocks
    assert [(block.level, block.heading) for block in blocks] == [
        *((1, None), (0, 0)),
        *((2, 0), (3, 2), (0, 3)),
        *((2, 0), (3, 5), (0, 6)),
    ]


def test_sections_lie_below_those_whose_numbers_have_fewer_parts() -> None:
    """'9.1.1' is a part of '9.1', not of the chapter alone."""
    text = "9 SYMPATHETIC BLOCKS\n\n9.1 Stellate ganglion block\n\n9.1.1 Technique\n\nIt is done under ultrasound.\n"
    blocks = read(text.encode(), DocumentId("note")).blocks
    assert [(block.level, block.heading) for block in blocks] == [(1, None), (2, 0), (3, 1), (0, 2)]
