"""Serialised answers: exact whatever the data holds, counted, and bounded."""

from __future__ import annotations

import csv
import gc
import io
import json
import threading
from xml.etree import ElementTree

import pyoxigraph
import pytest

from paingraph.ontology.errors import NotAcceptableError, TooLargeError
from paingraph.queries.formats import GRAPHS, SOLUTIONS, Format
from paingraph.queries.results import BoundedBuffer
from paingraph.queries.store import OWN_DATASET, Answer
from paingraph.queries.workers import evaluate

#: Texts that a careless writer or counter trips over.
TEXTS = [
    "plain",
    'comma, and "quotes"',
    "two\nlines",
    "carriage\rreturn\r\nboth",
    "tab\there",
    "<result>&amp;</result>",
    "}},{",
    '"}},{"x":{"type"',
    "{}",
    '{"bindings":[]}',
    "é 𝄞 \u2028",
    "",
]
RESULTS_NAMESPACE = "{http://www.w3.org/2005/sparql-results#}"


def graph_of(*texts: str, predicate: str = "http://example.org/p") -> pyoxigraph.Store:
    """Return a graph with one triple a text."""
    graph = pyoxigraph.Store()
    for number, text in enumerate(texts):
        subject = pyoxigraph.NamedNode(f"http://example.org/{number}")
        graph.add(pyoxigraph.Quad(subject, pyoxigraph.NamedNode(predicate), pyoxigraph.Literal(text)))
    return graph


def answer(graph: pyoxigraph.Store, query: str, *accept: Format, result_bytes: int = 1_000_000) -> Answer:
    """Evaluate in this process."""
    return evaluate(graph, query, accept, OWN_DATASET, result_bytes)


def read_back(answer: Answer) -> list[str]:
    """Return the values of the column `o`, by an independent reader of the format."""
    text = answer.body.decode()
    match answer.format:
        case Format.JSON:
            return [row["o"]["value"] for row in json.loads(text)["results"]["bindings"]]
        case Format.XML:
            literals = ElementTree.fromstring(answer.body).iter(f"{RESULTS_NAMESPACE}literal")
            return [literal.text or "" for literal in literals]
        case Format.CSV:
            return [row[0] if row else "" for row in list(csv.reader(io.StringIO(text, newline="")))[1:]]
        case _:
            lines = text.split("\n")
            assert lines[0] == "?o"
            triples = "".join(f"<a:a> <a:a> {line} .\n" for line in lines[1:-1])
            return [triple.object.value for triple in pyoxigraph.parse(triples, format=pyoxigraph.RdfFormat.TURTLE)]


@pytest.mark.parametrize("format_", SOLUTIONS, ids=lambda format_: format_.label)
def test_values_survive_every_result_format(format_: Format) -> None:
    """As the data says, character by character; and counted without being parsed."""
    result = answer(graph_of(*TEXTS), "SELECT ?o { ?s ?p ?o } ORDER BY ?s", format_)
    assert sorted(read_back(result)) == sorted(TEXTS)
    assert result.count == len(TEXTS)


@pytest.mark.parametrize("format_", SOLUTIONS, ids=lambda format_: format_.label)
@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("SELECT * { FILTER(false) }", 0),
        ("SELECT ?x { FILTER(false) }", 0),
        ("SELECT ?x { VALUES ?x { 1 UNDEF 2 } }", 3),
        ("SELECT ?x ?y { VALUES (?x ?y) { (1 UNDEF) (UNDEF UNDEF) (UNDEF 2) (UNDEF UNDEF) } }", 4),
        ("SELECT ?x { VALUES ?x { UNDEF } }", 1),
        ("ASK {}", 1),
        ("ASK { FILTER(false) }", 1),
    ],
)
def test_rows_are_counted_where_cells_are_empty(format_: Format, query: str, count: int) -> None:
    """A row that binds nothing is a row."""
    assert answer(pyoxigraph.Store(), query, format_).count == count


@pytest.mark.parametrize("format_", GRAPHS, ids=lambda format_: format_.label)
def test_a_graph_is_a_set_in_every_format(format_: Format) -> None:
    """Two solutions that build one triple give one triple."""
    graph = graph_of("a", predicate="http://www.w3.org/2004/02/skos/core#prefLabel")
    result = answer(graph, "CONSTRUCT WHERE { ?s ?p ?o }", Format.TURTLE)
    assert [line for line in result.body.decode().splitlines() if line.startswith("@prefix")] == [
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> ."
    ]


