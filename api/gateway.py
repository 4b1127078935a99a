"""The gateway: a WSGI application behind granian's own protocol, so that slow clients hold no thread.

Granian's WSGI reads a body inside the thread that answers, however slowly it comes; a few dozen idle clients would stop
the service. Here the event loop collects the body, under a limit of size and one of time, and only then a thread works.
"""

from __future__ import annotations

import asyncio
import io
import json
import logging
import sys
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from paingraph.ontology.namespaces import BASE

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication
    from granian._granian import RSGIHTTPProtocol as HTTPProtocol
    from granian.rsgi import Scope

__all__ = ["Gateway"]

#: Seconds within which a client must have sent its body.
BODY_SECONDS = 30.0
#: Requests that are worked on at once; most of them wait for a query's process, so they may be many.
THREADS = 128

_ACCESS = logging.getLogger("paingraph.access")
_LOG = logging.getLogger("paingraph")
_CONTROL = dict.fromkeys((*range(32), *range(127, 160), 8232, 8233), "?")
#: Headers that the gateway's interface names without the prefix HTTP_ (PEP 3333).
_PLAIN = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}

_Answer = tuple[int, list[tuple[str, str]], bytes]


class Gateway:
    """Answers granian's requests by a WSGI application."""

    def __init__(self, application: WSGIApplication, body_limit: int, body_seconds: float = BODY_SECONDS) -> None:
        self._application = application
        self._body_limit = body_limit
        self._body_seconds = body_seconds
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="request")

    async def __rsgi__(self, scope: Scope, protocol: HTTPProtocol) -> None:
        """Answer one request."""
        started = time.perf_counter()
        environ = _environ(scope)
        try:
            async with asyncio.timeout(self._body_seconds):
                body = await self._body(environ, protocol)
        except TimeoutError:
            status, headers, content = _problem(408, "request-timeout", "Request timeout", "The body came too slowly.")
        else:
            environ["wsgi.input"] = io.BytesIO(body)
            loop = asyncio.get_running_loop()
            status, headers, content = await loop.run_in_executor(self._pool, self._answer, environ)
        _log(environ, status, len(content), headers, time.perf_counter() - started)
        protocol.response_bytes(status, headers, content)

    def close(self) -> None:
        """Let the threads end with the work that they have."""
        self._pool.shutdown(wait=False)

    async def _body(self, environ: dict[str, Any], protocol: HTTPProtocol) -> bytes:
        """Collect the body; one that is too long is left unread, and the application refuses it by its length."""
        announced = str(environ.get("CONTENT_LENGTH", ""))
        if not announced and "HTTP_TRANSFER_ENCODING" not in environ:
            return b""
        if announced.isdecimal() and (announced == "0" or int(announced) > self._body_limit):
            return b""
        chunks: list[bytes] = []
        size = 0
        async for chunk in protocol:
            chunks.append(chunk)
            size += len(chunk)
            if size > self._body_limit:
                break
        environ["CONTENT_LENGTH"] = str(size)
        environ.pop("HTTP_TRANSFER_ENCODING", None)  # the chunks are put together
        return b"".join(chunks)

    def _answer(self, environ: dict[str, Any]) -> _Answer:
        """Run the application, in a thread."""
        head: list[Any] = []

        def start_response(status: str, headers: list[tuple[str, str]], exc_info: object = None) -> Callable[..., Any]:
            head[:] = [int(status[:3]), [(name.lower(), value) for name, value in headers]]
            return lambda _: None

        try:
            chunks: Iterable[bytes] = self._application(environ, start_response)
            try:
                content = b"".join(chunks)
            finally:
                close = getattr(chunks, "close", None)
                if close:
                    close()
            return head[0], head[1], content
        except Exception:
            _LOG.exception("the application failed at %s", environ["PATH_INFO"].translate(_CONTROL))
            return _problem(500, "internal", "Internal error", "The server failed at this request.")


def _environ(scope: Scope) -> dict[str, Any]:
    """Return the request's environment (PEP 3333), without its body."""
    host, _, port = scope.server.rpartition(":")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode("utf-8", "surrogateescape").decode("latin-1"),
        "QUERY_STRING": scope.query_string.encode("utf-8", "surrogateescape").decode("latin-1"),
        "REMOTE_ADDR": scope.client.rpartition(":")[0],
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    if scope.authority:
        environ["HTTP_HOST"] = scope.authority
    for name, value in scope.headers.items():
        key = _PLAIN.get(name) or "HTTP_" + name.upper().replace("-", "_")
        environ[key] = f"{environ[key]},{value}" if key in environ and key.startswith("HTTP_") else value
    return environ


def _problem(status: int, slug: str, title: str, detail: str) -> _Answer:
    """Report what goes wrong outside the application, in the form that it uses itself."""
    body = {"type": f"{BASE}problem/{slug}", "title": title, "status": status, "detail": detail}
    headers = [("content-type", "application/problem+json"), ("connection", "close"), ("cache-control", "no-store")]
    return status, headers, json.dumps(body).encode()


def _log(environ: dict[str, Any], status: int, size: int, headers: list[tuple[str, str]], seconds: float) -> None:
    if _ACCESS.isEnabledFor(logging.INFO):
        _ACCESS.info(
            '%s "%s %s" %d %d bytes %.1f ms %s',
            environ["REMOTE_ADDR"],
            environ["REQUEST_METHOD"],
            environ["PATH_INFO"].translate(_CONTROL)[:500],
            status,
            size,
            seconds * 1000,
            next((value for name, value in headers if name == "x-request-id"), "-"),
        )
