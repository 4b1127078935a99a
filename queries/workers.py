"""Ad-hoc evaluation: one query against one graph, answered as bytes."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pyoxigraph
from pyoxigraph import QueryResultsFormat, RdfFormat

from paingraph.ontology.errors import InputError, NotAcceptableError, QueryRefusedError, QuerySyntaxError
from paingraph.ontology.namespaces import PREFIXES
from paingraph.queries.formats import GRAPHS, SOLUTIONS, Format
from paingraph.queries.results import BoundedBuffer, count_rows, well_formed_xml
from paingraph.queries.store import Answer, Dataset, Limits
from paingraph.queries.tokens import tokens

__all__ = ["evaluate"]

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
_GraphName = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.DefaultGraph
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


def evaluate(graph: pyoxigraph.Store, query: str, accept: Sequence[Format], dataset: Dataset, limits: Limits) -> Answer:
    """Answer any query in the first acceptable format that fits its form."""
    try:
        result = _query(graph, query, dataset)
    except SyntaxError as error:
        raise _syntax_error(str(error)) from error
    except (OSError, RuntimeError) as error:
        raise QueryRefusedError(f"The query could not be evaluated: {error}.") from error
    is_graph = isinstance(result, pyoxigraph.QueryTriples)
    offer = GRAPHS if is_graph else SOLUTIONS
    format_ = next((f for f in accept if f in offer), None)
    if format_ is None:
        form = "a graph" if is_graph else "a table or a truth value"
        raise NotAcceptableError(
            f"The query yields {form}, which can be had as {', '.join(f.media_type for f in offer)}.",
            offered=[f.media_type for f in offer],
        )
    buffer = BoundedBuffer(limits.result_bytes)
    if isinstance(result, pyoxigraph.QueryTriples):
        triples = list(dict.fromkeys(result))
        pyoxigraph.serialize(triples, buffer, format=_GRAPH_WRITERS[format_], prefixes=PREFIXES)
        body = buffer.getvalue()
        return Answer(well_formed_xml(body) if format_ is Format.RDF_XML else body, format_, len(triples))
    result.serialize(buffer, format=_RESULT_WRITERS[format_])
    body = buffer.getvalue()
    if format_ is Format.XML:
        body = well_formed_xml(body)
    return Answer(body, format_, count_rows(body, format_))


def _query(
    graph: pyoxigraph.Store, query: str, dataset: Dataset
) -> pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples:
    if not dataset.default_graphs and not dataset.named_graphs:
        # The engine lets the union win over FROM, the specification does not (SPARQL 1.1 Query, section 13.2).
        return graph.query(query, use_default_graph_as_union=not any(token.is_word("FROM") for token in tokens(query)))
    try:
        default: list[_GraphName] = [pyoxigraph.NamedNode(iri) for iri in dataset.default_graphs]
        named: list[pyoxigraph.NamedNode | pyoxigraph.BlankNode] = [
            pyoxigraph.NamedNode(iri) for iri in dataset.named_graphs
        ]
    except ValueError as error:
        raise InputError(f"A graph of the dataset has no valid IRI: {error}.") from error
    return graph.query(query, default_graph=default, named_graphs=named)


def _syntax_error(text: str) -> QuerySyntaxError:
    match = _PLACE.match(text)
    if match is None:
        return QuerySyntaxError(f"The query does not parse: {text}.")
    line, column = int(match[1]), int(match[2])
    return QuerySyntaxError(f"The query does not parse, near line {line}, column {column}.", line=line, column=column)
