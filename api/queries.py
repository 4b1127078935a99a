"""The query catalogue served: each query file is a route with typed parameters, typed rows, and paging."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import partial
from typing import Any

from paingraph.api.columns import column_schemas, typed_rows
from paingraph.api.directory import Directory
from paingraph.api.n_triples import read_n_triples
from paingraph.api.operations import Operation
from paingraph.api.paging import CURSOR, LIMIT, page
from paingraph.api.parameters import Integer, Parameter, Text
from paingraph.api.retractions import Retractions
from paingraph.api.service_resources import NamedQueryPage, RowPage
from paingraph.api.settings import Settings
from paingraph.api.sparql_page import EXAMPLES, Example
from paingraph.api.urls import API, document_id
from paingraph.ontology.errors import (
    GoneError,
    InputError,
    NotFoundError,
    QueryFileError,
    ServiceError,
    TooLargeError,
    UsageError,
)
from paingraph.queries.catalogue import Catalogue
from paingraph.queries.formats import GRAPHS, Format
from paingraph.queries.header import Column
from paingraph.queries.named_query import NamedQuery
from paingraph.queries.store import Answer, Limits, Store, Term

__all__ = ["NamedQueries", "query_operations"]

#: The greatest number that a query's parameter may be.
MAX_INTEGER = 1_000_000_000


class NamedQueries:
    """The queries of a catalogue, asked of one store under limits."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        catalogue: Catalogue,
        directory: Directory,
        retractions: Retractions | None = None,
    ) -> None:
        self.catalogue = catalogue
        self._store = store
        self._directory = directory
        self._retractions = retractions or Retractions()
        self._limits = Limits(settings.query_timeout, settings.result_limit, settings.memory_limit)

    def rows(self, query: NamedQuery, limit: int, cursor: str | None, **values: object) -> dict[str, Any]:
        """Return a page of typed rows, with the names and types of the columns."""
        given = {name: str(value) for name, value in values.items() if value is not None}
        found = self._graph_rows(query, given) if query.makes_graph else self._solution_rows(query, given)
        rows = [(f"{place:09}", row) for place, row in enumerate(found)]
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

    def _solution_rows(self, query: NamedQuery, given: Mapping[str, str]) -> Iterator[dict[str, object]]:
        results = json.loads(self._answer(query, Format.JSON, given).body)
        if "boolean" in results:
            yield {query.columns[0].name: results["boolean"]}
            return
        yield from typed_rows(query, results["results"]["bindings"])

    def _graph_rows(self, query: NamedQuery, given: Mapping[str, str]) -> Iterator[dict[str, object]]:
        body = self._answer(query, Format.N_TRIPLES, given).body.decode()
        for subject, predicate, object_ in read_n_triples(body):
            yield {
                "subject": _end(subject),
                "predicate": predicate,
                "object": _end(object_),
                "datatype": object_.datatype,
                "language": object_.language,
            }

    def whole(self, query: NamedQuery, format_: Format, arguments: Mapping[str, Any]) -> Answer:
        """Answer in a format of SPARQL or RDF: everything, because the format has no place for a cursor."""
        for parameter in (LIMIT, CURSOR):
            if arguments.get(parameter.name) != parameter.default:
                raise UsageError(
                    f"{format_.media_type} holds everything; leave {parameter.name} out, or ask for application/json.",
                    parameter=parameter.name,
                )
        names = [parameter.name for parameter in query.parameters]
        return self._answer(query, format_, {n: str(arguments[n]) for n in names if arguments[n] is not None})

    def text(self, query: NamedQuery, values: Mapping[str, str]) -> str:
        """Return a query with its parameters bound, as a reader would run it elsewhere."""
        return query.shown(self._store, values)

    def examples(self) -> list[Example]:
        """Return each query with its sample bound, as something to start from.

        A graph of other documents may lack what a sample names; then the query is no example there.
        """
        found: list[Example] = []
        for query in self.catalogue:
            with suppress(InputError):
                found.append(Example(query.summary, query.example(self._store)))
        return found or list(EXAMPLES)

    def _answer(self, query: NamedQuery, format_: Format, given: Mapping[str, str]) -> Answer:
        text = self._bound(query, given)
        return self._store.evaluate(text, [format_], limits=self._limits)

    def _bound(self, query: NamedQuery, given: Mapping[str, str]) -> str:
        try:
            return query.bound(self._store, given)
        except InputError as error:
            at_fault = [parameter for parameter in query.parameters if parameter.name == error.details.get("parameter")]
            for parameter in at_fault:
                if parameter.kind == "document":
                    self._retractions.refuse_document(document_id(given.get(parameter.name, "")))
                if parameter.kind == "entity":
                    self._directory.suggest(error)
            raise


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
            errors=[UsageError, NotFoundError, GoneError, TooLargeError, QueryFileError, ServiceError],
            rows="rows",
            fields=[column.name for column in query.columns],
            columns_schema=column_schemas(query.columns),
            sparql=partial(queries.whole, query),
            results=GRAPHS if query.makes_graph else (Format.JSON, Format.XML),
            tag="queries",
        )


def _parameter(query: NamedQuery, name: str) -> Parameter:
    declared = next(parameter for parameter in query.parameters if parameter.name == name)
    example = query.sample.get(name, declared.default)
    if declared.kind == "integer":
        default = None if declared.default is None else int(declared.default)
        return Integer(
            name=name,
            help=declared.help,
            required=declared.required,
            default=default,
            example=None if example is None else int(example),
            low=-MAX_INTEGER,
            high=MAX_INTEGER,
        )
    return Text(
        name=name,
        help=declared.help,
        required=declared.required,
        default=declared.default,
        example=example,
        max_length=300,
    )


def _end(term: Term) -> str:
    return f"_:{term.value}" if term.type == "bnode" else term.value


def _described(query: NamedQuery) -> dict[str, Any]:
    return {
        "id": query.name,
        "form": query.form,
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
