"""Every IRI of ours that stands in the graph answers, whether it has a page or not."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from rdflib import Graph, URIRef

from paingraph.api.urls import NODES, local_path
from paingraph.ontology.namespaces import BASE
from paingraph.queries.versions import Version


def test_every_iri_of_the_graph_answers(shipped_client: FlaskClient, shipped_version: Version) -> None:
    """One of each kind: as a thing, or by the query that describes it."""
    found = re.findall(f"<{BASE}([^>#]+)", "\n".join(shipped_version.lines()))
    kinds = {path.partition("/")[0] + "/" * ("/" in path): path for path in found}
    del kinds["dataset/"]  # the parts of a description stand in it
    assert {f"{kind}/" for kind in NODES} < kinds.keys()
    for path in kinds.values():
        answer = shipped_client.get(f"/{quote(path)}", headers={"Accept": "text/turtle"}, follow_redirects=True)
        assert answer.status_code == 200, path
        assert len(Graph().parse(data=answer.data, format="turtle")), path


@pytest.mark.parametrize("kind", NODES)
def test_a_node_that_is_not_there_is_not_found(client: FlaskClient, kind: str) -> None:
    """Nor does a name become part of a query, that makes no IRI."""
    for name, status in (("nothing", 404), ("a/b", 404), ("a%3E%20%3Fx", 400)):
        answer = client.get(f"/{kind}/{name}")
        assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")


def test_an_edge_is_described(client: FlaskClient) -> None:
    """By what it says, in the form that the client reads."""
    claims = client.get("/api/v1/explain?subject=interventional-pain-medicine&relation=canManage&object=herniated-disc")
    derivation = claims.get_json()["ground"]["proofs"][0]["href"]
    graph = Graph().parse(data=client.get(f"{derivation}.ttl").data, format="turtle")
    edge = next(graph.objects(None, URIRef(f"{BASE}ontology#conclusion")))
    path = local_path(str(edge))
    assert path is not None
    answer = client.get(path, headers={"Accept": "application/n-triples"}, follow_redirects=True)
    assert f"<{edge}> <{BASE}ontology#predicate> <{BASE}ontology#canManage>" in answer.text
