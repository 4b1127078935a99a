"""Terms bound to variables: printed exactly, seen where SPARQL sees them."""

from __future__ import annotations

import pyoxigraph
import pytest
from rdflib import Graph, Literal

from paingraph.ontology.errors import UsageError
from paingraph.queries.binding import bound, prefixed, printed
from paingraph.queries.store import Term

#: Texts that end a string, a line or a block in some language.
NASTY = [
    '"',
    "'",
    '"""',
    "\\",
    "\\u0041",
    "}",
    "}} UNION {",
    "\n",
    "\r\n",
    "\t",
    "\x00",
    "\x7f",
    "é",
    "𝄞",
    "?x",
    "#",
    "",
]


@pytest.mark.parametrize("text", NASTY)
def test_a_printed_literal_reads_back_as_it_was(text: str) -> None:
    """An independent reader, rdflib, agrees on every character."""
    [(value,)] = Graph().query(f"SELECT ?x {{ BIND({printed(Term(text, 'literal'))} AS ?x) }}")  # type: ignore[misc]
    assert value == Literal(text)


def test_language_and_datatype_are_kept() -> None:
    """They belong to the term."""
    assert printed(Term("sciatica", "literal", None, "en")) == '"sciatica"@en'
    assert printed(Term("1", "literal", "http://www.w3.org/2001/XMLSchema#integer")) == (
        '"1"^^<http://www.w3.org/2001/XMLSchema#integer>'
    )


@pytest.mark.parametrize(
    "iri", ["", "sciatica", "/sciatica", "http://a b", "http://a>b", "http://a\n", 'http://a"', "http://a{"]
)
def test_what_is_no_iri_is_refused(iri: str) -> None:
    """Else it could end the IRI and go on as code."""
    with pytest.raises(UsageError, match="not an absolute IRI"):
        printed(Term(iri))


def test_a_bad_language_tag_and_a_blank_node_are_refused() -> None:
    """Neither can be written."""
    with pytest.raises(UsageError, match="language tag"):
        printed(Term("x", "literal", None, "en> ."))
    with pytest.raises(UsageError, match="blank node"):
        printed(Term("b0", "bnode"))


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?o { ?s ?p ?o }",
        "SELECT ?o WHERE { ?s ?p ?o }",
        "# { in a comment\nSELECT ?o WHERE { ?s ?p ?o }",
        "PREFIX a: <http://example.org/a> SELECT ?o { ?s ?p ?o }",
        "SELECT ?o (EXISTS { ?s ?p ?o } AS ?there) { ?s ?p ?o }",
        "SELECT ?o { { ?s ?p ?o } UNION { ?o ?p ?s FILTER(isIRI(?o)) } }",
    ],
)
def test_terms_join_with_the_outermost_group(query: str) -> None:
    """Wherever the first brace of code stands."""
    graph = pyoxigraph.Store()
    predicate = pyoxigraph.NamedNode("http://example.org/p")
    for subject in ("http://example.org/1", "http://example.org/2"):
        graph.add(pyoxigraph.Quad(pyoxigraph.NamedNode(subject), predicate, pyoxigraph.Literal(subject)))
    solutions = graph.query(bound(query, {"s": Term("http://example.org/2")}))
    assert [solution["o"] for solution in solutions] == [pyoxigraph.Literal("http://example.org/2")]  # type: ignore[union-attr]  # it is a SELECT


@pytest.mark.parametrize(
    "query",
    [
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } # a comment at the end",
        "CONSTRUCT {} WHERE { ?s ?p ?o }",
        "CONSTRUCT WHERE { ?s ?p ?o } # a comment at the end",
        "PREFIX a: <http://example.org/> CONSTRUCT FROM <http://example.org/g> WHERE { ?s a:p ?o }",
        "DESCRIBE ?s",
        "DESCRIBE ?s WHERE { ?s ?p ?o }",
        "ASK { ?s ?p ?o }",
    ],
)
def test_terms_join_with_the_pattern_of_every_form(query: str) -> None:
    """Never with a template; behind a query whose group takes triples alone."""
    graph = pyoxigraph.Store()
    one = pyoxigraph.NamedNode("http://example.org/1")
    predicate = pyoxigraph.NamedNode("http://example.org/p")
    name = pyoxigraph.NamedNode("http://example.org/g") if "FROM" in query else pyoxigraph.DefaultGraph()
    graph.add(pyoxigraph.Quad(one, predicate, pyoxigraph.Literal("x"), name))
    found = [
        graph.query(bound(query, {"s": Term("http://example.org/1")})),
        graph.query(bound(query, {"s": Term("http://example.org/3")})),
    ]
    if query.startswith("ASK"):
        assert [bool(answer) for answer in found] == [True, False]
    else:
        expected = set() if "{}" in query else {pyoxigraph.Triple(one, predicate, pyoxigraph.Literal("x"))}
        assert [set(answer) for answer in found] == [expected, set()]  # type: ignore[arg-type]


def test_a_name_that_is_no_variable_is_refused() -> None:
    """Names come from our own code, and a slip must not become syntax."""
    with pytest.raises(UsageError, match="name of a variable"):
        bound("SELECT * {}", {"x) { } #": Term("http://example.org/")})


def test_prefixes_of_ours_are_declared_where_they_are_used() -> None:
    """And only there; lines keep their numbers."""
    assert prefixed("SELECT * { ?s pg:treats 'skos:x' }") == (
        "PREFIX pg: <https://w3id.org/paingraph/ontology#> SELECT * { ?s pg:treats 'skos:x' }"
    )
    own = "PREFIX pg: <http://example.org/> SELECT * { ?s pg:p other:q }"
    assert prefixed(own) == own
