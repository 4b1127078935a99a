"""A sentence without what commas set into it: 'is given, under ultrasound, for sciatica'."""

from __future__ import annotations

from collections.abc import Sequence

from paingraph.loader.enumerations import STOPPERS, coordinate
from paingraph.loader.phrases import Item, Sentence

__all__ = ["without_inserts"]

#: The first words of what is set between two commas.
_OPENERS = frozenset(
    """under with without guided performed done given using by in at on after before during from for once over although
    though as usually often sometimes too however also together like unlike along both
    about around being known called according he she they says much while sooner later therefore moreover then finally
    more less now rarely occasionally mostly chiefly especially particularly
    """.split()
)
#: An enumeration goes on over one that only says how often: 'a tumor or, less often, an infection'.
_FREQUENCIES = frozenset("more less now rarely occasionally often sometimes usually perhaps".split())
_GOING_ON = frozenset({"and", "or", "nor", ","})
#: How many items stand between two commas at most.
_LONGEST = 12
#: So few items behind a bracket stands the next thing of an enumeration.
_NEAR = 5
#: A bracket with one of these gives examples.
_GIVING = frozenset({"such", "e.g.", "including", "like", "especially", "example", "("})


def without_inserts(sentence: Sentence, verbs: frozenset[str]) -> Sentence | None:
    """Return the sentence without its inserts, or nothing if it has none."""
    glossed = "(" in sentence.words
    if not glossed and ("," not in sentence.words or sentence.words.isdisjoint(_OPENERS)):
        return None
    items = _without_glosses(sentence.items) if glossed else list(sentence.items)
    found = joined = len(items) < len(sentence.items)
    index = 1
    while index < len(items) - 2:
        end = _insert(items, index) if items[index].word == "," else 0
        if end:
            joined = joined or items[index + 1].word in _FREQUENCIES or items[index + 2].word == "rare"
            del items[index : end + 1]
            found = True
        else:
            index += 1
    return Sentence(coordinate(items, verbs) if joined else items) if found else None


def _without_glosses(items: Sequence[Item]) -> list[Item]:
    """Return the items without what explains a name in brackets amid an enumeration: 'gout (a pain), sciatica'."""
    kept: list[Item] = []
    index = 0
    while index < len(items):
        end = _bracket(items, index) if items[index].word == "(" and kept and kept[-1].phrase is not None else 0
        if not end:
            kept.append(items[index])
        index = max(index, end) + 1
    return kept


def _bracket(items: Sequence[Item], opening: int) -> int:
    """Return where a bracket is closed that gives no examples and that an enumeration goes on behind, else 0."""
    for index in range(opening + 1, min(len(items) - 1, opening + _LONGEST)):
        if items[index].word == ")":
            return index if _goes_on(items, opening, index) else 0
        if items[index].word in _GIVING:
            return 0
    return 0


def _goes_on(items: Sequence[Item], opening: int, closing: int) -> bool:
    """Tell whether behind a bracket stands one more thing of the kind of what stands before it."""
    before = items[opening - 1].phrase
    for index in range(closing + 1, min(len(items), closing + _NEAR)):
        phrase = items[index].phrase
        if phrase is not None:
            return index > closing + 1 and before is not None and not phrase.kinds.isdisjoint(before.kinds)
        if items[index].word in STOPPERS:
            return False
    return False


def _insert(items: Sequence[Item], comma: int) -> int:
    """Return where the comma stands that ends what begins behind another one, 0 if nothing is set between them."""
    if items[comma + 1].word not in _OPENERS:
        return 0
    for index in range(comma + 2, min(len(items) - 1, comma + _LONGEST)):
        if items[index].word in {".", ";", ":", "—", "("}:
            return 0
        if items[index].word == ",":
            return 0 if items[index + 1].word in _GOING_ON else index
    return 0
