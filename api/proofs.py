"""Proofs: why an edge holds, as trees that end in the claims of documents; and what it would take to lose it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from paingraph.api.derivations import Derivation, Derivations, Triplet
from paingraph.api.edges import Edges
from paingraph.api.resources import ClaimAnswer

__all__ = ["Ground", "Proof", "Proofs"]

#: Rules applied one above the other in a tree.
MAX_DEPTH = 12
#: Proofs that are told of a premise; the conclusion itself has all of its own.
PROOFS_OF_PREMISE = 3
#: Sets of documents that are kept for one edge while the smallest are sought.
MAX_SETS = 64
#: Edges that the search for the smallest sets looks at.
MAX_EDGES = 2_000

_Sets = frozenset[frozenset[str]]


@dataclass(frozen=True, slots=True)
class Ground:
    """An edge and what it rests on: claims, the vocabulary, or proofs; `omitted` counts proofs that are not told."""

    edge: Triplet
    claims: tuple[ClaimAnswer, ...]
    vocabulary: bool
    proofs: tuple[Proof, ...]
    omitted: int

    @property
    def holds(self) -> bool:
        """Tell whether the edge rests on anything."""
        return bool(self.claims or self.vocabulary or self.proofs)


@dataclass(frozen=True, slots=True)
class Proof:
    """One application of a rule, with what its premises rest on."""

    derivation: Derivation
    premises: tuple[Ground, ...]


class Proofs:
    """Explains the edges of one version."""

    def __init__(self, edges: Edges, derivations: Derivations) -> None:
        self._edges = edges
        self._derivations = derivations

    def ground(self, edge: Triplet, limit: int) -> Ground:
        """Return what an edge rests on, with at most `limit` proofs."""
        return self._ground(edge, limit, frozenset())

    def support_sets(self, edge: Triplet) -> list[list[str]]:
        """Return the smallest sets of documents any one of which keeps the edge true; an empty one needs none."""
        reachable = self._reachable(edge)
        sets: dict[Triplet, _Sets] = {found: self._own_sets(found) for found in reachable}
        changed = True
        while changed:
            changed = False
            for found, derivations in reachable.items():
                grown = sets[found]
                for derivation in derivations:
                    grown = _smallest(grown | _joint(sets.get(p, frozenset()) for p in derivation.premises))
                if grown != sets[found]:
                    sets[found], changed = grown, True
        return sorted((sorted(documents) for documents in sets[edge]), key=lambda s: (len(s), s))

    def _ground(self, edge: Triplet, limit: int, above: frozenset[Triplet]) -> Ground:
        claims, vocabulary = self._said(edge), edge in self._derivations.vocabulary
        derivations = [d for d in self._derivations.of(edge) if not above.intersection((*d.premises, edge))]
        told: list[Proof] = []
        if len(above) < MAX_DEPTH:
            for derivation in sorted(derivations, key=lambda d: (len(d.premises), d.rule, d.iri))[:limit]:
                premises = tuple(
                    self._ground(premise, 0 if self._said(premise) else PROOFS_OF_PREMISE, above | {edge})
                    for premise in derivation.premises
                )
                if all(premise.holds for premise in premises):
                    told.append(Proof(derivation, premises))
        return Ground(edge, claims, vocabulary, tuple(told), len(derivations) - len(told))

    def _said(self, edge: Triplet) -> tuple[ClaimAnswer, ...]:
        """Return the claims that assert an edge in this very direction."""
        found = self._edges.between(*edge)
        if found is None:
            return ()
        return tuple(
            claim
            for claim in found.supporting
            if (claim["subject"]["id"], claim["predicate"], claim["object"].get("id")) == edge
        )

    def _reachable(self, edge: Triplet) -> dict[Triplet, list[Derivation]]:
        found: dict[Triplet, list[Derivation]] = {}
        waiting = [edge]
        while waiting and len(found) < MAX_EDGES:
            here = waiting.pop()
            if here not in found:
                found[here] = self._derivations.of(here)
                waiting += [premise for derivation in found[here] for premise in derivation.premises]
        return found

    def _own_sets(self, edge: Triplet) -> _Sets:
        if edge in self._derivations.vocabulary:
            return frozenset([frozenset()])
        return frozenset(frozenset([claim["document"]]) for claim in self._said(edge))


def _joint(sides: Iterable[_Sets]) -> _Sets:
    """Return the sets that satisfy every premise: one of each, joined."""
    joined: _Sets = frozenset([frozenset()])
    for side in sides:
        joined = _smallest(frozenset(one | other for one in joined for other in side))
    return joined


def _smallest(sets: _Sets) -> _Sets:
    """Leave out every set that holds another, and all but the smallest if they are too many."""
    kept: list[frozenset[str]] = []
    for candidate in sorted(sets, key=lambda s: (len(s), sorted(s))):
        if len(kept) < MAX_SETS and not any(smaller <= candidate for smaller in kept):
            kept.append(candidate)
    return frozenset(kept)
