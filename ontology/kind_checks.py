"""Checks of what a concept is: its kind, its scheme, and whether anything is said of it."""

from __future__ import annotations

from collections.abc import Iterator

from paingraph.ontology.checks import Place, Register
from paingraph.ontology.facts import Facts
from paingraph.ontology.findings import Severity
from paingraph.ontology.nquads import curie

__all__ = ["KIND_CHECKS"]

KIND_CHECKS = Register()


@KIND_CHECKS(
    "kind-missing",
    Severity.ERROR,
    "A concept is of none of the ten kinds.",
    "Say which of the ten kinds {node} is of.",
)
def _kind_missing(facts: Facts) -> Iterator[Place]:
    for node in facts.entities:
        if not facts.kinds(node):
            yield Place(node, curie("rdf:type"))


@KIND_CHECKS(
    "kind-multiple",
    Severity.ERROR,
    "A concept is of several kinds.",
    "Decide for one kind of {node} ({note}), or make two concepts of it.",
)
def _kind_multiple(facts: Facts) -> Iterator[Place]:
    for node in facts.entities:
        kinds = facts.kinds(node)
        if len(kinds) > 1:
            yield Place(node, curie("rdf:type"), curie(f"pg:{kinds[1]}"), ", ".join(kinds))


@KIND_CHECKS(
    "concept-without-scheme",
    Severity.WARN,
    "A concept of the ontology graph is in no concept scheme.",
    "Put {node} into the vocabulary ({property}).",
)
def _concept_without_scheme(facts: Facts) -> Iterator[Place]:
    for node in facts.vocabulary:
        if not facts.objects(node, curie("skos:inScheme")):
            yield Place(node, curie("skos:inScheme"))


@KIND_CHECKS(
    "candidate-concept",
    Severity.INFO,
    "A concept comes from a document and is not in the vocabulary.",
    "Take {node} into the vocabulary, or reject the claims on it.",
)
def _candidate_concept(facts: Facts) -> Iterator[Place]:
    vocabulary = set(facts.vocabulary)
    for node in facts.entities:
        if node not in vocabulary:
            yield Place(node)


@KIND_CHECKS(
    "orphan",
    Severity.INFO,
    "A concept is related to no other, neither by the vocabulary nor by a document.",
    "Give {node} a place in the hierarchy, or find a document that names it.",
)
def _orphan(facts: Facts) -> Iterator[Place]:
    related: set[str] = set()
    for quad in facts.edges:
        related.update((quad.subject, quad.object))
    for quad in (*facts.having(curie("pg:subject")), *facts.having(curie("pg:object"))):
        related.add(quad.object)
    for node in facts.vocabulary:
        if node not in related:
            yield Place(node)
