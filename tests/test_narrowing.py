"""What names mean that are wider than it."""

from __future__ import annotations

from sayings import said, said_below


def test_other_injections_are_not_that_of_the_page() -> None:
    """Nor are those listed below them kinds of it."""
    found = said(
        "# Sacroiliac joint injection\n\nIt numbs the joint.\n\n## Other injections that we offer\n\n"
        "- Epidural steroid injection\n- Facet joint injection\n"
    )
    assert "facet-joint-injection subtypeOf sacroiliac-joint-injection" not in found


def test_this_care_is_not_the_last_of_several_that_were_named() -> None:
    """It is all of them."""
    found = said_below(
        "Piriformis injection",
        "Choices are physical therapy, medication and yoga. When this conservative care fails, the muscle is injected.",
    )
    assert "piriformis-injection indicatedAfter physical-therapy" in found


def test_this_diagnostic_injection_is_that_of_the_heading() -> None:
    """What any injection may be names none."""
    found = said_below("Facet joint injection", "This diagnostic injection is guided by fluoroscopy.")
    assert "facet-joint-injection guidedBy fluoroscopy" in found
