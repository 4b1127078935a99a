"""Edges: what claims say and rules conclude, joined to one edge for each subject, relation and object.

An edge is always told forwards: one of a mirrored relation (`treatedBy`) is the same edge as its original's (`treats`),
and a symmetric relation joins two things in one edge, whichever the text names first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from paingraph.api.claim_reader import InferredEdge
from paingraph.api.directory import Directory
from paingraph.api.evidence import Evidence
from paingraph.api.resources import ClaimAnswer, EdgeSupport
from paingraph.ontology.namespaces import entity_iri

__all__ = ["ASSERTED", "INFERRED", "QUALIFIED", "STANDINGS", "Edge", "Edges"]

#: At least one document asserts the edge.
ASSERTED = "asserted"
#: No document asserts it, and rules conclude it.
INFERRED = "inferred"
#: No edge at all: it is said only with doubt, or denied.
QUALIFIED = "qualified"
STANDINGS = (ASSERTED, QUALIFIED, INFERRED)

_UNSAID: EdgeSupport = {"documents": 0, "claims": 0, "hedged": 0, "negated": 0}

#: What stands at the end of an edge: an entity's slug, or a literal's text and datatype.
End = str | tuple[str, str]


@dataclass(frozen=True, slots=True)
class Edge:
    """One edge with everything that is said of it."""

    subject: str
    relation: str
    object: End
    #: Every claim on it, of every polarity.
    claims: list[ClaimAnswer]
    #: Whether it is asserted, inferred, or neither.
    standing: str
    #: How many documents and claims stand behind it, and how many documents against.
    support: EdgeSupport
    #: The documents that assert it.
    documents: list[str]

    @classmethod
    def joined(cls, subject: str, relation: str, object_: End, claims: list[ClaimAnswer], inferred: bool) -> Edge:
        """Return the edge that claims and rules make together."""
        if not claims:  # most edges are concluded
            return cls(subject, relation, object_, [], INFERRED, _UNSAID, [])
        accepted = [(claim["polarity"], claim["document"]) for claim in claims if claim["status"] == "accepted"]
        polarities = [polarity for polarity, _ in set(accepted)]
        documents = sorted({document for polarity, document in accepted if polarity == "asserted"})
        support: EdgeSupport = {
            "documents": len(documents),
            "claims": sum(polarity == "asserted" for polarity, _ in accepted),
            "hedged": polarities.count("hedged"),
            "negated": polarities.count("negated"),
        }
        standing = ASSERTED if documents else INFERRED if inferred else QUALIFIED
        return cls(subject, relation, object_, claims, standing, support, documents)

    def other(self, slug: str) -> End:
        """Return the end that is not the given one."""
        return self.object if self.subject == slug else self.subject


class Edges:
    """The edges of one version; those of an entity are joined with their evidence when it is first asked about."""

    def __init__(self, evidence: Evidence, directory: Directory) -> None:
        self._evidence = evidence
        self._directory = directory
        self._joined: dict[str, Sequence[Edge]] = {}

    def of(self, slug: str) -> Sequence[Edge]:
        """Return the edges that begin or end at an entity, in the order in which they are told."""
        edges = self._joined.get(slug)
        if edges is None:
            edges = sorted(self._join(slug), key=lambda edge: self._place(edge, slug))
            if self._evidence.at_hand:
                self._joined[slug] = edges
        return edges

    def between(self, subject: str, relation: str, object_: End) -> Edge | None:
        """Return one edge, if anything is said of it or concluded."""
        wanted = self._ordered(*self._forwards_of(subject, relation, object_), subject)
        found = (edge for edge in self.of(subject) if (edge.subject, edge.relation, edge.object) == wanted)
        return next(found, None)

    def incident(self, slug: str) -> Iterator[tuple[Edge, str]]:
        """Yield the edges to other entities, with the entity at the other end."""
        for edge in self.of(slug):
            other = edge.other(slug)
            if isinstance(other, str) and other != slug:
                yield edge, other

    def _join(self, slug: str) -> Iterator[Edge]:
        said: dict[tuple[str, str, End], list[ClaimAnswer]] = {}
        for claim in self._evidence.claims_of(slug):
            end = self._ordered(claim["subject"]["id"], claim["predicate"], _object(claim), slug)
            said.setdefault(end, []).append(claim)
        concluded = {self._ordered(*self._forwards(edge), slug) for edge in self._evidence.inferred(slug)}
        for ends in said.keys() | concluded:
            yield Edge.joined(*ends, said.get(ends, []), inferred=ends in concluded)

    def _place(self, edge: Edge, slug: str) -> tuple[int, str, bool, int, int, str, str]:
        """Order edges: by relation and direction, then those with most support, then by the other end's name."""
        other, order = edge.other(slug), self._directory.order
        label = self._evidence.entity(entity_iri(other))["label"] if isinstance(other, str) else other[0]
        return (
            order.get(edge.relation, len(order)),
            edge.relation,
            edge.subject != slug,
            STANDINGS.index(edge.standing),
            -edge.support["documents"],
            label.casefold(),
            str(other),
        )

    def _forwards(self, edge: InferredEdge) -> tuple[str, str, str]:
        subject, relation, object_ = self._forwards_of(*edge)
        return subject, relation, str(object_)

    def _forwards_of(self, subject: str, relation: str, object_: End) -> tuple[str, str, End]:
        original = self._directory.relation(relation).mirror_of
        if original and isinstance(object_, str):
            return object_, original, subject
        return subject, relation, object_

    def _ordered(self, subject: str, relation: str, object_: End, slug: str) -> tuple[str, str, End]:
        """Return the ends; an edge of a symmetric relation begins at the entity that is asked about."""
        if object_ == slug and self._directory.relation(relation).symmetric:
            return slug, relation, subject
        return subject, relation, object_


def _object(claim: ClaimAnswer) -> End:
    object_ = claim["object"]
    slug = object_.get("id")
    return str(slug) if slug is not None else (str(object_.get("value")), str(object_.get("datatype")))
