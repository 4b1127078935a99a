"""Tables: what a row's first cell names, related to its other cells by the words at the head of their columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from paingraph.loader.claims import Polarity, Span
from paingraph.loader.columns import Head, Row, is_turned, key_of, settle
from paingraph.loader.findings import Finding
from paingraph.loader.keyed_rows import HEDGED, read_row
from paingraph.loader.mentions import Mention
from paingraph.loader.parts import is_grade
from paingraph.loader.phrases import Item, Member, Phrase, Sentence
from paingraph.loader.reading import Reading
from paingraph.loader.row_sentences import ANY, OTHER, WORD, as_sentence, phrases
from paingraph.loader.rows import Cell, heads_of, rows_of
from paingraph.loader.rules import Structure
from paingraph.loader.sections import Linked, ListOf
from paingraph.loader.topic import CARE, Topic

__all__ = ["read_table"]

#: Words over a column of places where trainees are taught, who do not do there what the other columns say.
_PLACES = frozenset("rotation rotations placement placements posting postings attachment attachments".split())


def read_table(reading: Reading, listed: ListOf) -> bool:
    """Read a list whose items are rows of a table; tell whether it is one."""
    text = reading.document.text
    rows = [_row_of(reading, listed.items[number], cells) for number, cells in rows_of(text, listed)]
    for row in rows:
        topic = _of_row(row)
        for cell, sentence in zip(row.cells, row.named, strict=True):
            if sentence is not None:
                own = topic if cell.column else Topic()
                reading.find(sentence, [Structure.SENTENCE], own, row.linked.block.heading)
    settle(rows, reading.lexicon.entities)
    heads = _heads(reading, listed)
    turned = is_turned(text, heads[1:], rows)
    subjects = _column_subjects(text, heads[1:])
    rows = _graded(reading, rows)
    key = key_of(rows)
    words = text[heads[key][0] : heads[key][1]].lower() if key < len(heads) else ""
    placed = not _PLACES.isdisjoint(WORD.findall(words))
    for row in rows:
        keyed = not (turned or placed) and next(phrases(row.cells[0], row.named[0]), None) is not None
        reading.findings += [(finding, row.linked.block.heading) for finding in _read_taught(reading, row)]
        found = read_row(reading, row, key, words) if keyed else [] if placed else _read_aspect(reading, row, subjects)
        reading.findings += [(finding, row.linked.block.heading) for finding in found]
    return bool(rows)


def _graded(reading: Reading, rows: Sequence[Row]) -> list[Row]:
    """Return rows with the heading above before the heads that only grade what it says: 'Common' of 'Complications'."""
    result: list[Row] = []
    for row in rows:
        above = reading.by_index.get(row.linked.block.heading) if row.linked.block.heading is not None else None
        words = " ".join(token.text.lower() for token in above.tokens) if above is not None else ""
        cells = [replace(c, head=f"{words} {c.head}") if is_grade(c.head.split()) else c for c in row.cells]
        result.append(row._replace(cells=cells))
    return result


def _row_of(reading: Reading, linked: Linked, cells: Sequence[Cell]) -> Row:
    return Row(cells, [reading.sentence(linked, cell.start, cell.end, Topic()) for cell in cells], linked)


def _of_row(row: Row) -> Topic:
    """Return what the cells of a row speak of: the intervention that its first cell names."""
    phrase = next(phrases(row.cells[0], row.named[0]), None)
    members = phrase.phrase.members if phrase is not None and phrase.phrase else ()
    readings = [reading for member in members for reading in member.mention.readings[:1]]
    return Topic(heading=tuple(readings) if readings and {entity.kind for entity in readings} <= CARE else ())


def _heads(reading: Reading, listed: ListOf) -> list[Head]:
    """Return where the heads of the columns stand and what they name."""
    lead_in = listed.lead_in
    if lead_in is None:
        return []
    spans = heads_of(reading.document.text, listed)
    heads = [(start, end, reading.sentence(lead_in, start, end, Topic())) for start, end in spans]
    rows = [Row([Cell(start, end, "")], [sentence], lead_in) for start, end, sentence in heads[1:]]
    settle(rows, reading.lexicon.entities)
    return heads


def _column_subjects(text: str, heads: Sequence[Head]) -> Mapping[str, Item]:
    """Return the things that head the columns of a table whose rows are aspects of them."""
    found: dict[str, Item] = {}
    for start, end, sentence in heads:
        phrase = next(phrases(Cell(start, end, ""), sentence), None)
        if phrase is not None:
            found[text[start:end].lower()] = phrase
    return found


def _read_taught(reading: Reading, row: Row) -> list[Finding]:
    """Read what cells say of the discipline of the document: 'What fellows learn'."""
    above = reading.by_index.get(row.linked.block.heading) if row.linked.block.heading is not None else None
    words = frozenset(token.text.lower() for token in above.tokens) if above is not None else frozenset()
    topic = Topic(heading=reading.matter.topic().taught(), words=words)
    found: list[Finding] = []
    for cell, sentence in zip(row.cells, row.named, strict=True):
        for behind in phrases(cell, sentence) if cell.column and topic.heading else ():
            head = [Item(cell.start, cell.start, word) for word in WORD.findall(cell.head)]
            dash = Item(cell.start, cell.start, "—")
            read = reading.find_in_row(Sentence([*head, dash, behind]), topic)
            found += [finding._replace(span=Span(behind.start, behind.end)) for finding in read]
    return found


def _read_aspect(reading: Reading, row: Row, subjects: Mapping[str, Item]) -> list[Finding]:
    """Read a row that says one thing of what the heading or the columns name: 'Guidance | ultrasound'."""
    text, cells = reading.document.text, row.cells
    aspect = replace(cells[0], head=text[cells[0].start : cells[0].end].lower())
    found: list[Finding] = []
    if subjects:
        for cell, sentence in zip(cells[1:], row.named[1:], strict=True):
            for behind in phrases(cell, sentence) if cell.head in subjects else ():
                found += _in_row(reading, aspect, subjects[cell.head], behind, Topic())
        return found
    heading = reading.by_index.get(row.linked.block.heading) if row.linked.block.heading is not None else None
    topic = reading.matter.under(heading) if heading is not None else Topic()
    about = topic.heading[:1] or topic.discipline()
    if heading is None or not about:
        return []
    subject = Member(Mention(heading.block.start, heading.block.end, 0, len(heading.tokens), about))
    named = Item(aspect.start, aspect.end, "", Phrase((subject,)))
    for cell, sentence in zip(cells[1:], row.named[1:], strict=True):
        for behind in phrases(cell, sentence):
            read = _in_row(reading, aspect, named, behind, topic)
            found += _judged(read, Polarity.HEDGED) if HEDGED.search(text, cell.start, cell.end) else read
    return found


def _in_row(reading: Reading, aspect: Cell, subject: Item, behind: Item, topic: Topic) -> list[Finding]:
    """Return what the rules find by the words of a row's aspect, or else by the kinds of the things alone."""
    found = reading.find_in_row(as_sentence(aspect, subject, behind), topic)
    if not found and OTHER.isdisjoint(WORD.findall(aspect.head)):
        found = reading.find_in_row(as_sentence(replace(aspect, head=ANY), subject, behind), topic)
    return [finding._replace(span=Span(behind.start, behind.end)) for finding in found]


def _judged(findings: Sequence[Finding], polarity: Polarity) -> list[Finding]:
    return [finding._replace(polarity=polarity) for finding in findings]
