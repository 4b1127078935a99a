"""Clauses that a sentence puts together are read as if each stood alone."""

from __future__ import annotations

import pytest

from paingraph.loader.claims import Entity
from paingraph.loader.extraction import read_claims
from paingraph.loader.text_reader import read
from paingraph.ontology.library import load_library
from paingraph.ontology.namespaces import DocumentId


def said(sentence: str) -> set[str]:
    """Return what a sentence under a heading says, without its polarity."""
    document = read(f"A page\n\nThis page is short.\n\n{sentence}\n".encode(), DocumentId("c"))
    claims = read_claims(document, load_library()).claims
    return {f"{c.subject.id} {c.predicate} {c.object.id}" for c in claims if isinstance(c.object, Entity)}


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        (
            "A stellate ganglion block, performed once or twice a week under ultrasound, can help with headache.",
            "stellate-ganglion-block guidedBy ultrasound-imaging",
        ),
        (
            "Complex regional pain syndrome is a puzzle for everybody who sees it and is accompanied by allodynia.",
            "complex-regional-pain-syndrome associatedWith allodynia",
        ),
        (
            "Hip pain in the evening, which often comes from osteoarthritis, is a nuisance.",
            "hip-pain causedBy osteoarthritis",
        ),
        (
            "In people with radiculopathy, numbness and muscle weakness are common.",
            "radiculopathy associatedWith numbness",
        ),
    ],
)
def test_a_clause_says_what_it_would_say_alone(sentence: str, claim: str) -> None:
    """Relative clauses, participles and further predicates have the subject of the name that they belong to."""
    assert claim in said(sentence)


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        (
            "This is called neuritis and is treated with gabapentin after radiofrequency ablation of a joint in pain.",
            "gabapentin treats joint-pain",
        ),
        (
            "Sciatica responds to gabapentin or duloxetine; opioids, by contrast, have no effect.",
            "opioid treats sciatica",
        ),
        (
            "In people with radiculopathy, numbness and muscle weakness are common.",
            "numbness associatedWith muscle-weakness",
        ),
    ],
)
def test_a_clause_keeps_to_its_own_names(sentence: str, claim: str) -> None:
    """What a clause says is not said of the names of another one."""
    assert claim not in said(sentence)


def test_a_word_written_with_not_denies() -> None:
    """Contractions are read as the words that they stand for."""
    document = read(b"A page\n\nThis page is short.\n\nOpioids don't relieve migraine.\n", DocumentId("c"))
    assert [claim.polarity.value for claim in read_claims(document, load_library()).claims] == ["negated"]


def test_a_denial_before_a_colon_does_not_reach_behind_it() -> None:
    """'It is not for everybody: …' denies nothing of what follows."""
    text = b"Kyphoplasty\n\nKyphoplasty takes an hour.\n\nIt isn't for everybody: an infection rules it out.\n"
    claims = read_claims(read(text, DocumentId("c")), load_library()).claims
    assert [(claim.predicate, claim.polarity.value) for claim in claims] == [("contraindicatedBy", "asserted")]


def test_what_practitioners_put_off_is_not_replaced() -> None:
    """'We can delay the injection' says of nothing that it stands in place of the injection."""
    text = "Exercise therapy helps you prepare, and if you feel unwell we can delay the facet joint injection."
    assert said(text) == set()


def test_a_number_that_is_not_exceeded_denies_nothing() -> None:
    """'Not more than three' says how often, and that it is done."""
    text = b"A page\n\nThis page is short.\n\nPain physicians perform not more than three discographies a year.\n"
    claims = read_claims(read(text, DocumentId("c")), load_library()).claims
    assert [(claim.predicate, claim.polarity.value) for claim in claims] == [("performs", "asserted")]
