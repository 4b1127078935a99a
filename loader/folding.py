"""What stands between a name and its sentence and says nothing to rules: asides, measures, the place of a pain."""

from __future__ import annotations

from collections.abc import Sequence

from paingraph.loader.enumerations import COORDINATORS, DETERMINERS, STOPPERS
from paingraph.loader.phrases import Item

__all__ = ["fold"]

_DOSED = frozenset({"Substance", "Therapy"})
_MEASURES = frozenset(
    "dose doses amount amounts mixture course drops drop ml millilitres milliliters volume quantity combination".split()
)
_SIZES = frozenset("small short few little single low high large further second brief weak".split())
#: How many items a description may have whose name follows in parentheses, and what it goes not beyond.
_DESCRIPTION = 12
_BREAKS = frozenset(". ; : ( ) and or but".split())
#: Among its first words a parenthesis says so that it gives another name.
_CALLED, _CALLING = frozenset({"called", "termed", "aka"}), 5
#: What announces examples, word by word: each is read as 'such as' where one follows.
_ANNOUNCING = (("e.g.",), ("eg",), ("for", "example"), ("for", "instance"))
_BEFORE_EXAMPLES = frozenset({",", "(", "—"})
#: So many words may stand before the first example.
_NEAR = 3
#: Conditions are named with their places.
_PLACED = frozenset({"Condition"})
_PLACING = frozenset({"of", "in", "at"})


def fold(items: Sequence[Item]) -> list[Item]:
    """Return the items of a sentence without what rules would stumble over."""
    words = {item.word for item in items}
    if not words.isdisjoint({"e.g.", "eg", "example", "instance"}):
        items = _with_examples(items)
    if "(" in words:
        items = _without_asides(_named_behind(_unite(items)))
    if {"with", "or", "without"} <= words:
        items = _without_either(items)
    if "of" in words and not words.isdisjoint(_MEASURES):
        items = _without_measures(items)
    if "after" in words:
        items = _fold_sequels(items)
    return list(items) if words.isdisjoint(_PLACING) else _fold_places(items)


def _with_examples(items: Sequence[Item]) -> list[Item]:
    """Read 'e.g.' and 'for example' between a name and its examples as 'such as'."""
    result = list(items)
    for index in range(len(items) - 2, 0, -1):
        words = tuple(item.word for item in result[index : index + 4])
        length = next((len(known) for known in _ANNOUNCING if words[: len(known)] == known), 0)
        if not length or not (result[index - 1].phrase or result[index - 1].word in _BEFORE_EXAMPLES):
            continue
        end = index + length
        end += result[end : end + 1] != [] and result[end].word in {",", ":"}
        if any(item.phrase for item in result[end : end + _NEAR]):
            start, stop = result[index].start, result[end - 1].end
            result[index:end] = [Item(start, stop, "such"), Item(start, stop, "as")]
    return result


def _without_either(items: Sequence[Item]) -> list[Item]:
    """Leave out what may be there or not: 'laminectomy, with or without fusion'; drugs are given together."""
    result = list(items)
    for index in range(len(result) - 3, -1, -1):
        if [item.word for item in result[index : index + 3]] == ["with", "or", "without"]:
            last = next((i for i in range(index + 3, min(index + 6, len(result))) if result[i].phrase), None)
            if last is None:
                continue
            between = result[index - 1].word == "," and result[last + 1 : last + 2] and result[last + 1].word == ","
            first, end = (index - 1, last + 2) if between else (index, last + 1)
            given = _is_drug(result[last]) and any(map(_is_drug, result[:index]))
            joint = Item(result[index].start, result[index + 2].end, "and")
            result[first:end] = [joint, result[last]] if given else []
    return result


def _is_drug(item: Item) -> bool:
    return item.phrase is not None and item.phrase.kinds == {"Substance"}


def _unite(items: Sequence[Item]) -> list[Item]:
    """Take 'complex regional pain syndrome (CRPS)' for one mention."""
    result = list(items)
    index = 0
    while index + 3 < len(result):
        first, opening, second, closing = result[index : index + 4]
        if (
            first.phrase
            and second.phrase
            and opening.word == "("
            and closing.word == ")"
            and first.phrase.members
            and second.phrase.members
        ):
            long, short = first.phrase.members[0].mention, second.phrase.members[0].mention
            if set(long.readings) & set(short.readings):
                result[index : index + 4] = [Item(first.start, closing.end, "", first.phrase)]
        index += 1
    return result


