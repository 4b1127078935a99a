"""The servers that are compared: each is started on a free port, loaded with the graph, and ended."""

from __future__ import annotations

import os
import shutil
import subprocess
import sysconfig
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from running import Server, free_port, running
from virtuoso import installed, virtuoso

__all__ = ["SERVERS", "available"]

_SCRIPTS = Path(sysconfig.get_path("scripts"))
#: Where rdflib-endpoint is installed; it is no dependency of ours.
_RDFLIB_ENDPOINT = os.environ.get("BENCH_RDFLIB_ENDPOINT", "rdflib-endpoint")


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
    port = free_port()
    command = [str(_SCRIPTS / "paingraph"), "serve", "--data", str(data), "--port", str(port), *options]
    command += ["--log-level", "warning"]  # no line a request: the native server writes none either
    with running(name, command, f"http://127.0.0.1:{port}/sparql") as server:
        yield server


@contextmanager
def oxigraph_memory(data: Path) -> Iterator[Server]:
    """Run the native server in memory; it is filled over HTTP."""
    port = free_port()
    command = [str(_SCRIPTS / "oxigraph"), "serve", "--bind", f"127.0.0.1:{port}", "--union-default-graph"]

    def fill() -> None:
        body = (data / "current" / "graph.nq").read_bytes()
        request = urllib.request.Request(f"http://127.0.0.1:{port}/store", body, method="POST")
        request.add_header("Content-Type", "application/n-quads")
        urllib.request.urlopen(request).close()

    with running("oxigraph, memory", command, f"http://127.0.0.1:{port}/query", fill) as server:
        yield server


@contextmanager
def oxigraph_disk(data: Path) -> Iterator[Server]:
    """Run the native server on disk."""
    port = free_port()
    with TemporaryDirectory() as folder:
        started = time.perf_counter()
        load = [str(_SCRIPTS / "oxigraph"), "load", "--location", folder, "--file", str(data / "current" / "graph.nq")]
        subprocess.run(load, check=True, capture_output=True)
        command = [str(_SCRIPTS / "oxigraph"), "serve-read-only", "--location", folder, "--union-default-graph"]
        command += ["--bind", f"127.0.0.1:{port}"]
        seconds = time.perf_counter() - started
        with running("oxigraph, disk", command, f"http://127.0.0.1:{port}/query", before=seconds) as server:
            size = sum(file.stat().st_size for file in Path(folder).rglob("*"))
            yield Server(server.name, server.url, server.load_seconds, size, server.process)


@contextmanager
def rdflib_endpoint(data: Path) -> Iterator[Server]:
    """Run rdflib-endpoint, which reads the file into rdflib's own store."""
    port = free_port()
    command = [_RDFLIB_ENDPOINT, "serve", "--host", "127.0.0.1", "--port", str(port)]
    command.append(str((data / "current" / "graph.nq").resolve()))
    with running("rdflib-endpoint", command, f"http://127.0.0.1:{port}/") as server:
        yield server


#: Name on the command line → how it is run.
SERVERS: dict[str, Callable[[Path], AbstractContextManager[Server]]] = {
    "paingraph": paingraph,
    "paingraph-cache": paingraph_cached,
    "oxigraph-memory": oxigraph_memory,
    "oxigraph-disk": oxigraph_disk,
    "rdflib-endpoint": rdflib_endpoint,
    "virtuoso": virtuoso,
}


def available(name: str) -> bool:
    """Tell whether a server is installed."""
    if name == "virtuoso":
        return installed()
    return name != "rdflib-endpoint" or shutil.which(_RDFLIB_ENDPOINT) is not None
