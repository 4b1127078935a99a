"""The gateway: what granian's own protocol brings goes to the SPARQL endpoint, or to the application in a thread.

Queries are answered in the event loop itself. The application is WSGI, and granian's WSGI reads a body inside the
thread that answers, however slowly it comes; a few dozen idle clients would stop the service. Here the event loop
collects each body, under a limit of size and one of time, and only then a thread works.
"""

from __future__ import annotations

import asyncio
import gc
import io
import json
import logging
import sys
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from paingraph.api.access_log import AccessLog
from paingraph.api.headers import COMMON, request_id
from paingraph.api.messages import Answering, Reply, Request
from paingraph.api.problems import problem_reply
from paingraph.api.sparql import PATH
from paingraph.ontology.errors import TooLargeError
from paingraph.ontology.namespaces import BASE
from paingraph.queries.callers import CALLER, Caller

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication
    from granian._granian import RSGIHTTPProtocol as HTTPProtocol
    from granian.rsgi import Scope

    from paingraph.api.porter import Porter

__all__ = ["Gateway"]

#: Seconds within which a client must have sent its body.
BODY_SECONDS = 30.0
#: Requests that are worked on at once; most of them wait for a query's process, so they may be many.
THREADS = 128
#: Seconds after which one looks whether the client is still there; nearly all answers come sooner.
_LOOK_AFTER = 0.1

_LOG = logging.getLogger("paingraph")
_CONTROL = dict.fromkeys((*range(32), *range(127, 160), 8232, 8233), "?")
#: Headers that the gateway's interface names without the prefix HTTP_ (PEP 3333).
_PLAIN = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}
_COMMON = [(name.lower(), value) for name, value in COMMON.items()]
#: What is logged of a request whose client went away; it is nobody's answer.
_GONE = Reply(499, [], b"")


