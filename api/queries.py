"""The query catalogue served: each query file is a route with typed parameters, typed rows, and paging."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from typing import Any

from paingraph.api.operations import Operation
from paingraph.api.paging import CURSOR, LIMIT, page
from paingraph.api.parameters import Integer, Parameter, Text
from paingraph.api.service_resources import NamedQueryPage, RowPage
from paingraph.api.settings import Settings
from paingraph.api.sparql_page import EXAMPLES, Example
from paingraph.api.urls import API
from paingraph.ontology.errors import InputError, NotFoundError, ServiceError, TooLargeError, UsageError
from paingraph.queries.catalogue import Catalogue, Column, NamedQuery
from paingraph.queries.formats import Format
from paingraph.queries.store import Answer, Limits, Store

__all__ = ["NamedQueries", "query_operations"]

#: How the lexical forms of a column's terms become JSON.
_TYPED: Mapping[str, Callable[[str], object]] = {
    "iri": str,
    "text": str,
    "integer": int,
    "decimal": float,
    "boolean": lambda text: text in ("true", "1"),
}


class NamedQueries:
    """The queries of a catalogue, asked of one store under limits."""

    def __init__(self, settings: Settings, store: Store, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._store = store
        self._limits = Limits(settings.query_timeout, settings.result_limit, settings.memory_limit)

    def rows(self, query: NamedQuery, limit: int, cursor: str | None, **values: object) -> dict[str, Any]:
        """Return a page of typed rows, with the names and types of the columns."""
        given = {name: str(value) for name, value in values.items() if value is not None}
        bindings = json.loads(self._answer(query, Format.JSON, given).body)["results"]["bindings"]
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

    def whole(self, query: NamedQuery, format_: Format, arguments: Mapping[str, Any]) -> Answer:
        """Answer in a SPARQL results format: every row, because the format has no place for a cursor."""
        if arguments.get("cursor") is not None:
            raise UsageError(
                f"{format_.media_type} holds every row; leave cursor out, or ask for application/json.",
                parameter="cursor",
            )
        names = [parameter.name for parameter in query.parameters]
        return self._answer(query, format_, {n: str(arguments[n]) for n in names if arguments[n] is not None})

    def text(self, query: NamedQuery, values: Mapping[str, str]) -> str:
        """Return a query with its parameters bound, as a reader would run it elsewhere."""
        lines = query.bound(self._store, values).splitlines()
        return "\n".join(line for line in lines if not line.startswith("#+")).strip()

    def examples(self) -> list[Example]:
        """Return each query with its sample bound, as something to start from.

        A graph of other documents may lack what a sample names; then the query is no example there.
        """
        found: list[Example] = []
        for query in self.catalogue:
            with suppress(InputError):
                found.append(Example(query.summary, self.text(query, query.sample)))
        return found or list(EXAMPLES)

    def _answer(self, query: NamedQuery, format_: Format, given: Mapping[str, str]) -> Answer:
        return self._store.evaluate(query.bound(self._store, given), [format_], limits=self._limits)


def query_operations(queries: NamedQueries) -> Iterator[Operation]:
    """Yield the list of the queries, and one operation for each."""
    items = [_described(query) for query in queries.catalogue]
    known: dict[str, Any] = {"total": len(items), "items": items, "next": None}
    yield Operation(
        id="listQueries",
        path="/queries",
        summary="The named queries, with their parameters and columns.",
        answer=NamedQueryPage,
        handler=lambda: known,
        rows="items",
        tag="queries",
    )
    for query in queries.catalogue:
        yield Operation(
            id="query" + "".join(word.capitalize() for word in query.name.split("-")),
            path=f"/queries/{query.name}",
            summary=query.summary,
            description=query.description,
            parameters=[*(_parameter(query, parameter.name) for parameter in query.parameters), LIMIT, CURSOR],
            answer=RowPage,
            handler=partial(queries.rows, query),
            errors=[UsageError, NotFoundError, TooLargeError, ServiceError],
            rows="rows",
            fields=[column.name for column in query.columns],
            sparql=partial(queries.whole, query),
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
