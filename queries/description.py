"""The graph described: VoID statistics, DCAT and PROV facts, for the metadata graph.

Statistics follow the VoID vocabulary (W3C Interest Group Note, section 4): triples, distinct subjects, class
partitions with the properties that their instances use, and property partitions; SPARQL editors complete from them.
Of each property of a class it also says which classes and datatypes its values have (the latter by void-ext).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from hashlib import sha256

from paingraph import __version__
from paingraph.ontology.namespaces import BASE, GRAPH, ONTOLOGY, PG
from paingraph.ontology.nquads import curie, integer, iri, quad, text
from paingraph.queries.counts import Counts
from paingraph.queries.user_graphs import is_user_graph

__all__ = ["METADATA_GRAPH", "describe"]

METADATA_GRAPH = GRAPH + "metadata"
#: The dataset as a whole: all named graphs together.
DATASET = BASE + "dataset"

_USERS = "Written by users of the service; no document says it."
#: The datatypes of a property's values; VoID itself has no word for them.
_EXTENSION = "http://ldf.fi/void-ext#"
_LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def describe(counts: Counts) -> Iterator[str]:
    """Yield the lines of the metadata graph.

    The counts are of the graph without them, and so are the partitions; the triples of the dataset are all of them, as
    a query counts them.
    """
    facts = {*_dataset(counts), *_graphs(counts), *_partitions(counts)}
    yield from sorted(facts)
    yield from _sizes(counts.triples, len(facts) + len([*_sizes(0, 0)]))


def _graphs(counts: Counts) -> Iterator[str]:
    for name, triples in sorted(counts.graphs.items()):
        graph = name.strip("<>")
        yield _fact(DATASET, "void:subset", iri(graph))
        yield _fact(graph, "rdf:type", curie("void:Dataset"))
        yield _fact(graph, "void:triples", integer(triples))
        if is_user_graph(graph):
            yield _fact(graph, "dcterms:description", text(_USERS, "en"))
        if graph == GRAPH + "inferred":
            for source in sorted(counts.graphs):
                if source.startswith(f"<{GRAPH}document/"):
                    yield _fact(graph, "prov:wasDerivedFrom", source)


def _sizes(others: int, own: int) -> Iterator[str]:
    """Yield how large the dataset is, and this graph within it, from the triples of the others and its own."""
    yield _fact(DATASET, "void:triples", integer(others + own))
    yield _fact(DATASET, "void:subset", iri(METADATA_GRAPH))
    yield _fact(METADATA_GRAPH, "rdf:type", curie("void:Dataset"))
    yield _fact(METADATA_GRAPH, "void:triples", integer(own))


def _dataset(counts: Counts) -> Iterator[str]:
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
    yield _fact(DATASET, "void:distinctSubjects", integer(counts.subjects))
    yield _fact(DATASET, "void:distinctObjects", integer(counts.objects))
    yield _fact(DATASET, "void:properties", integer(len(counts.properties)))
    yield _fact(DATASET, "void:classes", integer(len(counts.types)))


def _partitions(counts: Counts) -> Iterator[str]:
    for predicate, triples in sorted(counts.properties.items()):
        yield from _property_partition(DATASET, predicate, triples)
    for class_, instances in sorted(counts.types.items()):
        if not class_.startswith(f"<{PG}"):
            continue
        partition = _partition(DATASET, class_)
        yield _fact(DATASET, "void:classPartition", iri(partition))
        yield _fact(partition, "void:class", class_)
        yield _fact(partition, "void:entities", integer(len(instances)))
        for predicate, values in sorted(counts.properties_of(instances).items()):
            yield from _property_partition(partition, predicate, values.pop(""))
            yield from _value_partitions(_partition(partition, predicate), values)


def _property_partition(dataset: str, predicate: str, triples: int) -> Iterator[str]:
    partition = _partition(dataset, predicate)
    yield _fact(dataset, "void:propertyPartition", iri(partition))
    yield _fact(partition, "void:property", predicate)
    yield _fact(partition, "void:triples", integer(triples))


def _value_partitions(dataset: str, values: Counter[str]) -> Iterator[str]:
    for type_, triples in sorted(values.items()):
        partition = _partition(dataset, type_)
        if type_.startswith(f"<{PG}"):
            yield _fact(dataset, "void:classPartition", iri(partition))
            yield _fact(partition, "void:class", type_)
        else:
            extended = (iri(_EXTENSION + name) for name in ("datatypePartition", "datatype"))
            yield quad(iri(dataset), next(extended), iri(partition), iri(METADATA_GRAPH))
            yield quad(iri(partition), next(extended), type_, iri(METADATA_GRAPH))
        yield _fact(partition, "void:triples", integer(triples))


def _partition(dataset: str, of: str) -> str:
    return f"{BASE}dataset/partition/" + sha256(f"{dataset}\t{of}".encode()).hexdigest()[:20]


def _fact(subject: str, predicate: str, object_: str) -> str:
    return quad(iri(subject), curie(predicate), object_, iri(METADATA_GRAPH))
