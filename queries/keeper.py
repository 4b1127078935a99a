"""The keeper: the one thread that starts the nursery, and asks it to fork and to kill.

It lives as long as the pool, because the kernel ends a process with the thread that started it.
"""

from __future__ import annotations

import logging
import queue
import socket
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from paingraph.ontology.errors import PaingraphError, ServiceError
from paingraph.queries.errand import Worker
from paingraph.queries.loading import Storage
from paingraph.queries.nursery_process import NurseryProcess

__all__ = ["Keeper", "closing"]

#: Seconds until a nursery that never had a worker is tried again.
_RETRY_SECONDS = 2.0

_log = logging.getLogger(__name__)


class Keeper:
    """Sees to it that there are so many workers.

    `welcome` is called with each new worker, `mourn` with the reason when all of them ended with their nursery; both in
    the keeper's thread.
    """

    def __init__(
        self,
        version_folder: Path,
        storage: Storage,
        size: int,
        welcome: Callable[[Worker], None],
        mourn: Callable[[PaingraphError], None],
    ) -> None:
        self._version_folder = version_folder
        self._storage = storage
        self._size = size
        self._welcome = welcome
        self._mourn = mourn
        self._closed = threading.Event()
        self._workers: set[Worker] = set()
        self._wishes: queue.SimpleQueue[Worker | _Branch | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._keep, name="worker-keeper", daemon=True)
        self._thread.start()

    def replace(self, fallen: Worker) -> None:
        """Have a worker killed, if it is alive, and another forked."""
        self._wishes.put(fallen)

    def branch(self, control: socket.socket) -> Future[None]:
        """Have another nursery forked over the same graph, which obeys that socket and ends with the first.

        What is returned tells when that is done, or raises ServiceError if it cannot be now.
        """
        wish = _Branch(control, Future())
        self._wishes.put(wish)
        return wish.done

    def close(self) -> None:
        """End all processes; who waits on a worker reads the end of its socket, and closes that.

        From now on nothing more is asked of the keeper.
        """
        self._closed.set()
        self._wishes.put(None)
        self._thread.join()
        while not self._wishes.empty():
            match self._wishes.get():
                case Worker() as fallen:
                    fallen.channel.close()
                case _Branch() as wish:
                    wish.done.set_exception(closing())
        for worker in self._workers:
            with suppress(OSError):  # it may be closed already
                worker.channel.shutdown(socket.SHUT_RDWR)

    def _keep(self) -> None:
        nursery: NurseryProcess | None = None
        while not self._closed.is_set():
            try:
                if nursery is None:
                    nursery = NurseryProcess(self._version_folder, self._storage)
                    nursery.wait_until_loaded()
                while len(self._workers) < self._size and not self._closed.is_set():
                    self._workers.add(worker := nursery.fork())
                    self._welcome(worker)
                match self._wishes.get():
                    case Worker() as fallen:
                        fallen.channel.close()
                        if fallen in self._workers:
                            self._workers.remove(fallen)
                            nursery.kill(fallen)
                    case _Branch() as wish:
                        wish.fulfil(nursery)
            except (OSError, EOFError, PaingraphError) as error:
                self._abandon(nursery, error)
                nursery = None
        if nursery:
            nursery.close()

    def _abandon(self, nursery: NurseryProcess | None, error: Exception) -> None:
        """Give up a nursery that failed; its workers end with it, and those under way are given back by who asks."""
        if nursery:
            nursery.close()
        if not self._closed.is_set():
            _log.error("The process that evaluates queries failed and is started again: %r", error)
        self._workers.clear()
        self._mourn(error if isinstance(error, PaingraphError) else ServiceError(str(error)))
        if not (nursery and nursery.proven):
            self._closed.wait(_RETRY_SECONDS)


@dataclass(frozen=True, slots=True)
class _Branch:
    """The wish for a branch of the nursery, and whether it is fulfilled."""

    control: socket.socket
    done: Future[None]

    def fulfil(self, nursery: NurseryProcess) -> None:
        """Ask for it; what fails here fails for whoever wished it, too."""
        try:
            nursery.branch(self.control)
        except (OSError, EOFError) as error:
            self.done.set_exception(ServiceError("Queries cannot be evaluated now.", retry_after=5))
            raise error
        self.done.set_result(None)


def closing() -> ServiceError:
    """Return the error of whoever comes too late."""
    return ServiceError("The store is closed.", retry_after=1)
