"""A store that evaluates in the very process that asks: for one that may be ended at any moment, and for no other."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pyoxigraph

from paingraph.queries.embedded import look_up
from paingraph.queries.formats import Format
from paingraph.queries.services import reaches_out
from paingraph.queries.store import DEFAULT_LIMITS, OWN_DATASET, Answer, Dataset, Limits, Row, Term
from paingraph.queries.workers import answered

__all__ = ["ElsewhereError", "Graph", "InPlaceStore"]

Graph = pyoxigraph.Store


class ElsewhereError(Exception):
    """The query may call a service, and this process has no network to do so."""


class InPlaceStore:
    """The graph of a worker, asked by the worker itself; whoever watches over it is told each query's limits."""

    def __init__(
        self, graph: Graph, version: str, announce: Callable[[Limits], None], *, federated: bool = False
    ) -> None:
        self._graph = graph
        self._version = version
        self._announce = announce
        self._federated = federated

    @property
    def version(self) -> str:
        """Digest of the published version."""
        return self._version

    def rows(self, query: str, **terms: Term) -> list[Row]:
        """Answer a SELECT of our own with the given variables bound to terms."""
        return look_up(self._graph, query, terms)

    def evaluate(
        self,
        query: str,
        accept: Sequence[Format],
        *,
        dataset: Dataset = OWN_DATASET,
        limits: Limits = DEFAULT_LIMITS,
    ) -> Answer:
        """Answer any query; see `Store.evaluate`.

        Raises:
            ElsewhereError: services are allowed, and the query calls one.
        """
        if self._federated and reaches_out(query):
            raise ElsewhereError
        self._announce(limits)
        return answered(self._graph, query, accept, dataset, limits.result_bytes)

    async def answer(
        self,
        query: str,
        accept: Sequence[Format],
        *,
        dataset: Dataset = OWN_DATASET,
        limits: Limits = DEFAULT_LIMITS,
    ) -> Answer:
        """Do the same; it never waits."""
        return self.evaluate(query, accept, dataset=dataset, limits=limits)

    def ready(self) -> bool:
        """Tell that it is."""
        return True

    def close(self) -> None:
        """Keep the graph: it ends with the process."""
