"""The stretch of a sentence that says what a rule read: the evidence of a claim."""

from __future__ import annotations

from paingraph.loader.arguments import Argument
from paingraph.loader.claims import Span
from paingraph.loader.phrases import Sentence

__all__ = ["clause", "evidence"]

_CLAUSE_ENDS = frozenset(". ; : — but while whereas although though because".split())


def clause(sentence: Sentence, span: Span) -> Span:
    """Return the clause around a stretch of a sentence: the evidence of what its passage says with it."""
    items = sentence.items
    first = next(index for index, item in enumerate(items) if item.end > span.start)
    last = first
    while first and items[first - 1].word not in _CLAUSE_ENDS:
        first -= 1
    while last + 1 < len(items) and (items[last + 1].word not in _CLAUSE_ENDS or items[last + 1].start < span.end):
        last += 1
    return Span(min(span.start, items[first].start), max(span.end, items[last].end))


def evidence(subject: Argument, object_: Argument, trigger: Span, *, explicit: bool) -> Span:
    """Return the shortest stretch from the trigger or the subject to the object; an item of a list stands for itself.

    `explicit` tells that the expression itself holds the subject.
    """
    for argument in (object_, subject):
        if argument is subject and object_.start is None and not explicit:
            continue
        if argument.spread and argument.start is not None and argument.end is not None:
            return Span(argument.start, argument.end)
    start, end = trigger.start, 0
    for argument in (subject, object_):
        if argument.start is not None and argument.end is not None:
            start, end = min(start, argument.start), max(end, argument.end)
    if not end or object_.start is None or object_.start < trigger.start:
        end = max(end, trigger.end)
    return Span(start, end)
