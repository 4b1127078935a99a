"""A revision: one change by a user, evaluated in a process that may die of it, and published as a new version.

Two processes stand between a change and the server, `python -m paingraph.queries.revision` and its child. The child
is walled in like a worker, holds the graphs in memory and evaluates what was sent. The parent believes of its answer
only the lines of the users' graphs; all else it takes from the version before, byte for byte. If anything fails, or
ends either of them, the version before stays.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from paingraph.ontology.errors import PaingraphError, PublicationError, QueryRefusedError, TimeLimitError
from paingraph.ontology.nquads import canonical_bytes
from paingraph.queries.description import METADATA_GRAPH, describe
from paingraph.queries.loading import Storage, load, prepare
from paingraph.queries.sandbox import confine, die_with_parent, limit_memory, mapped_bytes
from paingraph.queries.scratch import Scratch
from paingraph.queries.store import Limits
from paingraph.queries.user_graphs import graph_of, without_user_lines
from paingraph.queries.versions import CLAIMS, GRAPH, Version, current_version, publish
from paingraph.queries.wire import Deadline, error_head, head_bytes, raised, receive, send

__all__ = ["LOAD_SECONDS", "Change", "main", "revise"]

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


def revise(data: Path, change: Change, body: bytes, limits: Limits) -> tuple[Version, bool]:
    """Publish the version that a change makes of the current one; return it, and whether the graph was there before.

    Raises:
        PaingraphError: the change is refused, or takes too long or too much; nothing is published.
    """
    version = current_version(data)
    if version is None:
        raise PublicationError(f"There is no version of the graph in {data}; run `paingraph build` first.")
    head, lines = _evaluated(version.folder / GRAPH, change, body, limits)
    if not head["changed"]:
        return version, head["existed"]
    kept = [
        line
        for line in without_user_lines((version.folder / GRAPH).read_text(encoding="utf-8").splitlines())
        if graph_of(line) != METADATA_GRAPH
    ]
    new = [*kept, *filter(None, lines.decode("utf-8").split("\n"))]
    graph = canonical_bytes([*new, *describe(new)])
    manifest = {name: value for name, value in version.manifest.items() if name != "digest"}
    manifest["counts"] = {**manifest.get("counts", {}), "triples": graph.count(b"\n")}
    claims = (version.folder / CLAIMS).read_bytes()
    return publish(data, graph, claims, manifest, _check, instead_of=version), head["existed"]


def main() -> None:
    """Answer the one change that comes through a socket."""
    parent, channel, data = int(sys.argv[1]), socket.socket(fileno=int(sys.argv[2])), Path(sys.argv[3])
    die_with_parent(parent)
    head, body = receive(channel)
    asked = json.loads(head)
    try:
        version, existed = revise(data, Change(**asked["change"]), body, Limits(**asked["limits"]))
    except PaingraphError as error:
        send(channel, head_bytes(error_head(error)))
    else:
        send(channel, head_bytes({"folder": str(version.folder), "existed": existed}))


def _check(folder: Path) -> None:
    """Load the version as a server does; one that cannot be read is not published."""
    try:
        load(folder, prepare(folder, Storage.AUTO))
    except (OSError, SyntaxError, ValueError) as error:
        raise PublicationError(f"The changed graph cannot be read back: {error}.") from error


def _evaluated(graph_file: Path, change: Change, body: bytes, limits: Limits) -> tuple[dict[str, Any], bytes]:
    """Have a child evaluate the change; return what it says, and the users' lines."""
    ours, theirs = socket.socketpair()
    own = os.getpid()
    child = os.fork()
    if child == 0:
        try:
            ours.close()
            die_with_parent(own)
            _evaluate(graph_file, theirs)
        finally:  # never return into the parent's code
            os._exit(0)
    theirs.close()
    try:
        receive(ours, Deadline(LOAD_SECONDS))
        send(ours, head_bytes({"change": asdict(change), "limits": asdict(limits)}), body)
        answered, lines = receive(ours, Deadline(limits.seconds))
    except TimeoutError as error:
        raise TimeLimitError(
            f"The change took longer than the limit of {limits.seconds:g} seconds and was ended; nothing was changed.",
            limit="seconds",
            value=limits.seconds,
        ) from error
    except (OSError, EOFError) as error:
        raise QueryRefusedError(
            "The change ended the process that evaluated it: it nests too deep, or needs more memory than the limit "
            f"of {limits.memory_bytes:,} bytes. Nothing was changed.",
            limit="memory_bytes",
            value=limits.memory_bytes,
        ) from error
    finally:
        ours.close()
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    head: dict[str, Any] = json.loads(answered)
    if "error" in head:
        raise raised(head)
    return head, lines


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


if __name__ == "__main__":
    main()
