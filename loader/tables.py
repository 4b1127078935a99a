"""Tables: what a row's first cell names, related to its other cells by the words at the head of their columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from paingraph.loader.claims import Polarity, Span
from paingraph.loader.columns import Head, Row, is_turned, key_of, settle
from paingraph.loader.mentions import Mention
from paingraph.loader.phrases import Item, Member, Phrase, Sentence
from paingraph.loader.reading import Reading
from paingraph.loader.relations import Finding
from paingraph.loader.rows import Cell, heads_of, rows_of
from paingraph.loader.rules import Structure
from paingraph.loader.sections import Linked, ListOf
from paingraph.loader.topic import CARE, CONDITION, Topic

__all__ = ["read_table"]

#: A cell that doubts what its row says.
_HEDGED = re.compile(r"insufficient|limited|\bweak\b|uncertain|conflicting|unproven|low[- ]quality", re.IGNORECASE)
#: … and one that doubts only what it names itself.
_DOUBTFUL = re.compile(r"doubtful|disputed|poor evidence|evidence poor", re.IGNORECASE)
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
    mistaken authors year reference references evidence grade level strength notes note comment comments trade
    advantage advantages disadvantage disadvantages drawback drawbacks pros cons downside
    avoid caution cautions watch contraindications contraindication""".split()
)
#: Relations of a cell to a cell between it and the first one of its row, besides its relation to that one.
_BETWEEN = frozenset({"indicatedAfter", "performs"})
#: The one of these beside which the kinds of things still tell what a cell is to the row.
_SEQUEL = "indicatedAfter"
#: Relations that another cell of the row may doubt or deny: 'Evidence: weak'.
_WEIGHED = frozenset({"treats", "diagnoses", "alternativeTo", "indicatedAfter"})
#: Words over a column of places where trainees are taught, who do not do there what the other columns say.
_PLACES = frozenset("rotation rotations placement placements posting postings attachment attachments".split())
_CONDITIONAL = frozenset("after when if once where before only as until unless".split())
_RELATIVES = frozenset({"that", "which", "who"})
#: Behind a condition and one of these stands what came before it: 'spasticity after stroke'.
_SEQUELS = frozenset({"after", "following"})
_CAUSING = frozenset({"of", "from", "due", "in"})


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
    settle(rows)
    heads = _heads(reading, listed)
    turned = is_turned(text, heads[1:], rows)
    subjects = _column_subjects(text, heads[1:])
    key = key_of(rows)
    words = text[heads[key][0] : heads[key][1]].lower() if key < len(heads) else ""
    placed = not _PLACES.isdisjoint(_WORD.findall(words))
    for row in rows:
        keyed = not (turned or placed) and next(_phrases(row.cells[0], row.named[0]), None) is not None
        reading.findings += [(finding, row.linked.block.heading) for finding in _read_taught(reading, row)]
        found = _read_row(reading, row, key, words) if keyed else [] if placed else _read_aspect(reading, row, subjects)
        reading.findings += [(finding, row.linked.block.heading) for finding in found]
    return bool(rows)


def _row_of(reading: Reading, linked: Linked, cells: Sequence[Cell]) -> Row:
    return Row(cells, [reading.sentence(linked, cell.start, cell.end, Topic()) for cell in cells], linked)


def _of_row(row: Row) -> Topic:
    """Return what the cells of a row speak of: the intervention that its first cell names."""
    phrase = next(_phrases(row.cells[0], row.named[0]), None)
    members = phrase.phrase.members if phrase is not None and phrase.phrase else ()
    readings = [reading for member in members for reading in member.mention.readings[:1]]
    return Topic(heading=tuple(readings) if readings and {entity.kind for entity in readings} <= CARE else ())


def _heads(reading: Reading, listed: ListOf) -> list[Head]:
    """Return where the heads of the columns stand and what they name."""
    lead_in = listed.lead_in
    if lead_in is None:
        return []
    spans = heads_of(reading.document.text, listed)
    return [(start, end, reading.sentence(lead_in, start, end, Topic())) for start, end in spans]


