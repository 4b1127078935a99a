"""Decisions of a curator: what of a reading is accepted, rejected or added, each with its place and reason.

A decisions file is a table of tab-separated columns under a header line, sorted by document and position, so that a
change of one decision is a change of one line. A decision meets a claim that says the same (subject, predicate,
object, polarity) of an overlapping passage: rules may come to draw the passage tighter without undoing it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from paingraph.loader.claims import Claim, Entity, Method, Polarity, Span, Status, Value
from paingraph.loader.documents import Document
from paingraph.ontology.errors import CurationError
from paingraph.ontology.library import Library, Relation
from paingraph.ontology.namespaces import DocumentId, Slug

__all__ = ["COLUMNS", "Action", "Decision", "curate", "read_decisions", "write_decisions"]

#: Columns of a decisions file; `heading` is empty or START,END.
COLUMNS = ("action", "document", "subject", "predicate", "object", "polarity", "start", "end", "heading", "reason")

_E = TypeVar("_E", bound=StrEnum)


class Action(StrEnum):
    """What a curator decided."""

    ACCEPT = "accept"
    REJECT = "reject"
    ADD = "add"


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of a decisions file; `object` is a slug, or the literal of a relation whose range is literal."""

    action: Action
    document: DocumentId
    subject: Slug
    predicate: str
    object: str
    polarity: Polarity
    span: Span
    heading: Span | None
    reason: str
    #: Where it stands, for messages: file and line.
    place: str = ""

    def meets(self, claim: Claim) -> bool:
        """Tell whether the decision is about that claim."""
        object_ = claim.object.id if isinstance(claim.object, Entity) else claim.object.value
        said = (claim.subject.id, claim.predicate, object_, claim.polarity)
        return said == (self.subject, self.predicate, self.object, self.polarity) and self.span.overlaps(claim.span)


