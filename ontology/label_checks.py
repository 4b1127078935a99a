"""Checks of labels, and of all that is written for people: there, once, in its language, without needless space."""

from __future__ import annotations

from collections.abc import Iterator

from paingraph.ontology.checks import Place, Register
from paingraph.ontology.facts import Facts, is_literal, language, plain
from paingraph.ontology.findings import Severity
from paingraph.ontology.names import MARKS, by_kind, schema_terms, shared
from paingraph.ontology.namespaces import PGID, slugify
from paingraph.ontology.nquads import curie

__all__ = ["LABEL_CHECKS"]

LABEL_CHECKS = Register()

_LABEL, _PREFERRED = curie("rdfs:label"), curie("skos:prefLabel")
_SYNONYM, _DEFINITION = curie("skos:altLabel"), curie("skos:definition")
#: All that is written for people.
_TEXTS = (
    *(_LABEL, _PREFERRED, _SYNONYM, _DEFINITION, *MARKS, curie("pg:inverseLabel"), curie("skos:example")),
    *(curie("skos:scopeNote"), curie("rdfs:comment"), curie("dcterms:title"), curie("dcterms:description")),
)


@LABEL_CHECKS(
    "label-missing",
    Severity.ERROR,
    "A term, concept, document or run has no label.",
    "Give {node} a label ({property}), in English.",
)
def _label_missing(facts: Facts) -> Iterator[Place]:
    nodes = [*schema_terms(facts), *facts.entities]
    nodes += [node for type_ in ("pg:Document", "pg:Run", "pg:Rule") for node in facts.instances(curie(type_))]
    for node in nodes:
        if not facts.objects(node, _LABEL):
            yield Place(node, _LABEL)
    for node in facts.entities:
        if not facts.objects(node, _PREFERRED):
            yield Place(node, _PREFERRED)


@LABEL_CHECKS(
    "label-multiple",
    Severity.ERROR,
    "A term or concept has several labels in one language.",
    "Keep one {property} of {node} and make {value} a synonym.",
)
def _label_multiple(facts: Facts) -> Iterator[Place]:
    for node in (*schema_terms(facts), *facts.entities):
        for predicate in (_LABEL, _PREFERRED):
            seen: set[str] = set()
            for value in facts.objects(node, predicate):
                if language(value) in seen:
                    yield Place(node, predicate, value)
                seen.add(language(value))


@LABEL_CHECKS(
    "label-duplicate",
    Severity.ERROR,
    "Two terms of the schema, or two concepts of one kind, have the same label.",
    "Merge {node} with {note}, or tell their labels {value} apart.",
)
def _label_duplicate(facts: Facts) -> Iterator[Place]:
    yield from shared(facts, schema_terms(facts), _LABEL)
    for _, concepts in by_kind(facts):
        yield from shared(facts, concepts, _PREFERRED)


@LABEL_CHECKS(
    "label-mismatch",
    Severity.WARN,
    "A concept's label differs from its preferred label.",
    "Make rdfs:label of {node} the same as its preferred label {value}.",
)
def _label_mismatch(facts: Facts) -> Iterator[Place]:
    for node in facts.entities:
        labels = facts.objects(node, _LABEL)
        for value in facts.objects(node, _PREFERRED):
            if labels and value not in labels:
                yield Place(node, _PREFERRED, value)


@LABEL_CHECKS(
    "label-slug",
    Severity.WARN,
    "The IRI of a concept is not the kebab case of its label.",
    "Name {node} after its label {value}: {note}.",
)
def _label_slug(facts: Facts) -> Iterator[Place]:
    for node in facts.vocabulary:
        value = facts.value(node, _PREFERRED)
        if value and plain(node) != PGID + slugify(plain(value)):
            yield Place(node, _PREFERRED, value, f"pgid:{slugify(plain(value))}")


@LABEL_CHECKS(
    "text-whitespace",
    Severity.ERROR,
    "A label, synonym or definition starts or ends with white space, has two in a row, or a line break.",
    "Remove the needless white space from {property} of {node}.",
)
def _text_whitespace(facts: Facts) -> Iterator[Place]:
    for predicate in _TEXTS:
        for quad in facts.having(predicate):
            words = plain(quad.object)
            if is_literal(quad.object) and words != " ".join(words.split()):
                yield Place(quad.subject, predicate, quad.object)


@LABEL_CHECKS(
    "text-empty",
    Severity.ERROR,
    "A label, synonym or definition has no characters.",
    "Write the missing {property} of {node}, or remove the empty one.",
)
def _text_empty(facts: Facts) -> Iterator[Place]:
    for predicate in _TEXTS:
        for quad in facts.having(predicate):
            if is_literal(quad.object) and not plain(quad.object).strip():
                yield Place(quad.subject, predicate, quad.object)


@LABEL_CHECKS(
    "text-language",
    Severity.WARN,
    "A label, synonym or definition of a term or concept does not say its language.",
    "Say the language of {value}, {property} of {node} (…@en).",
)
def _text_language(facts: Facts) -> Iterator[Place]:
    for node in (*schema_terms(facts), *facts.entities):
        for predicate in (_LABEL, _PREFERRED, _SYNONYM, _DEFINITION):
            for value in facts.objects(node, predicate):
                if is_literal(value) and not language(value):
                    yield Place(node, predicate, value)
