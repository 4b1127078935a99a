"""The OpenAPI 3.1 document, made from the operations themselves, and the page that shows it to people.

Nothing is written twice: parameters describe themselves, schemas come from the shapes of the answers, errors from the
classes of the error tree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from flask import Blueprint, Response, render_template, request
from pydantic import TypeAdapter

from paingraph import __version__
from paingraph.api.caching import Validator
from paingraph.api.negotiation import HTML
from paingraph.api.operations import JSON, Operation, json_bytes
from paingraph.api.parameters import Parameter, read_none
from paingraph.api.problems import PROBLEM_JSON
from paingraph.api.urls import API
from paingraph.ontology.errors import NotAcceptableError, PaingraphError, UsageError
from paingraph.queries.formats import Format

__all__ = ["docs_blueprint", "openapi"]

_REFERENCE = "#/components/schemas/{model}"
_CONVENTIONS = """\
Operations only read; `annotate` reads what is posted, and stores nothing. An entity may be given by slug, IRI, label, \
synonym, or a code that is mapped to it, such as MONDO:0024333. A parameter that is unknown, wrong or given twice is \
an error.

Lists come in pages: follow `next`, which is a path on this server, until it is null. Each answer has an ETag; send \
it as If-None-Match, and 304 says that the answer is still the same.

