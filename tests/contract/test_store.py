"""The contract of a store: one script, run against each back end.

Embedded in memory, embedded on disk, and remote, on the native Oxigraph server and on Virtuoso. All four hold the
sample graph and give the same answers and the same errors.
"""

from __future__ import annotations

import csv
import io
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from xml.etree import ElementTree

import pytest

from paingraph.ontology.errors import (
    BusyError,
    NotAcceptableError,
    QueryRefusedError,
    QuerySyntaxError,
    ServiceError,
    TimeLimitError,
    TooLargeError,
    UsageError,
)
from paingraph.ontology.namespaces import document_graph, entity_iri
from paingraph.queries.catalogue import Catalogue
from paingraph.queries.embedded import EmbeddedStore
from paingraph.queries.formats import GRAPHS, SOLUTIONS, Format
from paingraph.queries.loading import Storage
from paingraph.queries.named_query import NamedQuery
from paingraph.queries.remote import RemoteStore
from paingraph.queries.remote_publication import load
from paingraph.queries.store import Dataset, Limits, Store, Term
from paingraph.queries.versions import Version

SAMPLE = Path(__file__).parents[1] / "data" / "sample.nq"
PREFIXES = "PREFIX pg: <https://w3id.org/paingraph/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
LABELS = PREFIXES + "SELECT ?label { ?entity skos:prefLabel ?label } ORDER BY ?label"
#: It would run for hours.
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
#: They ask for what the sample graph lacks (conclusions, mappings, the schema, readings of a rule, or things that it
#: does not name); tests/named_queries asks all of the shipped graph.
BEYOND_THE_SAMPLE = {
    "alternatives-to",
    "associated-conditions",
    "candidate-procedures",
    "causes-of-condition",
    "claims-of-document",
    "claims-to-review",
    "entities-by-mapping-code",
    "inferred-edges-of-entity",
    "mappings-of-entity",
    "premises-of-edge",
    "relations-and-counts",
    "relief-and-repeat",
    "rules-and-counts",
    "single-source-edges",
    "specialties-for-pain-generator",
    "subtypes-of",
}
QUERIES = [query for query in Catalogue.shipped() if query.name not in BEYOND_THE_SAMPLE]


@pytest.fixture(scope="module")
def version_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published version that holds the sample graph."""
    folder = tmp_path_factory.mktemp("version")
    (folder / "graph.nq").write_bytes(SAMPLE.read_bytes())
    (folder / "manifest.json").write_text(json.dumps(MANIFEST), encoding="utf-8")
    return folder


#: A back end, opened: how many queries it takes at a time, and how long one waits for its turn.
Opener = Callable[..., Store]
#: What the version of the sample graph is known by.
MANIFEST = {"digest": "5a3b1e"}


@pytest.fixture(scope="module", params=["memory", "disk", "oxigraph", "virtuoso"])
def opener(request: pytest.FixtureRequest, version_folder: Path) -> Opener:
    """One of the back ends, to be opened as often as a test needs it."""
    if request.param not in (Storage.MEMORY, Storage.DISK):
        server = request.getfixturevalue(request.param)
        load(server.endpoint(), Version(version_folder, MANIFEST), lambda _: None)
        return partial(RemoteStore.open, server.url)
    return partial(EmbeddedStore.open, version_folder, storage=Storage(request.param))


@pytest.fixture(scope="module")
def store(opener: Opener) -> Iterator[Store]:
    """A store that answers two queries at a time."""
    store = opener(workers=2, patience=30)
    yield store
    store.close()


def test_a_store_is_ready_and_has_a_version(store: Store) -> None:
    """The version is the tag of every answer."""
    assert store.ready()
    assert store.version


def test_rows_come_in_the_order_of_the_query(store: Store) -> None:
    """As terms, labels with their language."""
    rows = store.rows(LABELS)
    labels = [row["label"].value for row in rows]
    assert labels == sorted(labels)
    assert rows[0]["label"] == Term("anesthesiology", "literal", None, "en")


def test_rows_bind_terms(store: Store) -> None:
    """Whether or not the query projects the variable."""
    assert [row["label"].value for row in store.rows(LABELS, entity=Term(entity_iri("sciatica")))] == ["sciatica"]
    query = PREFIXES + "SELECT ?entity ?label { ?entity skos:prefLabel|skos:altLabel ?label }"
    rows = store.rows(query, label=Term("ESI", "literal", None, "en"))
    assert [row["entity"].value for row in rows] == [entity_iri("epidural-steroid-injection")]


@pytest.mark.parametrize("text", ['"', "\\", "\\u0022", "} #", "\n\r\t\x00", "é𝄞", "'''", '"""'])
def test_a_bound_text_is_never_code(store: Store, text: str) -> None:
    """It comes back as it went in."""
    assert store.rows("SELECT ?text { BIND(1 AS ?one) }", text=Term(text, "literal")) == [
        {"text": Term(text, "literal")}
    ]


