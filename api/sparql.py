"""SPARQL 1.1 Protocol, query operation: GET, form POST, direct POST; read-only, under limits.

The endpoint answers in the event loop, ahead of the application: a query costs little more than its evaluation.
Section numbers are those of the protocol (W3C Recommendation of 21 March 2013).
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from paingraph.api.caching import REVALIDATE, Validator, accepts_gzip, holds, packed_tag
from paingraph.api.description import ServiceDescription
from paingraph.api.headers import MIN_GZIP, PREFLIGHT, packed
from paingraph.api.messages import Reply, Request
from paingraph.api.negotiation import prefers_html
from paingraph.api.problems import wrong_method_reply
from paingraph.api.protocol import DIRECT, Message, given_parameters, graphs, only, seconds
from paingraph.api.query_strings import require_short
from paingraph.api.settings import Settings
from paingraph.ontology.errors import ForbiddenError, PaingraphError
from paingraph.queries.cache import is_volatile
from paingraph.queries.formats import GRAPHS, SOLUTIONS, Format, acceptable
from paingraph.queries.store import Dataset, Limits, Store

__all__ = ["PATH", "Endpoint", "Question", "content_type", "parameters", "question"]

PATH = "/sparql"
_METHODS = ("GET", "HEAD", "OPTIONS", "POST")
_OFFER = (*SOLUTIONS, *GRAPHS)
_MEDIA_TYPES = tuple(format_.media_type for format_ in _OFFER)
_VARY = ("vary", "Accept, Accept-Encoding")
#: Bytes of requests that are remembered together with what they ask.
_MEMORY = 4_000_000
#: Bytes beyond which a body is packed aside.
_LONG = 30_000


@dataclass(frozen=True, slots=True)
class Question:
    """What a request asks: a query, its dataset, the formats that it admits, and what it may use."""

    query: str
    dataset: Dataset
    accept: tuple[Format, ...]
    limits: Limits
    #: Tag of the answer; none if it changes by itself, or was not asked by GET.
    tag: str | None = None


class _Other(Enum):
    """What else a request may want."""

    PAGE = auto()
    DESCRIPTION = auto()


class Endpoint:
    """The endpoint over one version of the graph."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        *,
        updatable: bool = False,
        aside: Callable[..., Awaitable[bytes]] = asyncio.to_thread,
    ) -> None:
        """Answer by a store; `aside` runs what takes long, so that other requests need not wait for it."""
        self._settings = settings
        self._aside = aside
        self._store = store
        self._validator = Validator(store.version)
        self._description = ServiceDescription.of(settings, store, updatable=updatable)
        self._readings: OrderedDict[tuple[object, ...], Question | _Other] = OrderedDict()
        self._remembered = 0

    async def answer(self, request: Request) -> Reply | None:
        """Answer a request; None if a reader asks, for whom there is a page."""
        accept = request.headers.get("accept")
        if request.method not in _METHODS:
            return None if prefers_html(accept, *_MEDIA_TYPES) else wrong_method_reply(request, _METHODS)
        if request.method == "OPTIONS":
            allowed = [(name.lower(), value) for name, value in PREFLIGHT.items()]
            return Reply(200, [("allow", ", ".join(_METHODS)), *allowed], b"")
        try:
            wanted = self._reading(request, accept)
        except PaingraphError:
            if prefers_html(accept, *_MEDIA_TYPES):
                return None
            raise
        if wanted is _Other.PAGE:
            return None
        gzip = accepts_gzip(request.headers.get("accept-encoding"))
        reply = await (self._asked(wanted, request, gzip) if isinstance(wanted, Question) else self._described(request))
        if gzip and len(reply.body) >= MIN_GZIP:
            long = len(reply.body) > _LONG
            body = await self._aside(packed, reply.body) if long else packed(reply.body)
            reply = Reply(reply.status, [*reply.headers, ("content-encoding", "gzip")], body)
        return reply

    async def _asked(self, question: Question, request: Request, gzip: bool) -> Reply:
        if question.tag is None:
            caching = [("cache-control", "no-store"), _VARY]
        else:
            tag = packed_tag(question.tag) if gzip else question.tag
            caching = [("etag", f'"{tag}"'), ("cache-control", REVALIDATE), _VARY]
            if holds(request.headers.get("if-none-match"), tag):
                return Reply(304, caching, b"")
        answer = await self._store.answer(
            question.query, question.accept, dataset=question.dataset, limits=question.limits
        )
        return Reply(200, [("content-type", content_type(answer.format)), *caching], answer.body)

    async def _described(self, request: Request) -> Reply:
        """Describe the service (SPARQL 1.1 Service Description, section 2); the tag covers the address asked."""
        format_ = acceptable(request.headers.get("accept"), GRAPHS)[0]
        tag = self._validator.name(request.base_url, "", format_.label)
        if accepts_gzip(request.headers.get("accept-encoding")):
            tag = packed_tag(tag)
        caching = [("etag", f'"{tag}"'), ("cache-control", REVALIDATE), _VARY]
        if holds(request.headers.get("if-none-match"), tag):
            return Reply(304, caching, b"")
        body = await self._aside(self._description.service, request.base_url, format_)
        return Reply(200, [("content-type", content_type(format_)), *caching], body)

    def _reading(self, request: Request, accept: str | None) -> Question | _Other:
        """Return what a request wants; what was read once need not be read again."""
        key: tuple[object, ...] = (request.method, request.query_string, accept)
        if request.method == "POST":
            field = request.headers.get
            key += (request.body, field("content-type"), field("content-encoding"))
        known = self._readings.get(key)
        if known is not None:
            self._readings.move_to_end(key)
            return known
        reading = self._read(request, accept)
        self._readings[key] = reading
        self._remembered += _size(key)
        while self._remembered > _MEMORY:
            self._remembered -= _size(self._readings.popitem(last=False)[0])
        return reading

    def _read(self, request: Request, accept: str | None) -> Question | _Other:
        require_short(request.query_string)
        given = parameters(request)
        if "format" not in given and prefers_html(accept, *_MEDIA_TYPES):
            return _Other.PAGE
        by_get = request.method != "POST"
        if by_get and not given.keys() & {"query", "default-graph-uri", "timeout"}:
            return _Other.DESCRIPTION
        asked = question(given, accept, self._settings)
        if not by_get or is_volatile(asked.query):
            return asked
        labels = (format_.label for format_ in asked.accept)
        tag = self._validator.name(PATH, request.query_string.decode("latin-1"), *labels)
        return Question(asked.query, asked.dataset, asked.accept, asked.limits, tag)


