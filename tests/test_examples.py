"""The named queries in the graph, as editors look for them."""

from __future__ import annotations

from pathlib import Path

import rdflib
from pyshacl import validate

from paingraph.ontology.namespaces import PREFIXES
from paingraph.queries.catalogue import Catalogue
from paingraph.queries.embedded import Draft
from paingraph.queries.examples import QUERIES_GRAPH, describe_queries
from paingraph.queries.formats import Format
from paingraph.queries.store import Store

#: What SPARQL editors ask an endpoint for.
EXECUTABLES = """PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?executable ?comment ?query {
  ?executable a sh:SPARQLExecutable ; rdfs:comment ?comment ; sh:select|sh:ask|sh:construct ?query
} ORDER BY ?executable"""
DECLARED = """PREFIX sh: <http://www.w3.org/ns/shacl#>
SELECT DISTINCT ?prefix ?namespace { [] sh:namespace ?namespace ; sh:prefix ?prefix }"""


def test_every_shipped_query_is_offered_and_runs(shipped_store: Store) -> None:
    """With its question as the comment, bound to its sample."""
    offered = shipped_store.rows(EXECUTABLES)
    assert [row["comment"].value for row in offered] == [query.summary for query in Catalogue.shipped()]
    for row in offered:
        assert shipped_store.evaluate(row["query"].value, [Format.JSON]).count > 0, row["executable"].value


def test_the_prefixes_of_the_house_are_declared(shipped_store: Store) -> None:
    """As SHACL declares them."""
    declared = {row["prefix"].value: row["namespace"] for row in shipped_store.rows(DECLARED)}
    assert {prefix: term.value for prefix, term in declared.items()} == PREFIXES
    assert {term.datatype for term in declared.values()} == {PREFIXES["xsd"] + "anyURI"}


def test_the_graph_of_queries_is_what_shacl_says(shipped_store: Store) -> None:
    """A select executable has one text and the ontology that declares its prefixes."""
    construct = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{QUERIES_GRAPH}> {{ ?s ?p ?o }} }}"
    answer = shipped_store.evaluate(construct, [Format.N_TRIPLES])
    graph = rdflib.Graph().parse(data=answer.body, format="nt")
    shapes = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
    [] a sh:NodeShape ; sh:targetClass sh:SPARQLSelectExecutable ;
       sh:property [ sh:path sh:select ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:string ] ;
       sh:property [ sh:path ( sh:prefixes sh:declare sh:prefix ) ; sh:minCount 1 ] .
    [] a sh:NodeShape ; sh:targetObjectsOf sh:declare ;
       sh:property [ sh:path sh:prefix ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:string ] ;
       sh:property [ sh:path sh:namespace ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:anyURI ] ."""
    conforms, _, report = validate(graph, shacl_graph=rdflib.Graph().parse(data=shapes))
    assert conforms, report


def test_a_graph_that_lacks_a_sample_offers_the_other_queries_alone() -> None:
    """A query about what is not there is no example."""
    lines = list(describe_queries(Catalogue.shipped(), Draft.of_lines([])))
    names = {line.split(" ")[0] for line in lines if "SPARQLSelectExecutable" in line}
    assert 0 < len(names) < len(Catalogue.shipped())


def test_the_folder_of_a_build_is_not_needed_for_a_draft(tmp_path: Path) -> None:
    """It is asked before it is published; the default graph is the union, as ever."""
    line = '<urn:s> <urn:p> "o" <urn:g> .'
    (row,) = Draft.of_lines([line]).rows("SELECT ?o { <urn:s> <urn:p> ?o }")
    assert row["o"].value == "o"
