"""What pronouns stand for that are subjects."""

from __future__ import annotations

from sayings import said_below


def test_it_is_nobody() -> None:
    """Behind a sentence on people it is what the section is about."""
    found = said_below(
        "Steroid injection", "Pain specialists know it well. It calms inflammation and makes exercise easy."
    )
    assert "steroid-injection treats inflammation" in found
    assert "pain-medicine performs exercise-therapy" not in found


def test_both_are_not_the_one_that_was_named_last() -> None:
    """Which two is not known."""
    found = said_below(
        "Epidural steroid injection",
        "Some have sciatica. In others the pain is due to gout. Both can be treated with epidural steroid injections.",
    )
    assert "epidural-steroid-injection treats pain" not in found
