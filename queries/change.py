"""A change by a user, and the process that evaluates it.

That process is walled in like a worker, holds the graphs in memory, and may die of what it is sent. What it answers
is a user's word: the lines that it wants the users' graphs to have.
"""

from __future__ import annotations

import json
import os
import signal
import socket
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from paingraph.ontology.errors import PaingraphError, QueryRefusedError, TimeLimitError
from paingraph.queries.sandbox import confine, die_with_parent, limit_memory, mapped_bytes
from paingraph.queries.scratch import Scratch
from paingraph.queries.store import Limits
from paingraph.queries.wire import Deadline, error_head, head_bytes, raised, receive, send

__all__ = ["LOAD_SECONDS", "Change", "Evaluator", "Outcome"]

#: Seconds that loading the graph may take, before the time of the change itself begins.
LOAD_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class Change:
    """What is asked; the text of an update, or the bodies of RDF one after the other, are sent beside it."""

    action: Literal["update", "put", "post", "delete"]
    #: The graph's IRI, empty for the users' unnamed graph, None for all that users wrote.
    graph: str | None = None
    #: Media type and length of each body.
    bodies: Sequence[tuple[str, int]] = ()
    base: str = ""
    using: Sequence[str] = ()
    using_named: Sequence[str] = ()
    #: Digest of the version that it is meant for; None for whichever is current.
    version: str | None = None

    def apply(self, scratch: Scratch, data: bytes) -> bool:
        """Carry it out; return whether the graph was there before."""
        match self.action:
            case "update":
                scratch.update(data.decode("utf-8"), self.using, self.using_named)
            case "delete":
                scratch.delete(self.graph)
            case _:
                return scratch.put(self.graph, self._bodies(data), self.base, replace=self.action == "put")
        return True

    def _bodies(self, data: bytes) -> Iterable[tuple[str, bytes]]:
        start = 0
        for media_type, length in self.bodies:
            yield media_type, data[start : start + length]
            start += length


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a change leads to."""

    #: Whether its graph was there before.
    existed: bool
    #: All that users say then, as lines of N-Quads; None if they say what they said before.
    lines: Sequence[str] | None


class Evaluator:
    """A child of this process, which loads the graphs of a file, evaluates one change, and is ended."""

    def __init__(self, graph_file: Path) -> None:
        self._channel, theirs = socket.socketpair()
        own = os.getpid()
        self._child = os.fork()
        if self._child == 0:
            try:
                self._channel.close()
                die_with_parent(own)
                _evaluate(graph_file, theirs)
            finally:  # never return into the parent's code
                os._exit(0)
        theirs.close()

    def __enter__(self) -> Evaluator:
        """Return it; it is loading."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the child, whatever it is doing."""
        self._channel.close()
        with suppress(ProcessLookupError):
            os.kill(self._child, signal.SIGKILL)
        os.waitpid(self._child, 0)

    def outcome(self, change: Change, body: bytes, limits: Limits) -> Outcome:
        """Wait until it has loaded, and return what the change leads to.

        Raises:
            PaingraphError: the change is refused, or takes too long or too much.
        """
        try:
            receive(self._channel, Deadline(LOAD_SECONDS))
            send(self._channel, head_bytes({"change": asdict(change), "limits": asdict(limits)}), body)
            answered, lines = receive(self._channel, Deadline(limits.seconds))
        except TimeoutError as error:
            raise TimeLimitError(
                f"The change took longer than the limit of {limits.duration} and was ended; nothing was changed.",
                limit="seconds",
                value=limits.seconds,
            ) from error
        except (OSError, EOFError) as error:
            raise QueryRefusedError(
                "The change ended the process that evaluated it: it nests too deep, or needs more memory than the "
                f"limit of {limits.memory_bytes:,} bytes. Nothing was changed.",
                limit="memory_bytes",
                value=limits.memory_bytes,
            ) from error
        head = json.loads(answered)
        if "error" in head:
            raise raised(head)
        return Outcome(head["existed"], [*filter(None, lines.decode().split("\n"))] if head["changed"] else None)


def _evaluate(graph_file: Path, channel: socket.socket) -> None:
    """Load the graphs, raise the walls, and answer the one change that comes."""
    scratch = Scratch(graph_file)
    at_rest = mapped_bytes()
    confine(files=False)
    send(channel, head_bytes({}))
    head, body = receive(channel)
    asked = json.loads(head)
    if at_rest:
        limit_memory(at_rest + asked["limits"]["memory_bytes"])
    try:
        existed = Change(**asked["change"]).apply(scratch, body)
        lines = scratch.lines()
        answer = {"existed": existed, "changed": lines is not None}
        send(channel, head_bytes(answer), "\n".join(lines or ()).encode())
    except PaingraphError as error:
        send(channel, head_bytes(error_head(error)))
    except MemoryError:
        send(channel, head_bytes(error_head(QueryRefusedError("The change needs more memory than it may use."))))
