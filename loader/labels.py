"""Sentences that open with a label: 'Guidance: ultrasound', 'Not for: people with an infection'."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from paingraph.loader.parts import is_grade
from paingraph.loader.phrases import Item, Phrase, Sentence

__all__ = ["enumerated", "graded", "is_labelled", "is_listing", "unlabelled"]

#: So many items has a label with its colon.
_LABEL = 6
#: Between a label and what it names.
_QUANTITIES = frozenset("a an the one two three some usually mostly often simple mild short sometimes first".split())
#: Kinds that an enumeration of what is used may mix.
_USED = frozenset({"Device", "Substance", "ImagingModality"})
_SEPARATORS = frozenset({",", ";"})
#: Within so many words each element of an enumeration names its thing …
_NAMING = 3
#: … unless one of these comes first: 'if tablets fail'.
_CONDITIONAL = frozenset(
    "if when after before until unless but not no without as because see such like than with".split()
)


def is_labelled(sentence: Sentence) -> bool:
    """Tell whether a sentence opens with a label that names nothing, before names: 'Alternatives: bed rest'."""
    colon = _colon(sentence)
    following = sentence.items[colon + 1 : colon + 4] if colon else []
    named = next((index for index, item in enumerate(following) if item.phrase), -1)
    return named >= 0 and _QUANTITIES.issuperset(item.word for item in following[:named])


def is_listing(sentence: Sentence) -> bool:
    """Tell whether a sentence ends with a colon and several names: 'We treat these: gout, sciatica'."""
    colon = next((index for index, item in enumerate(sentence.items) if item.word == ":"), 0)
    behind = sentence.items[colon + 1 :] if colon else []
    phrase = behind[0].phrase if behind else None
    return phrase is not None and len(phrase.members) > 1 and [item.word for item in behind[1:]] in ([], ["."])


def unlabelled(sentence: Sentence) -> bool:
    """Drop the colon behind a label that words and not a name follow; tell whether there was one."""
    colon = _colon(sentence)
    if not colon or colon + 1 >= len(sentence.items) or not sentence.items[colon + 1].word.isalpha():
        return False
    del sentence.items[colon]
    sentence.encode()
    return True


def enumerated(sentence: Sentence) -> Sentence | None:
    """Return a label with the first names of all elements that commas set apart, if words beside stand among them.

    'Refer: radicular pain that persists, suspected CRPS' names two conditions.
    """
    colon = _colon(sentence)
    found = list(_elements(sentence.items[colon + 1 :])) if colon else []
    if len(found) < 2:
        return None
    phrases = [item.phrase for item in found if item.phrase is not None]
    used = phrases[0].kinds <= _USED
    alike = [phrase for phrase in phrases if phrase.kinds & phrases[0].kinds or (used and phrase.kinds <= _USED)]
    members = tuple(member for phrase in alike for member in phrase.members)
    behind = Item(found[0].start, found[-1].end, "", Phrase(members, spread=True))
    return Sentence([*sentence.items[: colon + 1], behind]) if len(alike) > 1 else None


def graded(sentence: Sentence) -> Item | None:
    """Return what is named behind a label that only says how often or how much: 'Common: soreness; bruising'."""
    colon = _colon(sentence)
    if not colon or not is_grade([item.word for item in sentence.items[:colon]]):
        return None
    listing = enumerated(sentence)
    named = listing.items[-1:] if listing is not None else sentence.items[colon + 1 : colon + 4]
    return next((item for item in named if item.phrase is not None), None)


def _colon(sentence: Sentence) -> int:
    """Return where the colon stands behind words that name nothing, 0 if there is none."""
    for index, item in enumerate(sentence.items[:_LABEL]) if ":" in sentence.words else ():
        if item.phrase is not None:
            return 0
        if item.word == ":":
            return index
    return 0


def _elements(items: list[Item]) -> Iterator[Item]:
    """Yield what each element of an enumeration names first."""
    for parting, element in itertools.groupby(items, key=lambda item: item.word in _SEPARATORS):
        first = list(itertools.islice(element, _NAMING)) if not parting else []
        named = next((index for index, item in enumerate(first) if item.phrase and item.phrase.members), None)
        if named is not None and _CONDITIONAL.isdisjoint(item.word for item in first[:named]):
            yield first[named]
