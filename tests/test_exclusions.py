"""What is only supposed, or told elsewhere."""

from __future__ import annotations

import pytest
from sayings import said_below


@pytest.mark.parametrize(
    "sentence",
    [
        "Should you notice that it eases abdominal pain, tell us.",
        "How to control abdominal pain is told on another page.",
        "It is an option if tablets do not relieve abdominal pain.",
    ],
)
def test_what_is_only_supposed_or_told_elsewhere_is_no_statement(sentence: str) -> None:
    """The sentence asks, points elsewhere or speaks of what may not be."""
    found = said_below("Celiac plexus block", sentence)
    assert not {"celiac-plexus-block treats abdominal-pain", "celiac-plexus-block treats pain"} & found


def test_training_that_lasts_is_no_relief() -> None:
    """Whatever the section is about."""
    found = said_below("Celiac plexus block", "Those who do it complete a fellowship, which lasts one year.")
    assert not {claim for claim in found if "reliefDuration" in claim}
