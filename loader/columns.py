"""The columns of a table: what their cells have in common, and whether its rows or its columns are the things."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeAlias

from paingraph.loader.claims import Entity
from paingraph.loader.mentions import Mention
from paingraph.loader.phrases import Item, Member, Phrase, Sentence
from paingraph.loader.rows import Cell
from paingraph.loader.sections import Linked
from paingraph.loader.topic import SPECIALTY

__all__ = ["Head", "Row", "is_turned", "key_of", "settle"]

#: So much of a cell must be names for it to be a name and not words about one.
_NAME = 0.75
#: Kinds whose things are compared in the columns of a table.
_COMPARED = frozenset({"Procedure", "Therapy", "Specialty", "Condition", "Device", "Substance"})

#: Kinds in a column that names who treats, and what the ids of disciplines add to those of their therapies.
_PRACTISED, _OWN = frozenset({"Specialty", "Therapy"}), "-discipline"
#: Words over a column that groups the rows of the next one, or tells by what that one is known.
_LEADING = frozenset(
    """group groups category class family area region finding findings symptom symptoms sign signs clue clues complaint
    feature notice day week month""".split()
)
_WORD = re.compile(r"[a-z]+")
#: Where the head of a column stands, and what it names.
Head: TypeAlias = tuple[int, int, Sentence | None]


class Row(NamedTuple):
    """The cells of a row, what each of them names, and the row's block."""

    cells: Sequence[Cell]
    named: Sequence[Sentence | None]
    linked: Linked


def settle(rows: Sequence[Row], entities: Mapping[str, Entity]) -> None:
    """Read a name of several kinds as the one that the other rows of its column have: 'spine surgery' beside others.

    A therapy among disciplines is that of its practitioners: 'physiotherapy' beside 'neurology'.
    """
    for column in {cell.column for row in rows for cell in row.cells}:
        sentences = [
            sentence for row in rows for cell, sentence in zip(row.cells, row.named, strict=True)
            if cell.column == column and sentence is not None
        ]  # fmt: skip
        mentions = [mention for sentence in sentences for mention in _mentions(sentence)]
        sure = {kind for mention in mentions if len(kinds := _kinds(mention)) == 1 for kind in kinds}
        therapies = sure == _PRACTISED and any(_kinds(mention) == SPECIALTY for mention in mentions)
        if therapies or any(len(_kinds(mention)) > 1 for mention in mentions):
            for sentence in sentences:
                sentence.items = [_settled(item, sure, entities if therapies else {}) for item in sentence.items]
                sentence.encode()


def _settled(item: Item, sure: set[str], disciplines: Mapping[str, Entity]) -> Item:
    if item.phrase is None or item.phrase.value is not None:
        return item
    members = tuple(
        Member(_of_kinds(member.mention, sure, disciplines), example=member.example) for member in item.phrase.members
    )
    return Item(item.start, item.end, item.word, Phrase(members, spread=item.phrase.spread))


def _of_kinds(mention: Mention, sure: set[str], disciplines: Mapping[str, Entity]) -> Mention:
    """Return a mention with the readings of the one kind that is sure, if there is one, or with its discipline."""
    own = tuple(disciplines[f"{r.id}{_OWN}"] for r in mention.readings if f"{r.id}{_OWN}" in disciplines)
    if own:
        return replace(mention, readings=own)
    common = _kinds(mention) & sure
    if len(common) != 1:
        return mention
    return replace(mention, readings=tuple(reading for reading in mention.readings if reading.kind in common))


def is_turned(text: str, heads: Sequence[Head], rows: Sequence[Row]) -> bool:
    """Tell whether the heads of the columns name the things of which the rows are aspects."""
    filled = [(start, end, sentence) for start, end, sentence in heads if end > start]
    if not filled or not all(_is_name(text, *head) and _is_compared(head) for head in filled):
        return False
    keys = [row for row in rows if _is_name(text, row.cells[0].start, row.cells[0].end, row.named[0])]
    return 2 * len(keys) < len(rows)


def key_of(rows: Sequence[Row]) -> int:
    """Return the column whose things the rows are about: the first, or the one after it if that only groups them.

    A column that groups rows repeats itself or says so at its head.
    """
    if len(rows) < 2:
        return 0
    first, second = ([_names(row, column) for row in rows] for column in (0, 1))
    repeated = any(one and one == other for one, other in itertools.pairwise(first))
    leading = not _LEADING.isdisjoint(_WORD.findall(rows[0].cells[0].head))
    return 1 if (repeated or leading) and 2 * len([names for names in second if names]) > len(rows) else 0


def _names(row: Row, column: int) -> list[str]:
    """Return what the cells of a column name in a row."""
    cells = zip(row.cells, row.named, strict=True)
    named = (sentence for cell, sentence in cells if cell.column == column and sentence is not None)
    return [mention.readings[0].id for sentence in named for mention in _mentions(sentence) if mention.readings]


def _is_compared(head: Head) -> bool:
    sentence = head[2]
    return sentence is not None and any(not _kinds(mention).isdisjoint(_COMPARED) for mention in _mentions(sentence))


def _is_name(text: str, start: int, end: int, sentence: Sentence | None) -> bool:
    """Tell whether a cell is nothing but a name."""
    if sentence is None:
        return False
    length = sum(item.end - item.start for item in sentence.items if item.phrase is not None and item.phrase.members)
    return length >= _NAME * len(text[start:end])


def _mentions(sentence: Sentence) -> Iterator[Mention]:
    return (member.mention for item in sentence.items if item.phrase for member in item.phrase.members)


def _kinds(mention: Mention) -> set[str]:
    return {reading.kind for reading in mention.readings}
