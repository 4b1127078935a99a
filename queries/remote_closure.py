"""The closure on a remote store: the same rules, as SPARQL 1.1 Query and Update where the graph is.

    engine = RemoteEngine("http://localhost:7878/query", "http://localhost:7878/update")
    publish_inferred(engine, close_on(engine))

The endpoint holds our named graphs. It must be allowed to write, which the endpoint of a `RemoteStore` need not be.
"""

from __future__ import annotations

import urllib.error
from collections.abc import Iterable, Sequence
from http.client import HTTPException
from itertools import islice

from SPARQLWrapper import JSON, POST, POSTDIRECTLY, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, SPARQLWrapperException

from paingraph.ontology.closure import INFERRED, Closure
from paingraph.ontology.errors import QueryRefusedError, ServiceError, TimeLimitError
from paingraph.ontology.fixpoint import PROLOGUE, Row, drop_scratch, scratch_graph
from paingraph.ontology.namespaces import Iri
from paingraph.queries.formats import Format
from paingraph.queries.solutions import Solutions, read_json

__all__ = ["RemoteEngine", "publish_inferred"]

#: Triples in one update.
_BATCH = 5_000


class RemoteEngine:
    """A SPARQL 1.1 endpoint with an address for queries and one for updates, as an engine that rules run on.

    `credentials` are a user and a password (HTTP Basic); one request takes `seconds` at most.
    """

    def __init__(
        self, query_url: str, update_url: str, *, credentials: tuple[str, str] | None = None, seconds: float = 600.0
    ) -> None:
        self._query_url = query_url
        self._update_url = update_url
        self._credentials = credentials
        self._seconds = seconds
        self._shared: dict[str, str] = {}

    def select(self, variables: Sequence[str], where: str) -> list[Row]:
        """Return the IRIs that the variables stand for in every solution.

        Some engines cut off long answers without a word; a conclusion must not be lost so, and they are counted.

        Raises:
            ServiceError: the endpoint cannot be reached, or its answer is not whole.
        """
        names = " ".join(f"?{variable}" for variable in variables)
        share = self._shared.setdefault
        found = self._asked(f"{PROLOGUE}SELECT {names} {{ {where} }}").rows
        rows = [tuple([share(name := row[variable].value, name) for variable in variables]) for row in found]
        [count] = self._asked(f"{PROLOGUE}SELECT (COUNT(*) AS ?count) {{ {where} }}").rows
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
        self._sent(update, "INSERT")

    def insert(self, graph: Iri, edges: Iterable[tuple[str, str, str]]) -> None:
        """Add edges to a graph, in several updates if they are many."""
        self.insert_triples(graph, (f"<{subject}> <{relation}> <{object_}>" for subject, relation, object_ in edges))

    def insert_triples(self, graph: Iri, triples: Iterable[str]) -> None:
        """Add triples in N-Triples form, without the full stop, in several updates if they are many."""
        left = iter(triples)
        while batch := " .\n".join(islice(left, _BATCH)):
            self.update(f"INSERT DATA {{ GRAPH <{graph}> {{\n{batch}\n}} }}")

    def _asked(self, query: str) -> Solutions:
        try:
            return read_json(self._sent(query, "SELECT"))
        except ValueError as error:
            raise ServiceError(f"{self._query_url} does not answer with SPARQL results in JSON.") from error

    def _sent(self, text: str, kind: str) -> bytes:
        wrapper = SPARQLWrapper(self._query_url, self._update_url)
        wrapper.setQuery(text)
        wrapper.queryType = kind  # its own guess is by a search over the text
        wrapper.setMethod(POST)
        wrapper.setRequestMethod(POSTDIRECTLY)
        wrapper.setOnlyConneg(True)
        wrapper.setReturnFormat(JSON)
        wrapper.addCustomHttpHeader("Accept", Format.JSON.media_type if kind == "SELECT" else "*/*")
        wrapper.timeout = self._seconds  # type: ignore[assignment]  # urllib takes fractions
        if self._credentials:
            wrapper.setCredentials(*self._credentials)
        address = self._query_url if kind == "SELECT" else self._update_url
        try:
            with wrapper.query().response as response:
                return bytes(response.read())
        except QueryBadFormed as error:
            raise QueryRefusedError(f"{address} refused a request of the closure.") from error
        except urllib.error.HTTPError as error:
            error.close()
            raise ServiceError(f"{address} answered with status {error.code}.") from error
        except (OSError, HTTPException, SPARQLWrapperException) as error:
            if isinstance(error, TimeoutError) or isinstance(getattr(error, "reason", None), TimeoutError):
                raise TimeLimitError(f"{address} took longer than {self._seconds:g} s for a request.") from error
            raise ServiceError(f"{address} cannot be reached, or does not answer as the protocol says.") from error


def publish_inferred(engine: RemoteEngine, closure: Closure) -> None:
    """Replace the inferred graph of an endpoint by what has been concluded; readers see the old one until the end."""
    ending, staged = f" <{INFERRED}> .", scratch_graph()
    try:
        engine.insert_triples(staged, (line.removesuffix(ending) for line in closure.quads()))
        engine.update(f"DROP SILENT GRAPH <{INFERRED}> ; ADD SILENT GRAPH <{staged}> TO GRAPH <{INFERRED}>")
    finally:
        drop_scratch(engine, staged)