class Gateway:
    """Answers granian's requests by an endpoint and a WSGI application."""

    def __init__(
        self,
        application: WSGIApplication,
        endpoint: Answering,
        body_limit: int,
        body_seconds: float = BODY_SECONDS,
        porter: Porter | None = None,
    ) -> None:
        """Answer what granian brings; where a porter stands before it, it brings what the porter has carried to it."""
        self._application = application
        self._endpoint = endpoint
        self._body_limit = body_limit
        self._body_seconds = body_seconds
        self._porter = porter
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="request")
        self._log = AccessLog()

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Prepare the loop that all requests are answered in."""
        loop.set_default_executor(self._pool)
        if self._porter:
            self._porter.start(loop)
        gc.freeze()  # what is there now stays, and need not be looked at again and again

    def __rsgi_del__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Leave nothing undone when the loop ends."""
        if self._porter:
            self._porter.stop(loop)
        self._log.write()

    async def __rsgi__(self, scope: Scope, protocol: HTTPProtocol) -> None:
        """Answer one request."""
        started = time.perf_counter()
        id_ = request_id(scope.headers.get("x-request-id"))
        try:
            body = await self._body(scope, protocol)
        except TimeoutError:
            reply = _too_slow()
        else:
            reply = await self._reply(scope, protocol, body, id_)
        seconds = time.perf_counter() - started
        self._log.add(self._client(scope), scope.method, scope.path, reply.status, len(reply.body), seconds, id_)
        if reply is not _GONE:
            protocol.response_bytes(reply.status, reply.headers, reply.body)

    def close(self) -> None:
        """Let the threads end with the work that they have."""
        self._pool.shutdown(wait=False)

    def _client(self, scope: Scope) -> str:
        """Return address and port of the client."""
        return self._porter.client(scope.client) if self._porter else scope.client

    def _server(self, scope: Scope) -> str:
        """Return address and port that the client has asked."""
        return self._porter.address if self._porter else scope.server

    async def _body(self, scope: Scope, protocol: HTTPProtocol) -> bytes | None:
        """Collect the body; None if it is too long, and then the rest is left unread."""
        announced = scope.headers.get("content-length")
        if announced is None and "transfer-encoding" not in scope.headers:
            return b""
        if announced and announced.isdecimal() and int(announced) > self._body_limit:
            return None
        chunks: list[bytes] = []
        size = 0
        async with asyncio.timeout(self._body_seconds):
            async for chunk in protocol:
                chunks.append(chunk)
                size += len(chunk)
                if size > self._body_limit:
                    return None
        return b"".join(chunks)

    async def _reply(self, scope: Scope, protocol: HTTPProtocol, body: bytes | None, id_: str) -> Reply:
        if scope.path == PATH:
            reply = await self._endpoints_reply(scope, protocol, body, id_)
            if reply is not None:
                return reply
        environ = _environ(scope, self._client(scope), self._server(scope), body, id_, self._body_limit)
        caller = Caller()
        watch = _Watch(protocol, caller.leave)
        try:
            reply = await asyncio.get_running_loop().run_in_executor(
                self._pool, self._applications_reply, environ, caller
            )
        finally:
            watch.end()
        return _GONE if watch.found_gone else reply

    async def _endpoints_reply(
        self, scope: Scope, protocol: HTTPProtocol, body: bytes | None, id_: str
    ) -> Reply | None:
        """Have the endpoint answer; if the client goes away, the work for it ends."""
        query_string = scope.query_string.encode("utf-8", "surrogateescape")
        base_url = f"{scope.scheme}://{scope.headers.get('host') or scope.authority or self._server(scope)}{scope.path}"
        request = Request(scope.method, query_string, scope.headers, body or b"", base_url, id_)
        task = asyncio.current_task()
        watch = _Watch(protocol, task.cancel if task else lambda: None)
        try:
            if body is None:
                raise _too_long(self._body_limit)
            reply = await self._endpoint.answer(request)
        except asyncio.CancelledError:
            if not watch.found_gone:
                raise
            return _GONE
        except Exception as error:  # every error is an answer, and logged there if it is ours
            reply = problem_reply(error, request)
        finally:
            watch.end()
        if reply is not None:
            reply.headers += [*_COMMON, ("x-request-id", id_)]
            if scope.method == "HEAD":
                reply.headers.append(("content-length", str(len(reply.body))))
                reply.body = b""
        return reply

    def _applications_reply(self, environ: dict[str, Any], caller: Caller) -> Reply:
        """Run the application, in a thread."""
        CALLER.set(caller)
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
            return Reply(head[0], head[1], content)
        except Exception:
            _LOG.exception("the application failed at %s", environ["PATH_INFO"].translate(_CONTROL))
            return _problem(500, "internal", "Internal error", "The server failed at this request.")


class _Watch:
    """Tells when the client goes away; it looks only after a while."""

    def __init__(self, protocol: HTTPProtocol, tell: Callable[[], object]) -> None:
        loop = asyncio.get_running_loop()
        self._protocol = protocol
        self._tell = tell
        self._timer = loop.call_later(_LOOK_AFTER, self._begin)
        self._looking: asyncio.Task[None] | None = None
        #: Whether the client has gone.
        self.found_gone = False

    def end(self) -> None:
        """Look no more."""
        self._timer.cancel()
        if self._looking:
            self._looking.cancel()

    def _begin(self) -> None:
        self._looking = asyncio.get_running_loop().create_task(self._look())

    async def _look(self) -> None:
        await self._protocol.client_disconnect()
        self.found_gone = True
        self._tell()


def _environ(scope: Scope, client: str, server: str, body: bytes | None, id_: str, body_limit: int) -> dict[str, Any]:
    """Return the request's environment (PEP 3333); a body that was too long is named by its length alone."""
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


def _too_long(limit: int) -> TooLargeError:
    return TooLargeError(f"The body of a request may have {limit:,} bytes.", limit="body-limit", value=limit)


def _too_slow() -> Reply:
    return _problem(408, "request-timeout", "Request timeout", "The body came too slowly.")


def _problem(status: int, slug: str, title: str, detail: str) -> Reply:
    """Report what goes wrong outside the application, in the form that it uses itself."""
    body = {"type": f"{BASE}problem/{slug}", "title": title, "status": status, "detail": detail}
    headers = [("content-type", "application/problem+json"), ("connection", "close"), ("cache-control", "no-store")]
    return Reply(status, headers, json.dumps(body).encode())
