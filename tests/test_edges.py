"""Edges over JSON: lists, paths, neighbourhoods and comparisons, always with the claims that they rest on."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

API = "/api/v1"


def get(client: FlaskClient, path: str, **parameters: object) -> Any:
    """Ask the API; the answer must be 200."""
    answer = client.get(API + path, query_string=parameters)
    assert answer.status_code == 200, answer.text
    return answer.get_json()


def statement(edge: Any) -> str:
    """Return an edge in words."""
    return f"{edge['subject']['label']} {edge['relation']['label']} {edge['object']['label']}"


def test_edges_are_told_once_and_forwards(client: FlaskClient) -> None:
    """'treated by' is the same edge as 'treats'; a symmetric relation has no first end."""
    edges = get(client, "/edges", object="herniated disc")["items"]
    assert [statement(edge) for edge in edges] == [
        "discography diagnoses herniated disc",
        "epidural steroid injection treats herniated disc",
        "herniated disc associated with sciatica",
        "interventional pain medicine can manage herniated disc",
    ]
    assert [edge["standing"] for edge in edges] == ["asserted", "asserted", "asserted", "inferred"]


def test_edges_are_narrowed_by_relation_and_standing(client: FlaskClient) -> None:
    """What is denied or doubted is no edge, and is found as such."""
    (denied,) = get(client, "/edges", object="sciatica", standing="qualified")["items"]
    assert statement(denied) == "nerve block treats sciatica"
    assert denied["claims"][0]["polarity"] == "negated"
    assert get(client, "/edges", subject="nerve block", standing="asserted")["total"] == 0


def test_edges_need_an_end(client: FlaskClient) -> None:
    """All edges together are for SPARQL."""
    assert client.get(f"{API}/edges").status_code == 400
    assert client.get(f"{API}/edges?subject=nothing-like-it").status_code == 404


def test_claims_are_narrowed_by_whatever_is_given(client: FlaskClient) -> None:
    """By entity at either end, relation, polarity, document."""
    assert get(client, "/claims")["total"] == 9
    assert get(client, "/claims", entity="sciatica")["total"] == 4
    assert get(client, "/claims", subject="epidural steroid injection", relation="treats", document="001")["total"] == 2
    assert get(client, "/claims", object="sciatica", polarity="hedged")["total"] == 1
    assert get(client, "/claims", method="curator")["total"] == 0


def test_claims_come_page_by_page(client: FlaskClient) -> None:
    """In the order of documents and positions, none twice."""
    seen: list[str] = []
    path: str | None = f"{API}/claims?limit=4"
    while path:
        page = client.get(path).get_json()
        seen += [claim["id"] for claim in page["items"]]
        path = page["next"]
    assert len(seen) == len(set(seen)) == 9


def test_the_shortest_path_is_explained_step_by_step(client: FlaskClient) -> None:
    """Each step has its relation, direction, and claims."""
    answer = get(client, "/paths", **{"from": "discography", "to": "interventional pain medicine"})
    assert answer["length"] == 3
    steps = answer["paths"][0]
    assert [step["label"] for step in steps] == ["diagnoses", "treated by", "… performs this"]
    assert [step["forwards"] for step in steps] == [True, False, False]
    assert all(step["claims"] for step in steps)


def test_concluded_edges_shorten_a_path_only_if_they_are_wanted(client: FlaskClient) -> None:
    """By default, paths consist of what documents say."""
    ends = {"from": "herniated disc", "to": "interventional pain medicine"}
    assert get(client, "/paths", **ends)["length"] == 2
    (step,) = get(client, "/paths", **ends, inferred="true")["paths"][0]
    assert (step["standing"], step["label"]) == ("inferred", "can be managed by")


def test_a_path_may_keep_to_relations_and_may_not_exist(client: FlaskClient) -> None:
    """No path is an answer, not an error."""
    ends = {"from": "discography", "to": "sciatica"}
    assert get(client, "/paths", **ends)["length"] == 2
    none = get(client, "/paths", **ends, relation="diagnoses")
    assert (none["length"], none["paths"]) == (None, [])
    assert client.get(f"{API}/paths?from=sciatica&to=sciatica").status_code == 400


def test_paths_with_more_support_come_first(client: FlaskClient) -> None:
    """Support is counted in documents, the weakest edge first."""
    answer = get(client, "/paths", **{"from": "epidural steroid injection", "to": "sciatica", "max_length": 2})
    assert answer["length"] == 1
    assert answer["paths"][0][0]["documents"] == ["000"]


def test_a_neighbourhood_has_nodes_and_the_edges_between_them(client: FlaskClient) -> None:
    """Ready to be drawn; what does not fit is told."""
    near = get(client, "/neighbourhood", center="herniated disc")
    assert near["nodes"][0]["id"] == "herniated-disc"
    ids = {node["id"] for node in near["nodes"]}
    assert ids == {"herniated-disc", "epidural-steroid-injection", "discography", "sciatica"}
    assert all({edge["subject"], edge["object"]} <= ids for edge in near["edges"])
    assert len(near["edges"]) == 4
    assert not near["truncated"]
    assert get(client, "/neighbourhood", center="herniated disc", limit=2)["truncated"]
    far = get(client, "/neighbourhood", center="discography", depth=3)
    assert max(node["depth"] for node in far["nodes"]) == 3


def test_a_comparison_tells_what_is_shared_and_what_is_not(client: FlaskClient) -> None:
    """Relation by relation; two of one kind."""
    answer = get(client, "/compare", a="herniated disc", b="sciatica")
    treated = next(r for r in answer["relations"] if r["label"] == "treated by")
    assert [shared["object"]["id"] for shared in treated["shared"]] == ["epidural-steroid-injection"]
    diagnosed = next(r for r in answer["relations"] if r["relation"]["id"] == "diagnoses")
    assert [edge["object"]["id"] for edge in diagnosed["only_a"]] == ["discography"]
    assert diagnosed["only_b"] == []


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("a=sciatica&b=discography", "sciatica is a condition and discography is a procedure"),
        ("a=sciatica&b=Sciatica", "Both names mean sciatica"),
        ("a=sciatica", "The parameter b is missing"),
    ],
)
def test_what_cannot_be_compared_is_refused(client: FlaskClient, query: str, said: str) -> None:
    """And why."""
    answer = client.get(f"{API}/compare?{query}")
    assert answer.status_code == 400
    assert said in answer.get_json()["detail"]
