"""Explanations: proofs that end in sentences, what they stand on, and what is missing where there is none."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from rdflib import PROV, RDF, Graph, URIRef

from paingraph.ontology.namespaces import PG

API = "/api/v1"
MANAGES = {"subject": "interventional pain medicine", "relation": "canManage", "object": "herniated disc"}


def get(client: FlaskClient, path: str, **parameters: object) -> Any:
    """Ask the API; the answer must be 200."""
    answer = client.get(API + path, query_string=parameters)
    assert answer.status_code == 200, answer.text
    return answer.get_json()


def test_a_conclusion_is_explained_down_to_the_sentences(client: FlaskClient) -> None:
    """Rule, axiom, premises in the order of the chain, claims with words and positions."""
    (proof,) = get(client, "/explain", **MANAGES)["ground"]["proofs"]
    assert proof["axiom"] == "SubObjectPropertyOf(ObjectPropertyChain(pg:performs pg:treats) pg:canManage)"
    assert [premise["statement"] for premise in proof["premises"]] == [
        "interventional pain medicine performs epidural steroid injection",
        "epidural steroid injection treats herniated disc",
    ]
    assert proof["premises"][0]["claims"][0]["quote"] == "Interventional pain specialists give the injection"
    assert proof["premises"][1]["documents"] == ["000", "001"]


def test_the_smallest_sets_of_documents_are_told(client: FlaskClient) -> None:
    """Document 000 says both halves, so it is enough, and no set needs 001 beside it."""
    assert get(client, "/explain", **MANAGES)["support_sets"] == [["000"]]
    treats = {"subject": "epidural steroid injection", "relation": "treats", "object": "herniated disc"}
    assert get(client, "/explain", **treats)["support_sets"] == [["000"], ["001"]]


def test_an_inverse_and_a_symmetric_edge_lead_to_their_original(client: FlaskClient) -> None:
    """One premise: the edge that the document states."""
    treated = get(
        client, "/explain", subject="herniated disc", relation="treatedBy", object="epidural steroid injection"
    )
    assert treated["ground"]["proofs"][0]["premises"][0]["relation"]["id"] == "treats"
    associated = get(client, "/explain", subject="sciatica", relation="associatedWith", object="herniated disc")
    assert associated["ground"]["claims"] == []
    assert associated["support_sets"] == [["000"]]


def test_the_vocabulary_needs_no_document(client: FlaskClient) -> None:
    """The hierarchy is curated knowledge, and says so of itself."""
    answer = get(client, "/explain", subject="herniated disc", relation="subtypeOf", object="spinal condition")
    assert answer["ground"]["vocabulary"]
    assert answer["support_sets"] == [[]]


def test_an_explanation_is_also_provenance(client: FlaskClient) -> None:
    """From the edge, prov:wasDerivedFrom reaches every passage that the JSON tells."""
    answer = client.get(f"{API}/explain", query_string=MANAGES, headers={"Accept": "text/turtle"})
    assert answer.content_type == "text/turtle; charset=utf-8"
    graph = Graph().parse(data=answer.text, format="turtle")
    (edge,) = graph.subjects(URIRef(PG + "predicate"), URIRef(PG + "canManage"))
    reached = {*graph.transitive_objects(edge, PROV.wasDerivedFrom)}
    premises = get(client, "/explain", **MANAGES)["ground"]["proofs"][0]["premises"]
    claims = {URIRef(claim["id"]) for premise in premises for claim in premise["claims"]}
    assert claims < reached
    assert {*graph.subjects(RDF.type, URIRef(PG + "Passage"))} & reached
    assert client.get(f"{API}/explain", query_string={**MANAGES, "format": "turtle"}).data == answer.data


def test_an_explanation_is_also_prose(client: FlaskClient) -> None:
    """Markdown, for a slide or a mail."""
    answer = client.get(f"{API}/explain", query_string=MANAGES, headers={"Accept": "text/markdown"})
    assert answer.mimetype == "text/markdown"
    assert answer.text.startswith("# interventional pain medicine can manage herniated disc\n")
    assert "document 001, characters 29–59: “helps where a disc has slipped”" in answer.text
    assert "one of these sets of documents is kept: 000." in answer.text


def test_what_does_not_hold_has_no_proof(client: FlaskClient) -> None:
    """A doubted or denied claim is no premise and no ground."""
    answer = client.get(
        f"{API}/explain", query_string={"subject": "nerve block", "relation": "treats", "object": "sciatica"}
    )
    assert answer.status_code == 404
    assert "why-not" in answer.get_json()["detail"]


def test_why_not_names_the_missing_premise(client: FlaskClient) -> None:
    """The nearest application of a rule, with what holds of it, in words."""
    unsaid = {"subject": "interventional pain medicine", "relation": "canManage", "object": "spinal condition"}
    miss = get(client, "/why-not", **unsaid)["nearest"][0]
    assert miss["held"] == ["interventional pain medicine performs epidural steroid injection"]
    assert miss["missing"] == ["epidural steroid injection treats spinal condition"]
    assert miss["sentence"] == "If X performs Y and Y treats Z, then X can manage Z."


def test_why_not_tells_what_is_said_nevertheless(client: FlaskClient) -> None:
    """The claims that doubt or deny it; for what holds, nothing is missing."""
    answer = get(client, "/why-not", subject="nerve block", relation="treats", object="sciatica")
    assert [claim["polarity"] for claim in answer["claims"]] == ["negated"]
    assert answer["holds"] is False
    holds = get(client, "/why-not", **MANAGES)
    assert (holds["holds"], holds["nearest"]) == (True, [])


def test_an_entity_leads_to_the_proofs_of_its_edges(client: FlaskClient) -> None:
    """By a link on every edge that can be proved, and none on others."""
    answer = client.get(f"{API}/entities/sciatica").get_json()
    edges = [
        (standing, edge) for g in answer["relations"] for standing in ("asserted", "qualified") for edge in g[standing]
    ]
    for standing, edge in edges:
        assert (edge["explain"] is None) == (standing == "qualified")
        assert not edge["explain"] or client.get(edge["explain"]).status_code == 200


def test_the_proof_has_a_page_and_the_derivation_an_address(client: FlaskClient) -> None:
    """A reader sees the sentences, a program the triples."""
    page = client.get("/why", query_string=MANAGES, headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert "helps where a disc has slipped" in page.text
    (proof,) = get(client, "/explain", **MANAGES)["ground"]["proofs"]
    assert client.get(proof["href"], headers={"Accept": "text/html"}).status_code == 200
    assert "pg:premise" in client.get(proof["href"]).text


def test_the_page_of_a_derivation_says_what_follows_from_what(client: FlaskClient) -> None:
    """In words that lead on, and by which rule; no reader is left with digests."""
    (proof,) = get(client, "/explain", **MANAGES)["ground"]["proofs"]
    page = client.get(proof["href"], headers={"Accept": "text/html"}).text
    for label in ("can manage", "performs", "treats", "herniated disc", "If X performs Y and Y treats Z, then"):
        assert label in page
    path = "/why?subject=epidural-steroid-injection&amp;relation=treats&amp;object=herniated-disc"
    assert f'href="{path}"' in page
    assert "edge/" not in page


def test_what_does_not_hold_has_a_page_that_says_why_not(client: FlaskClient) -> None:
    """What denies it, what is missing, what could never be; and unknown relations and names are told as such."""
    html = {"Accept": "text/html"}
    denied = client.get("/why?subject=nerve-block&relation=treats&object=sciatica", headers=html)
    assert denied.status_code == 200
    for part in (
        "No document asserts it",
        "fail to relieve sciatica at all",
        "A second view",
        "A document that says so",
    ):
        assert part in denied.text
    unsaid = "subject=interventional+pain+medicine&relation=canManage&object=spinal+condition"
    missing = client.get(f"/why?{unsaid}", headers=html).text
    assert "It holds that interventional pain medicine performs epidural steroid injection." in missing
    assert "Nothing says that epidural steroid injection treats spinal condition." in missing
    assert client.get("/why?subject=sciatica&relation=loves&object=sciatica", headers=html).status_code == 404
    assert client.get("/why?subject=sciatca&relation=treats&object=sciatica", headers=html).status_code == 404


def test_what_is_denied_of_a_kind_of_the_object_stands_beside_the_proof(shipped_client: FlaskClient) -> None:
    """Who promises relief of pain is read beside who denies relief of chronic pain, with the name of the document."""
    path = "/why?subject=facet-joint-injection&relation=treats&object={}"
    page = shipped_client.get(path.format("pain"), headers={"Accept": "text/html"}).text
    beside = page[page.index("What is said otherwise of a wider or a narrower thing") :]
    for part in ('href="/id/chronic-pain"', "denied", 'href="/document/004"'):
        assert part in beside
    treated = shipped_client.get(
        "/why?subject=ESI&relation=treats&object=inflammation", headers={"Accept": "text/html"}
    )
    assert "What is said otherwise" not in treated.text


def test_every_edge_leads_to_all_that_speaks_for_and_against_it(client: FlaskClient) -> None:
    """Asserted ones, concluded ones, and those that are none."""
    page = client.get("/id/sciatica", headers={"Accept": "text/html"}).text
    why = "/why?subject={}&amp;relation=treats&amp;object=sciatica"
    assert f'href="{why.format("epidural-steroid-injection")}">all that speaks for or against it' in page
    assert f'href="{why.format("nerve-block")}">why it does not hold' in page


@pytest.mark.parametrize(
    "query",
    ["", "subject=sciatica", "subject=sciatica&relation=loves&object=sciatica", "subject=x&relation=treats&object=y"],
)
def test_what_cannot_be_asked_is_refused(client: FlaskClient, query: str) -> None:
    """Missing parameters, unknown relations, unknown names."""
    assert client.get(f"{API}/explain?{query}").status_code in (400, 404)
