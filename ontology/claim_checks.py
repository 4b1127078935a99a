"""Checks of what documents say: every claim whole and in place, every edge with a claim, every claim with its edge."""

from __future__ import annotations

import re
from collections.abc import Iterator

from paingraph.ontology.checks import Place, Register
from paingraph.ontology.facts import Facts, document_of, is_literal, plain
from paingraph.ontology.findings import Severity, short
from paingraph.ontology.namespaces import PG
from paingraph.ontology.nquads import curie

__all__ = ["CLAIM_CHECKS", "mismatch"]

CLAIM_CHECKS = Register()

_CLAIM, _PASSAGE, _DOCUMENT = curie("pg:Claim"), curie("pg:Passage"), curie("pg:Document")
_SUBJECT, _PREDICATE, _OBJECT = curie("pg:subject"), curie("pg:predicate"), curie("pg:object")
_EVIDENCE, _HEADING = curie("prov:wasDerivedFrom"), curie("pg:heading")
_LEVEL = curie("pg:level")
_START, _END, _SOURCE = curie("pg:start"), curie("pg:end"), curie("oa:hasSource")
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


def _statement(facts: Facts, claim: str) -> tuple[str, str, str] | None:
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


def _number(facts: Facts, node: str, predicate: str) -> int | None:
    value = facts.value(node, predicate)
    return int(plain(value)) if value and re.fullmatch(r"-?\d+", plain(value)) else None


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
    "claim-without-position",
    Severity.ERROR,
    "A claim has no passage, or one without start and end.",
    "Say which passage of its document makes the claim {node}.",
)
def _claim_without_position(facts: Facts) -> Iterator[Place]:
    for claim in facts.instances(_CLAIM):
        passages = facts.objects(claim, _EVIDENCE)
        if not passages:
            yield Place(claim, _EVIDENCE)
        for passage in passages:
            if _number(facts, passage, _START) is None or _number(facts, passage, _END) is None:
                yield Place(claim, _EVIDENCE, passage)


@CLAIM_CHECKS(
    "claim-signature",
    Severity.ERROR,
    "The subject or object of a claim is of a kind that its relation does not allow.",
    "Correct the claim {node} ({value}): {note}.",
)
def _claim_signature(facts: Facts) -> Iterator[Place]:
    for claim in facts.instances(_CLAIM):
        statement = _statement(facts, claim)
        note = mismatch(facts, *statement) if statement else ""
        if statement and note:
            yield Place(claim, _PREDICATE, statement[1], note)


@CLAIM_CHECKS(
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


@CLAIM_CHECKS(
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
    "passage-range",
    Severity.ERROR,
    "A passage ends before it starts, lies outside of its document, or is not where its IRI or selector says.",
    "Correct the positions of {node}: {note}.",
)
def _passage_range(facts: Facts) -> Iterator[Place]:
    for passage in facts.instances(_PASSAGE):
        start, end = _number(facts, passage, _START), _number(facts, passage, _END)
        if start is None or end is None:
            yield Place(passage, _START if start is None else _END, note="start or end is missing")
            continue
        length = _length(facts, passage)
        if not 0 <= start < end:
            yield Place(passage, _END, facts.objects(passage, _END)[0], f"{start} to {end} is no stretch of text")
        elif length is not None and end > length:
            yield Place(passage, _END, facts.objects(passage, _END)[0], f"the document has {length} characters")
        if not plain(passage).endswith(f"#char={start},{end}"):
            yield Place(passage, _START, facts.objects(passage, _START)[0], f"its IRI says other than {start},{end}")
        yield from _selectors(facts, passage, start, end)


def _length(facts: Facts, passage: str) -> int | None:
    return next((_number(facts, source, curie("pg:length")) for source in facts.objects(passage, _SOURCE)), None)


def _selectors(facts: Facts, passage: str, start: int, end: int) -> Iterator[Place]:
    """Yield where the passage's selectors disagree with it (Web Annotation Data Model, sections 4.2.4 and 4.2.5)."""
    for selector in facts.objects(passage, curie("oa:hasSelector")):
        if facts.is_a(selector, curie("oa:TextPositionSelector")):
            found = _number(facts, selector, curie("oa:start")), _number(facts, selector, curie("oa:end"))
            if found != (start, end):
                yield Place(passage, curie("oa:hasSelector"), selector, f"its selector says {found[0]},{found[1]}")
        for exact in facts.objects(selector, curie("oa:exact")):
            if len(plain(exact)) != end - start:
                yield Place(passage, curie("oa:exact"), exact, f"its quote is not {end - start} characters long")


@CLAIM_CHECKS(
    "passage-unused",
    Severity.WARN,
    "A passage is neither the evidence of a claim nor a heading.",
    "Remove {node}: no claim refers to it, and it has no level.",
)
def _passage_unused(facts: Facts) -> Iterator[Place]:
    used = {quad.object for predicate in (_EVIDENCE, _HEADING) for quad in facts.having(predicate)}
    for passage in facts.instances(_PASSAGE):
        if passage not in used and not facts.objects(passage, _LEVEL):
            yield Place(passage)


@CLAIM_CHECKS(
    "document-incomplete",
    Severity.ERROR,
    "A document lacks its identifier, its length, or the digest that pins its text.",
    "Give the document {node} its {property}: {note}.",
)
def _document_incomplete(facts: Facts) -> Iterator[Place]:
    for document in facts.instances(_DOCUMENT):
        for predicate, form, note in (
            (curie("dcterms:identifier"), r".+", "the id in its IRI"),
            (curie("pg:length"), r"\d+", "a number of characters"),
            (curie("pg:sha256"), r"[0-9a-f]{64}", "64 hexadecimal digits"),
        ):
            values = facts.objects(document, predicate)
            if len(values) != 1 or not re.fullmatch(form, plain(values[0])):
                yield Place(document, predicate, values[0] if values else "", note)


@CLAIM_CHECKS(
    "document-silent",
    Severity.INFO,
    "Nothing was read from a document.",
    "Check whether the reader should have found claims in {node}.",
)
def _document_silent(facts: Facts) -> Iterator[Place]:
    speaking = {quad.object for quad in facts.having(curie("pg:inDocument"))}
    for document in facts.instances(_DOCUMENT):
        if document not in speaking:
            yield Place(document)


@CLAIM_CHECKS(
    "edge-without-claim",
    Severity.ERROR,
    "A document's graph holds an edge that none of its accepted, asserted claims makes.",
    "Remove the edge {node} {property} {value}, or give it its claim.",
)
def _edge_without_claim(facts: Facts) -> Iterator[Place]:
    stated = set()
    for claim in facts.instances(_CLAIM):
        statement = _statement(facts, claim)
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
        statement = _statement(facts, claim)
        if statement and _stands(facts, claim) and (*statement, facts.document(claim)) not in edges:
            yield Place(claim, statement[1], statement[2], " ".join(short(term) for term in statement))
