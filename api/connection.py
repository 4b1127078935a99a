"""A client's connection, as the porter holds it: whoever answers on it, the porter keeps an end of it."""

from __future__ import annotations

import select
import socket
from contextlib import suppress
from itertools import count
from typing import TYPE_CHECKING

from paingraph.api.messages import Request
from paingraph.api.plain_http import MAX_BYTES, written
from paingraph.api.problems import problem_reply
from paingraph.ontology.errors import PaingraphError

if TYPE_CHECKING:
    from paingraph.api.staff import Clerk

__all__ = ["Connection"]

_numbers = count(1)


class Connection:
    """One that was accepted."""

    __slots__ = ("clerk", "client", "closes", "number", "rest", "socket", "unread", "until")

    def __init__(self, accepted: socket.socket, address: tuple[str, int]) -> None:
        self.socket = accepted
        #: Address and port of the client, as granian writes them.
        self.client = f"[{address[0]}]:{address[1]}" if ":" in address[0] else f"{address[0]}:{address[1]}"
        self.number = next(_numbers)
        #: Who serves it, if a clerk does.
        self.clerk: Clerk | None = None
        #: What is still to be sent of an answer, before anything else.
        self.rest = bytearray()
        #: Whether it is to be closed after that.
        self.closes = False
        #: What was read of a request, and is for the server proper to read.
        self.unread = b""
        #: Until when it waits for a clerk.
        self.until = 0.0

    @property
    def has_input(self) -> bool:
        """Whether something lies there to be read, be it the end."""
        return bool(self._state(select.POLLIN))

    @property
    def is_gone(self) -> bool:
        """Whether the client has hung up."""
        return bool(self._state(select.POLLRDHUP))

    def detach(self) -> None:
        """Take it from its clerk, if it has one."""
        if self.clerk:
            del self.clerk.connections[self.number]
            self.clerk = None

    def refuse(self, error: PaingraphError, method: str, id_: str) -> tuple[int, int]:
        """Answer a request by an error, and close; return status and bytes of the body."""
        reply = problem_reply(error, Request(method, b"", {}, b"", "http://localhost/sparql", id_))
        with suppress(OSError):
            self.socket.recv(MAX_BYTES)  # what is left unread would make the client's kernel forget the answer
        with suppress(OSError):
            self.socket.send(written(reply, method, id_, closes=True))
        self.close()
        return reply.status, len(reply.body)

    def close(self) -> None:
        """Hang up; the client notices once nobody else holds the connection."""
        self.socket.close()

    def _state(self, events: int) -> int:
        poll = select.poll()
        poll.register(self.socket, events)
        return sum(state for _, state in poll.poll(0))
