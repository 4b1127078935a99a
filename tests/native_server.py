"""The native Oxigraph server, empty, in a process of its own."""

from __future__ import annotations

import socket
import subprocess
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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
            _wait_for(server, port)
            yield port
        finally:
            server.kill()


def _wait_for(server: subprocess.Popen[bytes], port: int) -> None:
    """Knock now and then until it listens; one that ended will not."""
    while True:
        with suppress(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port), 120).close()
            return
        with suppress(subprocess.TimeoutExpired):
            raise AssertionError(f"the server ended with exit code {server.wait(0.01)}")
