"""Names of things, as people write them: slug, IRI, label, synonym or code, resolved to one thing."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import ClassVar
from weakref import WeakKeyDictionary

from paingraph.ontology.english import did_you_mean, either, with_article
from paingraph.ontology.errors import NotFoundError, UsageError
from paingraph.ontology.library import KINDS
from paingraph.ontology.namespaces import DOCUMENT, GRAPH, PG, PGID, PREFIXES, Iri, Slug
from paingraph.queries.store import Row, Rows

__all__ = ["NamedThing", "Resolver", "kind_label"]

#: Kinds that are unions of others.
UNIONS = {"Intervention": ("Procedure", "Therapy")}
#: How much a nearest match must look like what was asked for, from 0 to 1.
_LIKENESS = 0.65
#: How many nearest matches an error lists.
_NEAREST = 5

_PREFERRED = PREFIXES["skos"] + "prefLabel"
_EXACT = PREFIXES["skos"] + "exactMatch"
_ENTITIES = f"""
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?entity ?class ?property ?label {{
  ?entity a skos:Concept ; a ?class ; ?property ?label .
  VALUES ?property {{ skos:prefLabel skos:altLabel }}
  FILTER(STRSTARTS(STR(?entity), "{PGID}") && STRSTARTS(STR(?class), "{PG}"))
}} ORDER BY ?entity ?class ?label
"""
#: A code of a public terminology names what matches it exactly, and for want of that, closely; by our mappings alone.
_CODES = f"""
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?entity ?code ?match {{
  VALUES ?match {{ skos:exactMatch skos:closeMatch }}
  GRAPH <{GRAPH}mappings> {{ ?entity ?match ?object . ?object skos:notation ?code }}
  FILTER(STRSTARTS(STR(?entity), "{PGID}"))
}} ORDER BY ?code ?match ?entity
"""
_DOCUMENTS = f"""
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?entity ?label {{
  ?entity a <{PG}Document> OPTIONAL {{ ?entity rdfs:label ?label }}
}} ORDER BY ?entity ?label
"""
_RELATIONS = f"""
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?entity ?label {{
  ?entity <{PG}standing> ?standing ; rdfs:label ?label FILTER(?standing != "technical")
}} ORDER BY ?entity ?label
"""


@dataclass(frozen=True, slots=True)
class NamedThing:
    """An entity, document or relation: its IRI, the last segment of it, its label, its kinds, and its other names."""

    iri: Iri
    id: Slug
    label: str
    kinds: frozenset[str]
    synonyms: tuple[str, ...] = ()


def kind_label(kind: str) -> str:
    """Return the local name of a class in words: 'pain generator'."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind).lower()


class Resolver:
    """Finds the one thing that a name means; reads all names from a store once."""

    _known: ClassVar[WeakKeyDictionary[Rows, Resolver]] = WeakKeyDictionary()

    def __init__(self, store: Rows) -> None:
        self._entities = _Index(_entities(store.rows(_ENTITIES)), PGID)
        self._codes = _codes(store.rows(_CODES))
        self._documents = _Index(_labelled(store.rows(_DOCUMENTS), DOCUMENT, "Document"), DOCUMENT)
        self._relations = _Index(_labelled(store.rows(_RELATIONS), PG, "Relation"), PG)

    @classmethod
    def of(cls, store: Rows) -> Resolver:
        """Return the resolver of a store; a store is one version, so its names never change."""
        if store not in cls._known:
            cls._known[store] = cls(store)
        return cls._known[store]

    def entity(self, name: str, kinds: Collection[str] = ()) -> NamedThing:
        """Return the entity that goes by that slug, IRI, label, synonym or code; of one of `kinds`, if any are given.

        Raises:
            NotFoundError: nothing has that name, with the nearest matches.
            UsageError: what has it is of another kind, or several things have it.
        """
        wanted = frozenset(part for kind in kinds for part in UNIONS.get(kind, (kind,)))
        found = self._entities.find(name) or [
            thing for slug in self._codes.get(name.strip().casefold(), ()) for thing in self._entities.find(slug)
        ]
        fitting = [thing for thing in found if not wanted or wanted & thing.kinds]
        if len(fitting) == 1:
            return fitting[0]
        expected = either(kind_label(kind) for kind in kinds) or "entity"
        if fitting:
            raise UsageError(
                f"'{name}' may mean {either(thing.label for thing in fitting)}; give one of these.",
                nearest=[thing.id for thing in fitting],
            )
        if found:
            kind = either(sorted(kind_label(kind) for kind in found[0].kinds))
            raise UsageError(f"'{name}' is {with_article(kind)}, not {with_article(expected)}.")
        raise _unknown(expected, name, self._entities.nearest(name, wanted))

    def document(self, name: str) -> NamedThing:
        """Return the document with that id, IRI or title; NotFoundError with the nearest matches."""
        return self._documents.only(name, "document")

    def relation(self, name: str) -> NamedThing:
        """Return the relation with that local name, `pg:` name, IRI or label; NotFoundError with the nearest."""
        return self._relations.only(name.removeprefix("pg:"), "relation")


