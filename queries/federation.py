"""Queries that ask other services too: each is evaluated in a process that may open sockets, and nothing else may.

`python -m paingraph.queries.federation` holds the version's graph and answers one query after the other, as a worker
does, under the same limits of time, memory and size. It may reach the network, so the guard lets into it only what
calls hosts of the operator's list. It is started by the first such query, and anew when one has taken it down.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from paingraph.ontology.errors import BusyError, PublicationError
from paingraph.queries.callers import CALLER, Caller
from paingraph.queries.loading import Storage, load
from paingraph.queries.sandbox import confine, die_with_parent, mapped_bytes
from paingraph.queries.services import refuse_services
from paingraph.queries.store import Limits
from paingraph.queries.wire import Deadline, ended, error_head, head_bytes, raised, receive, send, too_slow
from paingraph.queries.workers import serve

__all__ = ["Federation", "main"]

#: Seconds that loading the graph may take, before the time of the query begins.
_LOAD_SECONDS = 600.0
#: Seconds that a query waits for the one before it.
PATIENCE = 5.0


class Federation:
    """One process that may reach the listed hosts, used by one query at a time."""

    def __init__(self, version_folder: Path, storage: Storage, hosts: Sequence[str]) -> None:
        self._arguments = [str(version_folder.absolute()), storage.value, ",".join(hosts)]
        self._hosts = hosts
        self._lock = threading.Lock()
        # The kernel ends a process with the thread that started it, so that thread must last.
        self._starter = ThreadPoolExecutor(1, thread_name_prefix="federation")
        self._process: subprocess.Popen[bytes] | None = None
        self._channel: socket.socket | None = None
        self._closed = False

    def ask(self, request: bytes, query: bytes, limits: Limits) -> tuple[dict[str, Any], bytes]:
        """Have the query answered; the errors are those of `Store.evaluate`."""
        refuse_services(query.decode("utf-8", "surrogatepass"), self._hosts)  # before others must wait for it
        if not self._lock.acquire(timeout=PATIENCE):
            raise BusyError("Another query is asking other services; try again shortly.", retry_after=5)
        sound = False
        try:
            channel = self._channel or self._starter.submit(self._start).result()
            deadline = Deadline(limits.seconds)
            with (CALLER.get() or Caller()).waiting(partial(channel.shutdown, socket.SHUT_RDWR)):
                send(channel, request, query)
                answered, body = receive(channel, deadline)
            head: dict[str, Any] = json.loads(answered)
            sound = not head["retires"]
        except TimeoutError as error:
            raise too_slow(limits) from error
        except (OSError, EOFError) as error:
            raise ended(limits.memory_bytes) from error
        finally:
            if not sound:
                self._end()
            self._lock.release()
        if "error" in head:
            raise raised(head)
        return head, body

    def close(self) -> None:
        """End the process; a query under way fails."""
        self._closed = True
        process = self._process
        if process is not None:
            with suppress(OSError):
                process.kill()
        with self._lock:
            self._end()
        self._starter.shutdown()

    def _start(self) -> socket.socket:
        """Start the process and wait until it has loaded the graph."""
        if self._closed:
            raise OSError("closed")
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [
                    *(sys.executable, "-P", "-m", "paingraph.queries.federation"),
                    *(str(os.getpid()), str(theirs.fileno()), *self._arguments),
                ],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
                env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PATH": os.environ.get("PATH", "")},
            )
        self._channel = ours
        head = json.loads(receive(ours, Deadline(_LOAD_SECONDS))[0])
        if "error" in head:
            raise raised(head)
        return ours

    def _end(self) -> None:
        process, channel = self._process, self._channel
        self._process = self._channel = None
        if channel is not None:
            channel.close()
        if process is not None:
            process.kill()
            process.wait()


def main() -> None:
    """Load the version of the command line and answer what comes through the socket that it names."""
    parent, channel = int(sys.argv[1]), socket.socket(fileno=int(sys.argv[2]))
    folder, storage, hosts = Path(sys.argv[3]), Storage(sys.argv[4]), sys.argv[5].split(",")
    die_with_parent(parent)
    try:
        graph = load(folder, storage)
    except (OSError, SyntaxError, ValueError) as error:
        send(channel, head_bytes(error_head(PublicationError(f"{folder} holds no readable graph: {error}."))))
        return
    at_rest = mapped_bytes()
    missing = confine(files=True, network=True)
    send(channel, head_bytes({"missing": missing}))
    serve(graph, channel, at_rest, hosts)


if __name__ == "__main__":
    main()
