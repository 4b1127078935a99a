"""A sentence as rules see it: words, and phrases that name one or several coordinated things."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cache, lru_cache

from paingraph.loader.claims import Entity
from paingraph.loader.mentions import Mention
from paingraph.loader.patterns import LETTERS, Mark

__all__ = ["Item", "Member", "Phrase", "Sentence"]

_SPACE = re.compile(" ")


@dataclass(slots=True, eq=False)
class Member:
    """One thing that a phrase names: where, and as what; `example` if it illustrates the phrase's general term."""

    mention: Mention
    example: bool = False
    #: It illustrates what its own item of a list names, 'injections (e.g. nerve blocks)', or is part of what that
    #: names: 'programmable pumps'.
    within: bool = False
    #: The preposition of its own that stands before it: 'for gout and for sciatica'.
    apart: str = ""


@dataclass(slots=True, eq=False)
class Phrase:
    """A stretch of a sentence that names things; `kinds` are all kinds that it may be read as."""

    members: tuple[Member, ...]
    #: A duration's ISO 8601 value, if it is one.
    value: str | None = None
    #: The members stand in places of their own, in the items of a list.
    spread: bool = False
    #: The kinds that the phrase's members may have.
    kinds: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        kinds = frozenset({"Duration"} if self.value is not None else ())
        owned = False
        for member in self.members:
            mention = member.mention
            kinds |= _kinds(mention.readings)
            if mention.others:
                kinds |= {other.kind for other in mention.others}
            owned = owned or (mention.owned and not member.example)
        self.kinds = kinds | {"Owned"} if owned and "Plan" not in kinds else kinds

    def entities(self, kinds: frozenset[str]) -> list[tuple[Member, Entity]]:
        """Return the members that are of one of the kinds, each with that reading."""
        return [(member, entity) for member in self.members if (entity := member.mention.of_kind(kinds)) is not None]


@dataclass(slots=True, eq=False)
class Item:
    """A word, a sign or a phrase of a sentence, with its position in the text."""

    start: int
    end: int
    word: str
    phrase: Phrase | None = None


@lru_cache(maxsize=10_000)
def _kinds(readings: tuple[Entity, ...]) -> frozenset[str]:
    """Return the kinds of what a name may stand for; a plan of treatment has one of its own besides."""
    plan = any(reading.id == "treatment-planning" for reading in readings)
    return frozenset(reading.kind for reading in readings) | ({"Plan"} if plan else set())


@cache
def _letters(kinds: frozenset[str]) -> str:
    """Return the letters of kinds, in order."""
    return "".join(sorted(LETTERS[kind] for kind in kinds))


@dataclass(slots=True)
class Sentence:
    """The items of a sentence and their encoding as one line, in which patterns are searched."""

    items: list[Item]
    code: str = ""
    words: frozenset[str] = frozenset()
    #: Its phrases with their places, and the letters of all kinds that they may have.
    phrases: tuple[tuple[int, Phrase], ...] = ()
    letters: frozenset[str] = frozenset()
    #: Its words, and what adjoins in it.
    marks: AbstractSet[Mark] = frozenset()
    _offsets: list[int] | None = None

    def __post_init__(self) -> None:
        self.encode()

    def encode(self) -> None:
        """Write the items as one line."""
        parts = [item.word for item in self.items]
        self.phrases = tuple([(number, item.phrase) for number, item in enumerate(self.items) if item.phrase])
        names = [(number, _letters(phrase.kinds)) for number, phrase in self.phrases]
        for number, letters in names:
            parts[number] = f"<{letters}:{number}>"
        self.code = f" {' '.join(parts)} "
        self.words = frozenset(parts)
        self.letters = frozenset("".join([letters for _, letters in names]))
        marks: set[Mark] = {*parts, *zip(["", *parts], parts, strict=False)}
        for number, letters in names:
            before = parts[number - 1] if number else ""
            behind = parts[number + 1] if number + 1 < len(parts) else ""
            for letter in letters:
                marks.add((before, letter))
                marks.add((letter, behind))
        self.marks = marks
        self._offsets = None

    @property
    def offsets(self) -> list[int]:
        """Where the items stand in the encoded line."""
        if self._offsets is None:
            self._offsets = [match.end() for match in _SPACE.finditer(self.code, 0, len(self.code) - 1)]
        return self._offsets

    def index_at(self, position: int) -> int:
        """Return the number of the item at a position of the encoded line."""
        return self.code.count(" ", 1, position)
