"""The simple clauses that a sentence is made of, so that a rule need not know how they are put together.

'Nerve blocks, which are done under ultrasound, ease sciatica and can prevent weakness' says 'nerve blocks are done
under ultrasound', 'nerve blocks ease sciatica', 'nerve blocks can prevent weakness'.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from paingraph.loader.definitions import SINGULAR
from paingraph.loader.enumerations import coordinate
from paingraph.loader.phrases import Item, Phrase, Sentence

__all__ = ["simple_clauses"]

#: What opens a relative clause about a thing, about a place or a way, and what stands before either.
_RELATIVES = frozenset({"which", "who"})
_PLACES = frozenset({"where", "whereby", "wherein"})
_PREPOSITIONS = frozenset("in during for by with through to into after before at from on via of under".split())
#: With these a phrase belongs to the one before it: 'ablation of the nerves, performed under …'.
_ATTACHING = frozenset("of in into to at on for with near around".split())
_ARTICLES = frozenset({"a", "an", "the", "another", "one"})
#: Participles that no ending tells.
_IRREGULAR = frozenset("given done made put taken held known found shown meant sent kept born brought".split())
_FINITE = frozenset(
    "is are was were can may might will would should must has have had does do did cannot remains remain".split()
)
_ADVERBS = frozenset("also often usually sometimes then thus therefore rarely never not".split())
_ENDS = frozenset({";", "—", "."})
#: Behind these a comma goes on with what stood before it.
_GOING_ON = frozenset({"and", "or", "nor", "but"})
#: A sentence without any of these is simple.
_PARTING = _GOING_ON | {","}
#: Before what a sentence enumerates.
_ENUMERATING = frozenset("include includes including are is with of as for by from in to a an the :".split())
#: With these a sentence names something, of which it goes on to speak.
_NAMING = frozenset({"called", "named", "known", "termed"})
#: So many words has a thing that nobody knows.
_UNKNOWN = 4


def simple_clauses(sentence: Sentence, verbs: frozenset[str]) -> Iterator[list[Sentence]]:
    """Yield the clauses of a sentence; for each one or more ways to read it, of which the first that tells counts."""
    if _PARTING.isdisjoint(sentence.words):
        return
    for part in _parts(sentence.items):
        if _PARTING.isdisjoint([item.word for item in part]):
            continue
        inserts = list(_inserts(part, verbs))
        for comma, end in inserts:
            yield [Sentence(clause) for clause in _of_insert(part, comma, end)]
        main = coordinate(_without(part, inserts), verbs) if inserts else part
        known = _without(main, list(_unknown(main, verbs)))
        if len(known) < len(part):
            yield [Sentence(known)]
        for predicate in _predicates(known):
            yield [Sentence(predicate)]


def _parts(items: Sequence[Item]) -> Iterator[list[Item]]:
    """Yield the items between the signs that end a clause."""
    part: list[Item] = []
    for item in items:
        if item.word not in _ENDS:
            part.append(item)
        elif part:
            yield part
            part = []
    if part:
        yield part


def _inserts(part: Sequence[Item], verbs: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield where what is set behind a name begins, with a comma, and ends: before a comma, or with the clause."""
    last = 0
    for comma, item in enumerate(part[:-2]):
        if item.word != "," or comma <= last or part[comma - 1].phrase is None:
            continue
        end = _end(part, comma)
        first, second = part[comma + 1], part[comma + 2]
        acting = second.word in verbs or second.word in _FINITE or second.word in _ADVERBS or second.word[-2:] == "ly"
        relative = first.word in _RELATIVES and acting
        placing = first.word in _PLACES or (first.word in _PREPOSITIONS and second.word == "which")
        apposition = first.word in _ARTICLES and end < len(part)
        if relative or placing or apposition or _is_participle(first, verbs):
            last = end
            yield comma, end


def _is_participle(item: Item, verbs: frozenset[str]) -> bool:
    return item.phrase is None and (item.word in _IRREGULAR or (item.word.endswith("ed") and item.word in verbs))


def _end(part: Sequence[Item], comma: int) -> int:
    """Return where the comma stands that ends what begins behind another one, or the end of the clause."""
    for index in range(comma + 2, len(part) - 1):
        going_on = part[index + 1].word in _GOING_ON and not _is_finite(part[index + 2 : index + 4])
        if part[index].word == "," and not going_on:
            return index
    return len(part)


