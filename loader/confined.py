"""Reading PDF and DOCX in a process of its own, under limits on time and memory.

Their parsers are large, and a file of a few kilobytes can make them take minutes and gigabytes: forms that hold forms,
millions of empty paragraphs. One worker (`python -m paingraph.loader.confined`) reads all files, one after the other;
a file that goes beyond a limit takes the worker down, is an error of its own, and the next file gets a new worker.
The worker answers in JSON, never in pickles, because it is the one that is not trusted.
"""

from __future__ import annotations

import atexit
import json
import os
import resource
import signal
import struct
import subprocess
import sys
import threading
from dataclasses import asdict
from functools import cache
from typing import IO, Any

from paingraph.loader.documents import Block, BlockKind, Document
from paingraph.ontology.errors import DocumentError
from paingraph.ontology.namespaces import DocumentId

__all__ = ["MEMORY", "SECONDS", "ConfinedReader", "confined_reader"]

#: Seconds that reading one file may take; a book of a thousand pages takes a tenth of it.
SECONDS = 60.0
#: Bytes of memory that reading one file may take.
MEMORY = 1_000_000_000
#: Length of a message, before it.
_LENGTH = struct.Struct("!Q")


class ConfinedReader:
    """A worker that reads one file at a time; it is started when the first file comes, and when one has died."""

    def __init__(self, seconds: float = SECONDS, memory: int = MEMORY) -> None:
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
        with self._lock:
            if self._process is None or self._owner != os.getpid():
                self._start()
            answer = self._ask(document.encode(), data)
        if "error" in answer:
            raise DocumentError(answer["error"], **answer["details"])
        blocks = tuple(Block(**{**block, "kind": BlockKind(block["kind"])}) for block in answer["blocks"])
        return Document(document, answer["text"], blocks, answer["metadata"])

    def close(self) -> None:
        """End the worker, if it is ours and there is one."""
        process, self._process = self._process, None
        if process is not None and self._owner == os.getpid():
            process.kill()
            process.communicate()

    def _start(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-P", "-m", "paingraph.loader.confined", str(self._seconds), str(self._memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # an interrupt from the keyboard is for us; it ends when its input ends
            env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PATH": os.environ.get("PATH", "")},
        )
        self._owner = os.getpid()
        atexit.register(self.close)

    def _ask(self, *parts: bytes) -> dict[str, Any]:
        process = self._process
        assert process is not None and process.stdin is not None and process.stdout is not None  # noqa: S101, PT018
        try:
            for part in parts:
                _send(process.stdin, part)
            answer: dict[str, Any] = json.loads(_receive(process.stdout))
        except (EOFError, OSError):
            self._process = None
            process.communicate()
            raise self._died(process.wait()) from None
        except BaseException:  # an interrupt: the answer that is still to come belongs to no question
            self.close()
            raise
        return answer

    def _died(self, code: int) -> DocumentError:
        if code == -signal.SIGALRM:
            return DocumentError(
                f"reading takes longer than the {self._seconds:g} seconds allowed; "
                "export the document anew, or in parts."
            )
        return DocumentError(
            f"reading takes more than the {self._memory} bytes of memory allowed, or breaks the parser; "
            "export the document anew, or in parts."
        )


@cache
def confined_reader() -> ConfinedReader:
    """Return the reader that this process shares."""
    return ConfinedReader()


def main(seconds: float, memory: int) -> None:
    """Answer one file after the other until the input ends; the kernel ends this process at its limits."""
    # Loaded before the limits hold, and so that their loading does not count as reading.
    from paingraph.loader import docx_reader, pdf_reader  # noqa: F401
    from paingraph.loader.readers import read_bytes

    questions, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)  # what a parser prints must not mix with answers
    limits = {resource.RLIMIT_CORE: 0, resource.RLIMIT_FSIZE: 0, resource.RLIMIT_AS: _mapped() + memory}
    for limit, value in limits.items():
        hard = resource.getrlimit(limit)[1]
        resource.setrlimit(limit, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)  # death, even amid a parser's C code
    while True:
        try:
            name, data = DocumentId(_receive(questions).decode()), _receive(questions)
        except EOFError:
            return
        signal.setitimer(signal.ITIMER_REAL, seconds)
        try:
            document = read_bytes(data, name)
            answer: dict[str, Any] = {
                "text": document.text,
                "metadata": document.metadata,
                "blocks": [asdict(block) for block in document.blocks],
            }
        except DocumentError as error:
            answer = {"error": error.message, "details": error.details}
        _send(answers, json.dumps(answer).encode())
        signal.setitimer(signal.ITIMER_REAL, 0)
        del data, answer


def _mapped() -> int:
    """Return the address space that this process takes now; 0 where the system does not say."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def _send(stream: IO[bytes], message: bytes) -> None:
    stream.write(_LENGTH.pack(len(message)))
    stream.write(message)
    stream.flush()


def _receive(stream: IO[bytes]) -> bytes:
    """Return the next message; its end before its time is an EOFError."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    message = stream.read(length)
    if len(message) < length:
        raise EOFError
    return message


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]))
