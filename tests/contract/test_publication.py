"""A version in a remote store: whole or not there, with what it retracted, whatever stood there before."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from paingraph.ontology.errors import ForbiddenError, PublicationError, UsageError
from paingraph.ontology.namespaces import CLAIM, GRAPH, document_graph
from paingraph.queries.endpoint import Endpoint
from paingraph.queries.formats import Format
from paingraph.queries.publication import PUBLICATION, UNION, Publication
from paingraph.queries.remote import RemoteStore
from paingraph.queries.remote_publication import STAGING, load
from paingraph.queries.store import Dataset
from paingraph.queries.versions import Version

from .conftest import Server

HOUSE = f'SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), "{GRAPH}")) }}'
#: A graph of somebody else.
FOREIGN = "http://example.org/foreign"


def version(folder: Path, digest: str, lines: Iterable[str], **manifest: object) -> Version:
    """A version folder with these lines."""
    folder.mkdir()
    (folder / "graph.nq").write_text("".join(f"{line}\n" for line in sorted(lines)), encoding="utf-8")
    return Version(folder, {"digest": digest, **manifest})


def said(document: str, *words: str) -> list[str]:
    """One triple for each word, and one that every document says."""
    graph = document_graph(document)
    return [f'<http://example.org/s> <http://example.org/p> "{word}" <{graph}> .' for word in (*words, "all say")]


def held(server: Server) -> set[str]:
    """The graphs of the house that a server holds."""
    return {row["g"].value for row in server.endpoint().select(HOUSE).rows}


def words(store: RemoteStore) -> list[str]:
    """What the default graph says."""
    return [row["o"].value for row in store.rows("SELECT ?o { ?s ?p ?o } ORDER BY ?o")]


def quiet(_: str) -> None:
    """Say nothing."""


def test_a_version_takes_the_place_of_another(server: Server, tmp_path: Path) -> None:
    """Graphs that it lacks are gone, what two documents say counts once, and the graphs of others stay."""
    endpoint = server.endpoint()
    endpoint.insert(FOREIGN, ["<http://example.org/a> <http://example.org/b> <http://example.org/c>"])
    load(endpoint, version(tmp_path / "1", "one", [*said("901", "a"), *said("902", "b")]), quiet)
    assert words(RemoteStore.open(server.url)) == ["a", "all say", "b"]
    loaded = load(endpoint, version(tmp_path / "2", "two", [*said("902", "c"), *said("903", "d")]), quiet)
    assert (loaded.graphs, loaded.triples, loaded.removed) == (2, 3, (document_graph("901"),))
    assert held(server) == {document_graph("902"), document_graph("903"), UNION, PUBLICATION}
    assert endpoint.count(FOREIGN) == 1
    store = RemoteStore.open(server.url)
    assert (store.version, words(store)) == ("two", ["all say", "c", "d"])


def test_graphs_of_users_go_as_they_came(server: Server, tmp_path: Path) -> None:
    """Their names are not the house's, and are known by the record."""
    mine = '<http://example.org/s> <http://example.org/p> "mine" <http://example.org/mine> .'
    load(server.endpoint(), version(tmp_path / "1", "one", [*said("901"), mine]), quiet)
    assert (
        RemoteStore.open(server.url).evaluate("ASK { GRAPH <http://example.org/mine> {?s ?p ?o} }", [Format.TSV]).body
        == b"true"
    )
    loaded = load(server.endpoint(), version(tmp_path / "2", "two", said("901")), quiet)
    assert loaded.removed == ("http://example.org/mine",)
    assert server.endpoint().count("http://example.org/mine") == 0


