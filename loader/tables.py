"""Tables: what a row's first cell names, related to its other cells by the words at the head of their columns.

Readers give a table as a paragraph (the head) and list items (the rows), their cells parted by ` | `.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from paingraph.loader.claims import Polarity, Span
from paingraph.loader.phrases import Item, Member, Phrase, Sentence
from paingraph.loader.reading import Reading
from paingraph.loader.relations import Finding
from paingraph.loader.rules import Structure
from paingraph.loader.sections import Linked, ListOf
from paingraph.loader.topic import Topic

__all__ = ["SEPARATOR", "Cell", "cells_of", "read_table", "rows_of"]

#: Between the cells of a row.
SEPARATOR = " | "
#: A cell that doubts what its row says.
_HEDGED = re.compile(r"insufficient|limited|weak|uncertain|conflicting|unproven|low[- ]quality", re.IGNORECASE)
#: The number of a row, and how many cells a row has beside it at least.
_NUMBER = re.compile(r"\W*\d*\W*")
_NUMBERED = 2
#: A cell that denies it.
_DENIED = re.compile(
    r"\bno (?:proven )?(?:benefit|effect|role)\b|\bineffective|\bnot (?:effective|recommended)", re.IGNORECASE
)
_WORD = re.compile(r"[a-z]+")
#: Words of a cell that say what is done with what it names.
_KEPT = frozenset({"finding", "diagnosing"})
_RELATIVES = frozenset({"that", "which", "who"})
_CAUSING = frozenset({"of", "from", "due", "in"})


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row, with the words over its column."""

    start: int
    end: int
    head: str


def rows_of(text: str, listed: ListOf) -> Iterator[tuple[int, list[Cell]]]:
    """Yield for each row of a table its block's number in the list and its cells; nothing if it is no table."""
    lead_in = listed.lead_in
    if lead_in is None or SEPARATOR not in text[lead_in.block.start : lead_in.block.end]:
        return
    heads = [text[start:end].lower() for start, end in cells_of(text, lead_in.block.start, lead_in.block.end)]
    for number, linked in enumerate(listed.items):
        spans = cells_of(text, linked.block.start, linked.block.end)
        if len(spans) > 1:
            yield (
                number,
                [Cell(*part, head) for span, head in zip(spans, heads, strict=False) for part in _parts(text, *span)],
            )


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of a cell that semicolons set apart: each is doubted for itself."""
    while True:
        stop = text.find(";", start, end)
        yield start, end if stop < 0 else stop
        if stop < 0:
            return
        start = stop + 1
        while start < end and text[start].isspace():
            start += 1


def cells_of(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return where the cells of a row stand, empty ones included."""
    spans: list[tuple[int, int]] = []
    while True:
        bar = text.find("|", start, end)
        first, last = start, end if bar < 0 else bar
        while first < last and text[first].isspace():
            first += 1
        while last > first and text[last - 1].isspace():
            last -= 1
        spans.append((first, last))
        if bar < 0:
            return spans
        start = bar + 1


def read_table(reading: Reading, listed: ListOf) -> bool:
    """Read a list whose items are rows of a table; tell whether it is one."""
    is_table = False
    columns = _columns(reading, listed)
    for number, cells in rows_of(reading.document.text, listed):
        is_table = True
        linked = listed.items[number]
        if len(cells) > _NUMBERED and _NUMBER.fullmatch(reading.document.text, cells[0].start, cells[0].end):
            cells = cells[1:]
        named = [reading.sentence(linked, cell.start, cell.end, Topic()) for cell in cells]
        for sentence in named:
            if sentence is not None:
                reading.find(sentence, [Structure.SENTENCE], Topic(), linked.block.heading)
        found: list[Finding] = []
        if named[0] is None or not any(item.phrase for item in named[0].items):
            across = _read_across(reading, cells, named, columns)
            found += across or _read_aspect(reading, cells, named, linked)
        else:
            for column in range(1, len(cells)):
                found += _read_column(reading, cells, named, column)
        reading.findings += [(finding, linked.block.heading) for finding in found]
    return is_table


def _columns(reading: Reading, listed: ListOf) -> dict[str, Item]:
    """Return what the heads of the columns name, by their words, where several do: a table that compares them."""
    lead_in, text = listed.lead_in, reading.document.text
    if lead_in is None or SEPARATOR not in text[lead_in.block.start : lead_in.block.end]:
        return {}
    found: dict[str, Item] = {}
    for start, end in cells_of(text, lead_in.block.start, lead_in.block.end)[1:]:
        item = next(_phrases(Cell(start, end, ""), reading.sentence(lead_in, start, end, Topic())), None)
        if item is not None:
            found[text[start:end].lower()] = item
    return found if len(found) > 1 else {}


def _read_across(
    reading: Reading, cells: Sequence[Cell], named: Sequence[Sentence | None], columns: dict[str, Item]
) -> list[Finding]:
    """Read a row that says one thing of each column's head: 'Training | residency | residency and fellowship'."""
    aspect = replace(cells[0], head=reading.document.text[cells[0].start : cells[0].end].lower())
    topic = Topic(own=reading.lexicon.characteristic, audience=reading.matter.audience)
    found: list[Finding] = []
    for cell, sentence in zip(cells[1:], named[1:], strict=True):
        subject = columns.get(cell.head)
        for behind in _phrases(cell, sentence) if subject is not None else ():
            found += _in_cell(reading.find_in_row(_row(aspect, subject, behind), topic), cell) if subject else []
    return found


