"""Loading a version: the index on disk is whole or not there, whoever builds it and however that ends."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from paingraph.queries.loading import Storage, load, prepare

SAMPLE = (Path(__file__).parent / "data" / "sample.nq").read_bytes()
PREPARE = """
import sys
from pathlib import Path
from paingraph.queries.loading import Storage, prepare
prepare(Path(sys.argv[1]), Storage.DISK)
"""
BROKEN = b"<https://example.org/s> <https://example.org/p> no term ."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A version folder that has no index yet."""
    (tmp_path / "graph.nq").write_bytes(SAMPLE)
    return tmp_path


def test_a_small_graph_is_held_in_memory(folder: Path) -> None:
    """An index would only cost."""
    assert prepare(folder, Storage.AUTO) is Storage.MEMORY
    assert [path.name for path in folder.iterdir()] == ["graph.nq"]


def test_disk_and_memory_hold_the_same_quads(folder: Path) -> None:
    """Named graphs, and each triple in the default graph."""
    prepare(folder, Storage.DISK)
    assert set(load(folder, Storage.DISK)) == set(load(folder, Storage.MEMORY))


def test_what_an_ended_process_left_is_cleared(folder: Path) -> None:
    """A half-built index takes much room, and is no index."""
    half = folder / ".index-1"
    half.mkdir()
    (half / "000007.sst").write_bytes(b"half")
    prepare(folder, Storage.DISK)
    assert not half.exists()
    assert len(load(folder, Storage.DISK)) == len(load(folder, Storage.MEMORY))


def test_a_graph_that_cannot_be_read_leaves_no_index(folder: Path) -> None:
    """The next attempt begins anew."""
    (folder / "graph.nq").write_bytes(SAMPLE + BROKEN)
    with pytest.raises(SyntaxError):
        prepare(folder, Storage.DISK)
    assert {path.name for path in folder.iterdir() if path.is_dir()} == set()
    (folder / "graph.nq").write_bytes(SAMPLE)
    prepare(folder, Storage.DISK)
    assert len(load(folder, Storage.DISK)) == len(load(folder, Storage.MEMORY))


def test_who_comes_second_finds_the_index_of_the_first(folder: Path) -> None:
    """Two that start at once wait for each other, and build once."""
    command = [sys.executable, "-c", PREPARE, str(folder)]
    both = [subprocess.Popen(command) for _ in range(2)]
    assert [process.wait() for process in both] == [0, 0]
    assert len(load(folder, Storage.DISK)) == len(load(folder, Storage.MEMORY))
