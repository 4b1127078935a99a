"""Paths: how two things hang together, by the fewest edges, each with the claims that it rests on."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Any

from paingraph.api.answers import Answers
from paingraph.api.edges import ASSERTED, INFERRED, Edge, Edges
from paingraph.api.graph_resources import PathsAnswer
from paingraph.api.operations import Operation
from paingraph.api.parameters import Choice, Flag, Integer, Text
from paingraph.ontology.errors import NotFoundError, UsageError

__all__ = ["INCLUDE_INFERRED", "path_operations", "relation_filter", "shortest_paths"]

#: Edges of one path; longer ones connect everything with everything.
MAX_LENGTH = 6
#: Paths that are weighed against each other before the best are chosen.
MAX_CANDIDATES = 1_000

INCLUDE_INFERRED = Flag(name="inferred", help="Whether edges count that rules conclude.", default=False)

#: An edge and the entity that it leads to.
Step = tuple[Edge, str]


def shortest_paths(
    edges: Edges, start: str, end: str, relations: frozenset[str], standings: Sequence[str], max_length: int
) -> list[list[Step]]:
    """Return the shortest paths between two entities, those with the most support first; edges count both ways."""
    steps: dict[str, list[tuple[Edge, str]]] = {start: []}
    distance = {start: 0}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        if distance[here] >= max_length or (end in distance and distance[here] >= distance[end]):
            break
        for edge, other in _usable(edges, here, relations, standings):
            if other not in distance:
                distance[other] = distance[here] + 1
                steps[other] = []
                waiting.append(other)
            if distance[other] == distance[here] + 1:
                steps[other].append((edge, here))
    if end not in distance or start == end:
        return []
    return sorted(islice(_backwards(steps, start, end), MAX_CANDIDATES), key=_weight)


def relation_filter(answers: Answers) -> Choice:
    """Return the parameter that names relations, any number of them."""
    choices = answers.directory.forwards
    return Choice(
        name="relation", help="Only edges of these relations; may be repeated.", choices=choices, repeated=True
    )


def path_operations(answers: Answers) -> Iterator[Operation]:
    """Yield the search for paths."""
    entity = partial(Text, max_length=300, required=True)
    yield Operation(
        id="findPaths",
        path="/paths",
        summary="The shortest paths between two entities, each edge with the claims that it rests on.",
        parameters=[
            entity(name="from", help="Where the path begins, by slug, IRI, label or synonym.", example="physiatrist"),
            entity(name="to", help="Where it ends.", example="sciatica"),
            relation_filter(answers),
            INCLUDE_INFERRED,
            Integer(name="max_length", help="Edges of a path, at most.", low=1, high=MAX_LENGTH, default=4),
            Integer(name="limit", help="Paths, at most.", low=1, high=50, default=10),
        ],
        answer=PathsAnswer,
        handler=partial(_paths, answers),
        errors=[UsageError, NotFoundError],
        tag="graph",
    )


def _paths(
    answers: Answers, to: str, relation: tuple[str, ...], inferred: bool, max_length: int, limit: int, **ends: str
) -> dict[str, Any]:
    find = answers.directory.find
    start, end = find(ends["from"], parameter="from"), find(to, parameter="to")
    if start is end:
        raise UsageError(f"A path leads from one entity to another; both ends are {start.label}.", parameter="to")
    standings = (ASSERTED, INFERRED) if inferred else (ASSERTED,)
    found = shortest_paths(answers.edges, start.id, end.id, frozenset(relation), standings, max_length)
    return {
        "from": answers.reference(start.id),
        "to": answers.reference(end.id),
        "length": len(found[0]) if found else None,
        "total": len(found),
        "paths": [[_step(answers, step) for step in path] for path in found[:limit]],
    }


def _step(answers: Answers, step: Step) -> dict[str, Any]:
    edge, reached = step
    forwards = edge.object == reached
    relation = answers.directory.relation(edge.relation)
    return {
        "subject": answers.reference(edge.subject),
        "relation": answers.relation(edge.relation),
        "object": answers.end(edge.object),
        "forwards": forwards,
        "label": relation.label if forwards else relation.inverse_label,
        "standing": edge.standing,
        "documents": edge.documents,
        "claims": edge.claims,
    }


def _usable(edges: Edges, slug: str, relations: frozenset[str], standings: Sequence[str]) -> Iterable[Step]:
    for edge, other in edges.incident(slug):
        if edge.standing in standings and (not relations or edge.relation in relations):
            yield edge, other


def _backwards(steps: dict[str, list[tuple[Edge, str]]], start: str, end: str) -> Iterator[list[Step]]:
    """Yield every shortest path, walking from its end to its start."""
    waiting: list[tuple[str, list[Step]]] = [(end, [])]
    while waiting:
        here, path = waiting.pop()
        if here == start:
            yield path
            continue
        for edge, before in steps[here]:
            waiting.append((before, [(edge, here), *path]))


def _weight(path: list[Step]) -> tuple[int, int, list[str]]:
    """Order paths: by the weakest edge's documents, then by all documents, then by name."""
    documents = [len(edge.documents) for edge, _ in path]
    return -min(documents), -sum(documents), [f"{reached} {edge.relation}" for edge, reached in path]
