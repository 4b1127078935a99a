"""The remote store: any engine that speaks the SPARQL 1.1 Protocol, behind the contract of every store.

What reaches the engine has passed the tokenizer and the grammar: a query of SPARQL 1.1, without SERVICE, escapes or
pragmas of an engine's own, and with a dataset of graphs that were published there, so that it fetches nothing. Time,
size and concurrency are bounded here; memory is the engine's to bound. An answer that it cuts short is an error.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice

from paingraph.ontology.errors import (
    BusyError,
    NotAcceptableError,
    PaingraphError,
    QueryRefusedError,
    ServiceError,
    UsageError,
)
from paingraph.ontology.namespaces import BASE
from paingraph.queries import guard
from paingraph.queries.binding import bound, prefixed
from paingraph.queries.credentials import Credentials
from paingraph.queries.datasets import asks_named_graphs, with_graphs, without_dataset
from paingraph.queries.endpoint import require_address
from paingraph.queries.formats import GRAPHS, SOLUTIONS, Format
from paingraph.queries.publication import NOWHERE, PUBLICATION, PUBLICATION_QUERY, UNION, Publication
from paingraph.queries.remote_engine import GRAPH_FORMS, Engine
from paingraph.queries.results import BoundedBuffer
from paingraph.queries.solutions import Solutions, read_json, write
from paingraph.queries.store import DEFAULT_LIMITS, OWN_DATASET, Answer, Dataset, Limits, Row, Term
from paingraph.queries.syntax import require_grammar
from paingraph.queries.tokens import decoded, form, tokens
from paingraph.queries.wire import Deadline
from paingraph.queries.workers import rewrite_graph

__all__ = ["RemoteStore"]

#: Seconds that a look-up of our own may take.
_OWN_SECONDS = 30.0


class RemoteStore:
    """One endpoint, asked through SPARQLWrapper by so many threads at a time."""

    def __init__(
        self,
        url: str,
        publication: Publication,
        *,
        credentials: Credentials | None = None,
        workers: int = 8,
        patience: float = 0.4,
    ) -> None:
        self._engine = Engine(url, credentials)
        self.publication = publication
        self._graphs = frozenset(publication.graphs)
        self._patience = patience
        self._workers = workers
        self._free = threading.BoundedSemaphore(workers)

    @classmethod
    def open(
        cls, url: str, *, credentials: Credentials | None = None, workers: int = 8, patience: float = 0.4
    ) -> RemoteStore:
        """Reach an endpoint, and read from it what was published there.

        Raises:
            UsageError: that is no HTTP address, or nothing was published there.
            ServiceError: it cannot be reached, or does not answer as the protocol says.
        """
        asking = cls(require_address(url), Publication(""), credentials=credentials)
        publication = asking._published()
        if publication is None:
            raise UsageError(f"{url} holds no graph, or half of one; load it with `paingraph build --store {url}`.")
        return cls(url, publication, credentials=credentials, workers=workers, patience=patience)

    @property
    def version(self) -> str:
        """Digest of the version that the endpoint holds."""
        return self.publication.version

    def rows(self, query: str, **terms: Term) -> list[Row]:
        """Answer a SELECT of our own with the given variables bound to terms."""
        if form(query) != "SELECT":
            raise UsageError("Only a SELECT has rows.")
        deadline = Deadline(_OWN_SECONDS)
        body, _ = self._engine.ask(bound(query, terms), "SELECT", self._own(query), DEFAULT_LIMITS, deadline)
        return list(_read(body).rows)

    def evaluate(
        self,
        query: str,
        accept: Sequence[Format],
        *,
        dataset: Dataset = OWN_DATASET,
        limits: Limits = DEFAULT_LIMITS,
    ) -> Answer:
        """Answer any query in the first acceptable format that fits its form; see `Store.evaluate`."""
        deadline = Deadline(limits.seconds)
        guard.check_size(query)
        query = decoded(query)
        guard.check(query)
        if guard.is_update(query):
            raise QueryRefusedError("This is an update; here the graph can only be asked.")
        require_grammar(query)
        kind = form(query)
        offer = GRAPHS if kind in GRAPH_FORMS else SOLUTIONS
        fitting = [format_ for format_ in accept if format_ in offer]
        if not fitting:
            media_types = [format_.media_type for format_ in offer]
            raise NotAcceptableError(f"A {kind} is answered as {', '.join(media_types)}.", offered=media_types)
        query, named = without_dataset(query)
        asked = named if dataset == OWN_DATASET else dataset
        dataset = self._own(query) if asked == OWN_DATASET else self._held(asked)
        query = with_graphs(query, dataset.named_graphs)
        if f"<{NOWHERE}>" in query:  # Virtuoso must be told of it as of any other
            dataset = Dataset(dataset.default_graphs, (*dataset.named_graphs, NOWHERE))
        with self._place():
            body, media_type = self._engine.ask(_with_prologue(query), kind, dataset, limits, deadline)
        for format_ in fitting[:-1]:
            try:
                return self._written(body, media_type, kind, format_, limits)
            except NotAcceptableError:  # XML cannot carry it, perhaps the next can
                continue
        return self._written(body, media_type, kind, fitting[-1], limits)

    async def answer(
        self,
        query: str,
        accept: Sequence[Format],
        *,
        dataset: Dataset = OWN_DATASET,
        limits: Limits = DEFAULT_LIMITS,
    ) -> Answer:
        """Answer any query, in a thread of the event loop's.

        The engine goes on with one that nobody waits for, so that keeps its place until its time is up: who asks and
        hangs up, again and again, does not load the engine without bounds.
        """
        return await asyncio.to_thread(self.evaluate, query, accept, dataset=dataset, limits=limits)

    def ready(self) -> bool:
        """Tell whether the endpoint answers now, and still holds the version that it was opened with."""
        try:
            return self._published() == self.publication
        except PaingraphError:
            return False

    def close(self) -> None:
        """Ask the endpoint nothing more."""
        self._engine.close()

    def _published(self) -> Publication | None:
        dataset = Dataset((NOWHERE,), (PUBLICATION,))
        deadline = Deadline(_OWN_SECONDS)
        body, _ = self._engine.ask(PUBLICATION_QUERY, "SELECT", dataset, DEFAULT_LIMITS, deadline)
        return Publication.read(_read(body).rows)

    def _own(self, query: str) -> Dataset:
        """Return the dataset of a query that names none: a long list of graphs goes along only where it is needed."""
        return Dataset((UNION,), self.publication.graphs if asks_named_graphs(query) else (NOWHERE,))

    def _held(self, dataset: Dataset) -> Dataset:
        """Return what the store holds of a dataset; an engine must not take an empty one for its own."""
        default = tuple(graph for graph in dataset.default_graphs if graph in self._graphs)
        named = tuple(graph for graph in dataset.named_graphs if graph in self._graphs)
        return Dataset(default or (NOWHERE,), named or (NOWHERE,))

    @contextmanager
    def _place(self) -> Iterator[None]:
        if not self._free.acquire(timeout=self._patience):
            raise BusyError(f"All {self._workers} places for queries are taken; try again shortly.", retry_after=1)
        try:
            yield
        finally:
            self._free.release()

    def _written(self, body: bytes, media_type: str, kind: str, format_: Format, limits: Limits) -> Answer:
        if kind in GRAPH_FORMS:
            return rewrite_graph(body, media_type, format_, limits.result_bytes)
        solutions = _read(body)
        if kind == "ASK" and solutions.truth is None:  # Virtuoso answers with a column, and a row if it is so
            solutions = Solutions(truth=bool(solutions.rows))
        buffer = BoundedBuffer(limits.result_bytes)
        buffer.write(write(solutions, format_))
        return Answer(buffer.getvalue(), format_, 1 if solutions.truth is not None else len(solutions.rows))


def _with_prologue(query: str) -> str:
    """Declare the base and the prefixes of the house; the base first, since Virtuoso takes it nowhere else."""
    first, second = (*islice(tokens(query), 2), None, None)[:2]
    if first and second and first.is_word("BASE"):
        end = second.start + len(second.text)
        return f"{query[:end]} {prefixed(query[end:])}"
    return f"BASE <{BASE}> {prefixed(query)}"


def _read(body: bytes) -> Solutions:
    try:
        return read_json(body)
    except ValueError as error:
        raise ServiceError("The store does not answer with SPARQL results in JSON.", retry_after=5) from error