def test_an_unbound_variable_has_no_place_in_a_row(store: Store) -> None:
    """A row holds what is bound."""
    assert store.rows("SELECT ?a ?b { VALUES (?a ?b) { (UNDEF <http://example.org/b>) } }") == [
        {"b": Term("http://example.org/b")}
    ]


def test_only_a_select_has_rows(store: Store) -> None:
    """A mistake in our own code."""
    with pytest.raises(UsageError):
        store.rows("ASK {}")


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_named_queries_answer(store: Store, query: NamedQuery) -> None:
    """By rows and by evaluation, the same."""
    rows = query.rows(store, {})
    assert rows
    answer = store.evaluate(query.bound(store, {}), [Format.JSON], limits=Limits(seconds=120))
    assert answer.count == len(rows)
    bindings = json.loads(answer.body)["results"]["bindings"]
    assert [{name: term["value"] for name, term in row.items()} for row in bindings] == [
        {name: term.value for name, term in row.items()} for row in rows
    ]


def test_the_default_graph_is_a_set(store: Store) -> None:
    """A triple of two documents counts once."""
    [all_] = store.rows("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    [distinct] = store.rows("SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } } }")
    assert all_ == distinct


@pytest.mark.parametrize("format_", SOLUTIONS, ids=lambda format_: format_.label)
def test_a_select_comes_in_each_of_its_formats(store: Store, format_: Format) -> None:
    """With the same values, and the same count."""
    answer = store.evaluate(LABELS, [format_])
    expected = [row["label"].value for row in store.rows(LABELS)]
    assert answer.format is format_
    assert answer.count == len(expected)
    assert labels_of(answer.body, format_) == expected


def labels_of(body: bytes, format_: Format) -> list[str]:
    """Return the column `label`, by an independent reader."""
    match format_:
        case Format.JSON:
            return [row["label"]["value"] for row in json.loads(body)["results"]["bindings"]]
        case Format.XML:
            literals = ElementTree.fromstring(body).iter("{http://www.w3.org/2005/sparql-results#}literal")
            return [literal.text or "" for literal in literals]
        case Format.CSV:
            return [row[0] for row in csv.reader(io.StringIO(body.decode(), newline=""))][1:]
        case _:
            head, *lines = body.decode().rstrip("\n").split("\n")
            assert head == "?label"
            return [line.removeprefix('"').removesuffix('"@en') for line in lines]


@pytest.mark.parametrize("format_", SOLUTIONS, ids=lambda format_: format_.label)
def test_an_ask_comes_in_each_of_their_formats(store: Store, format_: Format) -> None:
    """True is said somewhere."""
    answer = store.evaluate("ASK { ?s ?p ?o }", [format_])
    assert answer.count == 1
    assert b"true" in answer.body


@pytest.mark.parametrize("format_", GRAPHS, ids=lambda format_: format_.label)
def test_a_graph_comes_in_each_of_its_formats(store: Store, format_: Format) -> None:
    """With the same number of triples."""
    query = PREFIXES + "CONSTRUCT { ?s skos:prefLabel ?label } { ?s skos:prefLabel ?label }"
    answer = store.evaluate(query, [format_])
    assert answer.format is format_
    assert answer.count == len(store.rows(LABELS))
    assert b"intervertebral disc herniation" in answer.body


def test_a_description_names_its_subject(store: Store) -> None:
    """As every engine understands DESCRIBE."""
    answer = store.evaluate(f"DESCRIBE <{entity_iri('sciatica')}>", [Format.N_TRIPLES])
    assert f"<{entity_iri('sciatica')}>".encode() in answer.body
    assert answer.count == answer.body.count(b"\n") > 3


def test_the_first_acceptable_format_that_fits_is_taken(store: Store) -> None:
    """Graph formats are passed over by a SELECT."""
    assert store.evaluate(LABELS, [Format.TURTLE, Format.TSV, Format.JSON]).format is Format.TSV
    with pytest.raises(NotAcceptableError) as caught:
        store.evaluate(LABELS, GRAPHS)
    assert caught.value.details["offered"] == [format_.media_type for format_ in SOLUTIONS]


