"""A revision: one change by a user, published as a new version; the program that a server runs for each.

`python -m paingraph.queries.revision` has the change evaluated by a child of its own, and believes of what that
answers only lines of the users' graphs that the engine can read; all else it takes from the version before, byte for
byte. If anything fails, or ends either process, the version before stays.

While the child loads the graph, the lines that stay are counted; what is left to do afterwards grows with the change.
"""

from __future__ import annotations

import gc
import json
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

from paingraph.ontology.errors import ConflictError, PaingraphError, PublicationError
from paingraph.ontology.nquads import canonical_bytes
from paingraph.queries.change import Change, Evaluator
from paingraph.queries.counts import Counts
from paingraph.queries.description import METADATA_GRAPH, describe
from paingraph.queries.loading import load_lines
from paingraph.queries.sandbox import die_with_parent
from paingraph.queries.store import Limits
from paingraph.queries.user_graphs import graph_of, user_lines, without_user_lines
from paingraph.queries.versions import CLAIMS, GRAPH, Version, current_version, publish
from paingraph.queries.wire import error_head, head_bytes, receive, send

__all__ = ["main", "revise"]


def revise(data: Path, change: Change, body: bytes, limits: Limits) -> tuple[Version, bool]:
    """Publish the version that a change makes of the current one; return it, and whether the graph was there before.

    Raises:
        ConflictError: it was meant for another version.
        PaingraphError: it is refused, or takes too long or too much; nothing is published.
    """
    version = current_version(data)
    if version is None:
        raise PublicationError(f"There is no version of the graph in {data}; run `paingraph build` first.")
    if change.version not in (None, version.digest):
        raise ConflictError("Another change came first, so this one was not made; see what is there, and try again.")
    with Evaluator(version.folder / GRAPH) as evaluator:
        kept = [line for line in without_user_lines(version.lines()) if graph_of(line) != METADATA_GRAPH]
        counts = Counts(kept)
        outcome = evaluator.outcome(change, body, limits)
    if outcome.lines is None:
        return version, outcome.existed
    users = [*user_lines(outcome.lines)]
    counts.add(users)
    new = [*users, *describe(counts)]
    _require_readable(new)
    graph = canonical_bytes([*kept, *new])
    manifest = {name: value for name, value in version.manifest.items() if name != "digest"}
    manifest["counts"] = {**manifest.get("counts", {}), "triples": graph.count(b"\n")}
    claims = (version.folder / CLAIMS).read_bytes()
    # What is new was read above, and what was there when it was published.
    return publish(data, graph, claims, manifest, lambda _: None, instead_of=version), outcome.existed


def main() -> None:
    """Answer the one change that comes through a socket."""
    gc.disable()  # a short life, in which collections would look at every line again and again
    parent, channel, data = int(sys.argv[1]), socket.socket(fileno=int(sys.argv[2])), Path(sys.argv[3])
    die_with_parent(parent)
    head, body = receive(channel)
    asked = json.loads(head)
    try:
        version, existed = revise(data, Change(**asked["change"]), body, Limits(**asked["limits"]))
    except PaingraphError as error:
        send(channel, head_bytes(error_head(error)))
    else:
        send(channel, head_bytes({"folder": str(version.folder), "version": version.digest, "existed": existed}))


def _require_readable(lines: Sequence[str]) -> None:
    try:
        load_lines(lines)
    except (OSError, SyntaxError, ValueError) as error:
        raise PublicationError(f"The changed graph cannot be read back: {error}.") from error


if __name__ == "__main__":
    main()
