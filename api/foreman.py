"""The foreman: leads the clerks of all versions, hears what they say, answers for those that die, and has others hired.

What waits for the nursery is done by a thread; all else in the server's event loop.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from paingraph.api import access_log, packets
from paingraph.api.access_log import AccessLog
from paingraph.api.connection import Connection
from paingraph.api.custody import Custody
from paingraph.api.headers import request_id
from paingraph.api.packets import NUMBER
from paingraph.api.slate import Entry
from paingraph.api.sparql import PATH
from paingraph.api.staff import Clerk, Staff
from paingraph.ontology.errors import PaingraphError
from paingraph.queries.wire import ended

if TYPE_CHECKING:
    from paingraph.api.porter import Porter

__all__ = ["Foreman"]

#: Seconds until clerks are hired again after that failed.
_RETRY = 2.0
#: Packets that are heard before others have a turn.
_PACKETS = 64

_LOG = logging.getLogger("paingraph")


class Foreman:
    """Leads the clerks for a porter."""

    def __init__(self, porter: Porter) -> None:
        self._porter = porter
        self._loop: asyncio.AbstractEventLoop | None = None
        self._staff: Staff | None = None
        #: Those of versions before, until their last query is answered.
        self._leaving: set[Staff] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._hiring = ThreadPoolExecutor(1, thread_name_prefix="hiring")
        self._custody = Custody(self, porter)
        #: The requests that clerks could not answer.
        self._log = AccessLog()

    # ------------------------------------------------------------------------------------------- one staff and another

    def take(self, staff: Staff | None, on_end: Callable[[], None] | None = None) -> None:
        """Let a staff serve from now on; `on_end` is called once the one before has gone. Any thread may call."""
        before, self._staff = self._staff, staff
        if before:
            before.on_end = on_end
            for clerk in list(before.clerks):  # none of them claims anything more, even before it knows
                clerk.slate.close()
        if self._loop:
            self._loop.call_soon_threadsafe(self._change, before, staff)

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Hear the clerks, in that loop."""
        self._loop = loop
        self._change(None, self._staff)
        self._custody.start(loop)

    async def dismiss_all(self) -> None:
        """Let all clerks go, when their queries are answered."""
        self.take(None)
        await asyncio.sleep(0)
        while self._leaving:
            await asyncio.sleep(0.01)

    def stop(self) -> None:
        """Let those go that are left, whatever they are at."""
        self._custody.stop()
        for staff in self._leaving:
            staff.end()
        self._hiring.shutdown()
        self._log.write()

    def _change(self, before: Staff | None, staff: Staff | None) -> None:
        if staff:
            for clerk in staff.clerks:
                self._listen(staff, clerk)
        if before:
            self._leaving.add(before)
            for clerk in before.clerks:
                clerk.wake()
            self._see_off(before)

    def _see_off(self, staff: Staff) -> None:
        """Let a staff go that serves no more and has no clerk left."""
        if staff in self._leaving and not staff.clerks:
            self._leaving.remove(staff)
            self._hiring.submit(staff.end)
            if staff.on_end:
                staff.on_end()

    # ----------------------------------------------------------------------------------------------------- who is there

    def clerks(self) -> list[Clerk]:
        """Return all clerks, of all versions."""
        serving = {self._staff} if self._staff else set()
        return [clerk for staff in serving | self._leaving for clerk in staff.clerks]

    def free_clerk(self) -> Clerk | None:
        """Return the clerk with the fewest clients, of those that are not at a long query."""
        clerks = self._staff.clerks if self._staff else []
        free = [clerk for clerk in clerks if not clerk.slate.closed and not self._custody.is_at_long(clerk)]
        return min(free, key=lambda clerk: len(clerk.connections), default=None)

    # ------------------------------------------------------------------------------------------------- what clerks say

    @property
    def _its_loop(self) -> asyncio.AbstractEventLoop:
        assert self._loop is not None, "started before anything is heard"
        return self._loop

    def _listen(self, staff: Staff, clerk: Clerk) -> None:
        self._its_loop.add_reader(clerk.channel.fileno(), self._hear, staff, clerk)

    def _hear(self, staff: Staff, clerk: Clerk) -> None:
        """Do what a clerk's packets say."""
        for _ in range(_PACKETS):
            try:
                packet = clerk.channel.recv(packets.PACKET)
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
        connection.detach()
        if letter == packets.RELAY or connection.rest:
            connection.closes, connection.unread = letter == packets.CLOSED, content
            self._porter.carry(connection)
        else:
            self._porter.let_go(connection)

    def _receive_back(self, staff: Staff, clerk: Clerk, content: bytes) -> None:
        """Place elsewhere what a clerk gives back; a clerk that goes on serving begins anew."""
        found = (clerk.connections.get(number) for (number,) in NUMBER.iter_unpack(content))
        back = [connection for connection in found if connection]
        for connection in back:
            connection.detach()
        if staff is self._staff and not clerk.retires:
            clerk.slate.open()
        elif not clerk.connections:
            self._bury(staff, clerk)
        for connection in back:
            self._porter.place(connection)
        self._porter.place_waiting()

    # -------------------------------------------------------------------------------------------- the end of a clerk

    def _bury(self, staff: Staff, clerk: Clerk) -> None:
        """Part from a clerk that has ended or is to end, answer for it, and hire another."""
        self._its_loop.remove_reader(clerk.channel.fileno())
        clerk.channel.close()
        staff.clerks.remove(clerk)
        entry = clerk.slate.read()
        asked = clerk.connections.get(entry.number) if entry else None
        left = [connection for connection in clerk.connections.values() if connection is not asked]
        for connection in list(clerk.connections.values()):
            connection.detach()
        if entry and asked:
            self._answer_for(clerk, entry, asked, staff.memory_bytes)
        pause = _RETRY if not asked and clerk.is_new else 0.0  # it ended of something that the next will end of, too
        task = self._its_loop.create_task(self._replace(staff, clerk, pause))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        for connection in left:
            self._porter.place(connection)

    def _answer_for(self, clerk: Clerk, entry: Entry, connection: Connection, memory_bytes: int) -> None:
        """Tell a client why its query ended; if the answer was on its way, or nobody is there, hang up."""
        method, id_ = entry.method or "GET", entry.name or request_id(None)
        status, size = 499, 0
        if not entry.sending and not clerk.is_forsaken:
            status, size = connection.refuse(clerk.sentence or ended(memory_bytes), method, id_)
        self._log.add(connection.client, method, PATH, status, size, time.monotonic() - entry.since, id_)
        self._porter.let_go(connection)

    async def _replace(self, staff: Staff, gone: Clerk, pause: float) -> None:
        """Reap a clerk that has gone, and hire another as long as the staff serves."""
        await self._its_loop.run_in_executor(self._hiring, staff.dismiss, gone)
        self._see_off(staff)
        await asyncio.sleep(pause)
        while staff is self._staff and len(staff.clerks) < staff.size:
            try:
                clerk = await self._its_loop.run_in_executor(self._hiring, staff.hire)
            except PaingraphError as error:
                _LOG.error("%s It is tried again.", error.message)
                await asyncio.sleep(_RETRY)
                continue
            staff.clerks.append(clerk)
            self._listen(staff, clerk)
            if staff is not self._staff:  # another has taken over meanwhile
                clerk.slate.close()
                clerk.wake()
            self._porter.place_waiting()
