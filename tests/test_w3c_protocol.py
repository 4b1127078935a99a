"""The cases of the W3C's test manifest for the SPARQL 1.1 Protocol, by name, against a server that really runs.

The manifest asks one address for queries and updates; here they have one each. Its `query_multiple_dataset` encodes
two parameters as one by mistake, and is asked as it was meant.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

import pytest
from running_server import Answer, RunningServer, changeable

from paingraph.queries.versions import Version

TOKEN = "w3c-protocol-test-token"
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
DATA = "http://kasei.us/2009/09/sparql/data/data{}.rdf"
DATA0, DATA1, DATA2, DATA3 = map(DATA.format, range(4))
BOOLEANS = {"application/sparql-results+json", "application/sparql-results+xml"}
TABLES = {*BOOLEANS, "text/csv", "text/tab-separated-values"}
GRAPHS = {"text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json"}


@pytest.fixture(scope="module")
def server(small_version: Version, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server that takes updates, with the manifest's four documents, each in a graph of its name."""
    server = changeable(small_version, tmp_path_factory.mktemp("w3c"), update_token=TOKEN)
    yield server
    server.stop()


@pytest.fixture
def with_data(server: RunningServer) -> RunningServer:
    """Put the documents in place, if a case before has removed them."""
    documents = ((iri, "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>") for iri in map(DATA.format, range(4)))
    body = "".join(f"<{iri}> {type_} <http://xmlns.com/foaf/0.1/Document> <{iri}> .\n" for iri, type_ in documents)
    if not json.loads(ask(server, f"ASK {{ GRAPH <{DATA0}> {{}} GRAPH <{DATA3}> {{}} }}").body)["boolean"]:
        stored = send(server, "PUT", "/store", body, "application/n-quads")
        assert stored.status == 204, stored
    return server


def send(server: RunningServer, method: str, path: str, body: str | bytes | None, media_type: str | None) -> Answer:
    """Send a request with the token, and with a media type if there is one."""
    headers = {"Authorization": f"Bearer {TOKEN}", **({"Content-Type": media_type} if media_type else {})}
    return server.insist(method, path, body, headers)


def ask(server: RunningServer, query: str, **parameters: object) -> Answer:
    """Post a query."""
    return send(server, "POST", f"/sparql?{urlencode(parameters, doseq=True)}", query, QUERY)


@dataclass(frozen=True)
class Query:
    """A query that must be answered, in a format of its form; a truth value is true."""

    body: str
    parameters: tuple[tuple[str, str], ...] = ()
    method: str = "POST"
    media_type: str | None = QUERY
    formats: frozenset[str] = frozenset(BOOLEANS)


def datasets(name: str, *iris: str) -> tuple[tuple[str, str], ...]:
    """Return a parameter that names these graphs."""
    return tuple((name, iri) for iri in iris)


BOTH = f"ASK {{ <{DATA1}> a ?type . <{DATA2}> a ?type . }}"
NAMED = f"GRAPH ?g1 {{ <{DATA1}> a ?type }} GRAPH ?g2 {{ <{DATA2}> a ?type }}"
DEFAULT0 = datasets("default-graph-uri", DATA0)
DEFAULT12 = datasets("default-graph-uri", DATA1, DATA2)
NAMED12 = datasets("named-graph-uri", DATA1, DATA2)

QUERIES = {
    "query_post_form": Query("query=ASK%20%7B%7D", DEFAULT0, media_type=FORM),
    "query_dataset_default_graphs_get": Query("", (("query", BOTH), *DEFAULT12), "GET", None),
    "query_dataset_default_graphs_post": Query(BOTH, DEFAULT12),
    "query_dataset_named_graphs_post": Query(f"ASK {{ {NAMED} }}", NAMED12),
    "query_dataset_named_graphs_get": Query("", (("query", f"ASK {{ {NAMED} }}"), *NAMED12), "GET", None),
    "query_dataset_full": Query(
        f"ASK {{ <{DATA3}> a ?type {NAMED} }}", (*datasets("default-graph-uri", DATA3), *NAMED12)
    ),
    "query_multiple_dataset": Query(f"ASK FROM <{DATA3}> {{ {NAMED} }}", NAMED12),
    "query_get": Query("", (("query", "ASK {}"), *DEFAULT0), "GET", None),
    "query_content_type_select": Query("SELECT (1 AS ?value) {}", DEFAULT0, formats=frozenset(TABLES)),
    "query_content_type_ask": Query("ASK {}", DEFAULT0),
    "query_content_type_describe": Query("DESCRIBE <http://example.org/>", DEFAULT0, formats=frozenset(GRAPHS)),
    "query_content_type_construct": Query("CONSTRUCT { <s> <p> 1 } WHERE {}", DEFAULT0, formats=frozenset(GRAPHS)),
    "query_post_direct": Query("ASK {}"),
}