Errors are application/problem+json (RFC 9457); tell them apart by `type`. 503 says in Retry-After when to come again. \
Members, kinds, relations and problem types may be added; clients ignore those that they do not know.
"""
_TAGS = {
    "search": "Find things by name.",
    "entities": "Conditions, procedures, specialties and the rest, with their edges and the evidence for each.",
    "evidence": "What documents say, claim by claim.",
    "graph": "Edges, paths, neighbourhoods, comparisons.",
    "annotation": "Read a text of your own.",
    "queries": "Questions that are asked often, each with typed parameters and rows.",
    "version": "What is served.",
}
_PROBLEM = {
    "type": "object",
    "description": "What went wrong, in the form of RFC 9457; further members name the facts.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri", "description": "Stable IRI of the kind of problem."},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What was wrong and what would be right."},
        "parameter": {"type": "string", "description": "The parameter that is at fault, where one is."},
        "nearest": {
            "type": "array",
            "description": "What may have been meant: entities, or else words.",
            "items": {"anyOf": [{"type": "string"}, {"type": "object", "required": ["id", "label", "kind", "iri"]}]},
        },
    },
    "additionalProperties": True,
}
_PROBLEM_CONTENT = {PROBLEM_JSON: {"schema": {"$ref": _REFERENCE.format(model="Problem")}}}
_HEADERS = {
    "ETag": {"description": "Names this answer in this version of the graph.", "schema": {"type": "string"}},
    "Link": {
        "description": "The JSON-LD context of a JSON answer; on a page of a list also rel=next.",
        "schema": {"type": "string"},
    },
    "X-Request-ID": {"description": "The caller's id of the request, or ours.", "schema": {"type": "string"}},
}


def openapi(operations: Iterable[Operation]) -> dict[str, Any]:
    """Return the document of the operations."""
    schemas: dict[str, Any] = {"Problem": _PROBLEM}
    paths = {operation.template: {operation.method.lower(): _operation(operation, schemas)} for operation in operations}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "paingraph",
            "version": __version__,
            "summary": "A knowledge graph of interventional pain medicine whose every edge leads back to the sentence.",
            "description": _CONVENTIONS,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": API}],
        "tags": [{"name": name, "description": text} for name, text in _TAGS.items()],
        "paths": paths,
        "components": {"schemas": dict(sorted(schemas.items()))},
    }


def docs_blueprint(operations: Sequence[Operation], validator: Validator) -> Blueprint:
    """Return the routes of the document and of the page."""
    blueprint = Blueprint("docs", __name__, url_prefix=API)
    # Made when it is asked for first: schemas take a second, which no new version shall wait for.
    document = cache(lambda: openapi(operations))
    body = cache(lambda: json_bytes(document()))

    @blueprint.get("/openapi.json")
    def described() -> Response:
        read_none(request.query_string)
        tag = validator.tag(request, JSON)
        return validator.not_modified(request, tag) or validator.mark(Response(body(), mimetype=JSON), tag)

    @blueprint.get("/docs")
    def docs() -> Response:
        tag = validator.tag(request, HTML)
        fresh = validator.not_modified(request, tag)
        if fresh is not None:
            return fresh
        by_tag = {tag: [o for o in operations if o.tag == tag] for tag in _TAGS}
        page = render_template("docs.html", by_tag=by_tag, tags=_TAGS, document=document(), api=API)
        return validator.mark(Response(page, mimetype=HTML), tag)

    return blueprint


def _operation(operation: Operation, schemas: dict[str, Any]) -> dict[str, Any]:
    described = {"description": operation.description} if operation.description else {}
    return {
        "operationId": operation.id,
        "summary": operation.summary,
        **described,
        "tags": [operation.tag],
        **_body(operation),
        "parameters": [
            *(_parameter(parameter, "path") for parameter in operation.path_parameters),
            *(_parameter(parameter, "query") for parameter in operation.query_parameters),
        ],
        "responses": {
            "200": {
                "description": "The answer.",
                "headers": {name: header for name, header in _HEADERS.items() if name != "ETag" or not operation.body},
                "content": _content(operation, schemas),
            },
            **(
                {"304": {"description": "The client holds the answer already (If-None-Match)."}}
                if not operation.body
                else {}
            ),
            **_errors([*operation.errors, UsageError, NotAcceptableError]),
            "default": {"description": "Any other error, in the same form.", "content": _PROBLEM_CONTENT},
        },
    }


def _body(operation: Operation) -> dict[str, Any]:
    if not operation.body:
        return {}
    content: dict[str, Any] = {
        media_type: {"schema": {"type": "string", "minLength": 1}} for media_type in operation.body
    }
    if operation.body_example:
        content[operation.body[0]]["example"] = operation.body_example
    return {"requestBody": {"required": True, "content": content}}


def _parameter(parameter: Parameter, place: str) -> dict[str, Any]:
    schema = parameter.schema()
    if parameter.default is not None:
        schema["default"] = parameter.default
    described: dict[str, Any] = {
        "name": parameter.name,
        "in": place,
        "description": parameter.help,
        "required": parameter.required,
        "schema": {"type": "array", "items": schema} if parameter.repeated else schema,
    }
    if parameter.example is not None:
        described["example"] = parameter.example
    return described


def _content(operation: Operation, schemas: dict[str, Any]) -> dict[str, Any]:
    schema = TypeAdapter(operation.answer).json_schema(ref_template=_REFERENCE, mode="serialization")
    schemas.update(schema.pop("$defs", {}))
    title = schema.get("title")
    if title:
        _allow_fields(operation, schema, schemas)
        schemas[title] = schema
        schema = _with_rows(operation, title, schemas)
    content: dict[str, Any] = {JSON: {"schema": schema}}
    for media_type in (media_type for media_type in operation.media_types if media_type != JSON):
        # JSON-LD may be an object or a list.
        schema = {} if media_type == Format.JSON_LD.media_type else {"type": "object"}
        content[media_type] = {"schema": schema if media_type.endswith("json") else {"type": "string"}}
    return content


def _with_rows(operation: Operation, title: str, schemas: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of an answer, with that of its rows where the operation's own columns tell them."""
    page = {"$ref": _REFERENCE.format(model=title)}
    if not operation.columns_schema:
        return page
    name = f"{operation.id[:1].upper()}{operation.id[1:]}Row"
    description = f"A row of the answer to: {operation.summary} Where `fields` is given, it has those members alone."
    schemas[name] = {
        "title": name,
        "description": description,
        "type": "object",
        "properties": dict(operation.columns_schema),
    }
    rows = {"type": "array", "items": {"$ref": _REFERENCE.format(model=name)}}
    return {"allOf": [page, {"type": "object", "properties": {operation.rows: rows}}]}


def _allow_fields(operation: Operation, page: dict[str, Any], schemas: dict[str, Any]) -> None:
    """Let the items of a page be narrowed to some of their members, as the parameter `fields` does."""
    items = page["properties"][operation.rows]["items"] if operation.rows else {}
    if "$ref" in items:
        name = items["$ref"].rpartition("/")[2]
        narrowed = {key: value for key, value in schemas[name].items() if key != "required"}
        narrowed |= {"title": f"{name}Fields", "description": f"The members of {name} that `fields` names."}
        schemas[f"{name}Fields"] = narrowed
        page["properties"][operation.rows]["items"] = {
            "anyOf": [items, {"$ref": _REFERENCE.format(model=f"{name}Fields")}]
        }


def _errors(classes: Iterable[type[PaingraphError]]) -> Mapping[str, Any]:
    by_status: dict[int, dict[str, type[PaingraphError]]] = {}
    for class_ in classes:
        by_status.setdefault(class_.status, {})[class_.slug] = class_
    return {
        str(status): {
            "description": "; ".join(f"{class_.title} ({slug})" for slug, class_ in found.items()) + ".",
            "content": _PROBLEM_CONTENT,
        }
        for status, found in sorted(by_status.items())
    }
