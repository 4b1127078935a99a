"""What stands around a passage: no more than its paragraph, and whole words."""

from __future__ import annotations

import pytest

from paingraph.api.surroundings import begun, ended


@pytest.mark.parametrize(
    ("before", "cut", "shown"),
    [
        ("", False, ""),
        ("The injection ", False, "The injection "),
        ("A heading\n\nThe injection ", True, "The injection "),
        ("ds are injected in order to ", True, "… are injected in order to "),
        ("ds", True, "… "),
    ],
)
def test_before_a_passage(before: str, cut: bool, shown: str) -> None:
    """From the beginning of the paragraph, or of a word where the text at hand begins within one."""
    assert begun(before, cut) == shown


@pytest.mark.parametrize(
    ("after", "cut", "shown"),
    [
        ("", False, ""),
        (" at all.", False, " at all."),
        (" at all.\n\nThe next paragraph", True, " at all."),
        (". It is one tool among oth", True, ". It is one tool among …"),
        ("oth", True, " …"),
    ],
)
def test_after_a_passage(after: str, cut: bool, shown: str) -> None:
    """To the end of the paragraph, or of a word where the text at hand ends within one."""
    assert ended(after, cut) == shown