def _named_behind(items: Sequence[Item]) -> list[Item]:
    """Take 'bleeding in the spinal canal (spinal epidural hematoma)' for what the parenthesis names."""
    result = list(items)
    for opening in range(len(result) - 3, 0, -1):
        if opening + 2 >= len(result) or (result[opening].word, result[opening + 2].word) != ("(", ")"):
            continue
        named, first = result[opening + 1].phrase, opening - 1
        while first > 0 and opening - first < _DESCRIPTION and result[first].word not in _BREAKS:
            phrase = result[first].phrase
            if phrase is not None and phrase.kinds & _PLACED:
                break
            first -= 1
        described = result[first].phrase
        if named is None or described is None or first == opening - 1:
            continue
        if named.kinds == described.kinds == _PLACED and len(named.members) == len(described.members) == 1:
            result[first : opening + 3] = [Item(result[first].start, result[opening + 2].end, "", named)]
    return result


def _without_asides(items: Sequence[Item]) -> list[Item]:
    """Leave out parentheses that name nothing: '(if any)'."""
    result: list[Item] = []
    opening: int | None = None
    for item in items:
        if item.word == "(":
            opening = len(result)
        result.append(item)
        if item.word == ")" and opening is not None:
            if not any(inside.phrase for inside in result[opening:]) or (opening and _is_by_name(result[opening:])):
                del result[opening:]
            opening = None
    return result


def _is_by_name(aside: Sequence[Item]) -> bool:
    """Tell whether a parenthesis gives another name for what stands before it: '(also called …)'."""
    return any(item.word in _CALLED for item in aside[:_CALLING])


def _without_measures(items: Sequence[Item]) -> list[Item]:
    """Leave out 'a small dose of' before what is dosed."""
    result: list[Item] = []
    for item in items:
        if (
            item.phrase is not None
            and item.phrase.kinds & _DOSED
            and len(result) > 1
            and result[-1].word == "of"
            and result[-2].word in _MEASURES
        ):
            del result[-2:]
            while (
                result
                and result[-1].phrase is None
                and (result[-1].word in DETERMINERS | _SIZES or result[-1].word[0].isdigit())
            ):
                result.pop()
        result.append(item)
    return result


def _fold_places(items: Sequence[Item]) -> list[Item]:
    """Take 'of the upper limb' behind a condition into its phrase where the sentence or the enumeration goes on."""
    result = list(items)
    index = 0
    while index < len(result) - 2:
        item = result[index]
        if (
            item.phrase is not None
            and item.phrase.value is None
            and item.phrase.kinds <= _PLACED
            and result[index + 1].word in _PLACING
        ):
            end = index + 2
            while end < len(result) and end - index < 7 and _is_place(result[end]):
                end += 1
            if end > index + 2:
                end = _both_places(result, end)
            if end > index + 2 and (end == len(result) or result[end].word in {",", "and", "or", ".", ";", ")"}):
                result[index:end] = [Item(item.start, result[end - 1].end, "", item.phrase)]
        index += 1
    return result


def _fold_sequels(items: Sequence[Item]) -> list[Item]:
    """Take 'after a stroke' behind a condition into its phrase where another one is enumerated behind it."""
    result = list(items)
    for index in range(len(result) - 5, -1, -1):
        if result[index + 1].word != "after" or not _is_disorder(result[index]):
            continue
        last = index + 2 + (result[index + 2].word in DETERMINERS)
        behind = result[last + 1 : last + 3]
        cause = result[last].phrase
        named = cause is not None and bool(cause.kinds) and cause.kinds <= {"Procedure", "Condition"}
        joined = len(behind) == 2 and behind[0].word in {",", "and", "or"}
        if named and joined and _is_disorder(behind[1]):
            result[index : last + 1] = [Item(result[index].start, result[last].end, "", result[index].phrase)]
    return result


def _is_disorder(item: Item) -> bool:
    return item.phrase is not None and item.phrase.value is None and item.phrase.kinds == _PLACED


def _both_places(items: Sequence[Item], end: int) -> int:
    """Return where a place ends that is two: 'of the trunk and limbs'."""
    joined = items[end].word in {"and", "or"} if end + 2 < len(items) else False
    closed = joined and items[end + 2].word in {",", ".", ";", ")"}
    return end + 2 if closed and _is_place(items[end + 1]) else end


def _is_place(item: Item) -> bool:
    if item.phrase is not None:
        return bool(item.phrase.kinds) and item.phrase.kinds <= {"AnatomicalStructure", "PainGenerator"}
    return item.word.isalpha() and item.word not in STOPPERS and item.word not in COORDINATORS
