"""How sure a claim is: how many of the claims with the same signs were right in texts that no rule was written with."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from importlib.resources import files
from operator import attrgetter, mul
from tomllib import loads
from typing import NamedTuple, Protocol

from paingraph.loader.claims import Entity, Polarity, Span, Value
from paingraph.loader.reading import Reading

__all__ = ["Signs", "Weighing", "confidence"]

_START = attrgetter("start")
_BEGINNING = attrgetter("block.start")
#: More rivals than so many say no more.
_RIVALS = 3


class Signs(NamedTuple):
    """What tells whether a claim is right, each with a weight in `confidence.toml`."""

    #: The passage names the subject itself, and the object; values always stand there.
    subject_named: bool
    object_named: bool
    #: The vocabulary has the subject, and the object.
    subject_known: bool
    object_known: bool
    #: How many other things of the subject's kind the passage names, at most three.
    rivals: int
    hedged: bool
    negated: bool
    #: The share of the document's sentences in which something was read: how plainly it speaks.
    share: float
    #: Kinds, targets and pain that has no name are read more often than they are said.
    kind: bool
    target: bool
    pain: bool
    #: Subject or object is taken from a heading that says more than its name and asks nothing: 'The road to a block'.
    headline: bool
    #: How long the passage is, as the logarithm of its letters: a long one speaks of more.
    length: float


class Statement(Protocol):
    """What is weighed: a finding, or the claim that is made of it."""

    @property
    def subject(self) -> Entity: ...
    @property
    def predicate(self) -> str: ...
    @property
    def object(self) -> Entity | Value: ...
    @property
    def polarity(self) -> Polarity: ...
    @property
    def span(self) -> Span: ...


class Weighing:
    """All that a document states, to weigh each statement by what its passage names."""

    def __init__(self, reading: Reading, statements: Sequence[Statement]) -> None:
        self._known = reading.lexicon.entities
        self._blocks, self._by_index = reading.blocks, reading.by_index
        self._mentions = sorted((one for linked in reading.blocks for one in linked.mentions), key=_START)
        self._starts = [mention.start for mention in self._mentions]
        telling = {reading.sentence_at(statement.span) for statement in statements}
        self._share = len(telling) / max(1, len(reading.sentence_starts))

    def signs(self, statement: Statement) -> Signs:
        """Return the signs of one of the statements."""
        subject, object_, named = statement.subject, statement.object, self._named(statement.span)
        return Signs(
            subject_named=subject in named,
            object_named=isinstance(object_, Value) or object_ in named,
            subject_known=subject.id in self._known,
            object_known=isinstance(object_, Value) or object_.id in self._known,
            rivals=min(_RIVALS, sum(entity.kind == subject.kind for entity in named - {subject})),
            hedged=statement.polarity is Polarity.HEDGED,
            negated=statement.polarity is Polarity.NEGATED,
            share=self._share,
            kind=statement.predicate == "subtypeOf",
            target=statement.predicate == "targets",
            pain=isinstance(object_, Entity) and object_.id == "pain",
            headline=self._is_of_headline({subject, object_} - named, statement.span),
            length=math.log(max(1, statement.span.end - statement.span.start)),
        )

    def _is_of_headline(self, arguments: AbstractSet[Entity | Value], span: Span) -> bool:
        """Tell whether a heading above a passage that names one of these things says more than the name."""
        place = self._blocks[bisect_right(self._blocks, span.start, key=_BEGINNING) - 1].block.heading
        while arguments and place is not None and place in self._by_index:
            heading = self._by_index[place]
            if any(not arguments.isdisjoint(mention.readings) for mention in heading.mentions):
                names = sum(mention.last - mention.first for mention in heading.mentions)
                return len(heading.tokens) > names and heading.tokens[-1].text != "?"
            place = heading.block.heading
        return False

    def _named(self, span: Span) -> frozenset[Entity]:
        """Return what a passage names, in every reading of each name."""
        within = self._mentions[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]
        return frozenset(entity for mention in within if mention.end <= span.end for entity in mention.readings)


def confidence(signs: Signs) -> float:
    """Return the probability that a claim with these signs is right, in hundredths: a logistic regression."""
    constant, weights = _weights()
    score = constant + sum(map(mul, weights, signs))
    return round(1 / (1 + math.exp(-score)), 2)


@cache
def _weights() -> tuple[float, tuple[float, ...]]:
    """Return the constant, and the weight of each sign in the order of `Signs`."""
    data = loads(files("paingraph.loader").joinpath("confidence.toml").read_text("utf-8"))
    return data["constant"], tuple(data["weights"][name] for name in Signs._fields)
