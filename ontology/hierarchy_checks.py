"""Checks of the hierarchy: what things are kinds and parts of, and whether that makes sense."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from paingraph.ontology.checks import Place, Register
from paingraph.ontology.cycles import ancestors, cycles
from paingraph.ontology.facts import ONTOLOGY_GRAPH, Facts, Quad, document_of
from paingraph.ontology.findings import Severity, short
from paingraph.ontology.namespaces import GRAPH
from paingraph.ontology.nquads import curie, iri

__all__ = ["HIERARCHY_CHECKS"]

HIERARCHY_CHECKS = Register()

_BROADER, _SUBTYPE, _PART = curie("skos:broader"), curie("pg:subtypeOf"), curie("pg:partOf")
#: Hierarchies that are such by their definition; the schema's transitive relations are added.
_TREES = (curie("rdfs:subClassOf"), curie("rdfs:subPropertyOf"), _BROADER)
_INFERRED = iri(GRAPH + "inferred")


def _trees(facts: Facts) -> list[str]:
    transitive = facts.instances(curie("owl:TransitiveProperty"))
    symmetric = set(facts.instances(curie("owl:SymmetricProperty")))
    return sorted({*_TREES, *(relation for relation in transitive if relation not in symmetric)})


def _way(cycle: list[str]) -> str:
    return " → ".join(short(node) for node in (*cycle, cycle[0]))


def _pairs(quads: Iterable[Quad]) -> set[tuple[str, str]]:
    return {(quad.subject, quad.object) for quad in quads}


@HIERARCHY_CHECKS(
    "hierarchy-cycle",
    Severity.ERROR,
    "A concept, class or relation of the ontology stands above itself.",
    "Remove one step of the circle by {property}: {note}.",
)
def _hierarchy_cycle(facts: Facts) -> Iterator[Place]:
    for relation in _trees(facts):
        for cycle in cycles(_pairs(quad for quad in facts.having(relation) if quad.graph == ONTOLOGY_GRAPH)):
            yield Place(cycle[0], relation, cycle[1 % len(cycle)], _way(cycle))


@HIERARCHY_CHECKS(
    "stated-cycle",
    Severity.WARN,
    "What one document says makes a circle, by itself or with the vocabulary.",
    "Check the claims or the vocabulary: {note} is a circle.",
)
def _stated_cycle(facts: Facts) -> Iterator[Place]:
    for relation, cycle, documents in _stated_cycles(facts):
        if len(documents) == 1:
            yield Place(cycle[0], relation, cycle[1 % len(cycle)], _way(cycle), documents[0])


@HIERARCHY_CHECKS(
    "documents-in-circle",
    Severity.INFO,
    "What several documents say makes a circle: they use the same words in different senses, or contradict each other.",
    "Decide whether the documents mean the same by {node} and {value}: {note}.",
)
def _documents_in_circle(facts: Facts) -> Iterator[Place]:
    for relation, cycle, documents in _stated_cycles(facts):
        if len(documents) > 1:
            note = f"{_way(cycle)} (documents {', '.join(documents)})"
            yield Place(cycle[0], relation, cycle[1 % len(cycle)], note, documents[0])


def _stated_cycles(facts: Facts) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield relation, circle, and the documents that state steps of it which the vocabulary does not."""
    for relation in _trees(facts):
        quads = [quad for quad in facts.having(relation) if quad.graph != _INFERRED]
        known = _pairs(quad for quad in quads if quad.graph == ONTOLOGY_GRAPH)
        for cycle in cycles(_pairs(quads)):
            steps = set(zip(cycle, (*cycle[1:], cycle[0]), strict=True)) - known
            documents = {document_of(quad.graph) for quad in quads if (quad.subject, quad.object) in steps} - {""}
            if documents:
                yield relation, cycle, sorted(documents)


@HIERARCHY_CHECKS(
    "hierarchy-mismatch",
    Severity.WARN,
    "In the vocabulary skos:broader is not what pg:subtypeOf and pg:partOf say together.",
    "State {node} {property} {value} too, or take back its {note}.",
)
def _hierarchy_mismatch(facts: Facts) -> Iterator[Place]:
    for ways, others in (((_BROADER,), (_SUBTYPE, _PART)), ((_SUBTYPE, _PART), (_BROADER,))):
        for quad in (quad for way in ways for quad in facts.having(way)):
            stated = any(facts.holds(quad.subject, other, quad.object) for other in others)
            if quad.graph == ONTOLOGY_GRAPH and not stated:
                yield Place(quad.subject, others[0], quad.object, short(quad.predicate))


@HIERARCHY_CHECKS(
    "hierarchy-redundant",
    Severity.INFO,
    "In the vocabulary a step of the hierarchy is stated that two others already make.",
    "Drop {node} {property} {value}: it follows by way of {note}.",
)
def _hierarchy_redundant(facts: Facts) -> Iterator[Place]:
    above: dict[str, set[str]] = defaultdict(set)
    for quad in facts.having(_SUBTYPE):
        if quad.graph == ONTOLOGY_GRAPH:
            above[quad.subject].add(quad.object)
    for node, uppers in sorted(above.items()):
        for upper in sorted(uppers):
            for other in sorted(uppers - {upper, node}):
                if upper in ancestors(other, above) and other not in ancestors(upper, above):
                    yield Place(node, _SUBTYPE, upper, short(other))
                    break


@HIERARCHY_CHECKS(
    "edge-to-itself",
    Severity.WARN,
    "A thing is related to itself by what the vocabulary or a document says.",
    "Correct {node} {property} {value}: it relates a thing to itself.",
)
def _edge_to_itself(facts: Facts) -> Iterator[Place]:
    for quad in facts.edges:
        if quad.subject == quad.object and quad.graph != _INFERRED:
            yield Place(quad.subject, quad.predicate, quad.object, document=document_of(quad.graph))
