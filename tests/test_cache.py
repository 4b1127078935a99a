"""The cache of answers: same answers, fewer evaluations, bounded memory."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from paingraph.ontology.errors import QuerySyntaxError, TooLargeError
from paingraph.queries.cache import CachedStore, is_volatile
from paingraph.queries.formats import GRAPHS, SOLUTIONS, Format
from paingraph.queries.store import DEFAULT_LIMITS, OWN_DATASET, Answer, Dataset, Limits, Row, Store, Term

#: Far more than these tests fill.
CAPACITY = 1_000_000
#: Queries of every form, and what they can be answered in.
QUERIES = (
    ("SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o", SOLUTIONS),
    ("SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?s ORDER BY ?s LIMIT 5", SOLUTIONS),
    ("ASK { ?s ?p 'nothing' }", SOLUTIONS),
    ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 9", GRAPHS),
    ("DESCRIBE <https://w3id.org/paingraph/id/sciatica>", GRAPHS),
)


class CountingStore:
    """A store that answers with the query's own text, as often as it says, and remembers what it was asked."""

    version = "5a3b1e"

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.closed = False

    def rows(self, query: str, **terms: Term) -> list[Row]:
        """Answer with the bound terms."""
        return [terms]

    def evaluate(
        self,
        query: str,
        accept: Sequence[Format],
        *,
        dataset: Dataset = OWN_DATASET,
        limits: Limits = DEFAULT_LIMITS,
    ) -> Answer:
        """Answer with the text of the query, or refuse it."""
        self.asked.append(query)
        if "wrong" in query:
            raise QuerySyntaxError("Wrong.")
        if len(query) > limits.result_bytes:
            raise TooLargeError("Too large.")
        return Answer(query.encode(), accept[0], 1)

    async def answer(
        self,
        query: str,
        accept: Sequence[Format],
        *,
        dataset: Dataset = OWN_DATASET,
        limits: Limits = DEFAULT_LIMITS,
    ) -> Answer:
        """Do the same in an event loop."""
        return self.evaluate(query, accept, dataset=dataset, limits=limits)

    def ready(self) -> bool:
        """Say yes."""
        return not self.closed

    def close(self) -> None:
        """Close."""
        self.closed = True


def test_a_question_is_asked_once() -> None:
    """For each dataset and each list of formats."""
    behind = CountingStore()
    store = CachedStore(behind, CAPACITY)
    first = store.evaluate("ASK {}", SOLUTIONS)
    assert store.evaluate("ASK {}", SOLUTIONS) is first
    assert behind.asked == ["ASK {}"]
    store.evaluate("ASK {}", [Format.CSV])
    store.evaluate("ASK {}", SOLUTIONS, dataset=Dataset(("http://example.org/g",)))
    store.evaluate("ASK { }", SOLUTIONS)
    assert len(behind.asked) == 4
    assert (store.hits, store.misses) == (1, 4)


@pytest.mark.parametrize(("query", "formats"), QUERIES)
def test_an_answer_is_the_same_with_and_without(store: Store, query: str, formats: Sequence[Format]) -> None:
    """Byte for byte, in every format, the first time and the second."""
    cached = CachedStore(store, CAPACITY)
    for format_ in formats:
        expected = store.evaluate(query, [format_])
        assert [cached.evaluate(query, [format_]) for _ in range(2)] == [expected] * 2
    assert cached.hits == len(formats)


def test_an_event_loop_and_a_thread_share_what_is_known() -> None:
    """Asked by one, known to the other; errors are neither's."""
    behind = CountingStore()
    store = CachedStore(behind, CAPACITY)
    answer = asyncio.run(store.answer("ASK {}", SOLUTIONS))
    assert store.evaluate("ASK {}", SOLUTIONS) is answer
    assert asyncio.run(store.answer("ASK {}", SOLUTIONS)) is answer
    for _ in range(2):
        with pytest.raises(QuerySyntaxError):
            asyncio.run(store.answer("wrong", SOLUTIONS))
        asyncio.run(store.answer("SELECT (RAND() AS ?x) {}", SOLUTIONS))
    assert len(behind.asked) == 1 + 2 + 2


def test_what_is_known_is_returned_without_asking() -> None:
    """So that a server can answer before it takes any other way."""
    store = CachedStore(CountingStore(), CAPACITY)
    assert store.known("ASK {}", SOLUTIONS) is None
    answer = store.evaluate("ASK {}", SOLUTIONS)
    assert store.known("ASK {}", SOLUTIONS) is answer


def test_an_error_is_not_kept() -> None:
    """The next time it may be answered."""
    behind = CountingStore()
    store = CachedStore(behind, CAPACITY)
    for _ in range(2):
        with pytest.raises(QuerySyntaxError):
            store.evaluate("wrong", SOLUTIONS)
    assert len(behind.asked) == 2


def test_a_lower_limit_holds_for_what_is_known() -> None:
    """An answer that was fit for another request may be too large for this one."""
    store = CachedStore(CountingStore(), CAPACITY)
    store.evaluate("ASK {}", SOLUTIONS)
    with pytest.raises(TooLargeError):
        store.evaluate("ASK {}", SOLUTIONS, limits=Limits(result_bytes=3))


def test_the_least_recently_used_goes_first() -> None:
    """Within the capacity, in bytes."""
    behind = CountingStore()
    store = CachedStore(behind, capacity=10 * 700)
    queries = [f"ASK {{}} # {number:>91}" for number in range(10)]
    for query in queries:
        store.evaluate(query, SOLUTIONS)
    store.evaluate(queries[0], SOLUTIONS)
    store.evaluate("ASK {} # one more, which takes the place of another".ljust(100), SOLUTIONS)
    assert store.known(queries[0], SOLUTIONS)
    assert store.known(queries[1], SOLUTIONS) is None
    assert all(store.known(query, SOLUTIONS) for query in queries[2:])


def test_a_very_large_answer_is_not_kept() -> None:
    """It would drive out all the others."""
    store = CachedStore(CountingStore(), capacity=10_000)
    query = "ASK {}".ljust(2_000)
    store.evaluate(query, SOLUTIONS)
    assert store.known(query, SOLUTIONS) is None


@pytest.mark.parametrize(
    ("query", "volatile"),
    [
        ("SELECT (NOW() AS ?now) {}", True),
        ("SELECT (rand() AS ?r) {}", True),
        ("SELECT (StrUUID ( ) AS ?u) {}", True),
        ("CONSTRUCT { ?b ?p ?o } { ?s ?p ?o BIND(BNODE() AS ?b) }", True),
        ("SELECT ?now { ?now ?p 'NOW()' } # RAND()", False),
        ("ASK {}", False),
    ],
)
def test_what_changes_with_time_is_not_kept(query: str, volatile: bool) -> None:
    """A string or a variable that looks like it is kept."""
    behind = CountingStore()
    store = CachedStore(behind, CAPACITY)
    store.evaluate(query, SOLUTIONS)
    store.evaluate(query, SOLUTIONS)
    assert is_volatile(query) is volatile
    assert len(behind.asked) == (2 if volatile else 1)


def test_the_rest_is_the_store_behind() -> None:
    """Version, look-ups, readiness, closing."""
    behind = CountingStore()
    store = CachedStore(behind, CAPACITY)
    assert store.version == "5a3b1e"
    assert store.rows("SELECT * {}", x=Term("http://example.org/")) == [{"x": Term("http://example.org/")}]
    assert store.ready()
    store.close()
    assert behind.closed
