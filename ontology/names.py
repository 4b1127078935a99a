"""Names of terms and concepts, as the checks compare them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from paingraph.ontology.checks import Place
from paingraph.ontology.facts import Facts, plain
from paingraph.ontology.findings import short
from paingraph.ontology.namespaces import PG
from paingraph.ontology.nquads import curie

__all__ = ["MARKS", "by_kind", "schema_terms", "shared", "spelling"]

#: Names that mark a synonym, and must therefore be one.
MARKS = (curie("pg:abbreviation"), curie("pg:contextLabel"))

_SCHEMA_TYPES = ("owl:Class", "owl:ObjectProperty", "owl:DatatypeProperty", "owl:AnnotationProperty")


def schema_terms(facts: Facts) -> list[str]:
    """Return the classes and properties of our own."""
    return sorted(
        {term for type_ in _SCHEMA_TYPES for term in facts.instances(curie(type_)) if term.startswith(f"<{PG}")}
    )


def spelling(name: str) -> str:
    """Return what the reader of texts takes for the same name: case, hyphens, and a regular plural do not count."""
    words = plain(name).replace("-", " ").casefold().split()
    if words and len(words[-1]) > 3 and words[-1].endswith("s") and not words[-1].endswith(("ss", "is", "us")):
        words[-1] = words[-1][:-1]
    return " ".join(words)


def shared(facts: Facts, nodes: Iterable[str], predicate: str) -> Iterator[Place]:
    """Yield a place for each text that several nodes carry."""
    owners: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for node in nodes:
        for value in facts.objects(node, predicate):
            owners[" ".join(plain(value).casefold().split())].append((node, value))
    for _, found in sorted(owners.items()):
        names = sorted({node for node, _ in found})
        if len(names) > 1:
            yield Place(names[0], predicate, found[0][1], ", ".join(short(name) for name in names[1:]))


def by_kind(facts: Facts) -> Iterator[tuple[str, list[str]]]:
    """Yield each kind with the concepts that are of it, in order."""
    kinds: dict[str, list[str]] = defaultdict(list)
    for node in facts.entities:
        for kind in facts.kinds(node):
            kinds[kind].append(node)
    yield from sorted(kinds.items())
