"""Sentences that introduce a list, whose general noun may stand before the verb: 'several conditions respond:'."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from paingraph.loader.phrases import Item
from paingraph.loader.topic import CARE, CONDITION

__all__ = ["with_list"]

#: Nouns for whatever there is of some kinds.
_GENERAL: Mapping[str, frozenset[str]] = {
    **dict.fromkeys("conditions disorders problems diseases".split(), CONDITION),
    **dict.fromkeys("procedures treatments techniques therapies interventions options measures methods".split(), CARE),
    **dict.fromkeys("drugs medicines medications agents".split(), frozenset({"Substance"})),
}
#: Before such a noun, or a name that ends with one, these announce that several things follow.
_SEVERAL = frozenset("several many some various following these certain different number range variety common".split())
_REACH = 3
#: What begins the predicate of such a noun.
_VERBS = frozenset(
    """help helps relieve treat ease reduce may can might could will are is respond benefit improve cause contribute
    lead have""".split()
)
#: … and of 'the following' alone.
_HELPING = frozenset("help helps relieve treat ease reduce can may".split())
#: Behind these the list follows without more ado.
_OPENING = frozenset("include includes including are is follows following as like with for by from".split())


def with_list(items: Sequence[Item], behind: Item) -> list[Item]:
    """Return the items of a lead-in with the phrase of its list: where its general noun stands, or else at its end."""
    words = [item.word for item in items]
    pointing = words.index("following") if "following" in words[:-1] else 0
    if pointing and words[pointing - 1] == "the" and words[pointing + 1] in _HELPING:
        return [*items[: pointing - 1], behind, *items[pointing + 1 :]]  # 'the following may help against …:'
    place = _place(items, behind)
    if place is None:
        return [*items, Item(behind.start, behind.start, ":"), behind]
    noun = items[place]
    joint = [Item(noun.end, noun.end, "such"), Item(noun.end, noun.end, "as")]
    first = place - 1 if words[place - 1] == "following" else place  # which is no preposition here
    return [*items[:first], noun, *joint, behind, *items[place + 1 :]]


def _place(items: Sequence[Item], behind: Item) -> int | None:
    """Return where a lead-in says by a general noun what is listed, and goes on with a verb of its own."""
    kinds = behind.phrase.kinds if behind.phrase is not None else frozenset()
    if len(items) < _REACH or items[-1].word in _OPENING:
        return None
    for index, item in enumerate(items[:-2]):
        before = {other.word for other in items[max(0, index - _REACH) : index]}
        if _SEVERAL.isdisjoint(before) or items[index + 1].word not in _VERBS:
            continue
        named = item.phrase.kinds if item.phrase is not None and "following" in before else frozenset()
        if kinds & (named | _GENERAL.get(_noun(item), frozenset())):
            return index
    return None


def _noun(item: Item) -> str:
    """Return the noun that an item is, or with which the one name that it holds ends, in the plural."""
    if item.phrase is None:
        return item.word
    labels = [reading.label for member in item.phrase.members for reading in member.mention.readings]
    return f"{labels[0].split()[-1]}s" if len(labels) == 1 else ""
