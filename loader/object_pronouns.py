"""What 'it' and 'them' stand for behind a verb: 'they offer it', 'treating them'; the relation decides the kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from paingraph.loader.claims import Entity
from paingraph.loader.mentions import Mention
from paingraph.loader.tokens import Token
from paingraph.loader.topic import BODY, CARE, CONDITION, Topic

__all__ = ["taken_up"]

_PRONOUNS = frozenset({"it", "them"})
#: With these 'it' announces a clause, or stands for nothing.
_EMPTY = frozenset("make makes making find finds keep keeps think feel take takes believe".split())
#: Before such a pronoun besides a verb.
_PARTICLES = frozenset("off out up in on".split())
#: 'Them' are these, if they are in the same sentence.
_PATIENTS = frozenset({"patients", "people", "those", "individuals", "adults", "children"})
_FAMILIES = (CARE, CONDITION, BODY)


def taken_up(
    tokens: Sequence[Token], position: int, topic: Topic, mentions: Sequence[Mention], verbs: frozenset[str]
) -> tuple[Entity, ...]:
    """Return what an object pronoun may stand for: of each family of kinds the nearest thing, nearest first."""
    if not position or tokens[position].text.lower() not in _PRONOUNS:
        return ()
    before = tokens[position - 1].text.lower()
    if before in _PARTICLES and position > 1:
        before = tokens[position - 2].text.lower()
    if before in _EMPTY or before not in verbs:
        return ()
    if tokens[position].text.lower() == "them" and not _PATIENTS.isdisjoint(t.text.lower() for t in tokens[:position]):
        return ()
    return tuple(_nearest(position, topic, mentions))


def _nearest(position: int, topic: Topic, mentions: Sequence[Mention]) -> Iterator[Entity]:
    earlier = [m for m in mentions if m.last <= position and not m.resolved]
    for kinds in _FAMILIES:
        named = (reading for mention in reversed(earlier) for reading in mention.readings if reading.kind in kinds)
        found = next(named, None)
        yield from (found,) if found is not None else topic.instead(kinds)
