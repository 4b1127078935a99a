"""Our own writers of solutions agree with the engine's, byte by byte, and read what other engines write."""

from __future__ import annotations

import pyoxigraph
import pytest

from paingraph.ontology.errors import NotAcceptableError
from paingraph.queries.formats import SOLUTIONS, Format
from paingraph.queries.solutions import Solutions, read_json, write
from paingraph.queries.store import OWN_DATASET, Term
from paingraph.queries.workers import evaluate

QUERIES = [
    "SELECT ?o { VALUES ?o { 1 -2 1.5 1e3 true 'x' 'x'@en <http://example.org/?a=1&b=<2> } }".replace("=<2", "=2"),
    "SELECT ?a ?b { VALUES (?a ?b) { (1 UNDEF) (UNDEF UNDEF) (UNDEF 'b') } }",
    "SELECT ?o { VALUES ?o { 'a,b' 'say \"x\"' 'a\\nb' 'a\\rb' 'a\\tb' '<&>' 'é𝄞' '' '\\\\' } }",
    "SELECT ?o { FILTER(false) }",
    "SELECT * {}",
    "ASK {}",
    "ASK { FILTER(false) }",
]


@pytest.mark.parametrize("format_", SOLUTIONS, ids=lambda format_: format_.label)
@pytest.mark.parametrize("query", QUERIES)
def test_writers_agree_with_the_engine(query: str, format_: Format) -> None:
    """The remote store writes what the embedded one does."""
    graph = pyoxigraph.Store()
    body = evaluate(graph, query, [Format.JSON], OWN_DATASET, 1_000_000).body
    assert write(read_json(body), format_) == evaluate(graph, query, [format_], OWN_DATASET, 1_000_000).body


def test_drafts_of_the_format_are_read() -> None:
    """Some engines still write `typed-literal`."""
    body = (
        b'{"head":{"link":[],"vars":["x"]},"results":{"distinct":false,"bindings":[{"x":{"type":"typed-literal",'
        b'"datatype":"http://www.w3.org/2001/XMLSchema#integer","value":"1"}}]}}'
    )
    assert read_json(body) == Solutions(
        ("x",), [{"x": Term("1", "literal", "http://www.w3.org/2001/XMLSchema#integer")}]
    )


@pytest.mark.parametrize(
    "body", [b"", b"{}", b"[]", b'{"results":{}}', b'{"head":{},"results":{"bindings":[1]}}', b"<html>"]
)
def test_what_is_no_result_is_a_value_error(body: bytes) -> None:
    """An endpoint may answer anything."""
    with pytest.raises(ValueError, match="no SPARQL results"):
        read_json(body)


def test_xml_is_refused_what_it_cannot_carry() -> None:
    """As by the engine's writer, once mended."""
    with pytest.raises(NotAcceptableError, match=r"U\+0001"):
        write(Solutions(("x",), [{"x": Term("\x01", "literal")}]), Format.XML)
