"""The pool: keeps workers warm, gives each query one, keeps the deadline, and has replaced what dies.

Whoever asks does so in an event loop, whichever it is, and takes an idle worker or waits for one in line; a worker that
is given back goes at once to the next in line.
"""

from __future__ import annotations

import json
import socket
import threading
from collections import deque
from pathlib import Path
from typing import Any

from paingraph.ontology.errors import BusyError, PaingraphError, ServiceError
from paingraph.queries.errand import Errand, Worker
from paingraph.queries.keeper import Keeper, closing
from paingraph.queries.loading import Storage
from paingraph.queries.store import Limits
from paingraph.queries.wire import ended, framed, raised, too_slow

__all__ = ["WorkerPool"]

#: Seconds that a query waits for an idle worker.
PATIENCE = 0.4


class WorkerPool:
    """So many workers on one version of the graph."""

    def __init__(self, version_folder: Path, storage: Storage, size: int, patience: float = PATIENCE) -> None:
        self._size = size
        self._patience = patience
        self._idle: deque[Worker] = deque()
        self._waiting: deque[Errand] = deque()
        self._changed = threading.Condition()
        self._closed = False
        self._failure: PaingraphError | None = None
        self._keeper = Keeper(version_folder, storage, size, self._welcome, self._mourn)

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
                raise closing() from error
            raise ended(limits.memory_bytes) from error
        finally:
            timer.cancel()
            self._leave(errand)
        head: dict[str, Any] = json.loads(answered)
        if "error" in head:
            raise raised(head)
        return head, body

    def branch(self, control: socket.socket) -> None:
        """Have another nursery forked over the same graph; see `Keeper.branch`."""
        with self._changed:
            if self._closed:
                raise closing()
            done = self._keeper.branch(control)
        done.result()

    def close(self) -> None:
        """End all processes; queries under way fail."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
            for errand in self._waiting:
                errand.call(errand.fail, closing())
            self._close_idle()
        self._keeper.close()

    # ---------------------------------------------------------------------------------------------- in an errand's loop

    def _send(self, errand: Errand, *, first: bool = False) -> None:
        """Give an errand to a worker, or let it stand in line, as the first if it stood there before."""
        with self._changed:
            if self._closed:
                raise closing()
            if self._idle:
                errand.worker = self._idle.pop()
            else:
                self._waiting.insert(0 if first else len(self._waiting), errand)
                errand.in_line = True
        if errand.worker:
            self._begin(errand)
        else:
            errand.patience = errand.loop.call_later(self._patience, self._lose_patience, errand)

    def _begin(self, errand: Errand) -> None:
        """Send an errand to its worker; if that died in its sleep, another gets the errand."""
        worker = errand.worker
        if worker is None:  # nobody waits for the answer any more
            return
        errand.begun = True
        try:
            worker.run(errand, self._receive)
        except OSError:
            self._fall(worker)
            errand.worker, errand.begun = None, False
            try:
                self._send(errand, first=True)
            except ServiceError as error:
                errand.fail(error)

    def _receive(self, worker: Worker) -> None:
        """Pass an answer on, and let the worker rest."""
        errand = worker.errand
        try:
            answer = worker.receive()
        except (OSError, EOFError) as error:
            self._fall(worker)
            if errand:
                errand.worker = None
                errand.fail(error)
            return
        if answer is None or errand is None:
            return
        errand.worker = None
        if not errand.reply.done():
            errand.reply.set_result(answer)
        if b'"retires":true' in answer[0]:
            self._fall(worker)
        else:
            worker.rest()
            self._give_back(worker)

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
        if worker and errand.begun:
            self._fall(worker)
        elif worker:
            self._give_back(worker)

    def _fall(self, worker: Worker) -> None:
        """Give a worker up."""
        worker.rest()
        with self._changed:
            if self._closed:
                worker.channel.close()
            else:
                self._keeper.replace(worker)

    # ---------------------------------------------------------------------------------------------------- in any thread

    def _give_back(self, worker: Worker) -> None:
        """Let a worker go to the next in line, or be idle."""
        with self._changed:
            if self._closed:
                worker.channel.close()
            elif self._waiting:
                errand = self._waiting.popleft()
                errand.worker, errand.in_line = worker, False
                errand.call(self._begin, errand)
            else:
                self._idle.append(worker)
                self._changed.notify_all()

    def _welcome(self, worker: Worker) -> None:
        self._failure = None
        self._give_back(worker)

    def _mourn(self, failure: PaingraphError) -> None:
        with self._changed:
            self._close_idle()
            self._failure = failure
            self._changed.notify_all()

    def _close_idle(self) -> None:
        while self._idle:
            self._idle.pop().channel.close()
