"""Silences: what documents do not say of a concept that they name, though a reader would expect it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from paingraph.ontology.coverage import Coverage, slug_of

__all__ = ["EXPECTATIONS", "Expectation", "Silence", "find_silences"]


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a reader expects to learn of a concept of some kind: one of the relations, with the other end of a kind.

    `forward` tells whether the concept is the relation's subject; an empty `other` means a literal.
    """

    kind: str
    missing: str
    relations: tuple[str, ...]
    forward: bool
    other: str


#: What the corpus should say of each concept that it names.
EXPECTATIONS = (
    Expectation("Specialty", "training", ("requiresCredential",), True, "Credential"),
    Expectation("Specialty", "condition", ("managesCondition",), True, "Condition"),
    Expectation("Condition", "procedure", ("treats", "diagnoses"), False, "Procedure"),
    Expectation("Condition", "specialty", ("managesCondition",), False, "Specialty"),
    Expectation("Condition", "pain generator", ("hasPainGenerator",), True, "PainGenerator"),
    Expectation("Procedure", "condition", ("treats", "diagnoses"), True, "Condition"),
    Expectation("Procedure", "specialty", ("performs", "emphasizes"), False, "Specialty"),
    Expectation("Procedure", "target", ("targets",), True, ""),
    Expectation("Therapy", "condition", ("treats",), True, "Condition"),
    Expectation("PainGenerator", "procedure", ("targets", "diagnoses"), False, "Procedure"),
    Expectation("PainGenerator", "condition", ("hasPainGenerator",), False, "Condition"),
    Expectation("Substance", "procedure", ("usesSubstance",), False, "Procedure"),
    Expectation("Device", "procedure", ("usesDevice",), False, "Procedure"),
    Expectation("ImagingModality", "procedure", ("guidedBy",), False, "Procedure"),
    Expectation("Credential", "duration", ("trainingDuration",), True, ""),
)


@dataclass(frozen=True, slots=True)
class Silence:
    """A concept that documents name without saying something that a reader would expect.

    `doubted_in` are the documents that doubt or deny what is missing; `said_of` is the nearest broader concept of
    which documents say it.
    """

    concept: str
    label: str
    kind: str
    missing: str
    relations: tuple[str, ...]
    documents: tuple[str, ...]
    doubted_in: tuple[str, ...]
    said_of: str


def find_silences(coverage: Coverage, unnamed: bool) -> Iterator[Silence]:
    """Yield what documents do not say of the concepts that they name, or, with `unnamed`, of any."""
    facts = coverage.facts
    for expected in EXPECTATIONS:
        where = (expected.relations, expected.forward, expected.other)
        for node in sorted(facts.entities, key=lambda node: coverage.rank(node)):
            named = node in coverage.naming
            if expected.kind not in facts.kinds(node) or not (named or unnamed) or coverage.says(node, *where):
                continue
            broader = next((upper for upper in coverage.ancestors(node) if coverage.says(upper, *where)), "")
            yield Silence(
                concept=slug_of(node),
                label=facts.label(node),
                kind=expected.kind,
                missing=expected.missing,
                relations=expected.relations,
                documents=tuple(coverage.naming.get(node, ())),
                doubted_in=coverage.doubters(node, *where),
                said_of=slug_of(broader) if broader else "",
            )
