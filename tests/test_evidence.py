"""The stretch of a sentence that says what was read."""

from __future__ import annotations

from paingraph.loader.claims import Claim
from paingraph.loader.extraction import extract
from paingraph.loader.text_reader import read
from paingraph.ontology.library import load_library
from paingraph.ontology.namespaces import DocumentId


def _quotes(text: str) -> dict[str, str]:
    claims: list[Claim] = extract(read(text.encode(), DocumentId("note")), load_library())
    return {claim.predicate: text[claim.span.start : claim.span.end] for claim in claims}


def test_it_reaches_from_the_subject_to_the_object() -> None:
    """And no further."""
    found = _quotes("News\n\nOf late, kyphoplasty relieves back pain in the elderly.\n")
    assert found["treats"] == "kyphoplasty relieves back pain"


def test_it_is_the_clause_where_the_passage_gives_the_subject() -> None:
    """A clause ends at a semicolon."""
    found = _quotes("Kyphoplasty\n\nIt takes an hour; bone cement is injected slowly; you may go home.\n")
    assert found["usesSubstance"] == "bone cement is injected slowly"
