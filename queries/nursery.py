"""The nursery: the process that holds the graph and forks the workers, `python -m paingraph.queries.nursery`.

It has one thread, loads the graph once (unless that is on disk), and forks a worker whenever the pool sends it a
socket for one. So workers share the graph's memory, come in a millisecond, and inherit no thread and no lock of the
server. It reaps what it kills, and ends with all its workers when the pool's end of its socket closes.

It may branch: a nursery like itself, over the same memory, obeys another socket and forks workers with another duty,
which the first message on that socket names. So those who have other work for such processes need not be known here.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import struct
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from paingraph.ontology.errors import PublicationError
from paingraph.queries.loading import Storage, load
from paingraph.queries.sandbox import confine, die_with_parent, mapped_bytes
from paingraph.queries.wire import error_head, head_bytes, receive, send
from paingraph.queries.workers import serve

if TYPE_CHECKING:
    from pyoxigraph import Store as Graph

__all__ = ["BRANCH", "COMMAND", "FORK", "KILL", "Duty", "main"]

#: A command to the nursery, and its answer: the letter, and the process id of the worker or branch.
COMMAND = struct.Struct("!cI")
FORK, KILL, BRANCH = b"F", b"K", b"B"


@dataclass(frozen=True, slots=True)
class Duty:
    """What workers do: given the graph, their socket, and the memory that is mapped before, they serve."""

    serve: Callable[[Graph, socket.socket, int], None]
    #: Descriptors that a worker may hold, if it is handed any.
    descriptors: int = 0

    @classmethod
    def named(cls, head: Mapping[str, Any]) -> Duty:
        """Return the duty that a message names by its module, whose `duty` makes it of the message."""
        duty: Duty = import_module(head["duty"]).duty(head)
        return duty


def main() -> None:
    """Load the version folder of the command line and obey the socket that it names, until that closes."""
    parent, control = int(sys.argv[1]), socket.socket(fileno=int(sys.argv[2]))
    folder, storage = Path(sys.argv[3]), Storage(sys.argv[4])
    die_with_parent(parent)
    try:
        graph = load(folder, storage) if storage is Storage.MEMORY else None
    except (OSError, SyntaxError, ValueError) as error:
        send(control, head_bytes(error_head(PublicationError(f"{folder} holds no readable graph: {error}."))))
        return
    gc.freeze()  # else the first collection in each worker would copy what it looks at
    send(control, head_bytes({}))
    _Nursery(graph, folder, control, Duty(serve)).run()
    os._exit(0)  # without taking a large graph apart, node by node


class _Nursery:
    """Its workers by process id."""

    def __init__(self, graph: Graph | None, folder: Path, control: socket.socket, duty: Duty) -> None:
        self._graph = graph
        self._folder = folder
        self._control = control
        self._duty = duty
        self._workers: set[int] = set()

    def run(self) -> None:
        """Obey commands until the pool is gone."""
        try:
            while True:
                data, descriptors, _, _ = socket.recv_fds(self._control, COMMAND.size, 1)
                if len(data) < COMMAND.size:
                    return
                command, pid = COMMAND.unpack(data)
                if command == FORK:
                    pid = self._fork(descriptors[0], self._work)
                elif command == BRANCH:
                    pid = self._fork(descriptors[0], self._branch)
                else:
                    self._kill(pid)
                self._control.sendall(COMMAND.pack(command, pid))
        except OSError:
            return
        finally:
            for pid in tuple(self._workers):
                self._kill(pid)

    def _fork(self, descriptor: int, live: Callable[[socket.socket], None]) -> int:
        nursery = os.getpid()
        pid = os.fork()
        if pid == 0:
            try:
                self._control.close()
                die_with_parent(nursery)
                live(socket.socket(fileno=descriptor))
            finally:  # never return into the nursery's own code
                os._exit(0)
        os.close(descriptor)
        self._workers.add(pid)
        return pid

    def _work(self, channel: socket.socket) -> None:
        """Serve until the socket closes; an index on disk has threads of its own, so each worker opens it itself."""
        graph = self._graph or load(self._folder, Storage.DISK)
        at_rest = mapped_bytes()  # once confined, it can no longer be read
        missing = confine(files=self._graph is None, descriptors=self._duty.descriptors)
        send(channel, head_bytes({"missing": missing if at_rest else [*missing, "taking memory without limit"]}))
        self._duty.serve(graph, channel, at_rest)

    def _branch(self, control: socket.socket) -> None:
        """Be another nursery, with the duty that the socket names."""
        duty = Duty.named(json.loads(receive(control)[0]))
        gc.freeze()
        send(control, head_bytes({}))
        _Nursery(self._graph, self._folder, control, duty).run()

    def _kill(self, pid: int) -> None:
        """Kill and reap a worker of ours; the id of one that was reaped may be another's by now."""
        if pid in self._workers:
            self._workers.remove(pid)
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


if __name__ == "__main__":
    main()
