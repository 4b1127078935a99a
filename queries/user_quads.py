"""Quads as the engine of a change has them: read from a version or from what users send, refused, written as lines.

In the engine, what users say without naming a graph stands in the default graph; in a version it has a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, Triple

from paingraph.ontology.errors import InputError, RdfSyntaxError
from paingraph.queries.user_graphs import USER_GRAPH, refuse_forgery, refuse_graph

__all__ = ["NAMED_COPY", "UNNAMED", "graph_named", "line_of", "placed", "read_rdf", "refuse_quad", "version_quads"]

UNNAMED = DefaultGraph()
#: What queries know the users' unnamed graph by.
NAMED_COPY = NamedNode(USER_GRAPH)
#: Line ends for Python that N-Quads does not escape.
_ESCAPES = {code: f"\\u{code:04X}" for code in (0x0B, 0x0C, 0x1C, 0x1D, 0x1E, 0x85, 0x2028, 0x2029)}


def version_quads(graph_file: Path) -> Iterator[Quad]:
    """Yield the quads of a version's file, those of the users' unnamed graph without a name."""
    for quad in pyoxigraph.parse(path=graph_file, format=RdfFormat.N_QUADS, lenient=True):
        if isinstance(quad, Quad):
            yield placed(quad, UNNAMED) if quad.graph_name == NAMED_COPY else quad


def placed(triple: Triple | Quad, graph: NamedNode | DefaultGraph) -> Quad:
    """Return a triple as a quad of a graph."""
    return Quad(triple.subject, triple.predicate, triple.object, graph)


def graph_named(graph: str) -> NamedNode | DefaultGraph:
    """Return the graph of that IRI, the unnamed one if it is empty; InputError if it is none."""
    try:
        return NamedNode(graph) if graph else UNNAMED
    except ValueError as error:
        raise InputError(f"'{graph[:80]}' is no absolute IRI, so no graph can have that name.") from error


def read_rdf(media_type: str, body: bytes, graph: str | None, base: str) -> Iterator[Quad]:
    """Yield RDF as quads of a graph, or of those that it names if `graph` is None.

    Raises:
        RdfSyntaxError: it cannot be read, with line and column where there is one.
    """
    format_ = RdfFormat.from_media_type(media_type)
    if format_ == RdfFormat.RDF_XML and b"<!DOCTYPE" in body:
        raise RdfSyntaxError("RDF/XML with a DOCTYPE is not read, because its entities grow without bounds.")
    try:
        found = pyoxigraph.parse(
            body, format=format_, base_iri=base, without_named_graphs=graph is not None, rename_blank_nodes=True
        )
        for quad in found:
            if graph is None or not isinstance(quad, Quad):
                yield quad if isinstance(quad, Quad) else placed(quad, UNNAMED)
            else:
                yield placed(quad, graph_named(graph))
    except SyntaxError as error:
        raise _malformed(media_type, error) from error
    except (ValueError, RecursionError) as error:
        raise RdfSyntaxError(f"The {media_type} cannot be read: {error}.") from error


def _malformed(media_type: str, error: SyntaxError) -> RdfSyntaxError:
    reason = re.sub(r"^Parser error at .*?: ", "", error.msg or str(error)).rstrip(".")
    if error.lineno is None:
        return RdfSyntaxError(f"The {media_type} is malformed: {reason}.")
    return RdfSyntaxError(
        f"The {media_type} is malformed at line {error.lineno}, column {error.offset}: {reason}.",
        line=error.lineno,
        column=error.offset,
    )


def refuse_quad(quad: Quad) -> None:
    """Raise InputError or ForbiddenError if a quad is not one that users may have."""
    graph = quad.graph_name
    if isinstance(graph, BlankNode):
        raise InputError("A graph is named by an IRI here, not by a blank node.")
    if isinstance(graph, NamedNode):
        refuse_graph(graph.value)
    if isinstance(quad.object, Triple) or getattr(quad.object, "direction", None):
        raise InputError("Triple terms and base directions are not kept: the graph is RDF 1.1.")
    object_ = quad.object.value if isinstance(quad.object, NamedNode) else ""
    refuse_forgery(getattr(quad.subject, "value", ""), quad.predicate.value, object_)


def line_of(quad: Quad) -> str:
    """Return a quad as the line of N-Quads that a version has for it."""
    named = placed(quad, NAMED_COPY) if quad.graph_name == UNNAMED else quad
    line = pyoxigraph.serialize([named], format=RdfFormat.N_QUADS)
    assert line is not None  # it is written nowhere else
    return line.decode().rstrip("\n").translate(_ESCAPES)
