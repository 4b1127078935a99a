"""Tables: what a row's first cell names, related to its other cells by the words at the head of their columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from paingraph.loader.claims import Polarity, Span
from paingraph.loader.phrases import Item, Member, Phrase, Sentence
from paingraph.loader.reading import Reading
from paingraph.loader.relations import Finding
from paingraph.loader.rows import Cell, heads_of, rows_of
from paingraph.loader.rules import Structure
from paingraph.loader.sections import Linked, ListOf
from paingraph.loader.topic import CARE, Topic

__all__ = ["read_table"]

#: A cell that doubts what its row says.
_HEDGED = re.compile(r"insufficient|limited|weak|uncertain|conflicting|unproven|low[- ]quality", re.IGNORECASE)
#: … and one that denies it.
_DENIED = re.compile(
    r"\bno (?:proven )?(?:benefit|effect|role)\b|\bineffective|\bnot (?:effective|recommended)|\bagainst\b|\buseless\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z]+")
#: Words of a cell that say what is done with what it names.
_KEPT = frozenset({"finding", "diagnosing"})
#: Stands for the words over a column that no rule knows …
_ANY = "anything"
#: … unless these set the cell apart from the row.
_OTHER = frozenset(
    """first described confused replaced before spares forbidden instead after compared asks doubts rarely never dines
    neighbor hospital since pause dislikes unlike versus vs cost price not without differs similar history day when
    authors year reference references evidence grade level strength notes note comment comments""".split()
)
_CONDITIONAL = frozenset("after when if once where before only as until unless".split())
_RELATIVES = frozenset({"that", "which", "who"})
_CAUSING = frozenset({"of", "from", "due", "in"})


def read_table(reading: Reading, listed: ListOf) -> bool:
    """Read a list whose items are rows of a table; tell whether it is one."""
    is_table = False
    subjects = _column_subjects(reading, listed)
    for number, cells in rows_of(reading.document.text, listed):
        is_table = True
        linked = listed.items[number]
        named = [reading.sentence(linked, cell.start, cell.end, Topic()) for cell in cells]
        topic = _of_row(cells, named)
        for cell, sentence in zip(cells, named, strict=True):
            if sentence is not None:
                own = Topic() if cell.column == cells[0].column else topic
                reading.find(sentence, [Structure.SENTENCE], own, linked.block.heading)
        found: list[Finding] = []
        if named[0] is None or not any(item.phrase for item in named[0].items):
            found += _read_aspect(reading, cells, named, linked, subjects)
        else:
            for column in range(1, len(cells)):
                found += _read_column(reading, cells, named, column)
        reading.findings += [(finding, linked.block.heading) for finding in found]
    return is_table


def _of_row(cells: Sequence[Cell], named: Sequence[Sentence | None]) -> Topic:
    """Return what the cells of a row speak of: the intervention that its first cell names."""
    phrase = next(_phrases(cells[0], named[0]), None)
    readings = [m.mention.readings[0] for m in phrase.phrase.members] if phrase is not None and phrase.phrase else []
    return Topic(heading=tuple(readings) if readings and {entity.kind for entity in readings} <= CARE else ())


def _read_column(
    reading: Reading, cells: Sequence[Cell], named: Sequence[Sentence | None], column: int
) -> list[Finding]:
    """Read what a cell says of the cells before it: each relation of the nearest column that it fits.

    Where no rule knows the words over the column, the kinds of the things tell how the row's first ones relate to it.
    """
    before = [
        first
        for first in range(column - 1, -1, -1)
        if cells[first].column != cells[column].column and not (first and _is_condition(named[first]))
    ]
    found: list[Finding] = []
    for nearest in dict.fromkeys(cells[first].column for first in before):
        known = {finding.rule.relation for finding in found}
        for first in (first for first in before if cells[first].column == nearest):
            pairs = _read_pair(reading, cells, named, first, column, cells[column].head)
            found += [finding for finding in pairs if finding.rule.relation not in known]
    if found or not _OTHER.isdisjoint(_WORD.findall(cells[column].head)):
        return found
    rows = (_read_pair(reading, cells, named, first, column, _ANY) for first in reversed(before))
    return next((pairs for pairs in rows if pairs), [])


def _is_condition(sentence: Sentence | None) -> bool:
    """Tell whether a cell says when something is done, so that what it names is not what the row is about."""
    return sentence is not None and sentence.items[0].word in _CONDITIONAL


def _column_subjects(reading: Reading, listed: ListOf) -> Mapping[str, Item]:
    """Return the things that head the columns of a table whose rows are aspects of them."""
    lead_in = listed.lead_in
    if lead_in is None:
        return {}
    text = reading.document.text
    found: dict[str, Item] = {}
    for start, end in heads_of(text, listed)[1:]:
        sentence = reading.sentence(lead_in, start, end, Topic())
        phrase = next(_phrases(Cell(start, end, ""), sentence), None)
        if phrase is not None:
            found[text[start:end].lower()] = phrase
    return found


def _read_aspect(
    reading: Reading,
    cells: Sequence[Cell],
    named: Sequence[Sentence | None],
    linked: Linked,
    subjects: Mapping[str, Item],
) -> list[Finding]:
    """Read a row that says one thing of what the heading or the columns name: 'Guidance | ultrasound'."""
    text = reading.document.text
    aspect = replace(cells[0], head=text[cells[0].start : cells[0].end].lower())
    if subjects:
        found = []
        for cell, sentence in zip(cells[1:], named[1:], strict=True):
            for behind in _phrases(cell, sentence) if cell.head in subjects else ():
                found += _in_row(reading, aspect, subjects[cell.head], behind, Topic())
        return found
    heading = reading.by_index.get(linked.block.heading) if linked.block.heading is not None else None
    topic = reading.matter.under(heading) if heading is not None else Topic()
    if heading is None or not heading.mentions or not topic.heading:
        return []
    subject = Member(heading.mentions[0]._replace(readings=topic.heading[:1]))
    row = Item(aspect.start, aspect.end, "", Phrase((subject,)))
    found = []
    for cell, sentence in zip(cells[1:], named[1:], strict=True):
        for behind in _phrases(cell, sentence):
            read = _in_row(reading, aspect, row, behind, topic)
            found += _judged(read, Polarity.HEDGED) if _HEDGED.search(text, cell.start, cell.end) else read
    return found


def _read_pair(
    reading: Reading, cells: Sequence[Cell], named: Sequence[Sentence | None], first: int, column: int, head: str
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
        found += reading.find_in_row(_row(replace(cell, end=cell.start, head=head), subject, behind, words), topic)
    beside = [other for other in cells[1:] if other is cell or other.head != cell.head]
    hedged = any(_HEDGED.search(reading.document.text, other.start, other.end) for other in beside)
    denied = any(_DENIED.search(reading.document.text, other.start, other.end) for other in beside)
    return _judged(found, Polarity.NEGATED if denied else Polarity.HEDGED) if denied or hedged else found


def _in_row(reading: Reading, aspect: Cell, subject: Item, behind: Item, topic: Topic) -> list[Finding]:
    """Return what the rules find by the words of a row's aspect, or else by the kinds of the things alone."""
    found = reading.find_in_row(_row(aspect, subject, behind), topic)
    if not found and _OTHER.isdisjoint(_WORD.findall(aspect.head)):
        found = reading.find_in_row(_row(replace(aspect, head=_ANY), subject, behind), topic)
    return [finding._replace(span=Span(behind.start, behind.end)) for finding in found]


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


def _judged(findings: Sequence[Finding], polarity: Polarity) -> list[Finding]:
    return [finding._replace(polarity=polarity) for finding in findings]
