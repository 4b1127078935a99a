"""Many files at once: what comes of them is the same, in the same order, however many read them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from paingraph.loader.batch import LocalWorkers, Outcome, read_files
from paingraph.loader.folder import document_files, documents_in
from paingraph.ontology.errors import CurationError, DocumentError

SENTENCE = "A nerve block relieves sciatica."
CONDITIONS = ("sciatica", "migraine", "spinal stenosis", "whiplash", "neck pain", "cancer pain")


@pytest.fixture(scope="module")
def workers() -> Iterator[LocalWorkers]:
    """Two processes."""
    with LocalWorkers(2) as workers:
        yield workers


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Thirty documents, of which the fifth is empty and the longest comes first."""
    folder = tmp_path / "documents"
    folder.mkdir()
    for number in range(30):
        text = f"A nerve block relieves {CONDITIONS[number % len(CONDITIONS)]}.\n\n" * (300 if number == 0 else 1)
        (folder / f"{number:03}.txt").write_text("" if number == 5 else text, encoding="utf-8")
    return folder


def said(outcome: Outcome) -> set[tuple[str, str, str]]:
    """Return what the claims of a file say."""
    claims = map(json.loads, outcome.claims)
    return {(claim["subject"]["id"], claim["predicate"], claim["object"]["id"]) for claim in claims}


def test_results_are_the_same_for_any_number_of_workers(folder: Path, workers: LocalWorkers) -> None:
    """In the order of the files, although the first one takes longest; a bad one is a result too."""
    files = document_files(folder)
    two = list(read_files(files, workers, "extract"))
    with LocalWorkers(1) as alone:
        assert list(read_files(files, alone, "extract")) == two
    assert [outcome.path for outcome in two] == files
    assert [outcome.path.name for outcome in two if outcome.problem] == ["005.txt"]
    assert two[5].cause == "the document is empty"
    assert said(two[1]) == {("nerve-block", "treats", "migraine")}


class Counting:
    """Workers who count the files that they were given and whose answers nobody has waited for."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.waiting = self.most = 0

    def submit(self, question: dict[str, Any], data: bytes) -> Counting:
        """Take one file."""
        self.waiting += 1
        self.most = max(self.most, self.waiting)
        return self

    def result(self) -> dict[str, Any]:
        """Give one back."""
        self.waiting -= 1
        return {"sha256": "", "claims": []}


def test_files_on_their_way_are_few_however_many_there_are(tmp_path: Path) -> None:
    """Memory does not grow with the number of documents, even if nobody asks for results for long."""
    path = tmp_path / "one.txt"
    path.write_text(SENTENCE, encoding="utf-8")
    workers = Counting(2)
    outcomes = read_files((path for _ in range(1_000)), workers, "extract")
    assert sum(1 for _ in outcomes) == 1_000
    assert workers.most <= 8


def test_a_file_that_breaks_its_worker_is_a_problem_of_its_own(tmp_path: Path, workers: LocalWorkers) -> None:
    """What takes more memory than it may ends a process, and no other file's reading."""
    paths = [tmp_path / name for name in ("a.txt", "b.html", "c.txt")]
    for path in paths:
        path.write_text(SENTENCE, encoding="utf-8")
    paths[1].write_text("<p>x" * 5_000_000, encoding="utf-8")
    first, broken, last = read_files(paths, workers, "extract")
    assert said(first) == said(last) == {("nerve-block", "treats", "sciatica")}
    assert "allowed" in broken.problem


def test_what_is_known_by_its_checksum_is_not_read_again(tmp_path: Path, workers: LocalWorkers) -> None:
    """A changed file is."""
    path = tmp_path / "007.txt"
    path.write_text(SENTENCE, encoding="utf-8")
    (read,) = read_files([path], workers, "extract")
    known = {(read.document, read.source)}
    (again,) = read_files([path], workers, "extract", known)
    assert again.known
    assert not again.claims
    path.write_text("A nerve block relieves migraine.", encoding="utf-8")
    (changed,) = read_files([path], workers, "extract", known)
    assert not changed.known
    assert said(changed) == {("nerve-block", "treats", "migraine")}


def test_of_two_files_for_one_document_the_second_is_a_problem(tmp_path: Path, workers: LocalWorkers) -> None:
    """But a file that cannot be read takes no name."""
    for name, text in (("a/1.txt", ""), ("b/1.txt", SENTENCE), ("c/1.txt", SENTENCE)):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text, encoding="utf-8")
    empty, good, second = read_files(document_files(tmp_path), workers, "extract")
    assert "is empty" in empty.problem
    assert not good.problem
    assert "would both be document 1" in second.problem


def test_broken_decisions_stop_the_reading_of_graphs_alone(tmp_path: Path, workers: LocalWorkers) -> None:
    """Claims by the rules do not know of them."""
    path = tmp_path / "1.txt"
    path.write_text(SENTENCE, encoding="utf-8")
    (tmp_path / "decisions.tsv").write_text("nonsense\n", encoding="utf-8")
    (read,) = read_files([path], workers, "extract")
    assert read.claims
    with pytest.raises(CurationError, match=r"decisions\.tsv"):
        list(read_files([path], workers, "graph"))


def test_folders_are_walked_and_links_in_a_circle_end(tmp_path: Path) -> None:
    """Each folder is read once; a link that leads nowhere is a file that cannot be read."""
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    for path in (tmp_path / "one.txt", inner / "two.txt", inner / ".hidden", inner / "decisions.tsv"):
        path.write_text(SENTENCE, encoding="utf-8")
    (inner / "up").symlink_to(tmp_path)
    (inner / "nowhere.txt").symlink_to("nothing.txt")
    expected = [inner / "nowhere.txt", inner / "two.txt", tmp_path / "one.txt"]
    assert document_files(tmp_path) == expected
    assert documents_in([tmp_path / "one.txt", tmp_path]) == [tmp_path / "one.txt", *expected]


def test_what_a_browser_saved_beside_a_page_is_no_document(tmp_path: Path) -> None:
    """Pictures and scripts lie in a folder with the page's name; any other folder is read."""
    for name in ("Back pain.html", "Back pain_files/logo.png", "Back pain_files/menu.js", "old_files/note.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(SENTENCE, encoding="utf-8")
    assert document_files(tmp_path) == [tmp_path / "Back pain.html", tmp_path / "old_files" / "note.txt"]


def test_causes_leave_out_what_differs_and_no_part_of_a_name(tmp_path: Path, workers: LocalWorkers) -> None:
    """Counts and places differ; the 8 of UTF-8 does not."""
    (tmp_path / "latin.txt").write_bytes(b"Besan\xe7on")
    (tmp_path / "deep.html").write_text("<html>" + "<b>" * 1000, encoding="utf-8")
    causes = [outcome.cause for outcome in read_files(document_files(tmp_path), workers, "extract")]
    assert causes == ["the page nests its tags more than … deep, which no page for readers does", "not UTF-8"]


def test_a_folder_with_nothing_to_read_is_named(tmp_path: Path) -> None:
    """Alone it is an error; among others it stands for itself."""
    with pytest.raises(DocumentError, match="no files to read"):
        document_files(tmp_path)
    assert documents_in([tmp_path]) == [tmp_path]
