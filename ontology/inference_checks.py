"""Checks of what was concluded: every concluded edge has a derivation, every derivation stands on edges that hold."""

from __future__ import annotations

from collections.abc import Iterator

from paingraph.ontology.checks import Place, Register
from paingraph.ontology.facts import Facts, document_of
from paingraph.ontology.findings import Severity, short
from paingraph.ontology.namespaces import GRAPH
from paingraph.ontology.nquads import curie, iri

__all__ = ["INFERENCE_CHECKS"]

INFERENCE_CHECKS = Register()

_INFERRED = iri(GRAPH + "inferred")
_PARTS = (curie("pg:subject"), curie("pg:predicate"), curie("pg:object"))
_PREMISE, _CONCLUSION, _RULE = curie("pg:premise"), curie("pg:conclusion"), curie("pg:appliesRule")


def _statement(facts: Facts, edge: str) -> tuple[str, str, str] | None:
    """Return the triple that a named edge stands for, if it is whole."""
    parts = [value for part in _PARTS for value in facts.objects(edge, part)]
    return (parts[0], parts[1], parts[2]) if len(parts) == len(_PARTS) else None


@INFERENCE_CHECKS(
    "edge-standing",
    Severity.ERROR,
    "A concluded relation stands among what documents or the vocabulary say.",
    "Keep {property} out of {note}: {node} {property} {value}.",
)
def _edge_standing(facts: Facts) -> Iterator[Place]:
    concluded = {quad.subject for quad in facts.having(curie("pg:standing")) if quad.object != '"asserted"'}
    for quad in facts.edges:
        if quad.predicate in concluded and quad.graph != _INFERRED:
            document = document_of(quad.graph)
            place = f"document {document}" if document else "the vocabulary"
            yield Place(quad.subject, quad.predicate, quad.object, place, document)


@INFERENCE_CHECKS(
    "conclusion-without-derivation",
    Severity.ERROR,
    "A concluded edge has no derivation.",
    "Say what {node} {property} {value} follows from.",
)
def _conclusion_without_derivation(facts: Facts) -> Iterator[Place]:
    derived = {_statement(facts, quad.object) for quad in facts.having(_CONCLUSION)}
    for quad in facts.edges:
        if quad.graph == _INFERRED and quad[:3] not in derived:
            yield Place(quad.subject, quad.predicate, quad.object)


@INFERENCE_CHECKS(
    "derivation-incomplete",
    Severity.ERROR,
    "A derivation lacks its rule, a premise, or its one conclusion.",
    "Give the derivation {node} its {property}.",
)
def _derivation_incomplete(facts: Facts) -> Iterator[Place]:
    for derivation in facts.instances(curie("pg:Derivation")):
        for predicate in (_RULE, _PREMISE, _CONCLUSION):
            values = facts.objects(derivation, predicate)
            if not values or (predicate != _PREMISE and len(values) > 1):
                yield Place(derivation, predicate)


@INFERENCE_CHECKS(
    "edge-incomplete",
    Severity.ERROR,
    "A named edge does not say which statement it is.",
    "Give the edge {node} one subject, one predicate and one object.",
)
def _edge_incomplete(facts: Facts) -> Iterator[Place]:
    for edge in facts.instances(curie("pg:Edge")):
        if _statement(facts, edge) is None:
            yield Place(edge)


@INFERENCE_CHECKS(
    "premise-unsupported",
    Severity.ERROR,
    "A derivation stands on a premise, or ends in a conclusion, that is not in the graph.",
    "Withdraw the derivation {node}: {note} does not hold.",
)
def _premise_unsupported(facts: Facts) -> Iterator[Place]:
    for predicate in (_PREMISE, _CONCLUSION):
        for quad in facts.having(predicate):
            statement = _statement(facts, quad.object)
            if statement and not facts.holds(*statement):
                yield Place(quad.subject, predicate, quad.object, " ".join(short(term) for term in statement))
