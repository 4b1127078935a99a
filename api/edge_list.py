"""The list of edges: what holds between two things, with every claim on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from paingraph.api.answers import Answers
from paingraph.api.edges import STANDINGS, Edge
from paingraph.api.graph_resources import EdgePage, EdgeRow
from paingraph.api.operations import Operation
from paingraph.api.paging import CURSOR, LIMIT, page
from paingraph.api.parameters import Choice, Text
from paingraph.api.urls import API
from paingraph.ontology.errors import NotFoundError, UsageError

__all__ = ["edge_operations"]


def edge_operations(answers: Answers) -> Iterator[Operation]:
    """Yield the list of edges."""
    entity = partial(Text, max_length=300)
    yield Operation(
        id="listEdges",
        path="/edges",
        summary="Edges that begin or end at an entity, with every claim on each.",
        description="One of subject and object must be given; an edge of a relation is told forwards, and once.",
        parameters=[
            entity(name="subject", help="The entity where the edge begins.", example="epidural steroid injection"),
            entity(name="object", help="The entity where it ends."),
            Choice(name="relation", help="Only edges of this relation.", choices=answers.directory.forwards),
            Choice(name="standing", help="Only edges of this standing.", choices=STANDINGS),
            LIMIT,
            CURSOR,
        ],
        answer=EdgePage,
        handler=partial(_edges, answers),
        errors=[UsageError, NotFoundError],
        rows="items",
        tag="graph",
    )


def _edges(answers: Answers, limit: int, cursor: str | None, **narrowed: str | None) -> dict[str, Any]:
    given = {name: value for name, value in narrowed.items() if value is not None}
    find = answers.directory.find
    ends = {name: str(find(given[name], parameter=name).id) for name in ("subject", "object") if name in given}
    if not ends:
        raise UsageError(
            "Give a subject or an object; all edges together are /sparql's to answer.", parameter="subject"
        )
    found = [
        edge
        for edge in answers.edges.of(next(iter(ends.values())))
        if _fits(answers, edge, ends)
        and given.get("relation") in (None, edge.relation)
        and given.get("standing") in (None, edge.standing)
    ]
    found.sort(key=_key)
    chosen, following = page(found, _key, limit, cursor, f"{API}/edges", given)
    return {"total": len(found), "items": [_row(answers, edge) for edge in chosen], "next": following}


def _fits(answers: Answers, edge: Edge, ends: Mapping[Any, str]) -> bool:
    if answers.directory.relation(edge.relation).symmetric:
        return set(ends.values()) <= {edge.subject, edge.object}
    return ends.get("subject") in (None, edge.subject) and ends.get("object") in (None, edge.object)


def _key(edge: Edge) -> tuple[str, str, str]:
    return edge.subject, edge.relation, str(edge.object)


def _row(answers: Answers, edge: Edge) -> EdgeRow:
    return {
        "subject": answers.reference(edge.subject),
        "relation": answers.relation(edge.relation),
        "object": answers.end(edge.object),
        "standing": edge.standing,
        "support": edge.support,
        "documents": edge.documents,
        "claims": edge.claims,
    }
