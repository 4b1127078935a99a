"""The W3C's cases for the SPARQL 1.1 Service Description, by name, against a server that really runs.

The server takes updates, calls services, and holds a graph of a user, so that its description is as long as it gets.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from rdflib import RDF, VOID, Graph, Namespace, URIRef
from running_server import RunningServer, changeable

from paingraph.queries.versions import Version

TOKEN = "w3c-description-test-token"
USER_GRAPH = "http://example.org/a/graph?of=a#user"
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
#: What the vocabulary says of its properties: what has them, and what they lead to, if that is a class of its own.
SCHEMA = {
    SD.endpoint: (SD.Service, None),
    SD.feature: (SD.Service, None),
    SD.defaultEntailmentRegime: (SD.Service, None),
    SD.supportedLanguage: (SD.Service, None),
    SD.resultFormat: (SD.Service, None),
    SD.defaultDataset: (SD.Service, SD.Dataset),
    SD.defaultGraph: (SD.Dataset, SD.Graph),
    SD.namedGraph: (SD.Dataset, SD.NamedGraph),
    SD.name: (SD.NamedGraph, None),
    SD.graph: (SD.NamedGraph, SD.Graph),
}
#: The individuals that the vocabulary defines, by what they are values of.
INDIVIDUALS = {
    SD.feature: {SD.DereferencesURIs, SD.UnionDefaultGraph, SD.RequiresDataset, SD.EmptyGraphs, SD.BasicFederatedQuery},
    SD.supportedLanguage: {SD.SPARQL10Query, SD.SPARQL11Query, SD.SPARQL11Update},
}


@pytest.fixture(scope="module")
def server(small_version: Version, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server that does all that servers can do."""
    folder = tmp_path_factory.mktemp("w3c")
    server = changeable(small_version, folder, update_token=TOKEN, service_allow=["localhost:7878"])
    update = f"INSERT DATA {{ GRAPH <{USER_GRAPH}> {{ <urn:a> <urn:b> 1 }} }}"
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/sparql-update"}
    assert server.ask("POST", "/update", update, headers).status == 204
    yield server
    server.stop()


def described(server: RunningServer, media_type: str = "text/turtle") -> Graph:
    """What a bare GET of the endpoint returns."""
    answer = server.get("/sparql", Accept=media_type)
    assert answer.status == 200
    return Graph().parse(data=answer.body, format=media_type)


@pytest.mark.parametrize(
    "media_type", ["text/turtle", "application/rdf+xml", "application/ld+json", "application/n-triples"]
)
def test_returns_rdf(server: RunningServer, media_type: str) -> None:
    """returns-rdf: in whichever RDF format the client reads, and the same in all."""
    assert len(described(server, media_type)) == len(described(server))


def test_has_endpoint_triple(server: RunningServer) -> None:
    """has-endpoint-triple: the address that was asked is the endpoint of a service."""
    graph = described(server)
    endpoint = URIRef(f"http://127.0.0.1:{server.port}/sparql")
    assert [*graph.subjects(SD.endpoint, endpoint)]


def test_conforms_to_schema(server: RunningServer) -> None:
    """conforms-to-schema: each term is one of the vocabulary, and stands between what it may stand between."""
    graph = described(server)
    assert {predicate for predicate in graph.predicates() if str(predicate).startswith(SD)} == {*SCHEMA}
    for predicate, (has, leads_to) in SCHEMA.items():
        for subject, object_ in graph.subject_objects(predicate):
            assert (subject, RDF.type, has) in graph
            assert leads_to is None or (object_, RDF.type, leads_to) in graph
            assert object_ in INDIVIDUALS.get(predicate, {object_})
    for service in graph.subjects(RDF.type, SD.Service):
        assert len([*graph.objects(service, SD.endpoint)]) == 1
    for named in graph.subjects(RDF.type, SD.NamedGraph):
        assert len([*graph.objects(named, SD.name)]) == len([*graph.objects(named, SD.graph)]) == 1


def test_the_graphs_of_users_are_named_like_all_others(server: RunningServer) -> None:
    """Whatever their IRIs hold, the nodes that describe them have IRIs of their own."""
    graph = described(server)
    (node,) = graph.subjects(SD.name, URIRef(USER_GRAPH))
    assert str(node).count("#") == 1
    assert len({*graph.subjects(SD.name)}) == len({*graph.objects(None, SD.name)})


def test_the_sizes_are_those_that_queries_count(server: RunningServer) -> None:
    """Of the default graph and of each named one, the description of the dataset itself among them."""
    graph = described(server)
    query = "SELECT ?g (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } } GROUP BY ?g"
    answer = server.get(f"/sparql?query={quote(query)}", Accept="text/csv")
    rows = csv.reader(answer.body.decode().splitlines()[1:])
    named = {graph.value(node, SD.graph): name for node, name in graph.subject_objects(SD.name)}
    told = {str(named.get(node, "")): str(triples) for node, triples in graph.subject_objects(VOID.triples)}
    assert told == dict(rows)
