"""The same page as text, Markdown, HTML, DOCX and PDF has the same structure and gives the same claims.

The page is written here once, as elements, and rendered in each format by a few lines or a common library.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable

import docx
import fpdf
import pytest

from paingraph.loader.documents import BlockKind, Document
from paingraph.loader.extraction import read_claims
from paingraph.loader.readers import format_of, read_bytes
from paingraph.ontology.library import load_library
from paingraph.ontology.namespaces import DocumentId

#: Elements of the page: title, headings, paragraphs, list items, and a question that heads its answer.
PAGE = (
    ("title", "Sacroiliac Joint Pain"),
    (
        "paragraph",
        "The sacroiliac joint connects the pelvis with the spine. Sacroiliac joint dysfunction is a frequent cause of "
        "low back pain, and it may follow a fall, a pregnancy or a fusion of the lumbar spine.",
    ),
    ("heading", "How Is It Diagnosed?"),
    (
        "paragraph",
        "A sacroiliac joint injection with a local anesthetic is used to confirm sacroiliac joint dysfunction. The "
        "image-guided injection is performed under fluoroscopy, and its well-known effect is felt within minutes. "
        "This procedure does not treat fibromyalgia.",
    ),
    ("heading", "Treatment Options"),
    ("paragraph", "Interventional pain specialists offer several image-guided procedures, such as:"),
    ("item", "Sacroiliac joint injection"),
    ("item", "Radiofrequency ablation"),
    ("item", "Spinal cord stimulation"),
    ("heading", "Radiofrequency Ablation"),
    (
        "paragraph",
        "Radiofrequency ablation uses heat to interrupt the nerves that carry pain. It relieves chronic low back pain, "
        "and relief lasts from six to twelve months. It is considered when conservative treatment has failed.",
    ),
    ("heading", "Conditions Treated by Interventional Pain Specialists"),
    ("item", "Lumbar and cervical radiculopathy"),
    ("item", "Spinal stenosis"),
    ("item", "Complex regional pain syndrome (CRPS)"),
    ("paragraph", "These treatments can help patients to avoid spinal surgery."),
)
TABLE = (
    ("Procedure", "Used for"),
    ("Genicular nerve block", "knee osteoarthritis"),
    ("Stellate ganglion block", "complex regional pain syndrome"),
    ("Epidural steroid injection", "lumbar radiculopathy, sciatica and spinal stenosis"),
)
#: Tags and Word styles of the elements.
TAGS = {"title": "h1", "heading": "h2", "paragraph": "p", "item": "li"}
STYLES = {"title": "Title", "heading": "Heading 1", "paragraph": "Normal", "item": "List Bullet"}
SIZES = {"title": 20, "heading": 15, "paragraph": 11, "item": 11}
SIGNS = {"title": "# ", "heading": "## ", "paragraph": "", "item": "- "}

Elements = tuple[tuple[str, str], ...]


def as_text(page: Elements, table: tuple[tuple[str, str], ...] = ()) -> bytes:
    """Render plain text: blank lines between the blocks, hyphens before list items."""
    lines: list[str] = []
    for number, (kind, text) in enumerate(page):
        if number and not kind == page[number - 1][0] == "item":
            lines.append("")
        lines.append(("- " if kind == "item" else "") + text)
    rows = [" | ".join(row) for row in table]
    return "\n".join([*lines, *([""] if rows else []), *rows, ""]).encode()


def as_markdown(page: Elements, table: tuple[tuple[str, str], ...] = ()) -> bytes:
    """Render Markdown."""
    blocks = [SIGNS[kind] + text for kind, text in page]
    rows = ["| " + " | ".join(row) + " |" for row in table]
    return "\n\n".join([*blocks, "\n".join([*rows[:1], *(["|---|---|"] if rows else []), *rows[1:]]), ""]).encode()


def as_html(page: Elements, table: tuple[tuple[str, str], ...] = ()) -> bytes:
    """Render a web page, with the furniture that such pages have."""
    body = "".join(f"<{TAGS[kind]}>{html.escape(text)}</{TAGS[kind]}>\n" for kind, text in page)
    body = body.replace("</p>\n<li>", "</p><ul><li>").replace("</h2>\n<li>", "</h2><ul><li>")
    body = body.replace("</li>\n<h2>", "</li></ul><h2>").replace("</li>\n<p>", "</li></ul><p>")
    cells = [[f"<th>{c}</th>" if i == 0 else f"<td>{c}</td>" for c in row] for i, row in enumerate(table)]
    rows = "".join(f"<tr>{''.join(row)}</tr>" for row in cells)
    return (
        "<!doctype html><html><head><meta charset='utf-8'><title>x</title><script>var a = 'sciatica';</script></head>"
        "<body><nav><ul><li><a href='/'>Kyphoplasty</a></li></ul></nav>"
        f"<main>{body}{f'<table>{rows}</table>' if rows else ''}</main>"
        "<footer>Vertebroplasty treats fractures.</footer></body></html>"
    ).encode()


def as_docx(page: Elements, table: tuple[tuple[str, str], ...] = ()) -> bytes:
    """Render a Word document with the usual styles."""
    document = docx.Document()
    for kind, text in page:
        document.add_paragraph(text, style=STYLES[kind])
    for row in [document.add_table(0, 2)] if table else []:
        for texts in table:
            for cell, text in zip(row.add_row().cells, texts, strict=True):
                cell.text = text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def as_pdf(page: Elements, table: tuple[tuple[str, str], ...] = ()) -> bytes:
    """Render a PDF with narrow pages, running headers and page numbers, so that lines and paragraphs break."""

    class Leaflet(fpdf.FPDF):
        def header(self) -> None:
            self.set_font("helvetica", size=8)
            self.cell(text="Patient information about kyphoplasty", new_x="LMARGIN", new_y="NEXT")
            self.ln(4)

        def footer(self) -> None:
            self.set_y(-12)
            self.set_font("helvetica", size=8)
            self.cell(text=f"Page {self.page_no()}", align="C")

    pdf = Leaflet(format=(120, 150))
    pdf.add_page()
    for kind, text in page:
        pdf.set_font("helvetica", style="" if kind in ("paragraph", "item") else "B", size=SIZES[kind])
        sign = "\x95 " if kind == "item" else ""
        pdf.multi_cell(0, SIZES[kind] * 0.45, sign + text, align="L", new_x="LMARGIN", new_y="NEXT")
        pdf.ln(1 if kind == "item" else 3)
    if table:
        pdf.set_font("helvetica", size=11)
        with pdf.table() as grid:
            for texts in table:
                row = grid.row()
                for text in texts:
                    row.cell(text)
    return bytes(pdf.output())


FORMATS: dict[str, Callable[..., bytes]] = {
    "text": as_text,
    "markdown": as_markdown,
    "html": as_html,
    "docx": as_docx,
    "pdf": as_pdf,
}
MARKED_UP = ("markdown", "html", "docx", "pdf")


def document_in(name: str, *, table: bool = False) -> Document:
    """Return the page as it is read from one of the formats."""
    data = FORMATS[name](PAGE, TABLE) if table else FORMATS[name](PAGE)
    assert format_of(data) == name
    return read_bytes(data, DocumentId("page"))


def structure(document: Document) -> list[tuple[str, str, str, str]]:
    """Return kind, text, heading and lead-in of each block that is read."""

    def text_of(index: int | None) -> str:
        return "" if index is None else " ".join(document.text_of(document.blocks[index]).split())

    return [
        (block.kind.value, " ".join(document.text_of(block).split()), text_of(block.heading), text_of(block.lead_in))
        for block in document.blocks
        if block.kind is not BlockKind.BOILERPLATE
    ]


def claims(document: Document) -> list[tuple[str, str, str, str, str]]:
    """Return each claim with its quote, without its position; typed bullets inside a quote are left out."""
    found = read_claims(document, load_library()).claims
    quotes = [re.sub(r"\s+(?:[-•]\s)?", " ", document.text[c.span.start : c.span.end]) for c in found]
    return [
        (c.subject.id, c.predicate, str(c.object), c.polarity.value, quote)
        for c, quote in zip(found, quotes, strict=True)
    ]


@pytest.mark.parametrize("name", FORMATS)
def test_structure_is_the_same_in_every_format(name: str) -> None:
    """Kinds, texts, headings and lead-ins agree with those of the plain text."""
    assert structure(document_in(name)) == structure(document_in("text"))


@pytest.mark.parametrize("name", FORMATS)
def test_claims_are_the_same_in_every_format(name: str) -> None:
    """Subject, relation, object, polarity and quote of every claim agree."""
    expected = claims(document_in("text"))
    assert len(expected) > 10
    assert claims(document_in(name)) == expected


@pytest.mark.parametrize("name", MARKED_UP)
def test_a_table_is_the_same_in_every_format_with_tables(name: str) -> None:
    """The header introduces the rows, whose cells are set apart."""
    rows = structure(document_in(name, table=True))[-len(TABLE) :]
    assert [text for _, text, _, _ in rows] == [" | ".join(row) for row in TABLE]
    assert {lead for _, _, _, lead in rows[1:]} == {"Procedure | Used for"}
    assert [kind for kind, *_ in rows] == ["paragraph", *["list-item"] * (len(TABLE) - 1)]


@pytest.mark.parametrize("name", MARKED_UP)
def test_claims_with_a_table_are_the_same_in_every_format_with_tables(name: str) -> None:
    """The rows say what each procedure is used for."""
    expected = claims(document_in("markdown", table=True))
    assert len(expected) > len(claims(document_in("markdown"))) + len(TABLE)
    assert claims(document_in(name, table=True)) == expected


def test_claims_of_a_table_set_in_columns_are_the_same_as_in_formats_with_tables() -> None:
    """Plain text sets the cells of a column below each other."""
    width = max(len(cell) for cell, _ in TABLE) + 3
    lines = "\n".join(first.ljust(width) + second for first, second in TABLE)
    document = read_bytes(as_text(PAGE) + b"\n" + lines.encode(), DocumentId("page"))
    marked = claims(document_in("markdown", table=True))
    assert [said[:4] for said in claims(document)] == [said[:4] for said in marked]


@pytest.mark.parametrize("name", FORMATS)
def test_blocks_begin_and_end_at_visible_characters(name: str) -> None:
    """Offsets count code points of the canonical text, and no block is empty."""
    document = document_in(name, table=True)
    for block in document.blocks:
        text = document.text_of(block)
        assert text
        assert text == text.strip()


@pytest.mark.parametrize("name", MARKED_UP)
def test_canonical_text_is_the_same_where_the_page_is(name: str) -> None:
    """What is read has the same characters, whatever the line breaks of the file were."""
    read = [document_in(name), document_in("markdown")]
    one, other = ("\n".join(text for _, text, *_ in structure(document)) for document in read)
    assert one == other
