"""When a text turns from the procedure of its heading to another, and when it comes back to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from paingraph.loader.claims import Entity
from paingraph.loader.foreground import opens
from paingraph.loader.lexicon import Lexicon
from paingraph.loader.main_procedure import SECONDARY
from paingraph.loader.mentions import Mention
from paingraph.loader.phrases import Phrase, Sentence
from paingraph.loader.topic import CARE_NOUNS, Topic, is_trial

__all__ = ["one_procedure", "turn"]


def turn(sentence: Sentence, index: int, phrase: Phrase, topic: Topic, lexicon: Lexicon, *, opening: bool) -> None:
    """Let the text turn to the procedure that is a sentence's subject, the phrase at an index.

    Behind a clause that opens the sentence only a kind of what the heading names is turned to.
    """
    turned = [reading for member in phrase.members for reading in _as_procedure(member.mention)]
    if opening or any(lexicon.is_kind_of(r.id, entity.id) for r in turned for entity in topic.heading):
        _turn(topic, turned, lexicon, first=opens(sentence, index))
    if _names(sentence, index, topic.heading):
        topic.focus = ()  # 'a block precedes the ablation' still speaks of the ablation


def _turn(topic: Topic, readings: Sequence[Entity], lexicon: Lexicon, *, first: bool) -> None:
    """Let the text turn to the procedure that is a sentence's subject, or back to that of the heading.

    Where no heading names a procedure, only a sentence that speaks of it `first` turns to it.
    """
    procedures = _procedures(readings, lexicon)
    if not procedures or len(procedures) != len(readings):
        return
    own = tuple(entity for entity in topic.heading if entity.kind == "Procedure")
    narrower = bool(own) and all(lexicon.is_kind_of(entity.id, procedures[0].id) for entity in own)
    topic.focus = () if narrower or not (own or first) else procedures


def _as_procedure(mention: Mention) -> tuple[Entity, ...]:
    """Return what a name stands for, for a device the procedure that needs it."""
    device = any(reading.kind == "Device" for reading in mention.readings)
    return mention.others if device and mention.others else mention.readings


def _names(sentence: Sentence, subject: int, procedures: Sequence[Entity]) -> bool:
    """Tell whether a sentence names one of the procedures behind its subject."""
    sought = [entity for entity in procedures if entity.kind == "Procedure"]
    phrases = [phrase for index, phrase in sentence.phrases if index > subject] if sought else []
    mentions = (member.mention for phrase in phrases for member in phrase.members)
    return any(entity in sought for mention in mentions for entity in (*mention.readings[:1], *mention.others))


def one_procedure(sentence: Sentence, lexicon: Lexicon, before: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """Return the one procedure that a sentence names, none if it names several, or that before if it names none."""
    members = (m for _, phrase in sentence.phrases if "Procedure" in phrase.kinds for m in phrase.members)
    named = dict.fromkeys(reading for member in members for reading in member.mention.readings[:1])
    found = _procedures(named, lexicon)
    return found[:1] if len(found) == 1 else () if found else before


def _procedures(named: Iterable[Entity], lexicon: Lexicon) -> tuple[Entity, ...]:
    """Return the procedures among what is named, without names for any procedure and those of lesser account."""
    unfit = SECONDARY | lexicon.owned
    procedures = (e for e in named if e.kind == "Procedure" and e.id not in unfit)
    return tuple(e for e in procedures if e.label not in CARE_NOUNS and not is_trial(e))
