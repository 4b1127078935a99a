"""Virtuoso 7 for the bench: started in a folder of its own on free ports, and filled by its own bulk reader."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from running import Server, free_port, running

__all__ = ["installed", "virtuoso"]

#: Buffers of 8 kB as its manual advises for 4 GB of memory; rows unbounded, as those of the others are.
_INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql_port}
DisableUnixSocket = 1
MaxClientConnections = 40
ServerThreads = 40
NumberOfBuffers = 340000
MaxDirtyBuffers = 250000
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{http_port}
MaxClientConnections = 40
ServerThreads = 40
KeepAliveTimeout = 60
MaxKeepAlives = 40
ServerRoot = .
[SPARQL]
ResultSetMaxRows = 10000000
"""
#: The flag by which its reader takes N-Quads.
_N_QUADS = 512
_LOAD = "log_enable(2); TTLP(file_open('graph.nq'), '', 'http://example.org/unused', {flags}); checkpoint;"
#: The password that it is born with.
_ADMINISTRATOR = ("dba", "dba")


def installed() -> bool:
    """Tell whether Virtuoso and its command line are installed (Debian: virtuoso-opensource-7-bin)."""
    return shutil.which("virtuoso-t") is not None and shutil.which("isql-vt") is not None


@contextmanager
def virtuoso(data: Path) -> Iterator[Server]:
    """Run Virtuoso, with the union of all graphs as its default graph."""
    http_port, sql_port = free_port(), free_port()
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "virtuoso.ini").write_text(_INI.format(http_port=http_port, sql_port=sql_port), encoding="utf-8")
        (folder / "graph.nq").symlink_to((data / "current" / "graph.nq").resolve())
        command = ["virtuoso-t", "+foreground", "+configfile", "virtuoso.ini"]

        def fill() -> None:
            statement = _LOAD.format(flags=_N_QUADS)
            isql = ["isql-vt", f"127.0.0.1:{sql_port}", *_ADMINISTRATOR, f"EXEC={statement}"]
            subprocess.run(isql, check=True, capture_output=True, cwd=folder)

        with running("virtuoso", command, f"http://127.0.0.1:{http_port}/sparql", fill, folder=folder) as server:
            size = sum(file.stat().st_size for file in folder.iterdir() if not file.is_symlink())
            yield Server(server.name, server.url, server.load_seconds, size, server.process)
