"""What a word may take up: what its own sentence has named, or what the passage speaks of."""

from __future__ import annotations

from collections.abc import Sequence

from paingraph.loader.claims import Entity
from paingraph.loader.mentions import Mention
from paingraph.loader.tokens import Token
from paingraph.loader.topic import CARE, CONDITION, SPECIALTY, Topic

__all__ = ["ANYTHING", "SUBSTANCE", "current", "current_thing", "is_fronted", "named_before"]

SUBSTANCE = frozenset({"Substance"})
#: What 'it' and 'they' may be in the sentence itself.
ANYTHING = CARE | SPECIALTY | CONDITION | SUBSTANCE
#: A name behind one of these is not what a clause is about.
_PREPOSITIONS = frozenset("of in for with after before to during from than unlike without by on into about".split())
#: With one of these a sentence opens before its subject, so many words long.
_FRONTING, _FRONT = frozenset("for in with at during on after by under".split()), 8
_SIGNS = frozenset({",", ";", ":", "who", "which", "that"})


def is_fronted(tokens: Sequence[Token], position: int, verbs: frozenset[str]) -> bool:
    """Tell whether a pronoun has nothing before it but what a sentence opens with: 'For most people they …'."""
    before = [token.text.lower() for token in tokens[:position]]
    if not 1 < position <= _FRONT or before[0] not in _FRONTING:
        return False
    return _SIGNS.isdisjoint(before) and verbs.isdisjoint(before[1:])


def named_before(
    tokens: Sequence[Token], position: int, mentions: Sequence[Mention], kinds: frozenset[str]
) -> tuple[Entity, ...]:
    """Return what an earlier clause of the same sentence is about: its first name that no preposition governs."""
    for mention in sorted(mentions, key=lambda m: m.first):
        if mention.last >= position:
            break
        before = {token.text.lower() for token in tokens[max(0, mention.first - 3) : mention.first]}
        if before & _PREPOSITIONS:
            continue
        found = tuple(reading for reading in mention.readings if reading.kind in kinds)
        if found:
            return found
    return ()


def current(topic: Topic) -> tuple[Entity, ...]:
    """Return what the passage speaks of: of the sentence before, or of the heading."""
    return topic.subject or topic.practitioners or topic.heading or topic.weak


def current_thing(topic: Topic) -> tuple[Entity, ...]:
    """Return the one thing that 'it' stands for: none of several, of a heading's things its procedure; nobody."""
    if topic.person:
        found = topic.object or topic.strong(CARE)
        return found if len(found) == 1 else ()
    if len(topic.subject) > 1:
        return ()
    headed = not topic.subject and any(entity.kind in CARE for entity in topic.heading)
    found = topic.heading if headed else current(topic)
    care = tuple(entity for entity in found if entity.kind in CARE)
    return care if found is topic.heading and care else found
