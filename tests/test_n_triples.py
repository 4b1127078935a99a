"""N-Triples read back: what any writer makes of awkward terms, and what is none."""

from __future__ import annotations

import pytest
from rdflib import Graph, Literal, URIRef

from paingraph.api.n_triples import read_n_triples
from paingraph.ontology.errors import ServiceError
from paingraph.queries.store import Term

XSD = "http://www.w3.org/2001/XMLSchema#"
THING = URIRef("http://example.org/é?a=b#c")


@pytest.mark.parametrize("text", ["", "a\nb\tc\r", 'say "x" \\ y', "\\u0041", "𝄞 é", "\x00\x7f", "a . <b> ."])
def test_a_text_comes_back_as_it_was(text: str) -> None:
    """As an independent writer escapes it."""
    written = Graph().add((THING, THING, Literal(text, "en"))).serialize(format="nt")
    ((subject, predicate, object_),) = read_n_triples(written)
    assert (subject, predicate) == (Term(str(THING)), str(THING))
    assert (object_.value, object_.language) == (text, "en")


def test_every_sort_of_object_is_told_apart() -> None:
    """An IRI, a blank node, a plain text, a typed one; lines are sorted and told once."""
    lines = [
        "<http://a.example/s> <http://a.example/p> <http://a.example/o> .",
        "_:b1 <http://a.example/p> _:b2 .",
        '<http://a.example/s> <http://a.example/p> "x" .',
        f'<http://a.example/s> <http://a.example/p> "1"^^<{XSD}integer> .',
        '<http://a.example/s> <http://a.example/p> "x" .',
    ]
    objects = [object_ for _, _, object_ in read_n_triples("\n".join(lines))]
    assert objects == [
        Term("1", "literal", XSD + "integer"),
        Term("x", "literal", XSD + "string"),
        Term("http://a.example/o"),
        Term("b2", "bnode"),
    ]


@pytest.mark.parametrize("line", ["rubbish", "<http://a.example/s> <http://a.example/p> .", '<a:b> <a:b> "x ."'])
def test_what_is_no_triple_is_the_stores_failure(line: str) -> None:
    """Not the caller's."""
    with pytest.raises(ServiceError):
        list(read_n_triples(line))
