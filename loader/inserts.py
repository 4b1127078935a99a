"""A sentence without what commas set into it: 'is given, under ultrasound, for sciatica'."""

from __future__ import annotations

from collections.abc import Sequence

from paingraph.loader.enumerations import coordinate
from paingraph.loader.phrases import Item, Sentence

__all__ = ["without_inserts"]

#: The first words of what is set between two commas.
_OPENERS = frozenset(
    """under with without guided performed done given using by in at on after before during from for once over although
    though as usually often sometimes too however also together like unlike along both
    about around being known called according he she they says much while sooner later therefore moreover then finally
    more less rarely occasionally mostly chiefly especially particularly
    """.split()
)
#: An enumeration goes on over one that only says how often: 'a tumor or, less often, an infection'.
_FREQUENCIES = frozenset("more less rarely occasionally often sometimes usually perhaps".split())
_GOING_ON = frozenset({"and", "or", "nor", ","})
#: How many items stand between two commas at most.
_LONGEST = 12


def without_inserts(sentence: Sentence, verbs: frozenset[str]) -> Sentence | None:
    """Return the sentence without its inserts, or nothing if it has none."""
    if "," not in sentence.words or sentence.words.isdisjoint(_OPENERS):
        return None
    items = list(sentence.items)
    found = joined = False
    index = 1
    while index < len(items) - 2:
        end = _insert(items, index) if items[index].word == "," else 0
        if end:
            joined = joined or items[index + 1].word in _FREQUENCIES
            del items[index : end + 1]
            found = True
        else:
            index += 1
    return Sentence(coordinate(items, verbs) if joined else items) if found else None


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
