"""A change becomes a version, or nothing does."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from paingraph.api.authorization import Authority
from paingraph.api.revisions import Revisions
from paingraph.api.settings import Settings
from paingraph.assembly import users_of
from paingraph.build import build
from paingraph.changes import add, retract
from paingraph.ontology.errors import ConflictError, PaingraphError, QueryRefusedError, TimeLimitError
from paingraph.queries.change import Change
from paingraph.queries.store import Limits
from paingraph.queries.versions import CLAIMS, GRAPH, Version, current_version, publish
from paingraph.queries.wire import head_bytes, send

INSERT = b"INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:b> 'mine' } }"
MINE = '<urn:a> <urn:b> "mine" <urn:g> .'


@pytest.fixture
def data(small_version: Version, tmp_path: Path) -> Path:
    """A data folder with the small graph."""
    shutil.copytree(small_version.folder.parents[1], tmp_path / "data", symlinks=True)
    return tmp_path / "data"


def current(data: Path) -> Version:
    """The version that would be served."""
    version = current_version(data)
    assert version is not None
    return version


def revise(data: Path, change: Change, body: bytes = b"", seconds: float = 30, memory: int = 1_500_000_000) -> Version:
    """Make a change in a process of its own, as a server does; return the version that it leads to."""
    settings = Settings(data=data, query_timeout=seconds, memory_limit=memory)
    served: list[Path] = []
    Revisions(Authority("a-token-of-no-account"), settings, served.append).revise(change, body)
    assert served == [current(data).folder]
    return current(data)


def test_a_change_is_published_with_all_that_was_there(data: Path) -> None:
    """Byte for byte, apart from what describes the whole; and the way back leads to the same version."""
    before = current(data)
    after = revise(data, Change("update"), INSERT)
    assert current(data).digest == after.digest != before.digest
    old, new = ({*(v.folder / GRAPH).read_text(encoding="utf-8").splitlines()} for v in (before, after))
    assert MINE in new
    assert {line for line in old - new if "/graph/metadata>" not in line} == set()
    assert (after.folder / CLAIMS).read_bytes() == (before.folder / CLAIMS).read_bytes()
    assert after.manifest["counts"]["triples"] == len(new)
    assert any("<urn:g> <http://purl.org/dc/terms/description>" in line for line in new)
    first = revise(data, Change("delete", "urn:g"))
    again = revise(data, Change("update"), INSERT)
    assert again.digest == after.digest != first.digest


def test_what_changes_nothing_makes_no_version(data: Path) -> None:
    """The same version is served on."""
    before = current(data)
    assert revise(data, Change("update"), b"DELETE DATA { <urn:a> <urn:b> 1 }") == before


LOAD = b'{"http://example.org/p":[' * 20_000 + b"1" + b"]}" * 20_000
DOUBLING = " ".join(f"BIND(CONCAT({', '.join([f'?x{i}'] * 8)}) AS ?x{i + 1})" for i in range(12))
JOIN = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a = ?l)"


@pytest.mark.parametrize(
    ("change", "body", "limits", "error"),
    [
        (Change("update"), f"INSERT {{ ?a ?b ?c }} WHERE {{ {JOIN} }}", {"seconds": 1}, TimeLimitError),
        (
            Change("update"),
            f"INSERT {{ <urn:a> <urn:b> ?x12 }} WHERE {{ BIND('12345678' AS ?x0) {DOUBLING} }}",
            {"memory": 300_000_000},
            QueryRefusedError,
        ),
        (Change("put", "urn:g", [("application/ld+json", len(LOAD))], "urn:base"), LOAD, {}, QueryRefusedError),
    ],
    ids=["too long", "too much", "too deep"],
)
def test_a_change_that_takes_its_process_down_changes_nothing(
    data: Path, change: Change, body: str | bytes, limits: dict[str, int], error: type[PaingraphError]
) -> None:
    """The limits are those of a query."""
    before = current(data)
    with pytest.raises(error):
        revise(data, change, body if isinstance(body, bytes) else body.encode(), **limits)
    assert current(data) == before


def test_of_two_that_change_one_version_the_second_is_told(data: Path) -> None:
    """So that what the first wrote is not lost."""
    before = current(data)
    publish(data, b"<s> <p> <o> <g> .\n", b"", {}, lambda _: None, instead_of=before)
    with pytest.raises(ConflictError, match="Try again"):
        publish(data, b"<s> <p> <o> <h> .\n", b"", {}, lambda _: None, instead_of=before)


@pytest.mark.parametrize("moment", ["asked", "not asked"])
def test_a_process_that_is_killed_amid_a_change_leaves_the_version(data: Path, moment: str) -> None:
    """Whatever it was doing; and the next change goes on from there."""
    before = current(data)
    ours, theirs = socket.socketpair()
    with ours, theirs:
        arguments = [str(os.getpid()), str(theirs.fileno()), str(data)]
        process = subprocess.Popen(
            [sys.executable, "-m", "paingraph.queries.revision", *arguments], pass_fds=[theirs.fileno()]
        )
        if moment == "asked":
            slow = f"INSERT {{ ?a ?b ?c }} WHERE {{ {JOIN} }}".encode()
            head = {"change": asdict(Change("update")), "limits": asdict(Limits(seconds=600))}
            send(ours, head_bytes(head), slow)
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
    assert current(data) == before
    revise(data, Change("update"), INSERT)
    assert users_of(current(data)) == [MINE]


def test_what_users_wrote_stays_through_builds_additions_and_retractions(
    shipped_version: Version, tmp_path: Path
) -> None:
    """Nothing is concluded from it, and the gate does not judge it."""
    data = shutil.copytree(shipped_version.folder.parents[1], tmp_path / "data", symlinks=True)
    revise(data, Change("update"), INSERT)
    file = tmp_path / "950-more.txt"
    file.write_text("A nerve block relieves sciatica.\n", encoding="utf-8")
    add(data, [file], lambda _: None)
    assert users_of(current(data)) == [MINE]
    retract(data, "950", lambda _: None)
    assert users_of(current(data)) == [MINE]
    assert users_of(build(data).version) == [MINE]
    assert revise(data, Change("delete", None)).digest == shipped_version.digest


def test_a_damaged_version_is_built_anew_and_says_what_is_lost(data: Path) -> None:
    """A build must help where a server cannot."""
    (current(data).folder / "manifest.json").write_text("{")
    summary = build(data)
    assert any("damaged" in note for note in summary.notes)
    assert json.loads((current(data).folder / "manifest.json").read_text())["digest"] == summary.version.digest
