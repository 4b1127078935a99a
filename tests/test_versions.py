"""Versions are published whole or not at all."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from paingraph.ontology.errors import PublicationError
from paingraph.queries.holds import Hold
from paingraph.queries.versions import CLAIMS, GRAPH, KEPT, current_version, is_older_read, publish


def accept(folder: Path) -> None:
    """Check nothing."""


def refuse(folder: Path) -> None:
    """Find the version wanting."""
    raise PublicationError("the smoke query failed")


def numbered(number: int) -> bytes:
    """A graph that differs from the others."""
    return f"<s> <p> <o{number}> <g> .\n".encode()


def test_nothing_is_current_before_the_first_publication(tmp_path: Path) -> None:
    """An empty or missing folder has no version."""
    assert current_version(tmp_path) is None
    assert current_version(tmp_path / "missing") is None


def test_a_published_version_is_named_by_its_digest(tmp_path: Path) -> None:
    """The digest of the graph names the folder and stands in the manifest."""
    published = publish(tmp_path, numbered(1), b"{}\n", {"counts": {"claims": 1}}, accept)
    assert published.digest == hashlib.sha256(numbered(1)).hexdigest()
    assert published.folder.name == published.digest[:16]
    assert (published.folder / GRAPH).read_bytes() == numbered(1)
    assert (published.folder / CLAIMS).read_bytes() == b"{}\n"
    current = current_version(tmp_path)
    assert current is not None
    assert current.digest == published.digest
    assert current.manifest["counts"] == {"claims": 1}


def test_lines_end_at_line_feeds_alone(tmp_path: Path) -> None:
    """A literal may hold what ends a line elsewhere; a file without lines has none."""
    awkward = '<s> <p> "a\u2028b\x85c\x0cd" <g> .'
    version = publish(tmp_path, f"{awkward}\n".encode(), b"", {}, accept)
    assert version.lines() == [awkward]
    assert version.claims() == []


def test_a_version_that_fails_its_check_leaves_the_old_one(tmp_path: Path) -> None:
    """Refusal keeps what was served, and the next publication sweeps the remains."""
    first = publish(tmp_path, numbered(1), b"", {}, accept)
    with pytest.raises(PublicationError, match="smoke query"):
        publish(tmp_path, numbered(2), b"", {}, refuse)
    current = current_version(tmp_path)
    assert current is not None
    assert current.digest == first.digest
    publish(tmp_path, numbered(3), b"", {}, accept)
    assert not list((tmp_path / "versions").glob(".unfinished*"))


def test_publishing_the_same_graph_again_keeps_the_folder(tmp_path: Path) -> None:
    """The same bytes are the same version; what is known of it is renewed."""
    first = publish(tmp_path, numbered(1), b"", {"inputs": "old"}, accept)
    again = publish(tmp_path, numbered(1), b"", {"inputs": "new"}, accept)
    assert again.folder == first.folder
    current = current_version(tmp_path)
    assert current is not None
    assert current.manifest["inputs"] == "new"


def test_only_the_latest_versions_are_kept(tmp_path: Path) -> None:
    """Enough to go back, not without end."""
    for number in range(KEPT + 3):
        last = publish(tmp_path, numbered(number), b"", {}, accept)
    kept = [folder for folder in (tmp_path / "versions").iterdir() if folder.is_dir()]
    assert len(kept) == KEPT
    assert last.folder in kept


def test_what_somebody_holds_is_kept_until_it_is_let_go(tmp_path: Path) -> None:
    """Each of two must let go; the next publication then removes it."""
    first = publish(tmp_path, numbered(0), b"", {}, accept)
    one, other = Hold(first.folder), Hold(first.folder)
    for number in range(1, KEPT + 2):
        publish(tmp_path, numbered(number), b"", {}, accept)
    one.let_go()
    publish(tmp_path, numbered(KEPT + 2), b"", {}, accept)
    assert first.lines() == ["<s> <p> <o0> <g> ."]
    other.let_go()
    publish(tmp_path, numbered(KEPT + 3), b"", {}, accept)
    assert not first.folder.exists()


def test_a_folder_that_is_being_removed_cannot_be_held(tmp_path: Path) -> None:
    """Nor one that is not there."""
    with Hold(tmp_path, alone=True), pytest.raises(BlockingIOError):
        Hold(tmp_path)
    Hold(tmp_path).let_go()
    with pytest.raises(FileNotFoundError):
        Hold(tmp_path / "missing")


def test_a_data_folder_that_is_a_file_is_one_clear_sentence(tmp_path: Path) -> None:
    """The message names the folder and the way out."""
    blocked = tmp_path / "data"
    blocked.write_text("not a folder")
    with pytest.raises(PublicationError, match=r"cannot be written.*--data"):
        publish(blocked, numbered(1), b"", {}, accept)


def test_a_damaged_manifest_is_named(tmp_path: Path) -> None:
    """Damage is not mistaken for an empty folder."""
    published = publish(tmp_path, numbered(1), b"", {}, accept)
    (published.folder / "manifest.json").write_text("{")
    with pytest.raises(PublicationError, match="damaged"):
        current_version(tmp_path)


@pytest.mark.parametrize("name", [GRAPH, CLAIMS])
def test_a_file_that_was_cut_short_is_named_and_comes_back_with_the_next_publication(tmp_path: Path, name: str) -> None:
    """Half a graph, as a broken copy leaves it, would be answered from as if it were whole."""
    lines = numbered(1) + numbered(2)
    path = publish(tmp_path, lines, b"{}\n{}\n", {}, accept).folder / name
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(PublicationError, match=rf"damaged \({name} has \d+ bytes instead of {len(whole)}\); run"):
        current_version(tmp_path)
    publish(tmp_path, lines, b"{}\n{}\n", {}, accept)
    assert path.read_bytes() == whole
    assert current_version(tmp_path) is not None


def test_it_is_known_that_a_version_before_is_read(tmp_path: Path) -> None:
    """Not who reads the current one, and nobody any more once it is let go."""
    before = publish(tmp_path, numbered(1), b"", {}, accept)
    with Hold(before.folder):
        assert not is_older_read(tmp_path)
        publish(tmp_path, numbered(2), b"", {}, accept)
        assert is_older_read(tmp_path)
    assert not is_older_read(tmp_path)
