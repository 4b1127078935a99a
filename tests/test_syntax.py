"""Where a malformed query goes wrong, and in which words it is said."""

from __future__ import annotations

import pyoxigraph
import pytest

from paingraph.ontology.errors import QuerySyntaxError
from paingraph.queries.catalogue import Catalogue
from paingraph.queries.grammar import END, is_terminal, rules
from paingraph.queries.syntax import syntax_error, update_syntax_error

#: Query, line, column, and a part of the message.
MISTAKES = [
    ("", 1, 1, "ends too early; expected 'ASK'"),
    ("   \n", 1, 1, "ends too early"),
    ("SELCT * {}", 1, 1, "'SELCT' does not fit here; expected 'ASK'"),
    ("SELECT ?a { ?a ?p }", 1, 19, "'}' does not fit"),
    ("SELECT ?a {\n ?a ?p ?o .\n  ) }", 3, 3, "')' does not fit"),
    ("SELECT ?x WHERE { ?s ?p ?o } }", 1, 30, "or the end of the query"),
    ("SELECT ?x, ?y { ?x ?p ?y }", 1, 10, "',' does not fit here"),
    ("SELECT * WHERE { ?s ?p ?o } LIMIT ten", 1, 35, "expected a number"),
    ("SELECT * { ?s ?p ?o . FILTER(?o > 3 }", 1, 37, "expected '&&', ')'"),
    ("SELECT * { ?x ?y ?z FILTER(foo(?x)) }", 1, 28, "'foo' does not fit"),
    ("# é, ü and 𝄞 count as one\nSELECT * { ?é ?é ?ü } )", 2, 23, "')' does not fit"),
    ("CONSTRUCT WHERE {", 1, 18, "ends too early"),
    ('SELECT * { ?s ?p "abc }', 1, 18, "the string that begins here"),
    ("SELECT * { ?s <a b> ?o }", 1, 15, "the IRI that begins here"),
    ("SELECT * { ?a foo:b ?c }", 1, 15, "the prefix 'foo:' is not declared"),
    ("PREFIX foo: <http://example.org/> SELECT * { ?a bar:b ?c }", 1, 49, "the prefix 'bar:'"),
    ("SELECT (COUNT(?x) AS ?n) ?y { ?x ?y ?z }", 1, 41, "variable that is unbound"),
    ("SELECT (1 AS ?a) (2 AS ?a) {}", 1, 30, "duplicated variable"),
    ("SELECT * { BIND(1 AS ?x) BIND(2 AS ?x) }", 1, 41, "assigned twice"),
]


@pytest.mark.parametrize(("query", "line", "column", "message"), MISTAKES)
def test_a_mistake_is_placed_and_explained(query: str, line: int, column: int, message: str) -> None:
    """Lines and columns count from 1, columns in characters."""
    with pytest.raises(SyntaxError) as refused:
        pyoxigraph.Store().query(query)
    error = syntax_error(query, str(refused.value))
    assert isinstance(error, QuerySyntaxError)
    assert error.details == {"line": line, "column": column}
    assert message in error.message
    assert error.message.startswith(f"The query is malformed at line {line}, column {column}: ")


#: Update, line, column, and a part of the message.
MISTAKEN_UPDATES = [
    ("CLEAR XYZ", 1, 7, "'XYZ' does not fit here; expected 'ALL', 'DEFAULT', 'GRAPH', 'NAMED' or 'SILENT'"),
    ("INSERT DATA { <urn:a> <urn:b> }", 1, 31, "'}' does not fit"),
    ("INSERT DATA { <urn:a> a 1 } ;\nDELETE { ?s a ?o }", 2, 19, "ends too early"),
    ("INSERT { ?s zz:p 1 } WHERE { ?s a ?o }", 1, 13, "the prefix 'zz:' is not declared"),
    ("DELETE WHERE { _:a ?p ?o }", 1, 27, "blank nodes are not allowed in DELETE WHERE"),
    ("SELECT * {}", 1, 1, "'SELECT' does not fit"),
]


@pytest.mark.parametrize(("update", "line", "column", "message"), MISTAKEN_UPDATES)
def test_a_mistake_in_an_update_is_placed_and_explained(update: str, line: int, column: int, message: str) -> None:
    """The same grammar, begun at another rule."""
    with pytest.raises(SyntaxError) as refused:
        pyoxigraph.Store().update(update)
    error = update_syntax_error(update, str(refused.value))
    assert error.details == {"line": line, "column": column}
    assert error.message.startswith(f"The update is malformed at line {line}, column {column}: ")
    assert message in error.message


@pytest.mark.parametrize("opening", ["(", "{", "[", "!", "SELECT * { "])
def test_a_hundred_thousand_signs_end_no_process(opening: str) -> None:
    """The stack is a list, and no function calls itself."""
    assert syntax_error(f"SELECT * {{ {opening * 100_000}", "error at 1:1: ").details["line"] == 1


def test_the_grammar_accepts_every_shipped_query() -> None:
    """With a message that no parser gave, only what the grammar cannot see is left to object to."""
    for query in Catalogue.shipped():
        assert "not valid before this place" in syntax_error(query.text, "error at 1:1: ").message


def test_every_symbol_of_the_grammar_is_defined() -> None:
    """A slip in a rule's name would pass as a terminal that never comes."""
    used = {symbol for alternatives in rules().values() for alternative in alternatives for symbol in alternative}
    undefined = {symbol for symbol in used if not is_terminal(symbol)} - rules().keys()
    terminals = {symbol for symbol in used if is_terminal(symbol) and not symbol.startswith("'")}
    assert not undefined
    assert terminals == {
        *("IRIREF", "NAME", "VAR", "STRING", "NUMBER", "LANGUAGE", "BLANK_NODE", "NIL", "ANON"),
        END,
    }
