"""The subjects of statements that name none, or only a general one."""

from __future__ import annotations

import pytest
from sayings import statements

from paingraph.loader.claims import Polarity
from paingraph.loader.extraction import extract
from paingraph.loader.text_reader import read
from paingraph.ontology.library import load_library
from paingraph.ontology.namespaces import DocumentId


def said(sentence: str) -> set[str]:
    """Return what is read in a sentence under the heading of a procedure, as 'subject relation object'."""
    text = f"Celiac plexus block\n\n{sentence}\n"
    return statements(extract(read(text.encode(), DocumentId("note")), load_library()))


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        (
            "It is a short operation in which phenol is put next to the celiac plexus.",
            "celiac-plexus-block usesSubstance phenol",
        ),
        (
            "With the celiac plexus block, a minimally invasive procedure, a doctor injects lidocaine.",
            "celiac-plexus-block usesSubstance lidocaine",
        ),
        (
            "Lidocaine, with or without a steroid, is injected.",
            "celiac-plexus-block usesSubstance corticosteroid",
        ),
        (
            "The block (also called a splanchnic injection) eases abdominal pain.",
            "celiac-plexus-block treats abdominal-pain",
        ),
    ],
)
def test_what_is_said_of_a_general_name_is_said_of_the_procedure(sentence: str, statement: str) -> None:
    """An operation, an outpatient procedure: the section tells which."""
    assert statement in said(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Science has opened the door to answers that ease abdominal pain.",
        "Should you notice that it eases abdominal pain, tell us.",
        "How to control abdominal pain is told on another page.",
        "Drugs block the pain fibers.",
        "It is an option if tablets do not relieve abdominal pain.",
        "It brings a lower risk of abdominal pain.",
    ],
)
def test_what_is_said_of_something_else_is_no_statement_about_the_procedure(sentence: str) -> None:
    """Nor is what is only supposed."""
    assert not {"celiac-plexus-block treats abdominal-pain", "celiac-plexus-block treats pain"} & said(sentence)


@pytest.mark.parametrize(
    "opening", ["By easing neck pain", "Besides easing neck pain", "In addition to easing neck pain"]
)
def test_what_a_sentence_opens_with_is_said_of_the_subject_behind_it(opening: str) -> None:
    """Whatever the section is about."""
    found = said(f"{opening}, physical therapy may help you to sleep.")
    assert "physical-therapy treats neck-pain" in found
    assert "celiac-plexus-block treats neck-pain" not in found


def test_what_is_not_taken_away_completely_is_doubted() -> None:
    """That a relief is not whole denies no relief."""
    text = "Celiac plexus block\n\nIt does not relieve abdominal pain completely.\n"
    claims = extract(read(text.encode(), DocumentId("note")), load_library())
    assert {claim.polarity for claim in claims if claim.predicate == "treats"} == {Polarity.HEDGED}


def test_a_device_is_told_of_once() -> None:
    """A page that goes on to speak of it says no more."""
    text = "Kyphoplasty\n\nA balloon is inserted into the vertebra. The balloon is then inflated.\n"
    claims = extract(read(text.encode(), DocumentId("note")), load_library())
    assert sum(claim.predicate == "usesDevice" for claim in claims) == 1