def read_decisions(path: Path) -> list[Decision]:
    """Read a decisions file.

    Raises:
        CurationError: a line is not a decision; all such lines are named together.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CurationError(f"The decisions in {path} cannot be read: {error}.") from error
    if not lines or tuple(lines[0].split("\t")) != COLUMNS:
        raise CurationError(f"{path}: the first line must name the columns, tab-separated: {' '.join(COLUMNS)}.")
    decisions: list[Decision] = []
    problems: list[str] = []
    for number, cells in enumerate(csv.reader(lines[1:], delimiter="\t", quoting=csv.QUOTE_NONE), start=2):
        try:
            decisions.append(_decision(cells, f"{path.name}, line {number}"))
        except ValueError as error:
            problems.append(f"{path}, line {number}: {error}.")
    _raise(problems)
    return decisions


def write_decisions(path: Path, decisions: Iterable[Decision]) -> None:
    """Write a decisions file, sorted by document and position."""
    rows = sorted(
        (
            (decision.document, decision.span, decision.subject, decision.predicate, decision.object, decision.action),
            decision,
        )
        for decision in decisions
    )
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", quoting=csv.QUOTE_NONE, quotechar=None, lineterminator="\n")
        writer.writerow(COLUMNS)
        for _, decision in rows:
            heading = f"{decision.heading.start},{decision.heading.end}" if decision.heading else ""
            said = (decision.subject, decision.predicate, decision.object, decision.polarity)
            place = (decision.span.start, decision.span.end, heading)
            writer.writerow((decision.action, decision.document, *said, *place, decision.reason))


def curate(document: Document, claims: Sequence[Claim], decisions: Sequence[Decision], library: Library) -> list[Claim]:
    """Return the claims of a document after the decisions, in order of position; rejected readings are gone.

    `claims` are what the rules read, `decisions` those of this document.

    Raises:
        CurationError: decisions that meet no claim, add what the rules read already, name unknown things, break a
            relation's signature or lie outside the document; all are named together.
    """
    problems = [problem for decision in decisions for problem in _misfits(document, decision, claims, library)]
    _raise(problems)
    rejected = [decision for decision in decisions if decision.action is Action.REJECT]
    accepted = [decision for decision in decisions if decision.action is Action.ACCEPT]
    kept = [
        replace(claim, status=Status.ACCEPTED) if any(decision.meets(claim) for decision in accepted) else claim
        for claim in claims
        if not any(decision.meets(claim) for decision in rejected)
    ]
    added = [_added(document, decision, library) for decision in decisions if decision.action is Action.ADD]
    return sorted([*kept, *added], key=lambda claim: (claim.span, claim.subject.id, claim.predicate, claim.digest))


def _decision(cells: Sequence[str], place: str) -> Decision:
    if len(cells) != len(COLUMNS):
        raise ValueError(f"{len(cells)} columns instead of {len(COLUMNS)}")
    row = dict(zip(COLUMNS, cells, strict=True))
    if not row["reason"].strip():
        raise ValueError("a decision needs a reason")
    heading = row["heading"].split(",") if row["heading"] else []
    return Decision(
        action=_one_of(Action, "action", row["action"]),
        document=DocumentId(row["document"]),
        subject=Slug(row["subject"]),
        predicate=row["predicate"],
        object=row["object"],
        polarity=_one_of(Polarity, "polarity", row["polarity"]),
        span=_span(row["start"], row["end"]),
        heading=_span(*heading) if heading else None,
        reason=row["reason"],
        place=place,
    )


def _one_of(values: type[_E], column: str, word: str) -> _E:
    """Return the value that a cell names."""
    if word not in list(values):
        raise ValueError(f"the {column} is one of {', '.join(values)}, not {word!r}")
    return values(word)


def _span(start: str, end: str) -> Span:
    if not (start.isdigit() and end.isdigit()):
        raise ValueError(f"{start!r} to {end!r} is no passage; it goes from one number to another")
    span = Span(int(start), int(end))
    if not 0 <= span.start < span.end:
        raise ValueError(f"{start} to {end} is no passage")
    return span


def _misfits(document: Document, decision: Decision, claims: Sequence[Claim], library: Library) -> list[str]:
    relation = library.relations.get(decision.predicate)
    if relation is None:
        return [f"{decision.place}: there is no relation {decision.predicate}."]
    problems = _breaches(decision, relation, library)
    if decision.span.end > len(document.text):
        problems.append(
            f"the passage ends at {decision.span.end}, but the document has {len(document.text)} characters"
        )
    met = any(decision.meets(claim) for claim in claims)
    if decision.action is Action.ADD and met:
        problems.append("the rules read this claim already; drop the decision")
    elif decision.action is not Action.ADD and not met:
        problems.append(_unmet(decision, claims))
    said = f"{decision.subject} {decision.predicate} {decision.object}"
    return [f"{decision.place}: {decision.action} {said}: {problem}." for problem in problems]


def _unmet(decision: Decision, claims: Sequence[Claim]) -> str:
    """Say of a decision that meets no claim where one stands that says the same."""
    elsewhere = [c for c in claims if replace(decision, span=c.span).meets(c)]
    places = " and at ".join(f"{claim.span.start},{claim.span.end}" for claim in elsewhere)
    read = f"read this at {places}; correct start and end" if places else "read no such claim; drop the decision"
    return f"the rules {read}"


def _breaches(decision: Decision, relation: Relation, library: Library) -> list[str]:
    """Return how subject and object break the relation's signature."""
    problems: list[str] = []
    literal = not relation.range and not relation.same_kind
    ends = [(decision.subject, relation.domain)] + ([] if literal else [(Slug(decision.object), relation.range)])
    for slug, kinds in ends:
        concept = library.concepts.get(slug)
        if concept is None:
            problems.append(f"the vocabulary has no {slug}; take it up there first")
        elif kinds and concept.kind not in kinds:
            problems.append(f"{slug} is a {concept.kind}, but {relation.name} takes {' or '.join(sorted(kinds))} there")
    return problems


def _added(document: Document, decision: Decision, library: Library) -> Claim:
    subject = library.concepts[decision.subject]
    concept = library.concepts.get(Slug(decision.object))
    heading = decision.heading
    return Claim(
        document=document.id,
        subject=Entity(subject.id, subject.label, subject.kind),
        predicate=decision.predicate,
        object=Entity(concept.id, concept.label, concept.kind) if concept else Value(decision.object),
        polarity=decision.polarity,
        span=decision.span,
        heading=heading,
        method=Method.CURATOR,
        rule=None,
        confidence=1.0,
        status=Status.ACCEPTED,
        quote=document.text[decision.span.start : decision.span.end],
        heading_text=document.text[heading.start : heading.end] if heading else None,
    )


def _raise(problems: Sequence[str]) -> None:
    if problems:
        more = f" … and {len(problems) - 5} more" if len(problems) > 5 else ""
        raise CurationError(" ".join(problems[:5]) + more, problems=list(problems))
