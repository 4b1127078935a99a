"""The porter: accepts every connection, and gives it to a clerk, or has it carried to the server proper.

Which of the two is told by the first bytes; a clerk may give a connection back at any time, and what is carried stays
so. All is done in the server's event loop.
"""

from __future__ import annotations

import asyncio
import resource
import socket
import time
from collections.abc import Callable
from contextlib import suppress

from paingraph.api.connection import Connection
from paingraph.api.foreman import Foreman
from paingraph.api.plain_http import begins_plainly
from paingraph.api.relay import Relay
from paingraph.api.staff import Staff

__all__ = ["Porter"]

#: Connections that are open at once; further ones wait in the kernel.
CONNECTIONS = 1_000
#: Descriptors that one takes at most, in this process: its own, the relay's, the server's, and what a query needs.
DESCRIPTORS_EACH = 4
#: Seconds that a connection waits for a clerk, while all are at long queries, until it is carried.
PATIENCE = 0.4
#: Seconds within which a client must have sent its first bytes.
_FIRST = 30.0
#: Seconds that running queries get when the server ends.
_END = 5.0
#: Bytes that show whom a connection is for.
_GLANCE = 32
#: Connections that are accepted before others have a turn.
_AT_ONCE = 64


class Porter:
    """Holds every connection of the public address."""

    def __init__(self, listener: socket.socket, relay: Relay) -> None:
        listener.setblocking(False)
        self._listener = listener
        descriptors = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
        self._most = max(min(CONNECTIONS, descriptors // DESCRIPTORS_EACH), 1)
        self._relay = relay
        host, port, *_ = listener.getsockname()
        #: Host and port that clients ask.
        self.address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        self._loop: asyncio.AbstractEventLoop | None = None
        self._connections: set[Connection] = set()
        self._waiting: list[Connection] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._foreman = Foreman(self)

    def take(self, staff: Staff | None, on_end: Callable[[], None] | None = None) -> None:
        """Let a staff serve from now on; see `Foreman.take`."""
        self._foreman.take(staff, on_end)

    def client(self, address: str) -> str:
        """Return the client for whom the server proper sees an address."""
        return self._relay.clients.get(address, address)

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begin to accept, in that loop."""
        self._loop = loop
        self._foreman.start(loop)
        loop.add_reader(self._listener, self._accept)

    def stop(self, loop: asyncio.AbstractEventLoop) -> None:
        """Accept no more, and let the queries end that are running; the loop does not run when this is called."""
        loop.remove_reader(self._listener)
        self._listener.close()
        with suppress(TimeoutError):
            loop.run_until_complete(asyncio.wait_for(self._foreman.dismiss_all(), _END))
        self._foreman.stop()
        for connection in self._connections:
            connection.close()

    # ------------------------------------------------------------------------------------------------- who serves whom

    def place(self, connection: Connection) -> None:
        """Give a connection to a clerk, or let it wait for one."""
        clerk = self._foreman.free_clerk()
        if clerk is None:
            connection.until = connection.until or time.monotonic() + PATIENCE
            self._waiting.append(connection)
            return
        connection.until = 0.0
        if not clerk.take(connection):
            self.carry(connection)

    def place_waiting(self) -> None:
        """Look again for clerks for those that wait; who has waited long enough is carried."""
        waiting, self._waiting = self._waiting, []
        for connection in waiting:
            if time.monotonic() < connection.until:
                self.place(connection)
            else:
                self.carry(connection)

    def carry(self, connection: Connection) -> None:
        """Have a connection carried to the server proper, for good."""
        task = self._its_loop.create_task(self._relay.carry(connection))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        task.add_done_callback(lambda _: self.let_go(connection))

    def let_go(self, connection: Connection) -> None:
        """Close a connection, and have a place for another."""
        connection.close()
        self._connections.discard(connection)
        if len(self._connections) == self._most - 1 and self._listener.fileno() >= 0:
            self._its_loop.add_reader(self._listener, self._accept)

    # ----------------------------------------------------------------------------------------------------- who is new

    @property
    def _its_loop(self) -> asyncio.AbstractEventLoop:
        assert self._loop is not None, "started before anybody comes"
        return self._loop

    def _accept(self) -> None:
        for _ in range(_AT_ONCE):
            try:
                accepted, address = self._listener.accept()
            except OSError:  # nobody is there any more, or no descriptor is left
                return
            accepted.setblocking(False)
            with suppress(OSError):
                accepted.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection = Connection(accepted, address)
            self._connections.add(connection)
            timer = self._its_loop.call_later(_FIRST, self._give_up, connection)
            self._its_loop.add_reader(accepted.fileno(), self._sort, connection, timer)
            if len(self._connections) >= self._most:
                self._its_loop.remove_reader(self._listener)
                return

    def _sort(self, connection: Connection, timer: asyncio.TimerHandle) -> None:
        """Decide by the first bytes who serves a connection."""
        self._its_loop.remove_reader(connection.socket.fileno())
        timer.cancel()
        try:
            data = connection.socket.recv(_GLANCE, socket.MSG_PEEK)
        except OSError:
            data = b""
        if not data:
            self.let_go(connection)
        elif begins_plainly(data):
            self.place(connection)
        else:
            self.carry(connection)

    def _give_up(self, connection: Connection) -> None:
        self._its_loop.remove_reader(connection.socket.fileno())
        self.let_go(connection)
