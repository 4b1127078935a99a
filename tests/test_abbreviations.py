"""What abbreviations stand for: in the vocabulary, and in a document that defines its own."""

from __future__ import annotations

from sayings import named

from paingraph.loader.lexicon import Lexicon


def test_an_ambiguous_abbreviation_needs_the_document(lexicon: Lexicon) -> None:
    """'PT' is read where the long form stands somewhere, and not guessed elsewhere."""
    assert named("PT comes first.", lexicon) == []
    assert named("Physical therapy helps. PT comes first.", lexicon) == ["physical-therapy", "physical-therapy"]


def test_a_document_defines_abbreviations_of_its_own(lexicon: Lexicon) -> None:
    """'long form (ABBR)' holds for the whole document."""
    text = "Trigger point injection (TRPI) is quick.\n\nA TRPI needs no imaging, and two TRPIs need none either."
    assert named(text, lexicon).count("trigger-point-injection") == 4
