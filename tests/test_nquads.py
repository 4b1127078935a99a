"""Terms and lines in N-Quads form; rdflib reads back what is written."""

from __future__ import annotations

import pyoxigraph
import pytest
import rdflib

from paingraph.ontology.nquads import canonical_bytes, curie, decimal, in_graph, integer, iri, quad, text


@pytest.mark.parametrize("value", ["plain", 'a "quote"', "back\\slash", "line\nend\r\n", "tab\t", "“curly” – é 🦴", ""])
def test_a_string_survives_the_round_trip(value: str) -> None:
    """Whatever a document says comes back unchanged from another parser."""
    line = quad(iri("https://example.org/s"), curie("skos:prefLabel"), text(value), iri("https://example.org/g"))
    graph = rdflib.Dataset()
    graph.parse(data=line, format="nquads")
    (parsed,) = graph.quads((None, None, None, None))
    assert str(parsed[2]) == value


def test_a_language_tag_follows_the_string() -> None:
    """Labels carry their language."""
    assert text("sciatica", "en") == '"sciatica"@en'


@pytest.mark.parametrize(("value", "lexical"), [(1, "1"), (0.93, "0.93"), (0.5, "0.5"), (0.12345, "0.1235"), (0, "0")])
def test_decimals_are_canonical(value: float, lexical: str) -> None:
    """XSD 1.1: a whole number has no point."""
    assert decimal(value).startswith(f'"{lexical}"^^')


@pytest.mark.parametrize(
    "term", [*map(decimal, (0, 0.12345, 1, 10)), integer(-7), text("".join(map(chr, range(1, 0x100)))), text("é", "en")]
)
def test_the_engine_keeps_each_form_as_it_is(term: str) -> None:
    """So that the published bytes and the answers agree."""
    line = quad(iri("https://example.org/s"), curie("skos:note"), term, iri("https://example.org/g"))
    graph = pyoxigraph.Store()
    graph.load(line.encode(), format=pyoxigraph.RdfFormat.N_QUADS)
    assert graph.dump(format=pyoxigraph.RdfFormat.N_QUADS) == f"{line}\n".encode()


def test_integers_are_typed() -> None:
    """Positions are numbers, not strings."""
    assert integer(12) == '"12"^^<http://www.w3.org/2001/XMLSchema#integer>'


def test_triples_are_put_into_a_graph() -> None:
    """The final dot moves behind the graph name."""
    assert list(in_graph(["<s> <p> <o> ."], "g")) == ["<s> <p> <o> <g> ."]


def test_canonical_bytes_do_not_depend_on_order_or_repetition() -> None:
    """The same set of lines has one form."""
    assert canonical_bytes(["b .", "a .", "b ."]) == canonical_bytes(["a .", "b ."]) == b"a .\nb .\n"
