"""Numbers, articles and alternatives in messages."""

from __future__ import annotations

import pytest

from paingraph.ontology.english import counted, did_you_mean, either, with_article


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


@pytest.mark.parametrize("noun", ["a procedure", "an imaging modality", "an anatomical structure"])
def test_a_noun_has_its_article(noun: str) -> None:
    """By its first letter."""
    assert with_article(noun.partition(" ")[2]) == noun


@pytest.mark.parametrize(
    ("names", "expected"), [([], ""), (["a"], "a"), (["a", "b"], "a or b"), (["a", "b", "c"], "a, b or c")]
)
def test_alternatives_end_with_or(names: list[str], expected: str) -> None:
    """However many there are."""
    assert either(names) == expected


def test_a_question_is_asked_only_where_something_is_near() -> None:
    """It follows a sentence."""
    assert "There is no b." + did_you_mean(["a"]) == "There is no b. Did you mean a?"
    assert did_you_mean([]) == ""
