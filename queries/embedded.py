"""The embedded store: a published version, loaded into Oxigraph in this process."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pyoxigraph

from paingraph.ontology.errors import PublicationError, UsageError
from paingraph.queries.binding import bound
from paingraph.queries.formats import Format
from paingraph.queries.store import DEFAULT_LIMITS, OWN_DATASET, Answer, Dataset, Limits, Row, Term
from paingraph.queries.workers import evaluate

__all__ = ["EmbeddedStore"]


class EmbeddedStore:
    """One published version in memory; fixed look-ups in this process, ad-hoc queries under limits."""

    def __init__(self, graph: pyoxigraph.Store, version: str, limits: Limits) -> None:
        self._graph = graph
        self._version = version
        self._limits = limits

    @classmethod
    def open(cls, version_folder: Path, *, workers: int = 2, limits: Limits = DEFAULT_LIMITS) -> EmbeddedStore:
        """Load a version folder: its graph, and its digest from the manifest."""
        try:
            version = str(json.loads((version_folder / "manifest.json").read_text(encoding="utf-8"))["digest"])
            (version_folder / "graph.nq").stat()  # the engine's own message would not name the file
            graph = pyoxigraph.Store()
            graph.bulk_load(path=version_folder / "graph.nq", format=pyoxigraph.RdfFormat.N_QUADS)
        except (OSError, ValueError, KeyError, SyntaxError) as error:
            raise PublicationError(f"{version_folder} holds no readable version of the graph: {error}.") from error
        return cls(graph, version, limits)

    @property
    def version(self) -> str:
        """Digest of the published version."""
        return self._version

    def rows(self, query: str, **terms: Term) -> list[Row]:
        """Answer a SELECT of our own with the given variables bound to terms."""
        solutions = self._graph.query(bound(query, terms), use_default_graph_as_union=True)
        if not isinstance(solutions, pyoxigraph.QuerySolutions):
            raise UsageError("Only a SELECT has rows.")
        variables = [(variable.value, variable) for variable in solutions.variables]
        return [
            {name: _term(value) for name, variable in variables if (value := solution[variable]) is not None}
            for solution in solutions
        ]

    def evaluate(
        self, query: str, accept: Sequence[Format], *, dataset: Dataset = OWN_DATASET, limits: Limits = DEFAULT_LIMITS
    ) -> Answer:
        """Answer any query in the first acceptable format that fits its form."""
        return evaluate(self._graph, query, accept, dataset, limits)

    def ready(self) -> bool:
        """Tell whether a query would be answered now."""
        return True

    def close(self) -> None:
        """Let go of the graph."""


def _term(value: object) -> Term:
    match value:
        case pyoxigraph.NamedNode():
            return Term(value.value)
        case pyoxigraph.BlankNode():
            return Term(value.value, "bnode")
        case pyoxigraph.Literal():
            language = value.language
            datatype = None if language or value.datatype.value == _XSD_STRING else value.datatype.value
            return Term(value.value, "literal", datatype, language)
    raise TypeError(f"no term of RDF 1.1: {value!r}")


_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
