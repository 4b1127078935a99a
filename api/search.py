"""Search over labels, synonyms, codes and definitions: SQLite FTS5 in memory, stemmed, by prefix, tolerant of typos.

What the reader typed reaches SQLite as a bound value, and FTS5 as quoted words, so that no sign in it has a meaning.
"""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from paingraph.api.answers import Answers, support
from paingraph.api.directory import Directory, Entry
from paingraph.api.kinds import KINDS
from paingraph.api.mappings import Mappings
from paingraph.api.operations import Operation
from paingraph.api.paging import CURSOR, LIMIT, page
from paingraph.api.parameters import Choice, Text
from paingraph.api.service_resources import SearchAnswer
from paingraph.api.spelling import Spelling
from paingraph.api.urls import API
from paingraph.ontology.errors import UsageError

__all__ = ["Found", "Hit", "SearchIndex", "search_operations"]

#: Words that a question is full of and that no name is found by.
STOP_WORDS = frozenset(
    ["a", "an", "and", "by", "for", "from", "in", "is", "of", "on", "or", "the", "to", "what", "which", "with"]
)
#: Names that one search ranks, at most.
MAX_ROWS = 2000
#: Words of a query that are searched for.
MAX_WORDS = 12

_LABEL, _SYNONYM, _CODE, _DEFINITION = 0, 1, 2, 3
_OPEN, _CLOSE = "\x02", "\x03"
_WORD = re.compile(r"[^\W_]+")

#: Whether any name has a word; asked before a word is taken for misspelt.
_KNOWN = "SELECT 1 FROM names WHERE names MATCH ? LIMIT 1"
_QUERY = f"SELECT rowid, rank FROM names WHERE names MATCH ? ORDER BY rank, rowid LIMIT {MAX_ROWS}"  # noqa: S608 - ours
#: Marking costs more than finding, so that only what is shown is marked; the plus keeps FTS5 from matching row by row.
_MARKS = f"""SELECT rowid, highlight(names, 0, '{_OPEN}', '{_CLOSE}')
FROM names WHERE names MATCH ? AND +rowid IN (%s)"""  # noqa: S608 - our constants, and as many ? as rows


