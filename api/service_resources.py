"""The JSON shapes of what serves the graph: search, named queries, annotation, statistics."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict

from paingraph.api.resources import (
    ClaimAnswer,
    EntityAnswer,
    EntityReference,
    IriText,
    KindName,
    PathText,
    Support,
)

__all__ = [
    "AnnotationAnswer",
    "KindAnswer",
    "Match",
    "MentionAnswer",
    "NamedQueryAnswer",
    "NamedQueryPage",
    "QueryColumn",
    "QueryParameter",
    "RootAnswer",
    "RowPage",
    "SearchAnswer",
    "StatsAnswer",
]


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
    form: Annotated[
        str, Field(description="SELECT, ASK (one row), CONSTRUCT or DESCRIBE (a row for each triple; also RDF).")
    ]
    summary: str
    description: str
    keywords: list[str]
    parameters: list[QueryParameter]
    columns: list[QueryColumn]
    sample: Annotated[dict[str, str], Field(description="Values that make a good example.")]
    href: PathText


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


class KindAnswer(TypedDict):
    """A kind of things and how many there are."""

    kind: KindName
    label: str
    iri: IriText
    help: str
    entities: int
    mentioned: Annotated[int, Field(description="Entities that at least one document speaks of.")]
    href: PathText


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
    links: Annotated[dict[str, PathText], Field(description="Paths by what is found there.")]
    templates: Annotated[
        dict[str, str], Field(description="Paths of single things, with what names them in braces (RFC 6570).")
    ]
