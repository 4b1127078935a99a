"""The relations of the ontology: how each reads forwards and backwards, and what it means."""

from __future__ import annotations

import re
from dataclasses import dataclass

from paingraph.ontology.namespaces import PG, PREFIXES
from paingraph.queries.store import Store

__all__ = ["Relation", "read_relations", "unnamed"]

_PROLOGUE = "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in ("owl", "pg", "rdfs", "skos"))
_RELATIONS = (
    _PROLOGUE
    + """SELECT DISTINCT ?relation ?label ?inverseLabel ?mirrored ?definition ?symmetric WHERE {
  ?relation pg:standing ?standing ; rdfs:label ?label FILTER(?standing != "technical")
  OPTIONAL { ?relation skos:definition ?definition }
  OPTIONAL { ?relation owl:inverseOf ?mirrored }
  OPTIONAL { ?relation pg:inverseLabel|^owl:inverseOf/rdfs:label ?inverseLabel }
  BIND(EXISTS { ?relation a owl:SymmetricProperty } AS ?symmetric)
} ORDER BY ?relation ?inverseLabel"""
)

#: Relations in the order in which readers ask for them; others follow by name.
_READING_ORDER = [
    "treats",
    "diagnoses",
    "managesCondition",
    "performs",
    "emphasizes",
    "targets",
    "hasPainGenerator",
    "guidedBy",
    "usesSubstance",
    "usesDevice",
    "indicatedAfter",
    "alternativeTo",
    "contraindicatedBy",
    "reliefDuration",
    "repeatInterval",
    "causedBy",
    "associatedWith",
    "requiresCredential",
    "trainingDuration",
    "hasBackgroundIn",
    "subspecialtyOf",
    "collaboratesWith",
    "receivesReferralsFrom",
    "partOf",
    "subtypeOf",
]


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation: its name, how it reads forwards and backwards, and what it means."""

    name: str
    label: str
    inverse_label: str
    definition: str | None
    symmetric: bool = False
    #: The relation that this one is declared to be the inverse of: the same edges, read backwards.
    mirror_of: str | None = None


def read_relations(store: Store) -> dict[str, Relation]:
    """Return the relations that edges may have, by local name, in the order in which readers ask for them."""
    relations: dict[str, Relation] = {}
    for row in store.rows(_RELATIONS):
        iri = row["relation"].value
        if not iri.startswith(PG):
            continue
        name, label = iri.removeprefix(PG), row["label"].value
        symmetric = "symmetric" in row and row["symmetric"].value in ("true", "1")
        inverse = label if symmetric else row["inverseLabel"].value if "inverseLabel" in row else None
        definition = row["definition"].value if "definition" in row else None
        mirrored = row["mirrored"].value.removeprefix(PG) if "mirrored" in row else None
        relations[name] = Relation(name, label, inverse or _reversed(label), definition, symmetric, mirrored)
    order = {name: place for place, name in enumerate(_READING_ORDER)}
    return dict(sorted(relations.items(), key=lambda item: (order.get(item[0], len(order)), item[0])))


def unnamed(name: str) -> Relation:
    """Return a relation that the ontology does not name, in its own words."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()
    return Relation(name, words, _reversed(words), None)


def _reversed(label: str) -> str:
    """Read a relation backwards that the ontology gives no words for: '… can manage this'."""
    return f"… {label} this"
