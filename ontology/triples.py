"""What files of Turtle say, found by subject and predicate, each term as plain text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

from paingraph.ontology.namespaces import PREFIXES

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, Literal, NamedNode

__all__ = ["Term", "Triple", "Triples"]

#: Terms of RDF 1.1, and three of them.
Term: TypeAlias = "NamedNode | BlankNode | Literal"
Triple: TypeAlias = tuple["NamedNode | BlankNode", "NamedNode", Term]

_FIRST, _REST, _NIL = (PREFIXES["rdf"] + name for name in ("first", "rest", "nil"))


class Triples:
    """Triples whose terms are texts: an IRI, the label of a blank node, or what a literal says."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._objects: dict[str, dict[str, list[str]]] = defaultdict(dict)
        for subject, predicate, object_ in triples:
            self._objects[predicate.value].setdefault(subject.value, []).append(object_.value)

    def objects(self, subject: str, predicate: str) -> Sequence[str]:
        """Return what a subject has under a predicate."""
        return self._objects.get(predicate, {}).get(subject, ())

    def object(self, subject: str, predicate: str) -> str | None:
        """Return the first that a subject has under a predicate, if any."""
        return next(iter(self.objects(subject, predicate)), None)

    def pairs(self, predicate: str) -> Iterator[tuple[str, str]]:
        """Yield the subjects that have a predicate, each with an object."""
        for subject, objects in self._objects.get(predicate, {}).items():
            for object_ in objects:
                yield subject, object_

    def subjects(self, predicate: str, object_: str) -> Iterator[str]:
        """Yield the subjects that have an object under a predicate."""
        return (subject for subject, other in self.pairs(predicate) if other == object_)

    def members(self, head: str) -> Iterator[str]:
        """Yield the members of a list (RDF Schema, section 5.2)."""
        cell: str | None = head
        while cell is not None and cell != _NIL:
            yield from self.objects(cell, _FIRST)
            cell = self.object(cell, _REST)
