"""Checks of mappings: every concept has one, and none says of a concept what its kind, or another mapping, denies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from paingraph.ontology.checks import Place, Register
from paingraph.ontology.facts import Facts, is_literal, language, plain
from paingraph.ontology.findings import Severity, short
from paingraph.ontology.mapping import CLOSENESS, SSSOM
from paingraph.ontology.nquads import curie
from paingraph.ontology.terminologies import terminologies

__all__ = ["MAPPING_CHECKS"]

MAPPING_CHECKS = Register()

_EXACT = curie("skos:exactMatch")
_MATCHES = tuple(curie(match) for match in CLOSENESS)
_NOTATION = curie("skos:notation")


def _code(facts: Facts, object_: str) -> str:
    """Return the code of a mapped object, or its IRI if it has none."""
    notation = facts.value(object_, _NOTATION)
    return plain(notation) if notation else plain(object_)


@MAPPING_CHECKS(
    "concept-unmapped",
    Severity.INFO,
    "A concept of the vocabulary is mapped to no terminology.",
    "Map {node} to a public terminology, or ask one for a new term.",
)
def _concept_unmapped(facts: Facts) -> Iterator[Place]:
    for node in facts.vocabulary:
        if not any(facts.objects(node, match) for match in _MATCHES):
            yield Place(node)


@MAPPING_CHECKS(
    "mapping-kind",
    Severity.ERROR,
    "A concept is mapped to a terminology whose terms cannot be of its kind.",
    "Correct the mapping of {node} to {note}.",
)
def _mapping_kind(facts: Facts) -> Iterator[Place]:
    for match in _MATCHES:
        for quad in facts.having(match):
            code = _code(facts, quad.object)
            source = terminologies().get(code.partition(":")[0])
            kinds = facts.kinds(quad.subject)
            if source and source.kinds and kinds and not source.kinds & set(kinds):
                yield Place(quad.subject, match, quad.object, f"{code}: {source.name} has no term for a {kinds[0]}")


@MAPPING_CHECKS(
    "mapping-source",
    Severity.WARN,
    "A mapped code is of a terminology that the table of sources does not know.",
    "Add the terminology of {value} to sources.tsv, with its licence.",
)
def _mapping_source(facts: Facts) -> Iterator[Place]:
    for match in _MATCHES:
        for quad in facts.having(match):
            if _code(facts, quad.object).partition(":")[0] not in terminologies():
                yield Place(quad.subject, match, quad.object)


@MAPPING_CHECKS(
    "mapping-shared",
    Severity.ERROR,
    "Two concepts are exactly one and the same thing elsewhere.",
    "Decide which of {node} and {note} is the same as {value}.",
)
def _mapping_shared(facts: Facts) -> Iterator[Place]:
    owners: dict[str, list[str]] = defaultdict(list)
    for quad in facts.having(_EXACT):
        owners[quad.object].append(quad.subject)
    for object_, nodes in sorted(owners.items()):
        if len(set(nodes)) > 1:
            yield Place(min(nodes), _EXACT, object_, ", ".join(short(node) for node in sorted(set(nodes))[1:]))


@MAPPING_CHECKS(
    "mapping-twice",
    Severity.WARN,
    "A concept is exactly two terms of one terminology, so that one of these must be wrong.",
    "Keep one exact match of {node} among {note}.",
)
def _mapping_twice(facts: Facts) -> Iterator[Place]:
    codes: dict[tuple[str, str], list[str]] = defaultdict(list)
    for quad in facts.having(_EXACT):
        code = _code(facts, quad.object)
        codes[quad.subject, code.partition(":")[0]].append(code)
    for (node, _), found in sorted(codes.items()):
        if len(set(found)) > 1:
            yield Place(node, _EXACT, note=", ".join(sorted(set(found))))


@MAPPING_CHECKS(
    "mapping-contradiction",
    Severity.ERROR,
    "A concept is mapped to one term in two ways (SKOS Reference, integrity condition S46).",
    "Decide how {node} relates to {value}: {note}.",
)
def _mapping_contradiction(facts: Facts) -> Iterator[Place]:
    ways: dict[tuple[str, str], list[str]] = defaultdict(list)
    for match in _MATCHES:
        for quad in facts.having(match):
            ways[quad.subject, quad.object].append(match)
    for (node, object_), found in sorted(ways.items()):
        if len(set(found)) > 1:
            yield Place(node, found[0], object_, ", ".join(short(match) for match in sorted(set(found))))


@MAPPING_CHECKS(
    "mapping-unknown-subject",
    Severity.ERROR,
    "The subject of a mapping is no concept.",
    "Map a concept of the vocabulary, not {node}.",
)
def _mapping_unknown_subject(facts: Facts) -> Iterator[Place]:
    for match in _MATCHES:
        for quad in facts.having(match):
            if not facts.kinds(quad.subject):
                yield Place(quad.subject, match, quad.object)


@MAPPING_CHECKS(
    "mapping-bare",
    Severity.ERROR,
    "A mapping does not say its justification, which SSSOM demands.",
    "Say how the mapping of {node} to {value} came about.",
)
def _mapping_bare(facts: Facts) -> Iterator[Place]:
    justified = set()
    for mapping in facts.instances(f"<{SSSOM}Mapping>"):
        if facts.objects(mapping, f"<{SSSOM}mapping_justification>"):
            parts = (facts.value(mapping, f"<{SSSOM}{slot}>") for slot in ("subject_id", "predicate_id", "object_id"))
            justified.add(tuple(parts))
    for match in _MATCHES:
        for quad in facts.having(match):
            if quad[:3] not in justified:
                yield Place(quad.subject, match, quad.object)


@MAPPING_CHECKS(
    "mapping-label",
    Severity.WARN,
    "A mapped term has no code or no name, so that nobody can search for it.",
    "Give {value}, which {node} is mapped to, its code and its name.",
)
def _mapping_label(facts: Facts) -> Iterator[Place]:
    for match in _MATCHES:
        for quad in facts.having(match):
            labels = [value for value in facts.objects(quad.object, curie("rdfs:label")) if is_literal(value)]
            if (
                not labels
                or len({language(label) for label in labels}) < len(labels)
                or not facts.objects(quad.object, _NOTATION)
            ):
                yield Place(quad.subject, match, quad.object)