def _column_subjects(text: str, heads: Sequence[Head]) -> Mapping[str, Item]:
    """Return the things that head the columns of a table whose rows are aspects of them."""
    found: dict[str, Item] = {}
    for start, end, sentence in heads:
        phrase = next(_phrases(Cell(start, end, ""), sentence), None)
        if phrase is not None:
            found[text[start:end].lower()] = phrase
    return found


def _read_row(reading: Reading, row: Row, key: int, words: str) -> list[Finding]:
    """Read what the cells of a row say of the thing that the row is about, and of each other."""
    found: list[Finding] = []
    for place, cell in enumerate(row.cells):
        if cell.column:
            found += _read_cell(reading, row, place, key, words)
    return found


def _read_cell(reading: Reading, row: Row, place: int, key: int, words: str) -> list[Finding]:
    """Read what a cell says of the row's key, or of the one cell before it that it fits.

    Where no rule knows the words over the column, the kinds of the things tell how they relate.
    """
    cell = row.cells[place]
    earlier = zip(row.cells[:place], row.named, strict=False)
    columns = {other.column for other, named in earlier if not (other.column and _is_condition(named))}
    before = sorted(columns - {cell.column, key}, reverse=True)
    if cell.column > key:
        found = _read_pairs(reading, row, key, place, cell.head, words)
        between = [_read_pairs(reading, row, number, place, cell.head, "") for number in before if number > key]
        fitting = [pairs for pairs in between if pairs]
        if found:
            return found + _besides(found, fitting)
        if len(fitting) == 1 and any(finding.rule.relation != _SEQUEL for finding in fitting[0]):
            return fitting[0]
        if fitting:
            return [*_besides([], fitting), *_read_pairs(reading, row, key, place, _ANY, words)]
    for number in (key,) if cell.column > key else before:
        found = _read_pairs(reading, row, number, place, cell.head, words)
        if not found and _OTHER.isdisjoint(_WORD.findall(cell.head)):
            found = _read_pairs(reading, row, number, place, _ANY, words)
        if found:
            return found
    return []


def _read_taught(reading: Reading, row: Row) -> list[Finding]:
    """Read what cells say of the discipline of the document: 'What fellows learn'."""
    above = reading.by_index.get(row.linked.block.heading) if row.linked.block.heading is not None else None
    words = frozenset(token.text.lower() for token in above.tokens) if above is not None else frozenset()
    topic = Topic(heading=reading.matter.topic().taught(), words=words)
    found: list[Finding] = []
    for cell, sentence in zip(row.cells, row.named, strict=True):
        for behind in _phrases(cell, sentence) if cell.column and topic.heading else ():
            head = [Item(cell.start, cell.start, word) for word in _WORD.findall(cell.head)]
            dash = Item(cell.start, cell.start, "—")
            read = reading.find_in_row(Sentence([*head, dash, behind]), topic)
            found += [finding._replace(span=Span(behind.start, behind.end)) for finding in read]
    return found


def _is_condition(sentence: Sentence | None) -> bool:
    """Tell whether a cell says when something is done, so that what it names is not what the row is about."""
    return sentence is not None and sentence.items[0].word in _CONDITIONAL


def _besides(found: Sequence[Finding], fitting: Sequence[Sequence[Finding]]) -> list[Finding]:
    """Return the relations to cells between that hold besides that to the first cell: those to the nearest."""
    missing = _BETWEEN - {finding.rule.relation for finding in found}
    nearest = ([finding for finding in pairs if finding.rule.relation in missing] for pairs in fitting)
    return next((pairs for pairs in nearest if pairs), [])


def _read_aspect(reading: Reading, row: Row, subjects: Mapping[str, Item]) -> list[Finding]:
    """Read a row that says one thing of what the heading or the columns name: 'Guidance | ultrasound'."""
    text, cells = reading.document.text, row.cells
    aspect = replace(cells[0], head=text[cells[0].start : cells[0].end].lower())
    found: list[Finding] = []
    if subjects:
        for cell, sentence in zip(cells[1:], row.named[1:], strict=True):
            for behind in _phrases(cell, sentence) if cell.head in subjects else ():
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
        for behind in _phrases(cell, sentence):
            read = _in_row(reading, aspect, named, behind, topic)
            found += _judged(read, Polarity.HEDGED) if _HEDGED.search(text, cell.start, cell.end) else read
    return found


