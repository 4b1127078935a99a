"""A request and its answer, apart from any web framework: what the answers that need none are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from werkzeug.http import parse_options_header

__all__ = ["Answering", "Fields", "Reply", "Request"]


class Fields(Protocol):
    """The header fields of a request, by names in small letters."""

    def get(self, key: str, /) -> str | None:
        """Return a field's value, None if it is not there."""


class Answering(Protocol):
    """What answers requests in the event loop."""

    async def answer(self, request: Request) -> Reply | None:
        """Answer a request; None leaves it to the application for readers."""


@dataclass(slots=True)
class Request:
    """A request whose body has come."""

    method: str
    #: What follows the question mark, as it came.
    query_string: bytes
    headers: Fields
    body: bytes
    #: Scheme, host and path, as `http://localhost:8000/sparql`.
    base_url: str
    #: Name of the request in answer and log.
    id: str

    @property
    def mimetype(self) -> str:
        """Media type of the body, without parameters."""
        return parse_options_header(self.headers.get("content-type"))[0].lower()

    @property
    def mimetype_params(self) -> Mapping[str, str]:
        """Parameters of the body's media type."""
        return parse_options_header(self.headers.get("content-type"))[1]

    def get_data(self, cache: bool = False) -> bytes:
        """Return the body, in the words of Flask's request."""
        return self.body


@dataclass(slots=True)
class Reply:
    """An answer: status, header fields with small names, body."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes
