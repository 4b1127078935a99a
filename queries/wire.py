"""What a store and its workers say to each other over a socket: frames of a JSON head and a body of bytes."""

from __future__ import annotations

import json
import math
import socket
import struct
import time
from collections.abc import Mapping
from typing import Any

from paingraph.ontology import errors
from paingraph.ontology.errors import PaingraphError, TimeLimitError
from paingraph.queries.store import Limits

__all__ = ["Deadline", "Frame", "error_head", "framed", "head_bytes", "raised", "receive", "send", "too_slow"]

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
    frame = Frame()
    while not frame.feed(_received(channel, deadline, frame.missing)):
        pass
    return frame.parts()


class Frame:
    """A frame that arrives in pieces; nearly all come whole."""

    __slots__ = ("_head", "_received", "_size")

    def __init__(self) -> None:
        self._received: bytes | bytearray = b""
        self._head = 0
        self._size = 0

    def feed(self, chunk: bytes) -> bool:
        """Add what came; tell whether the frame is whole."""
        if self._received:
            self._received = bytearray(self._received) if isinstance(self._received, bytes) else self._received
            self._received += chunk
        else:
            self._received = chunk
        if not self._size and len(self._received) >= _SIZES.size:
            self._head, body = _SIZES.unpack_from(self._received)
            self._size = _SIZES.size + self._head + body
        return 0 < self._size <= len(self._received)

    @property
    def missing(self) -> int:
        """How many bytes are known to come."""
        return self._size - len(self._received)

    def parts(self) -> tuple[bytes, bytes]:
        """Return head and body."""
        start = _SIZES.size + self._head
        view = memoryview(self._received)
        return bytes(view[_SIZES.size : start]), bytes(view[start : self._size])


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
        f"The query took longer than the limit of {limits.seconds:g} seconds and was ended; ask for less.",
        limit="seconds",
        value=limits.seconds,
        retry_after=math.ceil(limits.seconds),
    )


def error_head(error: PaingraphError) -> dict[str, Any]:
    """Return an error as the head of a frame."""
    return {"error": type(error).__name__, "message": error.message, "details": error.details}


def raised(head: Mapping[str, Any]) -> PaingraphError:
    """Return the error that a head tells of."""
    kind: type[PaingraphError] = getattr(errors, head["error"])
    return kind(head["message"], **head["details"])
