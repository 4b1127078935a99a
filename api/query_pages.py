"""Named queries as pages: questions with blanks to fill in, and answers as tables that lead on."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request

from paingraph.api.blanks import Blanks
from paingraph.api.caching import Validator
from paingraph.api.negotiation import HTML
from paingraph.api.queries import NamedQueries
from paingraph.api.query_strings import pairs
from paingraph.api.urls import API
from paingraph.ontology.errors import NotFoundError, PaingraphError
from paingraph.queries.named_query import NamedQuery

__all__ = ["query_pages_blueprint"]

#: Rows that a page shows.
MAX_ROWS = 500
#: The keyword of the questions that are of use to those who teach.
TEACHING = "educators"
#: Characters of a value that is filled in.
MAX_LENGTH = 300


def query_pages_blueprint(queries: NamedQueries, blanks: Blanks, validator: Validator) -> Blueprint:
    """Return the pages of the catalogue."""
    blueprint = Blueprint("query_pages", __name__)
    blueprint.add_app_template_filter(_words, "words")

    @blueprint.get("/queries")
    def listed() -> Response:
        tag = validator.tag(request, HTML)
        groups = [
            (title, [query for query in queries.catalogue if (TEACHING in query.keywords) is teaching])
            for title, teaching in (("For teaching", True), ("Further questions", False))
        ]
        page = render_template("queries.html", groups=groups)
        return validator.not_modified(request, tag) or validator.mark(Response(page, mimetype=HTML), tag)

    @blueprint.get("/queries/<name>")
    def asked(name: str) -> Response:
        query = queries.catalogue[name]
        known = {parameter.name for parameter in query.parameters}
        values = {key: value[:MAX_LENGTH] for key, value in pairs(request.query_string) if key in known and value}
        form = {"query": query, "values": blanks.filled(query, values), "offered": blanks.offered(query)}
        try:
            answer = _answer(queries, query, values)
        except PaingraphError as error:
            if error.status >= 500 and error.status != 503:
                raise
            if values or not isinstance(error, NotFoundError):
                meant = blanks.meant(query, values, error)
                return Response(render_template("query.html", **form, error=error, meant=meant), error.status)
            answer, form["values"] = {}, {}  # a graph of other documents need not know what stands there by default
        tag = validator.tag(request, HTML)
        return validator.mark(Response(render_template("query.html", **form, **answer), mimetype=HTML), tag)

    return blueprint


def _answer(queries: NamedQueries, query: NamedQuery, values: dict[str, str]) -> dict[str, Any]:
    """Return what the page of an asked query shows; nothing, as long as a blank is empty."""
    if any(parameter.required and parameter.name not in values for parameter in query.parameters):
        return {}
    return {
        "answer": queries.rows(query, MAX_ROWS, None, **values),
        "shown": _shown(query),
        "path": f"{API}/queries/{query.name}?{urlencode(values)}",
        "text": queries.text(query, values),
    }


def _shown(query: NamedQuery) -> list[dict[str, str]]:
    """Return the columns of the table: a thing is shown by its label, which leads to it."""
    names = {column.name for column in query.columns}
    labelled = {name.removesuffix("Label") for name in names if name.endswith("Label")} & names
    return [
        {
            "id": column.name,
            "type": column.type,
            "help": column.help,
            "names": column.name.removesuffix("Label") if column.name.removesuffix("Label") in labelled else "",
        }
        for column in query.columns
        if column.name not in labelled
    ]


def _words(name: str) -> str:
    """Return the name of a column in words: 'procedureLabel' is 'procedure'."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.removesuffix("Label")).lower()
