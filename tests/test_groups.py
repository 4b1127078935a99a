"""Of several things one or all: 'the former', 'the second', 'all of them'."""

from __future__ import annotations

import pytest

from paingraph.loader.claims import Entity
from paingraph.loader.groups import counted, one_of_several, whole
from paingraph.loader.tokens import tokenize
from paingraph.loader.topic import Topic
from paingraph.ontology.namespaces import Slug

THREE = tuple(Entity(Slug(name), name, "Procedure") for name in ("discography", "kyphoplasty", "discectomy"))
TWO = THREE[:2]


@pytest.mark.parametrize(
    ("sentence", "word", "group", "expected"),
    [
        ("The former is short.", "former", TWO, TWO[:1]),
        ("The latter needs a scan.", "latter", TWO, TWO[1:]),
        ("The second is used more.", "second", THREE, THREE[1:2]),
        ("The last is used for sciatica.", "last", THREE, THREE[2:]),
        ("The first puts a drug there.", "first", THREE, THREE[:1]),
        ("The former treats gout, the latter sciatica.", "latter", TWO, TWO[1:]),
        ("The former is short.", "former", THREE, ()),
        ("The first injection is short.", "first", TWO, ()),
        ("At first is best.", "first", TWO, ()),
    ],
)
def test_an_ordinal_is_one_of_them(
    sentence: str, word: str, group: tuple[Entity, ...], expected: tuple[Entity, ...]
) -> None:
    """Only if it stands alone, and 'former' and 'latter' only of two."""
    tokens = tokenize(sentence)
    position = next(index for index, token in enumerate(tokens) if token.text == word)
    assert one_of_several(tokens, position, Topic(group=group), (), frozenset({"puts"})) == expected


def test_all_of_them_are_all() -> None:
    """Also 'none of these', but not 'of them' alone."""
    assert whole(tokenize("All of them are short."), 2, Topic(group=THREE)) == THREE
    assert whole(tokenize("Tired of them all."), 2, Topic(group=THREE)) == ()


def test_all_three_are_three() -> None:
    """Named side by side or told of one after another, and never where the number counts something else."""
    tokens, verbs = tokenize("All three relieve pain."), frozenset({"relieve"})
    assert counted(tokens, 1, Topic(group=THREE), verbs) == THREE
    assert counted(tokens, 1, Topic(protagonists=list(THREE)), verbs) == THREE
    assert counted(tokens, 1, Topic(group=TWO), verbs) == ()
    assert counted(tokenize("All three patients went home."), 1, Topic(group=THREE), verbs) == ()
    assert counted(tokenize("Some three are left."), 1, Topic(group=THREE), verbs) == ()
