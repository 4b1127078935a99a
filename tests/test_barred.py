"""Rows that plain text sets in columns are read as those with bars, and told with their places in the text."""

from __future__ import annotations

from paingraph.loader.barred import Barred
from paingraph.loader.claims import Span
from paingraph.loader.extraction import extract
from paingraph.loader.text_reader import read
from paingraph.ontology.library import load_library
from paingraph.ontology.namespaces import DocumentId

TEXT = (
    "Our procedures\n\nThese are all that we do at this clinic.\n\n"
    "Procedure         Used for             Guidance\n"
    "Occipital nerve   cluster headache,    ultrasound\n"
    "block             migraine\n"
    "Kyphoplasty       vertebral            fluoroscopy\n"
    "                  compression fracture\n\n"
    "Kyphoplasty is performed by neurosurgeons.\n"
)
DOCUMENT = read(TEXT.encode(), DocumentId("columns"))


def test_the_same_blocks_are_read_with_bars() -> None:
    """The canonical text has none; blocks before and behind the table say the same in both."""
    read_of = Barred(DOCUMENT).document
    assert DOCUMENT.text == TEXT
    assert [read_of.text_of(block) for block in read_of.blocks[-4:]] == [
        "Procedure | Used for | Guidance",
        "Occipital nerve block | cluster headache, migraine | ultrasound",
        "Kyphoplasty | vertebral compression fracture | fluoroscopy",
        "Kyphoplasty is performed by neurosurgeons.",
    ]


def test_a_stretch_of_what_is_read_has_its_place_in_the_text() -> None:
    """A wrapped cell stands from its first line to its last."""
    barred = Barred(DOCUMENT)
    words = "vertebral compression fracture"
    start = barred.document.text.index(words)
    place = barred.place(Span(start, start + len(words)))
    assert TEXT[place.start : place.end].split() == ["vertebral", "fluoroscopy", "compression", "fracture"]


def test_claims_of_wrapped_cells_have_their_words_from_the_text() -> None:
    """Names are read over the ends of lines, and what stands behind the table has its own place."""
    found = {
        f"{c.subject.id} {c.predicate} {getattr(c.object, 'id', '')}": c for c in extract(DOCUMENT, load_library())
    }
    assert {
        "occipital-nerve-block treats cluster-headache",
        "occipital-nerve-block treats migraine",
        "occipital-nerve-block guidedBy ultrasound-imaging",
        "kyphoplasty treats vertebral-compression-fracture",
        "kyphoplasty guidedBy fluoroscopy",
        "neurosurgery performs kyphoplasty",
    } <= found.keys()
    assert all(claim.quote == TEXT[claim.span.start : claim.span.end] for claim in found.values())
    assert found["neurosurgery performs kyphoplasty"].quote == "Kyphoplasty is performed by neurosurgeons"


def test_a_text_without_columns_is_read_as_it_is() -> None:
    """Nothing is written anew, and each place is its own."""
    document = read(b"Nerve blocks\n\nA nerve block relieves sciatica in many people.\n", DocumentId("plain"))
    assert Barred(document).document is document
    assert Barred(document).place(Span(3, 9)) == Span(3, 9)
