"""A clerk: a process that holds clients' connections, and answers the plain requests on them by itself.

It is forked by a branch of the nursery, shares the graph's memory, and may be killed at any moment: what it is at
stands on its slate, and the porter holds an end of each connection. What is not plain, it gives back as it came.
"""

from __future__ import annotations

import gc
import logging
import os
import socket
import time
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from paingraph.api.access_log import WAIT, Lines
from paingraph.api.clientele import Client, Clientele
from paingraph.api.headers import RequestIds
from paingraph.api.messages import Reply, Request
from paingraph.api.packets import CLOSED, ENDED, LINES, PIECE, RELAY, REPORT, RETIRES
from paingraph.api.plain_http import MAX_BYTES, MEMORABLE, PlainRequest, known_request, plain_request, written
from paingraph.api.problems import problem_reply
from paingraph.api.settings import Settings
from paingraph.api.slate import Slate
from paingraph.api.sparql import PATH, Endpoint
from paingraph.queries.cache import CachedStore
from paingraph.queries.in_place import ElsewhereError, InPlaceStore
from paingraph.queries.nursery import Duty
from paingraph.queries.sandbox import limit_memory
from paingraph.queries.workers import RETIREMENT, peak_bytes

if TYPE_CHECKING:
    from paingraph.queries.in_place import Graph
    from paingraph.queries.store import Store

__all__ = ["duty"]

_T = TypeVar("_T")

#: Seconds after which a client that asks nothing is hung up on, and how often one looks.
_IDLE, _LOOK = 60.0, 10.0
#: Containers that are made before those are looked for that refer to each other; requests leave next to none.
_COLLECTED = 100_000
#: Seconds above which a request may have taken much memory.
_LONG = 0.01


def duty(terms: Mapping[str, Any]) -> Duty:
    """Return what clerks do, by the terms of the staff."""
    limits = {name: terms[name] for name in ("query_timeout", "result_limit", "memory_limit")}
    return Duty(partial(_serve, terms, Settings(data=Path(), **limits)), terms["descriptors"])


def _serve(terms: Mapping[str, Any], settings: Settings, graph: Graph, channel: socket.socket, at_rest: int) -> None:
    """Serve until the porter closes the channel."""
    _, (descriptor, *_), _, _ = socket.recv_fds(channel, 16, 1)
    slate = Slate(descriptor)
    os.close(descriptor)
    gc.set_threshold(_COLLECTED)
    if at_rest:
        limit_memory(at_rest + settings.memory_limit)
    in_place = InPlaceStore(
        graph, terms["version"], lambda limits: slate.allow(limits.seconds), federated=terms["federated"]
    )
    store: Store = CachedStore(in_place, terms["cache"]) if terms["cache"] else in_place
    endpoint = Endpoint(settings, store, updatable=terms["updatable"], aside=_at_once)
    logging.getLogger("paingraph").addHandler(_Reports(channel))
    with suppress(EOFError, OSError):
        _Clerk(endpoint, channel, slate, settings.query_timeout, logs=terms["logs"]).run()


class _Clerk:
    """What it does for its clients, one after the other."""

    def __init__(self, endpoint: Endpoint, channel: socket.socket, slate: Slate, seconds: float, *, logs: bool) -> None:
        self._endpoint = endpoint
        self._channel = channel
        self._slate = slate
        self._seconds = seconds
        self._lines = Lines() if logs else None
        self._ids = RequestIds()
        self._clientele = Clientele(channel)
        self._first_peak = peak_bytes()
        self._looked = self._wrote = time.monotonic()

    def run(self) -> None:
        """Attend to whatever comes; EOFError when the porter is gone."""
        while True:
            events = self._clientele.poll(WAIT if self._lines else _LOOK)
            for client in self._clientele.asking(events):
                self._attend(client)
            if self._slate.closed:
                self._give_all_back()
            elif not events or (self._lines and time.monotonic() - self._wrote > WAIT):
                self._rest()

    # ------------------------------------------------------------------------------------------------------- requests

    def _attend(self, client: Client) -> None:
        """Answer what lies there, if it is plain."""
        client.since = time.monotonic()
        if self._slate.claim(client.number, client.since, self._seconds):
            self._answer(client)
        self._slate.release()  # not where that failed: then the process ends, and the porter answers for it

    def _answer(self, client: Client) -> None:
        try:
            data = client.socket.recv(MAX_BYTES)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._clientele.part(client, ENDED)
            return
        request = known_request(data) if len(data) <= MEMORABLE else plain_request(data)
        id_ = self._ids(request.fields.get("x-request-id") if request else None)
        reply = self._reply(request, id_) if request else None
        if request is None or reply is None:
            self._clientele.part(client, RELAY, data)
            return
        self._slate.send()
        self._clientele.send(client, written(reply, request.method, id_, closes=request.closes), closes=request.closes)
        took = time.monotonic() - client.since
        if self._lines is not None:
            self._lines.add(client.address, request.method, PATH, reply.status, len(reply.body), took, id_)
        if took > _LONG and peak_bytes() - self._first_peak > RETIREMENT:
            self._channel.send(RETIRES)
            self._slate.close()  # and so all connections go to others

    def _reply(self, plain: PlainRequest, id_: str) -> Reply | None:
        """Have the endpoint answer; None if it is not for a clerk to do."""
        self._slate.entitle(plain.method, id_)
        base_url = f"http://{plain.fields['host']}{PATH}"
        request = Request(plain.method, plain.query_string, plain.fields, plain.body, base_url, id_)
        try:
            return _driven(self._endpoint.answer(request))
        except ElsewhereError:
            return None
        except MemoryError:  # there is none to go on with
            raise
        except Exception as error:  # every error is an answer, and reported there if it is ours
            return problem_reply(error, request)

    # ---------------------------------------------------------------------------------------------------- in between

    def _give_all_back(self) -> None:
        """Give all connections back, those too that are just arriving."""
        self._clientele.take_in_all()
        self._write()
        self._clientele.give_all_back()

    def _rest(self) -> None:
        """Do what can wait: write the log, and hang up on who asks nothing."""
        self._write()
        now = time.monotonic()
        if now - self._looked > _LOOK:
            self._looked = now
            for client in self._clientele.silent_since(now - _IDLE):
                if self._slate.claim(client.number, now, self._seconds):
                    self._clientele.part(client, CLOSED)
                self._slate.release()

    def _write(self) -> None:
        self._wrote = time.monotonic()
        if self._lines:
            text = self._lines.take().encode()
            for start in range(0, len(text), PIECE):
                self._channel.send(LINES + text[start : start + PIECE])


class _Reports(logging.Handler):
    """Hands what is logged to the porter, whose log it belongs to."""

    def __init__(self, channel: socket.socket) -> None:
        super().__init__(logging.WARNING)
        self._channel = channel

    def emit(self, record: logging.LogRecord) -> None:
        """Hand over."""
        with suppress(OSError):
            self._channel.send(REPORT + self.format(record).encode("utf-8", "replace")[:PIECE])


def _driven(coroutine: Coroutine[Any, Any, _T]) -> _T:
    """Run a coroutine that never waits."""
    try:
        coroutine.send(None)
    except StopIteration as done:
        result: _T = done.value
        return result
    coroutine.close()
    raise RuntimeError("what a clerk answers must not wait")


async def _at_once(function: Callable[..., bytes], *arguments: object) -> bytes:
    """Run here and now: the clerk has nothing else to do."""
    return function(*arguments)
