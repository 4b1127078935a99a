"""The clients of a clerk: connections that the porter hands over to it, and takes back."""

from __future__ import annotations

import select
import socket
import struct
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress

from paingraph.api.packets import BACK, CLOSED, ENDED, NUMBER, PIECE, RELAY, REST

__all__ = ["Client", "Clientele"]

#: A descriptor that comes with a packet.
_DESCRIPTOR = struct.Struct("@i")
#: Seconds in which a client must take an answer; the porter sends the rest to those that are slower.
_PROMPT = 0.1


class Client:
    """A client's connection."""

    __slots__ = ("address", "number", "since", "socket")

    def __init__(self, descriptor: int, number: int, address: str) -> None:
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM, 0, fileno=descriptor)
        self.number = number
        self.address = address
        #: When it asked last.
        self.since = time.monotonic()

    def takes_more(self, until: float) -> bool:
        """Wait till it can take more of an answer, or that moment has come."""
        poll = select.poll()
        poll.register(self.socket, select.POLLOUT)
        left = until - time.monotonic()
        return left > 0 and bool(poll.poll(left * 1_000))


class Clientele:
    """The clients by descriptor, and the channel on which they come from the porter and go back to it."""

    def __init__(self, channel: socket.socket) -> None:
        self._channel = channel
        self._clients: dict[int, Client] = {}
        self._epoll = select.epoll()
        self._epoll.register(channel, select.EPOLLIN)

    def poll(self, seconds: float) -> Sequence[tuple[int, int]]:
        """Wait so long for something to come from the porter or a client; return what came."""
        return self._epoll.poll(seconds)

    def asking(self, events: Sequence[tuple[int, int]]) -> Iterator[Client]:
        """Yield the clients from which something came; take in those that the porter hands over.

        Raises:
            EOFError: the porter is gone.
        """
        for descriptor, _ in events:
            client = self._clients.get(descriptor)
            if client:
                yield client
            elif descriptor == self._channel.fileno():
                self._take_in()

    def silent_since(self, moment: float) -> list[Client]:
        """Return those that have asked nothing since."""
        return [client for client in self._clients.values() if client.since < moment]

    def send(self, client: Client, answer: bytes, *, closes: bool) -> None:
        """Send an answer; what the client does not take promptly is left to the porter."""
        rest = memoryview(answer)
        until = 0.0
        try:
            while rest:
                with suppress(BlockingIOError):
                    rest = rest[client.socket.send(rest) :]
                until = until or time.monotonic() + _PROMPT
                if rest and not client.takes_more(until):
                    self._leave(client, rest, closes=closes)
                    return
        except OSError:
            self.part(client, ENDED)
            return
        if closes:
            self.part(client, CLOSED)

    def part(self, client: Client, why: bytes, unread: bytes = b"") -> None:
        """Let a connection go, and tell the porter, with what was taken off it and is for others to read."""
        self._channel.send(why + NUMBER.pack(client.number) + unread)
        self._close(client)

    def take_in_all(self) -> None:
        """Take in all that are just arriving."""
        with suppress(BlockingIOError):
            while True:
                self._take_in(socket.MSG_DONTWAIT)

    def give_all_back(self) -> None:
        """Give all connections back to the porter."""
        numbers = [client.number for client in self._clients.values()]
        for client in list(self._clients.values()):
            self._close(client)
        self._channel.send(BACK + b"".join(map(NUMBER.pack, numbers)))

    def _take_in(self, flags: int = 0) -> None:
        """Take a connection that the porter hands over; an empty packet only wakes."""
        # socket.recv_fds passes its flags over.
        data, ancillary, _, _ = self._channel.recvmsg(256, socket.CMSG_LEN(_DESCRIPTOR.size), flags)
        if not data:
            raise EOFError
        for descriptor in (_DESCRIPTOR.unpack(content)[0] for _, _, content in ancillary):
            client = Client(descriptor, NUMBER.unpack_from(data)[0], data[NUMBER.size :].decode())
            self._clients[descriptor] = client
            self._epoll.register(descriptor, select.EPOLLIN)

    def _leave(self, client: Client, rest: memoryview, *, closes: bool) -> None:
        for start in range(0, len(rest), PIECE):
            self._channel.send(REST + NUMBER.pack(client.number) + rest[start : start + PIECE])
        self.part(client, CLOSED if closes else RELAY)

    def _close(self, client: Client) -> None:
        descriptor = client.socket.fileno()
        self._epoll.unregister(descriptor)
        del self._clients[descriptor]
        client.socket.close()
