"""The neighbourhood of an entity, as nodes and edges to draw."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from paingraph.api.answers import Answers
from paingraph.api.edges import ASSERTED, INFERRED, Edge
from paingraph.api.graph_resources import NeighbourhoodAnswer
from paingraph.api.operations import Operation
from paingraph.api.parameters import Integer, Text
from paingraph.api.paths import INCLUDE_INFERRED, relation_filter
from paingraph.ontology.errors import NotFoundError, UsageError

__all__ = ["neighbourhood_operations"]

#: Nodes that a drawing holds and a reader can take in.
MAX_NODES = 500


def neighbourhood_operations(answers: Answers) -> Iterator[Operation]:
    """Yield the neighbourhood."""
    yield Operation(
        id="getNeighbourhood",
        path="/neighbourhood",
        summary="What lies around an entity, as nodes and edges to draw.",
        parameters=[
            Text(name="center", help="The entity in the middle.", max_length=300, required=True, example="nerve block"),
            Integer(name="depth", help="Edges from the middle, at most.", low=1, high=3, default=1),
            relation_filter(answers),
            INCLUDE_INFERRED,
            Integer(
                name="limit",
                help="Nodes, at most; the nearest and best supported stay.",
                low=1,
                high=MAX_NODES,
                default=100,
            ),
        ],
        answer=NeighbourhoodAnswer,
        handler=partial(_neighbourhood, answers),
        errors=[UsageError, NotFoundError],
        tag="graph",
    )


def _neighbourhood(
    answers: Answers, center: str, depth: int, relation: tuple[str, ...], inferred: bool, limit: int
) -> dict[str, Any]:
    middle = answers.directory.find(center, parameter="center")
    standings = (ASSERTED, INFERRED) if inferred else (ASSERTED,)

    def around(slug: str) -> list[tuple[Edge, str]]:
        found = [
            (edge, other)
            for edge, other in answers.edges.incident(slug)
            if edge.standing in standings and (not relation or edge.relation in relation)
        ]
        return sorted(found, key=lambda step: (-len(step[0].documents), step[1], step[0].relation))

    depths: dict[str, int] = {str(middle.id): 0}
    rim, cut = [str(middle.id)], False
    for level in range(1, depth + 1):
        reached: list[str] = []
        for other in (other for slug in rim for _, other in around(slug)):
            if other in depths:
                continue
            if len(depths) >= limit:
                cut = True
                break
            depths[other] = level
            reached.append(other)
        rim = reached
    edges = {_identity(edge): edge for slug in depths for edge, other in around(slug) if other in depths}
    return {
        "center": answers.reference(middle.id),
        "depth": depth,
        "truncated": cut,
        "nodes": [{**answers.reference(slug), "depth": level} for slug, level in depths.items()],
        "edges": [_edge(answers, edges[key]) for key in sorted(edges)],
    }


def _identity(edge: Edge) -> tuple[str, str, str]:
    """Name an edge; one between equals has no first end."""
    return min(edge.subject, str(edge.object)), edge.relation, max(edge.subject, str(edge.object))


def _edge(answers: Answers, edge: Edge) -> dict[str, Any]:
    return {
        "subject": edge.subject,
        "relation": answers.relation(edge.relation),
        "object": edge.object,
        "standing": edge.standing,
        "documents": edge.documents,
    }
