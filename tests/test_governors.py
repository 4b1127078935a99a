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


def test_those_act_who_stand_in_the_relative_clause() -> None:
    """'In which' governs nobody."""
    found = said_below("Pain clinic", "Our physicians run a program in which psychologists teach mindfulness.")
    assert "psychology performs mindfulness" in found
    assert "pain-medicine performs mindfulness" not in found


def test_an_injection_acts_and_not_what_it_is_of() -> None:
    """Whatever is set between them and the verb."""
    found = said_below("Neck", "Facet joint injections of anesthetic, often called blocks, help to treat neck pain.")
    assert "facet-joint-injection treats neck-pain" in found
    assert "anesthetic treats neck-pain" not in found
