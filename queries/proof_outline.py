"""Explanations as an outline: lines with a depth and a role, which text and Markdown dress each in its own way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto
from typing import NamedTuple

from paingraph.ontology.english import counted
from paingraph.ontology.namespaces import DOCUMENT
from paingraph.queries.bounds import Bounds
from paingraph.queries.claim_grounds import Claim
from paingraph.queries.proofs import Explanation, Proof
from paingraph.queries.statements import Names
from paingraph.queries.support import SupportSets, minimal_support
from paingraph.queries.why_not import Attempt, WhyNot

__all__ = ["Line", "Role", "explanation_outline", "why_not_outline"]

#: How claims that are no evidence are introduced.
_BESIDE = {"hedged": "but hedged", "negated": "but denied"}
#: How many support sets are told.
_SETS = 12


class Role(Enum):
    """What a line is."""

    TITLE = auto()
    SUMMARY = auto()
    EDGE = auto()
    RULE = auto()
    CLAIM = auto()
    QUOTE = auto()
    NOTE = auto()


class Line(NamedTuple):
    """A line of the outline; a claim's line has the IRI of its passage, a quote's that of none."""

    depth: int
    role: Role
    text: str
    iri: str = ""


def explanation_outline(explanation: Explanation, bounds: Bounds) -> Iterator[Line]:
    """Yield an explanation line by line."""
    names = explanation.names
    yield Line(0, Role.TITLE, names.sentence(explanation.statement))
    if not explanation.holds:
        yield Line(0, Role.SUMMARY, "It does not hold in this graph.")
        return
    for text in _summary(explanation, minimal_support(explanation)):
        yield Line(0, Role.SUMMARY, text)
    yield from _Outline(names, bounds).proof(explanation.proof, 0, top=True)
    if not explanation.is_complete:
        yield Line(0, Role.NOTE, "There is more than this explanation spells out.")


def why_not_outline(answer: WhyNot) -> Iterator[Line]:
    """Yield line by line why an edge does not hold."""
    names = answer.names
    yield Line(0, Role.TITLE, f"Not so: {names.sentence(answer.statement)}")
    for error in answer.kind_errors:
        yield Line(0, Role.SUMMARY, f"It cannot hold: {error.message}")
    if answer.only_documents_could:
        yield Line(
            0, Role.SUMMARY, "No document asserts it, and no rule concludes it: a document would have to say so."
        )
    elif answer.gaps:
        yield Line(0, Role.SUMMARY, "No document asserts it, and each rule that could conclude it lacks a premise.")
    if answer.near:
        yield Line(0, Role.EDGE, "What almost says it")
        for claim in answer.near:
            yield from _claim(claim, 1)
    if answer.nearby:
        yield Line(0, Role.EDGE, "What the graph has of wider or narrower things")
        yield from (Line(1, Role.NOTE, names.sentence(statement)) for statement in answer.nearby)
        yield from _more(answer.more_nearby, "edge", 1)
    for gap in answer.gaps:
        yield Line(0, Role.RULE, gap.rule.sentence(names), gap.rule.name)
        for attempt in gap.attempts:
            yield from _attempt(attempt, names)
        yield from _more(gap.more, "way", 1)


class _Outline:
    """Writes proofs, each once."""

    def __init__(self, names: Names, bounds: Bounds) -> None:
        self._names = names
        self._bounds = bounds
        self._shown: set[int] = set()

    def proof(self, proof: Proof, depth: int, *, top: bool = False) -> Iterator[Line]:
        """Yield the statement, its claims, and its inferences below it."""
        sentence = self._names.sentence(proof.statement)
        if id(proof) in self._shown:
            yield Line(depth, Role.EDGE, f"{sentence} (shown above)")
            return
        self._shown.add(id(proof))
        if not top:
            yield Line(depth, Role.EDGE, sentence)
        below = depth if top else depth + 1
        if proof.ground.in_vocabulary:
            yield Line(below, Role.NOTE, "in the vocabulary (curated knowledge, no evidence)")
        yield from _claims(proof.claims, below, self._bounds)
        yield from _claims(proof.ground.beside, below, self._bounds)
        allowed = self._bounds.inferences if below <= 2 * self._bounds.depth else 0
        for inference in proof.inferences[:allowed]:
            yield Line(below, Role.RULE, inference.rule.sentence(self._names), inference.rule.name)
            for premise in inference.premises:
                yield from self.proof(premise, below + 1)
        yield from _more(max(0, len(proof.inferences) - allowed) + proof.more, "inference", below)


def _summary(explanation: Explanation, support: SupportSets) -> Iterator[str]:
    ground = explanation.proof.ground
    said = len(ground.documents)
    if said:
        yield f"Asserted by {counted(said, 'document')}: {_ids(ground.documents)}."
    if ground.in_vocabulary:
        yield "Stated by the vocabulary, which is curated knowledge and no evidence."
    if ground.applications:
        resting = f", resting on {_ids(explanation.documents)}" if explanation.documents else ""
        yield f"Concluded in {counted(len(ground.applications), 'way')}{resting}."
    if explanation.signature.standing == "concluded" and explanation.signature.definition:
        yield f"What it means: {explanation.signature.definition}"
    if support.needs_no_document:
        yield "The vocabulary alone keeps it true, whatever document is taken away."
    elif support.sets:
        sets = "; ".join(_ids(documents) for documents in support.sets[:_SETS])
        left = len(support.sets) - _SETS
        and_more = f"; and {left} more" if left > 0 else "" if support.complete else "; and more"
        yield f"It stays true with any one of these sets of documents: {sets}{and_more}."
    else:
        yield "The graph has this edge, but nothing in it proves it."


def _attempt(attempt: Attempt, names: Names) -> Iterator[Line]:
    missing = " and ".join(missing.sentence(names) for missing in attempt.missing)
    yield Line(1, Role.EDGE, f"missing: {missing}")
    for statement in attempt.present:
        yield Line(2, Role.NOTE, f"there: {names.sentence(statement)}")
    for claim in attempt.near:
        yield from _claim(claim, 2)


def _claims(claims: Sequence[Claim], depth: int, bounds: Bounds) -> Iterator[Line]:
    for claim in claims[: bounds.claims]:
        yield from _claim(claim, depth)
    yield from _more(len(claims) - bounds.claims, "claim", depth)


def _claim(claim: Claim, depth: int) -> Iterator[Line]:
    how = "" if claim.is_evidence else _BESIDE.get(claim.polarity, "awaiting a curator")
    title = f" “{claim.title}”" if claim.title else ""
    heading = f", under “{_one_line(claim.heading.quote)}”" if claim.heading and claim.heading.quote else ""
    reader = f"rule {claim.rule}" if claim.rule else f"a {claim.method}"
    yield Line(
        depth,
        Role.CLAIM,
        f"{how + ' in ' if how else ''}document {claim.document_id}{title}, "
        f"characters {claim.passage.start}–{claim.passage.end}{heading}; "
        f"read by {reader}, confidence {claim.confidence:.2f}",
        claim.passage.iri,
    )
    if claim.passage.quote:
        yield Line(depth + 1, Role.QUOTE, _one_line(claim.passage.quote))


def _more(count: int, noun: str, depth: int) -> Iterator[Line]:
    if count > 0:
        yield Line(depth, Role.NOTE, f"… and {counted(count, f'more {noun}')}")


def _ids(documents: Iterable[str]) -> str:
    return " + ".join(document.removeprefix(DOCUMENT) for document in documents)


def _one_line(text: str | None) -> str:
    return " ".join((text or "").split())
