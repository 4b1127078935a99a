"""Rules run on edges until nothing new follows, with every derivation kept.

The rules come in an order in which each is complete after one run (see `rules`). They run as SPARQL on a store in
memory; only transitivity, which feeds on what it concludes, is a work list of edges not yet extended.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pyoxigraph as ox

from paingraph.ontology.namespaces import DERIVATION, EDGE, GRAPH, PG, PREFIXES, Iri, term_iri
from paingraph.ontology.nquads import curie, iri, quad, text
from paingraph.ontology.rules import Form, Rule, Step, compile_rules

__all__ = ["INFERRED", "Closure", "Derivation", "Edge", "close", "close_quads"]

#: The named graph of everything concluded.
INFERRED = Iri(GRAPH + "inferred")

_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")


class Edge(NamedTuple):
    """A subject, a relation and an object, as full IRIs."""

    subject: str
    relation: str
    object: str

    @property
    def iri(self) -> Iri:
        """The edge's own IRI: a digest of its three parts."""
        return Iri(EDGE + _digest(self))


class Derivation(NamedTuple):
    """One application of a rule."""

    rule: Rule
    conclusion: Edge
    premises: tuple[Edge, ...]

    @property
    def iri(self) -> Iri:
        """The derivation's IRI: a digest of the rule's name, the conclusion and the premises."""
        edges = (self.conclusion, *self.premises)
        return Iri(DERIVATION + _digest((self.rule.id, *(part for edge in edges for part in edge))))


@dataclass(frozen=True, slots=True)
class Closure:
    """What follows: for each rule its applications, as what the rule's variables stand for.

    An edge that a document asserts is concluded too if it also follows from others.
    """

    applications: dict[Rule, list[tuple[str, ...]]]

    def __iter__(self) -> Iterator[Derivation]:
        """Iterate over all derivations."""
        for rule, rows in self.applications.items():
            conclusion, *premises = map(_Pattern(rule).place, (rule.conclusion, *rule.premises))
            for row in rows:
                yield Derivation(rule, _fill(conclusion, row), tuple(_fill(premise, row) for premise in premises))

    def proofs(self) -> dict[Edge, tuple[Derivation, ...]]:
        """Return the concluded edges, sorted, each with all its derivations."""
        found: dict[Edge, list[Derivation]] = {}
        for derivation in self:
            found.setdefault(derivation.conclusion, []).append(derivation)
        return {edge: tuple(sorted(found[edge], key=_order)) for edge in sorted(found)}

    def quads(self) -> Iterator[str]:
        """Write edges, derivations, and the rules that they apply, as lines of N-Quads, each once and unsorted."""
        nodes: dict[Edge, str] = {}
        concluded: set[Edge] = set()
        for derivation in self:
            yield from _derivation_quads(derivation, nodes)
            concluded.add(derivation.conclusion)
        for edge in concluded:
            yield _quad(iri(edge.subject), iri(edge.relation), iri(edge.object))
        for edge, node in nodes.items():
            yield _quad(node, curie("rdf:type"), curie("pg:Edge"))
            yield _quad(node, curie("pg:subject"), iri(edge.subject))
            yield _quad(node, curie("pg:predicate"), iri(edge.relation))
            yield _quad(node, curie("pg:object"), iri(edge.object))
        for rule, rows in self.applications.items():
            if rows:
                yield from _rule_quads(rule)


def close(
    edges: Iterable[tuple[str, str, str]], classes: Iterable[tuple[str, str]], rules: Sequence[Rule] | None = None
) -> Closure:
    """Return what follows from the edges; `classes` are pairs of a thing's IRI and the IRI of a class that it is in.

    Edges of relations that no rule has for a premise are of no consequence and do no harm.
    """
    store = ox.Store()
    store.bulk_extend(ox.Quad(*map(ox.NamedNode, edge)) for edge in edges)
    store.bulk_extend(ox.Quad(ox.NamedNode(thing), _TYPE, ox.NamedNode(class_)) for thing, class_ in classes)
    return _run(compile_rules() if rules is None else rules, store)


def close_quads(lines: Iterable[str], rules: Sequence[Rule] | None = None) -> Closure:
    """Return what follows from the edges of a graph in N-Quads, those of its documents and of its vocabulary.

    An inferred graph among the lines is no premise.
    """
    rules = compile_rules() if rules is None else rules
    whole, store, inferred = ox.Store(), ox.Store(), ox.NamedNode(INFERRED)
    whole.bulk_load("\n".join(lines), format=ox.RdfFormat.N_QUADS)
    for relation in sorted({step.relation for rule in rules for step in rule.premises}):
        found = whole.quads_for_pattern(None, ox.NamedNode(term_iri(relation)), None)
        store.bulk_extend(ox.Quad(q.subject, q.predicate, q.object) for q in found if q.graph_name != inferred)
    for class_ in sorted({guard.kind for rule in rules for guard in rule.guards}):
        found = whole.quads_for_pattern(None, _TYPE, ox.NamedNode(term_iri(class_)))
        store.bulk_extend(ox.Quad(q.subject, q.predicate, q.object) for q in found)
    return _run(rules, store)


