"""The porter: accepts every connection, and gives it to a clerk, or has it carried to the server proper.

Which of the two is told by the first bytes; a clerk may give a connection back at any time, and what is carried stays
so. All is done in the server's event loop, but for what waits for the nursery, which a thread does. `Custody` watches
over the clerks, and ends those that a query keeps too long.
"""

from __future__ import annotations

import asyncio
import logging
import resource
import socket
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from paingraph.api import access_log
from paingraph.api import clerk as packets
from paingraph.api.access_log import AccessLog
from paingraph.api.clerk import NUMBER
from paingraph.api.connection import Connection
from paingraph.api.custody import Custody
from paingraph.api.headers import request_id
from paingraph.api.plain_http import begins_plainly
from paingraph.api.relay import Relay
from paingraph.api.slate import Entry
from paingraph.api.sparql import PATH
from paingraph.api.staff import Clerk, Staff
from paingraph.ontology.errors import PaingraphError
from paingraph.queries.wire import ended

__all__ = ["Porter"]

#: Connections that are open at once; further ones wait in the kernel.
CONNECTIONS = 1_000
#: Descriptors that one takes at most, in this process: its own, the relay's, the server's, and what a query needs.
DESCRIPTORS_EACH = 4
#: Seconds within which a client must have sent its first bytes.
_FIRST = 30.0
#: Seconds that a connection waits for a clerk, while all are at long queries, until it is carried.
PATIENCE = 0.4
#: Seconds until clerks are hired again after that failed.
_RETRY = 2.0
#: Seconds that running queries get when the server ends.
_END = 5.0
_PACKET = 131_072

