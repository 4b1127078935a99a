"""What a sentence names side by side: 'a mixture of lidocaine and a steroid', the heads of its clauses."""

from __future__ import annotations

from paingraph.loader.claims import Entity
from paingraph.loader.phrases import Sentence
from paingraph.loader.topic import CARE

__all__ = ["group", "mixed"]

#: Before the head of a clause, besides articles.
_HEADS = frozenset({"", ",", ";", ":", "and", "while", "whereas", "but", "or"})
_ARTICLES = frozenset({"a", "an", "the"})


def group(sentence: Sentence) -> tuple[Entity, ...]:
    """Return the several things that a sentence names side by side: in one phrase, or at the heads of its clauses."""
    heads: dict[Entity, None] = {}
    listed: tuple[Entity, ...] = ()
    for index, phrase in sentence.phrases:
        readings = tuple(r for member in phrase.members for r in member.mention.readings[:1])
        if len(readings) > 1 and len({r.kind for r in readings}) == 1 and readings[0].kind != "Specialty":
            listed = readings
        before = index - 1
        while before >= 0 and sentence.items[before].word in _ARTICLES:
            before -= 1
        if len(readings) == 1 and readings[0].kind in CARE and (before < 0 or sentence.items[before].word in _HEADS):
            heads[readings[0]] = None
    return tuple(heads) if len(heads) > 1 else listed


def mixed(sentence: Sentence) -> tuple[Entity, ...]:
    """Return the substances that a sentence names last, side by side: 'a mixture of lidocaine and a steroid'."""
    named = [phrase for _, phrase in sentence.phrases if phrase.kinds == {"Substance"}][-1:]
    return tuple(dict.fromkeys(m.mention.readings[0] for phrase in named for m in phrase.members if not m.example))
