"""Patterns are found fast, and find what the plain expressions would."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paingraph.loader.patterns import Expression, any_of

KINDS = {"subject": frozenset({"Procedure"}), "object": frozenset({"Condition"})}
WORDS = {"treat": ["treat", "treats", "is used for", "is used"], "VERBS": ["treats"]}


def found(pattern: str, code: str) -> list[str]:
    """Return what a pattern matches in an encoded sentence."""
    return [match.group() for match in Expression(pattern, WORDS, KINDS).matches(code)]


@settings(deadline=None)
@given(st.lists(st.text("ab c", min_size=1, max_size=5), min_size=1), st.text("ab c", max_size=20))
def test_any_of_matches_the_longest_text(options: list[str], text: str) -> None:
    """As alternatives would that stand in the order of their length."""
    plain = "|".join(map(re.escape, sorted(options, key=len, reverse=True)))
    assert re.findall(any_of(options), text) == re.findall(plain, text)
    assert re.findall(any_of(options, opening=True), text) == re.findall(f"(?<= )(?:{plain})", text)


@pytest.mark.parametrize(
    ("pattern", "code", "expected"),
    [
        ("$treat <object>", " it treats <C:2> , mistreats <C:5> ", ["treats <C:2> "]),
        ("$treat <object>", " treat <C:1> ", ["treat <C:1> "]),
        ("$treat ~1 <object>", " it is used for mild <C:5> ", ["is used for mild <C:5> "]),
        ("<subject> [for|in] <object>", " <PT:0> for <C:2> , <P:4> in <B:6> ", ["<PT:0> for <C:2> "]),
        ("^ <subject>", " <P:0> : <P:2> <P:3> ", [" <P:0> ", "<P:2> "]),
    ],
)
def test_a_pattern_begins_where_a_word_does(pattern: str, code: str, expected: list[str]) -> None:
    """Also at the beginning of the sentence; what must begin it may follow a colon too."""
    assert found(pattern, code) == expected


def test_needs_are_words_and_what_adjoins() -> None:
    """Of a name its letter; what may be missing parts two elements."""
    expression = Expression("<subject> [is|are] used ~3 [in|such as] [old]? <object>", WORDS, KINDS)
    assert expression.needs == (
        frozenset({"is", "are"}),
        frozenset({("P", "is"), ("P", "are")}),
        frozenset({"used"}),
        frozenset({("is", "used"), ("are", "used")}),
        frozenset({"in", ("such", "as")}),
    )


def test_a_pattern_that_begins_a_sentence_needs_its_first_word_there() -> None:
    """Or behind a colon."""
    assert Expression("^ see <object>", WORDS, KINDS).needs == (
        frozenset({"see"}),
        frozenset({("", "see"), (":", "see")}),
        frozenset({("see", "C")}),
    )