@dataclass(frozen=True, slots=True)
class Hit:
    """An entity that a search found, and the name that matched."""

    entry: Entry
    matched: str
    #: Row of the name in the index.
    row: int
    score: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The outcome of a search; `corrected` is the query as it was understood, if words were misspelt."""

    hits: tuple[Hit, ...]
    corrected: str | None
    #: What FTS5 was asked.
    expression: str = ""


class SearchIndex:
    """Every name, code and definition of a version, ready to be searched by any thread."""

    def __init__(self, directory: Directory, mappings: Mappings) -> None:
        self._directory = directory
        self._lock = threading.Lock()
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        self._database.execute(
            "CREATE VIRTUAL TABLE names USING fts5(text, tokenize = 'porter unicode61', prefix = '2 3 4')"
        )
        #: What stands in each row of the table: whose name, which sort of name, as written and folded.
        self._names = [
            (entry, field, text, " ".join(_WORD.findall(text.casefold())))
            for entry, field, text in _names(directory, mappings)
        ]
        self._database.executemany("INSERT INTO names (text) VALUES (?)", [(text,) for _, _, text, _ in self._names])
        self._spelling = Spelling(
            word for _, field, _, folded in self._names if field < _CODE for word in folded.split()
        )

    def search(self, query: str) -> Found:
        """Return the entities that a query names, best first: whole names, then beginnings, then words."""
        words = _WORD.findall(query.casefold())[:MAX_WORDS]
        words = [word for word in words if word not in STOP_WORDS] or words
        if not words:
            return Found((), None)
        alternatives = [self._alternatives(word) for word in words]
        understood = " ".join(choices[0] for choices in alternatives)
        for joint in (" AND ", " OR "):
            expression = _expression(alternatives, joint)
            rows = self._rows(_QUERY, expression)
            if rows:
                break
        best: dict[int, Hit] = {}
        for row, rank in rows:
            entry, field, text, folded = self._names[row - 1]
            score = _score(understood, folded, field, rank, entry)
            known = best.get(id(entry))
            if known is None or score < known.score:
                best[id(entry)] = Hit(entry, text, row, score)
        hits = sorted(best.values(), key=lambda hit: (hit.score, hit.entry.label, hit.entry.id))
        return Found(tuple(hits), understood if understood != " ".join(words) and hits else None, expression)

    def marked(self, found: Found, hits: Sequence[Hit]) -> list[tuple[tuple[str, bool], ...]]:
        """Return what matched in some of the hits, in pieces; true marks those that the query asked for."""
        if not hits:
            return []
        rows = dict(self._rows(_MARKS % ", ".join("?" * len(hits)), found.expression, *(hit.row for hit in hits)))
        return [tuple(_pieces(rows[hit.row])) for hit in hits]

    def _alternatives(self, word: str) -> list[str]:
        if self._rows(_KNOWN, f'"{word}"*'):
            return [word]
        return self._spelling.corrections(word) or [word]

    def _rows(self, query: str, *values: str | int) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._database.execute(query, values).fetchall()


def search_operations(answers: Answers, index: SearchIndex) -> Iterator[Operation]:
    """Yield the search."""
    kinds = tuple(kind.name for kind in KINDS)
    yield Operation(
        id="search",
        path="/search",
        summary="Entities by label, synonym or definition, best first.",
        description="Beginnings of words, plurals, misspelt words and any order of words are understood.",
        parameters=[
            Text(name="q", help="What to look for.", required=True, example="sciatca"),
            Choice(name="kind", help="Only entities of this kind.", choices=kinds),
            LIMIT,
            CURSOR,
        ],
        answer=SearchAnswer,
        rows="items",
        handler=partial(_search, answers, index),
        errors=[UsageError],
        tag="search",
    )


def _search(
    answers: Answers, index: SearchIndex, q: str, kind: str | None, limit: int, cursor: str | None
) -> dict[str, Any]:
    found = index.search(q)
    ranked = [(f"{place:06}", hit) for place, hit in enumerate(found.hits) if kind in (None, hit.entry.kind.name)]
    chosen, following = page(ranked, lambda item: (item[0],), limit, cursor, f"{API}/search", {"q": q, "kind": kind})
    items = [
        {
            **answers.reference(hit.entry.id),
            "definition": hit.entry.definition,
            "matched": hit.matched,
            "marked": marked,
            "support": support(hit.entry),
        }
        for (_, hit), marked in zip(chosen, index.marked(found, [hit for _, hit in chosen]), strict=True)
    ]
    return {"query": q, "corrected": found.corrected, "total": len(ranked), "items": items, "next": following}


def _names(directory: Directory, mappings: Mappings) -> Iterator[tuple[Entry, int, str]]:
    for entry in directory.entries.values():
        yield entry, _LABEL, entry.label
        for synonym in entry.synonyms:
            yield entry, _SYNONYM, synonym
        for mapping in mappings.of(entry.id):
            yield entry, _CODE, mapping["code"]
        if entry.definition:
            yield entry, _DEFINITION, entry.definition


def _expression(alternatives: Sequence[Sequence[str]], joint: str) -> str:
    groups = ("(" + " OR ".join(f'"{word}"*' for word in choices) + ")" for choices in alternatives)
    return joint.join(groups)


def _pieces(highlighted: str) -> Iterator[tuple[str, bool]]:
    for piece in re.split(f"({_OPEN}[^{_CLOSE}]*{_CLOSE})", highlighted):
        if piece:
            yield piece.strip(_OPEN + _CLOSE), piece.startswith(_OPEN)


def _score(query: str, name: str, field: int, rank: float, entry: Entry) -> tuple[float, ...]:
    """Order hits: a whole name, the beginning of a name, a name, a definition; then by rank and by what is said."""
    if field == _DEFINITION:
        return 7, round(rank, 4), -entry.documents
    stage = 0 if name == query else 2 if name.startswith(query) else 4
    return stage + field, -min(entry.documents, 1), round(rank, 4)
