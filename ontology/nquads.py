"""N-Quads, the one form in which the graph is built, compared, and published (W3C RDF 1.1 N-Quads).

A graph is a set of lines; sorted, they are its canonical bytes as long as blank nodes carry stable labels.
"""

from __future__ import annotations

from collections.abc import Iterable

from paingraph.ontology.namespaces import PREFIXES

__all__ = ["canonical_bytes", "curie", "decimal", "in_graph", "integer", "iri", "quad", "text"]

#: Characters that a quoted literal escapes (RDF 1.2 N-Triples, canonical form), as the engine writes them.
_NAMED = {"\\": "\\\\", '"': '\\"', "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}
_ESCAPES = str.maketrans({chr(code): f"\\u{code:04X}" for code in (*range(0x20), 0x7F)} | _NAMED)

_XSD = PREFIXES["xsd"]


def iri(value: str) -> str:
    """Return an IRI between angle brackets."""
    return f"<{value}>"


def curie(value: str) -> str:
    """Return the IRI that a prefixed name such as `skos:prefLabel` stands for, between angle brackets."""
    prefix, _, local = value.partition(":")
    return f"<{PREFIXES[prefix]}{local}>"


def text(value: str, language: str | None = None) -> str:
    """Return a string literal, with a language tag if one is given."""
    literal = '"' + value.translate(_ESCAPES) + '"'
    return f"{literal}@{language}" if language else literal


def integer(value: int) -> str:
    """Return an `xsd:integer`."""
    return f'"{value}"^^<{_XSD}integer>'


def decimal(value: float) -> str:
    """Return an `xsd:decimal` in the canonical form that the engine keeps (XSD 1.1: a whole number has no point)."""
    return f'"{f"{value:.4f}".rstrip("0").rstrip(".")}"^^<{_XSD}decimal>'


def quad(subject: str, predicate: str, object_: str, graph: str) -> str:
    """Return one line, without the line end, of four terms that are already in N-Quads form."""
    return f"{subject} {predicate} {object_} {graph} ."


def in_graph(triples: Iterable[str], graph: str) -> Iterable[str]:
    """Put lines of N-Triples into a named graph, given as an IRI."""
    ending = f" <{graph}> ."
    for line in triples:
        yield line.removesuffix(".").rstrip() + ending


def canonical_bytes(lines: Iterable[str]) -> bytes:
    """Return the lines as sorted, duplicate-free bytes."""
    return ("\n".join(dict.fromkeys(sorted(lines))) + "\n").encode()
