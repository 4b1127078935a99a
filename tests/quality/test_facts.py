"""The facts of a graph, read from its lines."""

from __future__ import annotations

from paingraph.ontology.facts import Facts, plain


def test_facts_read_what_n_quads_allows() -> None:
    """Escapes, languages, datatypes, blank nodes, the default graph."""
    facts = Facts(['<urn:a> <urn:p> "a \\"b\\" \\u00e9\\n."@en-GB <urn:g> .', "_:x <urn:p> _:y .", "nonsense"])
    assert len(facts.quads) == 2
    assert facts.malformed == ["nonsense"]
    assert plain(facts.value("<urn:a>", "<urn:p>") or "") == 'a "b" é\n.'
    assert facts.holds("_:x", "<urn:p>", "_:y")
