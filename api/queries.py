"""Operations of the query catalogue: each query file is a route, with typed parameters, typed rows, and paging."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from typing import Any

from paingraph.api.operations import Operation
from paingraph.api.paging import CURSOR, LIMIT, page
from paingraph.api.parameters import Integer, Parameter, Text
from paingraph.api.resources import NamedQueryPage, RowPage
from paingraph.api.settings import Settings
from paingraph.api.sparql_page import EXAMPLES, Example
from paingraph.api.urls import API
from paingraph.ontology.errors import InputError, NotFoundError, ServiceError, TooLargeError, UsageError
from paingraph.queries.catalogue import Catalogue, Column, NamedQuery
from paingraph.queries.formats import Format
from paingraph.queries.store import Answer, Limits, Store

__all__ = ["examples", "query_operations"]

#: How the lexical forms of a column's terms become JSON.
_TYPED: Mapping[str, Callable[[str], object]] = {
    "iri": str,
    "text": str,
    "integer": int,
    "decimal": float,
    "boolean": lambda text: text in ("true", "1"),
}


def query_operations(settings: Settings, store: Store, catalogue: Catalogue) -> Iterator[Operation]:
    """Yield the list of the queries, and one operation for each."""
    known: dict[str, Any] = {
        "total": len(catalogue),
        "items": [_described(query) for query in catalogue],
        "next": None,
    }
    yield Operation(
        id="listQueries",
        path="/queries",
        summary="The named queries, with their parameters and columns.",
        answer=NamedQueryPage,
        handler=lambda: known,
        rows="items",
        tag="queries",
    )
    limits = Limits(settings.query_timeout, settings.result_limit, settings.memory_limit)
    for query in catalogue:
        yield _operation(store, query, limits)


def examples(store: Store, catalogue: Catalogue) -> list[Example]:
    """Return each named query with its sample bound, as something to start from.

    A graph of other documents may lack what a sample names; then the query is no example there.
    """
    found: list[Example] = []
    for query in catalogue:
        with suppress(InputError):
            found.append(Example(query.summary, _without_header(query.bound(store, query.sample))))
    return found or list(EXAMPLES)


def _operation(store: Store, query: NamedQuery, limits: Limits) -> Operation:
    camel = "".join(word.capitalize() for word in query.name.split("-"))
    return Operation(
        id=f"query{camel}",
        path=f"/queries/{query.name}",
        summary=query.summary,
        description=query.description,
        parameters=[*(_parameter(query, parameter.name) for parameter in query.parameters), LIMIT, CURSOR],
        answer=RowPage,
        handler=partial(_rows, store, query, limits),
        errors=[UsageError, NotFoundError, TooLargeError, ServiceError],
        rows="rows",
        sparql=partial(_whole, store, query, limits),
        tag="queries",
    )


def _parameter(query: NamedQuery, name: str) -> Parameter:
    declared = next(parameter for parameter in query.parameters if parameter.name == name)
    example = query.sample.get(name, declared.default)
    if declared.kind == "integer":
        default = None if declared.default is None else int(declared.default)
        return Integer(name=name, help=declared.help, required=declared.required, default=default, example=example)
    return Text(
        name=name,
        help=declared.help,
        required=declared.required,
        default=declared.default,
        example=example,
        max_length=300,
    )


def _rows(
    store: Store, query: NamedQuery, limits: Limits, limit: int, cursor: str | None, **values: object
) -> dict[str, Any]:
    given = {name: str(value) for name, value in values.items() if value is not None}
    answer = _evaluated(store, query, limits, Format.JSON, given)
    bindings = json.loads(answer.body)["results"]["bindings"]
    rows = [(f"{place:09}", _typed(binding, query.columns)) for place, binding in enumerate(bindings)]
    chosen, following = page(rows, lambda row: (row[0],), limit, cursor, f"{API}/queries/{query.name}", given)
    return {
        "query": query.name,
        "summary": query.summary,
        "parameters": given,
        "columns": [_column(column) for column in query.columns],
        "total": len(rows),
        "rows": [row for _, row in chosen],
        "next": following,
    }


def _whole(store: Store, query: NamedQuery, limits: Limits, format_: Format, arguments: Mapping[str, Any]) -> Answer:
    """Answer in a SPARQL results format: every row, because the format has no place for a cursor."""
    if arguments.get("cursor") is not None:
        raise UsageError(
            f"{format_.media_type} holds every row; leave cursor out, or ask for application/json.", parameter="cursor"
        )
    given = {name: str(arguments[name]) for name in (p.name for p in query.parameters) if arguments[name] is not None}
    return _evaluated(store, query, limits, format_, given)


def _evaluated(store: Store, query: NamedQuery, limits: Limits, format_: Format, given: Mapping[str, str]) -> Answer:
    return store.evaluate(query.bound(store, given), [format_], limits=limits)


def _typed(binding: Mapping[str, Mapping[str, str]], columns: tuple[Column, ...]) -> dict[str, object]:
    return {
        column.name: _TYPED[column.type](binding[column.name]["value"]) if column.name in binding else None
        for column in columns
    }


def _described(query: NamedQuery) -> dict[str, Any]:
    return {
        "id": query.name,
        "summary": query.summary,
        "description": query.description,
        "keywords": list(query.keywords),
        "parameters": [
            {"id": p.name, "kind": p.kind, "classes": list(p.classes), "default": p.default, "help": p.help}
            for p in query.parameters
        ],
        "columns": [_column(column) for column in query.columns],
        "sample": dict(query.sample),
        "href": f"{API}/queries/{query.name}",
    }


def _column(column: Column) -> dict[str, str]:
    return {"id": column.name, "type": column.type, "help": column.help}


def _without_header(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.startswith("#+")).strip()
