"""Errands: many at once in one event loop, one after the other on a worker, none lost behind a slow or dying one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import pytest

from paingraph.ontology.errors import QueryRefusedError, TimeLimitError
from paingraph.queries.embedded import EmbeddedStore
from paingraph.queries.formats import Format
from paingraph.queries.store import Answer, Limits
from paingraph.queries.versions import Version

#: It would run for hours.
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
#: The parser recurses over it until the stack ends.
DEADLY = f"ASK {{ FILTER({'!' * 20_000}true) }}"

Test = Callable[[EmbeddedStore], Coroutine[Any, Any, None]]


async def ask(store: EmbeddedStore, number: int) -> bytes:
    """Ask for a number."""
    return (await store.answer(f"SELECT ({number} AS ?n) {{}}", [Format.CSV])).body


def expected(number: int) -> bytes:
    """Return what must come back."""
    return f"n\r\n{number}\r\n".encode()


@asynccontextmanager
async def opened(version: Version, workers: int) -> AsyncIterator[EmbeddedStore]:
    """A store whose workers have just answered."""
    store = EmbeddedStore.open(version.folder, workers=workers, patience=60)
    for number in range(4):
        assert await ask(store, number) == expected(number)
    yield store
    await asyncio.to_thread(store.close)


def endless(store: EmbeddedStore, seconds: float = 3600) -> asyncio.Task[Answer]:
    """Begin a query that does not end."""
    return asyncio.ensure_future(store.answer(ENDLESS, [Format.CSV], limits=Limits(seconds=seconds)))


@pytest.mark.parametrize("workers", [1, 3])
def test_each_gets_its_own_answer(small_version: Version, workers: int) -> None:
    """Though far more ask at once than there are workers."""

    async def run() -> None:
        async with opened(small_version, workers) as store:
            assert await asyncio.gather(*(ask(store, n) for n in range(500))) == [expected(n) for n in range(500)]

    asyncio.run(run())


def test_nobody_waits_behind_a_slow_one(small_version: Version) -> None:
    """Others go to another worker."""

    async def run() -> None:
        async with opened(small_version, 2) as store:
            slow = endless(store)
            assert await asyncio.gather(*(ask(store, n) for n in range(50))) == [expected(n) for n in range(50)]
            assert not slow.done()
            slow.cancel()
            assert await asyncio.gather(*(ask(store, n) for n in range(50))) == [expected(n) for n in range(50)]

    asyncio.run(run())


def test_the_death_of_one_is_not_blamed_on_the_next(small_version: Version) -> None:
    """Whether the worker dies of it or is ended at its time limit, its successor answers."""

    async def run() -> None:
        async with opened(small_version, 1) as store:
            slow, quick = endless(store, seconds=0.2), [asyncio.ensure_future(ask(store, n)) for n in range(5)]
            with pytest.raises(TimeLimitError):
                await slow
            assert await asyncio.gather(*quick) == [expected(n) for n in range(5)]
            deadly, after = store.answer(DEADLY, [Format.CSV]), ask(store, 7)
            died, answered = await asyncio.gather(deadly, after, return_exceptions=True)
            assert isinstance(died, QueryRefusedError)
            assert answered == expected(7)

    asyncio.run(run())


def test_one_that_nobody_waits_for_any_more_keeps_no_worker(small_version: Version) -> None:
    """Given up while it ran, or stood in line."""

    async def run() -> None:
        async with opened(small_version, 1) as store:
            tasks = [endless(store) for _ in range(4)]
            await asyncio.sleep(0)  # they are on their way
            for task in reversed(tasks):
                task.cancel()
            assert await ask(store, 1) == expected(1)

    asyncio.run(run())


def test_large_queries_and_answers_follow_each_other_whole(small_version: Version) -> None:
    """Larger than any buffer of a socket, mixed with small ones."""

    async def run() -> None:
        async with opened(small_version, 1) as store:
            text = "x" * 400_000
            large = [store.answer(f"SELECT ('{text}' AS ?n) ({n} AS ?m) {{}}", [Format.CSV]) for n in range(3)]
            small = [ask(store, n) for n in range(3)]
            answers, others = await asyncio.gather(asyncio.gather(*large), asyncio.gather(*small))
            assert [answer.body for answer in answers] == [f"n,m\r\n{text},{n}\r\n".encode() for n in range(3)]
            assert others == [expected(n) for n in range(3)]

    asyncio.run(run())
