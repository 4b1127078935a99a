"""Checks of what documents say: every claim whole and in place, every edge with a claim, every claim with its edge."""

from __future__ import annotations

import re
from collections.abc import Iterator

from paingraph.ontology.checks import Place, Register
from paingraph.ontology.facts import Facts, document_of, plain
from paingraph.ontology.findings import Severity, short
from paingraph.ontology.nquads import curie

__all__ = ["CLAIM_CHECKS", "statement_of"]

CLAIM_CHECKS = Register()

_CLAIM = curie("pg:Claim")
_SUBJECT, _PREDICATE, _OBJECT = curie("pg:subject"), curie("pg:predicate"), curie("pg:object")
_EVIDENCE, _HEADING, _SOURCE = curie("prov:wasDerivedFrom"), curie("pg:heading"), curie("oa:hasSource")
#: What every claim says exactly once.
_FACTS = (
    *(_SUBJECT, _PREDICATE, curie("pg:polarity"), curie("pg:method"), curie("pg:status"), curie("pg:confidence")),
    *(curie("pg:inDocument"), curie("prov:wasGeneratedBy")),
)
#: An ISO 8601 duration, or an interval of two.
_DURATION = r"P(?=\d|T\d)(\d+(\.\d+)?Y)?(\d+(\.\d+)?M)?(\d+(\.\d+)?W)?(\d+(\.\d+)?D)?"
_DURATION += r"(T(?=\d)(\d+(\.\d+)?H)?(\d+(\.\d+)?M)?(\d+(\.\d+)?S)?)?"
_INTERVAL = re.compile(f"{_DURATION}(/{_DURATION})?")
#: Relations whose literal is such a duration.
_TIMES = {curie(f"pg:{name}") for name in ("reliefDuration", "repeatInterval", "trainingDuration")}


def statement_of(facts: Facts, claim: str) -> tuple[str, str, str] | None:
    """Return the triple that a claim reports, if it is whole."""
    parts = facts.value(claim, _SUBJECT), facts.value(claim, _PREDICATE), _object(facts, claim)
    return (parts[0], parts[1], parts[2]) if parts[0] and parts[1] and parts[2] else None


def _object(facts: Facts, claim: str) -> str | None:
    return facts.value(claim, _OBJECT)


def _stands(facts: Facts, claim: str) -> bool:
    """Tell whether a claim makes an edge: asserted and accepted."""
    return facts.holds(claim, curie("pg:polarity"), '"asserted"') and facts.holds(
        claim, curie("pg:status"), '"accepted"'
    )


@CLAIM_CHECKS(
    "claim-incomplete",
    Severity.ERROR,
    "A claim lacks a fact that every claim has, or has it twice.",
    "Give the claim {node} exactly one {property}; it has {note}.",
)
def _claim_incomplete(facts: Facts) -> Iterator[Place]:
    for claim in facts.instances(_CLAIM):
        for predicate in _FACTS:
            values = facts.objects(claim, predicate)
            if len(values) != 1:
                yield Place(claim, predicate, "", str(len(values) or "none"))
        objects = facts.objects(claim, _OBJECT)
        if len(objects) != 1:
            yield Place(claim, _OBJECT, "", str(len(objects) or "none"))


@CLAIM_CHECKS(
    "claim-confidence",
    Severity.ERROR,
    "A confidence is not between 0 and 1.",
    "Give the claim {node} a confidence from 0 to 1, not {value}.",
)
def _claim_confidence(facts: Facts) -> Iterator[Place]:
    for quad in facts.having(curie("pg:confidence")):
        if not re.fullmatch(r"0(\.\d+)?|1(\.0+)?", plain(quad.object)):
            yield Place(quad.subject, quad.predicate, quad.object)


@CLAIM_CHECKS(
    "claim-rule",
    Severity.WARN,
    "A claim that a rule read does not name the rule.",
    "Name the rule that read the claim {node} ({property}).",
)
def _claim_rule(facts: Facts) -> Iterator[Place]:
    for claim in facts.instances(_CLAIM):
        if facts.holds(claim, curie("pg:method"), '"rule"') and not facts.objects(claim, curie("pg:rule")):
            yield Place(claim, curie("pg:rule"))


@CLAIM_CHECKS(
    "claim-duration",
    Severity.ERROR,
    "A duration is not written as ISO 8601 demands.",
    "Write {value} as an ISO 8601 duration or interval (PT24H/PT48H).",
)
def _claim_duration(facts: Facts) -> Iterator[Place]:
    for claim in facts.instances(_CLAIM):
        value = _object(facts, claim)
        if facts.value(claim, _PREDICATE) in _TIMES and value and not _INTERVAL.fullmatch(plain(value)):
            yield Place(claim, _OBJECT, value)


@CLAIM_CHECKS(
    "claim-candidate",
    Severity.INFO,
    "A claim waits for a curator.",
    "Accept or reject the claim {node}, which no curator has decided on.",
)
def _claim_candidate(facts: Facts) -> Iterator[Place]:
    for claim in facts.instances(_CLAIM):
        if facts.holds(claim, curie("pg:status"), '"candidate"'):
            yield Place(claim, curie("pg:status"), '"candidate"')


@CLAIM_CHECKS(
    "claim-misplaced",
    Severity.ERROR,
    "A claim stands in the graph of another document, or its passage or heading is of another.",
    "Put the claim {node} and its passages into one document's graph: {note}.",
)
def _claim_misplaced(facts: Facts) -> Iterator[Place]:
    graphs = {quad.subject: document_of(quad.graph) for quad in facts.having(curie("rdf:type"))}
    for claim in facts.instances(_CLAIM):
        for document in facts.objects(claim, curie("pg:inDocument")):
            own = facts.document(document)
            if graphs.get(claim, own) != own:
                yield Place(claim, curie("pg:inDocument"), document, f"it is in the graph of {graphs[claim] or 'none'}")
            for predicate in (_EVIDENCE, _HEADING):
                for passage in facts.objects(claim, predicate):
                    if facts.objects(passage, _SOURCE) not in ([], [document]) or facts.document(passage) != own:
                        yield Place(claim, predicate, passage, f"{short(passage)} is not of document {own}")


@CLAIM_CHECKS(
    "edge-without-claim",
    Severity.ERROR,
    "A document's graph holds an edge that none of its accepted, asserted claims makes.",
    "Remove the edge {node} {property} {value}, or give it its claim.",
)
def _edge_without_claim(facts: Facts) -> Iterator[Place]:
    stated = set()
    for claim in facts.instances(_CLAIM):
        statement = statement_of(facts, claim)
        if statement and _stands(facts, claim):
            stated.add((*statement, facts.document(claim)))
    for quad in facts.edges:
        document = document_of(quad.graph)
        if document and (quad.subject, quad.predicate, quad.object, document) not in stated:
            yield Place(quad.subject, quad.predicate, quad.object, "", document)


@CLAIM_CHECKS(
    "claim-without-edge",
    Severity.ERROR,
    "An accepted, asserted claim has no edge in its document's graph.",
    "Write the edge that the claim {node} asserts: {note}.",
)
def _claim_without_edge(facts: Facts) -> Iterator[Place]:
    edges = {(quad.subject, quad.predicate, quad.object, document_of(quad.graph)) for quad in facts.edges}
    for claim in facts.instances(_CLAIM):
        statement = statement_of(facts, claim)
        if statement and _stands(facts, claim) and (*statement, facts.document(claim)) not in edges:
            yield Place(claim, statement[1], statement[2], " ".join(short(term) for term in statement))
