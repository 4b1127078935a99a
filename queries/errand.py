"""An errand and the worker that runs it: a query on its way through an event loop, without a thread that waits.

A worker has one errand at a time, or two while its answers come quickly: then the second query lies ready when the
first is answered, and the worker need not go to sleep and be woken for each. All methods are called in the loop of the
errands that the worker has.
"""

from __future__ import annotations

import asyncio
import socket
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from paingraph.queries.wire import Frames

__all__ = ["Errand", "Worker"]

#: Bytes that are received at once.
_CHUNK = 65_536
#: Seconds within which the answers of a worker come that may have a second errand.
_QUICK = 0.001


class Errand:
    """A query, framed, and the answer that somebody waits for."""

    __slots__ = ("begun", "frame", "in_line", "loop", "patience", "reply", "worker")

    def __init__(self, frame: bytes) -> None:
        self.loop = asyncio.get_running_loop()
        self.frame = frame
        #: Head and body of the answer, once they are there.
        self.reply: asyncio.Future[tuple[bytes, bytes]] = self.loop.create_future()
        #: Who runs it, and whether the query was sent; or whether it stands in line, and what ends its patience.
        self.worker: Worker | None = None
        self.begun = False
        self.in_line = False
        self.patience: asyncio.TimerHandle | None = None

    def fail(self, error: Exception) -> None:
        """Let whoever waits go on with an error."""
        if not self.reply.done():
            self.reply.set_exception(error)

    def call(self, what: Callable[..., None], *arguments: object) -> None:
        """Call in its loop, from any thread; a loop that has ended needs nothing more."""
        with suppress(RuntimeError):
            self.loop.call_soon_threadsafe(what, *arguments)


@dataclass(slots=True, eq=False)
class Worker:
    """A process that evaluates queries, and our end of the socket to it, which does not block."""

    pid: int
    channel: socket.socket
    #: What it was asked and has not answered, in order; None is one that nobody waits for any more.
    errands: deque[Errand | None] = field(default_factory=deque)
    #: Seconds that its answers took lately, and when it began the one that it is at.
    pace: float = 0.0
    since: float = 0.0
    #: What looks whether an errand keeps the worker too long from the next.
    look: asyncio.TimerHandle | None = None
    _loop: asyncio.AbstractEventLoop | None = None
    _unsent: bytes = b""
    _frames: Frames = field(default_factory=Frames)
    #: Where answers arrive; made once, since to ask the system for as much each time would cost more than the rest.
    _buffer: memoryview = field(default_factory=lambda: memoryview(bytearray(_CHUNK)))

    @property
    def is_idle(self) -> bool:
        """Whether no loop listens to it."""
        return self._loop is None

    def takes_second(self, loop: asyncio.AbstractEventLoop) -> bool:
        """Tell whether it would soon come to a further errand of that loop."""
        return self._loop is loop and self.pace < _QUICK and len(self.errands) == 1 and not self._unsent

    def listen(self, loop: asyncio.AbstractEventLoop, receive: Callable[[Worker], None]) -> None:
        """Have a loop call when something arrives."""
        self._loop = loop
        self.since = time.perf_counter()
        loop.add_reader(self.channel.fileno(), receive, self)

    def rest(self) -> None:
        """Listen no more."""
        if self._loop:
            self._loop.remove_reader(self.channel.fileno())
            self._loop.remove_writer(self.channel.fileno())
        self._loop, self._unsent = None, b""
        if self.look:
            self.look.cancel()
            self.look = None

    def send(self, frame: bytes) -> None:
        """Send as much as the socket takes now, and the rest as it can; OSError if the process is gone."""
        try:
            sent = self.channel.send(frame)
        except BlockingIOError:
            sent = 0
        if sent < len(frame) and self._loop:
            self._unsent = frame[sent:]
            self._loop.add_writer(self.channel.fileno(), self._send_rest)

    def receive(self) -> list[tuple[bytes, bytes]]:
        """Return the answers that have come whole; OSError or EOFError if the process is gone."""
        try:
            count = self.channel.recv_into(self._buffer)
        except BlockingIOError:
            return []
        if not count:
            raise EOFError
        return self._frames.feed(bytes(self._buffer[:count]))

    def answered(self) -> Errand | None:
        """Strike off the errand whose answer has come, and return it if somebody waits."""
        now = time.perf_counter()
        self.pace += (now - self.since - self.pace) / 8
        self.since = now
        return self.errands.popleft()

    def _send_rest(self) -> None:
        with suppress(OSError):  # a process that is gone shows when its answer is read
            self._unsent = self._unsent[self.channel.send(self._unsent) :]
        if not self._unsent and self._loop:
            self._loop.remove_writer(self.channel.fileno())
