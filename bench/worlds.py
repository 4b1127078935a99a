"""Worlds to close: the edges of a version, and copies of them that lead to each other, as many as wanted."""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rdflib import RDF

from paingraph.ontology.closure import Edge
from paingraph.ontology.compilation import compile_rules
from paingraph.ontology.namespaces import GRAPH, PG, PGID
from paingraph.ontology.rules import Form

__all__ = ["SHAPES", "World", "generated", "read"]

#: `even`: every copy of a thing has as many edges as the thing. `hubs`: a few copies have most of them.
SHAPES = ("even", "hubs")
_TRANSITIVE = {PG + rule.conclusion.relation for rule in compile_rules() if rule.form is Form.TRANSITIVE}


@dataclass(frozen=True, slots=True)
class World:
    """Edges, and pairs of a thing and a class."""

    edges: list[Edge]
    classes: list[tuple[str, str]]


def read(file: Path) -> World:
    """Return what documents and vocabulary say of entities, without claims, passages, labels and conclusions."""
    edges: dict[Edge, None] = {}
    classes: dict[tuple[str, str], None] = {}
    entity, inferred = f"<{PGID}", f"<{GRAPH}inferred> ."
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line.startswith(entity) or line.endswith(inferred):
            continue
        subject, predicate, rest = line.split(" ", 2)
        parts = subject[1:-1], predicate[1:-1], rest.split(" ", 1)[0][1:-1]
        if parts[1] == str(RDF.type) and parts[2].startswith(PG):
            classes[parts[0], parts[2]] = None
        elif parts[1].startswith(PG) and rest.startswith(entity):
            edges[Edge(*parts)] = None
    return World(list(edges), list(classes))


def generated(world: World, size: int, shape: str, seed: int) -> World:
    """Return a graph of about so many edges: many copies of the shipped one, whose edges lead from copy to copy.

    Kinds, shares of relations and hierarchies are those of the shipped graph: transitive relations stay within a copy,
    since two things that documents make kinds of each other would otherwise become one circle through all copies. In
    the even shape degrees are, too (a random lift); with hubs the copies are chosen by the square of chance, so that
    degrees grow with the graph, as they do where more documents speak of the same few things.
    """
    chance, copies = random.Random(seed), max(1, round(size / len(world.edges)))
    edges: dict[Edge, None] = {}
    for edge in world.edges:
        starts: Sequence[int] = range(copies)
        ends: Sequence[int] = starts
        if edge.relation not in _TRANSITIVE:
            if shape == "hubs":
                starts, ends = ([int(copies * chance.random() ** 2) for _ in range(copies)] for _ in range(2))
            else:
                ends = chance.sample(starts, copies)
        for start, end in zip(starts, ends, strict=True):
            edges[Edge(_copy(edge.subject, start), edge.relation, _copy(edge.object, end))] = None
    classes = [(_copy(thing, copy), class_) for thing, class_ in world.classes for copy in range(copies)]
    return World(list(edges), classes)


def _copy(thing: str, number: int) -> str:
    return sys.intern(f"{thing}-{number}")
