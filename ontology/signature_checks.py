"""Checks of signatures: each relation has one, and what a claim or an edge relates is of the kinds that it allows."""

from __future__ import annotations

from collections.abc import Iterator

from paingraph.ontology.checks import Place, Register
from paingraph.ontology.claim_checks import statement_of
from paingraph.ontology.facts import Facts, document_of, is_literal
from paingraph.ontology.findings import Severity
from paingraph.ontology.namespaces import PG
from paingraph.ontology.nquads import curie

__all__ = ["SIGNATURE_CHECKS", "mismatch"]

SIGNATURE_CHECKS = Register()

_CLAIM = curie("pg:Claim")
_PREDICATE = curie("pg:predicate")


def mismatch(facts: Facts, subject: str, relation: str, object_: str) -> str:
    """Say what about a statement breaks the relation's signature, "" if nothing does."""
    signature = facts.signature(relation)
    kinds = facts.kinds(subject)
    if signature.domain and kinds and not signature.domain & set(kinds):
        return f"its subject is a {kinds[0]}, not a {_either(signature.domain)}"
    if signature.literal != is_literal(object_):
        return "its object must be a literal" if signature.literal else "its object must be an entity"
    others = facts.kinds(object_)
    if signature.range and others and not signature.range & set(others):
        return f"its object is a {others[0]}, not a {_either(signature.range)}"
    if signature.same_kind and kinds and others and not set(kinds) & set(others):
        return f"it relates a {kinds[0]} to a {others[0]}"
    return ""


def _either(kinds: frozenset[str]) -> str:
    return " or ".join(sorted(kinds))


@SIGNATURE_CHECKS(
    "claim-signature",
    Severity.ERROR,
    "The subject or object of a claim is of a kind that its relation does not allow.",
    "Correct the claim {node} ({value}): {note}.",
)
def _claim_signature(facts: Facts) -> Iterator[Place]:
    for claim in facts.instances(_CLAIM):
        statement = statement_of(facts, claim)
        note = mismatch(facts, *statement) if statement else ""
        if statement and note:
            yield Place(claim, _PREDICATE, statement[1], note)


@SIGNATURE_CHECKS(
    "edge-signature",
    Severity.ERROR,
    "The ends of an edge are of kinds that its relation does not allow.",
    "Correct the edge {node} {property} {value}: {note}.",
)
def _edge_signature(facts: Facts) -> Iterator[Place]:
    for quad in facts.edges:
        note = mismatch(facts, quad.subject, quad.predicate, quad.object)
        if note:
            yield Place(quad.subject, quad.predicate, quad.object, note, document_of(quad.graph))


@SIGNATURE_CHECKS(
    "claim-relation",
    Severity.ERROR,
    "A claim uses a relation that is only concluded, or none of ours.",
    "Use a relation that documents assert in the claim {node}, not {value}.",
)
def _claim_relation(facts: Facts) -> Iterator[Place]:
    asserted = {quad.subject for quad in facts.having(curie("pg:standing")) if quad.object == '"asserted"'}
    for claim in facts.instances(_CLAIM):
        for relation in facts.objects(claim, _PREDICATE):
            if (asserted and relation not in asserted) or not relation.startswith(f"<{PG}"):
                yield Place(claim, _PREDICATE, relation)


@SIGNATURE_CHECKS(
    "relation-unsigned",
    Severity.WARN,
    "A relation of entities has no domain or no range (OOPS!, pitfall P11).",
    "Say with {property} what may stand on that side of {node}.",
)
def _relation_unsigned(facts: Facts) -> Iterator[Place]:
    for quad in facts.having(curie("pg:standing")):
        if quad.object in ('"asserted"', '"concluded"'):
            for side in (curie("rdfs:domain"), curie("rdfs:range")):
                if not facts.objects(quad.subject, side):
                    yield Place(quad.subject, side)
