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

__all__ = ["Deadline", "error_head", "head_bytes", "raised", "receive", "send", "too_slow"]

_SIZES = struct.Struct("!IQ")
#: struct timeval.
_TIMEVAL = struct.Struct("@ll")
_CHUNK = 65_536


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


def send(channel: socket.socket, head: bytes, body: bytes = b"") -> None:
    """Send one frame; OSError if the other side is gone."""
    frame = _SIZES.pack(len(head), len(body)) + head
    if len(body) <= _CHUNK:  # one system call, for each costs the sender its turn
        channel.sendall(frame + body)
    else:
        channel.sendall(frame)
        channel.sendall(body)


def receive(channel: socket.socket, deadline: Deadline | None = None) -> tuple[bytes, bytes]:
    """Receive head and body of one frame; EOFError if the other side is gone, TimeoutError at the deadline."""
    received = _received(channel, deadline)
    while len(received) < _SIZES.size:
        received += _received(channel, deadline)
    head, body = _SIZES.unpack_from(received)
    start, end = _SIZES.size + head, _SIZES.size + head + body
    if len(received) < end:
        received = _completed(channel, received, end, deadline)
    return received[_SIZES.size : start], received[start:end]


def _completed(channel: socket.socket, received: bytes, size: int, deadline: Deadline | None) -> bytes:
    frame = bytearray(size)
    frame[: len(received)] = received
    view, done = memoryview(frame), len(received)
    while done < size:
        if deadline:
            deadline.bind(channel)
        try:
            count = channel.recv_into(view[done:])
        except BlockingIOError as error:
            raise TimeoutError from error
        if count == 0:
            raise EOFError
        done += count
    return bytes(frame)


def _received(channel: socket.socket, deadline: Deadline | None) -> bytes:
    if deadline:
        deadline.bind(channel)
    try:
        chunk = channel.recv(_CHUNK)
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
