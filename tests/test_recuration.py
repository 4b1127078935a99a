"""After a change of the rules, what curators hold true stays."""

from __future__ import annotations

from dataclasses import replace

from paingraph.loader.claims import Claim, Entity, Method, Polarity, Span, Status
from paingraph.loader.curation import Action, curate
from paingraph.loader.documents import Document
from paingraph.loader.recuration import recurate
from paingraph.ontology.library import load_library
from paingraph.ontology.namespaces import DocumentId, Slug

BLOCK = Entity(Slug("nerve-block"), "nerve block", "Procedure")
TEXT = "A nerve block relieves sciatica and eases migraine. It is no cure."


def claim(condition: str, start: int, end: int) -> Claim:
    """A reading that nerve blocks treat a condition."""
    return Claim(
        DocumentId("900"),
        BLOCK,
        "treats",
        Entity(Slug(condition), condition, "Condition"),
        Polarity.ASSERTED,
        Span(start, end),
        None,
        Method.RULE,
        "treats.active",
        0.9,
        Status.ACCEPTED,
    )


SCIATICA, MIGRAINE, ARTHRITIS = claim("sciatica", 0, 31), claim("migraine", 36, 50), claim("arthritis", 52, 60)


def test_decisions_turn_the_readings_into_the_truth() -> None:
    """One claim is read, one is missed, one reading is false."""
    outcome = recurate([SCIATICA, ARTHRITIS], [SCIATICA, MIGRAINE], [])
    assert {(decision.action, decision.object) for decision in outcome.decisions} == {
        (Action.ADD, "migraine"),
        (Action.REJECT, "arthritis"),
    }
    document = Document(DocumentId("900"), TEXT)
    curated = curate(document, [SCIATICA, ARTHRITIS], outcome.decisions, load_library())
    assert [c.object for c in curated] == [SCIATICA.object, MIGRAINE.object]


def test_what_the_rules_leave_to_a_curator_stays_accepted() -> None:
    """The corpus holds it, however unsure the rules are."""
    unsure = replace(SCIATICA, confidence=0.3, status=Status.CANDIDATE)
    outcome = recurate([unsure], [SCIATICA], [])
    assert [(decision.action, decision.object) for decision in outcome.decisions] == [(Action.ACCEPT, "sciatica")]
    (curated,) = curate(Document(DocumentId("900"), TEXT), [unsure], outcome.decisions, load_library())
    assert curated.status is Status.ACCEPTED


def test_a_claim_that_the_rules_caught_up_with_needs_no_decision() -> None:
    """Even if they draw its passage tighter."""
    before = recurate([], [SCIATICA], [])
    after = recurate([replace(SCIATICA, span=Span(2, 31))], [SCIATICA], before.decisions)
    assert after.decisions == ()


def test_what_still_applies_keeps_its_reason_and_is_not_new() -> None:
    """A curator's words are not lost."""
    (decision,) = recurate([ARTHRITIS], [], []).decisions
    reasoned = replace(decision, reason="the sentence speaks of cures")
    outcome = recurate([ARTHRITIS], [], [reasoned])
    assert outcome.decisions == (reasoned,)
    assert outcome.new == ()
