"""A claim: its identity, its one form for machines."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from paingraph.loader.claims import Claim, Entity, Method, Polarity, Span, Status, Value
from paingraph.ontology.namespaces import CLAIM, DocumentId, Slug

BLOCK = Entity(Slug("nerve-block"), "nerve block", "Procedure")
SCIATICA = Entity(Slug("sciatica"), "sciatica", "Condition")
READ = Claim(
    document=DocumentId("900"),
    subject=BLOCK,
    predicate="treats",
    object=SCIATICA,
    polarity=Polarity.ASSERTED,
    span=Span(10, 39),
    heading=Span(0, 8),
    method=Method.RULE,
    rule="treats.active",
    confidence=0.93,
    status=Status.ACCEPTED,
)


def test_identity_is_what_is_said_and_where() -> None:
    """How it was read, and whether the words are at hand, makes no other claim of it."""
    other = replace(READ, method=Method.CURATOR, rule=None, confidence=1.0, quote="nerve block relieves sciatica")
    assert other.iri == READ.iri
    assert READ.iri == f"{CLAIM}{READ.digest}"


@pytest.mark.parametrize(
    "change",
    [
        {"document": DocumentId("901")},
        {"polarity": Polarity.NEGATED},
        {"span": Span(10, 40)},
        {"object": Value("P3M")},
        {"predicate": "diagnoses"},
    ],
)
def test_another_statement_or_place_is_another_claim(change: dict[str, object]) -> None:
    """Each part of the statement counts."""
    assert replace(READ, **change).digest != READ.digest  # type: ignore[arg-type]


def test_the_json_form_is_that_of_the_design() -> None:
    """One object a line, the same for the command line and the API."""
    line = json.loads(READ.to_line())
    assert list(line) == [
        "id", "document", "subject", "predicate", "object", "polarity", "start", "end", "heading", "quote",
        "method", "rule", "confidence", "status",
    ]  # fmt: skip
    assert line["subject"] == {"id": "nerve-block", "label": "nerve block", "kind": "Procedure"}
    assert line["quote"] is None
    assert json.loads(replace(READ, object=Value("PT24H/PT48H")).to_line())["object"] == {
        "value": "PT24H/PT48H",
        "datatype": "xsd:string",
    }


@pytest.mark.parametrize(
    ("other", "overlap"), [(Span(0, 10), False), (Span(39, 50), False), (Span(38, 39), True), (Span(0, 99), True)]
)
def test_spans_are_half_open(other: Span, overlap: bool) -> None:
    """Two that touch do not overlap."""
    assert READ.span.overlaps(other) is overlap
