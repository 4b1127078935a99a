"""Bad documents: the real command names each in one sentence, and reads the good one among them."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import fpdf
import pytest
from PIL import Image

from paingraph.loader.confined import ConfinedReader
from paingraph.loader.foreign import refuse_foreign
from paingraph.loader.readers import read_bytes
from paingraph.ontology.errors import DocumentError
from paingraph.ontology.namespaces import DocumentId
from paingraph.queries.versions import Version

SENTENCE = "A nerve block relieves sciatica."
COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
GERMAN = "Die Nervenblockade lindert den Schmerz, und sie ist für die Patienten nicht gefährlich. " * 8


def pdf(write: Callable[[fpdf.FPDF], object]) -> bytes:
    """Return a PDF of one page, written by a function."""
    page = fpdf.FPDF()
    page.add_page()
    page.set_font("helvetica", size=11)
    write(page)
    return bytes(page.output())


def scanned(page: fpdf.FPDF) -> None:
    """Show a picture of a page."""
    picture = io.BytesIO()
    Image.new("L", (60, 80), 255).save(picture, "PNG")
    page.image(picture, w=100)


def word(body: str = "") -> bytes:
    """Return a Word document with a sentence, and XML of one's own in its body."""
    written, source = io.BytesIO(), io.BytesIO()
    document = docx.Document()
    document.add_paragraph(SENTENCE)
    document.save(source)
    with zipfile.ZipFile(source) as whole, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in whole.infolist():
            data = whole.read(part)
            if part.filename == "word/document.xml":
                data = data.replace(b"<w:sectPr", body.encode() + b"<w:sectPr", 1)
            archive.writestr(part, data)
    return written.getvalue()


