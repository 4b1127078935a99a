"""Operations of the JSON API: each is declared once, with its parameters, its answer and its errors.

From the declaration come the route, the strict reading of parameters, validators and 304, the serialisation, and the
operation's part of the OpenAPI document. A handler gets typed arguments by name and returns plain data.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, request

from paingraph.api.caching import Validator
from paingraph.api.parameters import Parameter, pairs, read
from paingraph.ontology.errors import NotAcceptableError, PaingraphError
from paingraph.queries.formats import preferred

__all__ = ["JSON", "Operation", "json_bytes", "mount"]

JSON = "application/json"

Handler = Callable[..., Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One operation: `path` is Flask's, below the API's root; a parameter named in the path is read like the others."""

    id: str
    path: str
    summary: str
    answer: type[Any]
    handler: Handler
    parameters: Sequence[Parameter] = ()
    #: Parameters that stand in the path.
    path_parameters: Sequence[Parameter] = ()
    errors: Sequence[type[PaingraphError]] = ()
    tag: str = "graph"


def mount(blueprint: Blueprint, operation: Operation, validator: Validator) -> None:
    """Give an operation its route."""

    def view(**in_path: str) -> Response:
        arguments = read(in_path.items(), operation.path_parameters)
        arguments |= read(pairs(request.query_string), operation.parameters)
        _require_json()
        tag = validator.tag(request, JSON)
        fresh = validator.not_modified(request, tag)
        if fresh is not None:
            return fresh
        answer = operation.handler(**arguments)
        response = Response(json_bytes(answer), mimetype=JSON)
        if answer.get("next"):
            response.headers["Link"] = f'<{answer["next"]}>; rel="next"'
        return validator.mark(response, tag)

    blueprint.add_url_rule(operation.path, endpoint=operation.id, view_func=view, methods=["GET"])


def json_bytes(answer: object) -> bytes:
    """Return an answer as JSON: UTF-8, and always the same bytes for the same answer."""
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _require_json() -> None:
    accept = request.environ.get("HTTP_ACCEPT")
    if accept and not preferred(accept, (JSON, "text/html")):
        raise NotAcceptableError(f"This operation answers {JSON} only.", offered=[JSON])