def _of_insert(part: Sequence[Item], comma: int, end: int) -> list[list[Item]]:
    """Return the ways to read an insert as a clause about a name before it."""
    first, rest = part[comma + 1], list(part[comma + 2 : end])
    sign, copula, within = (Item(first.start, first.start, word) for word in (",", "is", "in"))
    if first.word in _RELATIVES:
        names = _antecedents(part, comma - 1)
        told = [name for name in names if first.word == "which" or _is_person(name)]
        return [[_last_of(name) if rest[0].word in SINGULAR else name, *rest] for name in told]
    if first.word in _PLACES:
        return [[within, part[comma - 1], sign, *rest]]
    if first.word in _PREPOSITIONS:
        return [[first, part[comma - 1], sign, *rest[1:]]]
    return [[name, copula, first, *rest] for name in _antecedents(part, comma - 1)]


def _last_of(name: Item) -> Item:
    """Return the last thing that a name enumerates, of which alone 'which is' speaks."""
    members = name.phrase.members if name.phrase is not None else ()
    if len(members) < 2 or members[-1].example:
        return name
    return Item(members[-1].mention.start, name.end, "", Phrase(members[-1:]))


def _is_person(item: Item) -> bool:
    return item.phrase is not None and any(member.mention.person for member in item.phrase.members)


def _antecedents(part: Sequence[Item], index: int) -> list[Item]:
    """Return the name at a place, and the one that it belongs to."""
    names = [part[index]]
    before = index - 1
    while before > 0 and part[before].phrase is None and index - before < _UNKNOWN:
        if part[before].word in _ATTACHING and part[before - 1].phrase is not None:
            return [*names, part[before - 1]]
        before -= 1
    return names


def _unknown(part: Sequence[Item], verbs: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield where an enumeration names what nobody knows: 'include poor sleep, infection and …'."""
    for index, item in enumerate(part):
        if item.word == "," and index + 1 < len(part) and part[index + 1].phrase is not None:
            first = index
            while first and part[first - 1].phrase is None and part[first - 1].word not in _ENUMERATING | {","}:
                first -= 1
            opened = first > 0 and part[first - 1].word in _ENUMERATING
            if opened and 0 < index - first <= _UNKNOWN and not _states(part[first:index], verbs):
                yield first - 1, index
        elif item.word == "and" and index and part[index - 1].phrase is not None:
            last = index + 1
            while last < len(part) and part[last].phrase is None and part[last].word not in {"are", ","}:
                last += 1
            closed = last < len(part) and part[last].word == "are"
            if closed and 1 < last - index <= _UNKNOWN + 1 and not _states(part[index + 1 : last], verbs):
                yield index, last - 1


def _states(items: Sequence[Item], verbs: frozenset[str]) -> bool:
    return any(item.word in _FINITE or (item.word in verbs and not item.word.endswith("ing")) for item in items)


def _without(part: Sequence[Item], left_out: Sequence[tuple[int, int]]) -> list[Item]:
    """Return a clause without some stretches: an insert with both its commas, or what stands up to an item."""
    kept: list[Item] = []
    start = 0
    for first, last in left_out:
        kept += part[start : first + (part[first].word in _ENUMERATING)]
        start = last + 1
    return [*kept, *part[start:]]


def _predicates(part: Sequence[Item]) -> Iterator[list[Item]]:
    """Yield what else is said of the subject of a clause: '… and can prevent weakness'."""
    subject = next((index for index, item in enumerate(part) if item.phrase is not None), len(part))
    before = {item.word for item in part[:subject]}
    naming = not _NAMING.isdisjoint(item.word for item in part[subject + 1 : subject + _UNKNOWN])
    if subject > _UNKNOWN or naming or not before.isdisjoint(_PREPOSITIONS | _FINITE | _RELATIVES):
        return
    joints = [
        index
        for index in range(subject + 2, len(part) - 1)
        if part[index].word in _GOING_ON and _is_finite(part[index + 1 : index + 3])
    ]
    for start, end in pairwise([*joints, len(part)]):
        yield [*part[: subject + 1], *part[start + 1 : end]]


def _is_finite(items: Sequence[Item]) -> bool:
    words = [item.word for item in items if item.word not in _ADVERBS and not item.word.endswith("ly")]
    return bool(words) and words[0] in _FINITE
