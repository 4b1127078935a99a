"""Checks of synonyms: each leads to one concept of a kind, and is no second writing of its label."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from paingraph.ontology.checks import Place, Register
from paingraph.ontology.facts import Facts
from paingraph.ontology.findings import Severity, short
from paingraph.ontology.names import MARKS, by_kind, spelling
from paingraph.ontology.nquads import curie

__all__ = ["SYNONYM_CHECKS"]

SYNONYM_CHECKS = Register()

_PREFERRED, _SYNONYM = curie("skos:prefLabel"), curie("skos:altLabel")


@SYNONYM_CHECKS(
    "synonym-shared",
    Severity.ERROR,
    "Two concepts of one kind share a synonym, or the synonym of one is the label of another.",
    "Leave {value} to one of {node} and {note}: a reader must know which.",
)
def _synonym_shared(facts: Facts) -> Iterator[Place]:
    for _, concepts in by_kind(facts):
        owners = _owners(facts, concepts)
        for _, found in sorted(owners.items()):
            nodes = sorted({node for node, _, _ in found})
            if len(nodes) > 1 and any(predicate == _SYNONYM for _, predicate, _ in found):
                value = next(value for node, _, value in found if node == nodes[0])
                yield Place(nodes[0], _SYNONYM, value, ", ".join(short(node) for node in nodes[1:]))


@SYNONYM_CHECKS(
    "name-across-kinds",
    Severity.INFO,
    "Concepts of different kinds share a name.",
    "Check that texts let {node} and {note} be told apart by {value}.",
)
def _name_across_kinds(facts: Facts) -> Iterator[Place]:
    for _, found in sorted(_owners(facts, facts.vocabulary).items()):
        nodes = sorted({node for node, _, _ in found})
        if len({kind for node in nodes for kind in facts.kinds(node)}) > 1:
            predicate, value = next((predicate, value) for node, predicate, value in found if node == nodes[0])
            yield Place(nodes[0], predicate, value, ", ".join(short(node) for node in nodes[1:]))


@SYNONYM_CHECKS(
    "synonym-is-label",
    Severity.ERROR,
    "A concept has its preferred label as a synonym too (SKOS Reference, integrity condition S13).",
    "Remove the synonym {value} of {node}: it is its label.",
)
def _synonym_is_label(facts: Facts) -> Iterator[Place]:
    for node in facts.entities:
        for value in facts.objects(node, _SYNONYM):
            if facts.holds(node, _PREFERRED, value):
                yield Place(node, _SYNONYM, value)


@SYNONYM_CHECKS(
    "mark-without-synonym",
    Severity.WARN,
    "A text is marked as abbreviation or as in need of context, but is no name of the concept.",
    "Add {value} to the synonyms of {node}, which {property} marks.",
)
def _mark_without_synonym(facts: Facts) -> Iterator[Place]:
    for predicate in MARKS:
        for quad in facts.having(predicate):
            if not any(facts.holds(quad.subject, name, quad.object) for name in (_PREFERRED, _SYNONYM)):
                yield Place(quad.subject, predicate, quad.object)


def _owners(facts: Facts, nodes: Iterable[str]) -> dict[str, list[tuple[str, str, str]]]:
    """Return, for each spelling, the concepts that carry it: node, predicate, name."""
    owners: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for node in nodes:
        for predicate in (_PREFERRED, _SYNONYM):
            for value in facts.objects(node, predicate):
                owners[spelling(value)].append((node, predicate, value))
    return owners