#: Method, path, body, media type; each must be answered by a 4xx.
BAD = {
    "bad_query_method": ("PUT", f"/sparql?{urlencode([('query', 'ASK {}'), *DEFAULT0])}", None, FORM),
    "bad_multiple_queries": ("GET", "/sparql?query=ASK%20%7B%7D&query=SELECT%20%2A%20%7B%7D", None, None),
    "bad_query_wrong_media_type": ("POST", "/sparql", "ASK {}", "text/plain"),
    "bad_query_missing_form_type": ("POST", "/sparql", "query=ASK%20%7B%7D", None),
    "bad_query_missing_direct_type": ("POST", "/sparql", "ASK {}", None),
    "bad_query_non_utf8": ("POST", "/sparql", "ASK {}".encode("utf-16"), f"{QUERY}; charset=UTF-16"),
    "bad_query_syntax": ("GET", "/sparql?query=ASK%20%7B", None, None),
    "bad_update_get": ("GET", "/update?update=CLEAR%20ALL", None, None),
    "bad_multiple_updates": ("POST", "/update", "update=CLEAR%20NAMED&update=CLEAR%20DEFAULT", FORM),
    "bad_update_wrong_media_type": ("POST", "/update", "CLEAR NAMED", "text/plain"),
    "bad_update_missing_form_type": ("POST", "/update", "update=CLEAR%20NAMED", None),
    "bad_update_non_utf8": ("POST", "/update", "CLEAR NAMED".encode("utf-16"), f"{UPDATE}; charset=UTF-16"),
    "bad_update_syntax": ("POST", "/update", "update=CLEAR%20XYZ", FORM),
    "bad_update_dataset_conflict": (
        "POST",
        "/update?using-named-graph-uri=http%3A%2F%2Fexample%2Fpeople",
        "PREFIX foaf:  <http://xmlns.com/foaf/0.1/>\nWITH <http://example/addresses>\n"
        "DELETE { ?person foaf:givenName 'Bill' }\nINSERT { ?person foaf:givenName 'William' }\n"
        "WHERE { ?person foaf:givenName 'Bill' }",
        UPDATE,
    ),
}

PREFIXES = "PREFIX dc: <http://purl.org/dc/terms/>\nPREFIX foaf: <http://xmlns.com/foaf/0.1/>\n"
DOCUMENTS = " ".join(f"GRAPH <{iri}> {{ <{iri}> a foaf:Document }}" for iri in (DATA1, DATA2, DATA3))
TEST = "http://example.org/protocol-update-dataset{}-test/"


def found(test: str, *there: str) -> str:
    """Ask whether exactly these documents were found."""
    kept = " ".join(f"<{iri}> a <http://purl.org/dc/terms/BibliographicResource> ." for iri in there)
    missing = f"FILTER NOT EXISTS {{ GRAPH <{test}> {{ <{DATA3}> ?p ?o }} }}"
    return f"ASK {{ GRAPH <{test}> {{ {kept} }} {missing} }}"


def inserted(test: str, where: str) -> str:
    """Insert what a WHERE finds after the three documents were stored."""
    insert = f"INSERT {{ GRAPH <{test}> {{ ?s a dc:BibliographicResource }} }} WHERE {{ {where} }}"
    return f"{PREFIXES}DROP ALL ; INSERT DATA {{ {DOCUMENTS} }} ; {insert}"


