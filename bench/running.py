"""A server under the bench: started, waited for, measured and ended."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Server", "free_port", "running"]


@dataclass(frozen=True, slots=True)
class Server:
    """A running endpoint, what it took to be ready, and the processes that make it up."""

    name: str
    url: str
    load_seconds: float
    disk_bytes: int
    process: int

    def cpu_seconds(self) -> float:
        """Return the time that its processes have spent on a processor, for themselves and in the kernel."""
        return sum(_cpu_seconds(process) for process in _family(self.process))

    def memory_bytes(self) -> int:
        """Return the memory of all its processes, shared pages counted once (PSS)."""
        return sum(_proportional_bytes(process) for process in _family(self.process))


@contextmanager
def running(
    name: str,
    command: Sequence[str],
    url: str,
    fill: Callable[[], None] | None = None,
    *,
    before: float = 0.0,
    folder: Path | None = None,
) -> Iterator[Server]:
    """Run a server in a folder until it answers and is filled; `before` is what its loading took already."""
    started = time.perf_counter()
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            ask = f"{url}?query={urllib.parse.quote('ASK {}')}"
            _wait(process, ask)
            if fill:
                fill()
            yield Server(name, url, time.perf_counter() - started + before, 0, process.pid)
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait(process: subprocess.Popen[bytes], url: str) -> None:
    request = urllib.request.Request(url, headers={"Accept": "application/sparql-results+json"})
    for _ in range(6_000):
        if process.poll() is not None:
            raise SystemExit(f"{process.args!r} ended at once")
        try:
            urllib.request.urlopen(request, timeout=60).close()
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.05)
        else:
            return
    raise SystemExit(f"{process.args!r} does not answer")


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def _family(process: int) -> list[int]:
    """Return a process and all that it and its threads started; one that ends meanwhile has no more."""
    found = set()
    for path in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):
            found |= {int(child) for child in path.read_text().split()}
    return [process, *(member for child in found for member in _family(child))]


def _cpu_seconds(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _proportional_bytes(process: int) -> int:
    for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0
