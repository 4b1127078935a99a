"""The graph described: VoID statistics, DCAT and PROV facts, for the metadata graph.

Statistics follow the VoID vocabulary (W3C Interest Group Note, section 4): triples, distinct subjects, class
partitions with the properties that their instances use, and property partitions; SPARQL editors complete from them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from hashlib import sha256

from paingraph import __version__
from paingraph.ontology.namespaces import BASE, GRAPH, ONTOLOGY, PG
from paingraph.ontology.nquads import curie, integer, iri, quad, text
from paingraph.queries.user_graphs import is_user_graph

__all__ = ["METADATA_GRAPH", "describe"]

METADATA_GRAPH = GRAPH + "metadata"
#: The dataset as a whole: all named graphs together.
DATASET = BASE + "dataset"

_TYPE = curie("rdf:type")
_USERS = "Written by users of the service; no document says it."
_LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def describe(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines of the metadata graph for a graph given as N-Quads lines.

    Counts are of the graph without the metadata itself.
    """
    statistics = _Statistics(set(lines))
    yield from _dataset(statistics)
    for name, triples in sorted(statistics.graphs.items()):
        graph = name.strip("<>")
        yield _fact(DATASET, "void:subset", iri(graph))
        yield _fact(graph, "rdf:type", curie("void:Dataset"))
        yield _fact(graph, "void:triples", integer(triples))
        if is_user_graph(graph):
            yield _fact(
                graph, "dcterms:description", text("Written by users of the service; no document says it.", "en")
            )
        if graph == GRAPH + "inferred":
            for source in sorted(statistics.graphs):
                if source.startswith(f"<{GRAPH}document/"):
                    yield _fact(graph, "prov:wasDerivedFrom", source)
    yield from _partitions(statistics)


class _Statistics:
    """Counts over a set of N-Quads lines."""

    def __init__(self, lines: set[str]) -> None:
        self.graphs: Counter[str] = Counter()
        self.properties: Counter[str] = Counter()
        self.types: dict[str, set[str]] = defaultdict(set)
        self._by_subject: dict[str, Counter[str]] = defaultdict(Counter)
        triples: set[tuple[str, str, str]] = set()
        for line in lines:
            subject, predicate, rest = line.split(" ", 2)
            object_, graph, _ = rest.rsplit(" ", 2)
            self.graphs[graph] += 1
            triples.add((subject, predicate, object_))
        for subject, predicate, object_ in triples:
            self.properties[predicate] += 1
            self._by_subject[subject][predicate] += 1
            if predicate == _TYPE:
                self.types[object_].add(subject)
        self.triples = len(triples)
        self.subjects = len(self._by_subject)
        self.objects = len({object_ for _, _, object_ in triples})

    def properties_of(self, subjects: set[str]) -> Counter[str]:
        """Count the triples by predicate whose subject is among those given."""
        total: Counter[str] = Counter()
        for subject in subjects:
            total.update(self._by_subject[subject])
        return total


def _dataset(statistics: _Statistics) -> Iterator[str]:
    yield _fact(DATASET, "rdf:type", curie("void:Dataset"))
    yield _fact(DATASET, "rdf:type", curie("dcat:Dataset"))
    yield _fact(DATASET, "rdf:type", curie("prov:Entity"))
    yield _fact(DATASET, "dcterms:title", text("paingraph: a knowledge graph of interventional pain medicine", "en"))
    yield _fact(
        DATASET,
        "dcterms:description",
        text(
            "Claims read from documents, each with its passage, and what follows from them, each with its proof.", "en"
        ),
    )
    yield _fact(DATASET, "dcterms:license", iri(_LICENCE))
    yield _fact(DATASET, "owl:versionInfo", text(__version__))
    yield _fact(DATASET, "void:vocabulary", iri(ONTOLOGY))
    yield _fact(DATASET, "void:uriSpace", text(BASE))
    yield _fact(DATASET, "void:triples", integer(statistics.triples))
    yield _fact(DATASET, "void:distinctSubjects", integer(statistics.subjects))
    yield _fact(DATASET, "void:distinctObjects", integer(statistics.objects))
    yield _fact(DATASET, "void:properties", integer(len(statistics.properties)))
    yield _fact(DATASET, "void:classes", integer(len(statistics.types)))


def _partitions(statistics: _Statistics) -> Iterator[str]:
    for predicate, triples in sorted(statistics.properties.items()):
        yield from _property_partition(DATASET, predicate, triples)
    for class_, instances in sorted(statistics.types.items()):
        if not class_.startswith(f"<{PG}"):
            continue
        partition = _partition(DATASET, class_)
        yield _fact(DATASET, "void:classPartition", iri(partition))
        yield _fact(partition, "void:class", class_)
        yield _fact(partition, "void:entities", integer(len(instances)))
        for predicate, triples in sorted(statistics.properties_of(instances).items()):
            yield from _property_partition(partition, predicate, triples)


def _property_partition(dataset: str, predicate: str, triples: int) -> Iterator[str]:
    partition = _partition(dataset, predicate)
    yield _fact(dataset, "void:propertyPartition", iri(partition))
    yield _fact(partition, "void:property", predicate)
    yield _fact(partition, "void:triples", integer(triples))


def _partition(dataset: str, of: str) -> str:
    return f"{BASE}dataset/partition/" + sha256(f"{dataset}\t{of}".encode()).hexdigest()[:20]


def _fact(subject: str, predicate: str, object_: str) -> str:
    return quad(iri(subject), curie(predicate), object_, iri(METADATA_GRAPH))
