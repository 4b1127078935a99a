"""Disagreements between statements on a thing and on a kind of it: the list and the named query tell the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from flask.testing import FlaskClient

from paingraph.api.app import create_app
from paingraph.api.settings import Settings
from paingraph.queries.catalogue import Catalogue
from paingraph.queries.store import Store

#: Document, subject, relation, object, and polarity where it is not asserted. Trigeminal neuralgia is a face pain, and
#: that a neuralgia.
SAID = (
    ("901", "nerve block", "treats", "neuralgia", ""),
    ("901", "massage", "treats", "face pain", "hedged"),
    ("901", "anesthesiology", "collaboratesWith", "chiropractic", ""),
    ("902", "nerve block", "treats", "trigeminal neuralgia", "negated"),
    ("902", "massage", "treats", "whiplash injury", ""),
    ("902", "chiropractic", "collaboratesWith", "anesthesiology", "hedged"),
    ("903", "facet joint injection", "treats", "neuralgia", ""),
    ("903", "facet joint injection", "treats", "face pain", "negated"),
)


@pytest.fixture(scope="module")
def divided(store_of: Callable[[Sequence[Any]], Store]) -> Store:
    """A store on documents that differ in these ways alone."""
    return store_of(SAID)


@pytest.fixture(scope="module")
def asked(divided: Store) -> Iterator[FlaskClient]:
    """A client of the application on it."""
    app = create_app(Settings(), divided)
    yield app.test_client()
    app.extensions["paingraph.annotator"].close()


def test_a_statement_on_a_kind_is_the_other_side(asked: FlaskClient) -> None:
    """Who denies it of a kind of neuralgia disagrees with who asserts it of neuralgia."""
    row = asked.get("/api/v1/disagreements?relation=treats").get_json()["items"][0]
    assert (row["statement"], row["asserted"], row["negated"]) == ("nerve block treats neuralgia", ["901"], [])
    other = row["other"]
    assert (other["statement"], other["negated"]) == ("nerve block treats trigeminal neuralgia", ["902"])
    assert [claim["document"] for claim in row["claims"]] == ["901", "902"]


def test_what_is_said_backwards_is_the_same_statement(asked: FlaskClient) -> None:
    """A relation between equals has no first end."""
    (row,) = asked.get("/api/v1/disagreements?relation=collaboratesWith").get_json()["items"]
    assert (row["asserted"], row["hedged"], row["other"]) == (["901"], ["902"], None)


def test_one_document_alone_disagrees_with_nobody(asked: FlaskClient) -> None:
    """Nor do documents that speak of different things."""
    listed = asked.get("/api/v1/disagreements").get_json()
    assert listed["total"] == 2
    assert asked.get("/api/v1/disagreements?entity=massage").get_json()["total"] == 0


def test_a_disagreement_is_found_by_either_object(asked: FlaskClient) -> None:
    """And by its subject."""
    for name in ("nerve-block", "neuralgia", "trigeminal-neuralgia"):
        assert asked.get(f"/api/v1/disagreements?entity={name}").get_json()["total"] == 1


def test_the_list_and_the_query_tell_the_same(asked: FlaskClient, divided: Store) -> None:
    """Claim by claim there, statement by statement here."""
    pairs = {
        frozenset((row["claim"].value, row["otherClaim"].value))
        for row in Catalogue.shipped()["disagreements"].rows(divided, {})
    }
    listed = [row["claims"] for row in asked.get("/api/v1/disagreements").get_json()["items"]]
    assert {frozenset(claim["id"] for claim in claims) for claims in listed} == pairs
