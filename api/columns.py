"""The columns of a named query as JSON has them: each term in the type that the query's file promises."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from paingraph.ontology.errors import QueryFileError
from paingraph.queries.header import Column
from paingraph.queries.named_query import NamedQuery

__all__ = ["column_schemas", "typed_rows"]

#: A term of the SPARQL results format in JSON.
_Term = Mapping[str, str]

_INTEGER = re.compile(r"[+-]?[0-9]+")
_TRUTH = {"true": True, "1": True, "false": False, "0": False}
#: What to do about a column, beside giving the type that its terms have.
_ADVICE = {
    "iri": "a literal is text",
    "integer": "or make it one in the query, by xsd:integer(…)",
    "decimal": "or make it one in the query, by xsd:decimal(…)",
    "boolean": "or make it one in the query, by a comparison",
}
_JSON_TYPES = {"iri": "string", "text": "string", "integer": "integer", "decimal": "number", "boolean": "boolean"}


def typed_rows(query: NamedQuery, bindings: Iterable[Mapping[str, _Term]]) -> Iterator[dict[str, Any]]:
    """Yield the rows of an answer; QueryFileError if a term is not what the query's file says of its column."""
    for number, binding in enumerate(bindings, 1):
        row = {}
        for column in query.columns:
            term = binding.get(column.name)
            try:
                row[column.name] = None if term is None else _READERS[column.type](term)
            except (KeyError, ValueError):
                raise _misdeclared(query, column, number, term or {}) from None
        yield row


def column_schemas(columns: Iterable[Column]) -> dict[str, Any]:
    """Return the JSON Schemas of the members of a row, by column."""
    return {
        column.name: {"anyOf": [{"type": _JSON_TYPES[column.type]}, {"type": "null"}], "description": column.help}
        for column in columns
    }


def _misdeclared(query: NamedQuery, column: Column, number: int, term: _Term) -> QueryFileError:
    value = term["value"][:80]
    what = {"uri": f"the IRI <{value}>", "bnode": "a blank node"}.get(term["type"], f"{value!r}")
    return QueryFileError(
        f"{query.name}.rq calls its column {column.name} {column.type}, but row {number} holds {what}; its author must "
        f"give the column another type in the file's header ({_ADVICE[column.type]}).",
        file=f"{query.name}.rq",
        column=column.name,
        declared=column.type,
        row=number,
        value=value,
    )


def _iri(term: _Term) -> str:
    if term["type"] != "uri":
        raise ValueError
    return term["value"]


def _integer(term: _Term) -> int:
    if not _INTEGER.fullmatch(term["value"]):
        raise ValueError
    return int(term["value"])


def _decimal(term: _Term) -> float:
    number = float(term["value"])
    if not math.isfinite(number):  # JSON has no word for it
        raise ValueError
    return number


_READERS: Mapping[str, Callable[[_Term], object]] = {
    "iri": _iri,
    "text": lambda term: term["value"],
    "integer": _integer,
    "decimal": _decimal,
    "boolean": lambda term: _TRUTH[term["value"]],
}
