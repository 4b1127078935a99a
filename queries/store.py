"""The contract of a store: what every back end answers, and in which shape.

A store holds one published version of the graph and is read-only. Two kinds of questions are asked of it. Fixed
look-ups of our own (`rows`) bind terms to variables and take the short way, in the server's own process. Ad-hoc
queries (`evaluate`) come from outside, may be hostile, and are answered as bytes, under limits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

from paingraph.ontology.english import counted
from paingraph.queries.formats import Format
from paingraph.queries.results import count_rows

__all__ = ["DEFAULT_LIMITS", "OWN_DATASET", "Answer", "Dataset", "Limits", "Row", "Rows", "Store", "Term"]


class Term(NamedTuple):
    """An RDF term, in the vocabulary of the SPARQL 1.1 JSON results format (section 3.2.2)."""

    value: str
    type: Literal["uri", "literal", "bnode"] = "uri"
    datatype: str | None = None
    language: str | None = None


#: One solution: bound variables only, names without the question mark.
Row = Mapping[str, Term]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one ad-hoc query may use."""

    #: Seconds from the arrival of the query to its last byte.
    seconds: float = 30.0
    #: Bytes of the serialised answer.
    result_bytes: int = 64_000_000
    #: Bytes of address space of the worker that evaluates it.
    memory_bytes: int = 1_500_000_000

    @property
    def duration(self) -> str:
        """The seconds in words."""
        return counted(self.seconds, "second")


@dataclass(frozen=True, slots=True)
class Dataset:
    """The RDF dataset that a request names (SPARQL 1.1 Protocol, section 2.1.4); empty means the store's own."""

    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()

    @property
    def is_own(self) -> bool:
        """Whether it is the store's own."""
        return not (self.default_graphs or self.named_graphs)


#: The limits of a query that names none.
DEFAULT_LIMITS = Limits()
#: The union of all graphs as the default graph, and each graph by its name.
OWN_DATASET = Dataset()


@dataclass(frozen=True, slots=True)
class Answer:
    """A serialised answer: its bytes, its format, and the rows or triples in it."""

    body: bytes
    format: Format
    #: The count, where it is known; most answers go out uncounted.
    counted: int | None = None

    @property
    def count(self) -> int:
        """Rows of a table, triples of a graph; a truth value counts as one."""
        return count_rows(self.body, self.format) if self.counted is None else self.counted


class Rows(Protocol):
    """Whatever answers look-ups of our own."""

    def rows(self, query: str, **terms: Term) -> list[Row]:
        """Answer a SELECT of our own with the given variables bound to terms, in the order that the query gives."""


class Store(Rows, Protocol):
    """One version of the graph, ready to be asked."""

    @property
    def version(self) -> str:
        """Digest of the published version; the ETag of everything."""

    def evaluate(
        self, query: str, accept: Sequence[Format], *, dataset: Dataset = OWN_DATASET, limits: Limits = DEFAULT_LIMITS
    ) -> Answer:
        """Answer any SPARQL 1.1 query in the first format of `accept` that its form (solutions, graph) can take.

        Raises:
            QuerySyntaxError: the query does not parse (line and column).
            QueryRefusedError: it reaches outside (SERVICE), nests too deep, or took its worker down.
            NotAcceptableError: no format of `accept` fits the query's form.
            TimeLimitError, TooLargeError, BusyError: a limit was met, and which.
        """

    async def answer(
        self, query: str, accept: Sequence[Format], *, dataset: Dataset = OWN_DATASET, limits: Limits = DEFAULT_LIMITS
    ) -> Answer:
        """Do the same in an event loop, without a thread that waits; to cancel it ends the query, if that can be."""

    def ready(self) -> bool:
        """Tell whether a query would be answered now."""

    def close(self) -> None:
        """Let go of workers and memory; the store answers nothing more."""
