"""Sentences that introduce a list: where the list belongs in them."""

from __future__ import annotations

import pytest
from sayings import said

LIST = "\n\n- Gout\n- Sciatica\n"


def announced(lead_in: str, title: str = "Kyphoplasty") -> set[str]:
    """Return what a lead-in below a title says with the list behind it."""
    return said(f"{title}\n\n{lead_in}{LIST}")


@pytest.mark.parametrize(
    "lead_in",
    [
        "Several conditions may respond to kyphoplasty:",
        "A number of disorders respond to kyphoplasty:",
        "The following conditions are treated with kyphoplasty:",
        "Some of the conditions treated with it:",
    ],
)
def test_the_list_stands_for_the_general_noun(lead_in: str) -> None:
    """Before the verb or behind it."""
    assert {"kyphoplasty treats gout", "kyphoplasty treats sciatica"} <= announced(lead_in)


def test_the_following_alone_is_what_is_listed() -> None:
    """It needs no noun."""
    found = said("Sciatica\n\nThe following can help to relieve sciatica:\n\n- Physical therapy\n- Nerve blocks\n")
    assert {"physical-therapy treats sciatica", "nerve-block treats sciatica"} <= found


def test_a_general_name_holds_with_what_is_listed_as_its_kinds() -> None:
    """It is no mere noun, and so is said to hold too."""
    found = announced("Various pain conditions may respond to kyphoplasty:")
    assert {"kyphoplasty treats pain-condition", "kyphoplasty treats gout", "gout subtypeOf pain-condition"} <= found


def test_what_a_list_below_a_condition_tells_of_it_is_no_kind_of_it() -> None:
    """Its lead-in says what it is: what is felt, or whence it comes."""
    assert not any("subtypeOf" in claim for claim in announced("People often notice:", title="Fibromyalgia"))
    assert not any("subtypeOf" in claim for claim in announced("It may be caused by:", title="Fibromyalgia"))


@pytest.mark.parametrize(
    "lead_in",
    ["The following can relieve neck pain:", "Until then, the following treatments help with neck pain:"],
)
def test_the_following_are_what_is_listed(lead_in: str) -> None:
    """Whatever the text was about before."""
    found = said(f"Kyphoplasty\n\nIt is new.\n\n{lead_in}\n\n- Yoga\n- Bracing\n")
    assert found == {"yoga treats neck-pain", "bracing treats neck-pain"}


def test_what_is_listed_does_what_its_general_name_does() -> None:
    """And is of its kind."""
    found = said("Necks\n\nThe following conservative measures help with neck pain:\n\n- Yoga\n- Bracing\n")
    assert {"yoga treats neck-pain", "yoga subtypeOf conservative-treatment"} <= found


def test_what_may_be_used_is_no_kind_of_the_heading() -> None:
    """It has a verb of its own."""
    found = said("Kyphoplasty\n\nThe following may be used during the procedure:\n\n- Lidocaine\n- Sedation\n")
    assert found == {"kyphoplasty usesSubstance lidocaine"}
