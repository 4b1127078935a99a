"""The embedded store: a published version, loaded and asked."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from paingraph.ontology.errors import PublicationError, QueryRefusedError, QuerySyntaxError
from paingraph.ontology.namespaces import entity_iri
from paingraph.queries.embedded import EmbeddedStore
from paingraph.queries.formats import SOLUTIONS, Format
from paingraph.queries.store import Term
from paingraph.queries.versions import publish

SAMPLE = Path(__file__).parent / "data" / "sample.nq"


@pytest.fixture(scope="module")
def version_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published version that holds the sample graph."""
    folder = tmp_path_factory.mktemp("version")
    (folder / "graph.nq").write_bytes(SAMPLE.read_bytes())
    (folder / "manifest.json").write_text(json.dumps({"digest": "5a3b1e"}), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def store(version_folder: Path) -> Iterator[EmbeddedStore]:
    """The sample graph, loaded."""
    store = EmbeddedStore.open(version_folder, workers=1)
    yield store
    store.close()


def test_version_is_the_digest_of_the_manifest(store: EmbeddedStore) -> None:
    """A store answers for one version, and says which."""
    assert store.version == "5a3b1e"


def test_rows_bind_terms_that_the_query_names_nowhere_in_its_projection(store: EmbeddedStore) -> None:
    """Binding needs no help from the projection."""
    query = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> SELECT ?label { ?entity skos:prefLabel ?label }"
    rows = store.rows(query, entity=Term(entity_iri("sciatica")))
    assert rows == [{"label": Term("sciatica", "literal", None, "en")}]


def test_the_default_graph_is_the_union_of_all(store: EmbeddedStore) -> None:
    """Each triple is found without naming its graph, and once, though several documents may state it."""
    [named] = store.rows("SELECT (COUNT(*) AS ?quads) (COUNT(DISTINCT ?g) AS ?graphs) { GRAPH ?g { ?s ?p ?o } }")
    [default] = store.rows("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    [distinct] = store.rows("SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } } }")
    assert int(named["graphs"].value) == 5
    assert int(named["quads"].value) > int(default["n"].value) == int(distinct["n"].value)


def test_a_from_clause_wins_over_the_union(store: EmbeddedStore) -> None:
    """What a query says of its dataset holds."""
    answer = store.evaluate("ASK FROM <http://example.org/none> { ?s ?p ?o }", SOLUTIONS)
    assert answer.body == b'{"head":{},"boolean":false}'


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT ?x ?y { ?x a pg:Condition } GROUP BY ?x", "line 1, column 47: the SELECT contains a variable that is"),
        ("SELECT (pg:unknown(1) AS ?x) {}", "function <https://w3id.org/paingraph/ontology#unknown> is not supported"),
    ],
)
def test_prefixes_of_the_house_hide_no_mistake(store: EmbeddedStore, query: str, message: str) -> None:
    """What else is wrong with a query that does not declare them is told as it is."""
    with pytest.raises((QuerySyntaxError, QueryRefusedError), match=re.escape(message)):
        store.evaluate(query, [Format.JSON])


def test_an_open_store_keeps_its_folder(tmp_path: Path) -> None:
    """While others publish: a process of its own that falls and comes again must find the graph."""
    first = publish(tmp_path, SAMPLE.read_bytes(), b"", {}, lambda _: None)
    store = EmbeddedStore.open(first.folder, workers=1)
    for number in range(4):
        publish(tmp_path, b"<urn:s> <urn:p> <urn:o%d> <urn:g> .\n" % number, b"", {}, lambda _: None)
    assert first.folder.exists()
    store.close()
    publish(tmp_path, b"<urn:s> <urn:p> <urn:last> <urn:g> .\n", b"", {}, lambda _: None)
    assert not first.folder.exists()


@pytest.mark.parametrize("missing", ["graph.nq", "manifest.json"])
def test_a_folder_that_is_no_version_is_named(tmp_path: Path, version_folder: Path, missing: str) -> None:
    """The message says which file is missing."""
    for name in {"graph.nq", "manifest.json"} - {missing}:
        (tmp_path / name).write_bytes((version_folder / name).read_bytes())
    with pytest.raises(PublicationError, match=missing):
        EmbeddedStore.open(tmp_path)
