"""Patterns of wordings and the forms that they stand for: 'raise* [your] (sugar|glucose)'."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from paingraph.loader.inflection import active_forms, past_forms
from paingraph.loader.tokens import normal

__all__ = ["expanded"]

#: A bracket, a bar, or a word; a star behind a verb stands for all its forms.
_PIECE = re.compile(r"[()\[\]|]|[^\s()\[\]|]+")
#: Forms of 'be' are of no rule.
_BE = ("be", "is", "are", "was", "were", "been", "being")


def expanded(pattern: str) -> Iterator[tuple[str, ...]]:
    """Yield the sequences of words, in normal form, that a pattern stands for.

    Words in round brackets are alternatives, those in square ones may be left out, a verb with a star has all its
    forms.
    """
    yield from dict.fromkeys(_alternatives(_PIECE.findall(pattern.replace("-", " "))))


def _alternatives(pieces: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the forms of pieces with bars between them at the top level."""
    for part in _split(pieces):
        for words in itertools.product(*_units(part)):
            yield tuple(itertools.chain.from_iterable(words))


def _split(pieces: Sequence[str]) -> Iterator[Sequence[str]]:
    depth = start = 0
    for position, piece in enumerate(pieces):
        depth += (piece in "([") - (piece in ")]")
        if piece == "|" and not depth:
            yield pieces[start:position]
            start = position + 1
    yield pieces[start:]


def _units(pieces: Sequence[str]) -> Iterator[list[tuple[str, ...]]]:
    """Yield the choices for each word or bracket."""
    position = 0
    while position < len(pieces):
        piece = pieces[position]
        if piece not in "([":
            yield [(normal(form),) for form in _forms(piece)]
            position += 1
            continue
        end, depth = position + 1, 1
        while depth:
            depth += (pieces[end] in "([") - (pieces[end] in ")]")
            end += 1
        inner = list(_alternatives(pieces[position + 1 : end - 1]))
        yield [*inner, ()] if piece == "[" else inner
        position = end


def _forms(word: str) -> Sequence[str]:
    if not word.endswith("*"):
        return (word,)
    verb = word[:-1]
    return _BE if verb == "be" else (*active_forms(verb), *past_forms(verb))
