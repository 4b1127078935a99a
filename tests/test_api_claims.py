"""Claims over JSON: the same object as on the command line."""

from __future__ import annotations

import json

import pytest
from flask.testing import FlaskClient

from paingraph.queries.versions import CLAIMS, Version


def test_every_claim_is_answered_as_the_command_line_prints_it(client: FlaskClient, small_version: Version) -> None:
    """One form everywhere, member by member, in one order."""
    for line in (small_version.folder / CLAIMS).read_text(encoding="utf-8").splitlines():
        printed = json.loads(line)
        answered = client.get("/api/v1/claims/" + printed["id"].rpartition("/")[2]).get_json()
        # The claims of the fixture carry no words of their own; the graph has them from the text.
        words = {"quote", "heading"}
        assert {k: v for k, v in answered.items() if k not in words} == {
            k: v for k, v in printed.items() if k not in words
        }
        assert answered.keys() == printed.keys()
        assert list(answered) == list(printed)


def test_a_quote_comes_whole(client: FlaskClient) -> None:
    """Signs that mean something to a machine are kept."""
    claims = client.get("/api/v1/documents/001").get_json()["statements"]
    assert claims[-1]["quote"] == 'Discography <b>"finds"</b> a herniated disc'


@pytest.mark.parametrize("name", ["0", "ffff", "..%2F..%2Fetc", "a'b", 'a"}', "%3Cx%3E", "x%0Ay", "é"])
def test_an_unknown_claim_is_not_found(client: FlaskClient, name: str) -> None:
    """Whatever stands in the path, it is a 4xx."""
    answer = client.get(f"/api/v1/claims/{name}")
    assert answer.status_code in (400, 404)
    assert answer.mimetype == "application/problem+json"
