"""The native Oxigraph server, empty, in a process of its own."""

from __future__ import annotations

import socket
import subprocess
import sysconfig
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ports import reserved_port

__all__ = ["native_server"]


@contextmanager
def native_server(*options: str) -> Iterator[int]:
    """Run it with options of its own; the port that it listens on, on loopback."""
    port = reserved_port()
    binary = Path(sysconfig.get_path("scripts")) / "oxigraph"
    command = [str(binary), "serve", "--bind", f"127.0.0.1:{port}", *options]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _wait_for(port)
            yield port
        finally:
            server.kill()


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 120
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 120).close()
        except ConnectionRefusedError:
            assert time.monotonic() < deadline, "the server does not listen"
        else:
            return
