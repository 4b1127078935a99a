"""Named queries over HTTP: a file in a folder becomes a route, a page, and a part of the description."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from rdflib import Graph

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
#: Queries of the other forms, by name.
OTHERS = {
    "is-treated": """#+ summary: Does anything treat a condition?
#+ param: condition (entity Condition) "The condition."
#+ sample: condition = sciatica
PREFIX pg: <https://w3id.org/paingraph/ontology#>
ASK { ?thing pg:treats ?condition }
""",
    "treatments": """#+ summary: What treats a condition, as a graph?
#+ param: condition (entity Condition) "The condition."
#+ sample: condition = sciatica
CONSTRUCT { ?thing pg:treats ?condition ; rdfs:label ?label } WHERE {
  ?thing pg:treats ?condition ; skos:prefLabel ?label
}
""",
    "about": """#+ summary: What is said of a thing?
#+ param: thing (entity) "The thing."
DESCRIBE ?thing
""",
}
INJECTION = "https://w3id.org/paingraph/id/epidural-steroid-injection"


@pytest.fixture(scope="module")
def asked(store: Store, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A client of an application with queries of its own."""
    folder = tmp_path_factory.mktemp("queries")
    for name, text in {"what-treats": QUERY, **OTHERS}.items():
        (folder / f"{name}.rq").write_text(text)
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
    assert "what-treats" in [item["id"] for item in asked.get("/api/v1/queries").get_json()["items"]]
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


def test_the_blanks_hold_what_is_asked_for(asked: FlaskClient, client: FlaskClient) -> None:
    """Nobody takes the answer for what is asked by default for that of an empty question."""
    html = {"Accept": "text/html"}
    assert 'name="least" maxlength="300" value="1"' in asked.get("/queries/what-treats", headers=html).text
    for path in ("/queries/procedures-for-condition", "/queries/procedures-for-condition?condition="):
        assert 'name="condition" maxlength="300" value="sciatica"' in client.get(path, headers=html).text
    page = client.get("/queries/conditions-of-procedure", headers=html)
    assert 'name="procedure" maxlength="300" value="epidural steroid injection"' in page.text


def test_a_default_that_the_graph_lacks_leaves_the_blanks_empty(asked: FlaskClient, client: FlaskClient) -> None:
    """A question about a document of ours can be asked of other documents; what is given and missing is told."""
    html = {"Accept": "text/html"}
    opened = client.get("/queries/single-source-edges", headers=html)
    assert (opened.status_code, "<table" in opened.text, 'role="alert"' in opened.text) == (200, False, False)
    assert 'name="document" maxlength="300" value=""' in opened.text
    assert client.get("/queries/single-source-edges?document=004", headers=html).status_code == 404


def test_a_blank_offers_what_documents_speak_of(asked: FlaskClient) -> None:
    """Of the kind that it takes: a browser completes it while one types."""
    page = asked.get("/queries/what-treats", headers={"Accept": "text/html"}).text
    offered = page[page.index('<datalist id="condition-offered">') : page.index("</datalist>")]
    assert 'list="condition-offered"' in page
    assert '<option value="herniated disc" label="condition">' in offered
    assert "nerve block" not in offered
    assert "least-offered" not in page


def test_what_may_have_been_meant_is_one_click_away(asked: FlaskClient) -> None:
    """The same question, with the right name in the blank and the others as they were."""
    page = asked.get("/queries/what-treats?condition=sliped+disc&least=1", headers={"Accept": "text/html"})
    assert page.status_code == 404
    assert (
        '<a href="/queries/what-treats?condition=herniated+disc&amp;least=1">Ask with “herniated disc”</a>' in page.text
    )


def test_values_are_words(asked: FlaskClient, client: FlaskClient) -> None:
    """For readers, truth is yes or no, and a duration is told in words."""
    html = {"Accept": "text/html"}
    assert "<td>yes" in asked.get("/queries/is-treated?condition=sciatica", headers=html).text
    assert '<abbr title="P3W/P4W">3 to 4 weeks</abbr>' in client.get("/queries/relief-and-repeat", headers=html).text


def test_questions_for_teaching_come_first(client: FlaskClient) -> None:
    """Those on the graph itself stand below."""
    page = client.get("/queries", headers={"Accept": "text/html"}).text
    places = [page.index(part) for part in ("For teaching", "procedures-for-condition", "Further", "unmapped-concepts")]
    assert places == sorted(places)


@pytest.mark.parametrize("path", [f"{PATH}?condition=sciatica", "/api/v1/openapi.json", "/queries"])
def test_a_query_that_its_author_changed_is_answered_anew(
    asked: FlaskClient, store: Store, tmp_path: Path, path: str
) -> None:
    """The graph is the same, the answer is not: what a client has kept holds no longer."""
    kept = {"If-None-Match": asked.get(path).headers["ETag"]}
    assert asked.get(path, headers=kept).status_code == 304
    (tmp_path / "what-treats.rq").write_text(QUERY.replace("Which things treat", "Which ones treat"))
    changed = create_app(Settings(), store, Catalogue.from_folder(tmp_path)).test_client()
    assert changed.get(path, headers=kept).status_code == 200


def test_an_unknown_query_names_the_nearest(asked: FlaskClient) -> None:
    """As a page does."""
    assert "what-treats" in asked.get("/queries/what-treat").get_json()["nearest"]


