"""Of several things that are named side by side, one or all: 'the former', 'the last', 'all of them'."""

from __future__ import annotations

from collections.abc import Sequence

from paingraph.loader.claims import Entity
from paingraph.loader.mentions import Mention
from paingraph.loader.tokens import Token
from paingraph.loader.topic import Topic

__all__ = ["COUNTS", "ORDINALS", "counted", "one_of_several", "whole"]

_FIRST, _LAST = frozenset({"first", "former"}), frozenset({"last", "latter"})
#: Of these words one stands for one of several.
ORDINALS = _FIRST | _LAST | {"second", "third"}
_PLACES = {"second": 1, "third": 2}
_OF_TWO = frozenset({"former", "latter"})
#: What may follow, as the word stands for no more than a thing.
_FOLLOWING = frozenset(
    """is are was were can could may might will would should must has have does do for in , ; . also often usually
    needs need requires uses relieves helps targets treats lasts a an the
    """.split()
)
#: 'All three' are the three named side by side, or those that the section was about.
COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5}
_SHARES = frozenset("all most some many both each none either neither".split())


def one_of_several(
    tokens: Sequence[Token], position: int, topic: Topic, mentions: Sequence[Mention], verbs: frozenset[str]
) -> tuple[Entity, ...]:
    """Return the one of several things for which a word stands, those of the sentence first."""
    word = tokens[position].text.lower()
    following = tokens[position + 1].text.lower() if position + 1 < len(tokens) else "."
    pointed = position > 0 and tokens[position - 1].text.lower() == "the"
    parted = word == "latter" and any(token.text.lower() == "former" for token in tokens[:position])
    if word not in ORDINALS or not pointed or not (parted or following in _FOLLOWING or following in verbs):
        return ()  # 'lasts' has the normal form of 'last'
    named = tuple(dict.fromkeys(m.readings[0] for m in mentions if m.last <= position and m.readings))
    group = topic.group
    if word in _OF_TWO:
        if (not parted and len(named) > 1) or (named and not group):
            return named[-1:] if word == "latter" and len(named) > 1 else ()
        return (group[0 if word == "former" else -1],) if len(group) == 2 else ()
    place = 0 if word in _FIRST else -1 if word in _LAST else _PLACES[word]
    return (group[place],) if len(group) > max(1, place) else ()


def counted(tokens: Sequence[Token], position: int, topic: Topic, verbs: frozenset[str]) -> tuple[Entity, ...]:
    """Return the things of which a sentence says something together: 'all three'."""
    if not position or tokens[position - 1].word != "all":
        return ()
    following = tokens[position + 1].word if position + 1 < len(tokens) else "."
    if following not in _FOLLOWING and following not in verbs:
        return ()
    count = COUNTS[tokens[position].word]
    listed = tuple(mention.readings[0] for mention in topic.listed if mention.readings)
    for group in (topic.group, listed, tuple(topic.protagonists)):
        if len(group) == count:
            return group
    return ()


def whole(tokens: Sequence[Token], position: int, topic: Topic) -> tuple[Entity, ...]:
    """Return all of several things: 'all of them', 'both of these'."""
    before = [token.text.lower() for token in tokens[max(0, position - 2) : position]]
    shared = before[-1:] == ["of"] and before[0] in _SHARES
    return topic.group if shared and len(topic.group) > 1 else ()
