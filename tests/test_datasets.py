"""Datasets that queries name: taken out of the text, by tokens and not by a search."""

from __future__ import annotations

import pytest

from paingraph.queries.datasets import asks_named_graphs, solutions_of, with_graphs, without_dataset
from paingraph.queries.publication import NOWHERE
from paingraph.queries.store import Dataset


@pytest.mark.parametrize(
    ("clauses", "dataset"),
    [
        ("FROM <http://a/b>", Dataset(("http://a/b",))),
        ("from <http://a/1> From Named <http://a/2>", Dataset(("http://a/1",), ("http://a/2",))),
        ("FROM a:b", Dataset(("http://a/b",))),
        ("FROM <b>", Dataset(("http://base/b",))),
        ("FROM # no\n NAMED a:x\\-y", Dataset((), ("http://a/x-y",))),
    ],
)
def test_clauses_become_a_dataset(clauses: str, dataset: Dataset) -> None:
    """With prefixes, a base and comments; what stands after them keeps its place."""
    query = f"BASE <http://base/> PREFIX a: <http://a/> SELECT * {clauses} {{ ?s ?p ?o }}"
    text, found = without_dataset(query)
    assert found == dataset
    assert "from" not in text.lower()
    assert len(text) == len(query)
    assert text.count("\n") == query.count("\n")


@pytest.mark.parametrize(
    "query", ["ASK { ?from ?p 'FROM <http://a/>' } # FROM <http://b/>", "ASK { <http://from/> ?p ?o }"]
)
def test_a_word_in_a_text_is_no_clause(query: str) -> None:
    """Nor in an IRI, a variable or a comment."""
    assert without_dataset(query) == (query, Dataset())


def test_a_graph_that_is_not_held_is_one_that_nobody_holds() -> None:
    """By its IRI or a prefixed name; one that is held, and a variable, stay."""
    query = "PREFIX a: <http://a/> ASK { GRAPH a:held { } GRAPH a:other { } GRAPH ?g { } GRAPH <http://b/> { } }"
    text = with_graphs(query, {"http://a/held"})
    assert text.count(f"GRAPH <{NOWHERE}>") == 2
    assert "GRAPH a:held" in text
    assert asks_named_graphs(text)
    assert not asks_named_graphs("ASK { ?s ?p 'GRAPH' }")


@pytest.mark.parametrize(
    ("query", "select"),
    [
        ("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 3", "SELECT (1 AS ?one) { ?s ?p ?o } LIMIT 3"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "SELECT (1 AS ?one) WHERE { ?s ?p ?o }"),
        ("DESCRIBE ?s { ?s ?p ?o }", "SELECT (1 AS ?one) { ?s ?p ?o }"),
        ("DESCRIBE <http://a/>", None),
        ("SELECT * { ?s ?p ?o }", None),
    ],
)
def test_a_graph_is_made_from_solutions(query: str, select: str | None) -> None:
    """A row each."""
    found = solutions_of(query, query.split()[0])
    assert (found and found.strip()) == select
