"""Names of the vocabulary: words in normal form, variants, abbreviations."""

from __future__ import annotations

import pytest

from paingraph.loader.lexicon import Lexicon, name_key
from paingraph.loader.tokens import normal, tokenize

#: Ways of writing, and the form that they share.
FORMS = (
    (("anaesthesia", "Anesthesia"), "anesthesia"),
    (("orthopaedics", "orthopedics"), "orthopedic"),
    (("discs", "disks", "disk"), "disc"),
    (("ganglia", "ganglion"), "ganglion"),
    (("therapies", "therapy"), "therapy"),
    (("headaches",), "headache"),
    (("arthritis",), "arthritis"),
    (("patient’s", "patient's", "patients"), "patient"),
    (("specialising", "specializing"), "specializing"),
    (("exercise", "exercises"), "exercise"),
    (("diagnosis", "diagnoses"), "diagnosis"),
)


@pytest.mark.parametrize(("words", "expected"), FORMS)
def test_words_have_one_form_however_they_are_written(words: tuple[str, ...], expected: str) -> None:
    """Number, possessive, spelling."""
    assert {normal(word) for word in words} == {expected}


def test_tokens_carry_their_places() -> None:
    """Each word and sign stands where it says."""
    text = "L4-L5 pain, PM&R"
    assert [text[t.start : t.end] for t in tokenize(text)] == ["L4", "-", "L5", "pain", ",", "PM&R"]


@pytest.mark.parametrize(
    "name", ["post-operative pain", "postoperative pain", "Post operative pain", "postoperative pains"]
)
def test_compounds_are_found_with_hyphen_apart_and_together(lexicon: Lexicon, name: str) -> None:
    """One key finds them all."""
    assert [entity.id for entity in lexicon.find(name_key(name))] == ["postoperative-pain"]


def test_practitioners_and_places_name_their_specialty(lexicon: Lexicon) -> None:
    """Without the vocabulary listing each of them."""
    for name in ("pain medicine doctor", "interventional pain management team", "rheumatology clinic"):
        assert {entity.kind for entity in lexicon.find(name_key(name))} == {"Specialty"}


def test_abbreviations_are_kept_as_they_are_written(lexicon: Lexicon) -> None:
    """'CT' is a scan, 'ct' is nothing; 'MS' depends on the document."""
    assert "CT" in lexicon.abbreviations
    assert not lexicon.find(["ct"])
    assert "MS" in lexicon.ambiguous


def test_the_hierarchy_is_followed_upwards(lexicon: Lexicon) -> None:
    """Through any number of steps, and not down."""
    assert lexicon.is_kind_of("epidural-steroid-injection", "interventional-pain-procedure")
    assert not lexicon.is_kind_of("interventional-pain-procedure", "epidural-steroid-injection")
