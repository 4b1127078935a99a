"""Numbers of things, as English writes them."""

from __future__ import annotations

import pytest

from paingraph.ontology.quantities import counted


@pytest.mark.parametrize(
    ("number", "noun", "expected"),
    [
        (0, "claim", "0 claims"),
        (1, "claim", "1 claim"),
        (2, "contrary passage", "2 contrary passages"),
        (1, "entity", "1 entity"),
        (3, "entity", "3 entities"),
        (2, "day", "2 days"),
        (14523, "triple", "14,523 triples"),
        (1.0, "second", "1 second"),
        (0.2, "second", "0.2 seconds"),
    ],
)
def test_a_noun_follows_its_number(number: float, noun: str, expected: str) -> None:
    """One, none and many; a fraction is many."""
    assert counted(number, noun) == expected
