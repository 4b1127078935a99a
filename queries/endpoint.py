"""A SPARQL 1.1 endpoint as its operator uses it: asked, updated, and each refusal told in one sentence.

A `RemoteStore` only reads, and tells its clients nothing of the engine. Here the addresses may be named.
"""

from __future__ import annotations

import re
import urllib.error
from collections.abc import Iterable
from email.message import Message
from http.client import HTTPException
from itertools import islice
from typing import NoReturn

from SPARQLWrapper import JSON, POST, POSTDIRECTLY, URLENCODED, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import (
    EndPointInternalError,
    EndPointNotFound,
    QueryBadFormed,
    SPARQLWrapperException,
    Unauthorized,
)

from paingraph.ontology.errors import (
    ForbiddenError,
    QueryRefusedError,
    ServiceError,
    TimeLimitError,
    TooLargeError,
    UsageError,
)
from paingraph.queries.credentials import Credentials, Login
from paingraph.queries.formats import Format
from paingraph.queries.solutions import Solutions, read_json

__all__ = ["Endpoint", "is_virtuoso", "reason", "require_address", "require_whole"]

#: Triples in one update: some engines compile an update, and refuse a long one.
_BATCH = 1_000
#: How the address for queries ends, and how that for updates does, where they differ.
_UPDATES = (
    (re.compile(r"/query$"), "/update"),  # Oxigraph, Fuseki, Stardog
    (re.compile(r"(/repositories/[^/]+)$"), r"\1/statements"),  # RDF4J, GraphDB
)
_VIRTUOSO_UPDATES = (re.compile(r"/sparql/?$"), "/sparql-auth")
#: What Virtuoso says before and after the reason.
_VIRTUOSO = re.compile(r"Virtuoso \w{5} Error (.*?)\s*(?:SPARQL query:|$)", re.DOTALL)


def require_address(url: str) -> str:
    """Return the address; UsageError if it is none that HTTP reaches."""
    if not re.match(r"https?://[^/\s]", url):
        raise UsageError(f"'{url}' is no address of a SPARQL endpoint; it begins with http:// or https://.")
    return url


def is_virtuoso(headers: Message) -> bool:
    """Tell by its answer whether an engine is Virtuoso, which needs more watching than others."""
    return headers.get("Server", "").startswith("Virtuoso")


def require_whole(headers: Message) -> None:
    """Refuse an answer that an engine has cut short, and says so in its headers at most.

    Raises:
        TooLargeError: it holds as many rows as the engine gives.
        TimeoutError: it holds what was found when the engine's time was up.
    """
    if rows := headers.get("X-SPARQL-MaxRows"):
        raise TooLargeError(
            f"The store gives {rows} rows of an answer at most; ask for fewer, or use LIMIT.",
            limit="rows",
            value=int(rows),
        )
    if headers.get("X-SQL-State"):
        raise TimeoutError


def _update_address(query_url: str, virtuoso: bool) -> str:
    """Return where an engine takes updates, from its address for queries."""
    ways = (_VIRTUOSO_UPDATES,) if virtuoso else _UPDATES
    for pattern, replacement in ways:
        if pattern.search(query_url):
            return pattern.sub(replacement, query_url)
    return query_url


def reason(error: Exception) -> str:
    """Return what an engine gives as its reason, as one line, without the query that it repeats."""
    text = str(error).partition("Response:\n")[2].strip() or str(error)
    text = text[2:-1].replace("\\n", "\n").replace("\\'", "'") if text.startswith(("b'", 'b"')) else text
    match = _VIRTUOSO.search(text)
    return " ".join((match[1] if match else text).split())[:200]


