"""Mappings: what public terminologies call an entity."""

from __future__ import annotations

from collections import defaultdict
from difflib import get_close_matches

from paingraph.api.resources import MappingAnswer
from paingraph.api.urls import entity_slug
from paingraph.ontology.english import did_you_mean
from paingraph.ontology.errors import UsageError
from paingraph.ontology.namespaces import GRAPH, PREFIXES
from paingraph.queries.store import Store

__all__ = ["CLOSENESS", "Mappings"]

_SKOS = PREFIXES["skos"]
_MAPPINGS = f"""PREFIX skos: <{_SKOS}> PREFIX rdfs: <{PREFIXES["rdfs"]}>
SELECT DISTINCT ?entity ?relation ?object ?code ?label WHERE {{
  VALUES ?relation {{ skos:exactMatch skos:closeMatch skos:narrowMatch skos:broadMatch skos:relatedMatch }}
  GRAPH <{GRAPH}mappings> {{ ?entity ?relation ?object . ?object skos:notation ?code ; rdfs:label ?label }}
}}"""
#: The closest first.
CLOSENESS = ("exactMatch", "closeMatch", "narrowMatch", "broadMatch", "relatedMatch")


class Mappings:
    """The mappings of one version."""

    def __init__(self, store: Store) -> None:
        by_entity: defaultdict[str, list[MappingAnswer]] = defaultdict(list)
        for row in store.rows(_MAPPINGS):
            by_entity[entity_slug(row["entity"].value)].append(
                {
                    "code": row["code"].value,
                    "label": row["label"].value,
                    "iri": row["object"].value,
                    "relation": row["relation"].value.removeprefix(_SKOS),
                }
            )
        for found in by_entity.values():
            found.sort(key=lambda mapping: (CLOSENESS.index(mapping["relation"]), mapping["code"]))
        self._by_entity = dict(by_entity)
        prefixes = sorted({_prefix(mapping) for found in by_entity.values() for mapping in found})
        #: The terminologies that codes are of, by their prefix in lower case.
        self.known_prefixes = {prefix.casefold(): prefix for prefix in prefixes}

    def prefixes(self, slug: str) -> set[str]:
        """Return the prefixes of an entity's codes."""
        return {_prefix(mapping) for mapping in self.of(slug)}

    def prefix(self, given: str) -> str:
        """Return the prefix of a terminology as the codes have it; case does not count.

        Raises:
            UsageError: no code has it; with the nearest.
        """
        known = self.known_prefixes.get(given.casefold())
        if known is None:
            offered = list(self.known_prefixes.values())
            nearest = get_close_matches(given.upper(), offered, n=1, cutoff=0.5)
            raise UsageError(
                f"No code has the prefix {given[:60]!r}.{did_you_mean(nearest)} "
                f"There are {', '.join(offered) or 'none'}.",
                parameter="prefix",
                nearest=nearest,
                known=offered,
            )
        return known

    def of(self, slug: str) -> list[MappingAnswer]:
        """Return the mappings of an entity, the closest first."""
        return self._by_entity.get(slug, [])


def _prefix(mapping: MappingAnswer) -> str:
    return mapping["code"].partition(":")[0]
