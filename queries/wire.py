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

__all__ = ["Deadline", "error_head", "raised", "receive", "send", "too_slow"]

_SIZES = struct.Struct("!IQ")


class Deadline:
    """A moment by which all must be done; None never comes."""

    def __init__(self, seconds: float | None) -> None:
        self._at = None if seconds is None else time.monotonic() + seconds

    def remaining(self) -> float | None:
        """Return the seconds that are left; TimeoutError if none are."""
        if self._at is None:
            return None
        left = self._at - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


#: For whoever waits as long as the other side lives.
_NEVER = Deadline(None)


def send(channel: socket.socket, head: Mapping[str, Any], body: bytes = b"", deadline: Deadline = _NEVER) -> None:
    """Send one frame; TimeoutError at the deadline, OSError if the other side is gone."""
    text = json.dumps(head, separators=(",", ":")).encode()
    channel.settimeout(deadline.remaining())
    channel.sendall(_SIZES.pack(len(text), len(body)) + text)
    if body:
        channel.sendall(body)


def receive(channel: socket.socket, deadline: Deadline = _NEVER) -> tuple[dict[str, Any], bytes]:
    """Receive one frame; EOFError if the other side is gone, TimeoutError at the deadline."""
    head, body = _SIZES.unpack(_exactly(channel, _SIZES.size, deadline))
    return json.loads(_exactly(channel, head, deadline)), _exactly(channel, body, deadline)


def _exactly(channel: socket.socket, size: int, deadline: Deadline) -> bytes:
    channel.settimeout(deadline.remaining())
    first = channel.recv(size) if size else b""
    if len(first) == size:
        return first
    received = bytearray(size)
    received[: len(first)] = first
    view, done = memoryview(received), len(first)
    while done < size:
        channel.settimeout(deadline.remaining())
        count = channel.recv_into(view[done:])
        if count == 0:
            raise EOFError
        done += count
    return bytes(received)


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
