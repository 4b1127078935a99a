"""What queries and updates share on their way in: media types, parameters, graphs and time (SPARQL 1.1 Protocol, 2)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal, Protocol

from paingraph.api.parameters import Number
from paingraph.api.query_strings import pairs
from paingraph.ontology.errors import InputError, MediaTypeError, UsageError

__all__ = [
    "DIRECT",
    "FORM",
    "UPDATE",
    "Message",
    "given_parameters",
    "graphs",
    "only",
    "require_plain_utf8",
    "require_unpacked",
    "seconds",
]

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"

#: Graphs that one request may name, and characters of such a name.
MAX_GRAPHS, MAX_IRI = 100, 2_000
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*")
#: The parameter that a body of that media type is.
_PARAMETERS = {DIRECT: "query", UPDATE: "update"}


class Message(Protocol):
    """A request, our own or Flask's."""

    @property
    def method(self) -> str:
        """Name of the method, in capitals."""

    @property
    def query_string(self) -> bytes:
        """What follows the question mark, as it came."""

    @property
    def headers(self) -> Any:
        """Header fields, by `get`."""

    @property
    def mimetype(self) -> str:
        """Media type of the body, without parameters."""

    @property
    def mimetype_params(self) -> Mapping[str, str]:
        """Parameters of the body's media type."""

    def get_data(self, cache: bool) -> bytes:
        """Return the body."""


def given_parameters(request: Message, direct: str) -> dict[str, list[str]]:
    """Collect the parameters of the request, wherever the protocol lets them stand (sections 2.1 and 2.2).

    `direct` is the media type of texts that the endpoint is there for.
    """
    found = pairs(request.query_string)
    if request.method == "POST":
        media_type = request.mimetype
        require_plain_utf8(request)
        if media_type == FORM:
            found += pairs(request.get_data(cache=False))
        elif media_type in _PARAMETERS:
            found.append((_PARAMETERS[media_type], _body(request)))
        else:
            raise MediaTypeError(
                f"A POST to this endpoint carries {direct} or {FORM}, not {media_type[:80] or 'an unnamed type'}.",
                offered=[direct, FORM],
            )
    given: dict[str, list[str]] = {}
    for name, value in found:
        given.setdefault(name, []).append(value)
    return given


def require_plain_utf8(request: Message) -> None:
    """Refuse a body that says to be in another charset, or packed."""
    charset = request.mimetype_params.get("charset", "utf-8")
    if charset.lower().replace("_", "-") not in ("utf-8", "utf8", "us-ascii"):
        raise MediaTypeError(f"Bodies are read in UTF-8, not in {charset[:40]}.", offered=["utf-8"])
    require_unpacked(request)


def require_unpacked(request: Message) -> None:
    """Refuse a body that says to be packed."""
    if (request.headers.get("content-encoding") or "identity").lower() != "identity":
        raise MediaTypeError("Bodies are read as they are; send this one without Content-Encoding.", offered=[])


def only(given: Mapping[str, Sequence[str]], name: Literal["query", "update"]) -> str:
    """Return the one text that the request carries."""
    texts = given.get(name, [])
    if len(texts) != 1:
        how_many = "none" if not texts else str(len(texts))
        raise UsageError(
            f"A request carries exactly one {name} (parameter {name}); this one has {how_many}.", parameter=name
        )
    return texts[0]


def graphs(given: Mapping[str, Sequence[str]], name: str) -> tuple[str, ...]:
    """Return the graphs that the request names by a parameter."""
    iris = given.get(name, [])
    if len(iris) > MAX_GRAPHS:
        raise UsageError(f"A request may name {MAX_GRAPHS} graphs by {name}.", parameter=name, limit=MAX_GRAPHS)
    for iri in iris:
        if len(iri) > MAX_IRI:
            raise UsageError(f"An IRI may have {MAX_IRI:,} characters.", parameter=name, limit=MAX_IRI)
        if not _IRI.fullmatch(iri):
            raise UsageError(f"The parameter {name} must be an absolute IRI, not {iri[:80]!r}.", parameter=name)
    return tuple(iris)


def seconds(given: Mapping[str, Sequence[str]], longest: float) -> float:
    """Return the seconds that the request may take, which it can shorten by the parameter timeout."""
    timeouts = given.get("timeout", [])
    if len(timeouts) > 1:
        raise UsageError("The parameter timeout is given more than once.", parameter="timeout")
    number = Number(name="timeout", help="Seconds that the request may take.", low=0.001, high=longest)
    return float(number.parse(timeouts[0])) if timeouts else longest


def _body(request: Message) -> str:
    try:
        return request.get_data(cache=False).decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"The body is not UTF-8: byte {error.start} fits no character.", byte=error.start) from None
