"""What follows from edges: conclusions with every derivation, as values and as lines of the inferred graph.

The rules run as SPARQL (see `fixpoint`), here on a store in memory, and with `close_on` on any other engine.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pyoxigraph as ox

from paingraph.ontology.compilation import compile_rules
from paingraph.ontology.fixpoint import PROLOGUE, Applications, Engine, Row, apply_rules, close_graph, scratch_graph
from paingraph.ontology.namespaces import DERIVATION, EDGE, GRAPH, PREFIXES, Iri, term_iri
from paingraph.ontology.nquads import curie, iri, quad, text
from paingraph.ontology.rules import Rule, Step

__all__ = ["INFERRED", "Closure", "Derivation", "Edge", "close", "close_on", "close_quads"]

#: The named graph of everything concluded.
INFERRED = Iri(GRAPH + "inferred")

_TYPE = PREFIXES["rdf"] + "type"
#: Parts of lines, put together once, because a large closure has tens of millions of lines.
_ENDING = f" <{INFERRED}> ."
_IS_EDGE, _IS_DERIVATION = (f" <{_TYPE}> {curie(class_)}{_ENDING}" for class_ in ("pg:Edge", "pg:Derivation"))
_SUBJECT, _PREDICATE, _OBJECT, _APPLIES, _CONCLUSION, _PREMISE = (
    f" {curie(f'pg:{name}')} " for name in ("subject", "predicate", "object", "appliesRule", "conclusion", "premise")
)


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

    applications: Applications

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
            yield f"<{edge.subject}> <{edge.relation}> <{edge.object}>{_ENDING}"
        for edge, node in nodes.items():
            yield node + _IS_EDGE
            yield f"{node}{_SUBJECT}<{edge.subject}>{_ENDING}"
            yield f"{node}{_PREDICATE}<{edge.relation}>{_ENDING}"
            yield f"{node}{_OBJECT}<{edge.object}>{_ENDING}"
        for rule, rows in self.applications.items():
            if rows:
                yield from _rule_quads(rule)


def close(
    edges: Iterable[tuple[str, str, str]], classes: Iterable[tuple[str, str]], rules: Sequence[Rule] | None = None
) -> Closure:
    """Return what follows from the edges; `classes` are pairs of a thing's IRI and the IRI of a class that it is in.

    Edges of relations that no rule has for a premise are of no consequence and do no harm.
    """
    rules = compile_rules() if rules is None else rules
    relations = {term_iri(step.relation) for rule in rules for step in rule.premises}
    kinds = {term_iri(guard.kind) for rule in rules for guard in rule.guards}
    memory, graph = _Memory(), scratch_graph()
    memory.insert(graph, (edge for edge in edges if edge[1] in relations))
    memory.insert(graph, ((thing, _TYPE, class_) for thing, class_ in classes if class_ in kinds))
    return Closure(close_graph(rules, memory, graph))


def close_quads(lines: Iterable[str], rules: Sequence[Rule] | None = None) -> Closure:
    """Return what follows from the edges of a graph in N-Quads, those of its documents and of its vocabulary.

    An inferred graph among the lines is no premise.
    """
    memory = _Memory()
    memory.load(lines)
    return close_on(memory, rules)


def close_on(engine: Engine, rules: Sequence[Rule] | None = None) -> Closure:
    """Return what follows from the documents and the vocabulary that an engine holds."""
    return Closure(apply_rules(compile_rules() if rules is None else rules, engine))


class _Memory:
    """Oxigraph in memory, as an engine that rules run on."""

    def __init__(self) -> None:
        self._store = ox.Store()
        self._shared: dict[str, str] = {}

    def load(self, lines: Iterable[str]) -> None:
        self._store.bulk_load("\n".join(lines), format=ox.RdfFormat.N_QUADS)

    def select(self, variables: Sequence[str], where: str) -> list[Row]:
        names = " ".join(f"?{variable}" for variable in variables)
        solutions = self._store.query(f"{PROLOGUE}SELECT {names} {{ {where} }}")
        assert isinstance(solutions, ox.QuerySolutions)  # a SELECT has no other answer
        share = self._shared.setdefault  # a thing is one string, in however many rows
        return [tuple([share(name := term.value, name) for term in solution]) for solution in solutions]

    def update(self, update: str) -> None:
        self._store.update(update)

    def insert(self, graph: Iri, edges: Iterable[tuple[str, str, str]]) -> None:
        node, name = ox.NamedNode, ox.NamedNode(graph)
        self._store.bulk_extend(ox.Quad(node(s), node(p), node(o), name) for s, p, o in edges)


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
    yield node + _IS_DERIVATION
    yield f"{node}{_APPLIES}<{derivation.rule.iri}>{_ENDING}"
    yield f"{node}{_CONCLUSION}{_node(derivation.conclusion, nodes)}{_ENDING}"
    for premise in derivation.premises:
        yield f"{node}{_PREMISE}{_node(premise, nodes)}{_ENDING}"


def _rule_quads(rule: Rule) -> Iterator[str]:
    node, graph = iri(rule.iri), iri(INFERRED)
    yield quad(node, curie("rdf:type"), curie("pg:Rule"), graph)
    yield quad(node, curie("rdfs:label"), text(rule.id), graph)
    yield quad(node, curie("pg:axiom"), text(rule.axiom), graph)
    yield quad(node, curie("pg:construct"), text(rule.construct), graph)


def _node(edge: Edge, nodes: dict[Edge, str]) -> str:
    if edge not in nodes:
        nodes[edge] = iri(edge.iri)
    return nodes[edge]


def _order(derivation: Derivation) -> tuple[str, tuple[Edge, ...]]:
    return derivation.rule.id, derivation.premises


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\t".join(parts).encode()).hexdigest()[:20]
