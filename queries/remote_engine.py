"""An engine asked over the SPARQL 1.1 Protocol, through SPARQLWrapper: bytes and media type, or what went wrong.

It fetches nothing and cuts nothing short: the dataset goes along with each query, and an answer that an engine bounds
is an error. Clients learn nothing of the engine; for its operator there is `endpoint.py`.
"""

from __future__ import annotations

import urllib.error
from http.client import HTTPException
from typing import Any

from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import EndPointInternalError, QueryBadFormed, SPARQLWrapperException

from paingraph.ontology.errors import PaingraphError, QueryRefusedError, ServiceError, TooLargeError
from paingraph.queries.credentials import Credentials, Login
from paingraph.queries.datasets import solutions_of
from paingraph.queries.endpoint import is_virtuoso, reason, require_whole
from paingraph.queries.formats import Format
from paingraph.queries.store import Dataset, Limits
from paingraph.queries.syntax import engine_reason
from paingraph.queries.wire import Deadline, too_slow

__all__ = ["GRAPH_FORMS", "Engine"]

#: Forms of query that are answered with a graph.
GRAPH_FORMS = ("CONSTRUCT", "DESCRIBE")
#: JSON takes more bytes than what is made of it, but not more than so many times.
_JSON_FACTOR = 8
_CHUNK = 65_536
_GRAPH_TYPES = "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.5"


class Engine:
    """One address for queries."""

    def __init__(self, url: str, credentials: Credentials | None = None) -> None:
        self.url = url
        self._login = Login(credentials)
        self._closed = False

    def close(self) -> None:
        """Ask it nothing more."""
        self._closed = True

    def ask(self, query: str, kind: str, dataset: Dataset, limits: Limits, deadline: Deadline) -> tuple[bytes, str]:
        """Return the body of the engine's answer and its media type.

        Raises:
            QueryRefusedError, TimeLimitError, TooLargeError: it gave the query up, or we its answer.
            ServiceError: it cannot be reached, or does not answer as the protocol says.
        """
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
                self.ask(solutions, "SELECT", dataset, limits, deadline)
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
        wrapper = SPARQLWrapper(self.url)
        wrapper.setQuery(query)
        wrapper.queryType = kind  # its own guess is by a search over the text
        wrapper.setMethod(POST)
        wrapper.setOnlyConneg(True)
        is_graph = kind in GRAPH_FORMS
        wrapper.setReturnFormat(TURTLE if is_graph else JSON)
        wrapper.addCustomHttpHeader("Accept", _GRAPH_TYPES if is_graph else Format.JSON.media_type)
        for graph in dataset.default_graphs:
            wrapper.addParameter("default-graph-uri", graph)
        for graph in dataset.named_graphs:
            wrapper.addParameter("named-graph-uri", graph)
        return wrapper


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
        text = engine_reason(text) or text  # of an Oxigraph elsewhere
        return QueryRefusedError(f"The store cannot answer this query: {text.removesuffix('.')}.")
    return ServiceError("The store failed at this query.", retry_after=5)