class Endpoint:
    """The addresses of one engine for queries and for updates; a request takes `seconds` at most."""

    def __init__(
        self, query_url: str, update_url: str, *, credentials: Credentials | None = None, seconds: float = 600.0
    ) -> None:
        self._query_url = require_address(query_url)
        self._update_url = require_address(update_url)
        self._login = Login(credentials)
        self._seconds = seconds
        #: Whether the engine is one that carries out an update step by step.
        self.is_virtuoso = False

    @classmethod
    def open(cls, query_url: str, update_url: str | None = None, credentials: Credentials | None = None) -> Endpoint:
        """Reach an engine, and find out where it takes updates unless that is given.

        Raises:
            UsageError: that is no HTTP address.
            ServiceError, ForbiddenError: it cannot be reached, refuses us, or is no SPARQL endpoint.
        """
        endpoint = cls(query_url, update_url or query_url, credentials=credentials)
        _, headers = endpoint._asked("SELECT * {} LIMIT 1")
        endpoint.is_virtuoso = is_virtuoso(headers)
        if update_url is None:
            endpoint._update_url = _update_address(query_url, endpoint.is_virtuoso)
        return endpoint

    def select(self, query: str) -> Solutions:
        """Ask a SELECT."""
        return self._asked(query)[0]

    def count(self, graph: str) -> int:
        """Return how many triples a named graph holds."""
        [row] = self.select(f"SELECT (COUNT(*) AS ?count) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}").rows
        return int(row["count"].value)

    def update(self, update: str) -> None:
        """Carry out an update."""
        self._sent(update, "INSERT")

    def insert(self, graph: str, triples: Iterable[str]) -> None:
        """Add triples in N-Triples form, without the full stop, in several updates if they are many.

        Those with blank nodes go together: a label means a node within one request only.
        """
        grounded: list[str] = []
        blank: list[str] = []
        for triple in triples:
            (blank if triple.startswith("_:") or " _:" in triple else grounded).append(triple)
        left = iter(grounded)
        while batch := " .\n".join(islice(left, _BATCH)):
            self.update(f"INSERT DATA {{ GRAPH <{graph}> {{\n{batch}\n}} }}")
        if nodes := " .\n".join(blank):  # Virtuoso takes them for no data
            self.update(f"INSERT {{ GRAPH <{graph}> {{\n{nodes}\n}} }} WHERE {{}}")

    def _asked(self, query: str) -> tuple[Solutions, Message]:
        body, headers = self._sent(query, "SELECT")
        try:
            require_whole(headers)
            return read_json(body), headers
        except TimeoutError as error:
            self._tell(error, self._query_url)
        except ValueError as error:
            raise ServiceError(
                f"{self._query_url} is no SPARQL endpoint, or not its address for queries: its answer is no table of "
                "SPARQL results in JSON."
            ) from error

    def _sent(self, text: str, kind: str) -> tuple[bytes, Message]:
        """Return the body of the answer, and its headers."""
        wrapper = SPARQLWrapper(self._query_url, self._update_url)
        wrapper.setQuery(text)
        wrapper.queryType = kind  # its own guess is by a search over the text
        wrapper.setMethod(POST)
        # Virtuoso 7 never answers a query that comes as a body; a form is long for an update.
        wrapper.setRequestMethod(URLENCODED if kind == "SELECT" else POSTDIRECTLY)
        wrapper.setOnlyConneg(True)
        wrapper.setReturnFormat(JSON)
        wrapper.addCustomHttpHeader("Accept", Format.JSON.media_type if kind == "SELECT" else "*/*")
        wrapper.timeout = self._seconds  # type: ignore[assignment]  # urllib takes fractions
        try:
            with self._login.respond(wrapper) as response:
                return bytes(response.read()), response.headers
        except (OSError, HTTPException, SPARQLWrapperException) as error:
            self._tell(error, self._query_url if kind == "SELECT" else self._update_url)

    def _tell(self, error: Exception, address: str) -> NoReturn:
        """Say in one sentence what went wrong at an address."""
        status = error.code if isinstance(error, urllib.error.HTTPError) else None
        if isinstance(error, urllib.error.HTTPError):
            error.close()
        if isinstance(error, Unauthorized) or status == 401:
            raise ForbiddenError(
                f"{address} does not let us in (401); name a user that it knows by --store-credentials FILE."
            ) from error
        if status == 403 or (isinstance(error, EndPointInternalError) and "permission" in str(error)):
            raise ForbiddenError(
                f"{address} does not allow that (403): the store is read-only, or this user may not write."
            ) from error
        if isinstance(error, EndPointNotFound) or status in (405, 415, 501):
            raise ServiceError(
                f"{address} is no SPARQL endpoint, or does not take this ({status or 404}); give the right address by "
                "--store, and that for updates by --store-update."
            ) from error
        if isinstance(error, QueryBadFormed | EndPointInternalError):
            raise QueryRefusedError(f"{address} refused a request: {reason(error)}") from error
        if status is not None:
            raise ServiceError(f"{address} answered with status {status}.") from error
        if isinstance(error, TimeoutError) or isinstance(getattr(error, "reason", None), TimeoutError):
            raise TimeLimitError(f"{address} took longer than {self._seconds:g} s for a request.") from error
        raise ServiceError(f"{address} cannot be reached, or does not answer as the protocol says.") from error
