"""The remote store: any engine that speaks the SPARQL 1.1 Protocol, behind the contract of every store.

What reaches the engine has passed the tokenizer and the grammar: a query of SPARQL 1.1, without SERVICE, escapes or
pragmas of an engine's own. Time, size and concurrency are bounded here; memory is the engine's to bound.
"""

from __future__ import annotations

import re
import threading
import urllib.error
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPException
from typing import Any
from uuid import uuid4

from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, SPARQLWrapperException

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
from paingraph.queries.formats import GRAPHS, SOLUTIONS, Format
from paingraph.queries.results import BoundedBuffer
from paingraph.queries.solutions import Solutions, read_json, write
from paingraph.queries.store import DEFAULT_LIMITS, OWN_DATASET, Answer, Dataset, Limits, Row, Term
from paingraph.queries.syntax import require_grammar
from paingraph.queries.tokens import decoded, form
from paingraph.queries.wire import Deadline, too_slow
from paingraph.queries.workers import rewrite_graph

__all__ = ["RemoteStore"]

#: What a version's digest is found by, in the metadata that is loaded with it.
_VERSION = f"SELECT ?digest {{ <{BASE}dataset> <http://purl.org/dc/terms/identifier> ?digest }} ORDER BY ?digest"
#: JSON takes more bytes than what is made of it, but not more than so many times.
_JSON_FACTOR = 8
_CHUNK = 65_536
_GRAPH_TYPES = "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.5"
#: Seconds that a look-up of our own may take.
_OWN_SECONDS = 30.0


class RemoteStore:
    """One endpoint, asked through SPARQLWrapper by so many threads at a time."""

    def __init__(self, url: str, version: str, *, workers: int = 8, patience: float = 0.4) -> None:
        self._url = url
        self._version = version
        self._patience = patience
        self._workers = workers
        self._free = threading.BoundedSemaphore(workers)
        self._closed = False

    @classmethod
    def open(cls, url: str, *, workers: int = 8, patience: float = 0.4) -> RemoteStore:
        """Reach an endpoint, and read from it which version it holds.

        Raises:
            UsageError: that is no HTTP address.
            ServiceError: it cannot be reached, or does not answer as the protocol says.
        """
        if not re.match(r"https?://[^/]", url):
            raise UsageError(f"'{url}' is no address of a SPARQL endpoint; it begins with http:// or https://.")
        rows = cls(url, "").rows(_VERSION)
        # Without a digest each start counts as a version of its own, so that nothing that was cached is stale.
        version = rows[0]["digest"].value if rows else uuid4().hex
        return cls(url, version, workers=workers, patience=patience)

    @property
    def version(self) -> str:
        """Digest of the version that the endpoint holds."""
        return self._version

    def rows(self, query: str, **terms: Term) -> list[Row]:
        """Answer a SELECT of our own with the given variables bound to terms."""
        if form(query) != "SELECT":
            raise UsageError("Only a SELECT has rows.")
        body, _ = self._asked(bound(query, terms), "SELECT", OWN_DATASET, DEFAULT_LIMITS, Deadline(_OWN_SECONDS))
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
        is_graph = kind in ("CONSTRUCT", "DESCRIBE")
        offer = GRAPHS if is_graph else SOLUTIONS
        fitting = [format_ for format_ in accept if format_ in offer]
        if not fitting:
            media_types = [format_.media_type for format_ in offer]
            raise NotAcceptableError(f"A {kind} is answered as {', '.join(media_types)}.", offered=media_types)
        with self._place():
            body, media_type = self._asked(prefixed(query), kind, dataset, limits, deadline)
        for format_ in fitting[:-1]:
            try:
                return self._written(body, media_type, is_graph, format_, limits)
            except NotAcceptableError:  # XML cannot carry it, perhaps the next can
                continue
        return self._written(body, media_type, is_graph, fitting[-1], limits)

    def ready(self) -> bool:
        """Tell whether the endpoint answers now."""
        try:
            return self.evaluate("ASK {}", [Format.TSV], limits=Limits(seconds=2)).body == b"true"
        except PaingraphError:
            return False

    def close(self) -> None:
        """Ask the endpoint nothing more."""
        self._closed = True

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
            response = wrapper.query().response
            with response:
                return _bounded(response, limits.result_bytes * _JSON_FACTOR, deadline), _media_type(response)
        except TimeoutError as error:
            raise too_slow(limits) from error
        except QueryBadFormed as error:
            raise QueryRefusedError(f"The store refused the query: {_first_line(error)}") from error
        except urllib.error.HTTPError as error:
            error.close()
            if error.code in (408, 503, 504):
                raise too_slow(limits) from error
            raise ServiceError(f"The store answered with status {error.code}.", retry_after=5) from error
        except (OSError, HTTPException, SPARQLWrapperException) as error:
            if isinstance(getattr(error, "reason", None), TimeoutError):
                raise too_slow(limits) from error
            raise ServiceError("The store cannot be reached, or does not answer.", retry_after=5) from error

    def _wrapper(self, query: str, kind: str, dataset: Dataset) -> SPARQLWrapper:
        wrapper = SPARQLWrapper(self._url)
        wrapper.setQuery(query)
        wrapper.queryType = kind  # its own guess is by a search over the text
        wrapper.setMethod(POST)
        wrapper.setOnlyConneg(True)
        is_graph = kind in ("CONSTRUCT", "DESCRIBE")
        wrapper.setReturnFormat(TURTLE if is_graph else JSON)
        wrapper.addCustomHttpHeader("Accept", _GRAPH_TYPES if is_graph else Format.JSON.media_type)
        for graph in dataset.default_graphs:
            wrapper.addParameter("default-graph-uri", graph)
        for graph in dataset.named_graphs:
            wrapper.addParameter("named-graph-uri", graph)
        return wrapper

    def _written(self, body: bytes, media_type: str, is_graph: bool, format_: Format, limits: Limits) -> Answer:
        if is_graph:
            return rewrite_graph(body, media_type, format_, limits.result_bytes)
        solutions = _read(body, self._url)
        buffer = BoundedBuffer(limits.result_bytes)
        buffer.write(write(solutions, format_))
        return Answer(buffer.getvalue(), format_, 1 if solutions.truth is not None else len(solutions.rows))


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


def _first_line(error: Exception) -> str:
    text = str(error).partition("Response:")[2] or str(error)
    return " ".join(text.replace("\\n", " ").split())[:200]
