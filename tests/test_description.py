"""VoID counts what is there."""

from __future__ import annotations

import rdflib
from rdflib.namespace import RDF, VOID

from paingraph.ontology.namespaces import GRAPH, PG
from paingraph.ontology.nquads import curie, iri, quad, text
from paingraph.queries.description import DATASET, METADATA_GRAPH, describe

ONE, TWO = iri(GRAPH + "document/001"), iri(GRAPH + "inferred")
SUBJECT = iri("https://example.org/s")
LINES = [
    quad(SUBJECT, curie("rdf:type"), curie("pg:Condition"), ONE),
    quad(SUBJECT, curie("skos:prefLabel"), text("a label with spaces . and a dot", "en"), ONE),
    quad(SUBJECT, curie("skos:prefLabel"), text("a label with spaces . and a dot", "en"), TWO),
]


def described() -> rdflib.Graph:
    """The metadata graph of the sample."""
    dataset = rdflib.Dataset()
    dataset.parse(data="\n".join(describe(LINES)), format="nquads")
    return dataset.graph(rdflib.URIRef(METADATA_GRAPH))


def test_a_triple_in_two_graphs_counts_once_in_the_union() -> None:
    """The default graph is the union of all named graphs."""
    graph = described()
    assert graph.value(rdflib.URIRef(DATASET), VOID.triples).toPython() == 2
    subsets = {str(s): graph.value(s, VOID.triples).toPython() for s in graph.objects(predicate=VOID.subset)}
    assert subsets == {GRAPH + "document/001": 2, GRAPH + "inferred": 1}


def test_class_partitions_carry_the_properties_of_their_instances() -> None:
    """Editors complete from these."""
    graph = described()
    (partition,) = graph.subjects(VOID["class"], rdflib.URIRef(PG + "Condition"))
    assert graph.value(partition, VOID.entities).toPython() == 1
    properties = {graph.value(p, VOID.property) for p in graph.objects(partition, VOID.propertyPartition)}
    assert RDF.type in properties
    assert len(properties) == 2
