"""Errors as answers: one body (RFC 9457, application/problem+json), one place, and a page with the same content.

A problem tells what was wrong, where, and what would be right; it tells nothing of the inside. An error that nobody
foresaw is logged under the request's id, and the answer names the id.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, current_app, g, render_template, request
from werkzeug.exceptions import HTTPException

from paingraph.api.messages import Reply, Request
from paingraph.api.negotiation import prefers_html
from paingraph.api.operations import json_bytes, template
from paingraph.ontology.english import did_you_mean
from paingraph.ontology.errors import PaingraphError, QueryFileError, ServiceError
from paingraph.ontology.namespaces import BASE

__all__ = [
    "PROBLEM",
    "PROBLEM_JSON",
    "http_problems",
    "known_problems",
    "problem_reply",
    "problem_response",
    "register",
    "wrong_method_reply",
]

#: IRIs of problem types: this and the slug of the error's class.
PROBLEM = BASE + "problem/"
PROBLEM_JSON = "application/problem+json"

#: Problems that HTTP itself knows: status to slug and title.
_HTTP = {
    400: ("bad-request", "Bad request"),
    404: ("not-found", "Not found"),
    405: ("method-not-allowed", "Method not allowed"),
    406: ("not-acceptable", "No acceptable format"),
    408: ("request-timeout", "Request timeout"),
    410: ("gone", "Retracted"),
    413: ("too-large", "Too large"),
    414: ("too-large", "Too large"),
    415: ("media-type", "Unsupported media type"),
    416: ("bad-range", "Range not satisfiable"),
    431: ("too-large", "Too large"),
}
_NOT_FOUND = "There is nothing at {path} here.{hint} The start page (/) and /api/v1 name what there is."

_WRONG_METHOD = "{path} answers {allowed}, not {method}."
_FAILED = "The server failed at this request. Its log says why, under the id {}."

_LOG = logging.getLogger(__name__)


def register(app: Flask) -> None:
    """Make every error of the app an answer of one form."""
    app.register_error_handler(PaingraphError, _foreseen)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unforeseen)


def known_problems() -> Iterator[type[PaingraphError]]:
    """Yield every class of the error tree, parents first."""
    waiting = [PaingraphError]
    while waiting:
        class_ = waiting.pop(0)
        yield class_
        waiting.extend(class_.__subclasses__())


def http_problems() -> list[tuple[int, str]]:
    """Return status and slug of the problems that HTTP itself knows."""
    return [(status, slug) for status, (slug, _) in _HTTP.items()]


def _foreseen(error: PaingraphError) -> Response:
    if not _is_told(error):
        return _unforeseen(error)
    details = dict(error.details)
    response = problem_response(error.status, error.slug, error.title, error.message, details)
    if error.status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = str(details.get("retry_after", 1))
    if error.status == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = 'Bearer realm="paingraph"'
    return response


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    if status < 400:
        return Response(error.get_response(request.environ).get_data(), status, error.get_headers(request.environ))
    slug, title = _HTTP.get(status, ("http", HTTPStatus(status).phrase))
    details: dict[str, Any] = {}
    detail = error.description or title
    if status == HTTPStatus.NOT_FOUND:
        details["nearest"] = nearest = _nearest(request.path)
        detail = _NOT_FOUND.format(path=request.path[:200], hint=did_you_mean(nearest))
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        limit = current_app.config["MAX_CONTENT_LENGTH"]
        detail = f"The body of a request may have {limit:,} bytes."
        details |= {"limit": "body-limit", "value": limit}
    allowed = sorted(getattr(error, "valid_methods", None) or ())
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        detail = _WRONG_METHOD.format(path=request.path, allowed=", ".join(allowed), method=request.method)
        details["allowed"] = allowed
    response = problem_response(status, slug, title, detail, details)
    if allowed:
        response.headers["Allow"] = ", ".join(allowed)
    return response


def _nearest(path: str) -> list[str]:
    """Return the paths that may have been meant, with variables in braces."""
    rules = [rule.rule for rule in current_app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    known = {rule.partition("<")[0].rstrip("/"): template(rule) for rule in rules}
    tried = path[:200].rstrip("/")
    if tried in rules:
        return [tried]
    for asked in filter(None, (tried, tried.rpartition("/")[0])):
        found = get_close_matches(asked, known, n=3, cutoff=0.8)
        if found:
            return [known[name] for name in found]
    return []


def _is_told(error: PaingraphError) -> bool:
    """Tell whether clients learn what happened; of other failures of the server the log tells."""
    return error.status < 500 or isinstance(error, ServiceError | QueryFileError)


def _unforeseen(error: Exception) -> Response:
    _LOG.error("request %s failed: %s %s", g.get("request_id"), request.method, request.path, exc_info=error)
    detail = _FAILED.format(g.get("request_id"))
    return problem_response(500, PaingraphError.slug, PaingraphError.title, detail, {"request_id": g.get("request_id")})


def problem_reply(error: Exception, request: Request) -> Reply:
    """Return the answer that reports an error to a program, outside of Flask."""
    if isinstance(error, PaingraphError) and _is_told(error):
        status, slug, title, detail = error.status, error.slug, error.title, error.message
        details = dict(error.details)
    else:
        path = request.base_url.partition("//")[2].partition("/")[2]
        _LOG.error("request %s failed: %s /%s", request.id, request.method, path, exc_info=error)
        status, slug, title = 500, PaingraphError.slug, PaingraphError.title
        detail, details = _FAILED.format(request.id), {"request_id": request.id}
    reply = _reply(status, slug, title, detail, details)
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        reply.headers.append(("retry-after", str(details.get("retry_after", 1))))
    return reply


def wrong_method_reply(request: Request, allowed: Sequence[str]) -> Reply:
    """Return the answer to a method that the resource does not know (RFC 9110, section 15.5.6)."""
    path = "/" + request.base_url.partition("//")[2].partition("/")[2]
    detail = _WRONG_METHOD.format(path=path, allowed=", ".join(allowed), method=request.method)
    reply = _reply(405, *_HTTP[405], detail, {"allowed": allowed})
    reply.headers.append(("allow", ", ".join(allowed)))
    return reply


def _reply(status: int, slug: str, title: str, detail: str, details: Mapping[str, Any]) -> Reply:
    headers = [("content-type", PROBLEM_JSON), ("cache-control", "no-store"), ("vary", "Accept")]
    return Reply(status, headers, _encoded(status, slug, title, detail, details))


def _body(status: int, slug: str, title: str, detail: str, details: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": PROBLEM + slug, "title": title, "status": status, "detail": detail, **details}


def _encoded(status: int, slug: str, title: str, detail: str, details: Mapping[str, Any]) -> bytes:
    return json_bytes(_body(status, slug, title, detail, details))


def problem_response(status: int, slug: str, title: str, detail: str, details: Mapping[str, Any]) -> Response:
    """Return the answer that reports a problem, for a reader or for a machine."""
    if prefers_html(request.headers.get("Accept"), PROBLEM_JSON):
        body = _body(status, slug, title, detail, details)
        page = render_template("problem.html", problem=body, nearest=details.get("nearest", ()))
        response = Response(page, status, mimetype="text/html")
    else:
        response = Response(_encoded(status, slug, title, detail, details), status, mimetype=PROBLEM_JSON)
    response.headers["Cache-Control"] = "no-store"
    response.vary.add("Accept")
    return response
