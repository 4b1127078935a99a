"""Where a pain comes from, which is named behind it: of 'sciatica that is due to a tumor' the tumor is the source."""

from __future__ import annotations

from collections.abc import Sequence

from paingraph.loader.phrases import Sentence
from paingraph.loader.topic import CONDITION

__all__ = ["FROM", "is_source"]

#: Between a pain and the condition that it comes from.
FROM = frozenset("from of due caused in arising stemming resulting originating because after".split())
#: What does not say so of every name before it: 'headache after a fall', 'sciatica in stenosis'.
_DOUBTFUL = frozenset({"in", "after"})
#: Between two such conditions: 'due to a fracture or to stenosis'.
_JOINING = frozenset({"and", "or", "and/or"})
#: So many words may stand between a pain and where it comes from.
_REACH = 8


def is_source(sentence: Sentence, index: int) -> bool:
    """Tell whether a condition is where a named pain comes from, which is what is treated: 'sciatica from a tumor'."""
    for before in range(index - 1, max(-1, index - _REACH), -1):
        phrase = sentence.items[before].phrase
        if phrase is None:
            continue
        if phrase.kinds != CONDITION:
            return False
        between = [item.word for item in sentence.items[before + 1 : index]]
        if between and between[0] in _JOINING:
            return between[1:] != [] and is_source(sentence, before)
        named = {reading.id for member in phrase.members for reading in member.mention.readings}
        return named != {"pain"} and bool(between) and (between[0] in FROM - _DOUBTFUL or _comes_from(between))
    return False


def _comes_from(words: Sequence[str]) -> bool:
    return words[0] in {"that", "which"} and not FROM.isdisjoint(words[1:])
