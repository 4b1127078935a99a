"""Answers about entities and documents: directory, evidence and edges joined into the JSON shapes of the API."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from msgspec import Raw
from msgspec.json import encode

from paingraph.api.directory import Directory, Entry
from paingraph.api.edges import ASSERTED, INFERRED, QUALIFIED, Edge, Edges
from paingraph.api.evidence import Evidence
from paingraph.api.mappings import Mappings
from paingraph.api.resources import (
    DocumentAnswer,
    DocumentDetail,
    EdgeAnswer,
    EndAnswer,
    EntityDetail,
    EntityReference,
    EntitySummary,
    RelationGroup,
    RelationReference,
    Support,
)
from paingraph.api.source_documents import Document
from paingraph.api.urls import API, entity_api, explanation_path, local_path
from paingraph.ontology.namespaces import document_iri, entity_iri, term_iri

__all__ = ["Answers", "support"]

_OUTGOING, _INCOMING = "outgoing", "incoming"


class Answers:
    """Everything that can be told of an entity or a document."""

    def __init__(self, directory: Directory, evidence: Evidence, edges: Edges, mappings: Mappings) -> None:
        self.directory = directory
        self.evidence = evidence
        self.edges = edges
        self.mappings = mappings
        self._references: dict[str, EntityReference] = {}
        self._relations: dict[str, list[RelationGroup]] = {}
        self._written: dict[str, list[Raw]] = {}

    def reference(self, slug: str) -> EntityReference:
        """Name an entity, with its IRI and its path."""
        known = self._references.get(slug)
        if known is None:
            entity = self.evidence.entity(entity_iri(slug))
            known = self._references[slug] = {**entity, "iri": entity_iri(slug), "href": entity_api(slug)}
        return known

    def summary(self, entry: Entry) -> EntitySummary:
        """Tell of an entity what a list shows."""
        return {
            "id": entry.id,
            "label": entry.label,
            "kind": entry.kind.name,
            "iri": entry.iri,
            "href": entity_api(entry.id),
            "definition": entry.definition,
            "synonyms": list(entry.synonyms),
            "candidate": entry.candidate,
            "support": support(entry),
        }

    def detail(self, entry: Entry) -> EntityDetail:
        """Tell everything of an entity: hierarchy, and edges in both directions with their evidence."""
        relations = self.relations(entry)
        return {
            **self.summary(entry),
            "mappings": self.mappings.of(entry.id),
            "broader": [self.reference(slug) for slug in entry.broader],
            "narrower": [self.reference(slug) for slug in entry.narrower],
            "outgoing": _held(relations, _OUTGOING),
            "incoming": _held(relations, _INCOMING),
            "relations": relations,
            "links": {
                "self": entity_api(entry.id),
                "html": local_path(entry.iri) or "",
                **{name: f"{local_path(entry.iri)}.{name}" for name in ("ttl", "jsonld", "nt", "rdf")},
            },
        }

    def written(self, entry: Entry) -> dict[str, Any]:
        """Tell the same with the edges as JSON already: they are most of an answer, and never change in a version."""
        known = self._written.get(entry.id)
        if known is None:
            known = [Raw(encode(group)) for group in self.relations(entry)]
            if self.evidence.at_hand:
                self._written[entry.id] = known
        return {**self.detail(entry), "relations": known}

    def relations(self, entry: Entry) -> list[RelationGroup]:
        """Return the edges of an entity, grouped by relation and direction; kept, if their evidence is."""
        known = self._relations.get(entry.id)
        if known is None:
            groups = groupby(self.edges.of(entry.id), lambda edge: (edge.relation, edge.subject == entry.id))
            known = [self._group(entry.id, *key, edges) for key, edges in groups]
            if self.evidence.at_hand:
                self._relations[entry.id] = known
        return known

    def edge(self, edge: Edge, end: str | tuple[str, str]) -> EdgeAnswer:
        """Tell of an edge what is said of it, seen from its other end."""
        return {
            "object": self.end(end),
            "support": edge.support,
            "documents": edge.documents,
            "claims": edge.claims,
            "explain": explanation_path(edge.subject, edge.relation, edge.object) if _provable(edge) else None,
        }

    def end(self, end: str | tuple[str, str]) -> EndAnswer:
        """Name an end of an edge, an entity or a value."""
        return self.reference(end) if isinstance(end, str) else {"value": end[0], "datatype": end[1]}

    def relation(self, name: str) -> RelationReference:
        """Name a relation, with its IRI."""
        return {"id": name, "label": self.directory.relation(name).label, "iri": term_iri(name)}

    def document(self, document: Document) -> DocumentAnswer:
        """Tell of a document what a list shows."""
        return {
            "id": document.id,
            "iri": document_iri(document.id),
            "title": document.title,
            "metadata": document.facts,
            "sha256": document.sha256,
            "length": document.length,
            "claims": document.claims,
            "href": f"{API}/documents/{document.id}",
        }

    def document_detail(self, document: Document) -> DocumentDetail:
        """Tell of a document what it says, in the order of its text."""
        page = local_path(document_iri(document.id)) or ""
        statements = self.evidence.claims_in(document.id)
        read = _covered((claim["start"], claim["end"]) for claim in statements)
        return {
            **self.document(document),
            "outline": [
                {
                    "start": section.start,
                    "end": section.end,
                    "level": section.level,
                    "heading": section.text,
                    "claims": section.claims,
                }
                for section in document.outline
            ],
            "coverage": {"characters": read, "share": round(read / document.length, 4) if document.length else 0.0},
            "statements": statements,
            "links": {"self": f"{API}/documents/{document.id}", "html": page, "ttl": page + ".ttl"},
        }

    def _group(self, slug: str, name: str, outgoing: bool, edges: Iterable[Edge]) -> RelationGroup:
        relation = self.directory.relation(name)
        answers: dict[str, list[EdgeAnswer]] = {ASSERTED: [], QUALIFIED: [], INFERRED: []}
        for edge in edges:
            answers[edge.standing].append(self.edge(edge, edge.other(slug)))
        return {
            "relation": self.relation(name),
            "direction": _OUTGOING if outgoing else _INCOMING,
            "label": relation.label if outgoing else relation.inverse_label,
            "asserted": answers[ASSERTED],
            "qualified": answers[QUALIFIED],
            "inferred": answers[INFERRED],
        }


def support(entry: Entry) -> Support:
    """Count the documents and claims that speak of an entity."""
    return {"documents": entry.documents, "claims": entry.claims}


def _held(relations: Sequence[RelationGroup], direction: str) -> dict[str, Any]:
    """Return the other ends of the edges that hold, by relation; what is said with doubt or denied is no edge."""
    held = {
        group["relation"]["id"]: [edge["object"] for edge in (*group["asserted"], *group["inferred"])]
        for group in relations
        if group["direction"] == direction
    }
    return {name: ends for name, ends in held.items() if ends}


def _provable(edge: Edge) -> bool:
    return isinstance(edge.object, str) and edge.standing != QUALIFIED


def _covered(spans: Iterable[tuple[int, int]]) -> int:
    """Return how many code points lie in at least one span."""
    total = reached = 0
    for start, end in sorted(spans):
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total
