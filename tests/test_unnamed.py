"""A subject without a name keeps a pronoun from what was named before."""

from __future__ import annotations

import pytest

from paingraph.loader.tokens import tokenize
from paingraph.loader.unnamed import is_of_unnamed


@pytest.mark.parametrize(
    ("sentence", "pronoun", "expected"),
    [
        ("Loss of sensation is feared, since it may end in keratitis.", "it", True),
        ("The operation is short, and it is safe.", "it", True),
        ("Results are good, and it is safe.", "it", False),
        ("Results are good, and they last.", "they", True),
        ("However, it is safe.", "it", False),
        ("When people are old, it is safe.", "it", False),
    ],
)
def test_a_pronoun_may_stand_for_an_unnamed_subject(sentence: str, pronoun: str, *, expected: bool) -> None:
    """It does if number agrees and the subject is a noun."""
    tokens = tokenize(sentence)
    position = next(index for index, token in enumerate(tokens) if token.text == pronoun)
    assert is_of_unnamed(tokens, position, (), plural=pronoun == "they") is expected
