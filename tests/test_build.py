"""The build, on the real corpus and on folders of texts that we wrote."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from paingraph.build import build, ensure_built
from paingraph.changes import add
from paingraph.loader.curation import COLUMNS
from paingraph.loader.shipped import load_corpus
from paingraph.ontology.errors import CurationError, DocumentError, PublicationError
from paingraph.queries.store import Store
from paingraph.queries.versions import CLAIMS, GRAPH, Version, current_version

#: Documents of our own: one whose words the vocabulary knows, and one that names something new.
TEXTS = {
    "900-blocks.txt": "Nerve blocks\n\nA nerve block is an injection that relieves sciatica.\n",
    "902-new.txt": "A dorsal scapular nerve block relieves sciatica.\n",
}


def written(folder: Path) -> Path:
    """Write our own documents into a folder."""
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with documents of our own."""
    return written(tmp_path / "documents")


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Version:
    """What is built from them."""
    place = tmp_path_factory.mktemp("own")
    return build(place / "data", written(place / "documents")).version


def claims_of(version: Version) -> list[dict[str, Any]]:
    """The claims of a version."""
    return [json.loads(line) for line in (version.folder / CLAIMS).read_text(encoding="utf-8").splitlines()]


def test_two_builds_give_the_same_bytes(shipped_version: Version, tmp_path: Path) -> None:
    """The same input builds the same graph."""
    again = build(tmp_path).version
    assert again.digest == shipped_version.digest
    for name in (GRAPH, CLAIMS):
        assert (again.folder / name).read_bytes() == (shipped_version.folder / name).read_bytes()


def test_the_shipped_corpus_is_what_the_documents_say(shipped_version: Version, read_version: Version) -> None:
    """Reading the documents anew gives the shipped claims, now with their quotes."""
    shipped, read = claims_of(shipped_version), claims_of(read_version)
    without_words = {"quote": None, "heading": None}
    assert [claim | without_words for claim in read] == [claim | without_words for claim in shipped]
    assert all(claim["quote"] for claim in read)


def test_the_summary_counts_what_is_in_the_graph(shipped_version: Version, shipped_store: Store) -> None:
    """The figures that a build prints are those of the graph."""
    counts, corpus = shipped_version.manifest["counts"], load_corpus()
    assert counts["documents"] == len(corpus.documents) == 5
    assert counts["claims"] == len(corpus.claims)
    (row,) = shipped_store.rows(
        "SELECT (COUNT(DISTINCT ?claim) AS ?n) { ?claim a <https://w3id.org/paingraph/ontology#Claim> }"
    )
    assert int(row["n"].value) == len(corpus.claims)


def test_a_folder_of_ones_own_becomes_a_graph(own: Version) -> None:
    """Any folder of texts is read by the rules."""
    claims = [claim for claim in claims_of(own) if claim["document"] == "900"]
    assert ("nerve-block", "treats", "sciatica") in {
        (claim["subject"]["id"], claim["predicate"], claim["object"].get("id")) for claim in claims
    }
    for claim in claims:
        assert claim["quote"] == TEXTS["900-blocks.txt"][claim["start"] : claim["end"]]


def test_names_that_the_vocabulary_lacks_do_not_stop_a_build(own: Version) -> None:
    """They come as candidates: claims for a curator to look at, and no edges."""
    (status,) = {claim["status"] for claim in claims_of(own) if claim["subject"]["id"] == "dorsal-scapular-nerve-block"}
    assert status == "candidate"


