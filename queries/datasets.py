"""The dataset that a query names for itself, taken out of its text (SPARQL 1.1 Query, section 13.2).

Engines differ in what they do with FROM beside the dataset of a request, and some fetch what it names. So no engine
sees these clauses: what they say goes into the request, where it can be held against the graphs that there are.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple
from urllib.parse import urljoin

from paingraph.ontology.namespaces import BASE, PREFIXES
from paingraph.queries.publication import NOWHERE
from paingraph.queries.store import Dataset
from paingraph.queries.tokens import Kind, Token, tokens

__all__ = ["asks_named_graphs", "solutions_of", "with_graphs", "without_dataset"]

_ESCAPED = re.compile(r"\\(.)")
_NO_BREAK = re.compile(r"[^\r\n]")


def without_dataset(query: str) -> tuple[str, Dataset]:
    """Return a query with blanks for its FROM clauses, so that lines keep their numbers, and what these name.

    The query must fit the grammar: then a word FROM is such a clause, and an IRI follows it.
    """
    if "from" not in query.lower():
        return query, Dataset()
    graphs: dict[bool, list[str]] = {False: [], True: []}
    for clause in _clauses(query, "FROM"):
        graphs[clause.is_named].append(clause.iri)
        blanks = _NO_BREAK.sub(" ", query[clause.start : clause.end])
        query = query[: clause.start] + blanks + query[clause.end :]
    return query, Dataset(tuple(graphs[False]), tuple(graphs[True]))


def with_graphs(query: str, held: Collection[str]) -> str:
    """Return a query in which a graph that is asked by its name, and is not held, is one that nobody holds.

    Virtuoso counts one solution, where there is none, of a graph that the dataset does not name.
    """
    if "graph" not in query.lower():
        return query
    for clause in reversed([*_clauses(query, "GRAPH")]):
        if clause.iri not in held:
            query = f"{query[: clause.start]}GRAPH <{NOWHERE}>{query[clause.end :]}"
    return query


def asks_named_graphs(query: str) -> bool:
    """Tell whether a query looks into graphs by their names."""
    return "graph" in query.lower() and any(token.is_word("GRAPH") for token in tokens(query))


def solutions_of(query: str, kind: str) -> str | None:
    """Return a SELECT with a row per solution that a CONSTRUCT or DESCRIBE is made from; None for other forms.

    The query has no FROM, and fits the grammar.
    """
    if kind not in ("CONSTRUCT", "DESCRIBE"):
        return None
    keyword: int | None = None
    depth, templated = 0, kind == "DESCRIBE"
    for token in tokens(query):
        if keyword is None:
            keyword = token.start if token.is_word(kind) else None
        elif token.is_word("WHERE") or (token.text == "{" and depth == 0 and templated):
            return f"{query[:keyword]} SELECT (1 AS ?one) {query[token.start :]}"
        elif token.text in ("{", "}"):
            depth += 1 if token.text == "{" else -1
            templated = True
    return None


class _Clause(NamedTuple):
    """A keyword and the IRI after it, perhaps with NAMED between them."""

    start: int
    end: int
    is_named: bool
    iri: str


def _clauses(query: str, keyword: str) -> Iterator[_Clause]:
    """Yield where an IRI stands after a keyword, and what it means there."""
    prologue = _Prologue()
    found = tokens(query)
    for token in found:
        if token.is_word("PREFIX"):
            prologue.declare(next(found), next(found))
        elif token.is_word("BASE"):
            prologue.base = prologue.iri(next(found))
        elif token.is_word(keyword):
            name = next(found)
            if is_named := name.is_word("NAMED"):
                name = next(found)
            if name.kind in (Kind.IRI, Kind.NAME):
                yield _Clause(token.start, name.start + len(name.text), is_named, prologue.iri(name))


class _Prologue:
    """What a query declares before all else; the house's prefixes, and its base, need no declaration."""

    def __init__(self) -> None:
        self.base = BASE
        self._prefixes = {f"{name}:": iri for name, iri in PREFIXES.items()}

    def declare(self, prefix: Token, iri: Token) -> None:
        self._prefixes[prefix.text] = self.iri(iri)

    def iri(self, token: Token) -> str:
        if token.kind is Kind.IRI:
            return urljoin(self.base, token.text[1:-1])
        prefix, colon, local = token.text.partition(":")
        return self._prefixes.get(prefix + colon, "") + _ESCAPED.sub(r"\1", local)
