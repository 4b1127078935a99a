"""The JSON shapes of the API: what each answer holds, member by member; the OpenAPI document is made from them."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict

__all__ = [
    "AnnotationAnswer",
    "ClaimAnswer",
    "ClaimPage",
    "ComparisonAnswer",
    "DocumentAnswer",
    "DocumentDetail",
    "DocumentPage",
    "EdgeAnswer",
    "EdgePage",
    "EdgeRow",
    "EndAnswer",
    "EntityAnswer",
    "EntityDetail",
    "EntityPage",
    "EntityReference",
    "EntitySummary",
    "ExplanationAnswer",
    "GroundAnswer",
    "KindAnswer",
    "MappingAnswer",
    "MappingPage",
    "Match",
    "NamedQueryPage",
    "NearMissAnswer",
    "NeighbourhoodAnswer",
    "PathsAnswer",
    "RelationGroup",
    "RelationReference",
    "RootAnswer",
    "RowPage",
    "SearchAnswer",
    "StatsAnswer",
    "Support",
    "ValueAnswer",
    "WhyNotAnswer",
]

_Iri = Annotated[str, Field(description="Full IRI.")]
_Path = Annotated[str, Field(description="Path on this server.")]
_Kind = Annotated[str, Field(description="Local name of one of the ten classes, such as Procedure.")]
_DocumentId = Annotated[str, Field(description="Id of a document, such as 001.")]


class EntityAnswer(TypedDict):
    """An entity as a claim names it."""

    id: Annotated[str, Field(description="Slug of the preferred label.")]
    label: Annotated[str, Field(description="Preferred label.")]
    kind: _Kind


class ValueAnswer(TypedDict):
    """A literal object of a claim, as the text gives it."""

    value: str
    datatype: Annotated[str, Field(description="Datatype as a CURIE, such as xsd:string.")]


class ClaimAnswer(TypedDict):
    """What one document says once, and where: the same form on the command line and in the API."""

    id: Annotated[str, Field(description="IRI of the claim; it ends in a digest of what is said and where.")]
    document: _DocumentId
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

    iri: _Iri
    href: _Path


class RelationReference(TypedDict):
    """A relation with its IRI and its words."""

    id: Annotated[str, Field(description="Local name, such as treats.")]
    label: str
    iri: _Iri


class Support(TypedDict):
    """How many documents and claims assert an edge; documents are what counts."""

    documents: int
    claims: int


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

    kind: _Kind
    total: Annotated[int, Field(description="Entities that match, on all pages.")]
    facets: Annotated[
        dict[str, dict[str, int]],
        Field(description="How many match for each value of mentioned, candidate, document and broader."),
    ]
    items: list[EntitySummary]
    next: Annotated[str | None, Field(description="Path of the next page; null on the last.")]


class EdgeAnswer(TypedDict):
    """An edge to another entity or a value, with every claim on it."""

    object: Annotated[EndAnswer, Field(description="The other end.")]
    support: Support
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
    iri: _Iri
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
    relations: list[RelationGroup]
    links: Annotated[dict[str, str], Field(description="Where the same is found in other forms.")]


class DocumentAnswer(TypedDict):
    """A source document in a list."""

    id: _DocumentId
    iri: _Iri
    title: str
    metadata: Annotated[dict[str, str], Field(description="publisher, issued, creator, reviewer, source; where known.")]
    sha256: Annotated[str, Field(description="SHA-256 of its text in UTF-8.")]
    length: Annotated[int, Field(description="Code points of its text.")]
    claims: Annotated[dict[str, int], Field(description="Accepted claims by polarity.")]
    href: _Path


class DocumentPage(TypedDict):
    """All documents."""

    total: int
    items: list[DocumentAnswer]
    next: str | None


class DocumentDetail(DocumentAnswer):
    """A document with its claims in the order of the text."""

    statements: list[ClaimAnswer]
    links: dict[str, str]


class ClaimPage(TypedDict):
    """A page of claims."""

    total: int
    items: list[ClaimAnswer]
    next: str | None


class Match(EntityReference):
    """An entity that a search found."""

    definition: str | None
    matched: Annotated[str, Field(description="The name or definition that matched.")]
    marked: Annotated[
        list[tuple[str, bool]], Field(description="`matched` in pieces; true marks those that the query asked for.")
    ]
    support: Support


class SearchAnswer(TypedDict):
    """What a search found, best first."""

    query: str
    corrected: Annotated[str | None, Field(description="The query as it was understood, if words were misspelt.")]
    total: int
    items: list[Match]
    next: str | None


class QueryParameter(TypedDict):
    """A parameter of a named query."""

    id: str
    kind: Annotated[str, Field(description="entity, document, relation, text or integer.")]
    classes: Annotated[list[str], Field(description="Kinds that an entity may have; empty: any.")]
    default: Annotated[str | None, Field(description="Null: it must be given.")]
    help: str


class QueryColumn(TypedDict):
    """A column of a named query's answer."""

    id: str
    type: Annotated[str, Field(description="iri, text, integer, decimal or boolean.")]
    help: str


