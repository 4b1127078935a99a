"""Graphs as the graph store gives them: one by its name, or all that users wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from paingraph.api.quads import serialise_quads
from paingraph.api.triples import Triple
from paingraph.ontology.errors import NotFoundError, QuerySyntaxError, UsageError
from paingraph.ontology.namespaces import BASE
from paingraph.ontology.nquads import canonical_bytes, in_graph
from paingraph.queries.formats import Format
from paingraph.queries.solutions import read_json
from paingraph.queries.store import Answer, Limits, Store
from paingraph.queries.user_graphs import USER_GRAPH

__all__ = ["StoredGraphs"]

_GRAPH = "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{}> {{ ?s ?p ?o }} }}"
_EXISTS = "ASK {{ GRAPH <{}> {{ ?s ?p ?o }} }}"
_USERS = f"""SELECT ?graph ?s ?p ?o WHERE {{
  GRAPH ?graph {{ ?s ?p ?o }} FILTER(?graph = <{USER_GRAPH}> || !STRSTARTS(STR(?graph), "{BASE}"))
}}"""


class StoredGraphs:
    """The graphs of a store, read under limits; an empty name is that of the users' unnamed graph."""

    def __init__(self, store: Store, limits: Limits) -> None:
        self._store = store
        self._limits = limits

    def graph(self, name: str, format_: Format) -> bytes:
        """Return a graph in a format of graphs.

        Raises:
            UsageError: that is no absolute IRI; NotFoundError: there is no such graph.
        """
        answer = self._asked(_GRAPH, name, format_)
        if name and answer.count == 0:
            raise NotFoundError(f"There is no graph {name}.", graph=name, nearest=[])
        return answer.body

    def exists(self, name: str) -> bool:
        """Tell whether there is anything in a graph; UsageError as above."""
        return self._asked(_EXISTS, name, Format.TSV).body == b"true"

    def users(self, format_: Format) -> bytes:
        """Return all that users wrote, in a format of datasets."""
        return serialise_quads(self._quads(), format_)

    def dataset(self, names: Iterable[str]) -> bytes:
        """Return graphs as sorted N-Quads: all those of an embedded store are the bytes that were published."""
        return canonical_bytes(line for name in names for line in self._lines(name))

    def _lines(self, name: str) -> Iterable[str]:
        triples = self._asked(_GRAPH, name, Format.N_TRIPLES).body.decode()
        return in_graph(triples.removesuffix("\n").split("\n") if triples else (), name)

    def _quads(self) -> Iterator[tuple[str, Triple]]:
        answer = self._store.evaluate(_USERS, [Format.JSON], limits=self._limits)
        for row in read_json(answer.body).rows:
            graph = row["graph"].value
            yield "" if graph == USER_GRAPH else graph, (row["s"], row["p"].value, row["o"])

    def _asked(self, query: str, name: str, format_: Format) -> Answer:
        try:
            return self._store.evaluate(query.format(name or USER_GRAPH), [format_], limits=self._limits)
        except QuerySyntaxError:  # the one thing in the query that is not ours is the IRI
            raise UsageError(f"The graph must be an absolute IRI, not {name[:80]!r}.", parameter="graph") from None
