"""JSON as RDF: every answer names a context, and read with it the answer says what the graph says."""

from __future__ import annotations

import json
import re

import pytest
from flask.testing import FlaskClient
from rdflib import DCTERMS, RDF, SKOS, XSD, Graph, Literal, URIRef

from paingraph.ontology.namespaces import document_iri, entity_iri, term_iri

CONTEXT = "/api/v1/context.jsonld"
DISC, SCIATICA, INJECTION, SPECIALTY = (
    URIRef(entity_iri(slug))
    for slug in ("herniated-disc", "sciatica", "epidural-steroid-injection", "interventional-pain-medicine")
)


def term(name: str) -> URIRef:
    """A term of the ontology."""
    return URIRef(term_iri(name))


def as_rdf(client: FlaskClient, path: str) -> Graph:
    """Read an answer with the context that its header names, by a processor that is not ours, without a network."""
    answer = client.get("/api/v1" + path)
    link = re.search(r'<([^>]+)>; rel="http://www.w3.org/ns/json-ld#context"', answer.headers["Link"])
    assert link
    given = client.get(link[1]).get_json(force=True)
    return Graph().parse(data=json.dumps({**given, **answer.get_json()}), format="json-ld", base="http://a.example/")


def test_an_entity_answer_holds_its_edges_as_triples(client: FlaskClient) -> None:
    """Outgoing and incoming, asserted and inferred, with types and labels at the other end."""
    graph = as_rdf(client, "/entities/herniated-disc")
    assert (DISC, RDF.type, term("Condition")) in graph
    assert (DISC, SKOS.prefLabel, Literal("herniated disc", lang="en")) in graph
    assert (DISC, SKOS.broader, URIRef(entity_iri("spinal-condition"))) in graph
    assert (INJECTION, term("treats"), DISC) in graph
    assert (INJECTION, RDF.type, term("Procedure")) in graph
    assert (SPECIALTY, term("canManage"), DISC) in graph


def test_every_triple_of_an_edge_is_in_the_graph(client: FlaskClient) -> None:
    """The answer says nothing that the linked data of the same entity does not say."""
    linked = Graph().parse(data=client.get("/id/herniated-disc.ttl").text, format="turtle")
    answer = as_rdf(client, "/entities/herniated-disc")
    edges = [triple for triple in answer if all(entity_iri("") in str(triple[end]) for end in (0, 2))]
    relations = [edge for edge in edges if term_iri("") in str(edge[1])]
    assert relations
    assert set(relations) <= set(linked) | {(o, p, s) for s, p, o in linked if p == term("associatedWith")}


def test_what_is_said_in_doubt_is_no_triple(client: FlaskClient) -> None:
    """A text says that the injection may fail against sciatica; another says that it treats it."""
    graph = as_rdf(client, "/edges?object=sciatica&standing=qualified")
    assert (None, term("object"), SCIATICA) in graph
    assert (None, term("treats"), SCIATICA) not in graph


def test_a_value_keeps_its_datatype(client: FlaskClient) -> None:
    """A literal object is a literal, as the text gives it."""
    answer = client.get("/api/v1/claims?relation=reliefDuration").get_json()["items"][0]["object"]
    graph = as_rdf(client, "/claims?relation=reliefDuration")
    assert Literal(answer["value"]) in [Literal(str(value)) for value in graph.objects(None, term("object"))]


def test_a_confidence_has_one_datatype(client: FlaskClient) -> None:
    """A processor would make an integer of 1.0 and a double of 0.93."""
    graph = as_rdf(client, "/claims")
    assert {value.datatype for value in graph.objects(None, term("confidence")) if isinstance(value, Literal)} == {
        XSD.double
    }


def test_a_claim_is_a_thing_with_an_iri(client: FlaskClient) -> None:
    """Subject, relation, object, and document by IRI."""
    claim = client.get("/api/v1/documents/001").get_json()["statements"][0]
    graph = as_rdf(client, "/claims/" + claim["id"].rpartition("/")[2])
    iri = URIRef(claim["id"])
    assert (iri, term("subject"), INJECTION) in graph
    assert (iri, term("predicate"), term("treats")) in graph
    assert (iri, term("object"), DISC) in graph
    assert (iri, term("inDocument"), URIRef(document_iri("001"))) in graph


def test_the_evidence_of_an_edge_is_told_too(client: FlaskClient) -> None:
    """Claims hang below the entity whose edges they make."""
    claim = client.get("/api/v1/documents/001").get_json()["statements"][0]
    graph = as_rdf(client, "/entities/herniated-disc")
    assert (URIRef(claim["id"]), term("object"), DISC) in graph


def test_a_proof_keeps_its_own_iri(client: FlaskClient) -> None:
    """And its premises are edges, not things with an identifier for an IRI."""
    asked = "subject=interventional-pain-medicine&relation=canManage&object=herniated-disc"
    proof = client.get(f"/api/v1/explain?{asked}").get_json()["ground"]["proofs"][0]
    graph = as_rdf(client, f"/explain?{asked}")
    premises = list(graph.objects(URIRef(proof["id"]), term("premise")))
    assert {graph.value(premise, term("predicate")) for premise in premises} == {term("performs"), term("treats")}


@pytest.mark.parametrize(
    "path",
    [
        "/conditions",
        "/documents",
        "/claims",
        "/edges?subject=sciatica",
        "/search?q=disc",
        "/paths?from=sciatica&to=discography",
        "/neighbourhood?center=sciatica",
        "/compare?a=sciatica&b=herniated-disc",
        "/mappings",
        "/stats",
    ],
)
def test_every_answer_can_be_read_as_rdf(client: FlaskClient, path: str) -> None:
    """No member clashes with another; what is named by IRI keeps its identifier."""
    graph = as_rdf(client, path)
    assert path in ("/stats", "/claims") or len(list(graph.subject_objects(DCTERMS.identifier))) > 0
    assert not [thing for thing in graph.subjects() if "a.example" in str(thing)]


def test_tables_have_no_context(client: FlaskClient) -> None:
    """It is for JSON alone."""
    assert "json-ld" not in client.get("/api/v1/conditions?format=csv").headers.get("Link", "")


@pytest.mark.parametrize("path", [CONTEXT, "/api/v1/claim-context.jsonld"])
def test_the_context_is_cached_like_every_answer(client: FlaskClient, path: str) -> None:
    """By its type and a strong tag."""
    answer = client.get(path)
    assert answer.mimetype == "application/ld+json"
    assert client.get(path, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
