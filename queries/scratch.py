"""A graph store for one change: a version's graphs in memory, changed by whatever was asked, and read off again.

It lives in a process that may die of the change; nothing is published from here. The engine's default graph holds
what users said without naming a graph. Two copies help to evaluate a WHERE as a query would be: the union of all
graphs, under a name that nobody can guess, and the users' unnamed graph under the name that queries know it by.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pyoxigraph
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Triple

from paingraph.ontology.errors import (
    ConflictError,
    InputError,
    NotFoundError,
    PaingraphError,
    QueryRefusedError,
)
from paingraph.ontology.namespaces import BASE, PREFIXES
from paingraph.queries import updates
from paingraph.queries.syntax import require_update_grammar, update_syntax_error
from paingraph.queries.tokens import position
from paingraph.queries.user_graphs import USER_GRAPH, is_user_graph, refuse_graph
from paingraph.queries.user_quads import (
    NAMED_COPY,
    UNNAMED,
    graph_named,
    line_of,
    placed,
    read_rdf,
    refuse_quad,
    version_quads,
)

__all__ = ["DEFAULT", "Scratch"]

#: Names the users' unnamed graph, where a graph is named.
DEFAULT = ""

#: An operation that fails when it is evaluated, put before an update that shall only be parsed.
_STOP = f"DROP GRAPH <{uuid.uuid4().urn}> ;"
_ENGINE_PLACE = re.compile(r"error at (\d+):(\d+)")


class Scratch:
    """The graphs of a version, and the changes that users make to theirs."""

    def __init__(self, graph_file: Path) -> None:
        self._union = NamedNode(uuid.uuid4().urn)
        self._copied: set[Triple] | None = None
        self._named: set[Triple] = set()
        self._store = pyoxigraph.Store()
        self._store.bulk_extend(version_quads(graph_file))
        self._users_before, self._ours_before = self._surveyed()

    def update(self, text: str, using: Sequence[str], using_named: Sequence[str]) -> None:
        """Carry out a SPARQL update, its operations one after the other, each over what the one before left.

        Raises:
            QuerySyntaxError, QueryRefusedError, UsageError: the text is not one to be evaluated.
            InputError: an operation fails, such as the creation of a graph that is there.
        """
        updates.check(text)
        operations = self._require_syntax(text)
        if using or using_named:
            updates.refuse_dataset(operations)
        for operation in operations:
            if operation.form in ("CLEAR", "DROP"):
                self._clear(operation)
            elif operation.form in ("MODIFY", "DELETE WHERE"):
                self._bring_copies_up_to_date()
                default = (using, using_named) if using or using_named else ([self._union.value], self._names())
                self._run(operation.over(*default), QueryRefusedError)
            else:
                self._run(operation.whole)

    def put(self, graph: str | None, bodies: Iterable[tuple[str, bytes]], base: str, *, replace: bool) -> bool:
        """Write RDF (media type and bytes each) into a graph, or into those that it names if `graph` is None.

        Returns whether there was something in the graph before. Nothing is written if any of it is broken.

        Raises:
            RdfSyntaxError: a body cannot be read, with line and column where there is one.
            ForbiddenError: the graph is not the users'.
        """
        if graph:
            refuse_graph(graph)
        there = self._holds(graph)
        new = [quad for media_type, body in bodies for quad in read_rdf(media_type, body, graph, base)]
        if replace:
            self._empty(graph)
        self._store.extend(new)
        return there

    def delete(self, graph: str | None) -> None:
        """Empty a graph, or all of the users' if `graph` is None.

        Raises:
            NotFoundError: there is no such graph; ForbiddenError: it is not the users'.
        """
        if graph:
            refuse_graph(graph)
        if graph and not self._holds(graph):
            raise NotFoundError(f"There is no graph {graph}.", graph=graph, nearest=[])
        self._empty(graph)

    def lines(self) -> list[str] | None:
        """Return the users' graphs as lines of N-Quads, or None if they are as they were.

        Raises:
            ForbiddenError: a graph of ours was changed, or a triple passes for one of ours.
        """
        self._require_named_copy()
        users, ours = self._surveyed()
        for graph in sorted({*ours, *self._ours_before}):
            if ours.get(graph) != self._ours_before.get(graph):
                refuse_graph(graph)
        for quad in users - self._users_before:
            refuse_quad(quad)
        return None if users == self._users_before else [line_of(quad) for quad in users]

    # ------------------------------------------------------------------------------------------------------- updates

    def _require_syntax(self, text: str) -> list[updates.Operation]:
        """Return the operations, each of which the engine can read."""
        require_update_grammar(text)
        operations = updates.operations(text)
        for operation in operations:
            try:
                pyoxigraph.Store().update(
                    f"{operation.prologue}{_STOP}\n{operation.text}", base_iri=BASE, prefixes=PREFIXES
                )
            except SyntaxError as error:
                raise update_syntax_error(text, _moved(str(error), *position(text, operation.start))) from error
            except RuntimeError:
                continue
            raise AssertionError("the engine evaluated what it should only parse")
        return operations

    def _run(self, update: str, failed: type[PaingraphError] = ConflictError) -> None:
        """Carry an operation out; one that fails is at odds with the graph, or, with a pattern, with the engine."""
        try:
            self._store.update(update, base_iri=BASE, prefixes=PREFIXES)
        except SyntaxError as error:
            raise QueryRefusedError(
                "An operation cannot be evaluated over the dataset of the request; name its graphs by USING."
            ) from error
        except RuntimeError as error:
            raise failed(f"The update failed and nothing was changed: {error}.") from error
        except (OSError, UnicodeError) as error:
            raise InputError(f"The update could not be evaluated: {error}.") from error

    def _clear(self, operation: updates.Operation) -> None:
        """Empty graphs; one that is not there is empty already (Update, section 3.1.3)."""
        *_, target = operation.words
        if target in ("ALL", "NAMED"):
            for graph in list(self._store.named_graphs()):
                if isinstance(graph, NamedNode) and is_user_graph(graph.value) and not self._is_copy(graph):
                    self._store.remove_graph(graph)
            if target == "ALL":
                self._store.clear_graph(UNNAMED)
        else:
            head, silent = operation.form, "" if "SILENT" in operation.words else " SILENT"
            self._run(f"{operation.prologue}{head}{silent}{operation.text[len(head) :]}")

    def _names(self) -> list[str]:
        """Return the named graphs that a WHERE sees."""
        return [g.value for g in self._store.named_graphs() if isinstance(g, NamedNode) and g != self._union]

    def _is_copy(self, graph: object) -> bool:
        return graph in (self._union, NAMED_COPY)

    def _bring_copies_up_to_date(self) -> None:
        """Let the union and the copy of the unnamed graph hold what the graphs hold now."""
        self._require_named_copy()
        self._named = {quad.triple for quad in self._in(UNNAMED)}
        self._store.clear_graph(NAMED_COPY)
        self._store.extend(placed(triple, NAMED_COPY) for triple in self._named)
        if self._copied is None:
            self._store.bulk_extend(placed(quad, self._union) for quad in list(self._store))
            self._copied = {quad.triple for quad in self._users()}
            return
        now = {quad.triple for quad in self._users()}
        for triple in self._copied - now:
            found = self._store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
            if all(self._is_copy(quad.graph_name) for quad in found):
                self._store.remove(placed(triple, self._union))
        self._store.extend(placed(triple, self._union) for triple in now - self._copied)
        self._copied = now

    def _require_named_copy(self) -> None:
        """Raise ForbiddenError if the unnamed graph was written by name; whatever writes it leaves the name out."""
        if {quad.triple for quad in self._in(NAMED_COPY)} != self._named:
            refuse_graph(USER_GRAPH)

    # -------------------------------------------------------------------------------------------------------- graphs

    def _surveyed(self) -> tuple[set[Quad], dict[str, tuple[int, int]]]:
        """Return the users' quads, and of each graph of ours the number and a sum over its quads."""
        users: set[Quad] = set()
        ours: dict[str, tuple[int, int]] = {}
        for quad in self._store:
            graph = quad.graph_name
            if self._is_copy(graph):
                continue
            if isinstance(graph, NamedNode) and not is_user_graph(graph.value):
                count, total = ours.get(graph.value, (0, 0))
                ours[graph.value] = (count + 1, total + hash(quad))
            else:
                users.add(quad)
        return users, ours

    def _users(self) -> Iterator[Quad]:
        for graph in (*self._store.named_graphs(), UNNAMED):
            if not self._is_copy(graph) and (not isinstance(graph, NamedNode) or is_user_graph(graph.value)):
                yield from self._in(graph)

    def _in(self, graph: NamedNode | BlankNode | DefaultGraph) -> list[Quad]:
        return list(self._store.quads_for_pattern(None, None, None, graph))

    def _holds(self, graph: str | None) -> bool:
        if graph is None:
            return any(True for _ in self._users())
        return any(True for _ in self._store.quads_for_pattern(None, None, None, graph_named(graph)))

    def _empty(self, graph: str | None) -> None:
        for name in {quad.graph_name for quad in self._users()} if graph is None else [graph_named(graph)]:
            self._store.clear_graph(name)


def _moved(message: str, line: int, column: int) -> str:
    """Return what the engine says of an operation on lines of its own, as of its place in the update."""

    def moved(match: re.Match[str]) -> str:
        own_line, own_column = int(match[1]) - 1, int(match[2])
        return f"error at {line + own_line - 1}:{own_column + (column - 1 if own_line == 1 else 0)}"

    return _ENGINE_PLACE.sub(moved, message, count=1)
