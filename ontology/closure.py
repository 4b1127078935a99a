"""Rules run on edges until nothing new follows, with every derivation kept.

The rules come in an order in which each is complete after one run (see `rules`); only transitivity is repeated, each
time on the edges that the last time brought (semi-naive evaluation). They run as SPARQL on a store in memory.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import pyoxigraph as ox

from paingraph.ontology.namespaces import DERIVATION, EDGE, GRAPH, PG, PREFIXES, Iri, term_iri
from paingraph.ontology.nquads import curie, iri, quad, text
from paingraph.ontology.rules import Form, Rule, compile_rules

__all__ = ["INFERRED", "Closure", "Derivation", "Edge", "close", "close_quads"]

#: The named graph of everything concluded.
INFERRED = Iri(GRAPH + "inferred")

#: Graphs of the scratch store: a relation's edges before transitivity, and those that the last round brought.
_BASE, _LAST = ox.NamedNode("urn:paingraph:base"), ox.NamedNode("urn:paingraph:last")
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
        return Iri(
            DERIVATION + _digest((self.rule.id, *self.conclusion, *(part for edge in self.premises for part in edge)))
        )


@dataclass(frozen=True, slots=True)
class Closure:
    """What follows: for each concluded edge all its derivations, in a fixed order.

    An edge that a document asserts too appears here if it also follows from others.
    """

    rules: tuple[Rule, ...] = ()
    derivations: Mapping[Edge, Sequence[Derivation]] = field(default_factory=dict)

    @property
    def edges(self) -> Iterable[Edge]:
        """The concluded edges, sorted."""
        return self.derivations.keys()

    def quads(self) -> Iterator[str]:
        """Write edges, derivations and the rules that they apply as lines of N-Quads, unsorted."""
        graph = iri(INFERRED)
        named: dict[Edge, str] = {}
        used: dict[Rule, str] = {}
        for conclusion, derivations in self.derivations.items():
            yield quad(iri(conclusion.subject), iri(conclusion.relation), iri(conclusion.object), graph)
            target = _named(conclusion, named)
            for derivation in derivations:
                node = iri(derivation.iri)
                rule = used.setdefault(derivation.rule, iri(derivation.rule.iri))
                yield quad(node, curie("rdf:type"), curie("pg:Derivation"), graph)
                yield quad(node, curie("pg:appliesRule"), rule, graph)
                yield quad(node, curie("pg:conclusion"), target, graph)
                for premise in derivation.premises:
                    yield quad(node, curie("pg:premise"), _named(premise, named), graph)
        for edge, node in named.items():
            yield quad(node, curie("rdf:type"), curie("pg:Edge"), graph)
            yield quad(node, curie("pg:subject"), iri(edge.subject), graph)
            yield quad(node, curie("pg:predicate"), iri(edge.relation), graph)
            yield quad(node, curie("pg:object"), iri(edge.object), graph)
        for rule_, node in used.items():
            yield quad(node, curie("rdf:type"), curie("pg:Rule"), graph)
            yield quad(node, curie("rdfs:label"), text(rule_.id), graph)
            yield quad(node, curie("pg:axiom"), text(rule_.axiom), graph)
            yield quad(node, curie("pg:construct"), text(rule_.construct), graph)


def close(
    edges: Iterable[tuple[str, str, str]], classes: Iterable[tuple[str, str]], rules: Sequence[Rule] | None = None
) -> Closure:
    """Return what follows from the edges; `classes` are pairs of a thing's IRI and the IRI of a class that it is in.

    Edges of relations that no rule has for a premise are of no consequence and do no harm.
    """
    store = ox.Store()
    store.bulk_extend(_quads(map(Edge._make, edges), ox.DefaultGraph()))
    store.bulk_extend(ox.Quad(ox.NamedNode(thing), _TYPE, ox.NamedNode(class_)) for thing, class_ in classes)
    return _run(tuple(compile_rules() if rules is None else rules), store)


def close_quads(lines: Iterable[str], rules: Sequence[Rule] | None = None) -> Closure:
    """Return what follows from the edges of a graph in N-Quads, those of its documents and of its vocabulary.

    An inferred graph among the lines is no premise.
    """
    rules = tuple(compile_rules() if rules is None else rules)
    whole, store, inferred = ox.Store(), ox.Store(), ox.NamedNode(INFERRED)
    whole.bulk_load("\n".join(lines), format=ox.RdfFormat.N_QUADS)
    for relation in sorted({step.relation for rule in rules for step in rule.premises}):
        found = whole.quads_for_pattern(None, ox.NamedNode(term_iri(relation)), None)
        store.bulk_extend(ox.Quad(q.subject, q.predicate, q.object) for q in found if q.graph_name != inferred)
    for kind in sorted({guard.kind for rule in rules for guard in rule.guards}):
        found = whole.quads_for_pattern(None, _TYPE, ox.NamedNode(term_iri(kind)))
        store.bulk_extend(ox.Quad(q.subject, q.predicate, q.object) for q in found)
    return _run(rules, store)


def _run(rules: tuple[Rule, ...], store: ox.Store) -> Closure:
    derivations: dict[Edge, list[Derivation]] = {}
    for rule in rules:
        rounds = _repeatedly if rule.form is Form.TRANSITIVE else _once
        for derivation in rounds(rule, store):
            derivations.setdefault(derivation.conclusion, []).append(derivation)
    ordered = {edge: tuple(sorted(derivations[edge], key=_order)) for edge in sorted(derivations)}
    return Closure(rules, ordered)


def _once(rule: Rule, store: ox.Store) -> list[Derivation]:
    """Apply a rule to all edges, and add what it concludes."""
    found = list(_apply(rule, store, f"SELECT {_projection(rule)} {{ {rule.where} }}"))
    store.bulk_extend(_quads((derivation.conclusion for derivation in found), ox.DefaultGraph()))
    return found


def _repeatedly(rule: Rule, store: ox.Store) -> list[Derivation]:
    """Apply transitivity to the relation's edges and then to what it has just concluded, until nothing is new.

    Each edge is once among the last ones, so each pair of a first step and a rest is met once.
    """
    first, rest = rule.premises
    relation = ox.NamedNode(term_iri(rule.conclusion.relation))
    new = {_edge(found) for found in store.quads_for_pattern(None, relation, None)}
    store.bulk_extend(_quads(new, _BASE))
    query = f"SELECT {_projection(rule)} {{ GRAPH {_LAST} {{ {rest} }} GRAPH {_BASE} {{ {first} }} }}"
    known, found = set(new), list[Derivation]()
    while new:
        store.bulk_extend(_quads(new, _LAST))
        applied = list(_apply(rule, store, query))
        found += applied
        new = {derivation.conclusion for derivation in applied} - known
        known |= new
        store.remove_graph(_LAST)
    store.remove_graph(_BASE)
    store.bulk_extend(_quads(known, ox.DefaultGraph()))
    return found


def _apply(rule: Rule, store: ox.Store, query: str) -> Iterator[Derivation]:
    place = {variable: position for position, variable in enumerate(rule.variables)}
    conclusion, *premises = (
        (place[step.subject], str(term_iri(step.relation)), place[step.object])
        for step in (rule.conclusion, *rule.premises)
    )
    solutions = store.query(query, prefixes={"pg": PG})
    assert isinstance(solutions, ox.QuerySolutions)  # noqa: S101  # a SELECT has no other answer
    for row in solutions:
        values = [_value(term) for term in row]
        yield Derivation(
            rule,
            Edge(values[conclusion[0]], conclusion[1], values[conclusion[2]]),
            tuple(Edge(values[subject], relation, values[object_]) for subject, relation, object_ in premises),
        )


def _edge(found: ox.Quad) -> Edge:
    return Edge(_value(found.subject), found.predicate.value, _value(found.object))


def _value(term: object) -> str:
    """Return an IRI as text; nothing else takes part in rules."""
    assert isinstance(term, ox.NamedNode)  # noqa: S101
    return term.value


def _projection(rule: Rule) -> str:
    return " ".join(f"?{variable}" for variable in rule.variables)


def _quads(edges: Iterable[Edge], graph: ox.NamedNode | ox.DefaultGraph) -> Iterator[ox.Quad]:
    for edge in edges:
        yield ox.Quad(ox.NamedNode(edge.subject), ox.NamedNode(edge.relation), ox.NamedNode(edge.object), graph)


def _order(derivation: Derivation) -> tuple[str, tuple[Edge, ...]]:
    return derivation.rule.id, derivation.premises


def _named(edge: Edge, named: dict[Edge, str]) -> str:
    if edge not in named:
        named[edge] = iri(edge.iri)
    return named[edge]


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\t".join(parts).encode()).hexdigest()[:20]
