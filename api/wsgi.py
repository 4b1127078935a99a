"""WSGI (PEP 3333): the environment of a request, and what an application makes of it."""

from __future__ import annotations

import io
import logging
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from paingraph.api.messages import Reply

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication
    from granian.rsgi import Scope

__all__ = ["answered", "environment"]

_LOG = logging.getLogger("paingraph")
_CONTROL = dict.fromkeys((*range(32), *range(127, 160), 8232, 8233), "?")
#: Headers that the interface names without the prefix HTTP_.
_PLAIN = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}


def environment(
    scope: Scope, client: str, server: str, body: bytes | None, id_: str, body_limit: int
) -> dict[str, Any]:
    """Return the environment of a request; a body that was too long (None) is named by its length alone."""
    host, _, port = server.rpartition(":")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode("utf-8", "surrogateescape").decode("latin-1"),
        "QUERY_STRING": scope.query_string.encode("utf-8", "surrogateescape").decode("latin-1"),
        "REMOTE_ADDR": client.rpartition(":")[0],
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.errors": sys.stderr,
        "wsgi.input": io.BytesIO(body or b""),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    if scope.authority:
        environ["HTTP_HOST"] = scope.authority
    for name, value in scope.headers.items():
        key = _PLAIN.get(name) or "HTTP_" + name.upper().replace("-", "_")
        environ[key] = f"{environ[key]},{value}" if key in environ and key.startswith("HTTP_") else value
    environ["HTTP_X_REQUEST_ID"] = id_
    if environ.pop("HTTP_TRANSFER_ENCODING", None) or body is None:  # the chunks are put together
        environ["CONTENT_LENGTH"] = str(body_limit + 1 if body is None else len(body))
    return environ


def answered(application: WSGIApplication, environ: dict[str, Any]) -> Reply | None:
    """Run the application; None if it failed, which is logged."""
    head: list[Any] = []

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: object = None) -> Callable[..., Any]:
        head[:] = [int(status[:3]), [(name.lower(), value) for name, value in headers]]
        return lambda _: None

    try:
        chunks: Iterable[bytes] = application(environ, start_response)
        try:
            content = b"".join(chunks)
        finally:
            close = getattr(chunks, "close", None)
            if close:
                close()
        return Reply(head[0], head[1], content)
    except Exception:
        _LOG.exception("the application failed at %s", environ["PATH_INFO"].translate(_CONTROL))
        return None
