"""Answers about entities and documents: the directory and the evidence joined into the JSON shapes of the API."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import cast

from paingraph.api.directory import Directory, Entry
from paingraph.api.evidence import Evidence
from paingraph.api.resources import (
    ClaimAnswer,
    DocumentAnswer,
    DocumentDetail,
    EdgeAnswer,
    EntityAnswer,
    EntityDetail,
    EntityReference,
    EntitySummary,
    RelationGroup,
    RelationReference,
    Support,
    ValueAnswer,
)
from paingraph.api.source_documents import Document
from paingraph.api.urls import API, entity_api, local_path
from paingraph.ontology.namespaces import document_iri, entity_iri, term_iri

__all__ = ["Answers"]

#: What stands at either end of a claim.
_End = EntityAnswer | ValueAnswer

_OUTGOING, _INCOMING = "outgoing", "incoming"


@dataclass(slots=True)
class _Edge:
    """The claims on one edge while they are collected."""

    object: EntityReference | ValueAnswer
    claims: list[ClaimAnswer] = field(default_factory=list)
    inferred: bool = False

    def asserting(self) -> list[ClaimAnswer]:
        return [c for c in self.claims if c["polarity"] == "asserted" and c["status"] == "accepted"]

    def answer(self) -> EdgeAnswer:
        asserting = self.asserting()
        documents = sorted({claim["document"] for claim in asserting})
        return {
            "object": self.object,
            "support": {"documents": len(documents), "claims": len(asserting)},
            "documents": documents,
            "claims": self.claims,
        }


class Answers:
    """Everything that can be told of an entity or a document."""

    def __init__(self, directory: Directory, evidence: Evidence) -> None:
        self.directory = directory
        self.evidence = evidence

    def reference(self, slug: str) -> EntityReference:
        """Name an entity, with its IRI and its path."""
        entity = self.evidence.entity(entity_iri(slug))
        return {**entity, "iri": entity_iri(slug), "href": entity_api(slug)}

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
            "support": support(entry),
        }

    def detail(self, entry: Entry) -> EntityDetail:
        """Tell everything of an entity: hierarchy, and edges in both directions with their evidence."""
        return {
            **self.summary(entry),
            "broader": [self.reference(slug) for slug in entry.broader],
            "narrower": [self.reference(slug) for slug in entry.narrower],
            "relations": list(self.relations(entry)),
            "links": {
                "self": entity_api(entry.id),
                "html": local_path(entry.iri) or "",
                **{name: f"{local_path(entry.iri)}.{name}" for name in ("ttl", "jsonld", "nt", "rdf")},
            },
        }

    def relations(self, entry: Entry) -> Iterator[RelationGroup]:
        """Yield the edges of an entity, grouped by relation and direction."""
        groups: dict[tuple[str, str], dict[str, _Edge]] = {}
        for claim in self.evidence.claims_of(entry.id):
            for direction, end in _ends(entry.id, claim):
                edges = groups.setdefault((claim["predicate"], direction), {})
                edges.setdefault(_name(end), _Edge(self._end(end))).claims.append(claim)
        for subject, relation, object_ in self.evidence.inferred(entry.id):
            for direction, here, other in ((_OUTGOING, subject, object_), (_INCOMING, object_, subject)):
                if here == entry.id:
                    edges = groups.setdefault((relation, direction), {})
                    edges.setdefault(other, _Edge(self.reference(other))).inferred = True
        order = list(self.directory.relations)
        for (name, direction), edges in sorted(groups.items(), key=lambda item: _place(item[0], order)):
            yield self._group(name, direction, sorted(edges.values(), key=_sort_key))

    def _group(self, name: str, direction: str, edges: Sequence[_Edge]) -> RelationGroup:
        relation = self.directory.relation(name)
        asserted = [edge for edge in edges if edge.asserting()]
        inferred = [edge for edge in edges if edge.inferred and not edge.asserting()]
        qualified = [edge for edge in edges if not edge.asserting() and not edge.inferred]
        return {
            "relation": self.relation(name),
            "direction": direction,
            "label": relation.label if direction == _OUTGOING else relation.inverse_label,
            "asserted": [edge.answer() for edge in asserted],
            "qualified": [edge.answer() for edge in qualified],
            "inferred": [edge.answer() for edge in inferred],
        }

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
        return {
            **self.document(document),
            "statements": self.evidence.claims_in(document.id),
            "links": {"self": f"{API}/documents/{document.id}", "html": page, "ttl": page + ".ttl"},
        }

    def _end(self, end: _End) -> EntityReference | ValueAnswer:
        if "value" in end:
            return cast(ValueAnswer, end)
        return self.reference(str(end.get("id")))


def support(entry: Entry) -> Support:
    """Count the documents and claims that speak of an entity."""
    return {"documents": entry.documents, "claims": entry.claims}


def _ends(slug: str, claim: ClaimAnswer) -> Iterable[tuple[str, _End]]:
    if claim["subject"]["id"] == slug:
        yield _OUTGOING, claim["object"]
    if claim["object"].get("id") == slug:
        yield _INCOMING, claim["subject"]


def _name(end: _End) -> str:
    return str(end.get("id") or f"{end.get('value')}^^{end.get('datatype')}")


def _sort_key(edge: _Edge) -> tuple[int, str]:
    documents = {claim["document"] for claim in edge.asserting()}
    label = edge.object.get("label") or edge.object.get("value")
    return -len(documents), str(label).casefold()


def _place(group: tuple[str, str], order: Sequence[str]) -> tuple[int, int, str]:
    name, direction = group
    return direction == _INCOMING, order.index(name) if name in order else len(order), name
