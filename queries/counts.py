"""What a graph holds, counted from its lines: triples, subjects, objects, properties, and the classes of its nodes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from paingraph.ontology.namespaces import PG
from paingraph.ontology.nquads import curie

__all__ = ["Counts"]

_TYPE = curie("rdf:type")
_STRING, _LANGUAGE = curie("xsd:string"), curie("rdf:langString")


class Counts:
    """Counts over lines of N-Quads, to which more can be added; a triple of two graphs counts once."""

    def __init__(self, lines: Iterable[str] = ()) -> None:
        self.graphs: Counter[str] = Counter()
        self.properties: Counter[str] = Counter()
        self.types: dict[str, set[str]] = defaultdict(set)
        self._triples: set[str] = set()
        self._by_subject: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._objects: set[str] = set()
        #: Classes of ours by node.
        self._classes: dict[str, list[str]] = defaultdict(list)
        self.add(lines)

    @property
    def triples(self) -> int:
        """The number of triples."""
        return len(self._triples)

    @property
    def subjects(self) -> int:
        """The number of nodes of which something is said."""
        return len(self._by_subject)

    @property
    def objects(self) -> int:
        """The number of nodes and literals that are said of something."""
        return len(self._objects)

    def add(self, lines: Iterable[str]) -> None:
        """Count further lines, which stand in graphs that were not counted before."""
        found: set[str] = set()
        graphs: list[str] = []
        for line in {*lines}:
            triple, graph, _ = line.rsplit(" ", 2)
            found.add(triple)
            graphs.append(graph)
        self.graphs.update(graphs)
        predicates: list[str] = []
        for triple in found - self._triples:
            subject, predicate, object_ = triple.split(" ", 2)
            predicates.append(predicate)
            self._objects.add(object_)
            self._by_subject[subject].append((predicate, object_))
            if predicate == _TYPE:
                self.types[object_].add(subject)
                if object_.startswith(f"<{PG}"):
                    self._classes[subject].append(object_)
        self.properties.update(predicates)
        self._triples |= found

    def properties_of(self, subjects: Iterable[str]) -> dict[str, Counter[str]]:
        """Count the values of each property whose subject is among those given, by their classes and datatypes.

        The number of triples stands under the empty name.
        """
        found: dict[str, list[str]] = defaultdict(list)
        for subject in subjects:
            for predicate, object_ in self._by_subject[subject]:
                values = found[predicate]
                values.append("")
                if object_.startswith('"'):
                    values.append(_datatype(object_))
                elif object_ in self._classes:
                    values += self._classes[object_]
        return {predicate: Counter(values) for predicate, values in found.items()}


def _datatype(literal: str) -> str:
    suffix = literal[literal.rindex('"') + 1 :]
    return suffix.removeprefix("^^") if suffix.startswith("^^") else _LANGUAGE if suffix else _STRING
