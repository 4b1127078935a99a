"""Where something is felt or hurt: the longest name of a place or a structure, and what makes another thing of it."""

from __future__ import annotations

from collections.abc import Sequence

from paingraph.loader.lexicon import ENTITIES, Trie
from paingraph.loader.symptom_words import SymptomWords
from paingraph.loader.tokens import Token

__all__ = ["REACH", "behind_articles", "goes_on", "place_at"]

#: At most so many words stand between a place and what is said of it.
REACH = 5
#: Behind a place these make another thing of it: 'the hip joint', 'the back of the head'.
_GOING_ON = frozenset({"joint", "muscle", "bone", "nerve", "girdle", "pain", "of"})


#: … unless it says nothing.
_EVERYWHERE = (["of", "the", "body"], ["of", "your", "body"])


def place_at(tokens: Sequence[Token], position: int, names: Trie) -> tuple[int, str]:
    """Return where the longest name of a place from a position on ends, and what heads take of it."""
    node: Trie | None = names
    end, said = position, ""
    cursor = position
    while cursor < len(tokens):
        node = node.get(tokens[cursor].norm) if node else None
        if node is None:
            break
        cursor += 1
        if ENTITIES in node:
            end, said = cursor, node[ENTITIES]
    return end, said


def behind_articles(tokens: Sequence[Token], position: int, known: SymptomWords) -> int:
    """Return the position behind articles and the like."""
    start = position
    while position < len(tokens) and position - start < REACH and tokens[position].norm in known.passed:
        position += 1
    return position


def goes_on(tokens: Sequence[Token], end: int) -> bool:
    """Tell whether the word behind a place makes another thing of it."""
    if end >= len(tokens) or tokens[end].norm not in _GOING_ON:
        return False
    return [token.word for token in tokens[end : end + 3]] not in _EVERYWHERE
