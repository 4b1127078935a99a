"""Which names a sentence is about, and which it mentions by the way: governed, bracketed, in another clause."""

from __future__ import annotations

from paingraph.loader.phrases import Phrase, Sentence

__all__ = ["PATIENTS", "PUT", "is_aside", "is_bracketed", "is_origin", "is_put", "main_clause", "opens", "words_before"]

#: What is done with a substance in a procedure.
PUT = frozenset("injected placed delivered infused deposited instilled".split())
#: Before a substance those who put it somewhere do so.
_PUTTING = frozenset("inject injects place places deliver delivers deposit deposits put puts administer".split())
_PUT_BEFORE = 4
#: Those of whom nothing is said but what they have.
PATIENTS = frozenset("patient patients people those anyone someone adults individuals".split())
#: A phrase after one of these is not what the sentence is about …
_PREPOSITIONS = frozenset(
    """for in with after before of to during from than unlike without by on into under over between around beside near
    at via through against within behind inside along onto using despite
    """.split()
)
#: … unless it opens the sentence.
_OPENERS = frozenset({"with", "in", "during"})
_RELATIVES = frozenset({"who", "whom", "whose", "which"})
#: What patients have behind them is not what is spoken of: 'they have tried tablets'.
_HAD, _PERFECT = frozenset("tried taken had undergone completed failed".split()), frozenset({"have", "has", "had"})
#: 'It is the name for X' tells what 'it' is.
_NAMING = frozenset({"name", "term", "word"})
#: 'Most are neurologists' says what those are of whom the passage speaks.
_SHARES = frozenset("most many some others all one two three four five six half both".split())
_COPULAS = frozenset("is are were be".split())
#: Within so many items before what practitioners are besides stands what they are called.
_PREDICATE = 5
#: After one of these stand the disciplines that practitioners come from.
_ORIGINS = frozenset(
    "started come comes came coming drawn recruited background backgrounds began trained training".split()
)
#: With one of these a sentence opens that says only behind a comma what it is about.
_SUBORDINATORS = frozenset("if when once after because although though while until since where unless as".split())
#: … and with one of these begins a clause that is not about what the sentence is.
_SUBORDINATE = frozenset("if when once because although though while until unless whereas".split())


def words_before(sentence: Sentence, index: int) -> set[str]:
    """Return the words among the three items before one, from a comma behind a phrase on: 'For sciatica, a block …'."""
    near = range(max(1, index - 3), index)
    parted = (i for i in near if sentence.items[i].word == "," and sentence.items[i - 1].phrase is not None)
    first = max(parted, default=max(0, index - 3))
    first = max((i + 1 for i in near if sentence.items[i].word in PATIENTS), default=first)
    return {item.word for item in sentence.items[first:index] if item.phrase is None}


def main_clause(sentence: Sentence) -> range:
    """Return which items belong to the main clause: 'You may be offered it when X …' is not about X."""
    items = sentence.items
    start = _main_start(sentence)
    if _SUBORDINATE.isdisjoint(sentence.words):
        return range(start, len(items))
    ends = (index for index in range(start + 2, len(items)) if items[index].word in _SUBORDINATE)
    return range(start, next(ends, len(items)))


def _main_start(sentence: Sentence) -> int:
    """Return where the main clause begins, behind a clause that opens the sentence: 'If X has helped, Y is …'."""
    if _sets_scene(sentence):
        return 3
    if sentence.items[0].word not in _SUBORDINATORS:
        return 0
    comma = next((index for index, item in enumerate(sentence.items) if item.word == ","), 0)
    governed = (
        _is_governed(index, {i.word for i in sentence.items[max(comma, index - 3) : index]})
        for index in range(comma, len(sentence.items))
        if sentence.items[index].phrase
    )
    return comma if not all(governed) else 0


def _sets_scene(sentence: Sentence) -> bool:
    """Tell whether a sentence opens with the condition in which something is done: 'In sciatica, a block is …'."""
    first, phrase, comma, *behind = [*sentence.items[:6], None, None, None]
    if first is None or phrase is None or comma is None or first.word != "in" or comma.word != ",":
        return False
    named = next((item.phrase for item in behind if item is not None and item.phrase is not None), None)
    condition = phrase.phrase is not None and phrase.phrase.kinds == {"Condition"}
    return condition and named is not None and not named.kinds.isdisjoint({"Procedure", "Therapy", "Substance"})


def is_aside(sentence: Sentence, index: int, before: set[str]) -> bool:
    """Tell whether a phrase is not what a sentence is about: governed, in a relative clause, or what people had."""
    near = [item.word for item in sentence.items[max(0, index - 5) : index]]
    relative = bool(before & _RELATIVES) and sentence.items[index - 1].phrase is None
    had = not _HAD.isdisjoint(near) and not _PERFECT.isdisjoint(near) and "" not in near
    return relative or had or _is_governed(index, before)


def _is_governed(index: int, before: set[str]) -> bool:
    """Tell whether a preposition governs a phrase, and it is not 'With X' that opens the sentence."""
    opening = index <= 2 and not before.isdisjoint(_OPENERS)
    return not before.isdisjoint(_PREPOSITIONS) and not opening and before.isdisjoint(_NAMING)


def is_bracketed(sentence: Sentence, index: int) -> bool:
    """Tell whether a phrase stands in brackets: 'a residency (mostly in neurology)'."""
    signs = [item.word for item in sentence.items[:index] if item.word in {"(", ")"}]
    return signs[-1:] == ["("]


def is_origin(sentence: Sentence, index: int, phrase: Phrase) -> bool:
    """Tell whether a phrase says what practitioners are or were besides: 'Most are neurologists', 'come from …'."""
    practitioners, shared = phrase.kinds == {"Specialty"}, sentence.items[0].word in _SHARES
    if index < 2 or not (practitioners or shared):
        return False
    before = {item.word for item in sentence.items[:index] if item.phrase is None}
    if practitioners and (not _ORIGINS.isdisjoint(before) or _is_predicate(sentence, index)):
        return True
    return shared and not _COPULAS.isdisjoint(before) and all(item.phrase is None for item in sentence.items[:index])


def _is_predicate(sentence: Sentence, index: int) -> bool:
    """Tell whether a phrase says of practitioners which other practitioners they are: 'X are often Y'."""
    copula = False
    for before in range(index - 1, max(-1, index - _PREDICATE), -1):
        item = sentence.items[before]
        if item.phrase is not None:
            return copula and "Specialty" in item.phrase.kinds
        copula = copula or item.word in _COPULAS
    return False


def is_put(sentence: Sentence, index: int) -> bool:
    """Tell whether a substance is only what is injected somewhere in the procedure that the text speaks of."""
    before = [item.word for item in sentence.items[max(0, index - _PUT_BEFORE) : index]]
    return not PUT.isdisjoint(item.word for item in sentence.items[index + 1 : index + 12]) or (
        not _PUTTING.isdisjoint(before) and _COPULAS.isdisjoint(before)
    )


def opens(sentence: Sentence, index: int) -> bool:
    """Tell whether a sentence speaks of nothing and nobody before a phrase."""
    return all(item.phrase is None and item.word not in PATIENTS for item in sentence.items[:index])
