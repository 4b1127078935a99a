"""Ports for servers that must be told theirs before they start."""

from __future__ import annotations

import socket

__all__ = ["reserved_port"]

#: The sockets that keep the ports, as long as this process lives.
_KEPT: list[socket.socket] = []


def reserved_port() -> int:
    """Return a port of loopback that nobody else is given.

    A socket keeps it that is bound and does not listen: so the kernel passes it over when it chooses a port for
    others, and still lets a server listen that names it, as servers do with `SO_REUSEADDR`.
    """
    kept = socket.socket()
    kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    kept.bind(("127.0.0.1", 0))
    _KEPT.append(kept)
    return int(kept.getsockname()[1])
