"""Holds on version folders: what a process still reads, another does not remove.

A hold is a lock on the folder itself, so that it ends with the process at the latest. On a file system without locks
it holds nothing.
"""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from types import TracebackType

__all__ = ["Hold"]


class Hold:
    """A folder that is read, with others, or alone, to be removed."""

    def __init__(self, folder: Path, *, alone: bool = False) -> None:
        """Hold a folder; OSError if it is not there, BlockingIOError if others hold it otherwise."""
        self._descriptor: int | None = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(self._descriptor, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError:
            self.let_go()
            raise
        except OSError:
            pass

    def let_go(self) -> None:
        """Leave the folder to others."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def __enter__(self) -> Hold:
        """Return it."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go."""
        self.let_go()
