"""Derivations read from the store: which edges follow from which, by which rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from paingraph.api.urls import entity_slug
from paingraph.ontology.namespaces import GRAPH, PG, PREFIXES, Iri, entity_iri, term_iri
from paingraph.queries.store import Row, Store, Term

__all__ = ["Derivation", "Derivations", "Triplet"]

#: Derivations that are kept at hand; more are asked for when they are needed.
AT_HAND = 100_000

_PROLOGUE = "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in ("pg", "rdfs"))
_DERIVATIONS = (
    _PROLOGUE
    + """SELECT ?derivation ?rule ?axiom ?subject ?relation ?object ?from ?by ?to WHERE {
  ?derivation a pg:Derivation ; pg:appliesRule ?applied ; pg:conclusion ?conclusion ; pg:premise ?premise .
  ?applied rdfs:label ?rule ; pg:axiom ?axiom .
  ?conclusion pg:subject ?subject ; pg:predicate ?relation ; pg:object ?object .
  ?premise pg:subject ?from ; pg:predicate ?by ; pg:object ?to .
} ORDER BY ?derivation ?from ?by ?to"""
)
_COUNT = _PROLOGUE + "SELECT (COUNT(?derivation) AS ?derivations) WHERE { ?derivation a pg:Derivation }"
_VOCABULARY = (
    _PROLOGUE
    + f"""SELECT DISTINCT ?subject ?relation ?object WHERE {{
  VALUES ?relation {{ pg:subtypeOf pg:partOf }}
  GRAPH <{GRAPH}ontology> {{ ?subject ?relation ?object }}
}}"""
)


class Triplet(NamedTuple):
    """An edge between entities by their slugs, with the relation's local name."""

    subject: str
    relation: str
    object: str


@dataclass(frozen=True, slots=True)
class Derivation:
    """One application of a rule; `axiom` is what the rule was compiled from."""

    iri: Iri
    rule: str
    axiom: str
    conclusion: Triplet
    premises: tuple[Triplet, ...]


class Derivations:
    """The derivations of one version, by conclusion."""

    def __init__(self, store: Store, at_hand: int = AT_HAND) -> None:
        self._store = store
        self._kept: Mapping[Triplet, list[Derivation]] | None = None
        if int(store.rows(_COUNT)[0]["derivations"].value) <= at_hand:
            kept: defaultdict[Triplet, list[Derivation]] = defaultdict(list)
            for derivation in _read(store.rows(_DERIVATIONS)):
                kept[derivation.conclusion].append(derivation)
            self._kept = dict(kept)
        #: Edges that the vocabulary itself states: they need no document.
        self.vocabulary = frozenset(_triplet(row, "subject", "relation", "object") for row in store.rows(_VOCABULARY))

    def of(self, edge: Triplet) -> list[Derivation]:
        """Return every derivation of an edge."""
        if self._kept is not None:
            return self._kept.get(edge, [])
        ends = {"subject": Term(entity_iri(edge.subject)), "object": Term(entity_iri(edge.object))}
        return list(_read(self._store.rows(_DERIVATIONS, relation=Term(term_iri(edge.relation)), **ends)))


def _read(rows: Iterable[Row]) -> Iterable[Derivation]:
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row["derivation"].value, []).append(row)
    for iri, found in grouped.items():
        conclusion = _triplet(found[0], "subject", "relation", "object")
        premises = [_triplet(row, "from", "by", "to") for row in found]
        yield Derivation(
            Iri(iri),
            found[0]["rule"].value,
            found[0]["axiom"].value,
            conclusion,
            _chained(conclusion.subject, premises),
        )


def _chained(start: str, premises: list[Triplet]) -> tuple[Triplet, ...]:
    """Put premises in the order in which they lead from the conclusion's subject to its object."""
    chain: list[Triplet] = []
    rest = list(premises)
    here = start
    while rest:
        following = next((edge for edge in rest if here in (edge.subject, edge.object)), rest[0])
        rest.remove(following)
        chain.append(following)
        here = following.object if following.subject == here else following.subject
    return tuple(chain)


def _triplet(row: Row, subject: str, relation: str, object_: str) -> Triplet:
    return Triplet(
        entity_slug(row[subject].value), row[relation].value.removeprefix(PG), entity_slug(row[object_].value)
    )
