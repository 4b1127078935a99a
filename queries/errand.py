"""An errand: one query on its way to a worker and back, run by the event loop that it came from.

It waits for a worker without a thread, is sent and received as the socket allows, and ends early by a call of `fail`:
at the time limit, when nobody is free, or when the client has gone.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

from paingraph.queries.wire import Frame

__all__ = ["Errand", "Worker"]

#: Bytes that are received at once.
_CHUNK = 65_536


@dataclass(slots=True, eq=False)
class Worker:
    """A process that evaluates queries, and our end of the socket to it, which does not block."""

    pid: int
    channel: socket.socket
    #: Where answers arrive; made once, since to ask the system for as much each time would cost more than the rest.
    buffer: memoryview = field(default_factory=lambda: memoryview(bytearray(_CHUNK)))


class Errand:
    """Its frames; all methods but `hand_over` are called in its own loop."""

    __slots__ = ("_answer", "_arrived", "_begun", "_fell", "_loop", "_rest", "in_line", "reply", "worker")

    def __init__(
        self, frame: bytes, arrived: Callable[[Errand, bytes, bytes], None], fell: Callable[[Errand], None]
    ) -> None:
        self._loop = asyncio.get_running_loop()
        self._rest = memoryview(frame)
        self._answer = Frame()
        self._arrived = arrived
        self._fell = fell
        self._begun = False
        #: Whether it stands in line for a worker; set by the pool, under its lock.
        self.in_line = False
        #: Who is to answer; set and taken away by the pool, under its lock.
        self.worker: Worker | None = None
        #: Head and body of the answer, once they are there.
        self.reply: asyncio.Future[tuple[bytes, bytes]] = self._loop.create_future()

    def hand_over(self) -> None:
        """Begin, from whatever thread has found the worker."""
        try:
            running = asyncio.get_running_loop()
        except RuntimeError:
            running = None
        if running is self._loop:
            self.begin()
        else:
            self._call(self.begin)

    def begin(self) -> None:
        """Send the query to the worker, and listen for what it says; a worker that died in its sleep fell."""
        if self.worker is None:
            return
        channel = self.worker.channel
        try:
            self._rest = self._rest[channel.send(self._rest) :]
        except OSError:
            self._fell(self)
            return
        self._begun = True
        self._loop.add_reader(channel.fileno(), self._receive)
        if self._rest:
            self._loop.add_writer(channel.fileno(), self._send)

    def end(self) -> bool:
        """Listen no more; tell whether the worker was sent anything."""
        if self._begun and self.worker:
            self._loop.remove_reader(self.worker.channel.fileno())
            if self._rest:
                self._loop.remove_writer(self.worker.channel.fileno())
        self._begun, begun = False, self._begun
        return begun

    def fail(self, error: Exception) -> None:
        """Let whoever waits go on with an error."""
        if not self.reply.done():
            self.reply.set_exception(error)

    def fail_from_afar(self, error: Exception) -> None:
        """Fail, from another thread."""
        self._call(partial(self.fail, error))

    def _call(self, what: Callable[[], None]) -> None:
        with suppress(RuntimeError):  # the loop has ended, and all that was asked in it
            self._loop.call_soon_threadsafe(what)

    def _send(self) -> None:
        if self.worker is None:
            return
        try:
            self._rest = self._rest[self.worker.channel.send(self._rest) :]
        except BlockingIOError:
            return
        except OSError as error:
            self.fail(error)
        if not self._rest:
            self._loop.remove_writer(self.worker.channel.fileno())

    def _receive(self) -> None:
        if self.worker is None:
            return
        try:
            count = self.worker.channel.recv_into(self.worker.buffer)
        except BlockingIOError:
            return
        except OSError as error:
            self.fail(error)
            return
        if not count:
            self.fail(EOFError())
        elif self._answer.feed(bytes(self.worker.buffer[:count])):
            self._arrived(self, *self._answer.parts())
