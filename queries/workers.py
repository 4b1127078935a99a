"""A worker: a process that answers one ad-hoc query after the other, and may die of any of them."""

from __future__ import annotations

import json
import resource
import socket
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pyoxigraph
from pyoxigraph import QueryResultsFormat, RdfFormat

from paingraph.ontology.errors import (
    InputError,
    NotAcceptableError,
    PaingraphError,
    QueryRefusedError,
    ServiceError,
)
from paingraph.ontology.namespaces import BASE, PREFIXES
from paingraph.queries import guard
from paingraph.queries.binding import uses_house_prefixes
from paingraph.queries.formats import GRAPHS, SOLUTIONS, Format
from paingraph.queries.merging import dataset_of, merged
from paingraph.queries.results import BoundedBuffer, splits_into_names, well_formed_xml
from paingraph.queries.sandbox import limit_memory
from paingraph.queries.store import Answer, Dataset
from paingraph.queries.syntax import syntax_error
from paingraph.queries.wire import arriving, error_head, head_bytes, send

__all__ = ["RETIREMENT", "answered", "evaluate", "peak_bytes", "rewrite_graph", "serve"]

#: A worker that once grew by so many bytes ends after its answer, and a fresh one takes its place.
RETIREMENT = 256_000_000

_RESULT_WRITERS = {
    Format.JSON: QueryResultsFormat.JSON,
    Format.XML: QueryResultsFormat.XML,
    Format.CSV: QueryResultsFormat.CSV,
    Format.TSV: QueryResultsFormat.TSV,
}
_GRAPH_WRITERS = {
    Format.TURTLE: RdfFormat.TURTLE,
    Format.JSON_LD: RdfFormat.JSON_LD,
    Format.N_TRIPLES: RdfFormat.N_TRIPLES,
    Format.RDF_XML: RdfFormat.RDF_XML,
}
_Result = pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples


def serve(graph: pyoxigraph.Store, channel: socket.socket, at_rest: int, services: Sequence[str] = ()) -> None:
    """Answer requests from a socket until the other side closes it; `at_rest` is the memory mapped before.

    Queries may call the listed services, if this process can.
    """
    first_peak = peak_bytes()
    limit = 0
    with suppress(EOFError, OSError):
        for head, query in arriving(channel):
            request = _request(head)
            if at_rest and request.memory_bytes != limit:
                limit = request.memory_bytes
                limit_memory(at_rest + limit)
            reply, body = _reply(graph, request, query, services)
            reply["retires"] = peak_bytes() - first_peak > RETIREMENT
            send(channel, head_bytes(reply), body)
            if reply["retires"]:
                return


@dataclass(frozen=True, slots=True)
class _Request:
    """What stands in the head of a request; few differ."""

    accept: tuple[Format, ...]
    dataset: Dataset
    result_bytes: int
    memory_bytes: int


@lru_cache(maxsize=64)
def _request(head: bytes) -> _Request:
    fields = json.loads(head)
    return _Request(
        tuple(Format[name] for name in fields["accept"]),
        Dataset(tuple(fields["default_graphs"]), tuple(fields["named_graphs"])),
        fields["result_bytes"],
        fields["memory_bytes"],
    )


def _reply(
    graph: pyoxigraph.Store, request: _Request, query: bytes, services: Sequence[str]
) -> tuple[dict[str, Any], bytes]:
    text = query.decode("utf-8", "surrogatepass")
    try:
        answer = answered(graph, text, request.accept, request.dataset, request.result_bytes, services)
    except PaingraphError as error:
        return error_head(error), b""
    return {"format": answer.format.name, "count": answer.count}, answer.body


