"""Word documents: styles, numbering and tables, and archives that are refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from paingraph.loader.documents import Document
from paingraph.loader.docx_reader import read
from paingraph.ontology.errors import DocumentError
from paingraph.ontology.namespaces import DocumentId

#: A part of a Word document around its paragraphs.
_BODY = (
    '<?xml version="1.0"?>{}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body>{}</w:body></w:document>"
)


def word(write: Callable[[Any], object]) -> Document:
    """Return a document, written by a function, as it is read."""
    return read(saved(write), DocumentId("leaflet"))


def saved(write: Callable[[Any], object]) -> bytes:
    """Return the bytes of a document that a function has written."""
    document = docx.Document()
    write(document)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def with_part(name: str, content: str | bytes, data: bytes | None = None) -> bytes:
    """Return a Word document with a part added or replaced."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data or saved(lambda d: d.add_paragraph("Pain.")))) as source,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for part in source.namelist():
            if part != name:
                target.writestr(part, source.read(part))
        target.writestr(name, content)
    return file.getvalue()


def texts(document: Document) -> list[tuple[str, int, str]]:
    """Return kind, level and text of each block."""
    return [(block.kind.value, block.level, document.text_of(block)) for block in document.blocks]


def lead_ins(document: Document) -> dict[str, str]:
    """Return the text of the lead-in by the text of the item."""
    return {
        document.text_of(b): document.text_of(document.blocks[b.lead_in])
        for b in document.blocks
        if b.lead_in is not None
    }


def test_styles_give_headings() -> None:
    """Under a title the first level of headings is the second."""

    def write(document: Any) -> None:
        document.add_heading("Facet pain", 0)
        document.add_heading("Tests", 1)
        document.add_heading("Discography", 2)
        document.add_paragraph("A test\u00a0of the disc.")

    assert texts(word(write)) == [
        ("heading", 1, "Facet pain"),
        ("heading", 2, "Tests"),
        ("heading", 3, "Discography"),
        ("paragraph", 0, "A test of the disc."),
    ]


