"""Rows of a table that are about what one of their cells names, each cell read with that one or another before it.

'Sciatica | epidural steroid injection | limited evidence' hedges that the injection treats sciatica.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from paingraph.loader.claims import Polarity
from paingraph.loader.columns import Row
from paingraph.loader.findings import Finding
from paingraph.loader.phrases import Item, Sentence
from paingraph.loader.reading import Reading
from paingraph.loader.row_sentences import ANY, OTHER, WORD, as_sentence, phrases
from paingraph.loader.rows import Cell
from paingraph.loader.topic import Topic

__all__ = ["HEDGED", "read_row"]

#: A cell that doubts what its row says; a weak grip and limited movement do not.
HEDGED = re.compile(
    r"insufficient|\b(?:limited|weak)\b(?!\s+(?!evidence|recommendation|data|proof|to\b|or\b|for\b|in\b|and\b)[a-z])"
    r"|uncertain|conflicting|unproven|low[- ]quality",
    re.IGNORECASE,
)
#: … and one that doubts only what it names itself.
_DOUBTFUL = re.compile(r"doubtful|disputed|poor evidence|evidence poor", re.IGNORECASE)
#: … and one that denies it.
_DENIED = re.compile(
    r"\bno (?:proven )?(?:benefit|effect|role)\b|\bineffective|\bnot (?:effective|recommended)|\bagainst\b|\buseless\b",
    re.IGNORECASE,
)
#: Over a column of what points to a disorder, with which patients are sent on.
_SIGNS = frozenset("finding findings sign signs symptom symptoms flag flags feature features".split())
#: Words of a cell that say what is done with what it names.
_KEPT = frozenset({"finding", "diagnosing", "diagnosis", "confirming", "confirmation"})
#: Relations of a cell to a cell between it and the first one of its row, besides its relation to that one.
_BETWEEN = frozenset({"indicatedAfter"})
#: The one of these beside which the kinds of things still tell what a cell is to the row.
_SEQUEL = "indicatedAfter"
#: Relations that another cell of the row may doubt or deny: 'Evidence: weak'.
_WEIGHED = frozenset({"treats", "diagnoses", "alternativeTo", "indicatedAfter"})
_CONDITIONAL = frozenset("after when if once where before only as until unless".split())


def read_row(reading: Reading, row: Row, key: int, words: str) -> list[Finding]:
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
            return [*_besides([], fitting), *_read_pairs(reading, row, key, place, ANY, words)]
    for number in (key,) if cell.column > key else before:
        found = _read_pairs(reading, row, number, place, cell.head, words)
        if not found and OTHER.isdisjoint(WORD.findall(cell.head)):
            found = _read_pairs(reading, row, number, place, ANY, words)
        if found:
            return found
    return []


def _is_condition(sentence: Sentence | None) -> bool:
    """Tell whether a cell says when something is done, so that what it names is not what the row is about."""
    return sentence is not None and sentence.items[0].word in _CONDITIONAL


def _besides(found: Sequence[Finding], fitting: Sequence[Sequence[Finding]]) -> list[Finding]:
    """Return the relations to cells between that hold besides that to the first cell: those to the nearest."""
    missing = _BETWEEN - {finding.rule.relation for finding in found}
    nearest = ([finding for finding in pairs if finding.rule.relation in missing] for pairs in fitting)
    return next((pairs for pairs in nearest if pairs), [])


def _read_pairs(reading: Reading, row: Row, number: int, column: int, head: str, key: str) -> list[Finding]:
    """Read what a row says of the things in the cells of one column by the things in another cell."""
    places = (place for place, cell in enumerate(row.cells) if cell.column == number)
    return [finding for place in places for finding in _read_pair(reading, row, place, column, head, key)]


def _read_pair(reading: Reading, row: Row, first: int, column: int, head: str, key: str) -> list[Finding]:
    """Read what a row says of the things in one cell by the things in another."""
    sentence, cell = row.named[column], row.cells[column]
    subject = next(phrases(row.cells[first], row.named[first]), None)
    if sentence is None or subject is None:
        return []
    words = [Item(item.start, item.end, item.word) for item in sentence.items if item.word in _KEPT]
    topic = Topic(own=reading.lexicon.characteristic, audience=reading.matter.audience)
    found: list[Finding] = []
    for behind in phrases(cell, sentence):
        found += reading.find_in_row(
            as_sentence(replace(cell, end=cell.start, head=head), subject, behind, words, key), topic
        )
    if not _SIGNS.isdisjoint(WORD.findall(row.cells[first].head)):
        found = [finding for finding in found if finding.rule.relation != "managesCondition"]
    return [_doubted(reading.document.text, row, cell, finding) for finding in found]


def _doubted(text: str, row: Row, cell: Cell, finding: Finding) -> Finding:
    """Return a finding with the polarity that its cell gives it, or a cell beside that weighs what is done."""
    beside = [other for other in row.cells[1:] if other is cell or other.head != cell.head]
    weighing = beside if finding.rule.relation in _WEIGHED else [cell]
    if any(_DENIED.search(text, other.start, other.end) for other in weighing):
        return finding._replace(polarity=Polarity.NEGATED)
    if _DOUBTFUL.search(text, cell.start, cell.end) or any(HEDGED.search(text, o.start, o.end) for o in weighing):
        return finding._replace(polarity=Polarity.HEDGED)
    return finding
