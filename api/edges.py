"""Edges: what claims say and rules conclude, joined to one edge for each subject, relation and object.

An edge is always told forwards: one of a mirrored relation (`treatedBy`) is the same edge as its original's (`treats`),
and a symmetric relation joins two things in one edge, whichever the text names first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from paingraph.api.claim_reader import InferredEdge
from paingraph.api.directory import Directory
from paingraph.api.evidence import Evidence
from paingraph.api.resources import ClaimAnswer, EdgeSupport

__all__ = ["ASSERTED", "INFERRED", "QUALIFIED", "STANDINGS", "Edge", "Edges"]

#: At least one document asserts the edge.
ASSERTED = "asserted"
#: No document asserts it, and rules conclude it.
INFERRED = "inferred"
#: No edge at all: it is said only with doubt, or denied.
QUALIFIED = "qualified"
STANDINGS = (ASSERTED, QUALIFIED, INFERRED)


@dataclass(slots=True)
class Edge:
    """One edge with everything that is said of it; `object` is a slug, or a literal's text and datatype."""

    subject: str
    relation: str
    object: str | tuple[str, str]
    claims: list[ClaimAnswer] = field(default_factory=list)
    inferred: bool = False

    @property
    def supporting(self) -> list[ClaimAnswer]:
        """The accepted claims that assert it."""
        return [c for c in self.claims if c["polarity"] == "asserted" and c["status"] == "accepted"]

    @property
    def documents(self) -> list[str]:
        """The documents that assert it."""
        return sorted({claim["document"] for claim in self.supporting}) if self.claims else []

    @property
    def support(self) -> EdgeSupport:
        """How many documents and claims stand behind it, and how many documents against."""
        if not self.claims:  # most edges are concluded
            return {"documents": 0, "claims": 0, "hedged": 0, "negated": 0}
        accepted = [(c["polarity"], c["document"]) for c in self.claims if c["status"] == "accepted"]
        polarities = [polarity for polarity, _ in set(accepted)]
        return {
            "documents": polarities.count("asserted"),
            "claims": sum(polarity == "asserted" for polarity, _ in accepted),
            "hedged": polarities.count("hedged"),
            "negated": polarities.count("negated"),
        }

    @property
    def standing(self) -> str:
        """Whether it is asserted, inferred, or neither."""
        return ASSERTED if self.claims and self.supporting else INFERRED if self.inferred else QUALIFIED

    def other(self, slug: str) -> str | tuple[str, str]:
        """Return the end that is not the given one."""
        return self.object if self.subject == slug else self.subject


class Edges:
    """The edges of one version."""

    def __init__(self, evidence: Evidence, directory: Directory) -> None:
        self._evidence = evidence
        self._directory = directory

    def of(self, slug: str) -> list[Edge]:
        """Return the edges that begin or end at an entity, in the order of its claims, concluded ones last."""
        found: dict[tuple[str, str, str | tuple[str, str]], Edge] = {}
        for claim in self._evidence.claims_of(slug):
            edge = self._ordered(claim["subject"]["id"], claim["predicate"], _object(claim), slug)
            found.setdefault((edge.subject, edge.relation, edge.object), edge).claims.append(claim)
        for concluded in self._evidence.inferred(slug):
            edge = self._ordered(*self._forwards(concluded), slug)
            found.setdefault((edge.subject, edge.relation, edge.object), edge).inferred = True
        return list(found.values())

    def between(self, subject: str, relation: str, object_: str | tuple[str, str]) -> Edge | None:
        """Return one edge, if anything is said of it or concluded."""
        wanted = self._ordered(*self._forwards_of(subject, relation, object_), subject)
        for edge in self.of(subject):
            same = edge.relation == wanted.relation and (edge.subject, edge.object) == (wanted.subject, wanted.object)
            if same:
                return edge
        return None

    def incident(self, slug: str) -> Iterator[tuple[Edge, str]]:
        """Yield the edges to other entities, with the entity at the other end."""
        for edge in self.of(slug):
            other = edge.other(slug)
            if isinstance(other, str) and other != slug:
                yield edge, other

    def _forwards(self, edge: InferredEdge) -> tuple[str, str, str]:
        subject, relation, object_ = self._forwards_of(*edge)
        return subject, relation, str(object_)

    def _forwards_of(
        self, subject: str, relation: str, object_: str | tuple[str, str]
    ) -> tuple[str, str, str | tuple[str, str]]:
        original = self._directory.relation(relation).mirror_of
        if original and isinstance(object_, str):
            return object_, original, subject
        return subject, relation, object_

    def _ordered(self, subject: str, relation: str, object_: str | tuple[str, str], slug: str) -> Edge:
        """Return the edge; one of a symmetric relation begins at the entity that is asked about."""
        if object_ == slug and self._directory.relation(relation).symmetric:
            return Edge(slug, relation, subject)
        return Edge(subject, relation, object_)


def _object(claim: ClaimAnswer) -> str | tuple[str, str]:
    object_ = claim["object"]
    slug = object_.get("id")
    return str(slug) if slug is not None else (str(object_.get("value")), str(object_.get("datatype")))
