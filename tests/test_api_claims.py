"""Claims over JSON: the same object as on the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from service_client import client_of

from paingraph.api.settings import Settings
from paingraph.build import build
from paingraph.queries.embedded import EmbeddedStore
from paingraph.queries.versions import CLAIMS, Version

STATUSES = ("accepted", "candidate")
TEXT = """Celiac plexus block

A celiac plexus block relieves abdominal pain. Cryoplasty of the tibial nerve relieves leg pain.
"""


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


@pytest.fixture(scope="module")
def read_by_rules(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A client of what the rules read in one text, of which a claim speaks of a thing that the vocabulary lacks."""
    folder = tmp_path_factory.mktemp("own")
    (folder / "900-blocks.txt").write_text(TEXT, encoding="utf-8")
    store = EmbeddedStore.open(build(tmp_path_factory.mktemp("data"), folder).version.folder)
    with client_of(store, Settings()) as client:
        yield client
    store.close()


def test_claims_that_await_a_curator_are_listed_apart(read_by_rules: FlaskClient) -> None:
    """Each claim is accepted or a candidate."""
    pages = {status: read_by_rules.get(f"/api/v1/claims?status={status}").get_json() for status in STATUSES}
    assert all({item["status"] for item in page["items"]} == {status} for status, page in pages.items())
    assert sum(page["total"] for page in pages.values()) == read_by_rules.get("/api/v1/claims").get_json()["total"]
    assert "cryoplasty" in {item["subject"]["id"] for item in pages["candidate"]["items"]}


def test_a_status_that_no_claim_can_have_is_refused(client: FlaskClient) -> None:
    """With those that there are: a rejected reading is no claim."""
    answer = client.get("/api/v1/claims?status=rejected")
    assert answer.status_code == 400
    assert all(status in answer.get_data(as_text=True) for status in STATUSES)
