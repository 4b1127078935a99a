"""A small world of things, the edges that documents could assert in it, and what follows from them."""

from __future__ import annotations

from paingraph.ontology.closure import Closure, Edge, close
from paingraph.ontology.library import load_library
from paingraph.ontology.namespaces import PG, PGID

__all__ = ["LIBRARY", "THINGS", "classes", "closed", "concluded", "edge", "line"]

LIBRARY = load_library()

#: Things of a small world, and their kinds.
THINGS = {
    f"{kind}{number}": kind
    for kind, count in (("Specialty", 3), ("Condition", 3), ("Procedure", 3), ("PainGenerator", 3), ("Therapy", 2),
                        ("Substance", 1), ("AnatomicalStructure", 1))
    for number in range(1, count + 1)
}  # fmt: skip
FAMILIES = ("Condition1", "Condition2")


def edge(subject: str, relation: str, object_: str) -> Edge:
    """An edge between things given by their slugs."""
    return Edge(PGID + subject, PG + relation, PGID + object_)


def classes(*slugs: str) -> list[tuple[str, str]]:
    """The classes of concepts of the vocabulary, or of things of the small world."""
    found: list[tuple[str, str]] = []
    for slug in slugs:
        kind = THINGS.get(slug) or LIBRARY.concepts[slug].kind  # type: ignore[index]
        found.append((PGID + slug, PG + kind))
        if slug in FAMILIES or slug in {"radiculopathy", "facet-joint-syndrome"}:
            found.append((PGID + slug, PG + "ConditionFamily"))
    return found


def closed(*edges: tuple[str, str, str]) -> Closure:
    """What follows from edges between things of the vocabulary."""
    return close((edge(*given) for given in edges), classes(*{slug for s, _, o in edges for slug in (s, o)}))


def concluded(closure: Closure, relation: str) -> set[tuple[str, str]]:
    """Subjects and objects, as slugs, of a concluded relation."""
    return {
        (found.subject.removeprefix(PGID), found.object.removeprefix(PGID))
        for found in closure.proofs()
        if found.relation == PG + relation
    }


def line(given: Edge) -> str:
    """Three terms of a line of N-Quads."""
    return " ".join(f"<{part}>" for part in given)
