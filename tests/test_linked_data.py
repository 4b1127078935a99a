"""Linked data: a thing's IRI answers as a page or as RDF, and each form has an address of its own."""

from __future__ import annotations

import json

import pytest
from flask.testing import FlaskClient
from rdflib import PROV, RDF, SKOS, Graph, Literal, URIRef

from paingraph import __version__
from paingraph.api.triples import serialise
from paingraph.ontology.namespaces import BASE, entity_iri, term_iri
from paingraph.queries.formats import GRAPHS, Format
from paingraph.queries.store import Term

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
DISC = URIRef(entity_iri("herniated-disc"))
CONCLUSION = URIRef(term_iri("conclusion"))
PARSERS = {"ttl": "turtle", "jsonld": "json-ld", "nt": "nt", "rdf": "xml"}


def parsed(text: str, parser: str) -> Graph:
    """Read RDF with a library that is not ours."""
    return Graph().parse(data=text, format=parser)


@pytest.mark.parametrize(("suffix", "parser"), PARSERS.items())
def test_an_entity_says_the_same_in_every_format(client: FlaskClient, suffix: str, parser: str) -> None:
    """Type, label, an edge that points at it, and the label at its other end."""
    graph = parsed(client.get(f"/id/herniated-disc.{suffix}").text, parser)
    assert (DISC, RDF.type, URIRef(term_iri("Condition"))) in graph
    assert (DISC, SKOS.prefLabel, Literal("herniated disc", lang="en")) in graph
    injection = URIRef(entity_iri("epidural-steroid-injection"))
    assert (injection, URIRef(term_iri("treats")), DISC) in graph
    assert (injection, SKOS.prefLabel, Literal("epidural steroid injection", lang="en")) in graph
    turtle = parsed(client.get("/id/herniated-disc.ttl").text, "turtle")
    assert set(graph) == set(turtle)


