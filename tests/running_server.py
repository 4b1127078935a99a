"""A server in a process of its own, for tests that ask over real sockets; each has a port of its own on loopback."""

from __future__ import annotations

import contextlib
import http.client
import json
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from ports import reserved_port

from paingraph.queries.versions import Version

__all__ = ["MAIN", "PATIENCE", "Answer", "RunningServer", "changeable"]

#: Seconds to wait for what takes a moment; on a loaded machine a moment is long.
PATIENCE = 120.0

#: Serves a version folder (the first argument) with settings (the second, as JSON).
MAIN = """
import json, sys
from pathlib import Path
from paingraph.api.server import serve
from paingraph.api.settings import Settings
given = json.loads(sys.argv[2])
paths = {name: Path(given[name]) for name in ("data", "queries", "update_token_file") if name in given}
serve(Settings(**{**given, **paths}), Path(sys.argv[1]))
"""


class Answer(NamedTuple):
    """What came back; headers have small names."""

    status: int
    headers: dict[str, str]
    body: bytes


class RunningServer:
    """A server in a process of its own."""

    def __init__(self, folder: Path, log: Path, **settings: object) -> None:
        self.port = reserved_port()
        self.log = log
        given = json.dumps({"port": self.port, **settings}, default=str)
        with log.open("wb") as stderr:
            self.process = subprocess.Popen(
                [sys.executable, "-c", MAIN, str(folder), given], stdout=subprocess.PIPE, stderr=stderr
            )
        self._wait()

    def _wait(self) -> None:
        """Ask now and then until the server answers; one that ended will not."""
        while True:
            with contextlib.suppress(OSError), self.connection(timeout=1) as connection:
                connection.request("GET", "/ready")
                if connection.getresponse().status == 200:
                    return
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(0.05)
                raise AssertionError(self.log.read_text())

    @contextlib.contextmanager
    def connection(self, timeout: float = PATIENCE) -> Iterator[http.client.HTTPConnection]:
        """Open a connection, and close it at the end."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            yield connection
        finally:
            connection.close()

    def ask(
        self, method: str, path: str, body: bytes | str | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Ask once."""
        with self.connection() as connection:
            connection.request(method, path, body.encode() if isinstance(body, str) else body, dict(headers or {}))
            answer = connection.getresponse()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())

    def insist(
        self, method: str, path: str, body: bytes | str | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Ask, and again as long as the server says to come later, as a loaded machine makes it say."""
        deadline = time.monotonic() + PATIENCE
        while True:
            answer = self.ask(method, path, body, headers)
            if answer.status != 503 or time.monotonic() > deadline:
                return answer

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Ask once, without a body."""
        return self.ask(method, path, headers=headers)

    def raw(self, request: bytes) -> bytes:
        """Send bytes as they are, and return the whole answer: status line, headers and body."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as connection:
            connection.sendall(request)
            with http.client.HTTPResponse(connection) as answer:
                answer.begin()
                head = f"HTTP/1.1 {answer.status} {answer.reason}\r\n{answer.headers}"
                return head.encode("latin-1") + answer.read()

    def stop(self, signal_: signal.Signals = signal.SIGTERM) -> int:
        """Tell the server to stop; return its exit code."""
        self.process.send_signal(signal_)
        code = self.process.wait(timeout=PATIENCE)
        if self.process.stdout:
            self.process.stdout.close()
        return code


def changeable(version: Version, folder: Path, **settings: object) -> RunningServer:
    """Start a server on a copy of a version in a folder, which may be changed."""
    data = shutil.copytree(version.folder.parents[1], folder / "data", symlinks=True)
    return RunningServer((data / "current").resolve(), folder / "log", data=data, **settings)
