"""Why not: for an edge that does not hold, the one premise that is missing in the nearest application of a rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from paingraph.api.derivations import Triplet
from paingraph.api.directory import Directory
from paingraph.api.edges import QUALIFIED, Edges
from paingraph.ontology.rules import Form, Rule, Step, compile_rules

__all__ = ["NearMiss", "near_misses"]

#: Applications that are looked at for one rule.
MAX_TRIED = 20_000


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A rule that would conclude the edge, the premises that hold, and the one that is missing."""

    rule: Rule
    held: tuple[Triplet, ...]
    missing: Triplet


def near_misses(edges: Edges, directory: Directory, edge: Triplet, limit: int) -> list[NearMiss]:
    """Return the nearest applications of rules that would conclude an edge, the best supported first."""
    found: list[NearMiss] = []
    for rule in compile_rules():
        if rule.conclusion.relation == edge.relation and rule.form in (Form.CHAIN, Form.SUB_PROPERTY, Form.TRANSITIVE):
            found += _Search(edges, directory, rule).run(edge)
    unique = {(miss.rule.id, miss.missing, miss.held): miss for miss in found}
    return sorted(unique.values(), key=lambda m: (-_weight(edges, m), len(m.held), m.rule.id, m.missing, m.held))[
        :limit
    ]


class _Search:
    """Fills a rule's premises from the ends inwards, with exactly one of them missing."""

    def __init__(self, edges: Edges, directory: Directory, rule: Rule) -> None:
        self._edges = edges
        self._directory = directory
        self._rule = rule
        self._tried = 0

    def run(self, edge: Triplet) -> Iterator[NearMiss]:
        ends = {self._rule.conclusion.subject: edge.subject, self._rule.conclusion.object: edge.object}
        for gap, premise in enumerate(self._rule.premises):
            others = [step for place, step in enumerate(self._rule.premises) if place != gap]
            for filled, held in self._fill(others, ends, ()):
                missing = _named(premise, filled)
                if missing is not None and self._guarded(filled) and not self._holds(missing):
                    yield NearMiss(self._rule, held, missing)

    def _fill(
        self, steps: list[Step], filled: Mapping[str, str], held: tuple[Triplet, ...]
    ) -> Iterator[tuple[Mapping[str, str], tuple[Triplet, ...]]]:
        """Yield the ways to make steps true; each begins at a thing that is known already."""
        step = next((s for s in steps if s.subject in filled or s.object in filled), None)
        if step is None or self._tried > MAX_TRIED:
            if not steps:
                yield filled, held
            return
        rest = [other for other in steps if other is not step]
        for edge in self._edges_of(step, filled):
            self._tried += 1
            yield from self._fill(rest, {**filled, step.subject: edge.subject, step.object: edge.object}, (*held, edge))

    def _edges_of(self, step: Step, filled: Mapping[str, str]) -> Iterator[Triplet]:
        known = filled.get(step.subject) or filled[step.object]
        symmetric = self._directory.relation(step.relation).symmetric
        for edge in self._edges.of(known):
            if edge.relation != step.relation or edge.standing == QUALIFIED or not isinstance(edge.object, str):
                continue
            ways = [(edge.subject, edge.object)] + ([(edge.object, edge.subject)] if symmetric else [])
            for subject, object_ in ways:
                if filled.get(step.subject) in (None, subject) and filled.get(step.object) in (None, object_):
                    yield Triplet(subject, step.relation, object_)

    def _guarded(self, filled: Mapping[str, str]) -> bool:
        for guard in self._rule.guards:
            entry = self._directory.get(filled.get(guard.variable, ""))
            if entry is not None and entry.kind.name != guard.kind:
                return False
        return True

    def _holds(self, edge: Triplet) -> bool:
        found = self._edges.between(*edge)
        return found is not None and found.standing != QUALIFIED


def _named(step: Step, filled: Mapping[str, str]) -> Triplet | None:
    if step.subject in filled and step.object in filled:
        return Triplet(filled[step.subject], step.relation, filled[step.object])
    return None


def _weight(edges: Edges, miss: NearMiss) -> int:
    """Return the documents that support the premises which hold, those of the weakest."""
    counts = [len(found.documents) if (found := edges.between(*edge)) else 0 for edge in miss.held]
    return min(counts, default=0)