def test_a_dataset_of_the_request_wins(store: Store) -> None:
    """Over the union, and over FROM (SPARQL 1.1 Protocol, section 2.1.4)."""
    graph = document_graph("901")
    [inside] = store.rows(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
    query = "SELECT (COUNT(*) AS ?n) FROM <http://example.org/none> { ?s ?p ?o }"
    answer = store.evaluate(query, [Format.CSV], dataset=Dataset(default_graphs=(graph,)))
    assert answer.body.split()[1].decode() == inside["n"].value
    named = Dataset(named_graphs=(graph,))
    assert store.evaluate("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }", [Format.CSV], dataset=named).count == 1
    assert store.evaluate("ASK { ?s ?p ?o }", [Format.CSV], dataset=named).body == b"false"


def test_from_wins_over_the_union(store: Store) -> None:
    """A query may name its graphs."""
    graph = document_graph("902")
    default = store.evaluate(f"SELECT DISTINCT ?s FROM <{graph}> {{ ?s a ?type }}", [Format.CSV])
    named = store.evaluate(f"SELECT DISTINCT ?s {{ GRAPH <{graph}> {{ ?s a ?type }} }}", [Format.CSV])
    assert default.count == named.count > 0


@pytest.mark.parametrize(
    ("query", "line", "column"),
    [("SELECT * { ?s ?p }", 1, 18), ("SELECT *\n{ ?s nope:p ?o }", 2, 6), ("", 1, 1)],
)
def test_a_mistake_is_placed(store: Store, query: str, line: int, column: int) -> None:
    """The same for every engine."""
    with pytest.raises(QuerySyntaxError) as caught:
        store.evaluate(query, SOLUTIONS)
    assert caught.value.details == {"line": line, "column": column}


def test_relative_iris_begin_where_all_of_ours_do(store: Store) -> None:
    """Unless the query has a base of its own."""
    assert store.evaluate("ASK { <id/epidural-steroid-injection> ?p ?o }", [Format.TSV]).body == b"true"
    own = "BASE <http://example.org/> ASK { <id/epidural-steroid-injection> ?p ?o }"
    assert store.evaluate(own, [Format.TSV]).body == b"false"


def test_prefixes_of_the_house_need_no_declaration(store: Store) -> None:
    """And one that the query declares is the query's own."""
    answer = store.evaluate("SELECT ?c { pgid:epidural-steroid-injection pg:treats ?c }", [Format.CSV])
    assert answer.count == 2
    own = "PREFIX pg: <http://example.org/> SELECT ?c { pgid:epidural-steroid-injection pg:treats ?c }"
    assert store.evaluate(own, [Format.CSV]).count == 0


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "INSERT DATA { <http://example.org/s> <http://example.org/p> 1 }",
        "DROP ALL",
        "LOAD <http://127.0.0.1:9/>",
        "SELECT * " + "{" * 200 + "}" * 200,
        f"SELECT * {{ ?s ?p {'(' * 50}1{')' * 50} }}",
    ],
)
def test_what_reaches_outside_or_too_deep_is_refused(store: Store, query: str) -> None:
    """And nothing has changed after it."""
    before = store.rows("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    with pytest.raises(QueryRefusedError):
        store.evaluate(query, SOLUTIONS)
    assert store.rows("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == before


def test_escapes_hide_no_service(store: Store) -> None:
    """Some engines decode them before they parse, some after, some never."""
    with pytest.raises((QueryRefusedError, QuerySyntaxError)):
        store.evaluate("SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", SOLUTIONS)


def test_limits_are_told_by_name_and_value(store: Store) -> None:
    """Of text, of answer, of time."""
    with pytest.raises(TooLargeError) as text:
        store.evaluate("#" * 1_000_001, SOLUTIONS)
    assert text.value.details["limit"] == "query_bytes"
    with pytest.raises(TooLargeError) as answer:
        store.evaluate("SELECT * { ?s ?p ?o }", [Format.CSV], limits=Limits(result_bytes=10_000))
    assert answer.value.details["limit"] == "result_bytes"
    with pytest.raises(TimeLimitError) as seconds:
        store.evaluate(ENDLESS, SOLUTIONS, limits=Limits(seconds=0.3))
    assert seconds.value.details == {"limit": "seconds", "value": 0.3, "retry_after": 1}
    assert store.ready()


def test_who_comes_when_all_places_are_taken_is_told_so(opener: Opener) -> None:
    """After the short wait that the store was opened with."""
    store = opener(workers=1, patience=0)
    refused = threading.Event()
    thread = threading.Thread(target=occupy, args=(store, refused))
    thread.start()
    with pytest.raises(BusyError) as caught:
        ask_until_refused(store)
    refused.set()
    thread.join()
    assert caught.value.details["retry_after"] == 1
    store.close()


def occupy(store: Store, refused: threading.Event) -> None:
    """Ask what has no end, again and again, until the other one was refused."""
    while not refused.is_set():
        with suppress(BusyError, TimeLimitError):
            store.evaluate(ENDLESS, SOLUTIONS, limits=Limits(seconds=2))


def ask_until_refused(store: Store) -> None:
    """Ask on and on, until another thread has the only place."""
    while store.evaluate("ASK {}", SOLUTIONS):
        pass


def test_a_closed_store_answers_nothing(opener: Opener) -> None:
    """And says that it is closed."""
    store = opener(workers=1, patience=30)
    store.close()
    assert not store.ready()
    with pytest.raises(ServiceError):
        store.evaluate("ASK {}", SOLUTIONS)
