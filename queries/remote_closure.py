"""The closure on a remote store: the same rules, as SPARQL 1.1 Query and Update where the graph is.

    engine = RemoteEngine(Endpoint.open("http://localhost:7878/query"))
    publish_inferred(engine, close_on(engine))

The endpoint holds our named graphs. It must be allowed to write, which the endpoint of a `RemoteStore` need not be.
A graph that `paingraph build --store` has loaded is closed already.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from paingraph.ontology.closure import INFERRED, Closure
from paingraph.ontology.errors import ServiceError
from paingraph.ontology.fixpoint import PROLOGUE, Row, drop_scratch, scratch_graph
from paingraph.ontology.namespaces import Iri
from paingraph.queries.endpoint import Endpoint

__all__ = ["RemoteEngine", "publish_inferred"]


class RemoteEngine:
    """A SPARQL 1.1 endpoint as an engine that rules run on."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._shared: dict[str, str] = {}

    def select(self, variables: Sequence[str], where: str) -> list[Row]:
        """Return the IRIs that the variables stand for in every solution.

        Some engines cut off long answers without a word; a conclusion must not be lost so, and they are counted.

        Raises:
            ServiceError: the endpoint cannot be reached, or its answer is not whole.
        """
        names = " ".join(f"?{variable}" for variable in variables)
        share = self._shared.setdefault
        found = self._endpoint.select(f"{PROLOGUE}SELECT {names} {{ {where} }}").rows
        rows = [tuple([share(name := row[variable].value, name) for variable in variables]) for row in found]
        [count] = self._endpoint.select(f"{PROLOGUE}SELECT (COUNT(*) AS ?count) {{ {where} }}").rows
        if int(count["count"].value) != len(rows):
            raise ServiceError(
                f"The endpoint gave {len(rows)} of {count['count'].value} rows; raise its limit on rows in an answer."
            )
        return rows

    def update(self, update: str) -> None:
        """Carry out an update.

        Raises:
            ServiceError: the endpoint cannot be reached, or did not carry it out.
        """
        self._endpoint.update(update)

    def insert(self, graph: Iri, edges: Iterable[tuple[str, str, str]]) -> None:
        """Add edges to a graph, in several updates if they are many."""
        self.insert_triples(graph, (f"<{subject}> <{relation}> <{object_}>" for subject, relation, object_ in edges))

    def insert_triples(self, graph: Iri, triples: Iterable[str]) -> None:
        """Add triples in N-Triples form, without the full stop, in several updates if they are many."""
        self._endpoint.insert(graph, triples)


def publish_inferred(engine: RemoteEngine, closure: Closure) -> None:
    """Replace the inferred graph of an endpoint by what has been concluded; readers see the old one until the end."""
    ending, staged = f" <{INFERRED}> .", scratch_graph()
    try:
        engine.insert_triples(staged, (line.removesuffix(ending) for line in closure.quads()))
        engine.update(f"DROP SILENT GRAPH <{INFERRED}> ; ADD SILENT GRAPH <{staged}> TO GRAPH <{INFERRED}>")
    finally:
        drop_scratch(engine, staged)
