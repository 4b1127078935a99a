"""Comparison: what two things of one kind share, and what only one of them has."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from paingraph.api.answers import Answers
from paingraph.api.graph_resources import ComparisonAnswer
from paingraph.api.operations import Operation
from paingraph.api.parameters import Text
from paingraph.api.paths import INCLUDE_INFERRED
from paingraph.api.resources import EdgeAnswer, RelationGroup
from paingraph.ontology.errors import NotFoundError, UsageError

__all__ = ["compare", "comparison_operations"]


def comparison_operations(answers: Answers) -> Iterator[Operation]:
    """Yield the comparison."""
    entity = partial(Text, max_length=300, required=True)
    yield Operation(
        id="compare",
        path="/compare",
        summary="What two entities of one kind share, and what only one of them has, relation by relation.",
        parameters=[
            entity(name="a", help="One entity, by slug, IRI, label or synonym.", example="anesthesiology"),
            entity(name="b", help="Another of the same kind.", example="chiropractic"),
            INCLUDE_INFERRED,
        ],
        answer=ComparisonAnswer,
        handler=partial(_compare, answers),
        errors=[UsageError, NotFoundError],
        tag="graph",
    )


def compare(answers: Answers, a: str, b: str, inferred: bool) -> dict[str, Any]:
    """Return the comparison of two entities, given by any of their names."""
    one, other = answers.directory.find(a, parameter="a"), answers.directory.find(b, parameter="b")
    if one is other:
        raise UsageError(f"Both names mean {one.label}; name two entities.", parameter="b")
    if one.kind is not other.kind:
        raise UsageError(
            f"{one.label} is {one.kind.a} and {other.label} is {other.kind.a}; compare two of one kind.", parameter="b"
        )
    groups = [{_key(group): group for group in answers.relations(entry)} for entry in (one, other)]
    keys = list(dict.fromkeys(key for side in groups for key in side))
    keys.sort(key=lambda key: (answers.directory.order.get(key[0], len(answers.directory.order)), key))
    relations = [_relation([side.get(key) for side in groups], inferred) for key in keys]
    return {
        "a": answers.reference(one.id),
        "b": answers.reference(other.id),
        "relations": [
            relation for relation in relations if relation["shared"] or relation["only_a"] or relation["only_b"]
        ],
    }


def _compare(answers: Answers, a: str, b: str, inferred: bool) -> dict[str, Any]:
    return compare(answers, a, b, inferred)


def _key(group: RelationGroup) -> tuple[str, str]:
    return group["relation"]["id"], group["direction"]


def _relation(sides: list[RelationGroup | None], inferred: bool) -> dict[str, Any]:
    named = next(side for side in sides if side is not None)
    of_a, of_b = (_edges(side, inferred) for side in sides)
    return {
        "relation": named["relation"],
        "direction": named["direction"],
        "label": named["label"],
        "shared": [
            {"object": edge["object"], "a": edge, "b": of_b[name]} for name, edge in of_a.items() if name in of_b
        ],
        "only_a": [edge for name, edge in of_a.items() if name not in of_b],
        "only_b": [edge for name, edge in of_b.items() if name not in of_a],
    }


def _edges(side: RelationGroup | None, inferred: bool) -> dict[str, EdgeAnswer]:
    if side is None:
        return {}
    edges = [*side["asserted"], *(side["inferred"] if inferred else ())]
    return {str(edge["object"].get("id") or edge["object"].get("value")): edge for edge in edges}
