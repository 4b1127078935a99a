"""Annotation: a posted text comes back with what it names and says; it is read in a process of its own."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from paingraph.api.annotator import Annotator
from paingraph.ontology.errors import DocumentError, TimeLimitError

TEXT = "Nerve blocks may relieve sciatica. 🦴 Epidural steroid injections treat herniated discs."
PATH = "/api/v1/annotate"


def test_a_text_comes_back_with_mentions_and_claims(client: FlaskClient) -> None:
    """Offsets count code points, so that they hold in every language."""
    answer = client.post(PATH, data=TEXT.encode(), content_type="text/plain; charset=utf-8").get_json()
    assert (answer["format"], answer["length"]) == ("text", len(TEXT))
    for mention in answer["mentions"]:
        assert TEXT[mention["start"] : mention["end"]] == mention["text"]
    assert {"nerve-block", "sciatica"} <= {mention["entity"]["id"] for mention in answer["mentions"]}
    said = {(claim["subject"]["id"], claim["predicate"]) for claim in answer["claims"]}
    assert ("nerve-block", "treats") in said
    for claim in answer["claims"]:
        assert TEXT[claim["start"] : claim["end"]] == claim["quote"]


def test_the_format_is_told_by_the_content(client: FlaskClient) -> None:
    """Whatever the header says."""
    page = b"<!doctype html><html><body><p>A nerve block relieves sciatica.</p></body></html>"
    answer = client.post(PATH, data=page, content_type="application/octet-stream").get_json()
    assert answer["format"] == "html"
    assert answer["claims"]


@pytest.mark.parametrize(
    ("data", "content_type", "status"),
    [
        (b"", "text/plain", 422),
        (b"\x00\x01\x02\xff\xfe", "text/plain", 422),
        (b"%PDF-1.7 broken", "application/pdf", 422),
        (b"PK\x03\x04 broken", "application/octet-stream", 422),
        (b"text=x", "application/x-www-form-urlencoded", 415),
        (b"{}", "application/json", 415),
        (b"text", None, 415),
        (b"x" * 2_000_001, "text/plain", 413),
    ],
)
def test_what_cannot_be_read_is_refused(
    client: FlaskClient, data: bytes, content_type: str | None, status: int
) -> None:
    """With one sentence, and the service goes on."""
    answer = client.post(PATH, data=data, content_type=content_type)
    assert answer.status_code == status
    assert answer.get_json()["detail"]


def test_a_packed_body_is_told_to_be_sent_unpacked(client: FlaskClient) -> None:
    """Instead of being read as a text that is broken."""
    answer = client.post(PATH, data=b"\x1f\x8b\x08", content_type="text/plain", headers={"Content-Encoding": "gzip"})
    assert answer.status_code == 415
    assert "without Content-Encoding" in answer.get_json()["detail"]


def test_only_post_reads_a_text(client: FlaskClient) -> None:
    """A text does not belong in a URL."""
    assert client.get(PATH).status_code == 405


def test_a_worker_that_takes_too_long_is_replaced() -> None:
    """The next text is read by another one."""
    annotator = Annotator(seconds=0.01)
    with pytest.raises(TimeLimitError, match=r"limit of 0\.01 seconds"):
        annotator.annotate(TEXT.encode())
    patient = Annotator()
    with pytest.raises(DocumentError):
        patient.annotate(b" ")
    assert patient.annotate(TEXT.encode())["claims"]
    patient.close()
