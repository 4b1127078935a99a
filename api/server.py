"""The server: one application over one version, on granian, and before it a porter, where there are clerks.

Granian runs the application in a worker process of its own and starts that anew if it dies. The store is opened
there, by `_load`, so that no memory, thread or pipe of it is shared across the fork. The porter works there, too; the
socket that it accepts from is this process's, and granian listens on an internal address.
"""

from __future__ import annotations

import logging
import os
import socket
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from paingraph.api.addresses import bound, reserved, shown
from paingraph.api.authorization import Authority
from paingraph.api.settings import Settings
from paingraph.ontology.errors import PaingraphError

if TYPE_CHECKING:
    from collections.abc import Callable

    from paingraph.api.gateway import Gateway
    from paingraph.api.porter import Porter

__all__ = ["run", "serve"]

#: Connections that are open at once; further ones wait in the kernel.
CONNECTIONS = 1_000
#: Connections that wait in the kernel.
BACKLOG = 1_024
#: Milliseconds within which a client must have sent the head of its request.
HEAD_TIMEOUT = 30_000
#: Bytes of a request's head: a query string may be long (see query_strings.py), and headers come on top.
HEAD_BYTES = 200_000
#: Seconds that running requests get to end when the server is told to stop.
STOP_TIMEOUT = 10

_LOG = logging.getLogger("paingraph")


def serve(settings: Settings, version_folder: Path | None) -> None:
    """Serve a version, or the store of the settings, until told to stop (SIGTERM, SIGINT).

    Raises:
        PortError: the address is taken or not ours.
        UsageError: the token for changes is not one, its file is open to others, or a query file is wrong.
    """
    Authority.of(settings)
    if settings.queries:
        from paingraph.queries.catalogue import Catalogue

        Catalogue.with_folder(settings.queries)
    if settings.store or sys.platform != "linux":
        run(settings, partial(_load, settings, version_folder, os.getpid()))
        return
    with bound(settings.host, settings.port) as listener, reserved() as inner:
        listener.listen(BACKLOG)
        load = partial(_load, settings, version_folder, os.getpid(), listener, inner.getsockname())
        _run(settings, inner.getsockname(), load)


def run(settings: Settings, load: Callable[[], Gateway]) -> None:
    """Serve what `load` returns; it is called in the process that serves it.

    Raises:
        PortError: the address is taken or not ours.
    """
    bound(settings.host, settings.port).close()
    _run(settings, (settings.host, settings.port), load)


def _run(settings: Settings, address: tuple[str, int], load: Callable[[], Gateway]) -> None:
    from granian.constants import Interfaces, Loops
    from granian.http import HTTP1Settings
    from granian.log import LogLevels
    from granian.server import Server

    server = Server(
        "paingraph",
        address=address[0],
        port=address[1],
        interface=Interfaces.RSGI,
        workers=1,
        loop=Loops.uvloop,
        backpressure=CONNECTIONS,
        backlog=BACKLOG,
        http1_settings=HTTP1Settings(header_read_timeout=HEAD_TIMEOUT, max_buffer_size=HEAD_BYTES),
        websockets=False,
        log_level=LogLevels.error,
        log_dictconfig=_logging(settings.log_level),
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_TIMEOUT,
    )
    loader: Any = load  # granian's types know WSGI's callables alone
    server.serve(target_loader=loader, wrap_loader=False)


def _load(
    settings: Settings,
    version_folder: Path | None,
    parent: int,
    listener: socket.socket | None = None,
    inner: tuple[str, int] | None = None,
) -> Gateway:
    """Open the store and make the application, in the process that serves it; and the porter, given what it needs.

    That process ends with its parent, also with one that was killed and could end nothing.
    """
    from multiprocessing.util import Finalize

    from paingraph.api.editions import Editions
    from paingraph.api.gateway import Gateway
    from paingraph.api.opening import open_edition
    from paingraph.api.revisions import Revisions
    from paingraph.queries.sandbox import die_with_parent
    from paingraph.queries.versions import current_version

    die_with_parent(parent)
    porter = _porter(listener, inner) if listener and inner else None
    editions = Editions(lambda folder: open_edition(settings, folder, revisions, with_staff=porter is not None), porter)
    authority = None if settings.store else Authority.of(settings)
    revisions = Revisions(authority, settings, editions.open) if authority else None
    # A child of multiprocessing runs no atexit functions; this is what it runs instead.
    Finalize(None, editions.close, exitpriority=10)
    try:
        # After changes, a process that takes the place of one that died begins where that one was.
        current = current_version(settings.data) if authority else None
        editions.open(current.folder if current else version_folder)
    except PaingraphError as error:
        _LOG.error("paingraph: %s", error.message)
        raise SystemExit(1) from None
    sys.stdout.write(f"paingraph answers at http://{shown(settings.host)}:{settings.port}/ (stop with Ctrl-C)\n")
    sys.stdout.flush()
    return Gateway(editions, editions, settings.body_limit, porter=porter)


def _porter(listener: socket.socket, inner: tuple[str, int]) -> Porter:
    """Make the porter, who needs three descriptors for each connection that is carried."""
    import resource

    from paingraph.api.porter import Porter
    from paingraph.api.relay import Relay

    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    return Porter(listener, Relay(inner))


def _logging(level: str) -> dict[str, Any]:
    """Log to standard error: one line a request, our own messages, the server's errors."""
    return {
        "formatters": {
            "line": {"()": "logging.Formatter", "fmt": "%(asctime)s %(levelname)s %(message)s"},
            "as it is": {"()": "logging.Formatter", "fmt": "%(message)s"},
        },
        "handlers": {
            "line": {"formatter": "line", "class": "logging.StreamHandler", "stream": "ext://sys.stderr"},
            "as it is": {"formatter": "as it is", "class": "logging.StreamHandler", "stream": "ext://sys.stderr"},
        },
        "loggers": {
            "_granian": {"handlers": ["line"], "level": "ERROR", "propagate": False},
            "paingraph": {"handlers": ["line"], "level": level.upper(), "propagate": False},
            "paingraph.access": {"handlers": ["as it is"], "level": level.upper(), "propagate": False},
        },
    }