def test_a_changed_text_is_read_anew_and_keeps_no_decision(documents: Path, tmp_path: Path) -> None:
    """Decisions hold for the text that the curator saw; a note says that they were left out."""
    changed = tmp_path / "documents"
    changed.mkdir()
    source = next(documents.glob("003*.txt"))
    (changed / source.name).write_text(source.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
    summary = build(tmp_path / "data", changed)
    assert any("003" in note for note in summary.notes)
    assert summary.version.manifest["counts"]["methods"]["curator"] == 0


def test_it_builds_once_and_again_for_other_documents(shipped_version: Version, tmp_path: Path, folder: Path) -> None:
    """What is built already is served as it is."""
    data = shutil.copytree(shipped_version.folder.parents[1], tmp_path / "data", symlinks=True)
    assert ensure_built(data).digest == shipped_version.digest
    other = ensure_built(data, folder)
    assert other.digest != shipped_version.digest
    assert ensure_built(data, folder).folder == other.folder
    assert ensure_built(data).folder == other.folder


def test_documents_are_read_anew_by_other_rules(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is built depends on the reader, and not on the files alone."""
    inputs = ensure_built(tmp_path / "data", folder).manifest["inputs"]
    assert ensure_built(tmp_path / "data", folder).manifest["inputs"] == inputs
    monkeypatch.setattr("paingraph.build.reader_digest", lambda: "that of other rules")
    assert ensure_built(tmp_path / "data", folder).manifest["inputs"] != inputs


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("901-empty.txt", b"", "empty"),
        ("901-binary.txt", b"\x00\x01\x02\xff" * 50, "binary|text"),
        ("901-latin.txt", "caf\xe9 is not UTF-8 here".encode("latin-1"), "UTF-8"),
        ("900-again.txt", b"A nerve block is an injection.\n", "900"),
    ],
)
def test_a_bad_document_stops_the_build_and_keeps_the_old_version(
    own: Version, folder: Path, name: str, content: bytes, complaint: str
) -> None:
    """One sentence names the file; what was published stays."""
    data = own.folder.parents[1]
    (folder / name).write_bytes(content)
    with pytest.raises(DocumentError, match=complaint) as caught:
        build(data, folder)
    assert name in caught.value.message
    assert current_version(data) == own


def test_files_whose_names_are_no_text_are_built_from(tmp_path: Path, folder: Path) -> None:
    """Names of files are bytes."""
    (folder / "900-blocks.txt").rename(folder / os.fsdecode(b"900-\xff.txt"))
    version = build(tmp_path / "data", folder).version
    assert [record["id"] for record in version.manifest["documents"]] == ["900", "902"]
    assert ensure_built(tmp_path / "data", folder).digest == version.digest


def test_a_missing_or_empty_folder_is_named(tmp_path: Path) -> None:
    """The message says which folder, and what is wrong with it."""
    with pytest.raises(DocumentError, match=r"nowhere does not exist"):
        build(tmp_path / "data", tmp_path / "nowhere")
    (tmp_path / "hollow").mkdir()
    with pytest.raises(DocumentError, match="hollow has no files"):
        build(tmp_path / "data", tmp_path / "hollow")


def test_a_decision_that_fits_nothing_stops_the_build(tmp_path: Path, folder: Path) -> None:
    """A curator's slip is found, with the line that holds it."""
    (folder / "decisions.tsv").write_text("nonsense\n", encoding="utf-8")
    with pytest.raises(CurationError, match=r"decisions\.tsv"):
        build(tmp_path / "data", folder)


def test_what_the_graph_no_longer_holds_and_what_was_decided_on_nothing_are_told(tmp_path: Path, folder: Path) -> None:
    """Nobody means to lose documents that were added, nor to misspell one."""
    decision = ("reject", "nowhere", "nerve-block", "treats", "sciatica", "asserted", "1", "2", "", "Doubtful.")
    (folder / "decisions.tsv").write_text("\n".join(map("\t".join, (COLUMNS, decision))) + "\n", encoding="utf-8")
    (note,) = build(tmp_path / "data", folder).notes
    assert "decisions.tsv, line 2: there is no document nowhere" in note
    (note,) = build(tmp_path / "data").notes
    assert note.startswith("no longer in the graph: ")
    assert "paingraph add" in note


def test_a_data_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "data").write_text("")
    with pytest.raises(PublicationError, match="--data"):
        build(tmp_path / "data")


def test_a_data_folder_that_cannot_be_written_is_told_before_anything_is_read(tmp_path: Path) -> None:
    """Not at the end, after hours with many documents."""
    told: list[str] = []
    (tmp_path / "file").write_text("")
    for make in (lambda data: build(data, progress=told.append), lambda data: add(data, [], told.append)):
        with pytest.raises(PublicationError, match="cannot be written"):
            make(tmp_path / "file")
    assert told == []


def test_bad_files_are_all_named_and_keep_the_graph_from_being_published(tmp_path: Path, folder: Path) -> None:
    """Unless they may be left out; a graph of bad files alone is none."""
    (folder / "901-empty.txt").write_bytes(b"")
    (folder / "903-locked.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))
    with pytest.raises(DocumentError, match=r"(?s)901-empty\.txt.*903-locked\.doc.*2 of 4 files.*--skip-bad"):
        build(tmp_path / "data", folder)
    assert current_version(tmp_path / "data") is None
    summary = build(tmp_path / "data", folder, skip_bad=True)
    assert summary.version.manifest["counts"]["documents"] == 2
    assert ["901-empty.txt" in summary.notes[0], "903-locked.doc" in summary.notes[1]] == [True, True]
    for name in TEXTS:
        (folder / name).unlink()
    with pytest.raises(DocumentError, match="nothing to build from"):
        build(tmp_path / "data", folder, skip_bad=True)