def _in_cell(findings: Sequence[Finding], cell: Cell) -> list[Finding]:
    """Return findings with their cell alone as evidence, whose subject stands at the head of row or column."""
    return [finding._replace(span=Span(cell.start, cell.end)) for finding in findings]


def _read_aspect(
    reading: Reading, cells: Sequence[Cell], named: Sequence[Sentence | None], linked: Linked
) -> list[Finding]:
    """Read a row that says one thing of what the heading names: 'Guidance | ultrasound'."""
    text = reading.document.text
    heading = reading.by_index.get(linked.block.heading) if linked.block.heading is not None else None
    topic = reading.matter.under(heading) if heading is not None else Topic()
    if heading is None or not heading.mentions or not topic.heading:
        return []
    subject = Member(heading.mentions[0]._replace(readings=topic.heading[:1]))
    head = replace(cells[0], head=text[cells[0].start : cells[0].end].lower())
    row = Item(head.start, head.end, "", Phrase((subject,)))
    found: list[Finding] = []
    for cell, sentence in zip(cells[1:], named[1:], strict=True):
        for behind in _phrases(cell, sentence):
            read = _in_cell(reading.find_in_row(_row(head, row, behind), topic), cell)
            found += _doubted(read) if _HEDGED.search(text, cell.start, cell.end) else read
    return found


def _read_column(
    reading: Reading, cells: Sequence[Cell], named: Sequence[Sentence | None], column: int
) -> list[Finding]:
    """Read what a cell says of those before it: each relation with the nearest that it holds with."""
    found: list[Finding] = []
    for first in range(column - 1, -1, -1):
        said = {finding.rule.relation for finding in found}
        read = _read_pair(reading, cells, named, first, column)
        found += [finding for finding in read if finding.rule.relation not in said]
    return found


def _read_pair(
    reading: Reading, cells: Sequence[Cell], named: Sequence[Sentence | None], first: int, column: int
) -> list[Finding]:
    """Read what a row says of the things in one cell by the things in another."""
    sentence, cell = named[column], cells[column]
    subject = next(_phrases(cells[first], named[first]), None)
    if sentence is None or subject is None:
        return []
    words = [Item(item.start, item.end, item.word) for item in sentence.items if item.word in _KEPT]
    topic = Topic(own=reading.lexicon.characteristic, audience=reading.matter.audience)
    found: list[Finding] = []
    for behind in _phrases(cell, sentence):
        found += reading.find_in_row(_row(replace(cell, end=cell.start), subject, behind, words), topic)
    beside = [other for other in cells[1:] if other is cell or other.head != cell.head]
    if any(_DENIED.search(reading.document.text, other.start, other.end) for other in beside):
        return [finding._replace(polarity=Polarity.NEGATED) for finding in found]
    hedged = any(_HEDGED.search(reading.document.text, other.start, other.end) for other in beside)
    return _doubted(found) if hedged else found


def _row(head: Cell, subject: Item, behind: Item, words: Sequence[Item] = ()) -> Sentence:
    """Return a row as rules for tables see it: the column's words, a colon, the subject, a colon, the cell."""
    colon = Item(head.end, head.end, ":")
    column = [Item(head.start, head.start, word) for word in _WORD.findall(head.head)]
    return Sentence([*column, colon, subject, colon, *words, behind])


def _phrases(cell: Cell, sentence: Sentence | None) -> Iterator[Item]:
    """Yield what a cell names, all in one phrase, and each duration."""
    items = [item for item in _main_clause(sentence) if item.phrase is not None] if sentence is not None else []
    if len(items) > 1 and _is_of_cause(sentence, items):
        items = items[1:]
    members = tuple(Member(m.mention) for item in items if item.phrase for m in item.phrase.members)
    if members:
        yield Item(cell.start, cell.end, "", Phrase(members))
    yield from (item for item in items if item.phrase is not None and item.phrase.value is not None)


def _main_clause(sentence: Sentence) -> Sequence[Item]:
    """Return what stands before a relative clause: 'depression' in 'depression that goes with pain'."""
    stop = next((i for i, item in enumerate(sentence.items) if i and item.word in _RELATIVES), len(sentence.items))
    return sentence.items[:stop]


def _is_of_cause(sentence: Sentence | None, items: Sequence[Item]) -> bool:
    """Tell whether a cell names a pain by what causes it: 'pain of pancreatic cancer'."""
    if sentence is None or items[0].phrase is None or not items[0].phrase.members:
        return False
    label = items[0].phrase.members[0].mention.readings[0].label
    between = sentence.items[sentence.items.index(items[0]) + 1 : sentence.items.index(items[1])]
    return label == "pain" and 0 < len(between) < 3 and between[0].word in _CAUSING


def _doubted(findings: Sequence[Finding]) -> list[Finding]:
    return [finding._replace(polarity=Polarity.HEDGED) for finding in findings]
