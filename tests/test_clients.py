"""Real clients: what people ask and change graphs with works unconfigured, apart from addresses and the token."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import RDF, SKOS, Graph, Literal, URIRef, Variable
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore
from running_server import changeable
from SPARQLWrapper import JSON, POST, POSTDIRECTLY, TURTLE, URLENCODED, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from paingraph.queries.versions import Version

TOKEN = "clients-test-token"
BEARER = f"Bearer {TOKEN}"
SCIATICA = URIRef("https://w3id.org/paingraph/id/sciatica")
NOTE = URIRef("http://example.org/note")
JAVASCRIPT = Path(__file__).parent / "javascript"


@pytest.fixture(scope="module")
def server(small_version: Version, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that takes changes."""
    running = changeable(small_version, tmp_path_factory.mktemp("clients"), update_token=TOKEN)
    yield f"http://127.0.0.1:{running.port}"
    running.stop()


@pytest.mark.parametrize(("method", "sending"), [("GET", URLENCODED), (POST, URLENCODED), (POST, POSTDIRECTLY)])
def test_sparqlwrapper_asks(server: str, method: str, sending: str) -> None:
    """Tables, graphs and errors."""
    client = SPARQLWrapper(f"{server}/sparql")
    client.setMethod(method)
    client.setRequestMethod(sending)
    client.setReturnFormat(JSON)
    client.setQuery(f"SELECT ?label {{ <{SCIATICA}> skos:prefLabel ?label }}")
    (row,) = json.loads(client.query().response.read())["results"]["bindings"]
    assert row["label"] == {"type": "literal", "value": "sciatica", "xml:lang": "en"}
    client.setQuery("CONSTRUCT { ?s a skos:Concept } WHERE { ?s a skos:Concept }")
    client.setReturnFormat(TURTLE)
    assert (SCIATICA, RDF.type, SKOS.Concept) in Graph().parse(client.query().response)
    client.setReturnFormat(JSON)
    client.setQuery("SELECT ?s { ?s")
    with pytest.raises(QueryBadFormed, match="malformed at line 1"):
        client.query()


@pytest.mark.parametrize("sending", [URLENCODED, POSTDIRECTLY])
def test_sparqlwrapper_changes(server: str, sending: str) -> None:
    """By a form, and directly."""
    client = SPARQLWrapper(f"{server}/update")
    client.addCustomHttpHeader("Authorization", BEARER)
    client.setMethod(POST)
    client.setRequestMethod(sending)
    client.setQuery(f'INSERT DATA {{ <{SCIATICA}> <{NOTE}> "by {sending}" }}')
    assert client.query().response.status == 204
    assert (SCIATICA, NOTE, Literal(f"by {sending}")) in Graph(SPARQLStore(f"{server}/sparql"))


def test_rdflib_reads_the_graph_as_its_own(server: str) -> None:
    """Patterns, values and queries."""
    graph = Graph(SPARQLStore(f"{server}/sparql"))
    assert (SCIATICA, RDF.type, SKOS.Concept) in graph
    assert graph.value(SCIATICA, SKOS.prefLabel) == Literal("sciatica", lang="en")
    answer = graph.query("SELECT (COUNT(*) AS ?n) { ?s a skos:Concept }", initNs={"skos": SKOS})
    assert answer.bindings == [{Variable("n"): Literal(10)}]


def test_rdflib_writes_into_a_graph_of_its_own(server: str) -> None:
    """And takes out again what it wrote."""
    store = SPARQLUpdateStore(
        f"{server}/sparql", f"{server}/update", context_aware=True, headers={"Authorization": BEARER}
    )
    graph = Graph(store, URIRef("http://example.org/rdflib"))
    triple = (SCIATICA, NOTE, Literal('é "quoted"\n\\', lang="en"))
    graph.add(triple)
    assert [*graph] == [triple]
    graph.remove(triple)
    assert len(graph) == 0


def curl(*arguments: str) -> str:
    """Run curl; whatever is no success ends it with an error."""
    return subprocess.run(
        ["curl", "-sS", "--fail-with-body", *arguments], capture_output=True, text=True, check=True
    ).stdout


def test_curl_asks_and_changes(server: str, tmp_path: Path) -> None:
    """As the documentation does."""
    query = "SELECT ?s { ?s skos:prefLabel 'sciatica'@en }"
    csv = curl(f"{server}/sparql", "-H", "Accept: text/csv", "--data-urlencode", f"query={query}")
    assert csv.splitlines() == ["s", str(SCIATICA)]
    notes = tmp_path / "notes.ttl"
    notes.write_text(f"<{SCIATICA}> <{NOTE}> 'by curl' .")
    store, authorization = f"{server}/store?graph=http://example.org/curl", ("-H", f"Authorization: {BEARER}")
    curl("-X", "PUT", store, *authorization, "-H", "Content-Type: text/turtle", "--data-binary", f"@{notes}")
    curl(store, *authorization, "-F", f"file=@{notes};type=text/turtle")
    assert "by curl" in curl(store)
    update = ("-H", "Content-Type: application/sparql-update", "--data", "CLEAR GRAPH <http://example.org/curl>")
    curl(f"{server}/update", *authorization, *update)
    with pytest.raises(subprocess.CalledProcessError) as caught:
        curl(store)
    assert json.loads(caught.value.stdout)["status"] == 404


def test_a_javascript_client_asks_and_changes(server: str) -> None:
    """sparql-http-client, which `npm ci --prefix tests/javascript` installs."""
    is_there = (JAVASCRIPT / "node_modules").is_dir() and shutil.which("node")
    if not is_there and not os.environ.get("CI"):
        pytest.skip("needs Node, and: npm ci --prefix tests/javascript")
    command = ["node", str(JAVASCRIPT / "client.mjs"), server, TOKEN]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "rows": [["sciatica", "en"]],
        "posted": 1,
        "ask": True,
        "triples": 3,
        "updated": 1,
        "put": [True],
        "readable": "*",
        "refused": 400,
    }
