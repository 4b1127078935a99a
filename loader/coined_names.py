"""Coined names: what modifiers and a head name together, as an entity with a label of the vocabulary's form.

The form is lower case, singular, US spelling. A curator may take such a candidate into the vocabulary.
"""

from __future__ import annotations

from collections.abc import Sequence

from paingraph.loader.claims import Entity
from paingraph.loader.grammar import grammar
from paingraph.loader.lexicon import Lexicon
from paingraph.loader.tokens import Token, normal
from paingraph.ontology.namespaces import slugify

__all__ = ["broader_of", "coin", "compose", "named_by", "without_tail"]

#: Words of labels that the vocabulary spells otherwise.
_SPELLED = {"physiotherapy": "physical therapy"}
_NERVE_BLOCK = ("nerve", "block")


def coin(tokens: Sequence[Token], kind: str) -> Entity:
    """Return the candidate that words name."""
    label = " ".join(_SPELLED.get(token.norm, token.norm) for token in tokens if token.norm[0].isalnum())
    return Entity(slugify(label), label, kind)


def compose(modifiers: Sequence[Token], head: Sequence[Token], kind: str) -> Entity | None:
    """Return the candidate that modifiers and a head name, or none if a modifier makes no name."""
    known = grammar()
    if not modifiers or not all(token.norm in known.modifiers or not token.norm[0].isalnum() for token in modifiers):
        return None
    return coin([*modifiers, *head], kind)


def broader_of(entity: Entity, lexicon: Lexicon) -> tuple[str, ...]:
    """Return under what a candidate belongs: the longest ending of its name that the vocabulary has."""
    words = entity.label.split()
    for start in range(1, len(words)):
        found = lexicon.find([normal(word) for word in words[start:]])
        same = tuple(broader.id for broader in found if broader.kind == entity.kind)
        if same:
            return same
    return ()


def named_by(words: Sequence[str], lexicon: Lexicon) -> Sequence[Entity]:
    """Return what words name; the block of a structure is also called its nerve block: 'celiac plexus nerve block'."""
    found = lexicon.find(words)
    if not found and tuple(words[-2:]) == _NERVE_BLOCK:
        return lexicon.find((*words[:-2], _NERVE_BLOCK[-1]))
    return found


def without_tail(tokens: Sequence[Token], first: int, last: int, lexicon: Lexicon) -> int:
    """Return where a known name ends that carries a noun which says its kind again: 'sciatica symptoms'."""
    words = [token.norm for token in tokens[first:last] if token.norm[0].isalnum()]
    return last - 1 if len(words) > 1 and not lexicon.find(words) and lexicon.find(words[:-1]) else last
