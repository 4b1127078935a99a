"""The directory: every entity and relation of a version, read once, so that answers always carry names.

It holds the vocabulary (labels, synonyms, definitions, hierarchy) and how much is said of each entity, but no claim:
those are looked up when they are asked for, however many there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from paingraph.api.kinds import KINDS, KINDS_BY_NAME, Kind
from paingraph.api.parameters import naming
from paingraph.api.relations import Relation, read_relations, unnamed
from paingraph.api.urls import entity_slug
from paingraph.ontology.errors import NotFoundError, PaingraphError
from paingraph.ontology.namespaces import GRAPH, PG, PGID, PREFIXES, Iri, Slug, entity_iri
from paingraph.queries.resolver import Resolver
from paingraph.queries.store import Store

__all__ = ["Directory", "Entry"]

_PROLOGUE = "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in ("owl", "pg", "rdf", "rdfs", "skos"))
_KIND_VALUES = " ".join(f"pg:{kind.name}" for kind in KINDS)

_ENTITIES = (
    _PROLOGUE
    + f"""SELECT DISTINCT ?entity ?kind ?label ?definition ?known WHERE {{
  VALUES ?kind {{ {_KIND_VALUES} }}
  ?entity a ?kind ; skos:prefLabel ?label . OPTIONAL {{ ?entity skos:definition ?definition }}
  OPTIONAL {{ GRAPH <{GRAPH}ontology> {{ ?entity skos:prefLabel ?known }} }}
}}"""
)
_SYNONYMS = _PROLOGUE + "SELECT DISTINCT ?entity ?synonym WHERE { ?entity skos:altLabel ?synonym }"
#: The vocabulary's own hierarchy; what documents say of it are claims like others.
_BROADER = (
    _PROLOGUE
    + f"SELECT DISTINCT ?entity ?broader WHERE {{ GRAPH <{GRAPH}ontology> {{ ?entity pg:subtypeOf ?broader }} }}"
)
_COUNTS = (
    _PROLOGUE
    + """SELECT ?entity (COUNT(DISTINCT ?claim) AS ?claims) (COUNT(DISTINCT ?document) AS ?documents) WHERE {
  ?claim pg:subject|pg:object ?entity ; pg:status "accepted" ; pg:inDocument ?document
} GROUP BY ?entity"""
)
#: Characters of a name that is looked for.
MAX_NAME = 300
#: Two classes that an individual may both have: the one that says more comes first.
_PRECEDENCE = {kind.name: place for place, kind in enumerate(sorted(KINDS, key=lambda k: k.name != "PainGenerator"))}


@dataclass(frozen=True, slots=True)
class Entry:
    """An entity as the vocabulary knows it, and how much the documents say of it."""

    id: Slug
    label: str
    kind: Kind
    synonyms: tuple[str, ...]
    definition: str | None
    broader: tuple[Slug, ...]
    narrower: tuple[Slug, ...]
    #: Accepted claims that speak of it, and documents that make them.
    claims: int
    documents: int
    #: Named by documents alone; a curator has yet to take it into the vocabulary.
    candidate: bool

    @property
    def iri(self) -> Iri:
        """The entity's IRI."""
        return entity_iri(self.id)