def _read_pairs(reading: Reading, row: Row, number: int, column: int, head: str, key: str) -> list[Finding]:
    """Read what a row says of the things in the cells of one column by the things in another cell."""
    places = (place for place, cell in enumerate(row.cells) if cell.column == number)
    return [finding for place in places for finding in _read_pair(reading, row, place, column, head, key)]


def _read_pair(reading: Reading, row: Row, first: int, column: int, head: str, key: str) -> list[Finding]:
    """Read what a row says of the things in one cell by the things in another."""
    sentence, cell = row.named[column], row.cells[column]
    subject = next(_phrases(row.cells[first], row.named[first]), None)
    if sentence is None or subject is None:
        return []
    words = [Item(item.start, item.end, item.word) for item in sentence.items if item.word in _KEPT]
    topic = Topic(own=reading.lexicon.characteristic, audience=reading.matter.audience)
    found: list[Finding] = []
    for behind in _phrases(cell, sentence):
        found += reading.find_in_row(_row(replace(cell, end=cell.start, head=head), subject, behind, words, key), topic)
    return [_doubted(reading.document.text, row, cell, finding) for finding in found]


def _doubted(text: str, row: Row, cell: Cell, finding: Finding) -> Finding:
    """Return a finding with the polarity that its cell gives it, or a cell beside that weighs what is done."""
    beside = [other for other in row.cells[1:] if other is cell or other.head != cell.head]
    weighing = beside if finding.rule.relation in _WEIGHED else [cell]
    if any(_DENIED.search(text, other.start, other.end) for other in weighing):
        return finding._replace(polarity=Polarity.NEGATED)
    if _DOUBTFUL.search(text, cell.start, cell.end) or any(_HEDGED.search(text, o.start, o.end) for o in weighing):
        return finding._replace(polarity=Polarity.HEDGED)
    return finding


def _in_row(reading: Reading, aspect: Cell, subject: Item, behind: Item, topic: Topic) -> list[Finding]:
    """Return what the rules find by the words of a row's aspect, or else by the kinds of the things alone."""
    found = reading.find_in_row(_row(aspect, subject, behind), topic)
    if not found and _OTHER.isdisjoint(_WORD.findall(aspect.head)):
        found = reading.find_in_row(_row(replace(aspect, head=_ANY), subject, behind), topic)
    return [finding._replace(span=Span(behind.start, behind.end)) for finding in found]


def _row(head: Cell, subject: Item, behind: Item, words: Sequence[Item] = (), key: str = "") -> Sentence:
    """Return a row as rules for tables see it: the column's words, a colon, the subject, a colon, the cell.

    Before the column's words stand those over the first column, set apart by a dash.
    """
    colon = Item(head.end, head.end, ":")
    keys = [Item(head.start, head.start, word) for word in _WORD.findall(key)]
    dash = [Item(head.start, head.start, "—")] if keys else []
    column = [Item(head.start, head.start, word) for word in _WORD.findall(head.head)]
    return Sentence([*keys, *dash, *column, colon, subject, colon, *words, behind])


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
    items = sentence.items
    ends = _RELATIVES | (_SEQUELS if items[0].phrase is not None and items[0].phrase.kinds == CONDITION else set())
    stop = next((i for i, item in enumerate(items) if i and item.word in ends), len(items))
    return items[:stop]


def _is_of_cause(sentence: Sentence | None, items: Sequence[Item]) -> bool:
    """Tell whether a cell names a pain by what causes it: 'pain of pancreatic cancer'."""
    if sentence is None or items[0].phrase is None or not items[0].phrase.members:
        return False
    pain = [reading.label for reading in items[0].phrase.members[0].mention.readings[:1]] == ["pain"]
    between = sentence.items[sentence.items.index(items[0]) + 1 : sentence.items.index(items[1])]
    return pain and 0 < len(between) < 3 and between[0].word in _CAUSING


def _judged(findings: Sequence[Finding], polarity: Polarity) -> list[Finding]:
    return [finding._replace(polarity=polarity) for finding in findings]
