"""Custody: who is at a long query is watched, at its limit ended, and kept from holding up others.

What a clerk is at stands on its slate. To take anything from a clerk, its slate is closed first, and read again a
moment later: what stands there then, is the last that it claimed.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from paingraph.api.slate import Entry
from paingraph.ontology.errors import PaingraphError
from paingraph.queries.store import Limits
from paingraph.queries.wire import too_slow

if TYPE_CHECKING:
    from paingraph.api.foreman import Foreman
    from paingraph.api.porter import Porter
    from paingraph.api.staff import Clerk

__all__ = ["Custody"]

#: Seconds between two looks; a query may run for so much longer than its limit.
_LOOK = 0.05
#: Seconds of processor time after which a query is a long one, and may not keep its clerk's other clients waiting; or,
#: for one that waits itself, seconds in all. On a busy machine even the shortest query may take its time.
_LONG, _LONG_IN_ALL = 0.04, 1.0
#: Seconds after which one looks whether the client is still there; nearly all answers come sooner.
_PRESENT = 0.1
#: Seconds after which a slate that was closed shows the last claim.
_SETTLED = 0.001


class Custody:
    """Watches over the clerks of a foreman."""

    def __init__(self, foreman: Foreman, porter: Porter) -> None:
        self._foreman = foreman
        self._porter = porter
        self._timer: asyncio.TimerHandle | None = None

    @staticmethod
    def is_at_long(clerk: Clerk) -> bool:
        """Tell whether a clerk is at a query that takes long already."""
        entry = clerk.slate.read() if clerk.is_long else None
        return entry is not None and clerk.seen == (entry.number, entry.since)

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Look from now on, again and again."""
        self._timer = loop.call_later(_LOOK, self._look, loop)

    def stop(self) -> None:
        """Look no more."""
        if self._timer:
            self._timer.cancel()

    def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        self.start(loop)
        for clerk in self._foreman.clerks():
            entry = clerk.slate.read()
            if entry and not entry.sending and entry.number in clerk.connections:
                seconds = time.monotonic() - entry.since
                self._note(clerk, entry, seconds)
                self._judge(loop, clerk, entry, seconds)
        self._porter.place_waiting()

    @staticmethod
    def _note(clerk: Clerk, entry: Entry, seconds: float) -> None:
        """Note whether a query is a long one."""
        if clerk.seen == (entry.number, entry.since):
            clerk.is_long = seconds > _LONG_IN_ALL or clerk.cpu_seconds() - clerk.spent > _LONG
        else:
            clerk.seen, clerk.spent, clerk.is_long = (entry.number, entry.since), clerk.cpu_seconds(), False

    def _judge(self, loop: asyncio.AbstractEventLoop, clerk: Clerk, entry: Entry, seconds: float) -> None:
        """Decide what is to be done about a query that has taken so many seconds."""
        if seconds > entry.seconds:
            self._settle(loop, clerk, entry, self._end, too_slow(Limits(entry.seconds)))
        elif seconds > _PRESENT and clerk.connections[entry.number].is_gone:
            self._settle(loop, clerk, entry, self._end, None)
        elif clerk.is_long and not clerk.slate.closed and self._keeps_others(clerk, entry):
            self._settle(loop, clerk, entry, self._relieve, None)

    @staticmethod
    def _keeps_others(clerk: Clerk, entry: Entry) -> bool:
        return any(c.has_input for number, c in clerk.connections.items() if number != entry.number)

    def _settle(
        self,
        loop: asyncio.AbstractEventLoop,
        clerk: Clerk,
        entry: Entry,
        act: Callable[[Clerk, Entry, PaingraphError | None], None],
        sentence: PaingraphError | None,
    ) -> None:
        """Close a slate, and act if the clerk is at the same query still; else it gives all back by itself."""

        def settled() -> None:
            last = clerk.slate.read()
            if last and (last.number, last.since, last.sending) == (entry.number, entry.since, False):
                act(clerk, entry, sentence)
            else:
                clerk.wake()

        clerk.slate.close()
        loop.call_later(_SETTLED, settled)

    def _end(self, clerk: Clerk, entry: Entry, sentence: PaingraphError | None) -> None:
        """End a clerk; when its channel closes, the porter answers for it."""
        clerk.sentence, clerk.is_forsaken = sentence, sentence is None
        clerk.kill()

    def _relieve(self, clerk: Clerk, entry: Entry, _: PaingraphError | None) -> None:
        """Give the other clients of a clerk to others."""
        for connection in [c for number, c in clerk.connections.items() if number != entry.number]:
            connection.detach()
            self._porter.place(connection)
