"""Reading files: the format is told by content, and what cannot be read is refused in one clear sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from paingraph.loader.readers import MAXIMUM_SIZE, document_id, format_of, read_document
from paingraph.ontology.errors import DocumentError

#: Content, and the format that it is told as, whatever the file is called.
FORMATS = (
    (b"%PDF-1.7\n1 0 obj", "pdf"),
    (b"<!DOCTYPE html><title>Blocks</title>", "html"),
    (b"\n  <html><body><p>Blocks</p>", "html"),
    (b"# Nerve blocks\n\nThey help.", "markdown"),
    (b"Procedure | Used for\n---|---\nblock | pain", "markdown"),
    (b"# Nerve blocks\n\n<div align=center>They help.</div>\n", "markdown"),
    (b"<div><h1>Nerve blocks</h1>\n\n# 1 <p>They help.</div>", "html"),
    (b"---\ntitle: Nerve blocks\ntags:\n- pain\n---\nThey help.\n", "markdown"),
    (b"---\nNerve blocks help.\n---\n", "text"),
    (b"---\n" + b"-a: b\n" * 500 + b"They help.\n", "text"),
    (b"Nerve blocks help.", "text"),
    (b"\xef\xbb\xbfNerve blocks help.", "text"),
)
#: Content that is no document, and words that the message must have.
REFUSED = (
    (b"", "empty"),
    (b" \r\n\t \n", "empty"),
    (b"\xef\xbb\xbf", "empty"),
    (b"Pain\x00\x01\x02\xff\xfe", "binary"),
    (b"Schmerzklinik M\xfcnchen", "byte 15"),
)


@pytest.mark.parametrize(("data", "expected"), FORMATS)
def test_the_format_is_told_by_content(data: bytes, expected: str) -> None:
    """A file name may lie."""
    assert format_of(data) == expected


@pytest.mark.parametrize(
    ("name", "expected"), [("004_x.txt", "004"), ("Back Pain.md", "back-pain"), ("12.html", "12"), ("é.txt", "e")]
)
def test_a_document_is_called_by_its_file(name: str, expected: str) -> None:
    """Leading digits are the identifier, else the slug of the stem."""
    assert document_id(Path(name)) == expected


def test_a_name_without_letters_gives_no_identifier() -> None:
    """Then the reader says what to do."""
    with pytest.raises(DocumentError, match="give it one with letters"):
        document_id(Path("---.txt"))


@pytest.mark.parametrize(("data", "words"), REFUSED)
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes, words: str) -> None:
    """The message names the file and the fault."""
    path = tmp_path / "note.txt"
    path.write_bytes(data)
    with pytest.raises(DocumentError, match=words) as caught:
        read_document(path)
    assert str(path) in caught.value.message


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    """A missing file and a folder."""
    with pytest.raises(DocumentError, match="no such file"):
        read_document(tmp_path / "nothing.txt")
    with pytest.raises(DocumentError, match="folder"):
        read_document(tmp_path)


def test_a_file_that_is_too_large_is_not_even_read(tmp_path: Path) -> None:
    """A sparse file costs nothing here, and would cost much if it were read."""
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(MAXIMUM_SIZE + 1)
    with pytest.raises(DocumentError, match=f"{MAXIMUM_SIZE:,}"):
        read_document(path)
