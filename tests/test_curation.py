"""Decisions of a curator: each with its place and reason, none that does not fit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from paingraph.loader.claims import Method, Polarity, Span, Status
from paingraph.loader.curation import Action, Decision, curate, read_decisions, write_decisions
from paingraph.loader.extraction import extract
from paingraph.loader.text_reader import read
from paingraph.ontology.errors import CurationError
from paingraph.ontology.library import load_library
from paingraph.ontology.namespaces import DocumentId, Slug

TEXT = "Nerve Blocks\n\nA nerve block relieves sciatica. It is done while you watch television.\n"
DOCUMENT = read(TEXT.encode(), DocumentId("900"))
CLAIMS = extract(DOCUMENT, load_library())
REJECTION = Decision(
    action=Action.REJECT,
    document=DocumentId("900"),
    subject=Slug("nerve-block"),
    predicate="treats",
    object="sciatica",
    polarity=Polarity.ASSERTED,
    span=Span(TEXT.index("nerve block"), TEXT.index(".")),
    heading=Span(0, 12),
    reason="only an example",
    place="decisions.tsv, line 2",
)
ADDITION = replace(REJECTION, action=Action.ADD, object="neck-pain", reason="said further down")


def test_a_rejected_reading_is_gone() -> None:
    """The others stay."""
    kept = curate(DOCUMENT, CLAIMS, [REJECTION], load_library())
    assert [claim.object for claim in CLAIMS if claim not in kept] == [CLAIMS[0].object]


def test_an_added_claim_is_the_curators() -> None:
    """With certainty, with its words, and without a rule."""
    (added,) = (c for c in curate(DOCUMENT, CLAIMS, [ADDITION], load_library()) if c.method is Method.CURATOR)
    assert (added.rule, added.confidence, added.status) == (None, 1.0, Status.ACCEPTED)
    assert added.quote == "nerve block relieves sciatica"
    assert added.heading_text == "Nerve Blocks"


def test_an_accepted_candidate_is_accepted() -> None:
    """A curator's word is enough."""
    candidates = [replace(claim, status=Status.CANDIDATE) for claim in CLAIMS]
    accepted = curate(DOCUMENT, candidates, [replace(REJECTION, action=Action.ACCEPT)], load_library())
    assert accepted[0].status is Status.ACCEPTED


#: Decisions that do not fit, and words of the complaint.
MISFITS = (
    (replace(REJECTION, object="neck-pain"), "no such claim"),
    (replace(ADDITION, object="sciatica"), "already"),
    (replace(ADDITION, span=Span(0, 10_000)), "ends at 10000"),
    (replace(ADDITION, object="nerve-block"), "nerve-block is a Procedure"),
    (replace(ADDITION, subject=Slug("magic")), "no magic"),
    (replace(ADDITION, predicate="cures"), "no relation cures"),
    (replace(REJECTION, span=Span(0, 1)), rf"read this at {REJECTION.span.start},{REJECTION.span.end}; correct start"),
)


@pytest.mark.parametrize(("decision", "words"), MISFITS)
def test_a_decision_that_does_not_fit_is_an_error(decision: Decision, words: str) -> None:
    """The message names the line and the reason."""
    with pytest.raises(CurationError, match=words) as caught:
        curate(DOCUMENT, CLAIMS, [decision], load_library())
    assert "decisions.tsv, line 2" in caught.value.message


def test_all_misfits_are_told_together() -> None:
    """One run shows everything that is to be mended."""
    with pytest.raises(CurationError) as caught:
        curate(DOCUMENT, CLAIMS, [decision for decision, _ in MISFITS], load_library())
    assert len(caught.value.details["problems"]) >= len(MISFITS)


def test_decisions_are_written_as_they_are_read(tmp_path: Path) -> None:
    """One line each, sorted by place, so that a change is one line of a difference."""
    path = tmp_path / "decisions.tsv"
    write_decisions(path, [ADDITION, REJECTION])
    found = read_decisions(path)
    assert [decision.action for decision in found] == [Action.ADD, Action.REJECT]
    assert [replace(decision, place="") for decision in found] == [replace(d, place="") for d in (ADDITION, REJECTION)]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("reject\t900", "columns"),
        ("doubt\t900\ta\ttreats\tb\tasserted\t1\t2\t\tr", "accept, reject, add, not 'doubt'"),
        ("add\t900\ta\ttreats\tb\tsaid\t1\t2\t\tr", "asserted, hedged, negated, not 'said'"),
        ("add\t900\ta\ttreats\tb\tasserted\tone\t2\t\tr", "from one number to another"),
        ("add\t900\ta\ttreats\tb\tasserted\t2\t1\t\tr", "no passage"),
        ("add\t900\ta\ttreats\tb\tasserted\t1\t2\t\t ", "reason"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, line: str, words: str) -> None:
    """By file and number."""
    path = tmp_path / "decisions.tsv"
    write_decisions(path, [])
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    with pytest.raises(CurationError, match=rf"line 2: .*{words}"):
        read_decisions(path)
