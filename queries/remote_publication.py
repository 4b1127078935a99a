"""A published version loaded into a remote store: graph by graph aside, counted, and switched in by one update.

Readers see the old version until the switch. Engines that carry out an update as one transaction then show the new
one at once; others, such as Virtuoso, show a mixture while they carry it out. The record of the publication goes first
and comes last, so that after a crash in between no server opens half a graph. The next load starts by removing what an
earlier one has left.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from paingraph.ontology.english import counted
from paingraph.ontology.errors import PublicationError
from paingraph.ontology.namespaces import GRAPH as GRAPHS
from paingraph.queries.endpoint import Endpoint
from paingraph.queries.publication import NOWHERE, PUBLICATION, PUBLICATION_QUERY, UNION, Publication
from paingraph.queries.versions import GRAPH, Version

__all__ = ["Loaded", "load", "require_writable"]

#: Graphs that are being loaded lie under this IRI.
STAGING = GRAPHS + "staging/"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load has put into a store, which graphs it has taken away, and the seconds that it took."""

    graphs: int
    triples: int
    removed: tuple[str, ...]
    seconds: float


def require_writable(endpoint: Endpoint) -> None:
    """Raise ForbiddenError, or what else is the matter, unless updates are taken; nothing is changed."""
    endpoint.update(f"DROP SILENT GRAPH <{NOWHERE}>")


def load(endpoint: Endpoint, version: Version, progress: Callable[[str], None]) -> Loaded:
    """Make a store hold a version and nothing else under the house's graph names; other graphs stay as they are.

    Raises:
        PublicationError: the store holds another number of triples than it was given; before the switch, the old
            version is as it was.
        ForbiddenError, ServiceError, TimeLimitError, QueryRefusedError: the store does not take it.
    """
    started = time.perf_counter()
    progress("asking the store what it holds")
    held = _held(endpoint) | _published(endpoint)
    _drop(endpoint, (graph for graph in held if graph.startswith(STAGING)))
    graphs = _graphs(version)
    expected = {name: len(triples) for name, triples in graphs.items()}
    expected[UNION] = len(set().union(*graphs.values()))
    for name, triples in sorted(graphs.items()):
        progress(f"loading {name} ({counted(len(triples), 'triple')})")
        endpoint.insert(_staged(name), triples)
    progress(f"merging {counted(len(graphs), 'graph')} ({counted(expected[UNION], 'triple')})")
    for name in sorted(graphs):
        endpoint.update(f"ADD GRAPH <{_staged(name)}> TO GRAPH <{_staged(UNION)}>")
    _require_counts(endpoint, {_staged(name): count for name, count in expected.items()})
    progress("switching to the new version")
    publication = Publication(version.digest, tuple(sorted(graphs)), version.manifest.get("retracted", []))
    stale = sorted(graph for graph in held - {*expected, PUBLICATION} if not graph.startswith(STAGING))
    _switch(endpoint, publication, expected, stale)
    _require_counts(endpoint, expected)
    return Loaded(len(graphs), expected[UNION], tuple(stale), time.perf_counter() - started)


def _held(endpoint: Endpoint) -> set[str]:
    """Return the graphs of the house that a store holds, whole or not."""
    query = f'SELECT DISTINCT ?graph {{ GRAPH ?graph {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?graph), "{GRAPHS}")) }}'
    return {row["graph"].value for row in endpoint.select(query).rows}


def _published(endpoint: Endpoint) -> set[str]:
    """Return the graphs of the version that a store holds now: those of its users have names of their own."""
    publication = Publication.read(endpoint.select(PUBLICATION_QUERY).rows)
    return set(publication.graphs) if publication else set()


def _graphs(version: Version) -> dict[str, list[str]]:
    """Return the triples of each graph, as N-Triples writes them, without the full stop."""
    graphs: dict[str, list[str]] = defaultdict(list)
    with (version.folder / GRAPH).open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            triple, _, graph = line.removesuffix(" .\n").rpartition(" ")
            graphs[graph[1:-1]].append(triple)
    return graphs


def _staged(graph: str) -> str:
    return STAGING + graph.removeprefix(GRAPHS)


def _drop(endpoint: Endpoint, graphs: Iterable[str]) -> None:
    for graph in graphs:
        endpoint.update(f"DROP SILENT GRAPH <{graph}>")


def _switch(endpoint: Endpoint, publication: Publication, graphs: Iterable[str], stale: Iterable[str]) -> None:
    record = " .\n".join(publication.triples())
    steps = [
        f"DROP SILENT GRAPH <{PUBLICATION}>",
        *(f"MOVE GRAPH <{_staged(graph)}> TO GRAPH <{graph}>" for graph in graphs),
        *(f"DROP SILENT GRAPH <{graph}>" for graph in stale),
        f"INSERT DATA {{ GRAPH <{PUBLICATION}> {{\n{record}\n}} }}",
    ]
    endpoint.update(" ;\n".join(steps))


def _require_counts(endpoint: Endpoint, expected: Mapping[str, int]) -> None:
    for graph, count in expected.items():
        if (found := endpoint.count(graph)) != count:
            raise PublicationError(
                f"The store holds {counted(found, 'triple')} in {graph}, but was given {count:,}; load it again, and "
                "let nobody else write there meanwhile."
            )
