"""The JSON shapes of the API, member by member: entities, edges, claims, documents; OpenAPI is made from them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

__all__ = [
    "ClaimAnswer",
    "ClaimPage",
    "CoverageAnswer",
    "DocumentAnswer",
    "DocumentDetail",
    "DocumentName",
    "DocumentPage",
    "EdgeAnswer",
    "EdgeSupport",
    "EndAnswer",
    "EntityAnswer",
    "EntityDetail",
    "EntityPage",
    "EntityReference",
    "EntitySummary",
    "IriText",
    "KindName",
    "MappingAnswer",
    "MappingPage",
    "MappingRow",
    "PathText",
    "RelationGroup",
    "RelationReference",
    "Support",
    "ValueAnswer",
]

IriText = Annotated[str, Field(description="Full IRI.")]
PathText = Annotated[str, Field(description="Path on this server.")]
KindName = Annotated[str, Field(description="Local name of one of the ten classes, such as Procedure.")]
DocumentName = Annotated[str, Field(description="Id of a document, such as 001.")]


class EntityAnswer(TypedDict):
    """An entity as a claim names it."""

    id: Annotated[str, Field(description="Slug of the preferred label.")]
    label: Annotated[str, Field(description="Preferred label.")]
    kind: KindName


class ValueAnswer(TypedDict):
    """A literal object of a claim, as the text gives it."""

    value: str
    datatype: Annotated[str, Field(description="Datatype as a CURIE, such as xsd:string.")]


class ClaimAnswer(TypedDict):
    """What one document says once, and where: the same form on the command line and in the API."""

    id: Annotated[str, Field(description="IRI of the claim; it ends in a digest of what is said and where.")]
    document: DocumentName
    subject: EntityAnswer
    predicate: Annotated[str, Field(description="Local name of the relation.")]
    object: EntityAnswer | ValueAnswer
    polarity: Annotated[str, Field(description="asserted, hedged or negated.")]
    start: Annotated[int, Field(description="First code point of the passage in the document's text.")]
    end: Annotated[int, Field(description="Code point after the last one of the passage.")]
    heading: Annotated[str | None, Field(description="Heading above the passage, if the text is at hand.")]
    quote: Annotated[str | None, Field(description="Words of the passage, if the text is at hand.")]
    method: Annotated[str, Field(description="rule or curator: who read it.")]
    rule: Annotated[str | None, Field(description="Id of the rule that read it.")]
    confidence: float
    status: Annotated[str, Field(description="accepted or candidate.")]


class EntityReference(EntityAnswer):
    """An entity with its IRI and where to read of it."""

    iri: IriText
    href: PathText


class RelationReference(TypedDict):
    """A relation with its IRI and its words."""

    id: Annotated[str, Field(description="Local name, such as treats.")]
    label: str
    iri: IriText


class Support(TypedDict):
    """How many documents and claims assert an edge; documents are what counts."""

    documents: int
    claims: int


class EdgeSupport(Support):
    """How many documents and claims assert an edge, and how many documents speak against it."""

    hedged: Annotated[int, Field(description="Documents that say it with doubt.")]
    negated: Annotated[int, Field(description="Documents that deny it.")]


class EntitySummary(EntityReference):
    """An entity in a list."""

    definition: str | None
    synonyms: list[str]
    candidate: Annotated[bool, Field(description="Named by documents alone, and not yet in the vocabulary.")]
    support: Annotated[Support, Field(description="Documents and accepted claims that speak of it.")]


#: What stands at the end of an edge.
EndAnswer = EntityReference | ValueAnswer


class EntityPage(TypedDict):
    """A page of a list of entities."""

    kind: KindName
    total: Annotated[int, Field(description="Entities that match, on all pages.")]
    facets: Annotated[
        dict[str, dict[str, int]],
        Field(description="How many match for each value of mentioned, candidate, document, broader and prefix."),
    ]
    items: list[EntitySummary]
    next: Annotated[str | None, Field(description="Path of the next page; null on the last.")]


class EdgeAnswer(TypedDict):
    """An edge to another entity or a value, with every claim on it."""

    object: Annotated[EndAnswer, Field(description="The other end.")]
    support: EdgeSupport
    documents: Annotated[list[str], Field(description="Documents that assert it.")]
    claims: Annotated[list[ClaimAnswer], Field(description="Every claim on it, of every polarity.")]
    explain: Annotated[str | None, Field(description="Path of its proofs; null where there is nothing to prove.")]


class RelationGroup(TypedDict):
    """The edges of an entity by one relation in one direction."""

    relation: RelationReference
    direction: Annotated[str, Field(description="outgoing: the entity is the subject; incoming: the object.")]
    label: Annotated[str, Field(description="How the group reads from the entity, such as 'is treated by'.")]
    asserted: Annotated[list[EdgeAnswer], Field(description="Edges that at least one document asserts.")]
    qualified: Annotated[list[EdgeAnswer], Field(description="No edges: said only with doubt, or denied.")]
    inferred: Annotated[list[EdgeAnswer], Field(description="Edges that no document says and rules conclude.")]


class MappingAnswer(TypedDict):
    """What a public terminology calls an entity."""

    code: Annotated[str, Field(description="Code with its prefix, such as MONDO:0005306.")]
    label: Annotated[str, Field(description="The terminology's own name.")]
    iri: IriText
    relation: Annotated[str, Field(description="exactMatch, closeMatch, narrowMatch, broadMatch or relatedMatch.")]


class MappingRow(MappingAnswer):
    """A mapping in a list."""

    subject: EntityReference


class MappingPage(TypedDict):
    """A page of mappings."""

    total: int
    items: list[MappingRow]
    next: str | None


class EntityDetail(EntitySummary):
    """An entity with its place in the hierarchy and its edges in both directions."""

    mappings: Annotated[list[MappingAnswer], Field(description="The closest match first.")]
    broader: list[EntityReference]
    narrower: list[EntityReference]
    outgoing: Annotated[
        dict[str, list[EndAnswer]],
        Field(description="What holds of it, asserted or inferred: the objects of its edges by relation."),
    ]
    incoming: Annotated[
        dict[str, list[EntityReference]],
        Field(description="The subjects of the edges that end at it, by relation."),
    ]
    relations: Annotated[list[RelationGroup], Field(description="The same edges and those in doubt, with evidence.")]
    links: Annotated[dict[str, str], Field(description="Where the same is found in other forms.")]


class DocumentAnswer(TypedDict):
    """A source document in a list."""

    id: DocumentName
    iri: IriText
    title: str
    metadata: Annotated[dict[str, str], Field(description="publisher, issued, creator, reviewer, source; where known.")]
    sha256: Annotated[str, Field(description="SHA-256 of its text in UTF-8.")]
    length: Annotated[int, Field(description="Code points of its text.")]
    claims: Annotated[dict[str, int], Field(description="Accepted claims by polarity.")]
    href: PathText


class DocumentPage(TypedDict):
    """All documents."""

    total: int
    items: list[DocumentAnswer]
    next: str | None


class SectionAnswer(TypedDict):
    """A heading of a document."""

    start: Annotated[int, Field(description="First code point of the heading in the document's text.")]
    end: Annotated[int, Field(description="Code point after its last one.")]
    level: Annotated[int, Field(description="Its depth in the outline, 1 for the title.")]
    heading: Annotated[str | None, Field(description="Its words, where the document is at hand.")]
    claims: Annotated[int, Field(description="Accepted claims that stand right under it.")]


class CoverageAnswer(TypedDict):
    """How much of a document's text accepted claims are read from."""

    characters: Annotated[int, Field(description="Code points that lie in at least one passage.")]
    share: Annotated[float, Field(description="The same as a share of the whole text, from 0 to 1.")]


class DocumentDetail(DocumentAnswer):
    """A document with its outline and its claims in the order of the text."""

    outline: Annotated[list[SectionAnswer], Field(description="Every heading, in the order of the text.")]
    coverage: CoverageAnswer
    statements: list[ClaimAnswer]
    links: dict[str, str]


class ClaimPage(TypedDict):
    """A page of claims."""

    total: int
    items: list[ClaimAnswer]
    next: str | None
