"""The named queries in the graph itself, as SHACL describes executables, so that SPARQL editors offer them.

Editors ask an endpoint for `sh:SPARQLExecutable` with a comment and a text, and for the prefixes that it declares
(SHACL Advanced Features, section 5.1; SHACL, section 5.2.1). Each query is bound to its sample. SHACL has no word for
DESCRIBE; those who collect examples have one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress

from paingraph.ontology.errors import InputError
from paingraph.ontology.namespaces import BASE, GRAPH, PREFIXES
from paingraph.ontology.nquads import curie, iri, quad, text
from paingraph.queries.named_query import NamedQuery
from paingraph.queries.store import Rows

__all__ = ["QUERIES_GRAPH", "describe_queries"]

QUERIES_GRAPH = GRAPH + "queries"
#: Queries by their names, and the prefixes that they may use.
_QUERY, _PREFIX = BASE + "query/", BASE + "prefix/"
_SPEX = "https://purl.expasy.org/sparql-examples/ontology#"
#: Form of a query → its class, and the property that holds its text.
_FORMS = {
    "SELECT": (curie("sh:SPARQLSelectExecutable"), curie("sh:select")),
    "ASK": (curie("sh:SPARQLAskExecutable"), curie("sh:ask")),
    "CONSTRUCT": (curie("sh:SPARQLConstructExecutable"), curie("sh:construct")),
    "DESCRIBE": (iri(_SPEX + "SPARQLDescribeExecutable"), iri(_SPEX + "describe")),
}


def describe_queries(queries: Iterable[NamedQuery], graph: Rows) -> Iterator[str]:
    """Yield the lines of the graph of queries; one whose sample the graph lacks is no example there."""
    declared = iri(QUERIES_GRAPH)
    for prefix, namespace in PREFIXES.items():
        declaration = iri(_PREFIX + prefix)
        yield _fact(declared, "sh:declare", declaration)
        yield _fact(declaration, "rdf:type", curie("sh:PrefixDeclaration"))
        yield _fact(declaration, "sh:prefix", text(prefix))
        yield _fact(declaration, "sh:namespace", f"{text(namespace)}^^{curie('xsd:anyURI')}")
    for query in queries:
        with suppress(InputError):
            yield from _described(query, query.example(graph))


def _described(query: NamedQuery, example: str) -> Iterator[str]:
    node, (class_, property_) = iri(_QUERY + query.name), _FORMS[query.form]
    yield _fact(node, "rdf:type", curie("sh:SPARQLExecutable"))
    yield _fact(node, "rdf:type", class_)
    yield _fact(node, "rdfs:label", text(query.name))
    yield _fact(node, "rdfs:comment", text(query.summary, "en"))
    if query.description:
        yield _fact(node, "dcterms:description", text(query.description, "en"))
    for keyword in query.keywords:
        yield _fact(node, "dcat:keyword", text(keyword, "en"))
    yield _fact(node, "sh:prefixes", iri(QUERIES_GRAPH))
    yield quad(node, property_, text(example), iri(QUERIES_GRAPH))


def _fact(subject: str, predicate: str, object_: str) -> str:
    return quad(subject, curie(predicate), object_, iri(QUERIES_GRAPH))
