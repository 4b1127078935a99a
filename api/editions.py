"""Editions: the application over one version after the other; whoever is being answered keeps the one that answers.

An edition is all that is made from a version: store, workers, indexes, pages. A new one is made whole before it takes
over, and the old one is closed when its last request is answered, so that no query is dropped.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from paingraph.api.messages import Answering, Reply, Request

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

    from paingraph.api.porter import Porter
    from paingraph.api.staff import Staff

__all__ = ["Edition", "Editions"]


@dataclass(slots=True, eq=False)
class Edition:
    """An application, its endpoint for queries, and how what they hold is let go."""

    application: WSGIApplication
    endpoint: Answering
    close: Callable[[], None]
    #: Processes that answer queries by themselves.
    staff: Staff | None = None
    #: Requests that it is answering, and one for its staff while that serves.
    users: int = field(default=0, init=False)


class Editions:
    """A WSGI application and an endpoint that answer by the newest edition."""

    def __init__(self, make: Callable[[Path | None], Edition], porter: Porter | None = None) -> None:
        """Make editions by `make`, and let the porter know the staff of the newest."""
        self._make = make
        self._porter = porter
        self._current: Edition | None = None
        self._folder: Path | None = None
        self._lock = threading.Lock()

    def open(self, version_folder: Path | None) -> None:
        """Make the edition of a version (or of a store that is kept elsewhere) and let it take over."""
        if self._current is not None and version_folder == self._folder:
            return
        edition = self._make(version_folder)
        with self._lock:
            before, self._current, self._folder = self._current, edition, version_folder
            edition.users += edition.staff is not None
            unused = before is not None and before.users == 0
        if self._porter:
            self._porter.take(edition.staff, partial(self._leave, before) if before and before.staff else None)
        if before is not None and unused:
            before.close()

    @contextmanager
    def borrow(self) -> Iterator[Edition]:
        """Hold the newest edition for the time of one request."""
        with self._lock:
            edition = self._current
            assert edition is not None, "opened before it is asked"
            edition.users += 1
        try:
            yield edition
        finally:
            self._leave(edition)

    def _leave(self, edition: Edition) -> None:
        with self._lock:
            edition.users -= 1
            last = edition.users == 0 and edition is not self._current
        if last:  # its workers take their time to end, and nobody shall wait for them
            threading.Thread(target=edition.close, name="edition-closing").start()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request by the application of the newest edition."""
        with self.borrow() as edition:
            return edition.application(environ, start_response)

    async def answer(self, request: Request) -> Reply | None:
        """Answer one request by the endpoint of the newest edition."""
        with self.borrow() as edition:
            return await edition.endpoint.answer(request)

    def close(self) -> None:
        """Let go of everything; nothing is answered any more."""
        with self._lock:
            edition, self._current = self._current, None
        if edition is not None:
            edition.close()