#: Parameters, media type, update, and the query that must be true afterwards.
UPDATES = {
    "update_dataset_default_graph": (
        datasets("using-graph-uri", DATA1),
        UPDATE,
        f"{PREFIXES}CLEAR ALL ; INSERT DATA {{ GRAPH <{DATA1}> {{ <{DATA1}> a foaf:Document }} }} ; "
        f"INSERT {{ GRAPH <{TEST.format('')}> {{ ?s a dc:BibliographicResource }} }} WHERE {{ ?s a foaf:Document }}",
        found(TEST.format(""), DATA1),
    ),
    "update_dataset_default_graphs": (
        datasets("using-graph-uri", DATA1, DATA2),
        UPDATE,
        inserted(TEST.format("-graphs"), "?s a foaf:Document"),
        found(TEST.format("-graphs"), DATA1, DATA2),
    ),
    "update_dataset_named_graphs": (
        datasets("using-named-graph-uri", DATA1, DATA2),
        UPDATE,
        inserted(TEST.format("-named-graphs"), "GRAPH ?g { ?s a foaf:Document }"),
        found(TEST.format("-named-graphs"), DATA1, DATA2),
    ),
    "update_dataset_full": (
        (*datasets("using-graph-uri", DATA1), *datasets("using-named-graph-uri", DATA2)),
        UPDATE,
        f"{PREFIXES}DROP ALL ; INSERT DATA {{ {DOCUMENTS} }} ; "
        f"INSERT {{ GRAPH <{TEST.format('-full')}> {{ ?s <http://example.org/in> ?in }} }} WHERE {{ "
        "{ GRAPH ?g { ?s a foaf:Document } BIND(?g AS ?in) } UNION { ?s a foaf:Document . BIND('default' AS ?in) } }",
        f"ASK {{ GRAPH <{TEST.format('-full')}> {{ <{DATA1}> <http://example.org/in> 'default' . "
        f"<{DATA2}> <http://example.org/in> <{DATA2}> }} "
        f"FILTER NOT EXISTS {{ GRAPH <{TEST.format('-full')}> {{ <{DATA3}> ?p ?o }} }} }}",
    ),
    "update_post_form": ((), FORM, "update=CLEAR+ALL", f"ASK {{ FILTER NOT EXISTS {{ GRAPH <{DATA1}> {{}} }} }}"),
    "update_post_direct": ((), UPDATE, "CLEAR ALL", f"ASK {{ FILTER NOT EXISTS {{ GRAPH <{DATA1}> {{}} }} }}"),
    "update_base_uri": (
        (),
        UPDATE,
        "CLEAR GRAPH <http://example.org/protocol-base-test/> ;\nINSERT DATA { "
        "GRAPH <http://example.org/protocol-base-test/> { <http://example.org/s> <http://example.org/p> <test> } }",
        "ASK { GRAPH <http://example.org/protocol-base-test/> { <http://example.org/s> <http://example.org/p> ?o } "
        "FILTER(ISIRI(?o) && STRENDS(STR(?o), '/test')) }",
    ),
}


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_is_answered(with_data: RunningServer, name: str) -> None:
    """Status 2xx, a media type of the query's form, and the right truth value."""
    case = QUERIES[name]
    path = f"/sparql?{urlencode(case.parameters)}"
    answer = send(with_data, case.method, path, case.body or None, case.media_type)
    assert answer.status == 200, answer
    assert answer.headers["content-type"].partition(";")[0] in case.formats
    if case.formats == BOOLEANS:
        assert json.loads(answer.body)["boolean"] is True


@pytest.mark.parametrize("name", BAD)
def test_a_bad_request_is_the_clients(server: RunningServer, name: str) -> None:
    """Status 4xx, with the reason."""
    answer = send(server, *BAD[name])
    assert 400 <= answer.status < 500
    assert json.loads(answer.body)["detail"]


@pytest.mark.parametrize("name", UPDATES)
def test_an_update_is_made(server: RunningServer, name: str) -> None:
    """Status 2xx, and the next query sees what the update did."""
    parameters, media_type, update, then = UPDATES[name]
    answer = send(server, "POST", f"/update?{urlencode(parameters)}", update, media_type)
    assert answer.status == 204, answer
    assert json.loads(ask(server, then).body)["boolean"] is True


def test_no_case_of_the_manifest_is_missing() -> None:
    """Twenty for queries, fourteen for updates."""
    names = {*QUERIES, *BAD, *UPDATES}
    assert sum("query" in name or "queries" in name for name in names) == 20
    assert sum("update" in name for name in names) == 14
