"""Reading documents in a process of its own, under limits on time and memory.

A file of a few kilobytes can make a parser take minutes and gigabytes: forms that hold forms, millions of empty
paragraphs. One worker (`confined_worker`) reads all files that it is given, one after the other; a file that goes
beyond a limit takes the worker down, is an error of its own, and the next file gets a new worker. The worker answers
in JSON, never in pickles, because it is the one that is not trusted.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import struct
import subprocess
import sys
import threading
from functools import cache
from typing import IO, Any

from paingraph.loader.documents import Block, BlockKind, Document
from paingraph.ontology.english import counted
from paingraph.ontology.errors import DocumentError
from paingraph.ontology.namespaces import DocumentId

__all__ = ["MEMORY", "SECONDS", "ConfinedReader", "confined_reader", "receive", "send"]

#: Seconds of computing that one file may take; a book of a thousand pages takes a tenth of it.
SECONDS = 60.0
#: Bytes of memory that one file may take.
MEMORY = 1_000_000_000
#: Length of a message, before it.
_LENGTH = struct.Struct("!Q")


class ConfinedReader:
    """A worker that reads one file at a time; it is started when the first file comes, and when one has died.

    One that `relates` has what it takes to read claims at hand when the first file comes.
    """

    def __init__(self, *, relates: bool = False, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._relates = relates
        self._seconds = seconds
        self._memory = memory
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        #: Whose worker it is: a process that was forked from its owner needs another.
        self._owner = 0

    def read(self, data: bytes, document: DocumentId) -> Document:
        """Read the content of one file.

        Raises:
            DocumentError: it cannot be read, or not within the limits.
        """
        answer = self.ask({"task": "read", "document": document}, data)
        blocks = tuple(Block(**{**block, "kind": BlockKind(block["kind"])}) for block in answer["blocks"])
        return Document(document, answer["text"], blocks, answer["metadata"])

    def ask(self, question: dict[str, Any], data: bytes) -> dict[str, Any]:
        """Put a question about the content of one file (see `confined_worker`).

        Raises:
            DocumentError: it cannot be read, or not within the limits.
        """
        with self._lock:
            if self._process is None or self._owner != os.getpid():
                self._start()
            answer = self._exchange(json.dumps(question).encode(), data)
        if "error" in answer:
            raise DocumentError(answer["error"], **answer["details"])
        return answer

    def kill(self) -> None:
        """End the worker from another thread, whatever it does; the file that it reads becomes an error."""
        process = self._process
        if process is not None and self._owner == os.getpid():
            process.kill()

    def close(self) -> None:
        """End the worker, if it is ours and there is one."""
        process, self._process = self._process, None
        if process is not None and self._owner == os.getpid():
            process.kill()
            process.communicate()
        atexit.unregister(self.close)

    def _start(self) -> None:
        limits = (str(self._seconds), str(self._memory), *(["relates"] if self._relates else []))
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-P", "-m", "paingraph.loader.confined_worker", *limits],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # an interrupt from the keyboard is for us; it ends when its input ends
            env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PATH": os.environ.get("PATH", "")},
        )
        self._owner = os.getpid()
        atexit.register(self.close)

    def _exchange(self, *parts: bytes) -> dict[str, Any]:
        process = self._process
        assert process is not None and process.stdin is not None and process.stdout is not None  # noqa: PT018
        try:
            for part in parts:
                send(process.stdin, part)
            answer: dict[str, Any] = json.loads(receive(process.stdout))
        except (EOFError, OSError):
            self._process = None
            process.communicate()
            raise self._died(process.wait()) from None
        except BaseException:  # an interrupt: the answer that is still to come belongs to no question
            self.close()
            raise
        return answer

    def _died(self, code: int) -> DocumentError:
        if code == -signal.SIGPROF:
            return DocumentError(
                f"reading takes longer than the {counted(self._seconds, 'second')} allowed; "
                "export the document anew, or in parts."
            )
        return DocumentError(
            f"reading takes more than the {self._memory:,} bytes of memory allowed, or breaks the parser; "
            "export the document anew, or in parts."
        )


@cache
def confined_reader() -> ConfinedReader:
    """Return the reader that this process shares."""
    return ConfinedReader()


def send(stream: IO[bytes], message: bytes) -> None:
    """Write one message."""
    stream.write(_LENGTH.pack(len(message)))
    stream.write(message)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes:
    """Return the next message; its end before its time is an EOFError."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    message = stream.read(length)
    if len(message) < length:
        raise EOFError
    return message
