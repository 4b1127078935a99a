"""A slate: shared memory on which a clerk writes what it is at, for the porter to read even if the clerk hangs or dies.

A claim is written before the connection is touched, and struck off after the answer is sent; its number is written
last and struck off first, so that what stands beside it belongs to it. The porter writes one thing: that the slate is
closed, after which the clerk claims nothing more. Each looks at the other's mark after making its own; a claim that
stands a millisecond after the slate was closed was made before, and is the last.
"""

from __future__ import annotations

import mmap
import os
from dataclasses import dataclass

__all__ = ["Entry", "Slate"]

#: Places of eight bytes each: the number of the connection, when it was claimed, and the seconds that it may take.
_NUMBER, _SINCE, _SECONDS = 0, 1, 2
#: Places of bytes: whether the answer is being sent, whether the slate is closed, method and name of the request.
_SENDING, _CLOSED, _TITLE = 24, 25, slice(32, 112)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a clerk is at."""

    number: int
    since: float
    seconds: float
    sending: bool
    method: str
    name: str


class Slate:
    """One clerk's, seen from either side."""

    def __init__(self, descriptor: int) -> None:
        self._bytes = memoryview(mmap.mmap(descriptor, mmap.PAGESIZE))
        self._numbers = self._bytes.cast("Q")
        self._times = self._bytes.cast("d")

    @staticmethod
    def descriptor() -> int:
        """Return a new descriptor of memory for one."""
        descriptor = os.memfd_create("slate")
        os.ftruncate(descriptor, mmap.PAGESIZE)
        return descriptor

    # ------------------------------------------------------------------------------------------------ the clerk's side

    def claim(self, number: int, since: float, seconds: float) -> bool:
        """Write down a connection; false if the slate is closed, and then it must not be touched."""
        self._bytes[_SENDING] = self._bytes[_TITLE.start] = 0
        self._times[_SINCE] = since
        self._times[_SECONDS] = seconds
        self._numbers[_NUMBER] = number
        return not self._bytes[_CLOSED]

    def allow(self, seconds: float) -> None:
        """Write down how long the request may take."""
        self._times[_SECONDS] = seconds

    def entitle(self, method: str, name: str) -> None:
        """Write down what the request is called."""
        self._bytes[_TITLE] = f"{method} {name}".encode().ljust(80, b"\0")

    def send(self) -> None:
        """Write down that the answer is on its way."""
        self._bytes[_SENDING] = 1

    def release(self) -> None:
        """Strike the connection off."""
        self._numbers[_NUMBER] = 0

    # ----------------------------------------------------------------------------------------------- the porter's side

    @property
    def closed(self) -> bool:
        """Whether the clerk must claim nothing."""
        return bool(self._bytes[_CLOSED])

    def close(self) -> None:
        """Let the clerk claim nothing more."""
        self._bytes[_CLOSED] = 1

    def open(self) -> None:
        """Let it claim again."""
        self._bytes[_CLOSED] = 0

    def read(self) -> Entry | None:
        """Return what the clerk is at, if it is at something; what changes meanwhile is too young to matter."""
        entry = self._entry()
        return entry if entry.number and entry == self._entry() else None

    def _entry(self) -> Entry:
        number, since, seconds = self._numbers[_NUMBER], self._times[_SINCE], self._times[_SECONDS]
        method, _, name = bytes(self._bytes[_TITLE]).partition(b"\0")[0].decode("ascii").partition(" ")
        return Entry(number, since, seconds, bool(self._bytes[_SENDING]), method, name)