def zip_bomb() -> bytes:
    """Return a Word document of a hundred kilobytes with a part of a hundred million bytes."""
    data = io.BytesIO(word())
    with zipfile.ZipFile(data, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("word/media/bomb", "w") as part:
        for _ in range(101):
            part.write(bytes(1_000_000))
    return data.getvalue()


def entity_bomb_in_word() -> bytes:
    """Return a Word document whose XML declares entities."""
    data = io.BytesIO(word())
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr("word/extra.xml", '<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>')
    return data.getvalue()


def form_bomb(depth: int) -> bytes:
    """Return a PDF of two kilobytes whose page shows ten forms that show ten forms each, and so on."""
    page, width = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources", "/X Do " * 10
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"{page}<</XObject<</X 6 0 R>>>>>>",
        f"<</Length {len(width)}>>stream\n{width}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for number in range(depth):
        inner = number < depth - 1
        content = width if inner else f"BT /F 12 Tf 50 700 Td ({SENTENCE}) Tj ET"
        resources = f"/XObject<</X {7 + number} 0 R>>" if inner else "/Font<</F 5 0 R>>"
        form = f"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<<{resources}>>"
        objects.append(f"<<{form}/Length {len(content)}>>stream\n{content}\nendstream")
    body, places = "%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{text}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    trailer = f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF"
    return f"{body}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()


#: Name, content, and words that the message about it must have.
CONTENTS: tuple[tuple[str, bytes, str], ...] = (
    ("locked.pdf", pdf(lambda page: page.set_encryption("owner", user_password="user")), "password"),
    ("broken.pdf", pdf(lambda page: page.cell(text=SENTENCE))[:500], "broken PDF"),
    ("scanned.pdf", pdf(scanned), "scan without text"),
    ("forms.pdf", form_bomb(9), "memory allowed"),
    ("bomb.docx", zip_bomb(), "unpacks to"),
    ("entities.docx", entity_bomb_in_word(), "entities, which are refused"),
    ("broken.docx", word()[:300], "broken zip archive"),
    ("table.xlsx", word().replace(b"word/document.xml", b"calc/document.xml"), "not a Word document"),
    ("old.doc", COMPOUND_FILE + "WordDocument".encode("utf-16-le"), "before 2007 (.doc)"),
    ("locked.docx", COMPOUND_FILE + "EncryptedPackage".encode("utf-16-le"), "password"),
    ("rich.rtf", rb"{\rtf1 A nerve block relieves sciatica.}", "RTF"),
    ("entities.html", b'<!DOCTYPE html [<!ENTITY a "aa">]><html><p>&a; relieves sciatica.', "declares entities"),
    ("data.xml", b'<?xml version="1.0"?><note>A nerve block relieves sciatica.</note>', "XML, but no web page"),
    ("nested.html", b"<html><body>" + b"<div>" * 1000 + SENTENCE.encode(), "more than 250 deep"),
    ("latin.txt", "Pain clinic of Besançon".encode("latin-1"), "not UTF-8"),
    ("wide.txt", SENTENCE.encode("utf-16"), "UTF-16"),
    ("empty.txt", b"", "is empty"),
    ("bullet.txt", "•\n".encode(), "nothing in English"),
    ("german.txt", GERMAN.encode(), "nothing in English was found"),
    ("picture.txt", b"\x89PNG\r\n\x1a\n", "a picture"),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A folder of bad documents with a good one in the middle, and the words that the message on each must have."""
    path = tmp_path_factory.mktemp("documents")
    words = {name: expected for name, _, expected in CONTENTS}
    for name, data, _ in CONTENTS:
        (path / name).write_bytes(data)
    (path / "good.txt").write_text(f"{SENTENCE}\n", encoding="utf-8")
    (path / "Good.html").write_text(f"<html><p>{SENTENCE}", encoding="utf-8")
    with (path / "large.txt").open("wb") as file:
        file.truncate(200_000_000)
    (path / "loop.txt").symlink_to("pool.txt")
    (path / "pool.txt").symlink_to("loop.txt")
    (path / "folder").mkdir()
    os.mkfifo(path / "pipe.txt")
    words |= {"large.txt": "200,000,000 bytes", "loop.txt": "leads back to itself", "pool.txt": "leads back to itself"}
    words |= {"folder": "is a folder", "pipe.txt": "a pipe or a device", "missing.txt": "no such file"}
    words |= {"good.txt": "document good"}
    return path, words


def run(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the real command."""
    return subprocess.run(
        [Path(sys.executable).with_name("paingraph"), *map(str, arguments)], cwd=cwd, text=True, capture_output=True
    )


def told(stderr: str) -> list[str]:
    """Return what the command said about files."""
    return [line.removeprefix("paingraph: ") for line in stderr.splitlines() if line.startswith("paingraph: ")]


def test_extract_names_each_bad_document_and_reads_the_good_one(folder: tuple[Path, dict[str, str]]) -> None:
    """One sentence each, a summary, and exit code 1; the document that came second under one name is the bad one."""
    path, words = folder
    result = run("extract", "Good.html", *words, cwd=path)
    *messages, summary = told(result.stderr)
    causes = [message for message in messages if " × " in message]
    messages = messages[: -len(causes)]
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert summary == f"{len(words)} of {len(words) + 1} files could not be read."
    assert len(messages) == len(words)
    for message, (name, expected) in zip(messages, words.items(), strict=True):
        assert message.startswith(name)
        assert expected in message
    assert sum(int(cause.split()[0]) for cause in causes) == len(words)
    assert "2 × this is a link that leads back to itself" in causes
    claims = [json.loads(line) for line in result.stdout.splitlines()]
    assert {(claim["document"], claim["predicate"]) for claim in claims} == {("good", "treats")}


def test_add_puts_the_good_document_into_the_graph_and_no_other(
    folder: tuple[Path, dict[str, str]], shipped_version: Version, tmp_path: Path
) -> None:
    """The published version holds the good one; no half-built folder is left."""
    path, words = folder
    data = shutil.copytree(shipped_version.folder.parents[1], tmp_path / "data", symlinks=True)
    result = run("add", "--data", data, *words, "Good.html", cwd=path)
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert f"{len(words) + 1} files: 1 added, 0 replaced, 0 unchanged, {len(words)} not read" in result.stdout
    messages = "\n".join(told(result.stderr))
    for name, expected in words.items():
        assert name in ("good.txt",) or (name in messages and expected in messages)
    manifest = json.loads((data / "current" / "manifest.json").read_text(encoding="utf-8"))
    assert [record["id"] for record in manifest["documents"]] == ["000", "001", "002", "003", "004", "good"]
    assert not [entry for entry in (data / "versions").iterdir() if not (entry / "manifest.json").exists()]


def test_a_file_that_takes_too_long_is_ended_and_the_next_one_is_read() -> None:
    """The time holds for each file apart, inside the parser's own code too."""
    reader = ConfinedReader(seconds=1, memory=8_000_000_000)
    good = word()
    try:
        with pytest.raises(DocumentError, match="longer than the 1 second allowed"):
            reader.read(form_bomb(9), DocumentId("slow"))
        assert reader.read(good, DocumentId("good")) == read_bytes(good, DocumentId("good"))
    finally:
        reader.close()


def test_a_file_that_eats_memory_is_ended_and_the_next_one_is_read() -> None:
    """Hundreds of thousands of empty paragraphs pack well."""
    reader = ConfinedReader(memory=200_000_000)
    good = word()
    try:
        with pytest.raises(DocumentError, match="memory"):
            reader.read(word("<w:p><w:r/></w:p>" * 900_000), DocumentId("large"))
        assert reader.read(good, DocumentId("good")) == read_bytes(good, DocumentId("good"))
    finally:
        reader.close()


@pytest.mark.parametrize("page", [b"<?xml version='1.0'?><html>", b"<!DOCTYPE html><title>Blocks</title>", b"# Blocks"])
def test_pages_with_a_declaration_are_not_foreign(page: bytes) -> None:
    """XHTML is read as a page."""
    refuse_foreign(page)


def test_a_page_in_utf_16_is_read() -> None:
    """Its mark at the start says so."""
    page = f"<html><body><p>{SENTENCE}</p></body></html>".encode("utf-16")
    assert read_bytes(page, DocumentId("page")).text.strip() == SENTENCE


def test_navigation_in_another_language_does_not_hide_an_english_page() -> None:
    """Only what is read counts; and an English menu makes no German page English."""
    english = "The block is an injection that relieves the pain of sciatica, and it is done with a thin needle."
    page = f"<html><body><nav>{GERMAN}</nav><main><h1>Nerve blocks</h1><p>{english}</p></main></body></html>"
    assert english in read_bytes(page.encode(), DocumentId("page")).text
    page = f"<html><body><nav>{english}</nav><main><h1>Blockaden</h1><p>{GERMAN}</p></main></body></html>"
    with pytest.raises(DocumentError, match="English"):
        read_bytes(page.encode(), DocumentId("page"))
