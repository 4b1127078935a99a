"""Hierarchies as graphs: circles in them, and what stands above what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

__all__ = ["ancestors", "cycles"]


def ancestors(node: str, above: Mapping[str, set[str]]) -> set[str]:
    """Return all that stands above a node, by steps of any number."""
    found: set[str] = set()
    waiting = [node]
    while waiting:
        fresh = above.get(waiting.pop(), set()) - found
        found |= fresh
        waiting.extend(fresh)
    return found


def cycles(edges: Iterable[tuple[str, str]]) -> Iterator[list[str]]:
    """Yield cycles that share no node, at least one of each knot: without recursion, as chains may be long."""
    above: dict[str, set[str]] = defaultdict(set)
    for lower, upper in edges:
        above[lower].add(upper)
    while knot := _knot(above):
        path = [min(knot)]
        while (step := min(knot[path[-1]])) not in path:
            path.append(step)
        cycle = path[path.index(step) :]
        yield cycle
        above = {node: uppers - set(cycle) for node, uppers in knot.items() if node not in cycle}


def _knot(above: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """Return the part of a hierarchy in which every node has something above it: peel the tops until none is left."""
    below: dict[str, list[str]] = defaultdict(list)
    for lower, uppers in above.items():
        for upper in uppers:
            below[upper].append(lower)
    left = {node: len(uppers) for node, uppers in above.items()}
    tops = [node for node in {*below, *left} if not left.get(node)]
    gone = set(tops)
    while tops:
        for lower in below[tops.pop()]:
            left[lower] -= 1
            if not left[lower]:
                gone.add(lower)
                tops.append(lower)
    return {node: uppers - gone for node, uppers in above.items() if node not in gone}
