"""The subjects of statements that name none, or only a general one."""

from __future__ import annotations

import pytest
from sayings import said_below

from paingraph.loader.extraction import extract
from paingraph.loader.text_reader import read
from paingraph.ontology.library import load_library
from paingraph.ontology.namespaces import DocumentId


@pytest.mark.parametrize(
    "opening", ["By easing neck pain", "Besides easing neck pain", "In addition to easing neck pain"]
)
def test_what_a_sentence_opens_with_is_said_of_the_subject_behind_it(opening: str) -> None:
    """Whatever the section is about."""
    found = said_below("Celiac plexus block", f"{opening}, physical therapy may help you to sleep.")
    assert "physical-therapy treats neck-pain" in found
    assert "celiac-plexus-block treats neck-pain" not in found


def test_a_device_is_told_of_once() -> None:
    """A page that goes on to speak of it says no more."""
    text = "Kyphoplasty\n\nA balloon is inserted into the vertebra. The balloon is then inflated.\n"
    claims = extract(read(text.encode(), DocumentId("note")), load_library())
    assert sum(claim.predicate == "usesDevice" for claim in claims) == 1
