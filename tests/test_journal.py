"""An interrupted extraction goes on where it stopped, and ends with what an uninterrupted one writes."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from paingraph.loader.batch import LocalWorkers, Outcome, read_files
from paingraph.loader.fingerprints import reader_files
from paingraph.loader.folder import document_files
from paingraph.loader.journal import Journal
from paingraph.loader.readers import checksum
from paingraph.ontology.errors import PublicationError, UsageError


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Four documents, one of them empty."""
    folder = tmp_path / "documents"
    folder.mkdir()
    for name, text in (("1", "sciatica"), ("2", ""), ("3", "migraine"), ("4", "whiplash")):
        (folder / f"{name}.txt").write_text(text and f"A nerve block relieves {text}.\n", encoding="utf-8")
    return document_files(folder)


@pytest.fixture
def outcomes(files: list[Path]) -> list[Outcome]:
    """What comes of them."""
    with LocalWorkers(1) as workers:
        return list(read_files(files, workers, "extract"))


def write(output: Path, files: list[Path], outcomes: list[Outcome]) -> int:
    """Write what an extraction would; return how many files an earlier one has finished."""
    with Journal(output, files) as journal:
        for outcome in outcomes[len(journal.done) :]:
            journal.write(outcome)
        return len(journal.done)


@pytest.mark.parametrize("finished", range(5))
def test_nothing_is_read_twice_and_the_bytes_are_the_same(
    tmp_path: Path, files: list[Path], outcomes: list[Outcome], finished: int
) -> None:
    """Wherever the run stopped, also amid a line; the empty file is not tried again either."""
    whole, part = tmp_path / "whole.jsonl", tmp_path / "part.jsonl"
    assert write(whole, files, outcomes) == 0
    write(part, files, outcomes[:finished])
    with part.open("ab") as file:
        file.write(b'{"id": "https://w3id.org/paing')
    with part.with_name("part.jsonl.journal").open("ab") as file:
        file.write(b'{"file": "')
    assert write(part, files, outcomes) == finished
    assert part.read_bytes() == whole.read_bytes()
    assert part.with_name("part.jsonl.journal").read_bytes() == whole.with_name("whole.jsonl.journal").read_bytes()


def test_what_changed_is_read_again_with_all_behind_it(
    tmp_path: Path, files: list[Path], outcomes: list[Outcome]
) -> None:
    """So that the claims stand in the order of the files."""
    output = tmp_path / "claims.jsonl"
    write(output, files, outcomes)
    files[2].write_text("A nerve block relieves neck pain.\n", encoding="utf-8")
    assert [done.path for done in Journal(output, files).done] == files[:2]
    assert [done.path for done in Journal(output, [files[1], files[0]]).done] == []


def test_claims_that_were_lost_are_read_again(tmp_path: Path, files: list[Path], outcomes: list[Outcome]) -> None:
    """The journal may have reached the disk before them."""
    output = tmp_path / "claims.jsonl"
    write(output, files, outcomes)
    with output.open("r+b") as file:
        file.truncate(10)
    assert Journal(output, files).done == ()
    assert write(output, files, outcomes) == 0


def test_another_rule_makes_another_reader() -> None:
    """Nothing is kept that was read by other code, rules or words."""
    names = {path.name for path in reader_files()}
    assert {"extraction.py", "lexicon.toml", "treatment.toml", "vocabulary-conditions.ttl"} <= names


def test_a_file_of_someone_else_is_not_overwritten(tmp_path: Path, files: list[Path]) -> None:
    """It has no journal."""
    output = tmp_path / "notes.txt"
    output.write_text("mine\n", encoding="utf-8")
    with pytest.raises(UsageError, match="no journal"):
        Journal(output, files)
    assert output.read_text(encoding="utf-8") == "mine\n"


def test_a_folder_is_no_place_for_claims(tmp_path: Path, files: list[Path]) -> None:
    """Nor is a file in a folder that is not there; both are said in a sentence."""
    with pytest.raises(UsageError, match="is a folder"):
        Journal(tmp_path, files)
    with (
        pytest.raises(PublicationError, match=r"cannot be written to .*: No such file"),
        Journal(tmp_path / "nowhere" / "claims.jsonl", files),
    ):
        pass


def test_a_file_whose_name_is_no_text_is_journalled(tmp_path: Path, outcomes: list[Outcome]) -> None:
    """Names of files are bytes, and need be no UTF-8."""
    odd = tmp_path / os.fsdecode(b"\xff.txt")
    odd.write_text("A nerve block relieves sciatica.\n", encoding="utf-8")
    output = tmp_path / "claims.jsonl"
    found = replace(outcomes[0], path=odd, source=checksum(odd))
    with Journal(output, [odd]) as journal:
        journal.write(found)
    assert [outcome.path for outcome in Journal(output, [odd]).done] == [odd]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has a device that is always full")
def test_the_end_of_the_disk_is_told(files: list[Path]) -> None:
    """An answer that cannot be written is a failure of one sentence."""
    command = [str(Path(sys.executable).with_name("paingraph")), "extract", str(files[0]), "--jobs", "1"]
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(command, text=True, stdout=full, stderr=subprocess.PIPE)
    assert (result.returncode, result.stderr) == (
        1,
        "paingraph: the answer cannot be written: No space left on device.\n",
    )


def test_the_command_goes_on_and_reports_the_whole(tmp_path: Path, files: list[Path]) -> None:
    """The second run reads nothing, and tells again of what could not be read."""

    def extract(*arguments: object) -> subprocess.CompletedProcess[str]:
        command = [str(Path(sys.executable).with_name("paingraph")), "extract", *map(str, arguments)]
        return subprocess.run(command, text=True, capture_output=True)

    output = tmp_path / "claims.jsonl"
    first, second = (extract(files[0].parent, "--output", output, "--jobs", 2) for _ in range(2))
    assert first.returncode == second.returncode == 1
    assert first.stdout == second.stdout == ""
    assert first.stderr == second.stderr
    assert "1 of 4 files could not be read" in second.stderr
    assert output.read_text(encoding="utf-8") == extract(*files, "--jobs", 1).stdout
