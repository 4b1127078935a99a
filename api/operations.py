"""Operations of the JSON API: each is declared once, with its parameters, its answer and its errors.

From the declaration come the route, the strict reading of parameters, validators and 304, the serialisation, and the
operation's part of the OpenAPI document. A handler gets typed arguments by name and returns plain data.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, get_args, get_type_hints
from urllib.parse import urlencode

from flask import Blueprint, Response, request
from msgspec.json import encode

from paingraph.api.caching import Validator
from paingraph.api.negotiation import HTML
from paingraph.api.parameters import Choice, Fields, Parameter, read
from paingraph.api.protocol import require_unpacked
from paingraph.api.query_strings import pairs
from paingraph.api.tables import CSV, NDJSON, TABLES, TSV, columns_of
from paingraph.api.urls import CONTEXT
from paingraph.ontology.errors import MediaTypeError, NotAcceptableError, PaingraphError, UsageError
from paingraph.queries.formats import GRAPHS, Format, preferred
from paingraph.queries.store import Answer

__all__ = ["JSON", "Operation", "context_link", "json_bytes", "mount", "template"]

JSON = "application/json"

Handler = Callable[..., Mapping[str, Any]]
#: Answers in a SPARQL results format; gets the format and the operation's arguments.
SparqlHandler = Callable[[Format, Mapping[str, Any]], Answer]

#: Names of formats for those who cannot set a header: the parameter `format` wins over it.
_NAMES = {
    JSON: "json",
    CSV: "csv",
    TSV: "tsv",
    NDJSON: "ndjson",
    "text/markdown": "markdown",
    **{format_.media_type: format_.label for format_ in GRAPHS},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One operation: `path` is Flask's, below the API's root; a parameter named in the path is read like the others."""

    id: str
    path: str
    summary: str
    answer: Any
    handler: Handler
    description: str = ""
    parameters: Sequence[Parameter] = ()
    #: Parameters that stand in the path.
    path_parameters: Sequence[Parameter] = ()
    errors: Sequence[type[PaingraphError]] = ()
    tag: str = "graph"
    method: Literal["GET", "POST"] = "GET"
    #: Media types of the body that is posted; the handler gets it as `data`.
    body: Sequence[str] = ()
    #: A body of the first of them.
    body_example: str | None = None
    #: Member of the answer that is a list and can be had as a table.
    rows: str | None = None
    #: Other forms of the answer, by media type.
    writers: Mapping[str, Callable[[Mapping[str, Any]], str]] = field(default_factory=dict)
    #: Answers whole in formats of SPARQL and RDF, where the operation is a query, and which they are.
    sparql: SparqlHandler | None = None
    results: Sequence[Format] = ()
    #: Names of an item's members, where the type of `rows` does not tell them.
    fields: Sequence[str] = ()
    #: JSON Schemas of these members, by name.
    columns_schema: Mapping[str, Any] = field(default_factory=dict)
    #: JSON-LD context of the JSON answer.
    context: str = CONTEXT

    @property
    def query_parameters(self) -> Sequence[Parameter]:
        """Every parameter that may stand in the query string."""
        names, fields = tuple(self.named_formats), self.item_fields
        format_help = "Format of the answer, where no Accept header can be set."
        fields_help = "Members of each item that are wanted, parted by commas; the others are left out."
        return [
            *self.parameters,
            *([Fields(name="fields", help=fields_help, choices=fields, example=fields[0])] if fields else ()),
            *([Choice(name="format", help=format_help, choices=names)] if len(names) > 1 else ()),
        ]

    @property
    def template(self) -> str:
        """The path as OpenAPI writes it."""
        return template(self.path)

    @property
    def item_fields(self) -> tuple[str, ...]:
        """Names of the members of each item, where the answer is a list."""
        if self.fields or not self.rows:
            return tuple(self.fields)
        (item,) = get_args(get_type_hints(self.answer)[self.rows])
        return tuple(get_type_hints(item))

    def columns(self, fields: Sequence[str] | None) -> list[str]:
        """Return the columns of the answer as a table, all or those of some members of its items."""
        if self.fields or not self.rows:
            declared = list(self.fields)
        else:
            (item,) = get_args(get_type_hints(self.answer)[self.rows])
            declared = list(columns_of(item))
        return [name for name in declared if fields is None or name.partition(".")[0] in fields]

    @property
    def named_formats(self) -> dict[str, str]:
        """Media types by the names that the parameter `format` gives them."""
        return {_NAMES[media_type]: media_type for media_type in self.media_types if media_type in _NAMES}

    @property
    def sparql_formats(self) -> dict[str, Format]:
        """Formats of SPARQL and RDF that the operation offers, by media type."""
        return {format_.media_type: format_ for format_ in self.results}

    @property
    def media_types(self) -> list[str]:
        """Every media type that the operation answers in, the default first."""
        return [JSON, *(TABLES if self.rows else ()), *self.writers, *self.sparql_formats]


