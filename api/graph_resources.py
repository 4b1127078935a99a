"""The JSON shapes of walks through the graph: paths, neighbourhoods, comparisons, proofs."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from paingraph.api.resources import (
    ClaimAnswer,
    EdgeAnswer,
    EdgeSupport,
    EndAnswer,
    EntityReference,
    IriText,
    PathText,
    RelationReference,
)

__all__ = [
    "ComparedRelation",
    "ComparisonAnswer",
    "DisagreementPage",
    "DisagreementRow",
    "EdgePage",
    "EdgeRow",
    "ExplanationAnswer",
    "GroundAnswer",
    "NearMissAnswer",
    "NeighbourEdge",
    "NeighbourNode",
    "NeighbourhoodAnswer",
    "PathStep",
    "PathsAnswer",
    "ProofAnswer",
    "SharedEdge",
    "StatementVoices",
    "WhyNotAnswer",
]


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

    id: IriText
    href: PathText
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


class EdgeRow(TypedDict):
    """An edge in a list."""

    subject: EntityReference
    relation: RelationReference
    object: EndAnswer
    standing: Annotated[str, Field(description="asserted, qualified (said with doubt or denied) or inferred.")]
    support: EdgeSupport
    documents: list[str]
    claims: list[ClaimAnswer]


class EdgePage(TypedDict):
    """A page of edges."""

    total: int
    items: list[EdgeRow]
    next: str | None


class StatementVoices(TypedDict):
    """A statement, told from its subject, and who says it how."""

    object: EntityReference
    statement: Annotated[str, Field(description="What is said, in words.")]
    asserted: Annotated[list[str], Field(description="Documents that assert it.")]
    hedged: Annotated[list[str], Field(description="Documents that say it with doubt.")]
    negated: Annotated[list[str], Field(description="Documents that deny it.")]


class DisagreementRow(StatementVoices):
    """What two documents say differently of one subject."""

    subject: EntityReference
    relation: RelationReference
    other: Annotated[
        StatementVoices | None,
        Field(description="The statement on a kind of the object, or on what that is a kind of; null: the same one."),
    ]
    claims: Annotated[list[ClaimAnswer], Field(description="Every accepted claim on either, by document and position.")]


class DisagreementPage(TypedDict):
    """A page of disagreements."""

    total: int
    items: list[DisagreementRow]
    next: str | None
