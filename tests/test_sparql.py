"""SPARQL 1.1 Protocol, query operation; section numbers are those of the specification."""

from __future__ import annotations

import gzip
import json
from urllib.parse import quote, urlencode

import pytest
from flask.testing import FlaskClient
from rdflib import RDF, Graph, Namespace, URIRef

from paingraph.ontology.namespaces import GRAPH

ALL = "SELECT ?s WHERE { ?s a <http://www.w3.org/2004/02/skos/core#Concept> }"
ASK = "ASK { ?s ?p ?o }"
CONSTRUCT = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 3"
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")


def url(query: str, **more: object) -> str:
    """Return the URL of a query by GET."""
    return "/sparql?" + urlencode({"query": query, **more}, doseq=True)


def test_get_form_and_direct_post_give_the_same_answer(client: FlaskClient) -> None:
    """Sections 2.1.1 to 2.1.3: three ways to ask, one answer, also for what is percent-encoded in the query itself."""
    query = 'SELECT ("a%2Fb+c &é" AS ?x) WHERE {}'
    answers = [
        client.get(url(query)),
        client.post("/sparql", data=urlencode({"query": query}), content_type=FORM),
        client.post("/sparql", data=query.encode(), content_type=DIRECT),
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert {json.loads(answer.data)["results"]["bindings"][0]["x"]["value"] for answer in answers} == {"a%2Fb+c &é"}


@pytest.mark.parametrize(
    ("accept", "mimetype"),
    [
        ("application/sparql-results+json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("text/csv;q=0.2, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("*/*", "application/sparql-results+json"),
        ("text/turtle, */*;q=0.1", "application/sparql-results+json"),
    ],
)
def test_a_table_comes_in_the_format_that_is_wanted_most(client: FlaskClient, accept: str, mimetype: str) -> None:
    """A format for graphs says nothing about tables, so the next best is taken."""
    answer = client.get(url(ALL), headers={"Accept": accept})
    assert (answer.status_code, answer.mimetype) == (200, mimetype)
    assert "Accept" in answer.headers["Vary"]


@pytest.mark.parametrize(
    "mimetype", ["text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml"]
)
def test_a_graph_comes_in_the_format_that_is_wanted(client: FlaskClient, mimetype: str) -> None:
    """CONSTRUCT answers in RDF formats."""
    answer = client.get(url(CONSTRUCT), headers={"Accept": mimetype})
    assert (answer.status_code, answer.mimetype) == (200, mimetype)


@pytest.mark.parametrize("query", [ALL, CONSTRUCT])
def test_a_format_that_does_not_fit_is_not_acceptable(client: FlaskClient, query: str) -> None:
    """Nothing is sent that the client did not ask for."""
    answer = client.get(url(query), headers={"Accept": "text/turtle" if query == ALL else "text/csv"})
    assert answer.status_code == 406
    assert answer.get_json()["offered"]


def test_the_dataset_of_the_protocol_wins(client: FlaskClient) -> None:
    """Section 2.1.4: default-graph-uri and named-graph-uri override FROM."""
    document = GRAPH + "document/000"
    from_ontology = f"FROM <{GRAPH}ontology>"
    count = f"SELECT (COUNT(*) AS ?n) {from_ontology} {{ ?claim a <https://w3id.org/paingraph/ontology#Claim> }}"
    assert client.get(url(count)).get_json()["results"]["bindings"][0]["n"]["value"] == "0"
    named = client.get(url(count, **{"default-graph-uri": document}))
    assert named.get_json()["results"]["bindings"][0]["n"]["value"] == "5"
    both = client.get(url(count, **{"default-graph-uri": [document, GRAPH + "document/001"]}))
    assert both.get_json()["results"]["bindings"][0]["n"]["value"] == "9"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (url(ALL) + "&" + urlencode({"query": ASK}), 400),
        ("/sparql?default-graph-uri=http://a.example/", 400),
        (url("SELECT"), 400),
        (url(""), 400),
        (url(ALL, timeout="0"), 400),
        (url(ALL, timeout="31"), 400),
        (url(ALL, timeout="soon"), 400),
        (url(ALL, timeout=["1", "2"]), 400),
        (url(ALL, **{"default-graph-uri": "no iri"}), 400),
        (url(ALL, **{"named-graph-uri": "http://a.example/>\n<x"}), 400),
        (url("SELECT * { ?s ?p 'a\0b' }"), 200),
        ("/sparql?update=" + quote("DROP ALL"), 403),
        (url("INSERT DATA { <a:a> <a:a> <a:a> }"), 400),
        (url("SELECT * { SERVICE <http://a.example/> { ?s ?p ?o } }"), 400),
    ],
)
def test_what_is_wrong_is_refused(client: FlaskClient, path: str, status: int) -> None:
    """Bad requests are the client's, and say what is wrong."""
    answer = client.get(path)
    assert answer.status_code == status
    assert status == 200 or answer.get_json()["detail"]


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (ALL, "text/plain", 415),
        (ALL, "multipart/form-data; boundary=x", 415),
        (ALL, None, 415),
        (ALL.encode("utf-16"), DIRECT, 400),
        (ALL, DIRECT + "; charset=utf-16", 415),
        (b"query=%ff", FORM, 400),
        (urlencode([("query", ALL), ("query", ALL)]), FORM, 400),
        (urlencode({"update": "DROP ALL"}), FORM, 403),
        ("DROP ALL", "application/sparql-update", 403),
        ("", FORM, 400),
        (ALL, DIRECT + "; charset=UTF-8", 200),
    ],
)
def test_a_post_is_read_strictly(client: FlaskClient, body: str | bytes, content_type: str | None, status: int) -> None:
    """Media type, charset and bytes must be what they say."""
    answer = client.post("/sparql", data=body, content_type=content_type)
    assert answer.status_code == status


