"""Callers: who waits in a thread for an answer, and may go away before it is there; then the work for it ends.

A thread cannot be ended from outside, but what it waits for can be: it says how while it waits.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import Any, ParamSpec, TypeVar

from paingraph.ontology.errors import ServiceError

__all__ = ["CALLER", "Caller", "in_thread", "run"]

_P = ParamSpec("_P")
_T = TypeVar("_T")


class Caller:
    """Whoever waits for what a thread does."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._endings: list[Callable[[], object]] = []
        self._gone = False

    def leave(self) -> None:
        """Go away: what is waited for is ended."""
        with self._lock:
            self._gone = True
            for end in self._endings:
                end()

    @contextmanager
    def waiting(self, end: Callable[[], object]) -> Iterator[None]:
        """Have `end` called, in another thread, if the caller leaves meanwhile; at once if it has left.

        Raises:
            ServiceError: it left, and so what was waited for failed.
        """
        with self._lock:
            self._endings.append(end)
            if self._gone:
                end()
        try:
            yield
        except (Exception, asyncio.CancelledError):
            if self._gone:
                raise ServiceError("Nobody waits for the answer any more.") from None
            raise
        finally:
            with self._lock:
                self._endings.remove(end)


#: The caller of what this thread does; where nobody is named, nobody leaves.
CALLER: ContextVar[Caller | None] = ContextVar("CALLER", default=None)


def run(answering: Coroutine[Any, Any, _T]) -> _T:
    """Run a coroutine in an event loop of this thread's own; ServiceError if its caller leaves meanwhile."""
    return asyncio.run(_watched(answering, CALLER.get() or Caller()))


async def _watched(answering: Coroutine[Any, Any, _T], caller: Caller) -> _T:
    task = asyncio.ensure_future(answering)
    with caller.waiting(partial(asyncio.get_running_loop().call_soon_threadsafe, task.cancel)):
        return await task


async def in_thread(function: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
    """Run a function in a thread whose caller is this task: it leaves when it is cancelled."""
    caller = Caller()

    def called() -> _T:
        CALLER.set(caller)  # in this thread's copy of the context
        return function(*args, **kwargs)

    try:
        return await asyncio.to_thread(called)
    except asyncio.CancelledError:
        caller.leave()
        raise
