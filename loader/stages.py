"""The stages of a stimulation: 'the trial' that tests it, and 'the implant' that follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from paingraph.loader.claims import Entity
from paingraph.loader.lexicon import Lexicon
from paingraph.loader.mentions import Mention
from paingraph.loader.tokens import Token
from paingraph.loader.topic import CARE, Topic

__all__ = ["with_stages"]

#: What such a trial tests, and its name.
_TESTED = ("spinal-cord-stimulation", "neurostimulation")
_TRIAL = "spinal-cord-stimulation-trial"
#: What comes after it, also where a device is named.
_IMPLANTS = frozenset({"implant", "implantation"})
_STAGES = _IMPLANTS | {"trial"}
#: Before such a word …
_POINTING = frozenset("the a this that each every any permanent final full definitive".split())
_PRAISED = frozenset("successful positive good short temporary initial first preliminary brief".split())
#: … and what a study is called, or is spoken of with.
_OF_STUDIES = frozenset(
    """randomized randomised controlled clinical large small recent multicenter multicentre published blinded
    patients participants people evidence study studies showed found offer
    """.split()
)
_REACH = 6


def with_stages(tokens: Sequence[Token], mentions: Sequence[Mention], topic: Topic, lexicon: Lexicon) -> list[Mention]:
    """Return the mentions of a sentence, with the trial and the implant of its passage's stimulation."""
    words = [token.norm for token in tokens]
    result = list(mentions)
    if _STAGES.isdisjoint(words):
        return result
    tested, trial = _tested(topic), lexicon.entities.get(_TRIAL)
    if tested is None or trial is None:
        return result
    taken = {position: mention for mention in result for position in range(mention.first, mention.last)}
    for position, norm in enumerate(words):
        mention = taken.get(position)
        if norm == "trial" and mention is None and _is_test(tokens, position):
            result.append(_mention(tokens, position, trial))
        elif norm in _IMPLANTS and mention is None and _is_pointed_at(tokens, position):
            result.append(_mention(tokens, position, tested))
        elif norm == "implant" and mention is not None and _is_pointed_at(tokens, mention.first):
            result[result.index(mention)] = replace(mention, others=(*mention.others, tested))
    return sorted(result, key=lambda found: found.first)


def _tested(topic: Topic) -> Entity | None:
    """Return the stimulation that the passage is about, if it is about no other treatment."""
    about = [entity for entity in topic.heading if entity.kind in CARE]
    about = about or [entity for entity in topic.weak if entity.kind in CARE]
    tested = next((entity for entity in about if entity.id in _TESTED), None)
    return tested if all(entity.id in {*_TESTED, _TRIAL} for entity in about) else None


def _is_test(tokens: Sequence[Token], position: int) -> bool:
    """Tell whether 'trial' is that of a stimulation and no study."""
    near = {token.word for token in tokens[max(0, position - _REACH // 2) : position + _REACH]}
    before = tokens[position - 1].word if position else ""
    pointed = before in _POINTING | _PRAISED or position == 0
    return tokens[position].word == "trial" and pointed and near.isdisjoint(_OF_STUDIES)


def _is_pointed_at(tokens: Sequence[Token], position: int) -> bool:
    return position == 0 or tokens[position - 1].word in _POINTING


def _mention(tokens: Sequence[Token], position: int, entity: Entity) -> Mention:
    token = tokens[position]
    return Mention(token.start, token.end, position, position + 1, (entity,), resolved=True)