def mount(blueprint: Blueprint, operation: Operation, validator: Validator) -> None:
    """Give an operation its route."""
    parameters, media_types, named = operation.query_parameters, operation.media_types, operation.named_formats

    def posted(**in_path: str) -> Response:
        arguments = read(pairs(request.query_string), parameters)
        response = _answered(operation, _negotiated(media_types), {**arguments, "data": _body(operation)})
        response.headers["Cache-Control"] = "no-store"
        return response

    def view(**in_path: str) -> Response:
        arguments = read(in_path.items(), operation.path_parameters) if in_path else {}
        arguments |= read(pairs(request.query_string), parameters)
        format_, fields = arguments.pop("format", None), arguments.pop("fields", None)
        media_type = named.get(format_ or "") or _negotiated(media_types)
        tag = validator.tag(request, media_type)
        fresh = validator.not_modified(request, tag)
        if fresh is not None:
            return fresh
        return validator.mark(_answered(operation, media_type, arguments, fields, format_), tag)

    handler = view if operation.method == "GET" else posted
    blueprint.add_url_rule(operation.path, endpoint=operation.id, view_func=handler, methods=[operation.method])


def template(path: str) -> str:
    """Return Flask's path with its variables in braces."""
    return re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", path)


def context_link(context: str) -> str:
    """Return the header that makes a JSON answer RDF (JSON-LD 1.1, section 6.1)."""
    return f'<{context}>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"'


def json_bytes(answer: object) -> bytes:
    """Return an answer as JSON: UTF-8, and always the same bytes for the same answer."""
    return encode(answer) + b"\n"


def _body(operation: Operation) -> bytes:
    require_unpacked(request)
    if request.mimetype not in operation.body:
        offered = ", ".join(operation.body)
        given = request.mimetype[:80] or "a body of unnamed type"
        raise MediaTypeError(f"This operation reads {offered}, not {given}.", offered=list(operation.body))
    return request.get_data(cache=False)


def _answered(
    operation: Operation,
    media_type: str,
    arguments: Mapping[str, Any],
    fields: Sequence[str] | None = None,
    format_: str | None = None,
) -> Response:
    charset = "; charset=utf-8" if media_type.startswith("text/") else ""
    if operation.sparql and media_type in operation.sparql_formats:
        if fields:
            raise UsageError(f"{media_type} holds every column; leave fields out.", parameter="fields")
        body = operation.sparql(operation.sparql_formats[media_type], arguments).body
        return Response(body, content_type=media_type + charset)
    answer = operation.handler(**arguments)
    if operation.rows and (fields or format_):
        answer = _narrowed(answer, operation.rows, fields, format_)
    if media_type in TABLES and operation.rows:
        response = Response(
            TABLES[media_type](answer[operation.rows], operation.columns(fields)), content_type=media_type + charset
        )
    elif media_type in operation.writers:
        response = Response(operation.writers[media_type](answer), content_type=media_type + charset)
    else:
        response = Response(json_bytes(answer), content_type=JSON)
        response.headers["Link"] = context_link(operation.context)
    if answer.get("next"):
        response.headers.add("Link", f'<{answer["next"]}>; rel="next"')
    return response


def _narrowed(
    answer: Mapping[str, Any], rows: str, fields: Sequence[str] | None, format_: str | None
) -> Mapping[str, Any]:
    """Return a list with the wanted members of each item; the next page is asked for in the same way."""
    items = answer[rows] if fields is None else [{name: item[name] for name in fields} for item in answer[rows]]
    asked = {"fields": ",".join(fields or ()), "format": format_}
    following = answer["next"] and f"{answer['next']}&{urlencode({k: v for k, v in asked.items() if v}, safe=',')}"
    return {**answer, rows: items, "next": following}


def _negotiated(media_types: Sequence[str]) -> str:
    accept = request.environ.get("HTTP_ACCEPT")
    if accept is None or accept == "*/*":
        return media_types[0]
    chosen = preferred(accept, (*media_types, HTML))
    if not chosen:
        raise NotAcceptableError(f"This operation answers {', '.join(media_types)}.", offered=list(media_types))
    # A browser that follows a link into the API gets what everyone gets.
    return chosen[0] if chosen[0] != HTML else media_types[0]
