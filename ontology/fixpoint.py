"""Rules run to the fixpoint as SPARQL, on any engine that can hold a graph of ours for a while.

Premises are gathered into a scratch graph, so that the engine's own default graph does not matter and an edge that
many documents state is one premise. The rules come in an order in which each is complete after one run (see `rules`);
only transitivity feeds on what it concludes, and is run semi-naively: each round extends the edges that the round
before has found first. What a rule's variables stand for comes back as rows; these are the derivations. A conclusion
goes into the scratch graph only if a rule can have it for a premise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol
from uuid import uuid4

from paingraph.ontology.namespaces import GRAPH, PG, PREFIXES, Iri, term_iri
from paingraph.ontology.rules import Form, Rule

__all__ = ["PROLOGUE", "Applications", "Engine", "Row", "apply_rules", "close_graph", "drop_scratch", "scratch_graph"]

#: The IRIs that a rule's variables stand for in one application, in their order.
Row = tuple[str, ...]
#: All applications of each rule.
Applications = dict[Rule, list[Row]]

#: What every query and update begins with.
PROLOGUE = f"PREFIX pg: <{PG}> "

_TYPE = f"<{PREFIXES['rdf']}type>"
#: Premises are what documents and the vocabulary say; a graph left behind by a run that was killed is none of them.
_SOURCES = f'FILTER (?g = <{GRAPH}ontology> || STRSTARTS(STR(?g), "{GRAPH}document/"))'


class Engine(Protocol):
    """What rules run on: SPARQL 1.1 Query and Update with named graphs."""

    def select(self, variables: Sequence[str], where: str) -> list[Row]:
        """Return the IRIs that the variables stand for in every solution of a group graph pattern after `PROLOGUE`."""

    def update(self, update: str) -> None:
        """Carry out a request of SPARQL 1.1 Update; it has happened when this returns."""

    def insert(self, graph: Iri, edges: Iterable[tuple[str, str, str]]) -> None:
        """Add edges to a graph, however many."""


def apply_rules(rules: Sequence[Rule], engine: Engine) -> Applications:
    """Apply rules to what documents and vocabulary say in an engine that holds our named graphs.

    The engine's graph stays as it is: scratch graphs are removed, also after an error.
    """
    edges = scratch_graph()
    try:
        engine.update(_gathering(rules, edges))
        return close_graph(rules, engine, edges)
    finally:
        drop_scratch(engine, edges)


def scratch_graph() -> Iri:
    """Return a name for a graph that nobody else uses."""
    return Iri(f"{GRAPH}scratch/{uuid4().hex}")


def drop_scratch(engine: Engine, graph: Iri) -> None:
    """Remove a scratch graph and what the rounds of transitivity have left beside it."""
    engine.update(f"DROP SILENT GRAPH <{graph}> ; DROP SILENT GRAPH <{_frontier(graph)}>")


def close_graph(rules: Sequence[Rule], engine: Engine, edges: Iri) -> Applications:
    """Apply rules to the edges of one graph, which gains the conclusions that are premises again."""
    used = {step.relation for rule in rules for step in rule.premises}
    applications: Applications = {}
    for rule in rules:
        if rule.form is Form.TRANSITIVE:
            applications[rule] = list(_rounds(rule, engine, edges))
            continue
        where = f"GRAPH <{edges}> {{ {rule.where} }}"
        applications[rule] = engine.select(rule.variables, where)
        if rule.conclusion.relation in used:
            engine.update(f"{PROLOGUE}INSERT {{ GRAPH <{edges}> {{ {rule.conclusion} }} }} WHERE {{ {where} }}")
    return applications


def _rounds(rule: Rule, engine: Engine, edges: Iri) -> Iterator[Row]:
    """Put each of the relation's own edges before the edges that start where it ends, longer ones from round to round.

    In a circle an edge would also follow from itself and a step that goes nowhere; that is no proof of it.
    """
    (first, rest), relation = rule.premises, term_iri(rule.conclusion.relation)
    x, y, z = (f"?{variable}" for variable in rule.variables)
    apart = f"{x} != {y} && {y} != {z} && {x} != {z}"
    known = set(engine.select((first.subject, first.object), f"GRAPH <{edges}> {{ {first} }}"))
    waiting, frontier = edges, _frontier(edges)
    concluded: list[Row] = []
    while True:
        where = f"GRAPH <{edges}> {{ {first} }} GRAPH <{waiting}> {{ {rest} }} FILTER ({apart})"
        rows = engine.select(rule.variables, where)
        yield from rows
        found = {(start, end) for start, _, end in rows} - known
        if not found:
            break
        known |= found
        concluded += found
        engine.update(f"DROP SILENT GRAPH <{frontier}>")
        engine.insert(frontier, ((start, relation, end) for start, end in found))
        waiting = frontier
    engine.insert(edges, ((start, relation, end) for start, end in concluded))


def _gathering(rules: Sequence[Rule], graph: Iri) -> str:
    """Return the update that gathers all premises of the rules, and the classes that they ask for."""
    relations = sorted({step.relation for rule in rules for step in rule.premises})
    kinds = sorted({guard.kind for rule in rules for guard in rule.guards})
    return (
        f"INSERT {{ GRAPH <{graph}> {{ ?s ?p ?o }} }} "  # noqa: S608 -- SPARQL, of our own names
        f"WHERE {{ VALUES ?p {{ {_terms(relations)} }} GRAPH ?g {{ ?s ?p ?o }} {_SOURCES} }} ; "
        f"INSERT {{ GRAPH <{graph}> {{ ?s {_TYPE} ?o }} }} "
        f"WHERE {{ VALUES ?o {{ {_terms(kinds)} }} GRAPH ?g {{ ?s {_TYPE} ?o }} {_SOURCES} }}"
    )


def _terms(names: Iterable[str]) -> str:
    return " ".join(f"<{term_iri(name)}>" for name in names)


def _frontier(graph: Iri) -> Iri:
    return Iri(f"{graph}/frontier")