def parameters(request: Message) -> dict[str, list[str]]:
    """Return the parameters of a query's request, wherever they stand."""
    given = given_parameters(request, DIRECT)
    if "update" in given:
        raise ForbiddenError("This endpoint answers queries; updates are posted to /update.", endpoint="/update")
    return given


def question(given: Mapping[str, Sequence[str]], accept: str | None, settings: Settings) -> Question:
    """Return what the parameters of a request ask."""
    return Question(
        only(given, "query"),
        Dataset(graphs(given, "default-graph-uri"), graphs(given, "named-graph-uri")),
        _formats(given.get("format", []), accept),
        Limits(seconds(given, settings.query_timeout), settings.result_limit, settings.memory_limit),
    )


def content_type(format_: Format) -> str:
    """Return the Content-Type of an answer in a format."""
    return _CONTENT_TYPES[format_]


def _content_type(format_: Format) -> str:
    if format_ is Format.CSV:
        return f"{format_.media_type}; charset=utf-8; header=present"
    return f"{format_.media_type}; charset=utf-8" if format_.media_type.startswith("text/") else format_.media_type


_CONTENT_TYPES = {format_: _content_type(format_) for format_ in Format}


def _formats(names: Sequence[str], accept: str | None) -> tuple[Format, ...]:
    """Return the formats that the request admits; `format` names one for those whose header takes all.

    Clients send names of their own there too, beside a header that says it better, so an unknown one is passed over.
    """
    chosen = tuple(f for name in names for f in _OFFER if name and name.lower() in _names(f))
    if chosen and ((accept or "").strip() in ("", "*/*") or prefers_html(accept, *_MEDIA_TYPES)):
        return chosen
    return acceptable(accept, _OFFER)


def _names(format_: Format) -> tuple[str, ...]:
    """Return what a client may call a format by; json and xml are a table's or a graph's."""
    common = format_.alias.removeprefix("application/")
    return format_.label, format_.extension, format_.media_type, format_.alias, common


def _size(key: tuple[object, ...]) -> int:
    """Return about how many bytes a reading takes: its text stands in the key and in the question."""
    return 1_000 + 2 * sum(len(part) for part in key if isinstance(part, str | bytes))
