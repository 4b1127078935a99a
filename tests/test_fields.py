"""The parameter `fields`: a list with only the members that a client wants."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

API = "/api/v1"


def test_items_have_the_wanted_members_in_their_own_order(client: FlaskClient) -> None:
    """However they are asked for."""
    items = client.get(f"{API}/conditions?fields=label,id").get_json()["items"]
    assert [list(item) for item in items] == [["id", "label"]] * len(items)


def test_the_next_page_is_asked_for_in_the_same_way(client: FlaskClient) -> None:
    """A client only follows the link."""
    url, seen = f"{API}/procedures?fields=label&limit=1&format=json", []
    while url:
        answer = client.get(url).get_json()
        seen += answer["items"]
        url = answer["next"]
    assert seen == [{"label": name} for name in ("discography", "epidural steroid injection", "nerve block")]


def test_tables_have_the_wanted_columns(client: FlaskClient) -> None:
    """Nested members still become columns of their own."""
    assert client.get(f"{API}/conditions?fields=id&format=csv").text.splitlines()[0] == "id"
    header = client.get(f"{API}/conditions?fields=id,support&format=tsv").text.splitlines()[0]
    assert header == "id\tsupport.documents\tsupport.claims"


def test_columns_of_a_named_query_can_be_chosen(client: FlaskClient) -> None:
    """They are the fields of its rows."""
    rows = client.get(f"{API}/queries/disagreements?fields=subjectLabel").get_json()["rows"]
    assert all(list(row) == ["subjectLabel"] for row in rows)


@pytest.mark.parametrize(
    ("path", "nearest"),
    [
        ("/conditions?fields=labl", ["label"]),
        ("/claims?fields=id,polarty", ["polarity"]),
        ("/documents?fields=", []),
        ("/queries?fields=id,,href", []),
        ("/queries/disagreements?fields=subjectlabel", ["subjectLabel"]),
    ],
)
def test_an_unknown_field_is_refused_with_the_nearest(client: FlaskClient, path: str, nearest: list[str]) -> None:
    """400, and every field that there is."""
    answer = client.get(API + path)
    assert answer.status_code == 400
    assert answer.get_json()["nearest"] == nearest
    assert len(answer.get_json()["known"]) > 2


def test_one_thing_has_no_fields(client: FlaskClient) -> None:
    """They are for lists."""
    assert client.get(f"{API}/conditions/sciatica?fields=label").status_code == 400


def test_sparql_results_hold_every_column(client: FlaskClient) -> None:
    """Refused, not silently ignored."""
    accept = {"Accept": "application/sparql-results+json"}
    assert client.get(f"{API}/queries/disagreements?fields=subjectLabel", headers=accept).status_code == 400
