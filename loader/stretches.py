"""A stretch of tokens: its words, and the mention that it is if it names something."""

from __future__ import annotations

from collections.abc import Sequence

from paingraph.loader.claims import Entity
from paingraph.loader.mentions import Mention
from paingraph.loader.tokens import Token

__all__ = ["COORDINATORS", "MODIFIERS", "PREPOSITIONS", "mention_of", "norms"]

#: Between names that stand side by side.
COORDINATORS = frozenset({"and", "&", "or", ",", "/", "plus"})
#: Words before a name that are no part of it.
MODIFIERS = frozenset("both either one more small large affected irritated inflamed targeted".split())
#: Between the head of a name and what it is done to or where it is.
PREPOSITIONS = frozenset({"of", "in", "into", "to", "for", "at", "on", "around"})


def norms(tokens: Sequence[Token], first: int, last: int) -> list[str]:
    """Return the words from one token up to another, as names are looked up by them."""
    return [token.norm for token in tokens[first:last] if token.norm[0].isalnum()]


def mention_of(
    tokens: Sequence[Token], first: int, last: int, found: tuple[Entity, ...], inner: tuple[Mention, ...] = ()
) -> Mention:
    """Return the mention of what the tokens name, with what is named inside."""
    return Mention(tokens[first].start, tokens[last - 1].end, first, last, found, inner)