def test_a_syntax_error_has_line_and_column(client: FlaskClient) -> None:
    """An editor can put its cursor there."""
    answer = client.get(url("SELECT *\nWHERE { ?s ?p }"))
    assert answer.status_code == 400
    assert (answer.get_json()["line"], answer.get_json()["column"] > 0) == (2, True)


def test_an_answer_is_cached_under_a_strong_tag(client: FlaskClient) -> None:
    """The same version gives the same bytes, so the tag is known before the query is evaluated."""
    first = client.get(url(ALL))
    tag = first.headers["ETag"]
    assert not tag.startswith("W/")
    again = client.get(url(ALL), headers={"If-None-Match": tag})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    other = client.get(url(ALL), headers={"If-None-Match": tag, "Accept": "text/csv"})
    assert other.status_code == 200
    assert client.get(url(ASK)).headers["ETag"] != tag


@pytest.mark.parametrize("path", [url(ALL), "/api/v1/conditions"])
def test_a_tag_that_a_proxy_has_weakened_still_holds(client: FlaskClient, path: str) -> None:
    """Proxies that pack answers put W/ before it; who reads compares weakly (RFC 9110, section 13.1.2)."""
    tag = client.get(path).headers["ETag"]
    assert client.get(path, headers={"If-None-Match": f'"x", W/{tag}'}).status_code == 304
    assert client.get(path, headers={"If-None-Match": 'W/"x"'}).status_code == 200


@pytest.mark.parametrize("accepted", ["GZIP", "*", "br, gzip;q=0.1", "*;q=0, gzip"])
def test_gzip_may_be_asked_for_in_many_words(client: FlaskClient, accepted: str) -> None:
    """Names of codings know no case, and an asterisk means any (RFC 9110, sections 8.4.1 and 12.5.3)."""
    assert client.get("/api/v1/conditions", headers={"Accept-Encoding": accepted}).headers["Content-Encoding"] == "gzip"


def test_what_changes_by_itself_has_no_tag(client: FlaskClient) -> None:
    """NOW, RAND and their kin give another answer each time."""
    assert "ETag" not in client.get(url("SELECT (RAND() AS ?x) {}")).headers


def test_head_and_options(client: FlaskClient) -> None:
    """HEAD is GET without a body, OPTIONS tells browsers of other sites what they may send."""
    head = client.head(url(ALL))
    assert (head.status_code, head.data) == (200, b"")
    options = client.options(
        "/sparql", headers={"Origin": "https://a.example", "Access-Control-Request-Method": "POST"}
    )
    assert set(options.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}
    assert options.headers["Access-Control-Allow-Origin"] == "*"
    assert "Content-Type" in options.headers["Access-Control-Allow-Headers"]


def test_a_long_answer_is_packed_if_the_client_reads_it(client: FlaskClient) -> None:
    """The packed form has a tag of its own, and unpacks to the same bytes."""
    query = "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 50"
    plain, packed = client.get(url(query)), client.get(url(query), headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert packed.data == client.get(url(query), headers={"Accept-Encoding": "gzip"}).data


def test_a_bare_get_describes_the_service(client: FlaskClient) -> None:
    """Service Description, section 2: sd:endpoint is the address that was asked."""
    answer = client.get("/sparql", headers={"Accept": "text/turtle"})
    graph = Graph().parse(data=answer.text, format="turtle")
    (service,) = graph.subjects(RDF.type, SD.Service)
    assert (service, SD.endpoint, URIRef("http://localhost/sparql")) in graph
    assert (service, SD.feature, SD.UnionDefaultGraph) in graph
    names = {str(name) for name in graph.objects(None, SD.name)}
    assert {GRAPH + "ontology", GRAPH + "document/000", GRAPH + "inferred"} <= names


def test_a_reader_gets_an_editor_that_needs_no_script(client: FlaskClient) -> None:
    """The form asks by GET, and the answer is a table that leads on to the things in it."""
    editor = client.get("/sparql", headers=BROWSER)
    assert '<textarea id="query" name="query"' in editor.text
    answer = client.get(url(ALL), headers=BROWSER)
    assert answer.mimetype == "text/html"
    assert '<a href="/id/sciatica">pgid:sciatica</a>' in answer.text
    assert "format=csv" in answer.text


def test_a_reader_sees_errors_graphs_and_truth_values(client: FlaskClient) -> None:
    """Whatever the form of the query, the page shows its answer."""
    wrong = client.get(url("SELECT <b>"), headers=BROWSER)
    assert (wrong.status_code, "&lt;b&gt;" in wrong.text, "<b>" in wrong.text) == (400, True, False)
    assert "<td>yes</td>" in client.get(url(ASK), headers=BROWSER).text
    assert "3 triples" in client.get(url(CONSTRUCT), headers=BROWSER).text


def test_a_link_may_name_the_format(client: FlaskClient) -> None:
    """A link cannot set a header; a client's own name for a format is passed over for its header."""
    linked = client.get(url(ALL, format="csv"), headers=BROWSER)
    assert linked.mimetype == "text/csv"
    assert client.get(url(ALL, format="csv"), headers={"Accept": "*/*"}).mimetype == "text/csv"
    assert client.get(url(CONSTRUCT, format="json")).mimetype == "application/ld+json"
    assert client.get(url(CONSTRUCT, format="xml")).mimetype == "application/rdf+xml"
    assert client.get(url(CONSTRUCT, format="")).mimetype == "text/turtle"
    headed = client.get(url(CONSTRUCT, format="xml"), headers={"Accept": "text/turtle"})
    assert headed.mimetype == "text/turtle"
