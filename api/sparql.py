"""SPARQL 1.1 Protocol, query operation: GET, form POST, direct POST; read-only, under limits.

Section numbers are those of the protocol (W3C Recommendation of 21 March 2013).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, request

from paingraph.api.caching import Validator
from paingraph.api.description import ServiceDescription
from paingraph.api.negotiation import prefers_html
from paingraph.api.protocol import DIRECT, given_parameters, graphs, only, seconds
from paingraph.api.settings import Settings
from paingraph.api.sparql_page import Example, page
from paingraph.ontology.errors import ForbiddenError, PaingraphError
from paingraph.queries.formats import GRAPHS, SOLUTIONS, Format, acceptable
from paingraph.queries.store import Dataset, Limits, Store

__all__ = ["content_type", "sparql_blueprint"]

#: Functions whose value changes from one evaluation to the next: such an answer gets no tag.
_VOLATILE = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE)\s*\(|\bSERVICE\b", re.IGNORECASE)
_OFFER = (*SOLUTIONS, *GRAPHS)
_MEDIA_TYPES = tuple(format_.media_type for format_ in _OFFER)


@dataclass(frozen=True, slots=True)
class Question:
    """What a request asks: a query, its dataset, the seconds that it may take, the formats that it admits."""

    query: str
    dataset: Dataset
    seconds: float
    accept: tuple[Format, ...]


def sparql_blueprint(
    settings: Settings, store: Store, validator: Validator, description: ServiceDescription, examples: Sequence[Example]
) -> Blueprint:
    """Return the endpoint at /sparql."""
    blueprint = Blueprint("sparql", __name__)

    @blueprint.route("/sparql", methods=["GET", "POST"])
    def sparql() -> Response:
        given = given_parameters(DIRECT)
        if "update" in given:
            raise ForbiddenError("This endpoint answers queries; updates are posted to /update.", endpoint="/update")
        html = prefers_html(request.environ.get("HTTP_ACCEPT"), *_MEDIA_TYPES) and "format" not in given
        if html:
            return _page(given)
        if "query" not in given and request.method == "GET" and not given.keys() & {"default-graph-uri", "timeout"}:
            return _described()
        question = _question(given, settings)
        tag = validator.tag(request, *(format_.label for format_ in question.accept))
        cacheable = request.method == "GET" and not _VOLATILE.search(question.query)
        fresh = validator.not_modified(request, tag) if cacheable else None
        if fresh is not None:
            return fresh
        answer = store.evaluate(
            question.query, question.accept, dataset=question.dataset, limits=_limits(question, settings)
        )
        response = Response(answer.body, content_type=content_type(answer.format))
        if cacheable:
            return validator.mark(response, tag)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Vary"] = "Accept, Accept-Encoding"
        return response

    def _described() -> Response:
        format_ = acceptable(request.environ.get("HTTP_ACCEPT"), GRAPHS)[0]
        tag = validator.tag(request, request.host, format_.label)
        body = description.service(request.base_url, format_)
        response = Response(body, content_type=content_type(format_))
        return validator.not_modified(request, tag) or validator.mark(response, tag)

    def _page(given: dict[str, list[str]]) -> Response:
        text = given.get("query", [""])[0]
        if "query" not in given:
            return page(text, None, None, examples)
        try:
            question = _question({**given, "format": []}, settings)
            limits = _limits(question, settings)
            answer = store.evaluate(text, (Format.JSON, Format.TURTLE), dataset=question.dataset, limits=limits)
        except PaingraphError as error:
            if error.status >= 500 and error.status != 503:
                raise
            return page(text, None, error, examples)
        return page(text, answer, None, examples)

    return blueprint


def content_type(format_: Format) -> str:
    """Return the Content-Type of an answer in a format."""
    if format_ is Format.CSV:
        return f"{format_.media_type}; charset=utf-8; header=present"
    return f"{format_.media_type}; charset=utf-8" if format_.media_type.startswith("text/") else format_.media_type


def _question(given: dict[str, list[str]], settings: Settings) -> Question:
    return Question(
        only(given, "query"),
        Dataset(graphs(given, "default-graph-uri"), graphs(given, "named-graph-uri")),
        seconds(given, settings.query_timeout),
        _accept(given.get("format", [])),
    )


def _accept(names: Sequence[str]) -> tuple[Format, ...]:
    """Return the formats that the request admits; `format` names one for those who cannot set a header.

    Clients send names of their own there too, beside a header that says it better, so an unknown one is passed over.
    """
    chosen = tuple(f for name in names for f in _OFFER if name.lower() in (f.label, f.extension, f.media_type))
    if chosen and "HTTP_ACCEPT" not in request.environ:
        return chosen
    if chosen and prefers_html(request.environ["HTTP_ACCEPT"], *_MEDIA_TYPES):
        return chosen
    return acceptable(request.environ.get("HTTP_ACCEPT"), _OFFER)


def _limits(question: Question, settings: Settings) -> Limits:
    return Limits(question.seconds, settings.result_limit, settings.memory_limit)
