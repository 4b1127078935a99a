"""The remote store: any engine that speaks the SPARQL 1.1 Protocol, behind the contract of every store.

What reaches the engine has passed the tokenizer and the grammar: a query of SPARQL 1.1, without SERVICE, escapes or
pragmas of an engine's own, and with a dataset of graphs that were published there, so that it fetches nothing. Time,
size and concurrency are bounded here; memory is the engine's to bound. An answer that it cuts short is an error.
"""

from __future__ import annotations

import asyncio
import threading
import urllib.error
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPException
from itertools import islice
from typing import Any

from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import EndPointInternalError, QueryBadFormed, SPARQLWrapperException

from paingraph.ontology.errors import (
    BusyError,
    NotAcceptableError,
    PaingraphError,
    QueryRefusedError,
    ServiceError,
    TooLargeError,
    UsageError,
)
from paingraph.ontology.namespaces import BASE
from paingraph.queries import guard
from paingraph.queries.binding import bound, prefixed
from paingraph.queries.credentials import Credentials, Login
from paingraph.queries.datasets import asks_named_graphs, solutions_of, with_graphs, without_dataset
from paingraph.queries.endpoint import is_virtuoso, reason, require_address, require_whole
from paingraph.queries.formats import GRAPHS, SOLUTIONS, Format
from paingraph.queries.publication import NOWHERE, PUBLICATION, PUBLICATION_QUERY, UNION, Publication
from paingraph.queries.results import BoundedBuffer
from paingraph.queries.solutions import Solutions, read_json, write
from paingraph.queries.store import DEFAULT_LIMITS, OWN_DATASET, Answer, Dataset, Limits, Row, Term
from paingraph.queries.syntax import require_grammar
from paingraph.queries.tokens import decoded, form, tokens
from paingraph.queries.wire import Deadline, too_slow
from paingraph.queries.workers import rewrite_graph

__all__ = ["RemoteStore"]

#: Forms of query that are answered with a graph.
_GRAPH_FORMS = ("CONSTRUCT", "DESCRIBE")
#: JSON takes more bytes than what is made of it, but not more than so many times.
_JSON_FACTOR = 8
_CHUNK = 65_536
_GRAPH_TYPES = "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.5"
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
        self._url = url
        self.publication = publication
        self._graphs = frozenset(publication.graphs)
        self._login = Login(credentials)
        self._patience = patience
        self._workers = workers
        self._free = threading.BoundedSemaphore(workers)
        self._closed = False

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
        body, _ = self._asked(bound(query, terms), "SELECT", self._own(query), DEFAULT_LIMITS, deadline)
        return list(_read(body, self._url).rows)

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
        offer = GRAPHS if kind in _GRAPH_FORMS else SOLUTIONS
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
            body, media_type = self._asked(_with_prologue(query), kind, dataset, limits, deadline)
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
        """Answer any query, in a thread of the event loop's; the engine goes on with one that nobody waits for."""
        return await asyncio.to_thread(self.evaluate, query, accept, dataset=dataset, limits=limits)

    def ready(self) -> bool:
        """Tell whether the endpoint answers now, and still holds the version that it was opened with."""
        try:
            return self._published() == self.publication
        except PaingraphError:
            return False

    def close(self) -> None:
        """Ask the endpoint nothing more."""
        self._closed = True

    def _published(self) -> Publication | None:
        dataset = Dataset((NOWHERE,), (PUBLICATION,))
        deadline = Deadline(_OWN_SECONDS)
        body, _ = self._asked(PUBLICATION_QUERY, "SELECT", dataset, DEFAULT_LIMITS, deadline)
        return Publication.read(_read(body, self._url).rows)

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

    def _asked(self, query: str, kind: str, dataset: Dataset, limits: Limits, deadline: Deadline) -> tuple[bytes, str]:
        """Return the body of the engine's answer and its media type."""
        if self._closed:
            raise ServiceError("The store is closed.", retry_after=1)
        wrapper = self._wrapper(query, kind, dataset)
        try:
            wrapper.timeout = deadline.remaining()  # type: ignore[assignment]  # urllib takes fractions
            with self._login.respond(wrapper) as response:
                require_whole(response.headers)
                body = _bounded(response, limits.result_bytes * _JSON_FACTOR, deadline)
            if is_virtuoso(response.headers) and (solutions := solutions_of(query, kind)):
                # It cuts a graph off without a word, but says so of the rows that the graph is made from.
                self._asked(solutions, "SELECT", dataset, limits, deadline)
        except TimeoutError as error:
            raise too_slow(limits) from error
        except (QueryBadFormed, EndPointInternalError) as error:
            raise _refusal(error, limits) from error
        except urllib.error.HTTPError as error:
            error.close()
            if error.code in (408, 503, 504):
                raise too_slow(limits) from error
            raise ServiceError(f"The store answered with status {error.code}.", retry_after=5) from error
        except (OSError, HTTPException, SPARQLWrapperException) as error:
            if isinstance(getattr(error, "reason", None), TimeoutError):
                raise too_slow(limits) from error
            raise ServiceError("The store cannot be reached, or does not answer.", retry_after=5) from error
        return body, _media_type(response)

    def _wrapper(self, query: str, kind: str, dataset: Dataset) -> SPARQLWrapper:
        wrapper = SPARQLWrapper(self._url)
        wrapper.setQuery(query)
        wrapper.queryType = kind  # its own guess is by a search over the text
        wrapper.setMethod(POST)
        wrapper.setOnlyConneg(True)
        is_graph = kind in _GRAPH_FORMS
        wrapper.setReturnFormat(TURTLE if is_graph else JSON)
        wrapper.addCustomHttpHeader("Accept", _GRAPH_TYPES if is_graph else Format.JSON.media_type)
        for graph in dataset.default_graphs:
            wrapper.addParameter("default-graph-uri", graph)
        for graph in dataset.named_graphs:
            wrapper.addParameter("named-graph-uri", graph)
        return wrapper

    def _written(self, body: bytes, media_type: str, kind: str, format_: Format, limits: Limits) -> Answer:
        if kind in _GRAPH_FORMS:
            return rewrite_graph(body, media_type, format_, limits.result_bytes)
        solutions = _read(body, self._url)
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


def _read(body: bytes, url: str) -> Solutions:
    try:
        return read_json(body)
    except ValueError as error:
        raise ServiceError(f"{url} does not answer with SPARQL results in JSON.", retry_after=5) from error


def _bounded(response: Any, limit: int, deadline: Deadline) -> bytes:
    chunks: list[bytes] = []
    size = 0
    while chunk := response.read1(_CHUNK):  # one reception, so that no drip outlasts the deadline
        deadline.remaining()
        size += len(chunk)
        if size > limit:
            raise TooLargeError("The store's answer is larger than the limit.", limit="result_bytes", value=limit)
        chunks.append(chunk)
    return b"".join(chunks)


def _media_type(response: Any) -> str:
    return str(response.headers.get("Content-Type", "")).partition(";")[0].strip().lower()


def _refusal(error: Exception, limits: Limits) -> PaingraphError:
    """Return the error for a query that the engine could not parse, or began and gave up."""
    text = reason(error)
    if "S1T00" in str(error):
        return too_slow(limits)
    if isinstance(error, QueryBadFormed) or "Virtuoso" in str(error):
        return QueryRefusedError(f"The store cannot answer this query: {text}")
    return ServiceError("The store failed at this query.", retry_after=5)
