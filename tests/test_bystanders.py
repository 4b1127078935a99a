"""Structures that are named beside a procedure, and to which it does nothing."""

from __future__ import annotations

import pytest
from sayings import said_below


@pytest.mark.parametrize(
    "sentence",
    [
        "The medicine is put outside the spinal cord.",
        "It removes tissue that narrows the spinal cord.",
        "The arm may be weak if the anesthetic spreads to the spinal cord.",
    ],
    ids=["outside", "what something else does", "what may go amiss"],
)
def test_what_is_passed_by_is_no_target(sentence: str) -> None:
    """The sentence says where the thing is not, or what something else does to it."""
    assert not {claim for claim in said_below("Epidural injection", sentence) if "targets spinal-cord" in claim}


def test_what_is_reached_is_a_target() -> None:
    """The same structure, and nothing in between."""
    assert "epidural-injection targets epidural-space" in said_below(
        "Epidural injection", "The medicine is put into the epidural space."
    )


def test_what_is_found_is_the_harm_and_not_the_structure() -> None:
    """A test that shows damage to something does not find that."""
    found = said_below("Stellate ganglion block", "It can reveal damage to the sympathetic nerves.")
    assert not {claim for claim in found if claim.startswith("stellate-ganglion-block diagnoses nerve")}


def test_what_is_kept_from_breaking_is_no_target() -> None:
    """What is kept from sending signals is one."""
    assert "kyphoplasty targets bone" not in said_below("Kyphoplasty", "The cement keeps the bone from collapsing.")
    assert "genicular-nerve-block targets genicular-nerve" in said_below(
        "Genicular nerve block", "It keeps the genicular nerves from sending pain signals."
    )


def test_a_trial_uses_nothing_that_is_implanted() -> None:
    """Its battery is worn."""
    found = said_below("Spinal cord stimulation trial", "The leads are joined to a battery that is taped to the skin.")
    assert "spinal-cord-stimulation-trial usesDevice implantable-pulse-generator" not in found
