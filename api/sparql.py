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
from paingraph.api.parameters import Number, pairs
from paingraph.api.settings import Settings
from paingraph.api.sparql_page import Example, page
from paingraph.ontology.errors import ForbiddenError, InputError, MediaTypeError, PaingraphError, UsageError
from paingraph.queries.formats import GRAPHS, SOLUTIONS, Format, acceptable
from paingraph.queries.store import Dataset, Limits, Store

__all__ = ["content_type", "sparql_blueprint"]

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"

#: Graphs that one request may name.
MAX_GRAPHS = 100
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*")
#: Functions whose value changes from one evaluation to the next: such an answer gets no tag.
_VOLATILE = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE)\s*\(", re.IGNORECASE)
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
        given = _given()
        if "update" in given:
            raise ForbiddenError("This endpoint is read-only: it answers queries, and no update.")
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


def _given() -> dict[str, list[str]]:
    """Collect the parameters of the request, wherever the protocol lets them stand (section 2.1)."""
    found = pairs(request.query_string)
    if request.method == "POST":
        media_type = request.mimetype
        _require_utf8_charset()
        if media_type == FORM:
            found += pairs(request.get_data(cache=False))
        elif media_type in (DIRECT, UPDATE):
            found.append(("query" if media_type == DIRECT else "update", _body()))
        else:
            raise MediaTypeError(
                f"A POST to this endpoint carries {DIRECT} or {FORM}, not {media_type[:80] or 'an unnamed type'}.",
                offered=[DIRECT, FORM],
            )
    given: dict[str, list[str]] = {}
    for name, value in found:
        given.setdefault(name, []).append(value)
    return given


def _require_utf8_charset() -> None:
    charset = request.mimetype_params.get("charset", "utf-8")
    if charset.lower().replace("_", "-") not in ("utf-8", "utf8", "us-ascii"):
        raise MediaTypeError(f"Queries are read in UTF-8, not in {charset[:40]}.", offered=["utf-8"])
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise MediaTypeError("Bodies are read as they are; send the query without Content-Encoding.", offered=[])


def _body() -> str:
    try:
        return request.get_data(cache=False).decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"The query is not UTF-8: byte {error.start} fits no character.", byte=error.start) from None


def _question(given: dict[str, list[str]], settings: Settings) -> Question:
    queries = given.get("query", [])
    if len(queries) != 1:
        how_many = "none" if not queries else str(len(queries))
        raise UsageError(
            f"A request carries exactly one query (parameter query); this one has {how_many}.", parameter="query"
        )
    seconds = Number(name="timeout", help="Seconds that the query may take.", low=0.001, high=settings.query_timeout)
    timeouts = given.get("timeout", [])
    if len(timeouts) > 1:
        raise UsageError("The parameter timeout is given more than once.", parameter="timeout")
    return Question(
        queries[0],
        Dataset(_graphs(given, "default-graph-uri"), _graphs(given, "named-graph-uri")),
        seconds.parse(timeouts[0]) if timeouts else settings.query_timeout,
        _accept(given.get("format", [])),
    )


def _graphs(given: dict[str, list[str]], name: str) -> tuple[str, ...]:
    iris = given.get(name, [])
    if len(iris) > MAX_GRAPHS:
        raise UsageError(f"A request may name {MAX_GRAPHS} graphs by {name}.", parameter=name, limit=MAX_GRAPHS)
    for iri in iris:
        if not _IRI.fullmatch(iri):
            raise UsageError(f"The parameter {name} must be an absolute IRI, not {iri[:80]!r}.", parameter=name)
    return tuple(iris)


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