def peak_bytes() -> int:
    """Return the most memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def answered(
    graph: pyoxigraph.Store,
    query: str,
    accept: Sequence[Format],
    dataset: Dataset,
    result_bytes: int,
    services: Sequence[str] = (),
) -> Answer:
    """Evaluate, with every failure an error of ours."""
    try:
        return evaluate(graph, query, accept, dataset, result_bytes, services)
    except PaingraphError:
        raise
    except MemoryError as error:
        raise QueryRefusedError("The query needs more memory than it may use.") from error
    except Exception as error:
        # The log of the server is where a fault of ours belongs; to the client it is an internal error.
        raise PaingraphError(f"The worker failed: {type(error).__name__}: {error}.") from error


def evaluate(
    graph: pyoxigraph.Store,
    query: str,
    accept: Sequence[Format],
    dataset: Dataset,
    result_bytes: int,
    services: Sequence[str] = (),
) -> Answer:
    """Answer any query in the first acceptable format that fits its form; the errors are those of `Store.evaluate`."""
    guard.check(query, services)
    result = _result(graph, query, dataset)
    try:
        fitting = _fitting(tuple(accept), isinstance(result, pyoxigraph.QueryTriples))
        for format_ in fitting[:-1]:
            try:
                return _written(result, format_, result_bytes)
            except NotAcceptableError:  # XML cannot carry it, perhaps the next can
                result = _result(graph, query, dataset)
        return _written(result, fitting[-1], result_bytes)
    finally:
        del result  # it must die in its own thread; a traceback would hand it to whichever collects garbage


def _result(graph: pyoxigraph.Store, query: str, dataset: Dataset) -> _Result:
    options: dict[str, Any] = {"base_iri": BASE}
    own = dataset_of(query) if dataset.is_own else dataset  # the request's wins over the query's
    if len(own.default_graphs) > 1:
        options["default_graph"] = pyoxigraph.DefaultGraph()
        options["named_graphs"] = [_node(iri) for iri in own.named_graphs]
        graph = merged(graph, Dataset(tuple(_node(iri).value for iri in own.default_graphs), own.named_graphs))
    elif not dataset.is_own:
        options["default_graph"] = [_node(iri) for iri in dataset.default_graphs]
        options["named_graphs"] = [_node(iri) for iri in dataset.named_graphs]
    try:
        return _asked(graph, query, options)
    except SyntaxError as error:
        if guard.is_update(query):
            raise QueryRefusedError("This is an update; here the graph can only be asked.") from error
        raise syntax_error(query, str(error)) from error
    except (OSError, RuntimeError, UnicodeError) as error:
        raise QueryRefusedError(f"The query could not be evaluated: {error}.") from error


def _asked(graph: pyoxigraph.Store, query: str, options: dict[str, Any]) -> _Result:
    """Ask the engine; with the prefixes of the house only if it needs them, since they cost time in every query."""
    try:
        return graph.query(query, **options)
    except SyntaxError:
        if not uses_house_prefixes(query):
            raise
    return graph.query(query, prefixes=PREFIXES, **options)


def _node(iri: str) -> pyoxigraph.NamedNode:
    try:
        return pyoxigraph.NamedNode(iri)
    except ValueError as error:
        raise InputError(f"'{iri}' is no absolute IRI, so no graph can have that name.") from error


@lru_cache(maxsize=64)
def _fitting(accept: tuple[Format, ...], is_graph: bool) -> tuple[Format, ...]:
    """Return the acceptable formats for the form of the query."""
    offer = GRAPHS if is_graph else SOLUTIONS
    fitting = tuple(format_ for format_ in accept if format_ in offer)
    if fitting:
        return fitting
    form = "a graph" if is_graph else "a table or a truth value"
    media_types = [format_.media_type for format_ in offer]
    raise NotAcceptableError(f"The query yields {form}; offered: {', '.join(media_types)}.", offered=media_types)


def _written(result: _Result, format_: Format, result_bytes: int) -> Answer:
    """Write a result into a bounded buffer; nothing of it is sent before its last row is there."""
    buffer = BoundedBuffer(result_bytes)
    try:
        if isinstance(result, pyoxigraph.QueryTriples):
            triples = list(dict.fromkeys(result))  # a graph is a set
        else:
            triples = None
            result.serialize(buffer, format=_RESULT_WRITERS[format_])
    except (OSError, RuntimeError) as error:
        raise QueryRefusedError(f"The query could not be evaluated: {error}.") from error
    finally:
        del result
    if triples is not None:
        return _written_graph(triples, format_, buffer)
    body = buffer.getvalue()
    if format_ is Format.XML:
        body = well_formed_xml(body)
    return Answer(body, format_)


def _written_graph(triples: Sequence[pyoxigraph.Triple], format_: Format, buffer: BoundedBuffer) -> Answer:
    text = "\n".join(map(str, triples)) if format_ in (Format.TURTLE, Format.RDF_XML) else ""
    prefixes = {name: iri for name, iri in PREFIXES.items() if f"<{iri}" in text}
    if format_ is Format.RDF_XML:
        for triple in triples:
            splits_into_names(triple.predicate.value)
    pyoxigraph.serialize(triples, buffer, format=_GRAPH_WRITERS[format_], prefixes=prefixes)
    body = buffer.getvalue()
    return Answer(well_formed_xml(body) if format_ is Format.RDF_XML else body, format_, len(triples))


def rewrite_graph(body: bytes, media_type: str, format_: Format, result_bytes: int) -> Answer:
    """Return a graph that another engine wrote, in a format of ours."""
    written = RdfFormat.from_media_type(media_type)
    if written is None:
        raise ServiceError(f"The store answers with '{media_type}', which is no graph.", retry_after=5)
    try:
        quads = pyoxigraph.parse(body, format=written)
        triples = [quad.triple if isinstance(quad, pyoxigraph.Quad) else quad for quad in quads]
    except (SyntaxError, ValueError) as error:
        raise ServiceError(f"The store's {media_type} cannot be read.", retry_after=5) from error
    return _written_graph(list(dict.fromkeys(triples)), format_, BoundedBuffer(result_bytes))