def test_no_reader_sees_what_is_not_of_the_version(server: Server, tmp_path: Path) -> None:
    """Neither foreign graphs, nor the union or the record by their names; a FROM of anything else is an empty graph."""
    server.endpoint().insert(FOREIGN, ["<http://example.org/a> <http://example.org/b> <http://example.org/c>"])
    load(server.endpoint(), version(tmp_path / "1", "one", said("901", "a")), quiet)
    store = RemoteStore.open(server.url)
    graphs = store.rows("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
    assert [row["g"].value for row in graphs] == [document_graph("901")]
    for outside in (FOREIGN, UNION, PUBLICATION, "http://127.0.0.1:9/fetched"):
        for query in (
            f"ASK FROM <{outside}> {{ ?s ?p ?o }}",
            f"ASK FROM NAMED <{outside}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
            f"PREFIX a: <{outside}> ASK FROM a: {{ ?s ?p ?o }}",
            f"ASK {{ GRAPH <{outside}> {{ ?s ?p ?o }} }}",
        ):
            assert store.evaluate(query, [Format.TSV]).body == b"false", query
        dataset = Dataset((outside,), (outside,))
        query = "ASK { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
        assert store.evaluate(query, [Format.TSV], dataset=dataset).body == b"false"


def test_blank_nodes_stay_one_node_in_all_graphs(server: Server, tmp_path: Path) -> None:
    """Each triple of an axiom is sent with the others, and the union holds the same nodes."""
    axiom = [
        f"<http://example.org/c> <http://example.org/is> _:b1 <{GRAPH}ontology> .",
        f'_:b1 <http://example.org/says> "some" <{GRAPH}ontology> .',
    ]
    load(server.endpoint(), version(tmp_path / "1", "one", axiom), quiet)
    query = (
        f"SELECT ?o {{ ?c <http://example.org/is> ?b GRAPH <{GRAPH}ontology> {{ ?b <http://example.org/says> ?o }} }}"
    )
    assert len(RemoteStore.open(server.url).rows(query)) == 1


def test_long_graphs_go_in_parts(server: Server, tmp_path: Path) -> None:
    """More triples than one update may have, and all kinds of characters."""
    lines = said("901", *map(str, range(2_500)), 'é𝄞\\n\\t\\\\\\"', "\\u0001")
    assert load(server.endpoint(), version(tmp_path / "1", "one", lines), quiet).triples == 2_503
    store = RemoteStore.open(server.url)
    assert store.evaluate('ASK { ?s ?p "é𝄞\\n\\t\\\\\\"" }', [Format.TSV]).body == b"true"


def test_what_was_retracted_is_known(server: Server, tmp_path: Path) -> None:
    """So that its address answers 410."""
    retracted = [{"id": "005", "claims": [f"{CLAIM}0a", f"{CLAIM}0b"]}, {"id": "006", "claims": []}]
    load(server.endpoint(), version(tmp_path / "1", "one", said("901"), retracted=retracted), quiet)
    assert RemoteStore.open(server.url).publication == Publication("one", (document_graph("901"),), retracted)


class Failing(Endpoint):
    """An endpoint that breaks off at the update that holds a certain word."""

    def __init__(self, server: Server, word: str) -> None:
        super().__init__(server.url, server.update_url, credentials=server.credentials)
        self._word = word

    def update(self, update: str) -> None:
        """Carry out what comes before that."""
        if self._word in update:
            raise ConnectionResetError
        super().update(update)


@pytest.mark.parametrize("word", ["MOVE", "ADD", "document/902"])
def test_the_old_version_stays_where_a_load_breaks_off(server: Server, tmp_path: Path, word: str) -> None:
    """And the next one leaves nothing of it."""
    load(server.endpoint(), version(tmp_path / "1", "one", said("901", "old")), quiet)
    new = version(tmp_path / "2", "two", [*said("901", "new"), *said("902", "more")])
    with pytest.raises(ConnectionResetError):
        load(Failing(server, word), new, quiet)
    store = RemoteStore.open(server.url)
    assert (store.version, words(store)) == ("one", ["all say", "old"])
    load(server.endpoint(), new, quiet)
    assert words(RemoteStore.open(server.url)) == ["all say", "more", "new"]
    assert not [graph for graph in held(server) if graph.startswith(STAGING)]


def test_half_a_graph_is_not_served(server: Server, tmp_path: Path) -> None:
    """Without its record, as a crash within the switch leaves it."""
    load(server.endpoint(), version(tmp_path / "1", "one", said("901")), quiet)
    store = RemoteStore.open(server.url)
    assert store.ready()
    server.endpoint().update(f"DROP SILENT GRAPH <{PUBLICATION}>")
    assert not store.ready()
    with pytest.raises(UsageError, match="paingraph build --store"):
        RemoteStore.open(server.url)


class Losing(Endpoint):
    """An endpoint that takes a triple out of each graph that it is given."""

    def insert(self, graph: str, triples: Iterable[str]) -> None:
        """Leave out the first."""
        super().insert(graph, list(triples)[1:])


def test_what_did_not_arrive_is_noticed_before_the_switch(server: Server, tmp_path: Path) -> None:
    """By counts; the old version stays."""
    load(server.endpoint(), version(tmp_path / "1", "one", said("901")), quiet)
    endpoint = Losing(server.url, server.update_url, credentials=server.credentials)
    with pytest.raises(PublicationError, match=r"holds 1 triple in .* but was given 2"):
        load(endpoint, version(tmp_path / "2", "two", said("901", "new")), quiet)
    assert RemoteStore.open(server.url).version == "one"


def test_virtuoso_lets_only_its_users_write(virtuoso: Server) -> None:
    """Without credentials, with wrong ones, and where nobody may write."""
    wrong = Server("virtuoso", virtuoso.url, virtuoso.update_url)
    with pytest.raises(ForbiddenError, match=r"sparql-auth does not let us in \(401\)"):
        wrong.endpoint().update(f"DROP SILENT GRAPH <{FOREIGN}>")
    with pytest.raises(ForbiddenError, match=r"sparql does not allow that \(403\)"):
        Endpoint(virtuoso.url, virtuoso.url).update("INSERT DATA { GRAPH <http://a> { <http://a> <http://b> 1 } }")
