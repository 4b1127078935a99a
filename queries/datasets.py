"""The dataset that a query names for itself, taken out of its text (SPARQL 1.1 Query, section 13.2).

Engines differ in what they do with FROM beside the dataset of a request, and some fetch what it names. So no engine
sees these clauses: what they say goes into the request, where it can be held against the graphs that there are.
"""

from __future__ import annotations

import re
from urllib.parse import urljoin

from paingraph.ontology.namespaces import BASE, PREFIXES
from paingraph.queries.store import Dataset
from paingraph.queries.tokens import Kind, Token, tokens

__all__ = ["asks_named_graphs", "solutions_of", "without_dataset"]

_ESCAPED = re.compile(r"\\(.)")
_NO_BREAK = re.compile(r"[^\r\n]")


def without_dataset(query: str) -> tuple[str, Dataset]:
    """Return a query with blanks for its FROM clauses, so that lines keep their numbers, and what these name.

    The query must fit the grammar: then a word FROM is such a clause, and an IRI follows it.
    """
    if "from" not in query.lower():
        return query, Dataset()
    prologue = _Prologue()
    graphs: dict[bool, list[str]] = {False: [], True: []}
    found = tokens(query)
    for token in found:
        if token.is_word("PREFIX"):
            prologue.declare(next(found), next(found))
        elif token.is_word("BASE"):
            prologue.base = prologue.iri(next(found))
        elif token.is_word("FROM"):
            name = next(found)
            if is_named := name.is_word("NAMED"):
                name = next(found)
            graphs[is_named].append(prologue.iri(name))
            end = name.start + len(name.text)
            query = query[: token.start] + _NO_BREAK.sub(" ", query[token.start : end]) + query[end:]
    return query, Dataset(tuple(graphs[False]), tuple(graphs[True]))


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
