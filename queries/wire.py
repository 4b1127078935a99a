"""What a store and its workers say to each other over a socket: frames of a JSON head and a body of bytes."""

from __future__ import annotations

import json
import math
import socket
import struct
import time
from collections.abc import Iterator, Mapping
from typing import Any

from paingraph.ontology import errors
from paingraph.ontology.errors import PaingraphError, QueryRefusedError, TimeLimitError
from paingraph.queries.store import Limits

__all__ = [
    "Deadline",
    "Frames",
    "arriving",
    "ended",
    "error_head",
    "framed",
    "head_bytes",
    "raised",
    "receive",
    "send",
    "too_slow",
]

_SIZES = struct.Struct("!IQ")
#: struct timeval.
_TIMEVAL = struct.Struct("@ll")
#: Bytes up to which a body is sent together with its head.
_TOGETHER = 65_536
#: Bytes that are received at once while the rest is not known to be more; more would cost memory management time.
_CHUNK = 16_384
_LARGE_CHUNK = 1_000_000


class Deadline:
    """A moment by which all must be done."""

    def __init__(self, seconds: float) -> None:
        self._at = time.monotonic() + seconds

    def remaining(self) -> float:
        """Return the seconds that are left; TimeoutError if none are."""
        left = self._at - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def bind(self, channel: socket.socket) -> None:
        """Let the next reception on a blocking socket fail at this moment.

        The kernel keeps the time: a socket with Python's own timeout takes a second system call for each reception.
        """
        seconds, fraction = divmod(max(self.remaining(), 1e-3), 1)
        channel.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, _TIMEVAL.pack(int(seconds), int(fraction * 1e6)))


def head_bytes(head: Mapping[str, Any]) -> bytes:
    """Return the head of a frame as it is sent."""
    return json.dumps(head, separators=(",", ":")).encode()


def framed(head: bytes, body: bytes) -> bytes:
    """Return a frame as it is sent."""
    return _SIZES.pack(len(head), len(body)) + head + body


def send(channel: socket.socket, head: bytes, body: bytes = b"") -> None:
    """Send one frame; OSError if the other side is gone."""
    if len(body) <= _TOGETHER:  # one system call, for each costs the sender its turn
        channel.sendall(framed(head, body))
    else:
        channel.sendall(_SIZES.pack(len(head), len(body)) + head)
        channel.sendall(body)


def receive(channel: socket.socket, deadline: Deadline | None = None) -> tuple[bytes, bytes]:
    """Receive head and body of one frame; EOFError if the other side is gone, TimeoutError at the deadline."""
    frames = Frames()
    while not (found := frames.feed(_received(channel, deadline, frames.missing))):
        pass
    return found[0]


def arriving(channel: socket.socket) -> Iterator[tuple[bytes, bytes]]:
    """Yield head and body of one frame after the other; EOFError when the other side is gone."""
    frames = Frames()
    while True:
        yield from frames.feed(_received(channel, None, frames.missing))


class Frames:
    """Frames that arrive in pieces; nearly all come whole, and one at a time."""

    __slots__ = ("_received", "missing")

    def __init__(self) -> None:
        self._received = bytearray()
        #: How many bytes are known to come.
        self.missing = 0

    def feed(self, chunk: bytes) -> list[tuple[bytes, bytes]]:
        """Add what came; return head and body of each frame that is whole."""
        if not self._received and len(chunk) >= _SIZES.size:
            head, body = _SIZES.unpack_from(chunk)
            start, end = _SIZES.size + head, _SIZES.size + head + body
            if len(chunk) == end:
                return [(chunk[_SIZES.size : start], chunk[start:])]
        self._received += chunk
        return list(self._whole())

    def _whole(self) -> Iterator[tuple[bytes, bytes]]:
        self.missing = 0
        while len(self._received) >= _SIZES.size:
            head, body = _SIZES.unpack_from(self._received)
            start, end = _SIZES.size + head, _SIZES.size + head + body
            self.missing = max(end - len(self._received), 0)
            if self.missing:
                return
            with memoryview(self._received) as view:
                frame = bytes(view[_SIZES.size : start]), bytes(view[start:end])
            del self._received[:end]
            yield frame


def _received(channel: socket.socket, deadline: Deadline | None, missing: int) -> bytes:
    if deadline:
        deadline.bind(channel)
    try:
        chunk = channel.recv(_CHUNK if missing <= _CHUNK else _LARGE_CHUNK)
    except BlockingIOError as error:
        raise TimeoutError from error
    if not chunk:
        raise EOFError
    return chunk


def too_slow(limits: Limits) -> TimeLimitError:
    """Return the error of a query that was ended at its time limit."""
    return TimeLimitError(
        f"The query took longer than the limit of {limits.duration} and was ended; ask for less.",
        limit="seconds",
        value=limits.seconds,
        retry_after=math.ceil(limits.seconds),
    )


def ended(memory_bytes: int) -> QueryRefusedError:
    """Return the error of a query that took its process down."""
    return QueryRefusedError(
        "The query ended the process that evaluated it: it nests too deep, or needs more memory than the limit "
        f"of {memory_bytes:,} bytes.",
        limit="memory_bytes",
        value=memory_bytes,
    )


def error_head(error: PaingraphError) -> dict[str, Any]:
    """Return an error as the head of a frame."""
    return {"error": type(error).__name__, "message": error.message, "details": error.details}


def raised(head: Mapping[str, Any]) -> PaingraphError:
    """Return the error that a head tells of."""
    kind: type[PaingraphError] = getattr(errors, head["error"])
    return kind(head["message"], **head["details"])
