"""Changes by users, one after the other: each is made by a process of its own, and then served."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from paingraph.api.authorization import Authority
from paingraph.api.settings import Settings
from paingraph.ontology.errors import BusyError, ServiceError
from paingraph.queries.change import LOAD_SECONDS, Change
from paingraph.queries.store import Limits
from paingraph.queries.wire import Deadline, head_bytes, raised, receive, send

__all__ = ["Revised", "Revisions"]

#: Seconds that a change waits for the one before it.
PATIENCE = 10.0


@dataclass(frozen=True, slots=True)
class Revised:
    """What a change led to: the name of the version that is served now, and whether its graph was there before."""

    version: str
    existed: bool


class Revisions:
    """Makes changes for those whom the authority lets."""

    def __init__(self, authority: Authority, settings: Settings, serve: Callable[[Path], None]) -> None:
        self.authority = authority
        self._settings = settings
        self._serve = serve
        self._lock = threading.Lock()

    def revise(self, change: Change, body: bytes = b"", seconds: float | None = None) -> Revised:
        """Make a change; when this returns, it is served.

        Raises:
            BusyError: others are being made, for longer than one should wait.
            PaingraphError: it is refused or fails; what is served stays.
        """
        if not self._lock.acquire(timeout=PATIENCE):
            raise BusyError("Other changes are being made; try again in a few seconds.", retry_after=5)
        try:
            head = self._asked(change, body, seconds or self._settings.query_timeout)
            self._serve(Path(head["folder"]))
            return Revised(head["version"], head["existed"])
        finally:
            self._lock.release()

    def _asked(self, change: Change, body: bytes, seconds: float) -> dict[str, Any]:
        limits = Limits(seconds, memory_bytes=self._settings.memory_limit)
        channel, other = socket.socketpair()
        arguments = [str(os.getpid()), str(other.fileno()), str(self._settings.data.absolute())]
        with channel, other:
            process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [sys.executable, "-P", "-m", "paingraph.queries.revision", *arguments],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[other.fileno()],
                start_new_session=True,
                env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PATH": os.environ.get("PATH", "")},
            )
            other.close()
            try:
                send(channel, head_bytes({"change": asdict(change), "limits": asdict(limits)}), body)
                answered, _ = receive(channel, Deadline(seconds + 2 * LOAD_SECONDS))
            except (OSError, EOFError) as error:
                raise ServiceError("The change could not be made; nothing was changed.", retry_after=5) from error
            finally:
                process.kill()
                process.wait()
        head: dict[str, Any] = json.loads(answered)
        if "error" in head:
            raise raised(head)
        return head
