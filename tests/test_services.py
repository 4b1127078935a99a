"""Which SERVICE calls pass, and what only looks like one that does."""

from __future__ import annotations

import pytest

from paingraph.ontology.errors import QueryRefusedError, UsageError
from paingraph.queries.guard import check
from paingraph.queries.services import parse_hosts, reaches_out, refuse_services

LISTED = ("query.example.org", "localhost:7878", "[::1]:99")


@pytest.mark.parametrize(
    "address",
    [
        "http://query.example.org/sparql",
        "https://query.example.org",
        "HTTPS://query.example.org".replace("HTTPS", "https"),
        "https://QUERY.example.ORG/sparql?a=b#c",
        "http://query.example.org:80/",
        "https://query.example.org:443/",
        "http://localhost:7878/query",
        "http://[::1]:99/",
    ],
)
@pytest.mark.parametrize("silent", ["", "SILENT "])
def test_a_listed_host_may_be_called(address: str, silent: str) -> None:
    """On its usual port, or the one that is listed."""
    check(f"SELECT * {{ SERVICE {silent}<{address}> {{ ?s ?p ?o }} }}", LISTED)


@pytest.mark.parametrize(
    "term",
    [
        "<http://other.example.org/>",
        "<http://query.example.org:8080/>",
        "<http://query.example.org:443/>",
        "<https://query.example.org:80/>",
        "<http://localhost/>",
        "<http://localhost:78780/>",
        "<http://query.example.org.evil.example/>",
        "<http://evil.example/query.example.org>",
        "<http://evil.example?query.example.org>",
        "<http://evil.example#@query.example.org>",
        "<http://query.example.org@evil.example/>",
        "<http://user:word@query.example.org/>",
        "<http://query.example.org\\u002Eevil.example/>",
        "<http://query。example.org/>",
        "<http://query.example.org%00.evil.example/>",
        "<//query.example.org/>",
        "<http:query.example.org>",
        "<http:///query.example.org>",
        "<ftp://query.example.org/>",
        "<file:///etc/passwd>",
        "<http://query.example.org/é>",
        "?service",
        "ex:service",
    ],
)
def test_what_is_not_a_constant_at_a_listed_host_is_refused(term: str) -> None:
    """Whatever two readers could read in two ways counts as another host."""
    query = f"SELECT * {{\n SERVICE SILENT {term} {{ ?s ?p ?o }} }}"
    with pytest.raises(QueryRefusedError, match=r"localhost:7878, query\.example\.org alone") as caught:
        refuse_services(query, LISTED)
    assert caught.value.details == {"line": 2, "column": 2}


def test_each_service_of_a_query_must_be_listed() -> None:
    """Also one within another, which the first would call for us."""
    inner = "SERVICE <http://query.example.org/> { SERVICE <http://evil.example/> { ?s ?p ?o } }"
    with pytest.raises(QueryRefusedError):
        refuse_services(f"SELECT * {{ {inner} }}", LISTED)


def test_without_a_list_every_service_is_refused() -> None:
    """And said to be, in words of its own."""
    with pytest.raises(QueryRefusedError, match="this graph alone"):
        refuse_services("ASK { SERVICE <http://query.example.org/> {} }")


def test_only_the_keyword_reaches_out() -> None:
    """A string, a variable or a comment does not."""
    assert reaches_out("ASK { service <http://query.example.org/> {} }")
    assert not reaches_out("ASK { ?service ?p 'SERVICE' } # SERVICE")


def test_hosts_are_listed_by_commas_or_blanks() -> None:
    """In any case."""
    assert parse_hosts(" Query.example.org, localhost:7878\n[::1]:99,") == LISTED
    assert parse_hosts("") == ()


@pytest.mark.parametrize("text", ["http://a.example/", "a:b", "a:0", "a:65536", "a/b", "*", "-a", "a:1:2"])
def test_what_is_no_host_cannot_be_listed(text: str) -> None:
    """No wildcards, no paths."""
    with pytest.raises(UsageError, match="HOST:PORT"):
        parse_hosts(text)
