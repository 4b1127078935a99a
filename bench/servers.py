"""The servers that are compared: each is started on a free port, loaded with the graph, and ended."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

__all__ = ["SERVERS", "Server", "available"]

_SCRIPTS = Path(sysconfig.get_path("scripts"))
#: Where rdflib-endpoint is installed; it is no dependency of ours.
_RDFLIB_ENDPOINT = os.environ.get("BENCH_RDFLIB_ENDPOINT", "rdflib-endpoint")


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
def paingraph(data: Path) -> Iterator[Server]:
    """Run our own server, which keeps no answers."""
    with _paingraph("paingraph", data, "--cache", "0") as server:
        yield server


@contextmanager
def paingraph_cached(data: Path) -> Iterator[Server]:
    """Run our own server as it is by default, with its cache of answers."""
    with _paingraph("paingraph, cache", data) as server:
        yield server


@contextmanager
def _paingraph(name: str, data: Path, *options: str) -> Iterator[Server]:
    port = _free_port()
    command = [sys.executable, "-m", "paingraph", "serve", "--data", str(data), "--port", str(port), *options]
    command[1:3] = ["-c", "from paingraph.cli import main; main()"]
    with _running(name, command, f"http://127.0.0.1:{port}/sparql") as server:
        yield server


@contextmanager
def oxigraph_memory(data: Path) -> Iterator[Server]:
    """Run the native server in memory; it is filled over HTTP."""
    port = _free_port()
    command = [str(_SCRIPTS / "oxigraph"), "serve", "--bind", f"127.0.0.1:{port}", "--union-default-graph"]

    def fill() -> None:
        body = (data / "current" / "graph.nq").read_bytes()
        request = urllib.request.Request(f"http://127.0.0.1:{port}/store", body, method="POST")
        request.add_header("Content-Type", "application/n-quads")
        urllib.request.urlopen(request).close()  # noqa: S310 -- our own server

    with _running("oxigraph, memory", command, f"http://127.0.0.1:{port}/query", fill) as server:
        yield server


@contextmanager
def oxigraph_disk(data: Path) -> Iterator[Server]:
    """Run the native server on disk."""
    port = _free_port()
    with TemporaryDirectory() as folder:
        started = time.perf_counter()
        load = [str(_SCRIPTS / "oxigraph"), "load", "--location", folder, "--file", str(data / "current" / "graph.nq")]
        subprocess.run(load, check=True, capture_output=True)
        command = [str(_SCRIPTS / "oxigraph"), "serve-read-only", "--location", folder, "--union-default-graph"]
        command += ["--bind", f"127.0.0.1:{port}"]
        seconds = time.perf_counter() - started
        with _running("oxigraph, disk", command, f"http://127.0.0.1:{port}/query", before=seconds) as server:
            size = sum(file.stat().st_size for file in Path(folder).rglob("*"))
            yield Server(server.name, server.url, server.load_seconds, size, server.process)


@contextmanager
def rdflib_endpoint(data: Path) -> Iterator[Server]:
    """Run rdflib-endpoint, which reads the file into rdflib's own store."""
    port = _free_port()
    command = [_RDFLIB_ENDPOINT, "serve", "--host", "127.0.0.1", "--port", str(port)]
    command.append(str((data / "current" / "graph.nq").resolve()))
    with _running("rdflib-endpoint", command, f"http://127.0.0.1:{port}/") as server:
        yield server


#: Name on the command line → how it is run.
SERVERS: dict[str, Callable[[Path], object]] = {
    "paingraph": paingraph,
    "paingraph-cache": paingraph_cached,
    "oxigraph-memory": oxigraph_memory,
    "oxigraph-disk": oxigraph_disk,
    "rdflib-endpoint": rdflib_endpoint,
}


def available(name: str) -> bool:
    """Tell whether a server is installed."""
    return name != "rdflib-endpoint" or shutil.which(_RDFLIB_ENDPOINT) is not None


@contextmanager
def _running(
    name: str, command: Sequence[str], url: str, fill: Callable[[], None] | None = None, before: float = 0.0
) -> Iterator[Server]:
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
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
    request = urllib.request.Request(url, headers={"Accept": "application/sparql-results+json"})  # noqa: S310
    for _ in range(6_000):
        if process.poll() is not None:
            raise SystemExit(f"{process.args!r} ended at once")
        try:
            urllib.request.urlopen(request, timeout=60).close()  # noqa: S310 -- our own server
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.05)
        else:
            return
    raise SystemExit(f"{process.args!r} does not answer")


def _free_port() -> int:
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
