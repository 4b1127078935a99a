"""A mention: where a text names something, and what."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, MutableMapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from paingraph.loader.claims import Entity

__all__ = ["DETERMINERS", "Mention", "overlapping", "put"]

#: Words that open a name and are no part of it.
DETERMINERS = frozenset("a an the your my his her their our this that these those".split())

_FIRST = attrgetter("first")


@dataclass(slots=True, eq=False)
class Mention:
    """A stretch of text, `start` to `end` (tokens `first` to `last`, half open), that names something.

    More than one reading stands where a name belongs to things of several kinds ('surgery', 'pain management'): the
    relation that it takes part in decides. `inner` are things named inside a longer name ('injections in the hip').
    `resolved` marks a name that stands for another one ('this procedure', 'they').
    """

    start: int
    end: int
    first: int
    last: int
    readings: tuple[Entity, ...]
    inner: tuple[Mention, ...] = ()
    resolved: bool = False
    #: The name is that of people ('neurologists'), or a pronoun for them.
    person: bool = False
    #: The name is that of a specialty and 'procedure' ('interventional pain procedure').
    owned: bool = False
    #: What a pronoun may stand for where a relation cannot take what it stands for first, nearest first.
    others: tuple[Entity, ...] = ()

    def shifted(self, by: int) -> Mention:
        """Return the mention with its tokens counted from another one."""
        if not by:
            return self
        first, last = self.first - by, self.last - by
        rest = self.readings, self.inner, self.resolved, self.person, self.owned, self.others
        return Mention(self.start, self.end, first, last, *rest)

    def of_kind(self, kinds: frozenset[str]) -> Entity | None:
        """Return the reading that is of one of the kinds, of a pronoun the nearest thing that is."""
        for reading in self.readings:
            if reading.kind in kinds:
                return reading
        for reading in self.others:
            if reading.kind in kinds:
                return reading
        return None


def overlapping(mentions: Sequence[Mention], first: int, last: int) -> Iterator[Mention]:
    """Yield which of ordered mentions that do not overlap take part in these tokens, the last one first."""
    index = bisect_left(mentions, last, key=_FIRST) - 1
    while index >= 0 and mentions[index].last > first:
        yield mentions[index]
        index -= 1


def put(mentions: MutableMapping[int, Mention], found: Mention) -> None:
    """Put a mention among others by where they begin, instead of those that begin within it."""
    for position in range(found.first, found.last):
        mentions.pop(position, None)
    mentions[found.first] = found
