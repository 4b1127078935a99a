"""Servers that remote stores are tested on: native Oxigraph, and Virtuoso, which is started once for all tests.

Virtuoso is no Python package. Where it is missing, its tests are left out with a reason; in CI they fail.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from time import monotonic

import pytest
from native_server import native_server
from ports import reserved_port

from paingraph.queries.credentials import Credentials
from paingraph.queries.endpoint import Endpoint

#: Everything relative to the folder that it is started in; small, and reached from this machine alone. Rows are
#: bounded as Debian's configuration bounds them, and a query may take so long that no test waits for its end.
VIRTUOSO_INI = """
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
MaxClientConnections = 10
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
MaxQueryMem = 512M
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{http_port}
MaxClientConnections = 20
ServerThreads = 20
ServerRoot = .
[SPARQL]
ResultSetMaxRows = 10000
MaxQueryExecutionTime = {seconds}
"""
#: Seconds after which it ends a query by itself: a loaded machine needs some for any.
SECONDS = 60


@dataclass(frozen=True, slots=True)
class Server:
    """A running engine: where it is asked, where it is changed, and by whom."""

    name: str
    url: str
    update_url: str
    credentials: Credentials | None = None

    def endpoint(self) -> Endpoint:
        """Reach it as its operator."""
        return Endpoint.open(self.url, credentials=self.credentials)


@pytest.fixture(scope="module")
def oxigraph() -> Iterator[Server]:
    """The native Oxigraph server, for a module alone: a query without end that its client gave up stays with it."""
    with native_server() as port:
        url = f"http://127.0.0.1:{port}"
        yield Server("oxigraph", f"{url}/query", f"{url}/update")


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Virtuoso 7, with the password that it is born with."""
    if shutil.which("virtuoso-t") is None:
        message = "Virtuoso is not installed; on Debian it comes with `apt-get install virtuoso-opensource-7-bin`."
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    with ExitStack() as stack:
        url = _started(stack, tmp_path_factory.mktemp("virtuoso"))
        yield Server("virtuoso", f"{url}/sparql", f"{url}/sparql-auth", Credentials("dba", "dba"))


def _started(stack: ExitStack, folder: Path) -> str:
    """Start it on two ports; its address."""
    http_port, sql_port = reserved_port(), reserved_port()
    ini = VIRTUOSO_INI.format(http_port=http_port, sql_port=sql_port, seconds=SECONDS)
    (folder / "virtuoso.ini").write_text(ini, encoding="utf-8")
    command = ["virtuoso-t", "+foreground", "+configfile", "virtuoso.ini"]
    server = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    stack.callback(_stop, server)
    url = f"http://127.0.0.1:{http_port}"
    _wait_for(server, f"{url}/sparql?query=ASK%7B%7D")
    return url


def _wait_for(server: subprocess.Popen[bytes], url: str) -> None:
    """Return when it answers; fail if it ends instead, or takes more than two minutes."""
    deadline = monotonic() + 120
    while monotonic() < deadline:
        try:
            server.wait(0.1)
        except subprocess.TimeoutExpired:
            try:
                urllib.request.urlopen(url, timeout=10).close()
            except (OSError, HTTPException):
                continue
            return
        pytest.fail("Virtuoso does not start.")
    pytest.fail("Virtuoso does not answer.")


def _stop(server: subprocess.Popen[bytes]) -> None:
    """End it at once: its folder is thrown away."""
    server.kill()
    server.wait()


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def server(request: pytest.FixtureRequest) -> Server:
    """Each of the servers."""
    found: Server = request.getfixturevalue(request.param)
    return found
