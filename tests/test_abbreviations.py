"""What abbreviations stand for: in the vocabulary, and in a document that defines its own."""

from __future__ import annotations

import pytest

from paingraph.loader.lexicon import Lexicon
from paingraph.loader.sections import link_document
from paingraph.loader.text_reader import read
from paingraph.ontology.library import load_library
from paingraph.ontology.namespaces import DocumentId


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """The names of the shipped vocabulary."""
    return Lexicon.of(load_library())


def named(text: str, lexicon: Lexicon) -> list[str]:
    """Return the first reading of each mention in a text."""
    document = read(text.encode(), DocumentId("note"))
    return [mention.readings[0].id for linked in link_document(document, lexicon) for mention in linked.mentions]


def test_an_ambiguous_abbreviation_needs_the_document(lexicon: Lexicon) -> None:
    """'PT' is read where the long form stands somewhere, and not guessed elsewhere."""
    assert named("PT comes first.", lexicon) == []
    assert named("Physical therapy helps. PT comes first.", lexicon) == ["physical-therapy", "physical-therapy"]


def test_a_document_defines_abbreviations_of_its_own(lexicon: Lexicon) -> None:
    """'long form (ABBR)' holds for the whole document."""
    text = "Trigger point injection (TRPI) is quick.\n\nA TRPI needs no imaging, and two TRPIs need none either."
    assert named(text, lexicon).count("trigger-point-injection") == 4