def test_an_ask_answers_one_row(asked: FlaskClient) -> None:
    """Typed, as a table, and as SPARQL results."""
    path = "/api/v1/queries/is-treated"
    assert asked.get(f"{path}?condition=sciatica").get_json()["rows"] == [{"answer": True}]
    assert asked.get(f"{path}?condition=spinal+condition").get_json()["rows"] == [{"answer": False}]
    assert asked.get(f"{path}?condition=sciatica&format=csv").text.splitlines() == ["answer", "true"]
    results = asked.get(f"{path}?condition=sciatica", headers={"Accept": "application/sparql-results+json"})
    assert results.get_json()["boolean"] is True


def test_a_construct_answers_triples_as_rows(asked: FlaskClient) -> None:
    """Page by page, like any list; what is bound joins with the pattern."""
    answer = asked.get("/api/v1/queries/treatments?condition=sciatica&limit=1").get_json()
    assert answer["total"] == 2
    assert answer["rows"][0]["subject"] == INJECTION
    following = asked.get(answer["next"]).get_json()
    assert {row["predicate"].rpartition("#")[2] for row in (*answer["rows"], *following["rows"])} == {"treats", "label"}


@pytest.mark.parametrize(
    ("media_type", "name"),
    [
        ("text/turtle", "turtle"),
        ("application/ld+json", "json-ld"),
        ("application/n-triples", "n-triples"),
        ("application/rdf+xml", "rdf-xml"),
    ],
)
def test_a_construct_answers_as_rdf(asked: FlaskClient, media_type: str, name: str) -> None:
    """In every format of graphs, by header or by name; another reader finds the triples."""
    path = "/api/v1/queries/treatments?condition=sciatica"
    answer = asked.get(path, headers={"Accept": media_type})
    assert (answer.status_code, answer.mimetype) == (200, media_type)
    assert asked.get(f"{path}&format={name}").data == answer.data
    assert len(Graph().parse(data=answer.text, format=media_type)) == 2
    assert asked.get(f"{path}&format={name}&limit=1").status_code == 400


def test_a_describe_needs_no_pattern(asked: FlaskClient) -> None:
    """The thing that is named is described."""
    rows = asked.get("/api/v1/queries/about?thing=sciatica").get_json()["rows"]
    assert {row["subject"] for row in rows} == {"https://w3id.org/paingraph/id/sciatica"}
    assert {"Sciatica", "sciatica"} & {row["object"] for row in rows}


@pytest.mark.parametrize("name", ["is-treated", "treatments"])
def test_other_forms_are_pages_too(asked: FlaskClient, name: str) -> None:
    """With their rows as a table."""
    page = asked.get(f"/queries/{name}?condition=sciatica", headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert "<table" in page.text


@pytest.mark.parametrize(
    ("type_", "expression", "value", "advice"),
    [
        ("integer", "'sciatica'", "'sciatica'", "xsd:integer(…)"),
        ("integer", "'1_000'", "'1_000'", "xsd:integer(…)"),
        ("integer", "1.5", "'1.5'", "xsd:integer(…)"),
        ("decimal", "'half'", "'half'", "xsd:decimal(…)"),
        ("decimal", "1e0/0", "'INF'", "xsd:decimal(…)"),
        ("boolean", "'maybe'", "'maybe'", "by a comparison"),
        ("iri", "'sciatica'", "'sciatica'", "a literal is text"),
        ("iri", "BNODE()", "a blank node", "a literal is text"),
        ("integer", "<urn:one>", "the IRI <urn:one>", "xsd:integer(…)"),
    ],
)
def test_a_column_that_is_declared_wrongly_is_the_authors_mistake(
    store: Store, tmp_path: Path, type_: str, expression: str, value: str, advice: str
) -> None:
    """What was promised, what came, where, and what to do; the rows before it were right."""
    query = f"""#+ summary: What is it?
#+ column: it ({type_}) "It."
SELECT ?it {{ VALUES ?row {{ 1 2 }} BIND(IF(?row = 2, {expression}, ?nothing) AS ?it) }} ORDER BY ?row
"""
    (tmp_path / "what-is-it.rq").write_text(query, encoding="utf-8")
    client = create_app(Settings(), store, Catalogue.from_folder(tmp_path)).test_client()
    path = "/api/v1/queries/what-is-it"
    for media_type in ("application/json", "text/csv"):
        answer = client.get(path, headers={"Accept": media_type})
        assert (answer.status_code, answer.mimetype) == (500, "application/problem+json")
        problem = answer.get_json()
        assert problem["type"].endswith("/query-file")
        assert problem["detail"].startswith(f"what-is-it.rq calls its column it {type_}, but row 2 holds {value};")
        assert advice in problem["detail"]
        assert (problem["file"], problem["column"], problem["row"]) == ("what-is-it.rq", "it", 2)
    page = client.get("/queries/what-is-it", headers={"Accept": "text/html"})
    assert (page.status_code, page.mimetype) == (500, "text/html")
    assert "what-is-it.rq calls its column" in page.text
    assert client.get(path, headers={"Accept": "application/sparql-results+json"}).status_code == 200


def test_the_description_offers_the_formats_of_each_form(asked: FlaskClient) -> None:
    """A client of a graph finds Turtle, one of rows finds results of SPARQL."""
    paths = asked.get("/api/v1/openapi.json").get_json()["paths"]
    offered = {path: set(item["get"]["responses"]["200"]["content"]) for path, item in paths.items() if "get" in item}
    assert "text/turtle" in offered["/queries/treatments"]
    assert "application/sparql-results+json" not in offered["/queries/treatments"]
    assert "application/sparql-results+xml" in offered["/queries/is-treated"]