def _run(rules: Sequence[Rule], store: ox.Store) -> Closure:
    used = {step.relation for rule in rules for step in rule.premises}
    applications: dict[Rule, list[tuple[str, ...]]] = {}
    for rule in rules:
        rows = _extend(rule, store) if rule.form is Form.TRANSITIVE else _select(rule, store)
        if rule.conclusion.relation in used:
            subject, relation, object_ = _Pattern(rule).place(rule.conclusion)
            pairs = {(row[subject], row[object_]) for row in rows}
            link = ox.NamedNode(relation)
            store.bulk_extend(ox.Quad(ox.NamedNode(start), link, ox.NamedNode(end)) for start, end in pairs)
        applications[rule] = rows
    return Closure(applications)


def _select(rule: Rule, store: ox.Store) -> list[tuple[str, ...]]:
    """Apply a rule to all edges that there are."""
    names = " ".join(f"?{variable}" for variable in rule.variables)
    solutions = store.query(f"SELECT {names} {{ {rule.where} }}", prefixes={"pg": PG})
    assert isinstance(solutions, ox.QuerySolutions)  # noqa: S101  # a SELECT has no other answer
    shared: dict[str, str] = {}
    return [tuple(shared.setdefault(term.value, term.value) for term in row) for row in solutions]


def _extend(rule: Rule, store: ox.Store) -> list[tuple[str, ...]]:
    """Apply transitivity: put each of the relation's own edges before each edge that starts where it ends.

    In a circle an edge would also follow from itself and a step that goes nowhere; that is no proof of it.
    """
    relation = ox.NamedNode(term_iri(rule.conclusion.relation))
    known: set[tuple[str, str]] = set()
    before: dict[str, list[str]] = {}
    for found in store.quads_for_pattern(None, relation, None):
        if isinstance(found.subject, ox.NamedNode) and isinstance(found.object, ox.NamedNode):
            known.add((found.subject.value, found.object.value))
            before.setdefault(found.object.value, []).append(found.subject.value)
    rows: list[tuple[str, ...]] = []
    waiting = list(known)
    while waiting:
        middle, end = waiting.pop()
        for start in before.get(middle, ()):
            if start in (middle, end) or middle == end:
                continue
            rows.append((start, middle, end))
            if (start, end) not in known:
                known.add((start, end))
                waiting.append((start, end))
    return rows


class _Pattern:
    """Where the parts of a rule's edges stand in a row of its applications."""

    def __init__(self, rule: Rule) -> None:
        self._position = {variable: position for position, variable in enumerate(rule.variables)}

    def place(self, step: Step) -> tuple[int, str, int]:
        return self._position[step.subject], str(term_iri(step.relation)), self._position[step.object]


def _fill(place: tuple[int, str, int], row: tuple[str, ...]) -> Edge:
    subject, relation, object_ = place
    return Edge(row[subject], relation, row[object_])


def _derivation_quads(derivation: Derivation, nodes: dict[Edge, str]) -> Iterator[str]:
    node = iri(derivation.iri)
    yield _quad(node, curie("rdf:type"), curie("pg:Derivation"))
    yield _quad(node, curie("pg:appliesRule"), iri(derivation.rule.iri))
    yield _quad(node, curie("pg:conclusion"), _node(derivation.conclusion, nodes))
    for premise in derivation.premises:
        yield _quad(node, curie("pg:premise"), _node(premise, nodes))


def _rule_quads(rule: Rule) -> Iterator[str]:
    node = iri(rule.iri)
    yield _quad(node, curie("rdf:type"), curie("pg:Rule"))
    yield _quad(node, curie("rdfs:label"), text(rule.id))
    yield _quad(node, curie("pg:axiom"), text(rule.axiom))
    yield _quad(node, curie("pg:construct"), text(rule.construct))


def _node(edge: Edge, nodes: dict[Edge, str]) -> str:
    if edge not in nodes:
        nodes[edge] = iri(edge.iri)
    return nodes[edge]


def _quad(subject: str, predicate: str, object_: str) -> str:
    return quad(subject, predicate, object_, iri(INFERRED))


def _order(derivation: Derivation) -> tuple[str, tuple[Edge, ...]]:
    return derivation.rule.id, derivation.premises


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\t".join(parts).encode()).hexdigest()[:20]
