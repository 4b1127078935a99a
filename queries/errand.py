"""An errand and the worker that runs it: a query on its way through an event loop, without a thread that waits.

A worker has one errand at a time. All methods are called in the loop of the errand that it has.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from paingraph.queries.wire import Frames

__all__ = ["Errand", "Worker"]

#: Bytes that are received at once.
_CHUNK = 65_536


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
    #: What it was asked and has not answered.
    errand: Errand | None = None
    _loop: asyncio.AbstractEventLoop | None = None
    _unsent: bytes = b""
    _frames: Frames = field(default_factory=Frames)
    #: Where answers arrive; made once, since to ask the system for as much each time would cost more than the rest.
    _buffer: memoryview = field(default_factory=lambda: memoryview(bytearray(_CHUNK)))

    def run(self, errand: Errand, receive: Callable[[Worker], None]) -> None:
        """Send a query, and have its loop call when something arrives; OSError if the process is gone."""
        self.errand, self._loop = errand, errand.loop
        self._loop.add_reader(self.channel.fileno(), receive, self)
        try:
            sent = self.channel.send(errand.frame)
        except BlockingIOError:
            sent = 0
        if sent < len(errand.frame):
            self._unsent = errand.frame[sent:]
            self._loop.add_writer(self.channel.fileno(), self._send_rest)

    def rest(self) -> None:
        """Have no errand any more, and listen to nothing."""
        if self._loop:
            self._loop.remove_reader(self.channel.fileno())
            self._loop.remove_writer(self.channel.fileno())
        self.errand, self._loop, self._unsent = None, None, b""

    def receive(self) -> tuple[bytes, bytes] | None:
        """Return the answer if it has come whole; OSError or EOFError if the process is gone."""
        try:
            count = self.channel.recv_into(self._buffer)
        except BlockingIOError:
            return None
        if not count:
            raise EOFError
        return next(iter(self._frames.feed(bytes(self._buffer[:count]))), None)

    def _send_rest(self) -> None:
        with suppress(OSError):  # a process that is gone shows when its answer is read
            self._unsent = self._unsent[self.channel.send(self._unsent) :]
        if not self._unsent and self._loop:
            self._loop.remove_writer(self.channel.fileno())
