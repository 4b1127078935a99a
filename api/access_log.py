"""The log of requests: one line each, written together with those that come at about the same time.

To write each line by itself would take a third of the time of an answer that is at hand.
"""

from __future__ import annotations

import asyncio
import logging
import time

__all__ = ["WAIT", "AccessLog", "Lines", "are_wanted", "write"]

#: Seconds that a line waits for others.
WAIT = 0.05
_LOG = logging.getLogger("paingraph.access")
_CONTROL = dict.fromkeys((*range(32), *range(127, 160), 8232, 8233), "?")


def are_wanted() -> bool:
    """Tell whether lines of requests are to be logged."""
    return _LOG.isEnabledFor(logging.INFO)


def write(lines: str) -> None:
    """Log lines that another process has made."""
    _LOG.info(lines)


class Lines:
    """Lines of requests that are answered, not written yet."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._second = 0
        self._stamp = ""

    def __len__(self) -> int:
        return len(self._lines)

    def add(self, client: str, method: str, path: str, status: int, size: int, seconds: float, id_: str) -> None:
        """Add a request; the client is named by address and port."""
        self._lines.append(
            f'{self._now()} INFO {client.rpartition(":")[0]} "{method} {path.translate(_CONTROL)[:500]}" {status} '
            f"{size} bytes {seconds * 1000:.1f} ms {id_}"
        )

    def take(self) -> str:
        """Return all lines, and forget them."""
        lines, self._lines = self._lines, []
        return "\n".join(lines)

    def _now(self) -> str:
        """Return the time as the other lines of the log have it."""
        now = time.time()
        if int(now) != self._second:
            self._second = int(now)
            self._stamp = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(now))
        return f"{self._stamp},{int(now * 1000) % 1000:03}"


class AccessLog:
    """The requests that are answered in one event loop."""

    def __init__(self) -> None:
        self._lines = Lines()

    def add(self, client: str, method: str, path: str, status: int, size: int, seconds: float, id_: str) -> None:
        """Add a request, unless such lines are not wanted."""
        if not are_wanted():
            return
        if not self._lines:
            asyncio.get_running_loop().call_later(WAIT, self.write)
        self._lines.add(client, method, path, status, size, seconds, id_)

    def write(self) -> None:
        """Write what waits."""
        if self._lines:
            _LOG.info(self._lines.take())
