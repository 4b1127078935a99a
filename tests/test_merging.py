"""A triple that two graphs hold is one triple of their merge."""

from __future__ import annotations

import json

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from paingraph.ontology.errors import QuerySyntaxError
from paingraph.queries.formats import Format
from paingraph.queries.merging import dataset_of
from paingraph.queries.store import OWN_DATASET, Dataset
from paingraph.queries.workers import evaluate

COUNT = "SELECT (COUNT(*) AS ?n) {} {{ ?s ?p ?o }}"
IN_GRAPHS = "SELECT (COUNT(*) AS ?n) {} {{ GRAPH ?g {{ ?s ?p ?o }} }}"


@pytest.fixture
def graph() -> Store:
    """One triple in two graphs, and one more in each of them and in a third."""
    store = Store()
    subject, predicate = NamedNode("urn:s"), NamedNode("urn:p")
    for name in ("urn:g", "urn:h", "urn:i"):
        store.add(Quad(subject, predicate, Literal(name), NamedNode(name)))
        if name != "urn:i":
            store.add(Quad(subject, predicate, Literal("both"), NamedNode(name)))
    return store


def counted(graph: Store, query: str, dataset: Dataset = OWN_DATASET) -> int:
    """Return the one number that a query answers."""
    answer = evaluate(graph, query, [Format.JSON], dataset, 10_000)
    return int(json.loads(answer.body)["results"]["bindings"][0]["n"]["value"])


@pytest.mark.parametrize(
    ("clauses", "dataset", "expected"),
    [
        ("FROM <urn:g> FROM <urn:h>", OWN_DATASET, 3),
        ("FROM <urn:g> FROM <urn:g>", OWN_DATASET, 2),
        ("from <urn:g> FROM NAMED <urn:i> From <urn:h>", OWN_DATASET, 3),
        ("FROM <urn:g>", OWN_DATASET, 2),
        ("", Dataset(("urn:g", "urn:h")), 3),
        ("FROM <urn:i>", Dataset(("urn:g", "urn:h")), 3),
        ("FROM <urn:g> FROM <urn:h>", Dataset(("urn:i",)), 1),
        ("FROM <urn:g> FROM <urn:h>", Dataset((), ("urn:i",)), 0),
    ],
)
def test_what_two_graphs_hold_counts_once(graph: Store, clauses: str, dataset: Dataset, expected: int) -> None:
    """Whether the query names them or the request, which wins."""
    assert counted(graph, COUNT.format(clauses), dataset) == expected


def test_named_graphs_stay_apart(graph: Store) -> None:
    """Those that are named, and no others."""
    assert counted(graph, IN_GRAPHS.format("FROM <urn:g> FROM <urn:h> FROM NAMED <urn:g> FROM NAMED <urn:i>")) == 3
    assert counted(graph, IN_GRAPHS.format("FROM <urn:g> FROM <urn:h>")) == 0
    assert counted(graph, IN_GRAPHS.format(""), Dataset(("urn:g", "urn:h"), ("urn:h",))) == 2


@pytest.mark.parametrize(
    ("query", "default", "named"),
    [
        ("PREFIX u: <urn:> SELECT * FROM u:g FROM NAMED u:h { ?s ?p 'FROM <urn:x>' }", ("urn:g",), ("urn:h",)),
        ("SELECT * FROM pgid:a FROM <urn:b> { ?s ?p ?o }", ("https://w3id.org/paingraph/id/a", "urn:b"), ()),
        ("SELECT * FROM <relative> FROM <urn:g> {}", (), ()),
        ("SELECT * FROM <urn:\\u0067> FROM <urn:g> {}", (), ()),
        ("SELECT * FROM nowhere:g FROM <urn:g> {}", (), ()),
        ("SELECT * FROM # FROM <urn:g>", (), ()),
        ("SELECT * { ?from ?p 'from' }", (), ()),
    ],
)
def test_the_clauses_of_a_query_are_read(query: str, default: tuple[str, ...], named: tuple[str, ...]) -> None:
    """What is not plain to see is left to the engine."""
    assert dataset_of(query) == Dataset(default, named)


def test_a_mistake_is_told_as_ever(graph: Store) -> None:
    """The dataset changes nothing about the syntax."""
    with pytest.raises(QuerySyntaxError):
        evaluate(graph, "SELECT * FROM <urn:g> FROM <urn:h> { ?s ?p }", [Format.JSON], OWN_DATASET, 10_000)
