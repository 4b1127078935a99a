"""Items that go on with the clause of their lead-in."""

from __future__ import annotations

from sayings import said

from paingraph.loader.extraction import extract
from paingraph.loader.text_reader import read
from paingraph.ontology.library import load_library
from paingraph.ontology.namespaces import DocumentId

INDICATED = """Kyphoplasty

Kyphoplasty takes about an hour.

This might be the right treatment for you if:
- You have a vertebral compression fracture
- Bed rest has failed
"""

BARRED = """Kyphoplasty

Kyphoplasty takes about an hour.

You should not have kyphoplasty if you:
- have a spinal infection that is being treated
- are on warfarin
"""


def test_a_lead_in_that_ends_with_if_leaves_its_clause_to_its_items() -> None:
    """What the items suppose is whom the procedure is for, and what came before it."""
    assert {
        "kyphoplasty treats vertebral-compression-fracture",
        "kyphoplasty indicatedAfter bed-rest",
    } <= said(INDICATED)


def test_what_a_lead_in_forbids_is_forbidden_in_each_item() -> None:
    """Its items go on with 'you'."""
    found = said(BARRED)
    assert {"kyphoplasty contraindicatedBy spinal-infection", "kyphoplasty contraindicatedBy warfarin"} <= found
    assert not any("treats" in statement for statement in found)


def test_the_evidence_is_the_item() -> None:
    """The lead-in stands elsewhere and is not quoted."""
    claims = extract(read(INDICATED.encode(), DocumentId("note")), load_library())
    quoted = [claim.quote or "" for claim in claims if claim.predicate == "treats"]
    assert quoted
    assert all(quote and quote in "You have a vertebral compression fracture" for quote in quoted)


def test_what_a_lead_in_says_alone_is_not_said_again_in_its_items() -> None:
    """An item that goes on with it has no words for that, and a claim without words leads nowhere."""
    text = "Our clinic\n\nPain doctors manage chronic pain, as they:\n\n- know the pathways of nerves\n- use sedation\n"
    claims = extract(read(text.encode(), DocumentId("note")), load_library())
    quotes = [claim.quote for claim in claims if claim.predicate == "managesCondition"]
    assert quotes == ["Pain doctors manage chronic pain"]


def test_what_adds_to_a_risk_is_no_complication() -> None:
    """Whatever the heading is about."""
    found = said(
        "Kyphoplasty\n\nComplications\n\n- Hematoma\n\nFactors that raise the risk:\n\n- Diabetes\n- Osteoporosis\n"
    )
    assert "osteoporosis causedBy kyphoplasty" not in found
    assert "hematoma causedBy kyphoplasty" in found