class NamedQueryAnswer(TypedDict):
    """A named query."""

    id: str
    summary: str
    description: str
    keywords: list[str]
    parameters: list[QueryParameter]
    columns: list[QueryColumn]
    sample: Annotated[dict[str, str], Field(description="Values that make a good example.")]
    href: _Path


class NamedQueryPage(TypedDict):
    """All named queries."""

    total: int
    items: list[NamedQueryAnswer]
    next: str | None


class RowPage(TypedDict):
    """A page of a named query's answer."""

    query: str
    summary: str
    parameters: Annotated[dict[str, str], Field(description="The values that were asked with.")]
    columns: list[QueryColumn]
    total: Annotated[int, Field(description="Rows on all pages.")]
    rows: Annotated[list[dict[str, Any]], Field(description="One member for each column; null where it is unbound.")]
    next: str | None


class PathStep(TypedDict):
    """An edge of a path, told forwards; `forwards` says whether the path takes it so."""

    subject: EntityReference
    relation: RelationReference
    object: EndAnswer
    forwards: bool
    label: Annotated[str, Field(description="How the edge reads in the direction of the path.")]
    standing: Annotated[str, Field(description="asserted or inferred.")]
    documents: list[str]
    claims: list[ClaimAnswer]


_From = TypedDict("_From", {"from": EntityReference})


class PathsAnswer(_From):
    """The shortest paths between two entities, those with the most support first."""

    to: EntityReference
    length: Annotated[int | None, Field(description="Edges of each path; null if there is none.")]
    total: int
    paths: list[list[PathStep]]


class NeighbourNode(EntityReference):
    """A node of a drawing."""

    depth: Annotated[int, Field(description="Edges from the middle.")]


class NeighbourEdge(TypedDict):
    """An edge of a drawing; its ends are ids of nodes."""

    subject: str
    relation: RelationReference
    object: str
    standing: str
    documents: list[str]


class NeighbourhoodAnswer(TypedDict):
    """What lies around an entity."""

    center: EntityReference
    depth: int
    truncated: Annotated[bool, Field(description="Whether there are more nodes than the limit.")]
    nodes: list[NeighbourNode]
    edges: list[NeighbourEdge]


class SharedEdge(TypedDict):
    """What two entities have in common."""

    object: EndAnswer
    a: EdgeAnswer
    b: EdgeAnswer


class ComparedRelation(TypedDict):
    """One relation, in one direction, of two entities."""

    relation: RelationReference
    direction: str
    label: str
    shared: list[SharedEdge]
    only_a: list[EdgeAnswer]
    only_b: list[EdgeAnswer]


class ComparisonAnswer(TypedDict):
    """Two entities side by side."""

    a: EntityReference
    b: EntityReference
    relations: list[ComparedRelation]


class ProofAnswer(TypedDict):
    """One application of a rule."""

    id: _Iri
    href: _Path
    rule: str
    axiom: Annotated[str, Field(description="What the rule was compiled from, in OWL 2 functional-style syntax.")]
    sentence: Annotated[str, Field(description="The rule in words.")]
    premises: Annotated[list[GroundAnswer], Field(description="What it needs, in the order of the chain.")]


