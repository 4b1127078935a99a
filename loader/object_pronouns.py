"""What 'it' and 'them' stand for behind a verb: 'they offer it', 'treating them'; the relation decides the kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

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
#: What parts a subject from its verb.
_PARTS = frozenset({",", ";", ":", ".", "who", "which", "that", "they", "we", "you", "and"})
#: Between a disorder and what it comes from.
_ORIGINS = (["in"], ["from"], ["of"], ["with"], ["due", "to"], ["caused", "by"], ["after"])
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
    if before == "for" and any(mention.last == position - 1 for mention in mentions):
        return tuple(_nearest(position, topic, mentions))  # 'they offer stimulation for it'
    if before in _EMPTY or before not in verbs:
        return ()
    if tokens[position].text.lower() == "them" and not _PATIENTS.isdisjoint(t.text.lower() for t in tokens[:position]):
        return ()
    again = [m for m in mentions if m.resolved and m.last <= position and tokens[m.first].text.lower() == "it"]
    if tokens[position].text.lower() == "it" and again and _is_disorder(again[-1]):
        return again[-1].readings  # 'It is caused by a fall, but stress can cause it too'
    acting = [m for m in mentions if m.last <= position and _acts(tokens, m, position, verbs)]
    others = [m for m in mentions if m not in acting]
    named = [m for before, m in pairwise([None, *others]) if m is not None and not _is_origin(tokens, before, m)]
    return tuple(_nearest(position, topic, named))


def _is_origin(tokens: Sequence[Token], before: Mention | None, mention: Mention) -> bool:
    """Tell whether a disorder is only what another comes with: the cancer in 'pain from cancer'."""
    if before is None or not (_is_disorder(before) and _is_disorder(mention)):
        return False
    return [token.text.lower() for token in tokens[before.last : mention.first]] in _ORIGINS


def _is_disorder(mention: Mention) -> bool:
    return bool(mention.readings) and all(reading.kind == "Condition" for reading in mention.readings)


def _of_heading(topic: Topic, kinds: frozenset[str]) -> tuple[Entity, ...]:
    """Return the one disorder of the heading: 'Triggers include lack of sleep. triptans treat it'."""
    named = tuple(e for e in topic.heading if e.kind in kinds and e.id != "pain") if kinds == CONDITION else ()
    return named if len(named) == 1 else ()


def _acts(tokens: Sequence[Token], mention: Mention, position: int, verbs: frozenset[str]) -> bool:
    """Tell whether a name is the subject of the pronoun's verb, which so stands for something else."""
    before = {token.text.lower() for token in tokens[max(0, mention.first - 2) : mention.first]}
    between = {token.text.lower() for token in tokens[mention.last : position - 1]}
    return (before | between).isdisjoint(verbs) and between.isdisjoint(_PARTS)


def _nearest(position: int, topic: Topic, mentions: Sequence[Mention]) -> Iterator[Entity]:
    earlier = [m for m in mentions if m.last <= position and not m.resolved]
    for kinds in _FAMILIES:
        named = (reading for mention in reversed(earlier) for reading in mention.readings if reading.kind in kinds)
        found = next(named, None)
        yield from (found,) if found is not None else _of_heading(topic, kinds) or topic.instead(kinds)
