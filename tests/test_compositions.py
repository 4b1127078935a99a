"""Procedures that are named by what is done to a structure."""

from __future__ import annotations

import pytest

from paingraph.loader.claims import Entity
from paingraph.loader.extraction import read_claims
from paingraph.loader.text_reader import read
from paingraph.ontology.library import load_library
from paingraph.ontology.namespaces import DocumentId


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        ("A steroid injection into the hip relieves arthritis.", "hip-injection treats arthritis"),
        ("Injection of a corticosteroid into the knee relieves arthritis.", "knee-injection treats arthritis"),
        ("An injection of lidocaine relieves arthritis.", "injection treats arthritis"),
        ("An injection, often into the knee, relieves arthritis.", "injection treats arthritis"),
    ],
)
def test_an_injection_into_a_structure_is_that_of_the_structure(sentence: str, claim: str) -> None:
    """The structure stands directly behind, or behind what is injected."""
    document = read(f"A page\n\nThis page is short.\n\n{sentence}\n".encode(), DocumentId("c"))
    claims = read_claims(document, load_library()).claims
    assert claim in {f"{c.subject.id} {c.predicate} {c.object.id}" for c in claims if isinstance(c.object, Entity)}
