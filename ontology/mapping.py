"""Mappings: which concept means what a public terminology means by a code, after the model of SSSOM."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from collections.abc import Mapping as Dict
from dataclasses import dataclass
from typing import NewType

from paingraph.ontology.namespaces import BASE, GRAPH, Iri, Slug, entity_iri
from paingraph.ontology.nquads import curie, decimal, iri, text

__all__ = ["CLOSENESS", "MAPPINGS_GRAPH", "SSSOM", "Curie", "Mapping", "MappingSet"]

#: A code with the prefix of its terminology, such as `MONDO:0005306`.
Curie = NewType("Curie", str)

MAPPINGS_GRAPH = GRAPH + "mappings"
#: Terms of SSSOM.
SSSOM = "https://w3id.org/sssom/"

#: The relations of SKOS that a mapping may use, the closest first.
CLOSENESS = ("skos:exactMatch", "skos:closeMatch", "skos:narrowMatch", "skos:broadMatch", "skos:relatedMatch")
#: Spellings of prefixes that people use beside the one of the file, in lower case and without signs.
_ALIASES = {"icd10": "ICD10CM", "icd": "ICD10CM", "hpo": "HP", "mesh": "MESH", "nci": "NCIT", "do": "DOID"}


@dataclass(frozen=True, slots=True)
class Mapping:
    """One row: the concept, how it relates to the object, and how that is known; `line` counts from 1 in the file."""

    subject: Slug
    subject_label: str
    predicate: str
    object: Curie
    object_label: str
    object_source: Curie
    object_source_version: str
    justification: Curie
    confidence: float
    line: int

    @property
    def iri(self) -> Iri:
        """The mapping's own IRI: a digest of what it says."""
        said = "\t".join((self.subject, self.predicate, self.object))
        return Iri(BASE + "mapping/" + hashlib.sha256(said.encode()).hexdigest()[:20])

    @property
    def closeness(self) -> int:
        """0 for an exact match, more for a looser one."""
        return CLOSENESS.index(self.predicate)


@dataclass(frozen=True, slots=True)
class MappingSet:
    """A mapping file: its header and its rows, in the order of the file."""

    id: Iri
    version: str
    title: str
    description: str
    license: Iri
    prefixes: Dict[str, str]
    mappings: tuple[Mapping, ...]

    def expand(self, code: str) -> Iri:
        """Return the IRI that a code stands for."""
        prefix, _, local = code.partition(":")
        return Iri(self.prefixes[prefix] + local)

    def of(self, slug: str) -> tuple[Mapping, ...]:
        """Return the mappings of a concept, the closest first."""
        found = [mapping for mapping in self.mappings if mapping.subject == slug]
        return tuple(sorted(found, key=lambda mapping: (mapping.closeness, mapping.object)))

    def resolve(self, code: str) -> tuple[Slug, ...]:
        """Return the concepts that a code or an object's IRI is mapped to, the closest first; none for an unknown one.

        Case and signs of the prefix do not count: `mondo:0005306`, `ICD-10-CM:M54.5` and `HPO:0012531` are found.
        """
        wanted = self._code(code.strip())
        found = [mapping for mapping in self.mappings if mapping.object.casefold() == wanted]
        return tuple(
            dict.fromkeys(mapping.subject for mapping in sorted(found, key=lambda m: (m.closeness, m.subject)))
        )

    def _code(self, code: str) -> str:
        """Return a code as the file spells it, in lower case."""
        for prefix, namespace in self.prefixes.items():
            if code.startswith(namespace):
                return f"{prefix}:{code.removeprefix(namespace)}".casefold()
        prefix, colon, local = code.partition(":")
        plain = re.sub(r"[^a-z0-9]", "", prefix.casefold())
        return (_ALIASES.get(plain, plain) + colon + local).casefold()

    def ntriples(self) -> Iterator[str]:
        """Yield the lines of the set: a plain triple for each mapping, its facts, and the facts of the set."""
        if self.description:
            yield f"{iri(self.id)} {curie('dcterms:description')} {text(self.description, 'en')} ."
        for predicate, object_ in (
            (curie("rdf:type"), iri(SSSOM + "MappingSet")),
            (curie("dcterms:title"), text(self.title, "en")),
            (curie("dcterms:license"), iri(self.license)),
            (curie("owl:versionInfo"), text(self.version)),
        ):
            yield f"{iri(self.id)} {predicate} {object_} ."
        for mapping in self.mappings:
            yield from self._triples(mapping)

    def _triples(self, mapping: Mapping) -> Iterator[str]:
        node, object_ = iri(mapping.iri), iri(self.expand(mapping.object))
        subject, predicate = iri(entity_iri(mapping.subject)), curie(mapping.predicate)
        yield f"{subject} {predicate} {object_} ."
        yield f"{object_} {curie('rdfs:label')} {text(mapping.object_label, 'en')} ."
        yield f"{object_} {curie('skos:notation')} {text(mapping.object)} ."
        yield f"{iri(self.id)} <{SSSOM}mappings> {node} ."
        yield f"{node} {curie('rdf:type')} <{SSSOM}Mapping> ."
        yield f"{node} <{SSSOM}subject_id> {subject} ."
        yield f"{node} <{SSSOM}predicate_id> {predicate} ."
        yield f"{node} <{SSSOM}object_id> {object_} ."
        yield f"{node} <{SSSOM}object_source> {iri(self.expand(mapping.object_source))} ."
        yield f"{node} <{SSSOM}object_source_version> {text(mapping.object_source_version)} ."
        yield f"{node} <{SSSOM}mapping_justification> {iri(self.expand(mapping.justification))} ."
        yield f"{node} <{SSSOM}confidence> {decimal(mapping.confidence)} ."
