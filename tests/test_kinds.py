"""What is a kind of what: only of the thing that a lead-in or a sentence calls so."""

from __future__ import annotations

import pytest
from sayings import said


@pytest.mark.parametrize(
    "text",
    [
        "Good alternatives to kyphoplasty are:\n\n- Bracing\n- Vertebroplasty\n",
        "In low back pain, operations are needed for spinal tumors and vertebral fractures.\n",
        "Stellate ganglion block\n\nThe block is a short procedure under local anesthesia.\n",
        "The most common forms of migraine are chronic migraine and acute migraine.\n",
    ],
    ids=["what it is an alternative to", "for whom it is needed", "under what it is done", "the other way around"],
)
def test_what_is_only_named_beside_a_list_has_no_kinds_in_it(text: str) -> None:
    """A preposition keeps it apart."""
    wrong = {"kyphoplasty", "low-back-pain", "local-anesthesia", "chronic-migraine", "acute-migraine"}
    assert not any("subtypeOf" in claim and claim.split()[2] in wrong for claim in said(text))


@pytest.mark.parametrize(
    "lead_in",
    ["We may offer one of the following spinal injections:", "The spinal injections that we give include:"],
)
def test_what_a_lead_in_announces_is_of_its_kind(lead_in: str) -> None:
    """Whatever governs the general name."""
    assert "facet-joint-injection subtypeOf spinal-intervention" in said(
        f"{lead_in}\n\n- Facet joint injection\n- Discography\n"
    )
