"""A client of the whole service, without a network: each request goes through the gateway and the application."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast

from flask.testing import FlaskClient
from werkzeug.datastructures import EnvironHeaders, Headers

from paingraph.api.app import create_app
from paingraph.api.gateway import Gateway
from paingraph.api.settings import Settings
from paingraph.api.sparql import Endpoint
from paingraph.queries.store import Store

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

__all__ = ["ServiceClient", "client_of"]


class _Exchange:
    """A request as granian hands it over: its scope and its protocol in one."""

    def __init__(self, environ: WSGIEnvironment) -> None:
        self.headers = Headers((k.lower(), v) for k, v in EnvironHeaders(environ))
        self.authority = None
        self.method = environ["REQUEST_METHOD"]
        self.path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
        self.query_string = environ["QUERY_STRING"].encode("latin-1").decode("utf-8", "surrogateescape")
        self.scheme, self.http_version = environ["wsgi.url_scheme"], "1.1"
        self.server, self.client = f"{environ['SERVER_NAME']}:{environ['SERVER_PORT']}", "127.0.0.1:9"
        self.body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        self.answer: tuple[list[bytes], str, Headers] = ([], "", Headers())

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield self.body

    async def client_disconnect(self) -> None:
        """Stay."""
        await asyncio.Event().wait()

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        """Take the answer."""
        self.answer = [body], f"{status} {HTTPStatus(status).phrase}", Headers(headers)


class ServiceClient(FlaskClient):
    """A client that goes through the gateway, as a request over the network does."""

    gateway: Gateway

    def run_wsgi_app(self, environ: WSGIEnvironment, buffered: bool = False) -> tuple[Iterable[bytes], str, Headers]:
        """Answer one request, in an event loop of its own."""
        exchange = _Exchange(environ)
        asyncio.run(self.gateway.__rsgi__(cast(Any, exchange), cast(Any, exchange)))
        return exchange.answer


@contextmanager
def client_of(store: Store, settings: Settings) -> Iterator[FlaskClient]:
    """Make a client of the service on a store, with settings of its own."""
    app = create_app(settings, store)
    app.test_client_class = ServiceClient
    client = app.test_client()
    assert isinstance(client, ServiceClient)
    client.gateway = Gateway(app, Endpoint(settings, store), settings.body_limit)
    yield client
    client.gateway.close()
    app.extensions["paingraph.annotator"].close()
