"""A sentence of a text as rules see it: its tokens, mentions and durations as items."""

from __future__ import annotations

from collections.abc import Sequence

from paingraph.loader.enumerations import coordinate
from paingraph.loader.folding import fold
from paingraph.loader.mentions import Mention
from paingraph.loader.phrases import Item, Member, Phrase, Sentence
from paingraph.loader.tokens import Token

__all__ = ["encode"]


def encode(
    tokens: Sequence[Token], mentions: Sequence[Mention], values: Sequence[tuple[int, int, str]], verbs: frozenset[str]
) -> Sentence:
    """Return the tokens of a sentence with their mentions, coordinated ones in one phrase.

    `values` are durations with their positions; `verbs` are words that cannot stand inside an enumeration.
    """
    items: list[Item] = []
    starts = {mention.first: mention for mention in mentions}
    lengths = {start: (end, value) for start, end, value in values}
    covered = 0
    position = 0
    while position < len(tokens):
        token = tokens[position]
        mention = starts.get(position)
        if mention is not None:
            items.append(Item(mention.start, mention.end, "", Phrase(_members(mention))))
            position = max(mention.last, position + 1)
            continue
        if token.start in lengths:
            covered, value = lengths[token.start]
            items.append(Item(token.start, covered, "", Phrase((), value)))
        elif token.start >= covered and not (token.text in "-‐‑" and token.glued):
            items.append(Item(token.start, token.end, token.word))
        position += 1
    return Sentence(coordinate(fold(items), verbs))


def _members(mention: Mention) -> tuple[Member, ...]:
    """Return one member for a name, and one for each of the things that a pronoun stands for."""
    if mention.resolved and len(mention.readings) > 1:
        return tuple(Member(mention._replace(readings=(reading,))) for reading in mention.readings)
    return (Member(mention),)
