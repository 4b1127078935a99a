"""Secrets are read from files that nobody but their owner can read."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from paingraph.ontology.errors import UsageError

__all__ = ["read_secret"]

#: Characters that a secret may have; a larger file is another one.
_MOST = 1_000


def read_secret(path: Path, what: str) -> str:
    """Return what a file holds, without the blanks around it; `what` says in an error what it should be.

    Raises:
        UsageError: it cannot be read, or others can read it.
    """
    try:
        with path.open(encoding="ascii") as file:
            mode = os.fstat(file.fileno()).st_mode
            if not stat.S_ISREG(mode) or stat.S_IMODE(mode) & 0o077:
                raise UsageError(f"The file of {what}, {path}, is open to others; run: chmod 600 {path}")
            return file.read(_MOST).strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not ASCII"
        raise UsageError(f"The file of {what}, {path}, cannot be read: {reason}.") from error
