"""How sure a claim is: how many of the claims with the same signs were right in texts that no rule was written with."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from operator import attrgetter, mul
from tomllib import loads
from typing import NamedTuple, Protocol

from paingraph.loader.claims import Entity, Polarity, Span, Value
from paingraph.loader.reading import Reading

__all__ = ["Signs", "Weighing", "confidence"]

_START = attrgetter("start")
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
    #: The object is pain without a name, which is read more often than it is said.
    pain: bool


class Statement(Protocol):
    """What is weighed: a finding, or the claim that is made of it."""

    @property
    def subject(self) -> Entity: ...
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
            pain=isinstance(object_, Entity) and object_.id == "pain",
        )

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
