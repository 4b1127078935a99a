"""The preposition that governs a phrase, so that it is no subject: 'of' before the knee in 'injection of the knee'."""

from __future__ import annotations

from paingraph.loader.phrases import Item, Sentence
from paingraph.loader.topic import CARE_NOUNS

__all__ = ["BARRIERS", "is_after", "is_aim", "opens_sentence", "preposition_of"]

#: A phrase after one of these is not the subject of what follows.
BARRIERS = frozenset(
    """of in for with without to into from than unlike before after as like on under avoid avoiding despite against
    between near around over within through via by following including
    """.split()
)
#: … unless it opens the sentence: 'With a facet joint injection, the doctor …'.
_OPENERS = frozenset({"with", "in", "during", "for", "through", "using", "by"})
#: 'The goal of a nerve block is …' speaks of the block.
_AIMS = frozenset(
    """most all some many each both one series course program programme session sessions goal aim purpose objective
    benefit benefits use point specialty speciality job role task mission focus field practice division department
    section""".split()
)
_SINGULAR = frozenset({"each", "every"})
_DETERMINERS = frozenset({"almost", "nearly", *_SINGULAR})
_RELATIVES = frozenset({"which", "whom"})
#: How many words may stand between a name and the preposition that governs it.
_REACH = 4


def preposition_of(sentence: Sentence, index: int, barriers: frozenset[str]) -> int | None:
    """Return the preposition that governs a phrase, if it stands close before it."""
    determined = False
    for before in range(index - 1, max(-1, index - 1 - _REACH), -1):
        item = sentence.items[before]
        if item.phrase is not None:
            return None
        if item.word in barriers:
            return before
        if item.word in _RELATIVES:
            return None  # 'a program in which psychologists …'
        if determined and item.word not in _DETERMINERS:
            return None  # 'by the end of the year each fellow'
        determined = determined or item.word in _SINGULAR
        if not item.word[0].isalpha():
            return None
    return None


def is_after(sentence: Sentence, index: int, barriers: frozenset[str]) -> bool:
    """Tell whether one of the barriers stands close before a phrase, whatever else is between."""
    return any(item.word in barriers for item in sentence.items[max(0, index - _REACH) : index] if item.phrase is None)


def opens_sentence(sentence: Sentence, preposition: int, item: Item, *, named: bool) -> bool:
    """Tell whether a phrase opens the sentence with its preposition: 'With a facet joint injection, …'."""
    opening = preposition == 0 or sentence.items[preposition - 1].word == ";"
    if not opening or sentence.items[preposition].word not in _OPENERS or item.phrase is None:
        return False
    readings = (reading for member in item.phrase.members for reading in member.mention.readings)
    return not named or any(reading.label not in CARE_NOUNS for reading in readings)


def is_aim(sentence: Sentence, preposition: int) -> bool:
    """Tell whether a preposition follows a word for an aim or a share of what it governs: 'the goal of …'."""
    words = [item.word for item in sentence.items[max(0, preposition - 1) : preposition + 1]]
    return len(words) == 2 and words[1] == "of" and words[0] in _AIMS
