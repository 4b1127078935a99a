"""The embedded store: a published version, loaded into Oxigraph, and workers that share it."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyoxigraph

from paingraph.ontology.errors import PaingraphError, PublicationError, UsageError
from paingraph.queries.binding import bound
from paingraph.queries.callers import in_thread, run
from paingraph.queries.federation import Federation
from paingraph.queries.formats import Format
from paingraph.queries.guard import check_size
from paingraph.queries.holds import Hold
from paingraph.queries.loading import Storage, load, load_lines, prepare
from paingraph.queries.pool import PATIENCE, WorkerPool
from paingraph.queries.services import reaches_out
from paingraph.queries.store import DEFAULT_LIMITS, OWN_DATASET, Answer, Dataset, Limits, Row, Term
from paingraph.queries.wire import head_bytes

__all__ = ["Draft", "EmbeddedStore", "look_up"]

_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


class EmbeddedStore:
    """One published version, in memory or on disk; fixed look-ups in this process, ad-hoc queries in workers."""

    def __init__(
        self, hold: Hold, graph: pyoxigraph.Store, version: str, pool: WorkerPool, federation: Federation | None = None
    ) -> None:
        self._hold = hold
        self._graph = graph
        self._version = version
        self._pool = pool
        self._federation = federation

    @classmethod
    def open(
        cls,
        version_folder: Path,
        *,
        workers: int = 2,
        patience: float = PATIENCE,
        storage: Storage = Storage.AUTO,
        services: Sequence[str] = (),
    ) -> EmbeddedStore:
        """Open a version folder and start its workers; `patience` is how long a query waits for an idle one.

        `services` are hosts that queries may call by SERVICE (HOST or HOST:PORT).

        Raises:
            PublicationError: the folder holds no version that can be read.
        """
        hold: Hold | None = None
        pool: WorkerPool | None = None
        try:
            hold = Hold(version_folder)  # processes that are started later read it too
            version = str(json.loads((version_folder / "manifest.json").read_text(encoding="utf-8"))["digest"])
            storage = prepare(version_folder, storage)
            pool = WorkerPool(version_folder, storage, workers, patience)  # it loads while this process does
            federation = Federation(version_folder, storage, services) if services else None
            store = cls(hold, load(version_folder, storage), version, pool, federation)
            pool.wait_until_ready()
        except (OSError, ValueError, KeyError, TypeError, SyntaxError, PaingraphError) as error:
            if pool:
                pool.close()
            if hold:
                hold.let_go()
            raise PublicationError(f"{version_folder} holds no readable version of the graph: {error}.") from error
        return store

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
        """Answer any query in the first acceptable format that fits its form; see `Store.evaluate`."""
        return run(self.answer(query, accept, dataset=dataset, limits=limits))

    async def answer(
        self,
        query: str,
        accept: Sequence[Format],
        *,
        dataset: Dataset = OWN_DATASET,
        limits: Limits = DEFAULT_LIMITS,
    ) -> Answer:
        """Answer any query, in an event loop; see `Store.answer`."""
        check_size(query)
        request = _request(tuple(accept), dataset, limits)
        text = query.encode("utf-8", "surrogatepass")
        if self._federation and reaches_out(query):
            head, body = await in_thread(self._federation.ask, request, text, limits)
        else:
            head, body = await self._pool.ask(request, text, limits)
        return Answer(body, Format[head["format"]], head["count"])

    def branch(self, control: socket.socket) -> None:
        """Have a nursery forked over the graph of the workers; see `WorkerPool.branch`."""
        self._pool.branch(control)

    def ready(self) -> bool:
        """Tell whether a worker answers now."""
        try:
            return self.evaluate("ASK {}", [Format.TSV], limits=Limits(seconds=2)).body == b"true"
        except PaingraphError:
            return False

    def close(self) -> None:
        """End the workers; the store answers nothing more."""
        self._pool.close()
        if self._federation:
            self._federation.close()
        self._graph = pyoxigraph.Store()
        self._hold.let_go()


@lru_cache(maxsize=64)
def _request(accept: tuple[Format, ...], dataset: Dataset, limits: Limits) -> bytes:
    """Return the head of a request to a worker; few differ."""
    return head_bytes(
        {
            "accept": [format_.name for format_ in accept],
            "default_graphs": dataset.default_graphs,
            "named_graphs": dataset.named_graphs,
            "result_bytes": limits.result_bytes,
            "memory_bytes": limits.memory_bytes,
        }
    )


class Draft:
    """A graph that is not published yet, for look-ups of our own."""

    def __init__(self, graph: pyoxigraph.Store) -> None:
        self._graph = graph

    @classmethod
    def of_lines(cls, lines: Iterable[str]) -> Draft:
        """Return the graph that lines of N-Quads make."""
        return cls(load_lines(lines))

    @classmethod
    def of_folder(cls, version_folder: Path) -> Draft:
        """Load a version folder as a server does; OSError or SyntaxError if that cannot be."""
        return cls(load(version_folder, prepare(version_folder, Storage.AUTO)))

    def rows(self, query: str, **terms: Term) -> list[Row]:
        """Answer a SELECT of our own; see `Rows.rows`."""
        return look_up(self._graph, query, terms)


def look_up(graph: pyoxigraph.Store, query: str, terms: Mapping[str, Term]) -> list[Row]:
    """Answer a SELECT of our own on a graph, in this process."""
    solutions = graph.query(bound(query, terms))
    try:
        if not isinstance(solutions, pyoxigraph.QuerySolutions):
            raise UsageError("Only a SELECT has rows.")
        names = [variable.value for variable in solutions.variables]
        rows: list[Row] = []
        for solution in solutions:
            pairs = zip(names, solution, strict=True)
            rows.append({name: _TERMS[type(value)](value) for name, value in pairs if value is not None})
        return rows
    finally:
        del solutions  # they must die in this thread; a traceback would hand them to whichever collects garbage


def _literal(literal: pyoxigraph.Literal) -> Term:
    language = literal.language
    datatype = None if language else literal.datatype.value
    return Term(literal.value, "literal", None if datatype == _XSD_STRING else datatype, language)


#: How the engine's terms become ours, by their class; there are no others in RDF 1.1.
_TERMS: Mapping[type, Callable[[Any], Term]] = {
    pyoxigraph.NamedNode: lambda node: Term(node.value),
    pyoxigraph.BlankNode: lambda node: Term(node.value, "bnode"),
    pyoxigraph.Literal: _literal,
}
