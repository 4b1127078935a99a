"""What a sentence defines or describes: of 'X is a Y that …' and of 'X, a variant of Y, …' that is X."""

from __future__ import annotations

from paingraph.loader.phrases import Item, Sentence
from paingraph.loader.prepositions import BARRIERS, preposition_of
from paingraph.loader.rules import Rule

__all__ = [
    "AUXILIARIES",
    "COPULAS",
    "ORIGINS",
    "RELATIVES",
    "SINGULAR",
    "before_insert",
    "defined",
    "is_possible",
    "of_copula",
]

#: How a relative clause begins.
RELATIVES = frozenset({"which", "that", "who"})
#: With one of these a clause speaks of one thing: of 'A and B, which is …' of the last.
SINGULAR = frozenset({"is", "was", "has", "does"})
#: Between what is defined and what it is said to be.
COPULAS = frozenset({"is", "are"})
#: How a description begins that is set between two commas.
_INSERTED = frozenset("a an the which who one also or sometimes called known formerly usually often".split())
#: So many words stand between a thing and the copula or comma before what is said to be.
_REACH = 7
_SORTS = frozenset("kind type form sort variety".split())
#: What says where something comes from, and how it is said of what is defined by it: 'X is pain caused by …'.
ORIGINS = frozenset({"causedBy", "hasPainGenerator"})
_ORIGINATING = frozenset("caused due arising resulting stemming from originating after".split())
#: Between 'and' and the verb that it joins to another.
AUXILIARIES = frozenset("is are was were can may might will also then both often to".split())


def defined(sentence: Sentence, index: int, rule: Rule) -> int:
    """Return what a relative clause speaks of: of 'X is a Y that …' that is X, not Y."""
    behind = [item.word for item in sentence.items[index + 1 : index + 3]]
    originating = rule.relation in ORIGINS and behind[:1] and behind[0] in _ORIGINATING
    relative = not RELATIVES.isdisjoint(behind[:1]) or behind == ["in", "which"]
    if not originating and not relative:
        return _definiendum(sentence, index, rule)
    for before in range(index - 1, max(0, index - _REACH), -1):
        item = sentence.items[before]
        if item.phrase is not None or (item.word in BARRIERS and not _is_of_kind(sentence, before)):
            return index
        if item.word in COPULAS:
            return of_copula(sentence, before, index, rule)
        if item.word == "," and sentence.items[before + 1].word in {"a", "an"}:
            return before - 1 if is_possible(sentence.items[before - 1], rule) else index
    return index


def _is_of_kind(sentence: Sentence, preposition: int) -> bool:
    """Tell whether a preposition stands between a kind and what it is of: 'a form of …'."""
    return sentence.items[preposition].word == "of" and sentence.items[preposition - 1].word in _SORTS


def of_copula(sentence: Sentence, copula: int, index: int, rule: Rule) -> int:
    """Return what a copula says of its subject to be a thing, or the thing's index if no such subject is possible."""
    subject = before_insert(sentence, copula, rule)
    subject = copula - 1 if subject is None else subject
    if sentence.items[subject].word == "which" and sentence.items[subject - 1].word == ",":
        subject -= 2  # 'X, which is Y due to …'
    return subject if is_possible(sentence.items[subject], rule) else index


def before_insert(sentence: Sentence, trigger: int, rule: Rule) -> int | None:
    """Return what stands before an insert that ends at the trigger: of 'X, a variant of Y, is …' that is X."""
    last = trigger
    while last and (sentence.items[last].word in AUXILIARIES - {"and"} or last == trigger):
        last -= 1
    if not last or sentence.items[last].word != "," or sentence.items[last + 1].word in {"and", "or"}:
        return None
    first = next((index for index in range(last - 1, 0, -1) if sentence.items[index].word == ","), 0)
    opening = [item.word for item in sentence.items[first + 1 : first + 3]]
    inserted = opening[:1] != [] and (opening[0] in _INSERTED or opening[1:] == ["which"])
    if not first or not inserted or not is_possible(sentence.items[first - 1], rule):
        return None
    return first - 1 if preposition_of(sentence, first - 1, BARRIERS) is None else None


def is_possible(item: Item, rule: Rule) -> bool:
    """Tell whether a phrase names something of a kind that may be the subject of a rule."""
    return item.phrase is not None and not item.phrase.kinds.isdisjoint(rule.subject)


def _definiendum(sentence: Sentence, index: int, rule: Rule) -> int:
    """Return what a general name defines: of 'X is an injection of …' that is X."""
    before = [item.word for item in sentence.items[max(0, index - 4) : index]]
    article = next((word for word in ("a", "an") if word in before), None)
    if article is None or rule.relation == "subtypeOf":
        return index
    copula = index - len(before) + before.index(article) - 1
    between = before[before.index(article) :]
    if copula < 1 or sentence.items[copula].word not in COPULAS or not BARRIERS.isdisjoint(between) or "" in between:
        return index
    return of_copula(sentence, copula, index, rule)
