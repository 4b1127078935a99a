"""The gateway: what granian's own protocol brings goes to the SPARQL endpoint, or to the application in a thread.

Queries are answered in the event loop itself. The application is WSGI, and granian's WSGI reads a body inside the
thread that answers, however slowly it comes; a few dozen idle clients would stop the service. Here the event loop
collects each body, under a limit of size and one of time, and only then a thread works.
"""

from __future__ import annotations

import asyncio
import gc
import json
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from paingraph.api.access_log import AccessLog
from paingraph.api.headers import COMMON, request_id
from paingraph.api.messages import Answering, Reply, Request
from paingraph.api.problems import problem_reply
from paingraph.api.sparql import PATH
from paingraph.api.watch import Watch
from paingraph.api.wsgi import answered, environment
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
        environ = environment(scope, self._client(scope), self._server(scope), body, id_, self._body_limit)
        caller = Caller()
        watch = Watch(protocol, caller.leave)
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
        watch = Watch(protocol, task.cancel if task else lambda: None)
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
        reply = answered(self._application, environ)
        return reply or _problem(500, "internal", "Internal error", "The server failed at this request.")


def _too_long(limit: int) -> TooLargeError:
    return TooLargeError(f"The body of a request may have {limit:,} bytes.", limit="body-limit", value=limit)


def _too_slow() -> Reply:
    return _problem(408, "request-timeout", "Request timeout", "The body came too slowly.")


def _problem(status: int, slug: str, title: str, detail: str) -> Reply:
    """Report what goes wrong outside the application, in the form that it uses itself."""
    body = {"type": f"{BASE}problem/{slug}", "title": title, "status": status, "detail": detail}
    headers = [("content-type", "application/problem+json"), ("connection", "close"), ("cache-control", "no-store")]
    return Reply(status, headers, json.dumps(body).encode())
