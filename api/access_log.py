"""The log of requests: one line each, written together with those that come at about the same time.

To write each line by itself would take a third of the time of an answer that is at hand.
"""

from __future__ import annotations

import asyncio
import logging
import time

__all__ = ["AccessLog"]

#: Seconds that a line waits for others.
_WAIT = 0.05
_LOG = logging.getLogger("paingraph.access")
_CONTROL = dict.fromkeys((*range(32), *range(127, 160), 8232, 8233), "?")


class AccessLog:
    """Lines of requests that are answered, in one event loop."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._second = 0
        self._stamp = ""

    def add(self, client: str, method: str, path: str, status: int, size: int, seconds: float, id_: str) -> None:
        """Add a request, unless such lines are not wanted."""
        if not _LOG.isEnabledFor(logging.INFO):
            return
        if not self._lines:
            asyncio.get_running_loop().call_later(_WAIT, self.write)
        self._lines.append(
            f'{self._now()} INFO {client.rpartition(":")[0]} "{method} {path.translate(_CONTROL)[:500]}" {status} '
            f"{size} bytes {seconds * 1000:.1f} ms {id_}"
        )

    def write(self) -> None:
        """Write what waits."""
        lines, self._lines = self._lines, []
        if lines:
            _LOG.info("\n".join(lines))

    def _now(self) -> str:
        """Return the time as the other lines of the log have it."""
        now = time.time()
        if int(now) != self._second:
            self._second = int(now)
            self._stamp = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(now))
        return f"{self._stamp},{int(now * 1000) % 1000:03}"
