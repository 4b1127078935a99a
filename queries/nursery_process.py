"""The nursery's process, seen from the pool: started, asked to fork and to kill, and ended."""

from __future__ import annotations

import json
import logging
import os
import socket
import subprocess
import sys
from pathlib import Path

from paingraph.queries.errand import Worker
from paingraph.queries.loading import Storage
from paingraph.queries.nursery import BRANCH, COMMAND, FORK, KILL
from paingraph.queries.wire import Deadline, raised, receive

__all__ = ["NurseryProcess"]

#: Seconds that the nursery may take to fork or to kill; one that takes longer is given up.
_NURSERY_SECONDS = 20.0
#: Seconds that loading the graph may take.
_LOAD_SECONDS = 600.0
#: The engine takes and gives back much memory for each query; more of it is kept at hand, and where the system has
#: larger pages, these are asked for, since a graph is read all over. Other C libraries pass over this.
_TUNABLES = (
    "glibc.malloc.tcache_max=16384:glibc.malloc.tcache_count=500:glibc.malloc.trim_threshold=67108864"
    ":glibc.malloc.hugetlb=1"
)

_log = logging.getLogger(__name__)


class NurseryProcess:
    """The process that forks workers, seen from the keeper."""

    def __init__(self, version_folder: Path, storage: Storage) -> None:
        #: Whether it ever brought forth a worker.
        self.proven = False
        self._control, other = socket.socketpair()
        with other:
            arguments = [str(os.getpid()), str(other.fileno()), str(version_folder.absolute()), storage.value]
            self._process = subprocess.Popen(  # noqa: S603 -- our own interpreter and module
                [sys.executable, "-P", "-m", "paingraph.queries.nursery", *arguments],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[other.fileno()],
                start_new_session=True,  # Ctrl-C is for the server, which then ends its workers in order
                env={
                    "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
                    "PATH": os.environ.get("PATH", ""),
                    "GLIBC_TUNABLES": _TUNABLES,
                },
            )

    def wait_until_loaded(self) -> None:
        """Wait for the graph; PublicationError if it cannot be read."""
        head = json.loads(receive(self._control, Deadline(_LOAD_SECONDS))[0])
        if "error" in head:
            raise raised(head)
        self._control.settimeout(_NURSERY_SECONDS)

    def fork(self) -> Worker:
        """Return a worker that has said it is ready."""
        ours, theirs = socket.socketpair()
        with theirs:
            socket.send_fds(self._control, [COMMAND.pack(FORK, 0)], [theirs.fileno()])
            pid = self._answer()
        try:
            head = json.loads(receive(ours, Deadline(_NURSERY_SECONDS))[0])
        except (OSError, EOFError):
            ours.close()
            raise
        for wall in head["missing"]:
            _log.warning("This system does not let a query worker be kept from %s.", wall)
        self.proven = True
        ours.setblocking(False)
        return Worker(pid, ours)

    def kill(self, worker: Worker) -> None:
        """Kill and reap a worker, if it still lives."""
        self._control.sendall(COMMAND.pack(KILL, worker.pid))
        self._answer()

    def branch(self, control: socket.socket) -> None:
        """Have it fork a nursery like itself, which obeys that socket."""
        socket.send_fds(self._control, [COMMAND.pack(BRANCH, 0)], [control.fileno()])
        self._answer()

    def _answer(self) -> int:
        data = self._control.recv(COMMAND.size)
        if len(data) < COMMAND.size:
            raise EOFError
        return int(COMMAND.unpack(data)[1])

    def close(self) -> None:
        """End the process and, with it, its workers."""
        self._control.close()
        try:
            self._process.wait(_NURSERY_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
