"""What is refused before it is evaluated, and what only looks like it."""

from __future__ import annotations

import pytest

from paingraph.ontology.errors import QueryRefusedError, TooLargeError
from paingraph.queries.guard import COLLECTION_DEPTH, DEPTH, QUERY_BYTES, check, is_update

#: SERVICE as a keyword, however it is dressed up.
REACHING_OUTSIDE = [
    "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
    "SELECT * { service silent <http://example.org/> { ?s ?p ?o } }",
    "SELECT * { SeRvIcE ?where { ?s ?p ?o } }",
    "SELECT * { ?s ?p 'a'SERVICE<http://example.org/>{ ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o. # comment\nSERVICE <http://example.org/> {} }",
    "SELECT * { FILTER(1<2)SERVICE<http://example.org/>{} FILTER(2>1) }",
    'SELECT * { ?s ?p """a"b""" SERVICE <http://example.org/> {} }',
    "SELECT * { ?s ?p 'never closed SERVICE <http://example.org/> {} }",
    "SELECT * { ?s ?p <never closed SERVICE <http://example.org/> {} }",
    "SELECT * { { { SERVICE <http://example.org/> {} } } }",
    "SELECT * { ?s ?p 'it\\'s' . SERVICE <http://example.org/> {} #' \n}",
]

#: The letters of SERVICE where they are no keyword.
ONLY_LETTERS = [
    "SELECT * { ?s ?p 'SERVICE <http://example.org/> {}' }",
    'SELECT * { ?s ?p "SERVICE" , """a "SERVICE" b""" , \'\'\'SERVICE\'\'\' }',
    "SELECT * { ?s ?p ?o } # SERVICE <http://example.org/>",
    "# SERVICE\nSELECT * { ?s ?p ?o }",
    "SELECT ?service $SERVICE { ?service ?p $SERVICE }",
    "PREFIX service: <http://example.org/SERVICE#> SELECT * { service:SERVICE service:p ex:service }",
    "SELECT * { <http://example.org/SERVICE> ?p _:service }",
    "SELECT * { ?s ?p 'x'@service }",
    "SELECT * { ?s ?p 'it\\'s # no comment' . ?s ?p 'SERVICE' }",
    "SELECT * { ?SERVICES ?services ex:SERVICE-SERVICE }",
]


@pytest.mark.parametrize("query", REACHING_OUTSIDE)
def test_service_is_refused_with_its_place(query: str) -> None:
    """The place is that of the keyword itself."""
    with pytest.raises(QueryRefusedError) as caught:
        check(query)
    line, column = caught.value.details["line"], caught.value.details["column"]
    assert query.splitlines()[line - 1][column - 1 :].upper().startswith("SERVICE")


@pytest.mark.parametrize("query", ONLY_LETTERS)
def test_the_letters_alone_pass(query: str) -> None:
    """A label may hold any word."""
    check(query)


@pytest.mark.parametrize(("opening", "closing"), ["{}", "()", "[]"])
def test_nesting_is_refused_past_the_limit(opening: str, closing: str) -> None:
    """The parser recurses, and a stack that overflows takes the process with it."""
    deep = f"SELECT * {{ FILTER {opening * DEPTH}1{closing * DEPTH} }}"
    with pytest.raises(QueryRefusedError, match=f"limit of {DEPTH}"):
        check(deep)


def test_nesting_up_to_the_limit_passes() -> None:
    """Deep expressions and groups are legitimate."""
    check(f"SELECT * {{ FILTER{'(' * (DEPTH - 1)}1{')' * (DEPTH - 1)} }}")
    check("{" * DEPTH + "}" * DEPTH)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * {{ ?s ?p {open}1{close} }}",
        "SELECT * {{ {open}1{close} ?p ?o }}",
        "SELECT * {{ ?s ex:p{open}1{close} }}",
        "SELECT * {{ ?s {open}ex:p{close} ?o }}",
    ],
)
def test_collections_are_refused_earlier_than_expressions(query: str) -> None:
    """A hundred nested collections take seconds to parse, and a thousand do not end."""
    opening = "(" * (COLLECTION_DEPTH + 1)
    with pytest.raises(QueryRefusedError, match="Collections"):
        check(query.format(open=opening, close=")" * len(opening)))


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * {{ FILTER({open}1{close}) }}",
        "SELECT * {{ FILTER ex:function({open}1{close}) }}",
        "SELECT * {{ BIND({open}1{close} AS ?x) }}",
        "SELECT ({open}1{close} AS ?x) {{}}",
        "SELECT * {{}} ORDER BY {open}1{close}",
        "SELECT * {{}} HAVING {open}1{close}",
        "SELECT * {{ FILTER(?x IN ({open}1{close})) }}",
    ],
)
def test_expressions_may_nest_deeper_than_collections(query: str) -> None:
    """Generated filters are deep, and harmless."""
    opening = "(" * (COLLECTION_DEPTH + 5)
    check(query.format(open=opening, close=")" * len(opening)))


def test_brackets_in_strings_and_comments_do_not_count() -> None:
    """Only code nests."""
    check(f"SELECT * {{ ?s ?p '{'(' * 500}' }} # {'{' * 500}")


def test_a_large_text_names_the_limit() -> None:
    """The limit counts bytes, as a client sees them."""
    with pytest.raises(TooLargeError) as caught:
        check("#" + "é" * (QUERY_BYTES // 2))
    assert caught.value.details == {"limit": "query_bytes", "value": QUERY_BYTES}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("INSERT DATA {}", True),
        ("PREFIX a: <http://example.org/> # x\nBASE <http://example.org/>\n dElEtE WHERE {}", True),
        ("LOAD <http://example.org/>", True),
        ("WITH <http://example.org/> DELETE {} WHERE {}", True),
        ("SELECT ?insert { ?insert ?p 'INSERT DATA' }", False),
        ("# INSERT DATA\nASK {}", False),
        ("", False),
        ("PREFIX", False),
    ],
)
def test_an_update_is_known_by_its_first_word(text: str, expected: bool) -> None:
    """So that it can be told from a query with a mistake."""
    assert is_update(text) is expected