class Directory:
    """The entities and relations of one version."""

    def __init__(self, store: Store) -> None:
        self.entries: Mapping[Slug, Entry] = _read_entries(store)
        self.relations: Mapping[str, Relation] = read_relations(store)
        #: Names of the relations that edges are told in; mirrored ones are told as their originals.
        self.forwards = tuple(name for name, relation in self.relations.items() if relation.mirror_of is None)
        #: Place of each relation in the order in which readers ask.
        self.order = {name: place for place, name in enumerate(self.relations)}
        self._resolver = Resolver.of(store)

    def get(self, slug: str) -> Entry | None:
        """Return the entity with a slug, if there is one."""
        return self.entries.get(Slug(slug))

    def of_kind(self, kind: Kind) -> list[Entry]:
        """Return the entities of a kind by label."""
        return [entry for entry in self.entries.values() if entry.kind is kind]

    def below(self, entry: Entry) -> set[Slug]:
        """Return the kinds of an entity by the vocabulary, near and far, without itself."""
        return self._reached(entry, lambda known: known.narrower)

    def above(self, entry: Entry) -> set[Slug]:
        """Return what an entity is a kind of by the vocabulary, near and far, without itself."""
        return self._reached(entry, lambda known: known.broader)

    def _reached(self, entry: Entry, step: Callable[[Entry], Iterable[Slug]]) -> set[Slug]:
        found: set[Slug] = set()
        waiting = list(step(entry))
        while waiting:
            slug = waiting.pop()
            if slug not in found:
                found.add(slug)
                waiting += step(self.entries[slug]) if slug in self.entries else ()
        return found - {entry.id}

    def relation(self, name: str) -> Relation:
        """Return a relation by its local name; an unknown one is named by its words."""
        return self.relations.get(name) or unnamed(name)

    def find(self, name: str, kind: Kind | None = None, *, parameter: str | None = None) -> Entry:
        """Return the entity with a slug, an IRI, a code that is mapped to it, a label or a synonym.

        An error names the `parameter` that holds the name.

        Raises:
            NotFoundError: nothing has that name (with the nearest), or it is of another kind (and which).
            UsageError: several things have that name.
        """
        with naming(parameter):
            entry = self.get(entity_slug(name)) or self._by_code(name) or self._resolved(name)
            if kind is not None and entry.kind is not kind:
                raise NotFoundError(
                    f"{entry.label} is {entry.kind.a}, not {kind.a}.",
                    nearest=[self.hint(entry)],
                    kind=entry.kind.name,
                    expected=kind.name,
                )
            return entry

    def hint(self, entry: Entry) -> dict[str, str]:
        """Return an entity as a suggestion."""
        return {"id": entry.id, "label": entry.label, "kind": entry.kind.name, "iri": entry.iri}

    def suggest(self, error: PaingraphError) -> None:
        """Have an error that gives the nearest entities by slug give them as suggestions."""
        nearest = [self.entries[slug] for slug in error.details.get("nearest", ()) if slug in self.entries]
        error.details["nearest"] = [self.hint(entry) for entry in nearest]

    def _by_code(self, name: str) -> Entry | None:
        """Return the entity that a code of a public terminology, such as MONDO:0005306, is mapped to most closely."""
        if ":" not in name:
            return None
        from paingraph.ontology.sssom import resolve

        return next((self.entries[slug] for slug in resolve(name) if slug in self.entries), None)

    def _resolved(self, name: str) -> Entry:
        try:
            return self.entries[self._resolver.entity(name[:MAX_NAME]).id]
        except PaingraphError as error:
            self.suggest(error)
            raise


def _read_entries(store: Store) -> dict[Slug, Entry]:
    synonyms: defaultdict[str, set[str]] = defaultdict(set)
    broader: defaultdict[str, set[str]] = defaultdict(set)
    narrower: defaultdict[str, set[str]] = defaultdict(set)
    for row in store.rows(_SYNONYMS):
        synonyms[row["entity"].value].add(row["synonym"].value)
    for row in store.rows(_BROADER):
        broader[row["entity"].value].add(row["broader"].value)
        narrower[row["broader"].value].add(row["entity"].value)
    counts = {
        row["entity"].value: (int(row["claims"].value), int(row["documents"].value))
        for row in store.rows(_COUNTS)
        if "entity" in row
    }
    found: dict[str, Entry] = {}
    for row in store.rows(_ENTITIES):
        iri, kind = row["entity"].value, KINDS_BY_NAME[row["kind"].value.removeprefix(PG)]
        if not iri.startswith(PGID) or _says_less(kind, found.get(iri)):
            continue
        found[iri] = Entry(
            Slug(entity_slug(iri)),
            row["label"].value,
            kind,
            tuple(sorted(synonyms[iri], key=lambda name: (name.casefold(), name))),
            row["definition"].value if "definition" in row else None,
            _slugs(broader[iri]),
            _slugs(narrower[iri]),
            *counts.get(iri, (0, 0)),
            candidate="known" not in row,
        )
    return {e.id: e for e in sorted(found.values(), key=lambda e: (e.label.casefold(), e.id))}


def _says_less(kind: Kind, known: Entry | None) -> bool:
    return known is not None and _PRECEDENCE[known.kind.name] < _PRECEDENCE[kind.name]


def _slugs(iris: set[str]) -> tuple[Slug, ...]:
    return tuple(sorted(Slug(entity_slug(iri)) for iri in iris if iri.startswith(PGID)))
