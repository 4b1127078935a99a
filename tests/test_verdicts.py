"""Yes or no makes a statement of a question."""

from __future__ import annotations

import pytest

from paingraph.loader.claims import Entity, Polarity
from paingraph.loader.extraction import extract
from paingraph.loader.readers import read_bytes
from paingraph.loader.verdicts import verdict
from paingraph.ontology.library import load_library
from paingraph.ontology.namespaces import DocumentId


@pytest.mark.parametrize(
    ("answer", "polarity"),
    [
        ("Yes, as a rule.", Polarity.ASSERTED),
        ("For many people it can.", Polarity.ASSERTED),
        ("No.", Polarity.NEGATED),
        ("I'm afraid not.", Polarity.NEGATED),
        ("Rarely, and not for long.", Polarity.HEDGED),
        ("No one knows better than you.", None),
        ("Sometimes people ask for it.", None),
    ],
)
def test_an_answer_says_yes_or_no(answer: str, polarity: Polarity | None) -> None:
    """Or it says something of its own."""
    assert verdict(answer) == polarity


def said(question: str, answer: str) -> set[str]:
    """Return what a question and its answer say on a page about one procedure."""
    text = (
        f"# Caudal epidural steroid injection\n\nOur answers.\n\n## {question}\n\n{answer}\n\n## Is it new?\n\nSo so.\n"
    )
    claims = extract(read_bytes(text.encode(), DocumentId("note")), load_library())
    objects = (c.object.id if isinstance(c.object, Entity) else c.object.value for c in claims)
    return {f"{c.predicate} {o} {c.polarity.value}" for c, o in zip(claims, objects, strict=True)}


@pytest.mark.parametrize(
    ("question", "answer", "claim"),
    [
        ("Does it help back pain?", "Not really.", "treats back-pain negated"),
        ("Can the injection help sciatica?", "Yes, in most people.", "treats sciatica asserted"),
        ("Does it work for back pain?", "Rarely.", "treats back-pain hedged"),
        ("Can I have it if I take warfarin?", "No.", "contraindicatedBy warfarin asserted"),
        ("Can it replace surgery?", "Often.", "alternativeTo surgical-procedure asserted"),
    ],
)
def test_the_question_is_said_or_denied(question: str, answer: str, claim: str) -> None:
    """The statement is that of the question, its truth that of the answer."""
    assert claim in said(question, answer)


@pytest.mark.parametrize("answer", ["It depends.", "Ask us when you come.", "Sometimes people think so."])
def test_nothing_is_said_without_a_verdict(answer: str) -> None:
    """A question alone claims nothing."""
    assert not said("Does it help back pain?", answer)


def test_who_denies_the_whole_says_nothing_of_a_part() -> None:
    """Not all of the pain may be most of it."""
    assert not said("Does it relieve all back pain?", "No.")


def test_only_what_can_be_answered_so_is_stated() -> None:
    """'What' is not answered by yes."""
    assert not said("What does back pain help?", "Yes.")
