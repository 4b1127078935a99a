"""A watch over a client: whether it is still there to be answered."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from granian._granian import RSGIHTTPProtocol as HTTPProtocol

__all__ = ["Watch"]

#: Seconds after which one looks whether the client is still there; nearly all answers come sooner.
_LOOK_AFTER = 0.1


class Watch:
    """Tells when the client goes away; it looks only after a while."""

    def __init__(self, protocol: HTTPProtocol, tell: Callable[[], object]) -> None:
        loop = asyncio.get_running_loop()
        self._protocol = protocol
        self._tell = tell
        self._timer = loop.call_later(_LOOK_AFTER, self._begin)
        self._looking: asyncio.Task[None] | None = None
        #: Whether the client has gone.
        self.found_gone = False

    def end(self) -> None:
        """Look no more."""
        self._timer.cancel()
        if self._looking:
            self._looking.cancel()

    def _begin(self) -> None:
        self._looking = asyncio.get_running_loop().create_task(self._look())

    async def _look(self) -> None:
        await self._protocol.client_disconnect()
        self.found_gone = True
        self._tell()
