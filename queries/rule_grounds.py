"""Applications of rules that conclude statements, as they are read from a store."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from paingraph.ontology.namespaces import PG, PREFIXES
from paingraph.ontology.rules import Guard, Step
from paingraph.queries.claim_grounds import values
from paingraph.queries.statements import Names, Statement, spoken
from paingraph.queries.store import Store

__all__ = ["Application", "Principle", "read_applications", "read_principles"]

_APPLICATIONS = f"""
PREFIX pg: <{PG}>
SELECT ?subject ?relation ?object ?derivation ?rule ?premise ?premiseSubject ?premiseRelation ?premiseObject {{
  VALUES (?subject ?relation ?object) {{ %s }}
  ?edge pg:subject ?subject ; pg:predicate ?relation ; pg:object ?object .
  ?derivation pg:conclusion ?edge ; pg:appliesRule ?rule ; pg:premise ?premise .
  ?premise pg:subject ?premiseSubject ; pg:predicate ?premiseRelation ; pg:object ?premiseObject .
}}
"""
_PRINCIPLES = f"""
PREFIX pg: <{PG}> PREFIX rdfs: <{PREFIXES["rdfs"]}>
SELECT ?rule ?name ?axiom ?construct {{
  ?rule a pg:Rule ; pg:axiom ?axiom ; pg:construct ?construct ; rdfs:label ?name
}} ORDER BY ?rule
"""
_STEP = re.compile(r"\?(\w+) pg:(\w+) \?(\w+)")
_GUARD = re.compile(r"\?(\w+) a pg:(\w+)")


@dataclass(frozen=True, slots=True)
class Principle:
    """A rule as the graph describes it: its name, the axiom that it came from, and the query that it is."""

    iri: str
    name: str
    axiom: str
    construct: str

    @property
    def conclusion(self) -> Step:
        """What it concludes."""
        return Step(*_STEP.findall(self.construct)[0])

    @property
    def premises(self) -> tuple[Step, ...]:
        """What it concludes from, in the order of the axiom."""
        return tuple(Step(*found) for found in _STEP.findall(self.construct)[1:])

    @property
    def guards(self) -> tuple[Guard, ...]:
        """The kinds that it asks for."""
        return tuple(Guard(*found) for found in _GUARD.findall(self.construct))

    def sentence(self, names: Names) -> str:
        """Say the rule: 'If X performs Y and Y treats Z, then X can manage Z.'."""
        premises = [_said(step, names) for step in self.premises]
        premises += [f"{g.variable.upper()} is of the kind '{names.of(PG + g.kind)}'" for g in self.guards]
        return f"If {' and '.join(premises)}, then {_said(self.conclusion, names)}."


@dataclass(frozen=True, slots=True)
class Application:
    """One application of a rule: all its premises together yield its conclusion."""

    iri: str
    rule: Principle
    conclusion: Statement
    premises: tuple[Statement, ...]


def read_principles(store: Store) -> dict[str, Principle]:
    """Return the rules that the graph describes, by IRI."""
    found: dict[str, Principle] = {}
    for row in store.rows(_PRINCIPLES):
        rule = Principle(*(row[name].value for name in ("rule", "name", "axiom", "construct")))
        found.setdefault(rule.iri, rule)
    return found


def read_applications(
    store: Store, statements: Collection[Statement], principles: Mapping[str, Principle]
) -> dict[Statement, list[Application]]:
    """Return the applications that conclude each statement, those with the fewest premises first."""
    premises: defaultdict[tuple[str, str, Statement], set[Statement]] = defaultdict(set)
    for block in values(statements):
        for row in store.rows(_APPLICATIONS % block):
            conclusion = Statement(row["subject"].value, row["relation"].value, row["object"])
            premise = Statement(row["premiseSubject"].value, row["premiseRelation"].value, row["premiseObject"])
            premises[row["derivation"].value, row["rule"].value, conclusion].add(premise)
    found: defaultdict[Statement, list[Application]] = defaultdict(list)
    for (iri, rule_iri, conclusion), edges in premises.items():
        rule = principles.get(rule_iri) or Principle(rule_iri, rule_iri.rpartition("/")[2], "", "")
        found[conclusion].append(Application(iri, rule, conclusion, _ordered(rule, conclusion, edges)))
    return {statement: sorted(applications, key=_order) for statement, applications in found.items()}


def _order(application: Application) -> tuple[int, str, tuple[Statement, ...]]:
    return len(application.premises), application.rule.name, application.premises


def _ordered(rule: Principle, conclusion: Statement, edges: set[Statement]) -> tuple[Statement, ...]:
    """Put the premises in the order of the rule, which a graph does not keep."""
    known = sorted(edges)
    if not rule.construct:
        return tuple(known)
    ends = {rule.conclusion.subject: conclusion.subject, rule.conclusion.object: conclusion.object.value}
    order = next(_fitting(rule.premises, ends, known), tuple(known))
    return order if set(order) == edges else tuple(known)


def _fitting(
    steps: Sequence[Step], things: Mapping[str, str], edges: Sequence[Statement]
) -> Iterator[tuple[Statement, ...]]:
    if not steps:
        yield ()
        return
    step, *rest = steps
    for edge in edges:
        ends = {step.subject: edge.subject, step.object: edge.object.value}
        fits = edge.relation == PG + step.relation and all(things.get(v, end) == end for v, end in ends.items())
        if fits:
            for later in _fitting(rest, {**things, **ends}, edges):
                yield (edge, *later)


def _said(step: Step, names: Names) -> str:
    return f"{step.subject.upper()} {spoken(names.of(PG + step.relation))} {step.object.upper()}"
