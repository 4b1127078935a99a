"""Structures of the body that are named and to which nothing is done: passed by, harmed, the place of a disorder."""

from __future__ import annotations

import re

from paingraph.loader.phrases import Sentence
from paingraph.loader.rules import Rule
from paingraph.loader.topic import CONDITION

__all__ = ["is_bystander", "is_harmed"]

#: The one rule for which the place of a disorder is a target: what calms the inflammation around a nerve.
_AROUND = "targets.around"
#: The one for which much may stand between what is put somewhere and the place.
_REACHED = "targets.reached"
#: Between a disorder and its place: 'inflammation around the irritated nerve'.
_PLACES, _PLACED = frozenset({"around", "of", "in", "near", "at"}), 4
#: Between what is done and a structure to which it is not done.
_PASSING = frozenset({"outside", "that", "which", "who"})
#: Between the harm to a structure and its name.
_NEAR = 5
_HARMS = frozenset("damage injury injuries irritation compression disease wear trouble".split())
#: Here another clause begins.
_CLAUSE_ENDS = frozenset({".", ";", ":", ",", "—", "which", "because", "but"})


def is_bystander(sentence: Sentence, rule: Rule, match: re.Match[str]) -> bool:
    """Tell whether what a match names is no target of what is done."""
    trigger = sentence.index_at(match.start())
    if rule.id == _AROUND:
        return _is_eased_by_drug(sentence, trigger)
    apart = _is_supposed(sentence, trigger) if rule.id == _REACHED else _is_passed_by(sentence, match)
    return apart or _is_place_of_disorder(sentence, match)


def _is_place_of_disorder(sentence: Sentence, match: re.Match[str]) -> bool:
    """Tell whether a structure is only where a disorder is: 'the drug reduces inflammation around the nerve'."""
    last = int(match.groupdict().get("object") or 0)
    for index in range(last - 1, max(0, last - _PLACED), -1):
        item, before = sentence.items[index], sentence.items[index - 1].phrase
        if item.phrase is not None:
            return False
        if item.word in _PLACES:
            return before is not None and before.kinds == CONDITION
    return False


def _is_eased_by_drug(sentence: Sentence, trigger: int) -> bool:
    """Tell whether it is a drug that calms a disorder, and not a procedure that aims at its place."""
    nearest = next((item.phrase for item in reversed(sentence.items[:trigger]) if item.phrase is not None), None)
    return nearest is not None and nearest.kinds == {"Substance"}


def _is_passed_by(sentence: Sentence, match: re.Match[str]) -> bool:
    """Tell whether a structure is named for something else: 'outside the cord', 'tissue that irritates the nerve'."""
    last = int(match.groupdict().get("object") or 0)
    between = {item.word for item in sentence.items[sentence.index_at(match.start()) : last]}
    return not between.isdisjoint(_PASSING)


def _is_supposed(sentence: Sentence, trigger: int) -> bool:
    """Tell whether a clause only says what may go amiss: 'the leg may be numb if the drug reaches the nerve'."""
    for index in range(trigger, 0, -1):
        if sentence.items[index].word in _CLAUSE_ENDS:
            return False
        if sentence.items[index].word == "if":
            return True
    return False


def is_harmed(sentence: Sentence, match: re.Match[str]) -> bool:
    """Tell whether it is the harm to a structure that is found: 'they show damage to the nerve'."""
    index = int(match.groupdict().get("object") or 0)
    return not _HARMS.isdisjoint(item.word for item in sentence.items[max(0, index - _NEAR) : index])
