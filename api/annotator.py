"""The annotator: gives posted texts to a worker process, keeps the time, and replaces a worker that dies."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from typing import Any

from paingraph.ontology.english import counted
from paingraph.ontology.errors import BusyError, DocumentError, TimeLimitError
from paingraph.queries.wire import Deadline, raised, receive, send

__all__ = ["Annotator"]

#: Seconds that reading one text may take, with the start of the worker.
SECONDS = 30.0
#: Seconds that a request waits for the one before it.
PATIENCE = 5.0


class Annotator:
    """One worker, started when the first text comes, and used by one request at a time."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._worker: _Worker | None = None

    def annotate(self, data: bytes) -> dict[str, Any]:
        """Return the mentions and claims of a text.

        Raises:
            DocumentError: the text cannot be read, or took the worker down.
            TimeLimitError, BusyError: it takes too long, or others came first.
        """
        if not self._lock.acquire(timeout=PATIENCE):
            raise BusyError("Other texts are being read; try again in a few seconds.", retry_after=5)
        try:
            if self._worker is None or not self._worker.alive():
                self.close()
                self._worker = _Worker()
            head, body = self._worker.ask(data, self._seconds)
        except TimeoutError:
            self.close()
            raise TimeLimitError(
                f"The text took longer to read than the limit of {counted(self._seconds, 'second')}; send it in parts.",
                limit="annotation-seconds",
                value=self._seconds,
            ) from None
        except (EOFError, OSError):
            self.close()
            raise DocumentError("The text cannot be read: it takes more memory than reading may take.") from None
        finally:
            self._lock.release()
        if "error" in head:
            raise raised(head)
        answer: dict[str, Any] = json.loads(body)
        return answer

    def close(self) -> None:
        """End the worker; the next text starts another."""
        worker, self._worker = self._worker, None
        if worker:
            worker.close()


class _Worker:
    def __init__(self) -> None:
        self._channel, other = socket.socketpair()
        with other:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [sys.executable, "-P", "-m", "paingraph.api.annotation_worker", str(other.fileno()), str(os.getpid())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[other.fileno()],
                start_new_session=True,
                env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PATH": os.environ.get("PATH", "")},
            )

    def alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, data: bytes, seconds: float) -> tuple[dict[str, Any], bytes]:
        deadline = Deadline(seconds)
        send(self._channel, b"{}", data)
        head, body = receive(self._channel, deadline)
        return json.loads(head), body

    def close(self) -> None:
        self._channel.close()
        with suppress(OSError):
            self._process.kill()
        self._process.wait()