class _Index:
    """Things by all their names; earlier ways of naming win over later ones."""

    def __init__(self, things: Iterable[NamedThing], base: str) -> None:
        self._base = base
        self._by_id: dict[str, NamedThing] = {}
        self._by_label: defaultdict[str, list[NamedThing]] = defaultdict(list)
        self._by_synonym: defaultdict[str, list[NamedThing]] = defaultdict(list)
        for thing in things:
            self._by_id[thing.id] = thing
            self._by_label[_plain(thing.label)].append(thing)
            for synonym in thing.synonyms:
                self._by_synonym[_plain(synonym)].append(thing)

    def find(self, name: str) -> list[NamedThing]:
        """Return what has that name, by the first way of naming that has an answer."""
        name = name.strip()
        exact = self._by_id.get(name.removeprefix(self._base).removeprefix("pgid:"))
        if exact:
            return [exact]
        return self._by_label.get(_plain(name)) or self._by_synonym.get(_plain(name)) or []

    def nearest(self, name: str, kinds: Collection[str] = ()) -> list[NamedThing]:
        """Return the things whose names look most like it, those of the wanted kinds alone."""
        names = [*self._by_label, *self._by_synonym]
        near = difflib.get_close_matches(_plain(name), names, n=4 * _NEAREST, cutoff=_LIKENESS)
        things = [thing for match in near for thing in (*self._by_label[match], *self._by_synonym[match])]
        return list(dict.fromkeys(thing for thing in things if not kinds or thing.kinds & {*kinds}))[:_NEAREST]

    def only(self, name: str, what: str) -> NamedThing:
        """Return the one thing with that name."""
        found = self.find(name)
        if not found:
            raise _unknown(what, name, self.nearest(name))
        return found[0]


def _entities(rows: list[Row]) -> Iterable[NamedThing]:
    names: dict[str, tuple[set[str], set[str], set[str]]] = {}
    for row in rows:
        kinds, labels, synonyms = names.setdefault(row["entity"].value, (set(), set(), set()))
        kinds |= {row["class"].value.removeprefix(PG)}.intersection(KINDS)
        (labels if row["property"].value == _PREFERRED else synonyms).add(row["label"].value)
    for iri, (kinds, labels, synonyms) in names.items():
        slug = Slug(iri.removeprefix(PGID))
        label = min(labels, default=slug.replace("-", " "))
        yield NamedThing(Iri(iri), slug, label, frozenset(kinds), tuple(sorted((labels | synonyms) - {label})))


def _codes(rows: list[Row]) -> dict[str, list[str]]:
    """Return the slugs by code; the closest way of matching that a code has wins."""
    codes: dict[str, dict[str, list[str]]] = {}
    for row in rows:
        by_match = codes.setdefault(row["code"].value.casefold(), {})
        by_match.setdefault(row["match"].value, []).append(row["entity"].value.removeprefix(PGID))
    return {code: by_match.get(_EXACT) or next(iter(by_match.values())) for code, by_match in codes.items()}


def _labelled(rows: list[Row], base: str, kind: str) -> Iterable[NamedThing]:
    for row in rows:
        iri = row["entity"].value
        label = row["label"].value if "label" in row else iri.removeprefix(base)
        yield NamedThing(Iri(iri), Slug(iri.removeprefix(base)), label, frozenset({kind}))


def _unknown(what: str, name: str, nearest: list[NamedThing]) -> NotFoundError:
    hint = did_you_mean(thing.label for thing in nearest)
    shown = name if len(name) <= 80 else name[:79] + "…"
    return NotFoundError(f"There is no {what} '{shown}'.{hint}", nearest=[thing.id for thing in nearest])


def _plain(name: str) -> str:
    """Fold what does not tell names apart: case, hyphens, apostrophes, runs of blanks."""
    return " ".join(re.sub(r"[-‐‑–_/]", " ", name.casefold().replace("’", "'")).split())
