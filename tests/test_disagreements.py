"""Disagreements: each statement once, with who asserts, hedges and denies it; and support on edges."""

from __future__ import annotations

from flask.testing import FlaskClient

URL = "/api/v1/disagreements"


def test_the_two_documents_disagree_on_sciatica(client: FlaskClient) -> None:
    """The first asserts that the injection treats it, the second doubts or denies it."""
    answer = client.get(f"{URL}?entity=sciatica&relation=treats").get_json()
    assert answer["total"] == 1
    row = answer["items"][0]
    assert (row["subject"]["id"], row["object"]["id"]) == ("epidural-steroid-injection", "sciatica")
    assert row["asserted"] == ["000"]
    assert row["hedged"] + row["negated"] == ["001"]
    assert row["other"] is None
    assert {claim["document"] for claim in row["claims"]} == {"000", "001"}
    assert all(claim["quote"] for claim in row["claims"])


def test_what_they_agree_on_is_none(client: FlaskClient) -> None:
    """Both assert that it treats a herniated disc."""
    assert client.get(f"{URL}?entity=herniated-disc&relation=treats").get_json()["items"] == []


def test_an_edge_counts_those_that_speak_against_it(client: FlaskClient) -> None:
    """Beside the documents that assert it, those that doubt or deny."""
    row = client.get("/api/v1/edges?object=sciatica&relation=treats").get_json()["items"][0]
    assert row["support"]["documents"] == 1
    assert row["support"]["hedged"] + row["support"]["negated"] == 1


def test_an_unknown_entity_is_not_found(client: FlaskClient) -> None:
    """With the nearest."""
    answer = client.get(f"{URL}?entity=sciatca")
    assert answer.status_code == 404
    assert answer.get_json()["nearest"][0]["id"] == "sciatica"
    assert client.get(f"{URL}?entity=").status_code == 404
