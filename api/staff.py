"""The staff: the clerks over one version, processes that answer clients by themselves, hired and dismissed here.

All methods wait for the nursery's branch, which is a moment each, and are called by one thread at a time.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import socket
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from paingraph.api.connection import Connection
from paingraph.api.packets import NUMBER
from paingraph.api.slate import Slate
from paingraph.ontology.errors import PaingraphError, ServiceError
from paingraph.queries.nursery import COMMAND, FORK, KILL
from paingraph.queries.wire import Deadline, Frames, head_bytes, raised, receive, send

__all__ = ["DESCRIPTORS", "Clerk", "Staff"]

#: Descriptors that a clerk may hold: one for each connection, and a few.
DESCRIPTORS = 4_096
#: Seconds that the branch may take to come, to fork or to kill.
_SECONDS = 20.0
#: The module that tells clerks what to do.
_DUTY = "paingraph.api.clerk"
_PACKET = 65_536
#: The clock of another process is named by its id and this number (linux/posix-timers.h, CPUCLOCK_SCHED).
_PROCESS_CLOCK = 2

_LOG = logging.getLogger(__name__)


class Clerk:
    """A process that answers clients, seen from the porter: a channel of packets, a slate, and whom it serves."""

    def __init__(self, pid: int, channel: socket.socket, slate: Slate) -> None:
        self.pid = pid
        self.channel = channel
        self.slate = slate
        self.connections: dict[int, Connection] = {}
        #: What is told to the client for whose request the process is ended; none if it ends of itself.
        self.sentence: PaingraphError | None = None
        #: Whether that client is gone, so that nothing is told.
        self.is_forsaken = False
        #: Whether it has grown so large that another should take its place.
        self.retires = False
        #: Whether it has not been heard of.
        self.is_new = True
        #: The request that custody saw it at, the processor time that it had spent when first seen, and the verdict.
        self.seen: tuple[int, float] = (0, 0.0)
        self.spent = 0.0
        self.is_long = False

    def take(self, connection: Connection) -> bool:
        """Serve a connection from now on; false if that cannot be."""
        connection.clerk = self
        self.connections[connection.number] = connection
        message = NUMBER.pack(connection.number) + connection.client.encode()
        try:
            socket.send_fds(self.channel, [message], [connection.socket.fileno()])
        except OSError:
            connection.detach()
            return False
        return True

    def wake(self) -> None:
        """Look at the slate."""
        with suppress(OSError):  # it is gone, or has more than enough to wake it
            self.channel.send(b"wake")

    def cpu_seconds(self) -> float:
        """Return the processor time that the process has spent."""
        try:
            return time.clock_gettime((~self.pid << 3) | _PROCESS_CLOCK)
        except OSError:  # it is gone
            return 0.0

    def kill(self) -> None:
        """End the process; it stays unreaped until it is dismissed, so its id is nobody else's."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)


class Staff:
    """So many clerks, by `branch`, which has a nursery obey a socket, and `terms`, what each clerk must know."""

    def __init__(self, branch: Callable[[socket.socket], None], terms: Mapping[str, Any], size: int) -> None:
        self._branch = branch
        self._terms = head_bytes({"duty": _DUTY, "descriptors": DESCRIPTORS, **terms})
        self._control: socket.socket | None = None
        self.size = size
        #: Bytes of memory that a query may use, as the terms say.
        self.memory_bytes: int = terms["memory_limit"]
        #: The clerks that serve; the porter adds and takes away.
        self.clerks: list[Clerk] = []
        #: Called when the last clerk of a staff that serves no more has gone.
        self.on_end: Callable[[], None] | None = None
        while len(self.clerks) < size:
            self.clerks.append(self.hire())

    def hire(self) -> Clerk:
        """Return a clerk that is ready.

        Raises:
            ServiceError: none can be had now.
        """
        try:
            return self._hired()
        except (OSError, EOFError) as error:
            self.end()
            raise ServiceError(f"No process can be started that answers queries: {error!r}.", retry_after=5) from error

    def _hired(self) -> Clerk:
        control = self._control or self._open()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        slate = Slate.descriptor()
        try:
            with theirs:
                socket.send_fds(control, [COMMAND.pack(FORK, 0)], [theirs.fileno()])
                pid = self._answer(control)
            ours.settimeout(_SECONDS)
            [(head, _)] = Frames().feed(ours.recv(_PACKET))
            socket.send_fds(ours, [b"slate"], [slate])
            clerk = Clerk(pid, ours, Slate(slate))
        except BaseException:
            ours.close()
            raise
        finally:
            os.close(slate)
        for wall in json.loads(head)["missing"]:
            _LOG.warning("This system does not let a query's process be kept from %s.", wall)
        ours.setblocking(False)
        return clerk

    def dismiss(self, clerk: Clerk) -> None:
        """Kill and reap a clerk, if it still lives."""
        if self._control is None:
            return
        try:
            self._control.sendall(COMMAND.pack(KILL, clerk.pid))
            self._answer(self._control)
        except (OSError, EOFError):
            self.end()

    def end(self) -> None:
        """Let the branch go, and with it all clerks."""
        if self._control:
            self._control.close()
            self._control = None

    def _open(self) -> socket.socket:
        control, theirs = socket.socketpair()
        try:
            with theirs:
                self._branch(theirs)
            send(control, self._terms)
            head = json.loads(receive(control, Deadline(_SECONDS))[0])
            if "error" in head:
                raise raised(head)
        except BaseException:
            control.close()
            raise
        control.settimeout(_SECONDS)
        self._control = control
        return control

    @staticmethod
    def _answer(control: socket.socket) -> int:
        data = control.recv(COMMAND.size)
        if len(data) < COMMAND.size:
            raise EOFError
        return int(COMMAND.unpack(data)[1])
