"""What Virtuoso does otherwise than the specification says: what is noticed, and what is only known.

docs/stores.md tells the user. A test that fails here because Virtuoso has become better is good news.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from paingraph.ontology.errors import QueryRefusedError, TimeLimitError, TooLargeError
from paingraph.ontology.namespaces import document_graph
from paingraph.queries.formats import Format
from paingraph.queries.remote import RemoteStore
from paingraph.queries.remote_publication import load
from paingraph.queries.store import Dataset, Limits
from paingraph.queries.versions import Version

from .conftest import Server

#: A loaded machine may take its time.
PATIENT = Limits(seconds=120)
#: More than it gives of an answer, by its configuration.
MANY = 10_500
ALL = f"<{document_graph('901')}>", f"<{document_graph('902')}>"


@pytest.fixture(scope="module")
def store(virtuoso: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RemoteStore]:
    """Many triples, one of them in two documents."""
    folder = tmp_path_factory.mktemp("version")
    lines = [f'<http://example.org/s> <http://example.org/p> "{number}" {ALL[0]} .' for number in range(MANY)]
    lines.append(lines[0].replace(*ALL))
    (folder / "graph.nq").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    load(virtuoso.endpoint(), Version(folder, {"digest": "many"}), lambda _: None)
    store = RemoteStore.open(virtuoso.url, patience=30)
    yield store
    store.close()


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p ?o }",
        "SELECT * { ?s ?p ?o } LIMIT 10400",
        "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }",
        "CONSTRUCT WHERE { ?s ?p ?o }",
        "CONSTRUCT { ?s a <http://example.org/One> } { ?s ?p ?o }",
        "DESCRIBE ?s { ?s ?p ?o }",
    ],
)
def test_a_cut_answer_is_an_error(store: RemoteStore, query: str) -> None:
    """It says so of a table, and not of a graph, whose rows are asked for as well."""
    with pytest.raises(TooLargeError, match="gives 10000 rows of an answer at most") as caught:
        store.evaluate(query, [Format.JSON, Format.N_TRIPLES], limits=PATIENT)
    assert caught.value.details == {"limit": "rows", "value": 10_000}


def test_what_fits_is_whole(store: RemoteStore) -> None:
    """Up to the last row."""
    assert store.evaluate("SELECT * { ?s ?p ?o } LIMIT 9999", [Format.CSV], limits=PATIENT).count == 9_999
    query = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o FILTER(STRENDS(?o, '7')) }"
    assert store.evaluate(query, [Format.TURTLE], limits=PATIENT).count == MANY // 10


def test_what_was_found_when_its_time_was_up_is_no_answer(virtuoso: Server, store: RemoteStore) -> None:
    """It ends a query after a time of its own, here a second by its address, and gives the part that it has."""
    assert store.ready()
    hasty = RemoteStore.open(f"{virtuoso.url}?timeout=1000")
    with pytest.raises(TimeLimitError):
        hasty.evaluate("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", [Format.JSON])


def test_what_it_cannot_do_is_told_in_its_words(store: RemoteStore) -> None:
    """Without the query that it repeats."""
    with pytest.raises(QueryRefusedError) as caught:
        store.evaluate(
            "SELECT ?y { VALUES ?x { <http://example.org/s> } ?x <http://example.org/p>* ?y }", [Format.JSON]
        )
    assert "transitive start not given" in caught.value.message
    assert "SELECT" not in caught.value.message


def test_truth_values_are_numbers(store: RemoteStore) -> None:
    """Those that a query computes."""
    assert store.evaluate("SELECT (1 = 1 AS ?is) {}", [Format.CSV]).body == b"is\r\n1\r\n"


def test_graphs_of_a_request_are_no_set(store: RemoteStore) -> None:
    """A triple of two counts twice; in the union of all it counts once."""
    graphs = tuple(graph.strip("<>") for graph in ALL)
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    twice = store.evaluate(query, [Format.CSV], dataset=Dataset(graphs))
    assert twice.body == f"n\r\n{MANY + 1}\r\n".encode()
    assert store.evaluate(query, [Format.CSV]).body == f"n\r\n{MANY}\r\n".encode()


def test_a_base_stands_first_or_not_at_all(store: RemoteStore) -> None:
    """After a prefix it is no SPARQL to Virtuoso."""
    with pytest.raises(QueryRefusedError, match="syntax error at 'BASE'"):
        store.evaluate("PREFIX a: <http://a/> BASE <http://b/> ASK {}", [Format.JSON])
