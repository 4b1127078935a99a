"""Documents come and go; what is left is what a build from scratch gives."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from paingraph.build import build
from paingraph.changes import add, retract
from paingraph.cli import main
from paingraph.loader.batch import Outcome
from paingraph.loader.curation import COLUMNS
from paingraph.ontology.errors import NotFoundError
from paingraph.queries.holds import Hold
from paingraph.queries.versions import CLAIMS, GRAPH, Version, current_version


def silent(message: str) -> None:
    """Show no progress."""


def current(data: Path) -> Version:
    """The version that would be served."""
    version = current_version(data)
    assert version is not None
    return version


def same(one: Version, other: Version) -> bool:
    """Two versions are one if graph and claims agree to the byte."""
    return all((one.folder / name).read_bytes() == (other.folder / name).read_bytes() for name in (GRAPH, CLAIMS))


@pytest.fixture(scope="module")
def without(documents: Path, tmp_path_factory: pytest.TempPathFactory) -> Version:
    """A build of the source documents without 003."""
    folder = tmp_path_factory.mktemp("four")
    for path in documents.glob("*.txt"):
        if not path.name.startswith("003"):
            shutil.copy(path, folder)
    return build(tmp_path_factory.mktemp("data"), folder).version


@pytest.fixture
def data(read_version: Version, tmp_path: Path) -> Path:
    """A data folder with a build of all source documents."""
    return shutil.copytree(read_version.folder.parents[1], tmp_path / "data", symlinks=True)


def test_a_retraction_equals_a_build_without_the_document(documents: Path, data: Path, without: Version) -> None:
    """To the byte, conclusions and statistics included; and putting it back gives what was there."""
    before = current(data)
    retract(data, "003", silent)
    after = current(data)
    assert same(after, without)
    assert [record["id"] for record in after.manifest["retracted"]] == ["003"]
    added = add(data, list(documents.glob("003*")), silent)
    assert list(added.added) == ["003"]
    assert same(current(data), before)
    assert current(data).manifest["retracted"] == []


def test_a_dry_run_changes_nothing_and_gives_the_same_receipt(data: Path) -> None:
    """First look, then leap."""
    before = current(data).digest
    shown = retract(data, "003", silent, dry_run=True)
    assert current(data).digest == before
    assert retract(data, "003", silent) == shown
    assert current(data).digest != before


def test_the_receipt_tells_what_vanishes_from_what_loses_support(data: Path) -> None:
    """What another document says too stays, on fewer documents."""
    receipt = retract(data, "003", silent, dry_run=True)
    assert ("interventional-pain-medicine", "managesCondition", "muscle-pain") in receipt.edges_gone
    weakened = {edge: (before, after) for edge, before, after in receipt.edges_weakened}
    assert all(before > after >= 1 for before, after in weakened.values())
    assert not set(weakened) & set(receipt.edges_gone)
    assert receipt.claims
    assert receipt.conclusions_gone


def test_an_unknown_document_is_named_with_those_that_are_there(data: Path) -> None:
    """The nearest help is the list."""
    with pytest.raises(NotFoundError, match=r"no document 777.*000, 001, 002, 003, 004"):
        retract(data, "777", silent)


def test_a_bad_file_does_not_keep_the_others_out(data: Path, tmp_path: Path) -> None:
    """The good one is added; each problem is named."""
    good, empty, taken = tmp_path / "950-good.txt", tmp_path / "951-empty.txt", tmp_path / "001-taken.txt"
    good.write_text("A nerve block relieves sciatica.\n", encoding="utf-8")
    empty.write_bytes(b"")
    taken.write_text("A nerve block relieves migraine.\n", encoding="utf-8")
    outcome = add(data, [empty, good, taken, tmp_path / "missing.txt"], silent)
    assert list(outcome.added) == ["950"]
    assert len(outcome.problems) == 3
    assert any("951-empty.txt" in problem for problem in outcome.problems)
    assert any("document 001 already" in problem for problem in outcome.problems)
    assert "950" in [record["id"] for record in current(data).manifest["documents"]]


def test_what_another_command_adds_meanwhile_stays(data: Path, tmp_path: Path) -> None:
    """Two that add at the same time both succeed."""
    one, other = tmp_path / "950.txt", tmp_path / "951.txt"
    one.write_text("A nerve block relieves sciatica.\n", encoding="utf-8")
    other.write_text("A nerve block relieves migraine.\n", encoding="utf-8")

    def overtaken(outcomes: Iterator[Outcome], number: int) -> Iterator[Outcome]:
        assert list(add(data, [other], silent, jobs=1).added) == ["951"]
        yield from outcomes

    assert list(add(data, [one], silent, overtaken, jobs=1).added) == ["950"]
    assert {"950", "951"} <= {record["id"] for record in current(data).manifest["documents"]}


def test_nothing_is_published_if_no_file_could_be_read(data: Path, tmp_path: Path) -> None:
    """The version stays as it was."""
    before = current(data).digest
    assert not add(data, [tmp_path / "missing.txt"], silent).added
    assert current(data).digest == before


def test_an_unchanged_file_is_not_read_again_and_a_changed_one_replaces_its_claims(tmp_path: Path) -> None:
    """The result equals a build in which the file was never another; nothing is published for what is unchanged."""
    data, folder = tmp_path / "data", tmp_path / "documents"
    folder.mkdir()
    path, other = folder / "950-block.txt", folder / "951-other.txt"
    path.write_text("A nerve block relieves migraine.\n", encoding="utf-8")
    other.write_text("Discography diagnoses a herniated disc.\n", encoding="utf-8")
    build(data, folder)
    before = current(data).digest
    outcome = add(data, [path, other], silent)
    assert outcome.unchanged == ["950", "951"]
    assert not outcome.added
    assert current(data).digest == before
    path.write_text("A nerve block relieves sciatica. It relieves whiplash.\n", encoding="utf-8")
    assert add(data, [path], silent).replaced == {"950": (1, 2)}
    assert same(current(data), build(tmp_path / "anew", folder).version)


def test_a_decision_made_since_is_followed(tmp_path: Path) -> None:
    """A document is read again when the curators' file says something new of it, and only then."""
    data, folder = tmp_path / "data", tmp_path / "documents"
    folder.mkdir()
    for name, condition in (("block", "migraine"), ("other", "sciatica")):
        (folder / f"{name}.txt").write_text(f"A nerve block relieves {condition}.\n", encoding="utf-8")
    build(data, folder)
    files = [folder / "block.txt", folder / "other.txt"]
    said = ("reject", "block", "nerve-block", "treats", "migraine", "asserted", "2", "30", "", "Doubtful.")
    (folder / "decisions.tsv").write_text("\n".join(map("\t".join, (COLUMNS, said))) + "\n", encoding="utf-8")
    outcome = add(data, files, silent)
    assert (outcome.replaced, outcome.unchanged) == ({"block": (1, 0)}, ["other"])
    assert add(data, files, silent).unchanged == ["block", "other"]


def test_a_file_whose_name_is_no_text_is_added(data: Path, tmp_path: Path) -> None:
    """Names of files are bytes; the manifest keeps them."""
    odd = tmp_path / os.fsdecode(b"odd-\xff.txt")
    odd.write_text("A nerve block relieves sciatica.\n", encoding="utf-8")
    assert list(add(data, [odd], silent).added) == ["odd"]
    assert add(data, [odd], silent).unchanged == ["odd"]


def test_one_is_told_that_a_server_goes_on_with_the_version_before(data: Path) -> None:
    """It must be started again to serve the new one; where none runs, nothing is said."""
    for number, expected in (("003", True), ("002", False)):
        read = Hold(current(data).folder) if expected else None
        result = CliRunner().invoke(main, ["retract", number, "--data", str(data)], catch_exceptions=False)
        assert result.exit_code == 0
        assert ("restart it" in result.stderr) is expected
        if read:
            read.let_go()
