"""Addresses to listen on: taken before anything heavy starts, or refused in one sentence."""

from __future__ import annotations

import errno
import socket

from paingraph.ontology.errors import PaingraphError

__all__ = ["PortError", "bound", "reserved", "shown"]


class PortError(PaingraphError):
    """The server cannot listen where it should."""

    slug = "port"
    title = "Cannot listen"


def bound(host: str, port: int) -> socket.socket:
    """Return a socket at the address; or say in one sentence that it cannot be had.

    Raises:
        PortError: it is taken, or not ours.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        bound = socket.socket(family, socket.SOCK_STREAM)
        try:
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            bound.bind(address)
        except OSError:
            bound.close()
            raise
    except OSError as error:
        where = f"{shown(host)}:{port}"
        if error.errno == errno.EADDRINUSE:
            raise PortError(f"Port {port} is in use on {host}; choose another with --port.", port=port) from error
        if error.errno == errno.EACCES:
            raise PortError(f"Port {port} needs rights that this user lacks; choose one above 1023.") from error
        raise PortError(f"The server cannot listen on {where}: {error.strerror or error}.") from error
    return bound


def reserved() -> socket.socket:
    """Return a socket that keeps a port of the loopback interface for granian, which shares it."""
    reserved = socket.socket()
    reserved.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    reserved.bind(("127.0.0.1", 0))
    return reserved


def shown(host: str) -> str:
    """Return a host as it stands in a URL."""
    return f"[{host}]" if ":" in host else host
