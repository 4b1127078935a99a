"""Checks of kinds and hierarchy: what a concept is, what it is a kind of, and whether that makes sense."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from paingraph.ontology.checks import Place, Register
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


def _cycles(edges: Iterable[tuple[str, str]]) -> Iterator[list[str]]:
    """Yield cycles that share no node, at least one of each knot: without recursion, as chains may be long."""
    above: dict[str, set[str]] = defaultdict(set)
    for lower, upper in edges:
        above[lower].add(upper)
    while knot := _knot(above):
        path = [min(knot)]
        while (step := min(knot[path[-1]])) not in path:
            path.append(step)
        cycle = path[path.index(step) :]
        yield cycle
        above = {node: uppers - set(cycle) for node, uppers in knot.items() if node not in cycle}


def _knot(above: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """Return the part of a hierarchy in which every node has something above it: peel the tops until none is left."""
    below: dict[str, list[str]] = defaultdict(list)
    for lower, uppers in above.items():
        for upper in uppers:
            below[upper].append(lower)
    left = {node: len(uppers) for node, uppers in above.items()}
    tops = [node for node in {*below, *left} if not left.get(node)]
    gone = set(tops)
    while tops:
        for lower in below[tops.pop()]:
            left[lower] -= 1
            if not left[lower]:
                gone.add(lower)
                tops.append(lower)
    return {node: uppers - gone for node, uppers in above.items() if node not in gone}


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
        for cycle in _cycles(_pairs(quad for quad in facts.having(relation) if quad.graph == ONTOLOGY_GRAPH)):
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
        for cycle in _cycles(_pairs(quads)):
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
                if upper in _ancestors(other, above) and other not in _ancestors(upper, above):
                    yield Place(node, _SUBTYPE, upper, short(other))
                    break


def _ancestors(node: str, above: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [node]
    while waiting:
        fresh = above.get(waiting.pop(), set()) - found
        found |= fresh
        waiting.extend(fresh)
    return found


@HIERARCHY_CHECKS(
    "kind-missing",
    Severity.ERROR,
    "A concept is of none of the ten kinds.",
    "Say which of the ten kinds {node} is of.",
)
def _kind_missing(facts: Facts) -> Iterator[Place]:
    for node in facts.entities:
        if not facts.kinds(node):
            yield Place(node, curie("rdf:type"))


@HIERARCHY_CHECKS(
    "kind-multiple",
    Severity.ERROR,
    "A concept is of several kinds.",
    "Decide for one kind of {node} ({note}), or make two concepts of it.",
)
def _kind_multiple(facts: Facts) -> Iterator[Place]:
    for node in facts.entities:
        kinds = facts.kinds(node)
        if len(kinds) > 1:
            yield Place(node, curie("rdf:type"), curie(f"pg:{kinds[1]}"), ", ".join(kinds))


@HIERARCHY_CHECKS(
    "concept-without-scheme",
    Severity.WARN,
    "A concept of the ontology graph is in no concept scheme.",
    "Put {node} into the vocabulary ({property}).",
)
def _concept_without_scheme(facts: Facts) -> Iterator[Place]:
    for node in facts.vocabulary:
        if not facts.objects(node, curie("skos:inScheme")):
            yield Place(node, curie("skos:inScheme"))


@HIERARCHY_CHECKS(
    "candidate-concept",
    Severity.INFO,
    "A concept comes from a document and is not in the vocabulary.",
    "Take {node} into the vocabulary, or reject the claims on it.",
)
def _candidate_concept(facts: Facts) -> Iterator[Place]:
    vocabulary = set(facts.vocabulary)
    for node in facts.entities:
        if node not in vocabulary:
            yield Place(node)


@HIERARCHY_CHECKS(
    "orphan",
    Severity.INFO,
    "A concept is related to no other, neither by the vocabulary nor by a document.",
    "Give {node} a place in the hierarchy, or find a document that names it.",
)
def _orphan(facts: Facts) -> Iterator[Place]:
    related: set[str] = set()
    for quad in facts.edges:
        related.update((quad.subject, quad.object))
    for quad in (*facts.having(curie("pg:subject")), *facts.having(curie("pg:object"))):
        related.add(quad.object)
    for node in facts.vocabulary:
        if node not in related:
            yield Place(node)


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


@HIERARCHY_CHECKS(
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
