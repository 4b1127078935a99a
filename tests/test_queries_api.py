"""Named queries over HTTP: a file in a folder becomes a route, a page, and a part of the description."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from paingraph.api.app import create_app
from paingraph.api.settings import Settings
from paingraph.queries.catalogue import Catalogue
from paingraph.queries.store import Store

QUERY = """#+ summary: Which things treat a condition?
#+ param: condition (entity Condition) "The condition."
#+ param: least (integer) = 1 "Documents, at least."
#+ column: thing (iri) "What treats it."
#+ column: thingLabel (text) "Its label."
#+ column: documents (integer) "Documents that say so."
#+ sample: condition = "slipped disc"
PREFIX pg: <https://w3id.org/paingraph/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?thing ?thingLabel ?documents WHERE {
  { SELECT ?condition ?thing (COUNT(DISTINCT ?document) AS ?documents) WHERE {
      ?claim pg:subject ?thing ; pg:predicate pg:treats ; pg:object ?condition ; pg:polarity "asserted" ;
             pg:inDocument ?document } GROUP BY ?condition ?thing }
  ?thing skos:prefLabel ?thingLabel FILTER(?documents >= ?least)
} ORDER BY DESC(?documents) ?thing
"""
PATH = "/api/v1/queries/what-treats"


@pytest.fixture(scope="module")
def asked(store: Store, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A client of an application with one query of its own."""
    folder = tmp_path_factory.mktemp("queries")
    (folder / "what-treats.rq").write_text(QUERY)
    return create_app(Settings(), store, Catalogue.from_folder(Path(folder))).test_client()


def test_rows_are_typed_and_labelled(asked: FlaskClient) -> None:
    """An integer is a number, an IRI has its label beside it."""
    answer = asked.get(f"{PATH}?condition=slipped+disc").get_json()
    assert answer["rows"] == [
        {
            "thing": "https://w3id.org/paingraph/id/epidural-steroid-injection",
            "thingLabel": "epidural steroid injection",
            "documents": 2,
        }
    ]
    assert [column["type"] for column in answer["columns"]] == ["iri", "text", "integer"]


@pytest.mark.parametrize(
    "accept",
    [
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
        "application/x-ndjson",
    ],
)
def test_a_query_answers_in_every_format_of_results(asked: FlaskClient, accept: str) -> None:
    """The SPARQL formats hold every row."""
    answer = asked.get(f"{PATH}?condition=herniated-disc", headers={"Accept": accept})
    assert (answer.status_code, answer.mimetype) == (200, accept)
    assert "epidural steroid injection" in answer.text


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 400),
        ("condition=nothing-like-it", 404),
        ("condition=discography", 400),
        ("condition=sciatica&least=many", 400),
        ("condition=sciatica&least=1%29%20UNION%20%7B", 400),
        ("condition=%22%7D%20DROP%20ALL", 404),
        ("condition=sciatica&unknown=1", 400),
        ("condition=sciatica&limit=0", 400),
    ],
)
def test_a_wrong_value_is_told(asked: FlaskClient, query: str, status: int) -> None:
    """Values are resolved or bound; none reaches the text of the query."""
    answer = asked.get(f"{PATH}?{query}")
    assert answer.status_code == status
    assert answer.get_json()["detail"]


def test_a_query_is_listed_described_and_offered_as_an_example(asked: FlaskClient) -> None:
    """The catalogue, the OpenAPI document, the editor."""
    assert [item["id"] for item in asked.get("/api/v1/queries").get_json()["items"]] == ["what-treats"]
    operation = asked.get("/api/v1/openapi.json").get_json()["paths"]["/queries/what-treats"]["get"]
    assert operation["operationId"] == "queryWhatTreats"
    assert operation["parameters"][0]["example"] == "slipped disc"
    editor = asked.get("/sparql", headers={"Accept": "text/html"}).text
    assert "Which things treat a condition?" in editor


def test_a_query_is_a_page_with_blanks(asked: FlaskClient) -> None:
    """Empty, filled in, and filled in wrongly."""
    html = {"Accept": "text/html"}
    assert 'href="/queries/what-treats"' in asked.get("/queries", headers=html).text
    empty = asked.get("/queries/what-treats", headers=html)
    assert '<input id="condition"' in empty.text
    assert "<table" not in empty.text
    filled = asked.get("/queries/what-treats?condition=slipped+disc", headers=html)
    assert '<a href="/id/epidural-steroid-injection">epidural steroid injection</a>' in filled.text
    wrong = asked.get("/queries/what-treats?condition=%3Cb%3E", headers=html)
    assert wrong.status_code == 404
    assert "&lt;b&gt;" in wrong.text
    assert "<b>" not in wrong.text


def test_an_unknown_query_names_the_nearest(asked: FlaskClient) -> None:
    """As a page does."""
    assert "what-treats" in asked.get("/queries/what-treat").get_json()["nearest"]
