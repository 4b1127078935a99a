"""The SPARQL page for readers: an editor that is a form, examples, and results as a table; it needs no script."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, render_template, request

from paingraph.api.settings import Settings
from paingraph.api.sparql import parameters, question
from paingraph.api.urls import local_path
from paingraph.ontology.errors import PaingraphError
from paingraph.ontology.namespaces import BASE, PREFIXES
from paingraph.queries.formats import GRAPHS, SOLUTIONS, Format
from paingraph.queries.store import Answer, Store

__all__ = ["EXAMPLES", "Example", "shortened", "sparql_page_blueprint"]

#: Rows of a table on the page; the whole answer is a link away.
MAX_ROWS = 1_000
#: A digest at the end of one of our IRIs.
_DIGEST = re.compile(r"(?<=/)([0-9a-f]{8})[0-9a-f]{12}$")
#: Characters of a graph shown on the page.
MAX_TEXT = 200_000


@dataclass(frozen=True, slots=True)
class Example:
    """A query that a reader can start from."""

    title: str
    query: str


_PREFIXES = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in ("pg", "pgid", "prov", "skos"))

#: What is offered where no catalogue is at hand.
EXAMPLES = (
    Example(
        "Which procedures treat a herniated disc, and which document says so, where?",
        _PREFIXES
        + """
SELECT ?procedure ?document ?start ?end ?quote WHERE {
  ?claim pg:predicate pg:treats ; pg:object pgid:herniated-disc ; pg:polarity "asserted" ;
         pg:subject/skos:prefLabel ?procedure ; pg:inDocument ?document ; prov:wasDerivedFrom ?passage .
  ?passage pg:start ?start ; pg:end ?end .
  OPTIONAL { ?passage pg:quote ?quote }
}
ORDER BY ?procedure ?document ?start""",
    ),
    Example(
        "How many statements does each relation have?",
        _PREFIXES
        + """
SELECT ?relation (COUNT(?claim) AS ?claims) (COUNT(DISTINCT ?document) AS ?documents) WHERE {
  ?claim a pg:Claim ; pg:predicate ?relation ; pg:inDocument ?document
}
GROUP BY ?relation ORDER BY DESC(?claims)""",
    ),
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A term in a table: what is shown, and where it leads."""

    text: str
    href: str | None = None
    language: str | None = None


def sparql_page_blueprint(settings: Settings, store: Store, examples: Sequence[Example]) -> Blueprint:
    """Return the page at /sparql; programs are answered at the same address, ahead of the application."""
    blueprint = Blueprint("sparql_page", __name__)

    @blueprint.route("/sparql", methods=["GET", "POST"])
    def sparql_page() -> Response:
        given = parameters(request)
        if "query" not in given:
            return _page("", None, None, examples)
        text = given["query"][0]
        try:
            asked = question({**given, "format": []}, None, settings)
            answer = store.evaluate(text, (Format.JSON, Format.TURTLE), dataset=asked.dataset, limits=asked.limits)
        except PaingraphError as error:
            if error.status >= 500 and error.status != 503:
                raise
            return _page(text, None, error, examples)
        return _page(text, answer, None, examples)

    return blueprint


def _page(query: str, answer: Answer | None, error: PaingraphError | None, examples: Sequence[Example]) -> Response:
    """Return the page with a query, its answer or its error."""
    table = _table(answer) if answer and answer.format is Format.JSON else None
    text = answer.body[:MAX_TEXT].decode("utf-8", "ignore") if answer and answer.format is Format.TURTLE else None
    offered = SOLUTIONS if table else GRAPHS
    html = render_template(
        "sparql.html",
        query=query or examples[0].query,
        asked=bool(query),
        table=table,
        text=text,
        cut=text is not None and answer is not None and len(answer.body) > MAX_TEXT,
        count=answer.count if answer else 0,
        max_rows=MAX_ROWS,
        error=error,
        examples=examples,
        formats=offered if answer else (),
    )
    response = Response(html, error.status if error else 200, mimetype="text/html")
    response.headers["Cache-Control"] = "no-store"
    response.vary.add("Accept")
    if error and error.status == 503:
        response.headers["Retry-After"] = str(error.details.get("retry_after", 1))
    return response


def shortened(iri: str) -> str:
    """Return an IRI with its prefix, or from its path on if it is ours; digests are cut, the link has them whole."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return _DIGEST.sub(r"\1…", iri.removeprefix(BASE))


def _table(answer: Answer) -> Mapping[str, Any]:
    results = json.loads(answer.body)
    if "boolean" in results:
        return {"variables": ["answer"], "rows": [[Cell("yes" if results["boolean"] else "no")]]}
    variables = results["head"].get("vars", [])
    bindings = results["results"]["bindings"][:MAX_ROWS]
    return {"variables": variables, "rows": [list(_row(binding, variables)) for binding in bindings]}


def _row(binding: Mapping[str, Mapping[str, str]], variables: Sequence[str]) -> Iterator[Cell]:
    for variable in variables:
        term = binding.get(variable)
        if term is None:
            yield Cell("")
        elif term["type"] == "uri":
            value = term["value"]
            href = local_path(value) or (value if value.startswith(("http://", "https://")) else None)
            yield Cell(shortened(value), href)
        elif term["type"] == "bnode":
            yield Cell(f"_:{term['value']}")
        else:
            yield Cell(term["value"], language=term.get("xml:lang"))