_LOG = logging.getLogger("paingraph")


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
        self._staff: Staff | None = None
        #: Those of versions before, until their last query is answered.
        self._leaving: set[Staff] = set()
        self._connections: set[Connection] = set()
        self._waiting: list[Connection] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._hiring = ThreadPoolExecutor(1, thread_name_prefix="hiring")
        self._log = AccessLog()
        self._custody = Custody(self)

    # ------------------------------------------------------------------------------------------ the server and its end

    def take(self, staff: Staff | None, on_end: Callable[[], None] | None = None) -> None:
        """Let a staff serve from now on; `on_end` is called once the one before has gone. Any thread may call."""
        before, self._staff = self._staff, staff
        if before:
            before.on_end = on_end
            for clerk in list(before.clerks):  # none of them claims anything more, even before it knows
                clerk.slate.close()
        if self._loop:
            self._loop.call_soon_threadsafe(self._change, before, staff)

    def client(self, address: str) -> str:
        """Return the client for whom the server proper sees an address."""
        return self._relay.clients.get(address, address)

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begin to accept, in that loop."""
        self._loop = loop
        self._change(None, self._staff)
        loop.add_reader(self._listener, self._accept)
        self._custody.start(loop)

    def stop(self, loop: asyncio.AbstractEventLoop) -> None:
        """Accept no more, and let the queries end that are running; the loop does not run when this is called."""
        loop.remove_reader(self._listener)
        self._listener.close()
        self.take(None)
        with suppress(TimeoutError):
            loop.run_until_complete(asyncio.wait_for(self._all_gone(), _END))
        self._custody.stop()
        for staff in self._leaving:
            staff.end()
        for connection in list(self._connections):
            connection.close()
        self._hiring.shutdown()
        self._log.write()

    async def _all_gone(self) -> None:
        await asyncio.sleep(0)
        while self._leaving:
            await asyncio.sleep(0.01)

    def _change(self, before: Staff | None, staff: Staff | None) -> None:
        if staff:
            for clerk in staff.clerks:
                self._listen(staff, clerk)
        if before:
            self._leaving.add(before)
            for clerk in before.clerks:
                self.send(clerk, b"wake")
            self._see_off(before)

    def _see_off(self, staff: Staff) -> None:
        """Let a staff go that serves no more and has no clerk left."""
        if staff in self._leaving and not staff.clerks:
            self._leaving.remove(staff)
            self._hiring.submit(staff.end)
            if staff.on_end:
                staff.on_end()

    # ----------------------------------------------------------------------------------------------------- connections

    def _accept(self) -> None:
        for _ in range(64):
            try:
                accepted, address = self._listener.accept()
            except OSError:  # nobody is there any more, or no descriptor is left
                return
            accepted.setblocking(False)
            with suppress(OSError):
                accepted.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection = Connection(accepted, address)
            self._connections.add(connection)
            timer = self.loop.call_later(_FIRST, self._give_up, connection)
            self.loop.add_reader(accepted.fileno(), self._sort, connection, timer)
            if len(self._connections) >= self._most:
                self.loop.remove_reader(self._listener)
                return

    @property
    def loop(self) -> asyncio.AbstractEventLoop:
        """The loop that all is done in."""
        assert self._loop is not None, "started before anything comes"  # noqa: S101
        return self._loop

    def _sort(self, connection: Connection, timer: asyncio.TimerHandle) -> None:
        """Decide by the first bytes who serves a connection."""
        self.loop.remove_reader(connection.socket.fileno())
        timer.cancel()
        try:
            data = connection.socket.recv(32, socket.MSG_PEEK)
        except OSError:
            data = b""
        if not data:
            self.let_go(connection)
        elif begins_plainly(data):
            self.place(connection)
        else:
            self._carry(connection)

    def _give_up(self, connection: Connection) -> None:
        self.loop.remove_reader(connection.socket.fileno())
        self.let_go(connection)

    def let_go(self, connection: Connection) -> None:
        """Close a connection, and have a place for another."""
        connection.close()
        self._connections.discard(connection)
        if len(self._connections) == self._most - 1 and self._listener.fileno() >= 0:
            self.loop.add_reader(self._listener, self._accept)

    def place(self, connection: Connection) -> None:
        """Give a connection to a clerk, or let it wait for one."""
        clerk = self._free_clerk()
        if clerk is None:
            connection.until = connection.until or time.monotonic() + PATIENCE
            self._waiting.append(connection)
            return
        connection.clerk, connection.until = clerk, 0.0
        clerk.connections[connection.number] = connection
        message = NUMBER.pack(connection.number) + connection.client.encode()
        if not self.send(clerk, message, connection.socket.fileno()):
            self.detach(connection)
            self._carry(connection)

    def place_waiting(self) -> None:
        """Look again for clerks for those that wait; who has waited long enough is carried."""
        waiting, self._waiting = self._waiting, []
        for connection in waiting:
            if time.monotonic() < connection.until:
                self.place(connection)
            else:
                self._carry(connection)

    def detach(self, connection: Connection) -> None:
        """Take a connection from its clerk."""
        if connection.clerk:
            del connection.clerk.connections[connection.number]
            connection.clerk = None

    def _free_clerk(self) -> Clerk | None:
        """Return the clerk with the fewest clients, of those that are not at a long query."""
        clerks = self._staff.clerks if self._staff else []
        free = [clerk for clerk in clerks if not clerk.slate.closed and not self._custody.is_long(clerk.slate.read())]
        return min(free, key=lambda clerk: len(clerk.connections), default=None)

    def _carry(self, connection: Connection) -> None:
        task = self.loop.create_task(self._relay.carry(connection))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        task.add_done_callback(lambda _: self.let_go(connection))

    # ---------------------------------------------------------------------------------------------------------- clerks

    def clerks(self) -> list[Clerk]:
        """Return all clerks, of all versions."""
        serving = {self._staff} if self._staff else set()
        return [clerk for staff in serving | self._leaving for clerk in staff.clerks]

    @staticmethod
    def send(clerk: Clerk, message: bytes, *descriptors: int) -> bool:
        """Send a packet; false if the clerk is gone, or takes in nothing."""
        try:
            socket.send_fds(clerk.channel, [message], descriptors)
        except OSError:
            return False
        return True

    def _listen(self, staff: Staff, clerk: Clerk) -> None:
        self.loop.add_reader(clerk.channel.fileno(), self._hear, staff, clerk)

    def _hear(self, staff: Staff, clerk: Clerk) -> None:
        """Do what a clerk's packets say."""
        for _ in range(64):
            try:
                packet = clerk.channel.recv(_PACKET)
            except BlockingIOError:
                return
            except OSError:
                packet = b""
            if not packet:
                self._bury(staff, clerk)
                return
            clerk.is_new = False
            self._obey(staff, clerk, packet[:1], packet[1:])
            if clerk not in staff.clerks:
                return

    def _obey(self, staff: Staff, clerk: Clerk, letter: bytes, content: bytes) -> None:
        if letter == packets.LINES:
            access_log.write(content.decode("utf-8", "replace"))
        elif letter == packets.REPORT:
            _LOG.error("%s", content.decode("utf-8", "replace"))
        elif letter == packets.RETIRES:
            clerk.retires = True
        elif letter == packets.BACK:
            self._receive_back(staff, clerk, content)
        else:
            connection = clerk.connections.get(NUMBER.unpack_from(content)[0])
            if connection:
                self._receive(connection, letter, content[NUMBER.size :])

    def _receive(self, connection: Connection, letter: bytes, content: bytes) -> None:
        """Go on with a connection that a clerk is done with, but for an answer's rest."""
        if letter == packets.REST:
            connection.rest += content
            return
        self.detach(connection)
        if letter == packets.RELAY or connection.rest:
            connection.closes, connection.unread = letter == packets.CLOSED, content
            self._carry(connection)
        else:
            self.let_go(connection)

    def _receive_back(self, staff: Staff, clerk: Clerk, content: bytes) -> None:
        """Place elsewhere what a clerk gives back; a clerk that goes on serving begins anew."""
        found = (clerk.connections.get(number) for (number,) in NUMBER.iter_unpack(content))
        back = [connection for connection in found if connection]
        for connection in back:
            self.detach(connection)
        if staff is self._staff and not clerk.retires:
            clerk.slate.open()
        elif not clerk.connections:
            self._bury(staff, clerk)
        for connection in back:
            self.place(connection)
        self.place_waiting()

    def _bury(self, staff: Staff, clerk: Clerk) -> None:
        """Part from a clerk that has ended or is to end, answer for it, and hire another."""
        self.loop.remove_reader(clerk.channel.fileno())
        clerk.channel.close()
        staff.clerks.remove(clerk)
        entry = clerk.slate.read()
        asked = clerk.connections.get(entry.number) if entry else None
        left = list(clerk.connections.values())
        for connection in left:
            self.detach(connection)
        if entry and asked:
            left.remove(asked)
            self._answer_for(clerk, entry, asked, staff.memory_bytes)
        pause = _RETRY if not asked and clerk.is_new else 0.0  # it ended of something that the next will end of, too
        task = self.loop.create_task(self._replace(staff, clerk, pause))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        for connection in left:
            self.place(connection)

    def _answer_for(self, clerk: Clerk, entry: Entry, connection: Connection, memory_bytes: int) -> None:
        """Tell a client why its query ended; if the answer was on its way, or nobody is there, hang up."""
        took, id_ = time.monotonic() - entry.since, entry.name or request_id(None)
        status, size = 499, 0
        if not entry.sending and not clerk.is_forsaken:
            status, size = connection.refuse(clerk.sentence or ended(memory_bytes), entry.method or "GET", id_)
        self._log.add(connection.client, entry.method or "GET", PATH, status, size, took, id_)
        self.let_go(connection)

    async def _replace(self, staff: Staff, gone: Clerk, pause: float) -> None:
        """Reap a clerk that has gone, and hire another as long as the staff serves."""
        await self.loop.run_in_executor(self._hiring, staff.dismiss, gone)
        self._see_off(staff)
        await asyncio.sleep(pause)
        while staff is self._staff and len(staff.clerks) < staff.size:
            try:
                clerk = await self.loop.run_in_executor(self._hiring, staff.hire)
            except PaingraphError as error:
                _LOG.error("%s It is tried again.", error.message)
                await asyncio.sleep(_RETRY)
                continue
            staff.clerks.append(clerk)
            self._listen(staff, clerk)
            if staff is not self._staff:  # another has taken over meanwhile
                clerk.slate.close()
                self.send(clerk, b"wake")
            self.place_waiting()
