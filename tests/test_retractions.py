"""Retractions: what was there once answers 410 and names the document that it went with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from paingraph.api.app import create_app
from paingraph.api.problems import PROBLEM
from paingraph.api.retractions import Retractions
from paingraph.api.settings import Settings
from paingraph.ontology.namespaces import CLAIM
from paingraph.queries.store import Store
from paingraph.queries.versions import MANIFEST

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
#: As `paingraph retract` writes it into the manifest.
RECORDS = [{"id": "003", "claims": [CLAIM + "00ff00ff00ff00ff00ff"]}]
GONE = [
    "/document/003",
    "/document/003.ttl",
    "/claim/00ff00ff00ff00ff00ff",
    "/claim/00ff00ff00ff00ff00ff.jsonld",
    "/api/v1/documents/003",
    "/api/v1/claims/00ff00ff00ff00ff00ff",
    f"/api/v1/claims/{CLAIM}00ff00ff00ff00ff00ff",
    "/api/v1/claims?document=003",
    "/api/v1/claims?subject=sciatica&document=003",
    "/api/v1/conditions?document=003",
    "/api/v1/queries/claims-of-document?document=003",
]


@pytest.fixture(scope="module")
def bereft(store: Store) -> Iterator[FlaskClient]:
    """A client of the small graph, from which a document 003 was taken."""
    app = create_app(Settings(), store, retractions=Retractions.of_records(RECORDS))
    yield app.test_client()
    app.extensions["paingraph.annotator"].close()


@pytest.mark.parametrize("path", GONE)
def test_what_was_retracted_is_gone(bereft: FlaskClient, path: str) -> None:
    """RFC 9110, section 15.5.11; the document is named for people and for programs."""
    answer = bereft.get(path)
    assert (answer.status_code, answer.mimetype) == (410, "application/problem+json")
    assert answer.get_json()["type"] == PROBLEM + "gone"
    assert answer.get_json()["document"] == "003"
    assert "003" in answer.get_json()["detail"]


@pytest.mark.parametrize("path", ["/document/003", "/claim/00ff00ff00ff00ff00ff"])
def test_a_reader_gets_a_page(bereft: FlaskClient, path: str) -> None:
    """With the same status and words."""
    answer = bereft.get(path, headers=BROWSER)
    assert (answer.status_code, answer.mimetype) == (410, "text/html")
    assert "retracted" in answer.text


@pytest.mark.parametrize("path", GONE)
def test_what_never_was_is_not_found(client: FlaskClient, path: str) -> None:
    """The same paths on a version from which nothing was taken."""
    assert client.get(path).status_code == 404


def test_what_is_there_stays(bereft: FlaskClient) -> None:
    """The other documents answer as before."""
    assert bereft.get("/api/v1/documents/001").status_code == 200


def test_the_manifest_of_a_version_tells(tmp_path: Path) -> None:
    """With or without retractions."""
    (tmp_path / MANIFEST).write_text(json.dumps({"retracted": RECORDS}))
    assert Retractions.of_version(tmp_path) == Retractions.of_records(RECORDS)
    (tmp_path / MANIFEST).write_text("{}")
    assert Retractions.of_version(tmp_path) == Retractions()
