"""Checks of evidence: every claim has its passage, every passage its place, every document what pins its text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from paingraph.ontology.checks import Place, Register
from paingraph.ontology.facts import Facts, plain
from paingraph.ontology.findings import Severity
from paingraph.ontology.nquads import curie

__all__ = ["PASSAGE_CHECKS"]

PASSAGE_CHECKS = Register()

_CLAIM, _PASSAGE, _DOCUMENT = curie("pg:Claim"), curie("pg:Passage"), curie("pg:Document")
_EVIDENCE, _HEADING = curie("prov:wasDerivedFrom"), curie("pg:heading")
_START, _END, _LEVEL, _SOURCE = curie("pg:start"), curie("pg:end"), curie("pg:level"), curie("oa:hasSource")


def _number(facts: Facts, node: str, predicate: str) -> int | None:
    value = facts.value(node, predicate)
    return int(plain(value)) if value and re.fullmatch(r"-?\d+", plain(value)) else None


@PASSAGE_CHECKS(
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


@PASSAGE_CHECKS(
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


@PASSAGE_CHECKS(
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


@PASSAGE_CHECKS(
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


@PASSAGE_CHECKS(
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
