"""Search: whole names first, then beginnings, then words; plurals, order and typos are met."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from paingraph.api.spelling import Spelling


def found(client: FlaskClient, query: str) -> list[str]:
    """Return the ids that a search finds, best first."""
    return [item["id"] for item in client.get("/api/v1/search", query_string={"q": query}).get_json()["items"]]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("herniated disc", "herniated-disc"),
        ("disc herniated", "herniated-disc"),
        ("Herniated Discs", "herniated-disc"),
        ("slipped disc", "herniated-disc"),
        ("sciat", "sciatica"),
        ("sciatca", "sciatica"),
        ("hernaited disk", "herniated-disc"),
        ("esi", "epidural-steroid-injection"),
        ("injections", "epidural-steroid-injection"),
        ("what is sciatica", "sciatica"),
        ("physiotherapy", "physical-therapy"),
    ],
)
def test_the_best_match_comes_first(client: FlaskClient, query: str, first: str) -> None:
    """By label, synonym, beginning, word order, plural, or with a typo."""
    assert found(client, query)[0] == first


def test_a_definition_is_found_after_the_names(client: FlaskClient) -> None:
    """Names weigh more than words of a definition."""
    assert found(client, "disc")[-1] == "discography" or "discography" in found(client, "disc")
    assert found(client, "inflammation") == ["corticosteroid"]


def test_a_correction_is_told_and_the_match_is_marked(client: FlaskClient) -> None:
    """A reader sees what was understood and where it matched."""
    answer = client.get("/api/v1/search?q=herniatd+disc").get_json()
    assert answer["corrected"] == "herniated disc"
    assert answer["items"][0]["marked"] == [["herniated", True], [" ", False], ["disc", True]]


def test_a_kind_narrows_the_search(client: FlaskClient) -> None:
    """And an unknown kind is told the known ones."""
    answer = client.get("/api/v1/search?q=disc&kind=Procedure").get_json()
    assert {item["kind"] for item in answer["items"]} == {"Procedure"}
    wrong = client.get("/api/v1/search?q=disc&kind=Planet")
    assert wrong.status_code == 400
    assert "Condition" in wrong.get_json()["detail"]


@pytest.mark.parametrize(
    "query", ['"', "'", "{}", "*", "NEAR(", "a OR b", "col:x", "-", "()", "^x", "\\", "%", "é", "😀"]
)
def test_no_sign_in_a_query_has_a_meaning(client: FlaskClient, query: str) -> None:
    """The syntax of the search engine is out of reach."""
    answer = client.get("/api/v1/search", query_string={"q": query})
    assert answer.status_code == 200


def test_a_search_needs_words(client: FlaskClient) -> None:
    """A missing parameter is named, with what it is for."""
    answer = client.get("/api/v1/search")
    assert answer.status_code == 400
    assert answer.get_json()["detail"] == "The parameter q is missing: What to look for."


@pytest.mark.parametrize(
    ("typo", "word"), [("sciatca", "sciatica"), ("setnosis", "stenosis"), ("radiofreqency", "radiofrequency")]
)
def test_one_typo_leads_to_the_word_and_short_words_are_left_alone(typo: str, word: str) -> None:
    """Missing, swapped and wrong letters."""
    spelling = Spelling(["sciatica", "stenosis", "radiofrequency", "arm", "art"])
    assert spelling.corrections(typo) == [word]
    assert spelling.corrections("arn") == []