def test_a_style_based_on_a_heading_is_one() -> None:
    """Houses have styles of their own; the outline level of what they build on tells."""

    def write(document: Any) -> None:
        style = document.styles.add_style("House", WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Heading 1"]
        document.add_paragraph("Tests", style="House")
        document.add_paragraph("A test of the disc.")

    assert texts(word(write))[0] == ("heading", 1, "Tests")


def test_bold_or_large_lines_are_headings() -> None:
    """Where nobody used styles."""

    def write(document: Any) -> None:
        document.add_paragraph().add_run("Facet pain").font.size = Pt(20)
        document.add_paragraph("The joints of the spine can hurt.")
        document.add_paragraph().add_run("Tests").bold = True
        document.add_paragraph("A block of the medial branch numbs the joint.")

    assert [kind for kind, _, _ in texts(word(write))] == ["heading", "paragraph", "heading", "paragraph"]


def test_numbering_gives_list_items() -> None:
    """By style, by number and by a typed bullet; deeper items stand under the one above."""

    def write(document: Any) -> None:
        document.add_paragraph("We treat:")
        document.add_paragraph("Overuse", style="List Bullet")
        document.add_paragraph("tennis elbow", style="List Bullet 2")
        numbered = document.add_paragraph("Sciatica")
        numbering = OxmlElement("w:numPr")
        numbering.append(OxmlElement("w:numId", {qn("w:val"): "1"}))
        numbered._p.get_or_add_pPr().append(numbering)
        document.add_paragraph("•\tStenosis")

    document = word(write)
    assert [kind for kind, _, _ in texts(document)] == ["paragraph"] + ["list-item"] * 4
    assert lead_ins(document) == {
        "Overuse": "We treat:",
        "tennis elbow": "Overuse",
        "Sciatica": "We treat:",
        "Stenosis": "We treat:",
    }


def test_table_rows_are_items_under_the_header() -> None:
    """A cell that is merged downward stands in each of its rows."""

    def write(document: Any) -> None:
        table = document.add_table(3, 2)
        for cell, text in zip(
            [c for row in table.rows for c in row.cells],
            ["Procedure", "Used for", "SCS", "back pain\nleg pain", "", "angina"],
            strict=True,
        ):
            cell.text = text
        table.cell(1, 0).merge(table.cell(2, 0))

    document = word(write)
    assert [text for _, _, text in texts(document)] == [
        "Procedure | Used for",
        "SCS | back pain; leg pain",
        "SCS | angina",
    ]
    assert lead_ins(document)["SCS | angina"] == "Procedure | Used for"


def test_changes_are_accepted_and_fields_show_their_result() -> None:
    """Deleted text and field codes are no text, inserted text is."""

    def write(document: Any) -> None:
        paragraph = document.add_paragraph("A block ")
        for xml in (
            "<w:del {}><w:r><w:delText>never </w:delText></w:r></w:del>",
            "<w:ins {}><w:r><w:t>often </w:t></w:r></w:ins>",
            "<w:r {}><w:instrText>HYPERLINK x</w:instrText></w:r>",
            "<w:r {}><w:t>helps pa</w:t><w:softHyphen/><w:t>tients.</w:t></w:r>",
        ):
            paragraph._p.append(parse_xml(xml.format(nsdecls("w"))))

    assert word(write).text == "A block often helps patients.\n"


def test_hidden_and_struck_out_text_is_no_text() -> None:
    """What readers do not see, nobody told them."""

    def write(document: Any) -> None:
        paragraph = document.add_paragraph("A block helps patients.")
        paragraph.add_run(" It cures them.").font.hidden = True
        paragraph.add_run(" It never fails.").font.strike = True
        paragraph.add_run(" It is safe.").font.hidden = False

    assert word(write).text == "A block helps patients. It is safe.\n"


def test_marks_of_footnotes_are_no_text() -> None:
    """Numbers that stand raised; other raised text is."""

    def write(document: Any) -> None:
        paragraph = document.add_paragraph("The 5")
        for text in ("th", "1,2", ""):
            paragraph.add_run(text).font.superscript = True
            paragraph.add_run(" block helps." if text == "th" else "")

    assert word(write).text == "The 5th block helps.\n"


def test_forced_line_breaks_end_lines_unless_the_text_reads_on() -> None:
    """As on web pages: what goes on in lower case is one line, items behind a lead-in are not."""

    def write(document: Any) -> None:
        document.add_paragraph("Epidural injections\nrelieve sciatica.")
        document.add_paragraph("We treat:\nsciatica\nneck pain")

    assert [text for _, _, text in texts(word(write))] == [
        "Epidural injections relieve sciatica.",
        "We treat:",
        "sciatica",
        "neck pain",
    ]


def test_contents_are_boilerplate() -> None:
    """A table of contents repeats the headings."""

    def write(document: Any) -> None:
        document.styles.add_style("TOC 1", WD_STYLE_TYPE.PARAGRAPH)
        document.add_paragraph("Tests 3", style="TOC 1")
        document.add_paragraph("A test of the disc.")

    assert [kind for kind, _, _ in texts(word(write))] == ["boilerplate", "paragraph"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (lambda: b"PK\x03\x04 and no more", "broken zip archive"),
        (lambda: saved(lambda d: d.add_paragraph("Pain."))[:9000], "broken zip archive"),
        (lambda: with_part("../evil.txt", "x"), "unsafe name"),
        (lambda: with_part("/etc/evil.txt", "x"), "unsafe name"),
        (lambda: with_part("word/bomb.xml", b" " * 120_000_000), "unpacks to"),
        (lambda: with_part("word/document.xml", "<w:document"), "broken Word document"),
        (lambda: with_part("word/document.xml", _BODY.format("", "")), "holds no text"),
        (lambda: with_part("word/document.xml", _BODY.format("<!DOCTYPE a [<!ENTITY b 'c'>]>", "")), "entities"),
        (
            lambda: with_part("word/document.xml", _BODY.format("<!DOCTYPE a>", "").encode("utf-16")),
            "document type",
        ),
        (
            lambda: with_part("word/document.xml", _BODY.format("", "<w:sdt>" * 1_000 + "</w:sdt>" * 1_000)),
            "broken Word document",
        ),
    ],
)
def test_unsafe_and_broken_files_are_refused(data: Callable[[], bytes], message: str) -> None:
    """Each with a sentence that says what is wrong."""
    with pytest.raises(DocumentError, match=message):
        read(data(), DocumentId("leaflet"))


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("mimetype", "application/vnd.oasis.opendocument.text", r"an OpenDocument text \(.odt\); save it as DOCX"),
        ("mimetype", "application/epub+zip", "an electronic book"),
        ("xl/workbook.xml", "<workbook/>", "a spreadsheet"),
        ("mimetype", "nothing", "a zip archive, but .*; unpack it"),
    ],
)
def test_other_formats_in_archives_are_called_by_their_names(name: str, content: str, what: str) -> None:
    """And the message says what to do."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(name, content)
    with pytest.raises(DocumentError, match=what):
        read(data.getvalue(), DocumentId("other"))


def test_another_kind_of_archive_is_told() -> None:
    """A spreadsheet is a zip archive too."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(DocumentError, match=r"this is a spreadsheet \(Excel\); save it as DOCX"):
        read(file.getvalue(), DocumentId("sheet"))


def test_thousands_of_parts_are_refused() -> None:
    """Before any of them is unpacked."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(2_001):
            archive.writestr(f"word/{number}.xml", "")
    with pytest.raises(DocumentError, match="2,001 parts"):
        read(file.getvalue(), DocumentId("parts"))


def test_a_declared_size_that_lies_is_found_out() -> None:
    """The archive says that a part is small; unpacking it shows that it is not."""
    data = bytearray(with_part("word/large.bin", b"\0" * 1_000_000))
    size = (1_000_000).to_bytes(4, "little")
    assert data.count(size) >= 1
    with pytest.raises(DocumentError, match="broken zip archive"):
        read(bytes(data.replace(size, (100).to_bytes(4, "little"))), DocumentId("lie"))
