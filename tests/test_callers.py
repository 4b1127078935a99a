"""Whoever waits for a thread's work may go away, and then the work ends."""

from __future__ import annotations

import asyncio
import contextvars
import threading
from collections.abc import Callable

import pytest

from paingraph.ontology.errors import InputError, ServiceError
from paingraph.queries.callers import CALLER, Caller, in_thread, run


def in_context(caller: Caller, function: Callable[[], object]) -> object:
    """Call a function on behalf of a caller."""
    context = contextvars.copy_context()
    context.run(CALLER.set, caller)
    return context.run(function)


async def endless() -> None:
    """Wait for ever."""
    await asyncio.Event().wait()


async def failing() -> None:
    """Fail of itself."""
    raise InputError("wrong")


def test_what_is_waited_for_is_ended_when_the_caller_leaves() -> None:
    """From another thread, whatever it was doing."""
    caller, begun = Caller(), threading.Event()

    async def waiting() -> None:
        begun.set()
        await endless()

    def leave() -> None:
        begun.wait()
        caller.leave()

    leaver = threading.Thread(target=leave)
    leaver.start()
    with pytest.raises(ServiceError, match="Nobody waits"):
        in_context(caller, lambda: run(waiting()))
    leaver.join()


def test_who_has_left_waits_for_nothing() -> None:
    """Work that begins later ends at once."""
    caller = Caller()
    caller.leave()
    with pytest.raises(ServiceError, match="Nobody waits"):
        in_context(caller, lambda: run(endless()))


def test_who_stays_gets_the_answer_or_the_error() -> None:
    """As if nobody could leave."""

    async def five() -> int:
        return 5

    assert run(five()) == in_context(Caller(), lambda: run(five())) == 5
    with pytest.raises(InputError, match="wrong"):
        in_context(Caller(), lambda: run(failing()))


def test_a_task_is_the_caller_of_its_thread() -> None:
    """It leaves when it is cancelled, and what the thread waits for is ended."""
    waiting, ended = threading.Event(), threading.Event()

    def work() -> None:
        caller = CALLER.get()
        assert caller is not None
        with caller.waiting(ended.set):
            waiting.set()
            ended.wait()

    async def cancelled() -> None:
        task = asyncio.create_task(in_thread(work))
        await asyncio.to_thread(waiting.wait)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancelled())
    assert ended.is_set()
