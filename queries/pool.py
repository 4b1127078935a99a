"""The pool: keeps workers warm, gives each query one, keeps the deadline, and replaces what dies.

One thread, the keeper, starts the nursery and asks it to fork and to kill; it lives as long as the pool, because the
kernel ends a process with the thread that started it. Whoever asks does so in an event loop, whichever it is, and
takes an idle worker or waits for one in line; a worker that is given back goes at once to the next in line.
"""

from __future__ import annotations

import asyncio
import json
import logging
import queue
import socket
import threading
import time
from collections import deque
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from paingraph.ontology.errors import BusyError, PaingraphError, ServiceError
from paingraph.queries.errand import Errand, Worker
from paingraph.queries.loading import Storage
from paingraph.queries.nursery_process import NurseryProcess
from paingraph.queries.store import Limits
from paingraph.queries.wire import ended, framed, raised, too_slow

__all__ = ["WorkerPool"]

#: Seconds that a query waits for an idle worker.
PATIENCE = 0.4
#: Seconds that a second errand waits behind the first until it is taken back.
_LOOK_SECONDS = 0.05
#: Seconds until a nursery that never had a worker is tried again.
_RETRY_SECONDS = 2.0

_log = logging.getLogger(__name__)


class WorkerPool:
    """So many workers on one version of the graph."""

    def __init__(self, version_folder: Path, storage: Storage, size: int, patience: float = PATIENCE) -> None:
        self._version_folder = version_folder
        self._storage = storage
        self._size = size
        self._patience = patience
        self._idle: deque[Worker] = deque()
        self._waiting: deque[Errand] = deque()
        #: Workers that have errands; each is added and taken away in the loop of these.
        self._busy: set[Worker] = set()
        self._changed = threading.Condition()
        self._closed = False
        self._failure: PaingraphError | None = None
        self._wishes: queue.SimpleQueue[Worker | _Branch | None] = queue.SimpleQueue()
        self._keeper = threading.Thread(target=self._keep, name="worker-keeper", daemon=True)
        self._keeper.start()

    def wait_until_ready(self) -> None:
        """Wait for the first worker; raise what kept the nursery from starting."""
        with self._changed:
            self._changed.wait_for(lambda: self._idle or self._failure or self._closed)
            if self._failure:
                raise self._failure

    async def ask(self, request: bytes, query: bytes, limits: Limits) -> tuple[dict[str, Any], bytes]:
        """Have a worker answer; the errors are those of `Store.evaluate`. To cancel it ends the query."""
        errand = Errand(framed(request, query))
        timer = errand.loop.call_later(limits.seconds, errand.fail, TimeoutError())
        try:
            self._send(errand)
            answered, body = await errand.reply
        except TimeoutError as error:
            raise too_slow(limits) from error
        except (OSError, EOFError) as error:
            if self._closed:
                raise _closing() from error
            raise ended(limits.memory_bytes) from error
        finally:
            timer.cancel()
            self._leave(errand)
        head: dict[str, Any] = json.loads(answered)
        if "error" in head:
            raise raised(head)
        return head, body

    def branch(self, control: socket.socket) -> None:
        """Have another nursery forked over the same graph, which obeys that socket and ends with this pool's.

        Raises:
            ServiceError: it cannot be had now.
        """
        wish = _Branch(control, Future())
        with self._changed:
            if self._closed:
                raise _closing()
            self._wishes.put(wish)
        wish.done.result()

    def close(self) -> None:
        """End all processes; queries under way fail."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
            self._wishes.put(None)
            for errand in self._waiting:
                errand.call(errand.fail, _closing())
        self._keeper.join()

    # -------------------------------------------------------------------------- errands and workers, each in one loop

    def _send(self, errand: Errand, *, first: bool = False) -> None:
        """Give an errand to a worker, or let it stand in line, as the first if it stood there before."""
        with self._changed:
            if self._closed:
                raise _closing()
            worker = self._idle.pop() if self._idle else self._soon_free(errand)
            if worker:
                worker.errands.append(errand)
                errand.worker = worker
            else:
                self._waiting.insert(0 if first else len(self._waiting), errand)
                errand.in_line = True
        if worker:
            self._begin(errand)
        else:
            errand.patience = errand.loop.call_later(self._patience, self._lose_patience, errand)

    def _soon_free(self, errand: Errand) -> Worker | None:
        return next((worker for worker in self._busy if worker.takes_second(errand.loop)), None)

    def _begin(self, errand: Errand) -> None:
        """Send an errand to its worker; one that died in its sleep falls, and another gets the errand."""
        worker = errand.worker
        if worker is None:
            return
        if worker.is_idle:
            worker.listen(errand.loop, self._receive)
            with self._changed:
                self._busy.add(worker)
        if worker.errands[0] is not errand:
            self._look_later(worker)
        errand.begun = True
        try:
            worker.send(errand.frame)
        except OSError:
            self._fall(worker)

    def _receive(self, worker: Worker) -> None:
        """Pass answers on, and give the worker what comes next."""
        try:
            answers = worker.receive()
        except (OSError, EOFError) as error:
            if worker.errands and (errand := worker.errands.popleft()):
                errand.worker = None
                errand.fail(error)
            self._fall(worker)
            return
        for head, body in answers:
            errand = worker.answered()
            if errand:
                errand.worker = None
                if not errand.reply.done():
                    errand.reply.set_result((head, body))
            if b'"retires":true' in head:
                self._fall(worker)
                return
        if answers:
            if worker.errands and worker.errands[0] is None:
                self._look_later(worker)
            self._go_on(worker)

    def _go_on(self, worker: Worker) -> None:
        """Give a worker the next in line, or let it rest."""
        begun = []
        with self._changed:
            loop = asyncio.get_running_loop()
            while self._waiting and self._waiting[0].loop is loop and len(worker.errands) < 2:
                if worker.errands and not worker.takes_second(loop):
                    break
                errand = self._waiting.popleft()
                errand.worker, errand.in_line = worker, False
                worker.errands.append(errand)
                begun.append(errand)
        if not worker.errands:
            self._release(worker)
        for errand in begun:
            self._begin(errand)

    def _look(self, worker: Worker) -> None:
        """Take a second errand back from a worker that is long at the first; end one that is long at nobody's."""
        worker.look = None
        if not worker.errands or worker.errands[-1] is worker.errands[0] is not None:
            return
        if time.perf_counter() - worker.since < _LOOK_SECONDS:
            self._look_later(worker)
        elif worker.errands[0] is None:
            self._fall(worker)
        elif errand := worker.errands[1]:
            worker.errands[1] = None
            self._again(errand)

    def _look_later(self, worker: Worker) -> None:
        if worker.look is None:
            worker.look = asyncio.get_running_loop().call_later(_LOOK_SECONDS, self._look, worker)

    def _again(self, errand: Errand) -> None:
        errand.worker, errand.begun = None, False
        try:
            self._send(errand, first=True)
        except ServiceError as error:
            errand.fail(error)

    def _lose_patience(self, errand: Errand) -> None:
        if errand.in_line:
            errand.fail(
                ServiceError("Queries cannot be evaluated now.", retry_after=5)
                if self._failure
                else BusyError(f"All {self._size} query workers are busy; try again shortly.", retry_after=1)
            )

    def _leave(self, errand: Errand) -> None:
        """Take an errand out of line, or away from its worker, which must not go on with it."""
        if errand.patience:
            errand.patience.cancel()
        with self._changed:
            if errand.in_line:
                self._waiting.remove(errand)
                errand.in_line = False
            worker, errand.worker = errand.worker, None
        if worker is None:
            return
        if worker.errands[0] is not errand:
            worker.errands[1] = None
        elif errand.begun:
            worker.errands.popleft()
            self._fall(worker)
        else:
            worker.errands.popleft()
            self._give_back(worker)

    def _release(self, worker: Worker) -> None:
        worker.rest()
        with self._changed:
            self._busy.discard(worker)
        self._give_back(worker)

    def _fall(self, worker: Worker) -> None:
        """Give a worker up, and what it had not begun to others."""
        worker.rest()
        left = [errand for errand in worker.errands if errand]
        worker.errands.clear()
        with self._changed:
            self._busy.discard(worker)
            if self._closed:
                worker.channel.close()
            else:
                self._wishes.put(worker)
        for errand in left:
            self._again(errand)

    # ------------------------------------------------------------------------------------------- workers, any thread

    def _give_back(self, worker: Worker) -> None:
        """Let a worker go to the next in line, or be idle."""
        with self._changed:
            if self._closed:
                worker.channel.close()
                return
            if not self._waiting:
                self._idle.append(worker)
                self._changed.notify_all()
                return
            errand = self._waiting.popleft()
            errand.worker, errand.in_line = worker, False
            worker.errands.append(errand)
        errand.call(self._begin, errand)

    # ------------------------------------------------------------------------------------------- the keeper's thread

    def _keep(self) -> None:
        nursery: NurseryProcess | None = None
        workers: set[Worker] = set()
        while not self._closed:
            try:
                if nursery is None:
                    nursery = NurseryProcess(self._version_folder, self._storage)
                    nursery.wait_until_loaded()
                    self._failure = None
                while len(workers) < self._size and not self._closed:
                    workers.add(worker := nursery.fork())
                    self._give_back(worker)
                match self._wishes.get():
                    case Worker() as fallen:
                        fallen.channel.close()
                        if fallen in workers:
                            workers.remove(fallen)
                            nursery.kill(fallen)
                    case _Branch() as wish:
                        wish.fulfil(nursery)
            except (OSError, EOFError, PaingraphError) as error:
                self._abandon(nursery, workers, error)
                nursery = None
        self._dismiss(workers)
        if nursery:
            nursery.close()

    def _abandon(self, nursery: NurseryProcess | None, workers: set[Worker], error: Exception) -> None:
        """Give up a nursery that failed; its workers end with it, and those under way are given back by who asks."""
        if nursery:
            nursery.close()
        if not self._closed:
            _log.error("The process that evaluates queries failed and is started again: %r", error)
        with self._changed:
            for worker in self._idle:
                worker.channel.close()
            self._idle.clear()
            workers.clear()
            self._failure = error if isinstance(error, PaingraphError) else ServiceError(str(error))
            self._changed.notify_all()
            if not (nursery and nursery.proven):
                self._changed.wait_for(lambda: self._closed, _RETRY_SECONDS)

    def _dismiss(self, workers: set[Worker]) -> None:
        """Let the pool's end of each socket go; the thread that waits on one closes it itself."""
        with self._changed:
            unused = {*self._idle}
            self._idle.clear()
            while not self._wishes.empty():
                match self._wishes.get():
                    case Worker() as fallen:
                        unused.add(fallen)
                    case _Branch() as wish:
                        wish.done.set_exception(_closing())
            for worker in unused:
                worker.channel.close()
            for worker in workers - unused:
                with suppress(OSError):
                    worker.channel.shutdown(socket.SHUT_RDWR)


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


def _closing() -> ServiceError:
    return ServiceError("The store is closed.", retry_after=1)