@pytest.mark.parametrize(
    ("accept", "mimetype"),
    [
        (None, "text/turtle"),
        ("*/*", "text/turtle"),
        ("text/turtle", "text/turtle"),
        ("application/ld+json", "application/ld+json"),
        ("application/n-triples;q=0.9, text/turtle;q=0.1", "application/n-triples"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/json", "application/json"),
        (BROWSER["Accept"], "text/html"),
    ],
)
def test_the_form_is_negotiated(client: FlaskClient, accept: str | None, mimetype: str) -> None:
    """RFC 9110, section 12.5.1; programs that name nothing get Turtle."""
    answer = client.get("/id/sciatica", headers={"Accept": accept} if accept else {})
    assert answer.mimetype == mimetype
    assert "Accept" in answer.headers["Vary"]
    assert '</id/sciatica.ttl>; rel="alternate"; type="text/turtle"' in answer.headers["Link"]


def test_nothing_acceptable_is_refused_with_the_offer(client: FlaskClient) -> None:
    """406 lists what there is."""
    answer = client.get("/id/sciatica", headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert "text/turtle" in answer.get_json()["offered"]


def test_a_name_that_is_no_slug_leads_to_the_slug(client: FlaskClient) -> None:
    """One thing, one address."""
    answer = client.get("/id/Slipped%20disc.ttl")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/id/herniated-disc.ttl")


def test_a_claim_is_told_with_its_passage_and_selectors(client: FlaskClient) -> None:
    """A program can walk from the claim to the words (Web Annotation)."""
    claim = client.get("/api/v1/documents/001").get_json()["statements"][0]
    graph = parsed(client.get("/claim/" + claim["id"].rpartition("/")[2]).text, "turtle")
    exact = URIRef("http://www.w3.org/ns/oa#exact")
    assert Literal("helps where a disc has slipped") in set(graph.objects(None, exact))
    assert (URIRef(claim["id"]), URIRef(term_iri("subject")), None) in graph


def test_a_derivation_leads_on_to_the_claims_of_its_premises(client: FlaskClient) -> None:
    """From a conclusion to the sentence by following links: each step says what it is and what it rests on."""
    edge_of = "subject=interventional-pain-medicine&relation=canManage&object=herniated-disc"
    proof = client.get(f"/api/v1/explain?{edge_of}").get_json()["ground"]
    graph = parsed(client.get(proof["proofs"][0]["href"]).text, "turtle")
    (derivation,) = graph.subjects(RDF.type, URIRef(term_iri("Derivation")))
    (rule,) = graph.objects(derivation, URIRef(term_iri("appliesRule")))
    assert (rule, URIRef(term_iri("axiom")), None) in graph
    told = [URIRef(term_iri(end)) for end in ("subject", "predicate", "object")]
    for edge in (*graph.objects(derivation, URIRef(term_iri("premise"))), graph.value(derivation, CONCLUSION)):
        assert all((edge, end, None) in graph for end in told)
    claims = [*graph.objects(None, PROV.wasDerivedFrom)]
    assert claims
    for claim in claims:
        assert client.get(str(claim).removeprefix(BASE.rstrip("/")) + ".ttl").status_code == 200


def test_the_ontology_answers_at_the_address_of_its_version(client: FlaskClient) -> None:
    """The one that is served; no other is kept."""
    answer = client.get(f"/ontology/{__version__}")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/ontology")
    assert client.get("/ontology/0.0.1").get_json()["nearest"] == [f"/ontology/{__version__}"]


@pytest.mark.parametrize("path", ["/document/000", "/ontology"])
@pytest.mark.parametrize("suffix", PARSERS)
def test_documents_and_ontology_have_every_format(client: FlaskClient, path: str, suffix: str) -> None:
    """Each twin parses with a library that is not ours."""
    assert len(parsed(client.get(f"{path}.{suffix}").text, PARSERS[suffix])) > 5


@pytest.mark.parametrize(
    "path",
    ["/id/nothing-like-it", "/document/9", "/claim/abc", "/derivation/abc", "/ontology.pdf", "/id/sciatica.ttl.ttl"],
)
def test_what_is_not_there_is_not_found(client: FlaskClient, path: str) -> None:
    """Also a suffix that is none."""
    answer = client.get(path)
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")


AWKWARD = [
    (Term("http://a.example/s"), "http://a.example/p", Term('quote " back \\ line\nreturn\rtab\t', "literal")),
    (Term("http://a.example/s"), "http://a.example/1st", Term("3.50", "literal", "http://a.example/type")),
    (Term("http://a.example/s"), "http://a.example/p", Term("<b>&amp;</b>", "literal", None, "en-gb")),
    (Term("b0", "bnode"), "http://a.example/#q", Term("http://a.example/é?a=b&c")),
    (Term("http://a.example/s"), str(RDF.type), Term("http://a.example/Class")),
]


@pytest.mark.parametrize("format_", GRAPHS)
def test_awkward_terms_survive_every_format(format_: Format) -> None:
    """Quotes, line ends, tags, language, blank nodes: read back as they were."""
    parser = dict(zip(GRAPHS, ("turtle", "json-ld", "nt", "xml"), strict=True))[format_]
    graph = parsed(serialise(AWKWARD, format_).decode(), parser)
    expected = parsed(serialise(AWKWARD, Format.N_TRIPLES).decode(), "nt")
    assert graph.isomorphic(expected)
    assert len(graph) == len(AWKWARD)


def test_the_order_of_triples_does_not_show() -> None:
    """The same triples give the same bytes."""
    for format_ in GRAPHS:
        assert serialise(AWKWARD, format_) == serialise([*reversed(AWKWARD), *AWKWARD], format_)


def test_xml_replaces_what_it_cannot_write() -> None:
    """Control characters would make the document unreadable."""
    control = [(Term("http://a.example/s"), "http://a.example/p", Term("a\x01b", "literal"))]
    assert b"a\xef\xbf\xbdb" in serialise(control, Format.RDF_XML)
    assert json.loads(serialise(control, Format.JSON_LD))
