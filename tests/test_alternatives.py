"""Names of which one may be meant."""

from __future__ import annotations

import pytest

from paingraph.ontology.alternatives import did_you_mean, either


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
