"""Quads as text: N-Quads and TriG, always the same bytes for the same quads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from paingraph.api.triples import Triple, serialise
from paingraph.ontology.nquads import in_graph
from paingraph.queries.formats import Format

__all__ = ["serialise_quads"]


def serialise_quads(quads: Iterable[tuple[str, Triple]], format_: Format) -> bytes:
    """Return quads, each the IRI of its graph (empty for the default graph) and a triple, in a format of datasets."""
    graphs: dict[str, list[Triple]] = defaultdict(list)
    for graph, triple in quads:
        graphs[graph].append(triple)
    texts = {graph: serialise(triples, Format.N_TRIPLES).decode() for graph, triples in sorted(graphs.items())}
    write = {Format.N_QUADS: _n_quads, Format.TRIG: _trig}[format_]
    return "".join(write(graph, text) if graph else text for graph, text in texts.items()).encode()


def _n_quads(graph: str, triples: str) -> str:
    return "".join(f"{line}\n" for line in in_graph(triples.removesuffix("\n").split("\n"), graph))


def _trig(graph: str, triples: str) -> str:
    """N-Triples within braces are TriG."""
    return f"<{graph}> {{\n{triples}}}\n"
