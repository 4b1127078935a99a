"""Whose verb it is."""

from __future__ import annotations

from sayings import said_below


def test_what_failed_in_the_clause_before_is_not_what_relieves() -> None:
    """The main clause has a subject of its own."""
    found = said_below(
        "Piriformis injection", "When physical therapy does not help, the next step is to reduce inflammation."
    )
    assert "physical-therapy treats inflammation" not in found


def test_a_drug_that_is_brought_somewhere_does_not_act_itself() -> None:
    """What brings it there does."""
    found = said_below(
        "Back care", "Epidural steroid injections put steroid into the epidural space to reduce inflammation."
    )
    assert "epidural-steroid-injection treats inflammation" in found
    assert "corticosteroid treats inflammation" not in found


def test_it_is_a_subject_of_its_own_behind_a_conjunction() -> None:
    """Practitioners named before do not do what it does."""
    found = said_below("Pain clinic", "Ask your family doctor for help if it follows surgery.")
    assert "family-medicine performs surgical-procedure" not in found
