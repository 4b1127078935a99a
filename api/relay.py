"""The relay: carries bytes between a client and the server proper, which listens on an internal address.

The server sees the relay as its client; whom that stands for is told by `clients`, under the relay's own address.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import cast

from paingraph.api.connection import Connection

__all__ = ["Relay"]


class Relay:
    """All connections that are carried."""

    def __init__(self, address: tuple[str, int]) -> None:
        self._address = address
        #: Address of the relay's own end → that of the client.
        self.clients: dict[str, str] = {}

    async def carry(self, connection: Connection) -> None:
        """Carry one until both sides have closed."""
        loop = asyncio.get_running_loop()
        ends = _Side(is_server=True), _Side(is_server=False)
        own = ""
        try:
            server, _ = await loop.create_connection(lambda: ends[0], *self._address)
            own = "{}:{}".format(*server.get_extra_info("sockname"))
            self.clients[own] = connection.client
            client, _ = await loop.connect_accepted_socket(lambda: ends[1], connection.socket)
            server.write(connection.unread)
            client.write(bytes(connection.rest))
            connection.rest.clear()
            if connection.closes:
                client.close()
            ends[0].join(client)
            ends[1].join(server)
            await asyncio.gather(*(end.lost for end in ends))
        except OSError:
            pass
        finally:
            for end in ends:
                end.close()
            with suppress(KeyError):
                del self.clients[own]
            connection.close()


class _Side(asyncio.Protocol):
    """What arrives on one side and goes to the other."""

    def __init__(self, *, is_server: bool) -> None:
        self._is_server = is_server
        self.lost: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._own: asyncio.Transport | None = None
        self._other: asyncio.Transport | None = None
        #: What arrived before it was known where it goes, and whether that was all.
        self._early = bytearray()
        self._ended = False

    def join(self, other: asyncio.Transport) -> None:
        """Let what arrives go there, from now on."""
        self._other = other
        other.write(bytes(self._early))
        if self._ended:
            self.eof_received()
        if self.lost.done():
            other.close()

    def close(self) -> None:
        """Close this side."""
        if self._own:
            self._own.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Know the own end."""
        self._own = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        """Pass on."""
        if self._other:
            self._other.write(data)
        else:
            self._early += data

    def eof_received(self) -> bool:
        """Pass the end on; a client may still wait for an answer, but a server that has ended has said all."""
        self._ended = True
        if self._other:
            with suppress(OSError, RuntimeError):  # it may be closing itself
                self._other.write_eof()
        return not self._is_server

    def connection_lost(self, exc: Exception | None) -> None:
        """End the other side, after what it still has to send."""
        if not self.lost.done():
            self.lost.set_result(None)
        if self._other:
            self._other.close()

    def pause_writing(self) -> None:
        """Take in no more from the other side than this one takes off."""
        if self._other:
            self._other.pause_reading()

    def resume_writing(self) -> None:
        """Go on."""
        if self._other:
            self._other.resume_reading()
