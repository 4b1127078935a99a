"""Checks of definitions: every term and concept has one, of its own, that says more than its label."""

from __future__ import annotations

from collections.abc import Iterator

from paingraph.ontology.checks import Place, Register
from paingraph.ontology.facts import Facts, language
from paingraph.ontology.findings import Severity
from paingraph.ontology.names import schema_terms, shared, spelling
from paingraph.ontology.nquads import curie

__all__ = ["DEFINITION_CHECKS"]

DEFINITION_CHECKS = Register()

_LABEL, _PREFERRED, _DEFINITION = curie("rdfs:label"), curie("skos:prefLabel"), curie("skos:definition")


@DEFINITION_CHECKS(
    "definition-missing",
    Severity.WARN,
    "A term of the schema or a concept of the vocabulary has no definition.",
    "Define {node} in a sentence of your own ({property}).",
)
def _definition_missing(facts: Facts) -> Iterator[Place]:
    for node in (*schema_terms(facts), *facts.vocabulary):
        if not facts.objects(node, _DEFINITION):
            yield Place(node, _DEFINITION)


@DEFINITION_CHECKS(
    "definition-multiple",
    Severity.ERROR,
    "A term or concept has several definitions in one language.",
    "Keep one definition of {node}; {value} is one too many.",
)
def _definition_multiple(facts: Facts) -> Iterator[Place]:
    for node in (*schema_terms(facts), *facts.entities):
        seen: set[str] = set()
        for value in facts.objects(node, _DEFINITION):
            if language(value) in seen:
                yield Place(node, _DEFINITION, value)
            seen.add(language(value))


@DEFINITION_CHECKS(
    "definition-duplicate",
    Severity.ERROR,
    "Two terms or concepts have the same definition.",
    "Say what tells {node} from {note}: both are defined as {value}.",
)
def _definition_duplicate(facts: Facts) -> Iterator[Place]:
    yield from shared(facts, (*schema_terms(facts), *facts.entities), _DEFINITION)


@DEFINITION_CHECKS(
    "definition-circular",
    Severity.WARN,
    "A definition says no more than the label.",
    "Define {node} by other words than its own label.",
)
def _definition_circular(facts: Facts) -> Iterator[Place]:
    for node in (*schema_terms(facts), *facts.entities):
        names = {spelling(value) for value in (*facts.objects(node, _LABEL), *facts.objects(node, _PREFERRED))}
        for value in facts.objects(node, _DEFINITION):
            if spelling(value).rstrip(".") in names:
                yield Place(node, _DEFINITION, value)
