"""General names for the procedure of a section, or for one that is named beside them."""

from __future__ import annotations

import pytest
from sayings import said, said_below


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
    assert statement in said_below("Celiac plexus block", sentence)


def test_injections_with_which_something_is_treated_are_any() -> None:
    """They are not those of the section."""
    found = said_below("Celiac plexus block", "Tension-type headache is not treated with injections.")
    assert "injection treats tension-type-headache" in found
    assert "celiac-plexus-block treats tension-type-headache" not in found


def test_a_general_name_of_the_heading_stands_nowhere_in_the_sentence() -> None:
    """What a line names that has nothing but names is read under 'injections' too."""
    assert "injection usesSubstance lidocaine" in said("What is in injections?\n\n- Lidocaine\n- Saline")
