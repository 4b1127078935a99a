"""VoID counts what is there."""

from __future__ import annotations

import json

import rdflib
from rdflib.namespace import RDF, VOID

from paingraph.ontology.namespaces import GRAPH, PG
from paingraph.ontology.nquads import curie, integer, iri, quad, text
from paingraph.queries.counts import Counts
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
    dataset.parse(data="\n".join(describe(Counts(LINES))), format="nquads")
    return dataset.graph(rdflib.URIRef(METADATA_GRAPH))


def test_a_triple_in_two_graphs_counts_once_in_the_union() -> None:
    """The default graph is the union of all named graphs."""
    graph = described()
    triples = {str(node): int(str(number)) for node, number in graph.subject_objects(VOID.triples)}
    subsets = {str(subset) for subset in graph.objects(predicate=VOID.subset)}
    assert {subset: triples[subset] for subset in subsets} == {
        GRAPH + "document/001": 2,
        GRAPH + "inferred": 1,
        METADATA_GRAPH: len(graph),
    }
    assert triples[DATASET] == 2 + len(graph)


def test_what_is_added_later_counts_as_if_it_had_been_there() -> None:
    """Lines of further graphs; a triple that was counted already is not counted again."""
    later = Counts(LINES[:2])
    later.add(LINES[2:])
    assert {*describe(later)} == {*describe(Counts(LINES))}


def test_class_partitions_carry_the_properties_of_their_instances() -> None:
    """Editors complete from these."""
    graph = described()
    (partition,) = graph.subjects(VOID["class"], rdflib.URIRef(PG + "Condition"))
    assert graph.value(partition, VOID.entities) == rdflib.Literal(1)
    properties = {graph.value(p, VOID.property) for p in graph.objects(partition, VOID.propertyPartition)}
    assert RDF.type in properties
    assert len(properties) == 2


def test_a_property_of_a_class_says_what_its_values_are() -> None:
    """Classes of ours by VoID, datatypes by its extension: an editor can go on from the value."""
    typed = [
        quad(SUBJECT, curie("rdf:type"), curie("pg:Condition"), ONE),
        quad(SUBJECT, curie("pg:treatedBy"), iri("https://example.org/o"), ONE),
        quad(iri("https://example.org/o"), curie("rdf:type"), curie("pg:Procedure"), ONE),
        quad(SUBJECT, curie("pg:note"), text('"1"^^<x>'), ONE),
        quad(SUBJECT, curie("pg:note"), text("in words", "en"), ONE),
        quad(SUBJECT, curie("pg:note"), integer(3), ONE),
    ]
    dataset = rdflib.Dataset()
    dataset.parse(data="\n".join(describe(Counts(typed))), format="nquads")
    asked = """PREFIX void: <http://rdfs.org/ns/void#> PREFIX ext: <http://ldf.fi/void-ext#>
    SELECT ?property ?value { GRAPH ?g {
      ?class void:class pg:Condition ; void:propertyPartition ?partition . ?partition void:property ?property ;
        void:classPartition/void:class|ext:datatypePartition/ext:datatype ?value } }"""
    rows = json.loads(dataset.query(asked, initNs={"pg": rdflib.Namespace(PG)}).serialize(format="json") or b"")
    found = [(row["property"]["value"], row["value"]["value"]) for row in rows["results"]["bindings"]]
    assert {(property_.removeprefix(PG), value.rpartition("#")[2]) for property_, value in found} == {
        ("treatedBy", "Procedure"),
        ("note", "string"),
        ("note", "langString"),
        ("note", "integer"),
    }
