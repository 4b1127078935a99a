"""A claim: what one document says once, where it says it, and how it came to be read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from paingraph.ontology.namespaces import CLAIM, DocumentId, Iri, Slug

__all__ = ["Claim", "Entity", "Method", "Polarity", "Span", "Status", "Value"]


class Polarity(StrEnum):
    """Whether the text asserts the statement, doubts it, or denies it."""

    ASSERTED = "asserted"
    HEDGED = "hedged"
    NEGATED = "negated"


class Method(StrEnum):
    """Who read the claim."""

    RULE = "rule"
    CURATOR = "curator"


class Status(StrEnum):
    """What a curator, or the default for want of one, decided."""

    ACCEPTED = "accepted"
    CANDIDATE = "candidate"
    REJECTED = "rejected"


class Span(NamedTuple):
    """Code points `start` to `end` of a document's canonical text, half open."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end


class Entity(NamedTuple):
    """A thing that a claim speaks of; `kind` is the local name of one of the ten classes."""

    id: Slug
    label: str
    kind: str


class Value(NamedTuple):
    """A literal object, kept as the text gives it (an ISO 8601 duration or interval)."""

    value: str
    datatype: str = "xsd:string"


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of one document, with its evidence.

    `span` is the passage; `heading` the position of the heading above it, `heading_text` and `quote` the words
    themselves, which are there only if the document is at hand.
    """

    document: DocumentId
    subject: Entity
    predicate: str
    object: Entity | Value
    polarity: Polarity
    span: Span
    heading: Span | None
    method: Method
    rule: str | None
    confidence: float
    status: Status
    quote: str | None = None
    heading_text: str | None = None

    @property
    def digest(self) -> str:
        """Content hash that names the claim: what is said and where, not how it was read."""
        object_ = self.object.id if isinstance(self.object, Entity) else f"{self.object.value}^^{self.object.datatype}"
        parts = (self.document, self.subject.id, self.predicate, object_, self.polarity, self.span.start, self.span.end)
        return hashlib.sha256("\t".join(map(str, parts)).encode()).hexdigest()[:20]

    @property
    def iri(self) -> Iri:
        """The claim's IRI."""
        return Iri(CLAIM + self.digest)

    def to_json(self) -> dict[str, Any]:
        """Return the claim as the JSON object that the command line and the API share."""
        return {
            "id": self.iri,
            "document": self.document,
            "subject": _entity_json(self.subject),
            "predicate": self.predicate,
            "object": _entity_json(self.object)
            if isinstance(self.object, Entity)
            else {"value": self.object.value, "datatype": self.object.datatype},
            "polarity": self.polarity.value,
            "start": self.span.start,
            "end": self.span.end,
            "heading": self.heading_text,
            "quote": self.quote,
            "method": self.method.value,
            "rule": self.rule,
            "confidence": self.confidence,
            "status": self.status.value,
        }

    def to_line(self) -> str:
        """Return the claim as one line of JSON, without the line end."""
        return json.dumps(self.to_json(), ensure_ascii=False)


def _entity_json(entity: Entity) -> Mapping[str, str]:
    return {"id": entity.id, "label": entity.label, "kind": entity.kind}