@pytest.mark.parametrize(
    ("query", "format_"),
    [("SELECT ?o { ?s ?p ?o }", Format.XML), ("CONSTRUCT WHERE { ?s ?p ?o }", Format.RDF_XML)],
)
@pytest.mark.parametrize("character", ["\x00", "\x01", "\x0b", "\x1f", "\ufffe", "\uffff"])
def test_xml_is_refused_what_it_cannot_carry(query: str, format_: Format, character: str) -> None:
    """No replacement character in a silent answer; the message names the character."""
    with pytest.raises(NotAcceptableError, match=f"U\\+{ord(character):04X}"):
        answer(graph_of(f"a{character}b"), query, format_)


def test_the_next_acceptable_format_carries_what_xml_cannot() -> None:
    """The client said what else it takes."""
    result = answer(graph_of("a\x01b"), "SELECT ?o { ?s ?p ?o }", Format.XML, Format.TSV)
    assert (result.format, result.count) == (Format.TSV, 1)


def test_a_predicate_that_is_no_xml_name_is_refused_in_rdf_xml() -> None:
    """An element has to be called something."""
    with pytest.raises(NotAcceptableError, match="does not end in a name"):
        answer(graph_of("a", predicate="http://example.org/1"), "CONSTRUCT WHERE { ?s ?p ?o }", Format.RDF_XML)


def test_a_carriage_return_stays_one_in_rdf_xml() -> None:
    """An XML reader turns a raw one into a line feed."""
    result = answer(graph_of("a\rb"), "CONSTRUCT WHERE { ?s ?p ?o }", Format.RDF_XML)
    [triple] = pyoxigraph.parse(result.body, format=pyoxigraph.RdfFormat.RDF_XML)
    assert triple.object.value == "a\rb"


@pytest.mark.parametrize(
    ("query", "accept", "offered"),
    [
        ("SELECT * {}", GRAPHS, SOLUTIONS),
        ("ASK {}", GRAPHS, SOLUTIONS),
        ("CONSTRUCT WHERE { ?s ?p ?o }", SOLUTIONS, GRAPHS),
        ("DESCRIBE <http://example.org/0>", SOLUTIONS, GRAPHS),
    ],
)
def test_a_format_that_does_not_fit_the_form_is_refused(
    query: str, accept: tuple[Format, ...], offered: tuple[Format, ...]
) -> None:
    """A table is no graph."""
    with pytest.raises(NotAcceptableError) as caught:
        answer(graph_of("a"), query, *accept)
    assert caught.value.details["offered"] == [format_.media_type for format_ in offered]


def test_an_answer_stops_growing_at_its_limit() -> None:
    """The limit's name and value are told."""
    with pytest.raises(TooLargeError) as caught:
        answer(graph_of(*map(str, range(100))), "SELECT * { ?a ?b ?c . ?d ?e ?f }", Format.CSV, result_bytes=1_000)
    assert caught.value.details == {"limit": "result_bytes", "value": 1_000}


def test_a_buffer_takes_its_limit_and_no_byte_more() -> None:
    """Exactly at the limit is within it."""
    buffer = BoundedBuffer(10)
    assert buffer.write(b"0123456789") == 10
    with pytest.raises(TooLargeError):
        buffer.write(b"0")


def test_a_result_dies_in_its_own_thread() -> None:
    """The engine cannot drop one elsewhere: it would leak, with a complaint that pytest turns into a failure."""
    for query, accept in (("SELECT * { ?s ?p ?o }", Format.TURTLE), ("SELECT * { ?a ?b ?c . ?d ?e ?f }", Format.CSV)):
        with pytest.raises((NotAcceptableError, TooLargeError)) as caught:
            answer(graph_of(*map(str, range(100))), query, accept, result_bytes=10_000)
        cycle = [caught.value]
        cycle.append(cycle)  # type: ignore[arg-type]
        del cycle, caught
        thread = threading.Thread(target=gc.collect)
        thread.start()
        thread.join()
