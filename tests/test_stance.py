"""Statements that are doubted or denied."""

from __future__ import annotations

from paingraph.loader.claims import Polarity
from paingraph.loader.extraction import extract
from paingraph.loader.text_reader import read
from paingraph.ontology.library import load_library
from paingraph.ontology.namespaces import DocumentId


def test_what_is_not_offered_is_not_denied_to_help() -> None:
    """Those who treat keep from it for reasons of their own."""
    text = "Back pain\n\nBack pain is common. We do not offer traction therapy.\n"
    claims = extract(read(text.encode(), DocumentId("note")), load_library())
    assert not [claim for claim in claims if claim.predicate == "treats"]


def test_those_for_whom_a_treatment_is_not_meant_are_not_what_it_fails_to_treat() -> None:
    """It is kept from them."""
    text = "Ketamine infusion\n\nIt is not meant for patients with psychosis.\n"
    claims = extract(read(text.encode(), DocumentId("note")), load_library())
    assert not [claim for claim in claims if claim.predicate == "treats"]


def test_what_is_not_taken_away_completely_is_doubted() -> None:
    """That a relief is not whole denies no relief."""
    text = "Celiac plexus block\n\nIt does not relieve abdominal pain completely.\n"
    claims = extract(read(text.encode(), DocumentId("note")), load_library())
    assert {claim.polarity for claim in claims if claim.predicate == "treats"} == {Polarity.HEDGED}