class GroundAnswer(TypedDict):
    """An edge and what it rests on."""

    statement: str
    subject: EntityReference
    relation: RelationReference
    object: EntityReference
    documents: Annotated[list[str], Field(description="Documents that assert it.")]
    claims: Annotated[list[ClaimAnswer], Field(description="The claims that assert it.")]
    vocabulary: Annotated[bool, Field(description="Whether the vocabulary states it, without need of a document.")]
    proofs: list[ProofAnswer]
    omitted: Annotated[int, Field(description="Proofs that are not told here.")]


class ExplanationAnswer(TypedDict):
    """Why an edge holds."""

    statement: str
    ground: GroundAnswer
    support_sets: Annotated[
        list[list[str]], Field(description="The smallest sets of documents any one of which keeps the edge true.")
    ]
    indispensable: Annotated[list[str], Field(description="Documents without which the edge falls.")]
    doubts: Annotated[
        list[ClaimAnswer], Field(description="What is said against it, or against something that its proofs use.")
    ]


class NearMissAnswer(TypedDict):
    """A rule that would conclude the edge if what is missing held."""

    rule: str
    axiom: str
    sentence: Annotated[str, Field(description="The rule in words.")]
    held: Annotated[list[str], Field(description="The premises that hold, in words.")]
    missing: Annotated[list[str], Field(description="Those that do not; an end that is not known is a letter.")]
    claims: Annotated[list[ClaimAnswer], Field(description="What almost says what is missing.")]


class WhyNotAnswer(TypedDict):
    """Why an edge does not hold."""

    statement: str
    holds: Annotated[bool, Field(description="True if it does hold; then nothing is missing, and explain says why.")]
    kind_errors: Annotated[list[str], Field(description="Why such an edge could never hold.")]
    claims: Annotated[list[ClaimAnswer], Field(description="What is said of it with doubt, or denied.")]
    nearby: Annotated[list[str], Field(description="Edges of kinds of its ends that do hold.")]
    only_documents_could: Annotated[bool, Field(description="No rule concludes such edges.")]
    nearest: Annotated[list[NearMissAnswer], Field(description="What is missing, the nearest rule first.")]


class MentionAnswer(TypedDict):
    """A stretch of a text that names something; one that may mean several things is told once for each."""

    start: int
    end: int
    text: str
    entity: EntityAnswer
    iri: Annotated[str | None, Field(description="Null for a name that the vocabulary lacks.")]


class AnnotationAnswer(TypedDict):
    """What a posted text names and says."""

    format: Annotated[str, Field(description="text, markdown, html, pdf or docx, told by the content.")]
    length: Annotated[int, Field(description="Code points of the text that was read.")]
    sha256: str
    mentions: list[MentionAnswer]
    claims: list[ClaimAnswer]


class EdgeRow(TypedDict):
    """An edge in a list."""

    subject: EntityReference
    relation: RelationReference
    object: EndAnswer
    standing: Annotated[str, Field(description="asserted, qualified (said with doubt or denied) or inferred.")]
    support: Support
    documents: list[str]
    claims: list[ClaimAnswer]


class EdgePage(TypedDict):
    """A page of edges."""

    total: int
    items: list[EdgeRow]
    next: str | None


class KindAnswer(TypedDict):
    """A kind of things and how many there are."""

    kind: _Kind
    label: str
    iri: _Iri
    help: str
    entities: int
    mentioned: Annotated[int, Field(description="Entities that at least one document speaks of.")]
    href: _Path


class StatsAnswer(TypedDict):
    """What this version holds."""

    version: str
    kinds: list[KindAnswer]
    documents: int
    claims: Annotated[dict[str, int], Field(description="Accepted claims by polarity.")]
    relations: Annotated[dict[str, int], Field(description="Accepted claims by relation.")]
    edges: Annotated[dict[str, int], Field(description="Distinct edges: asserted, inferred.")]


class RootAnswer(TypedDict):
    """Where everything is."""

    version: str
    links: dict[str, Any]
