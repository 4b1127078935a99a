"""PDF: headings, paragraphs, lists and tables from printed lines, and files that have no text to read."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Literal

import fpdf
import pytest
from PIL import Image

from paingraph.loader.documents import Document
from paingraph.loader.pdf_reader import read
from paingraph.ontology.errors import DocumentError
from paingraph.ontology.namespaces import DocumentId

BLOCK = (
    "A medial branch block is an injection of a local anesthetic next to the small nerves that carry pain from the "
    "facet joints, and it tells whether these joints are the source of the pain."
)
ABLATION = (
    "Radiofrequency ablation follows when two such blocks have given relief, and it heats the nerves so that they "
    "carry no pain for six to twelve months."
)


class Page(fpdf.FPDF):
    """A page with paragraphs in one column, in the manner of a leaflet."""

    def __init__(self) -> None:
        super().__init__(format=(140, 180))
        self.add_page()
        self.set_font("helvetica", size=11)

    def write_line(self, text: str, size: int = 11, style: Literal["", "B"] = "", gap: float = 3) -> None:
        """Write a paragraph, a heading or an item."""
        self.set_font("helvetica", style=style, size=size)
        self.multi_cell(0, size * 0.45, text, align="L", new_x="LMARGIN", new_y="NEXT")
        self.ln(gap)


def pdf(write: Callable[[Page], object]) -> Document:
    """Return a PDF, written by a function, as it is read."""
    page = Page()
    write(page)
    return read(bytes(page.output()), DocumentId("leaflet"))


def texts(document: Document) -> list[tuple[str, int, str]]:
    """Return kind, level and text of each block."""
    return [(block.kind.value, block.level, document.text_of(block)) for block in document.blocks]


def test_size_gives_headings_and_gaps_give_paragraphs() -> None:
    """Larger text is a heading, by rank of size; wrapped lines are one paragraph."""

    def write(page: Page) -> None:
        page.write_line("Facet Joint Pain", 20, "B")
        page.write_line("Tests", 15, "B")
        page.write_line(BLOCK)
        page.write_line(ABLATION)

    assert texts(pdf(write)) == [
        ("heading", 1, "Facet Joint Pain"),
        ("heading", 2, "Tests"),
        ("paragraph", 0, BLOCK),
        ("paragraph", 0, ABLATION),
    ]


def test_bold_lines_of_body_size_are_headings() -> None:
    """Many leaflets use no larger type."""

    def write(page: Page) -> None:
        page.write_line("Facet Joint Pain", 18, "B")
        page.write_line("The Test", style="B")
        page.write_line(BLOCK)

    assert [(kind, level) for kind, level, _ in texts(pdf(write))] == [("heading", 1), ("heading", 2), ("paragraph", 0)]


def test_a_heading_over_two_lines_is_one() -> None:
    """It goes on where the line was full."""
    title = "Interventional Treatment of Pain That Comes From the Facet Joints"

    def write(page: Page) -> None:
        page.write_line(title, 20, "B")
        page.write_line(BLOCK)

    assert texts(pdf(write))[0] == ("heading", 1, title)


def test_bullets_give_list_items() -> None:
    """Each item is a block without its bullet, wrapped lines included."""

    def write(page: Page) -> None:
        page.write_line("We offer:", gap=1)
        page.write_line(f"\x95 {BLOCK}", gap=1)
        page.write_line("\x95 Radiofrequency ablation", gap=1)

    document = pdf(write)
    assert [(kind, text) for kind, _, text in texts(document)] == [
        ("paragraph", "We offer:"),
        ("list-item", BLOCK),
        ("list-item", "Radiofrequency ablation"),
    ]
    assert {block.lead_in for block in document.blocks} == {None, 0}


def test_bullets_that_are_drawn_give_list_items() -> None:
    """Browsers print them as shapes and not as letters."""

    def write(page: Page) -> None:
        page.write_line(BLOCK)
        for text in ("Bleeding at the place of the needle", "Infection"):
            page.ellipse(16, page.get_y() + 2, 1.2, 1.2, style="F")
            page.set_x(20)
            page.write_line(text, gap=1)
        page.rect(16, page.get_y(), 60, 0.3, style="F")
        page.write_line(ABLATION)

    assert [kind for kind, _, _ in texts(pdf(write))] == ["paragraph", "list-item", "list-item", "paragraph"]


def test_words_broken_at_line_ends_are_joined() -> None:
    """A hyphen goes with the line break, unless the word has it elsewhere or is a compound."""

    def write(page: Page) -> None:
        page.write_line("Radiofre-\nquency ablation is an image-\nguided treatment that inter-\nrupts nerves.")

    assert [text for _, _, text in texts(pdf(write))] == [
        "Radiofrequency ablation is an image-guided treatment that interrupts nerves."
    ]


def test_running_lines_and_page_numbers_are_boilerplate() -> None:
    """A paragraph goes on over the page; what interrupts it stands behind it."""

    class Book(Page):
        def header(self) -> None:
            self.set_font("helvetica", size=8)
            self.cell(text="Pain and Its Treatment", new_x="LMARGIN", new_y="NEXT")
            self.ln(4)

        def footer(self) -> None:
            self.set_y(-12)
            self.cell(text=str(self.page_no()))

    book = Book()
    book.set_y(150)
    book.write_line(BLOCK)
    assert book.page_no() == 2
    document = read(bytes(book.output()), DocumentId("book"))
    assert [(kind, text) for kind, _, text in texts(document)] == [
        ("paragraph", BLOCK),
        ("boilerplate", "Pain and Its Treatment"),
        ("boilerplate", "1"),
        ("boilerplate", "Pain and Its Treatment"),
        ("boilerplate", "2"),
    ]


def test_columns_are_read_one_after_the_other() -> None:
    """As their text was written."""

    def write(page: Page) -> None:
        with page.text_columns(ncols=2, gutter=8, text_align="L") as columns:
            for text in (BLOCK, ABLATION, BLOCK, ABLATION) * 3:
                with columns.paragraph(bottom_margin=4) as paragraph:
                    paragraph.write(text)

    assert {text for _, _, text in texts(pdf(write))} == {BLOCK, ABLATION}


def test_tables_are_read_by_rows() -> None:
    """Cells that wrap are joined, and the header introduces the rows."""
    rows = (
        ("Procedure", "Used for"),
        ("Genicular nerve block", "knee osteoarthritis, and pain of the knee that lasts after its replacement"),
        ("Discography", "disc pain"),
    )

    def write(page: Page) -> None:
        page.write_line("Procedures", 16, "B")
        page.write_line(BLOCK)
        page.set_font("helvetica", size=11)
        with page.table() as table:
            for texts_of_row in rows:
                row = table.row()
                for text in texts_of_row:
                    row.cell(text)
        page.ln(4)
        page.write_line(ABLATION)

    document = pdf(write)
    assert [text for _, _, text in texts(document)][2:] == [*(" | ".join(row) for row in rows), ABLATION]
    assert [block.lead_in for block in document.blocks] == [None, None, None, 2, 2, None]


def test_tables_that_are_printed_cell_by_cell_are_read_by_rows() -> None:
    """As browsers print them: all lines of a cell, then the cell beside it; what stands below is no row."""
    rows = (
        ("Procedure", "Used for", "Relief\nlasts"),
        ("Medial branch\nblock", "facet joint pain\nof the neck", "hours"),
        ("Discography", "disc pain", "-"),
    )

    def write(page: Page) -> None:
        page.write_line(ABLATION)
        for row in rows:
            page.set_font("helvetica", style="B" if row is rows[0] else "", size=11)
            top, bottom = page.get_y(), 0.0
            for column, text in enumerate(row):
                page.set_xy(12 + 42 * column, top + (2.5 if row is rows[0] and column < 2 else 0))
                page.multi_cell(40, 5, text, align="L", new_x="LEFT", new_y="NEXT")
                bottom = max(bottom, page.get_y())
            page.set_xy(12, bottom + 2)
        page.write_line("Ask us about both.")

    assert [text for _, _, text in texts(pdf(write))] == [
        ABLATION,
        "Procedure | Used for | Relief lasts",
        "Medial branch block | facet joint pain of the neck | hours",
        "Discography | disc pain | -",
        "Ask us about both.",
    ]


def test_the_head_of_a_table_may_stand_in_the_middle_of_its_columns() -> None:
    """As browsers set it where a page does not say otherwise; the longest cell may all but touch the next one."""

    def write(page: Page) -> None:
        for row, shift, style in (
            (("Procedure", "Used for"), 12, "B"),
            (("Block of two genicular nerves", "knee pain"), 0, ""),
            (("Medial branch block", "facet joint pain of the neck"), 0, ""),
            (("Discography", "disc pain"), 0, ""),
        ):
            page.set_font("helvetica", style="B" if style else "", size=11)
            for column, text in enumerate(row):
                page.set_x(12 + 56 * column + shift)
                page.cell(50, 6, text)
            page.ln(8)

    assert [text for _, _, text in texts(pdf(write))] == [
        "Procedure | Used for",
        "Block of two genicular nerves | knee pain",
        "Medial branch block | facet joint pain of the neck",
        "Discography | disc pain",
    ]


def test_a_scan_is_told_from_an_empty_file() -> None:
    """A picture of a page has no text; the message says what to do."""
    picture = BytesIO()
    Image.new("L", (60, 80), 255).save(picture, "PNG")
    with pytest.raises(DocumentError, match="scan without text"):
        pdf(lambda page: page.image(picture, w=100))
    with pytest.raises(DocumentError, match="the PDF holds no text"):
        pdf(lambda page: None)


def test_a_password_is_told() -> None:
    """A file that opens only with a password."""
    with pytest.raises(DocumentError, match="protected by a password"):
        pdf(lambda page: page.set_encryption(owner_password="owner", user_password="user"))


def test_letters_of_a_size_below_nothing_are_read_all_the_same() -> None:
    """So a damaged file may set them; the lines have no neighbours of their size then."""
    page = fpdf.FPDF()
    page.set_compression(False)
    page.add_page()
    page.set_font("helvetica", size=11)
    page.multi_cell(0, 5, "Nerve blocks relieve pain.\nThey are given under fluoroscopy.\nThe relief lasts for days.")
    data = bytes(page.output())
    assert b" 11.00 Tf" in data
    document = read(data.replace(b" 11.00 Tf", b" -9.00 Tf"), DocumentId("odd"))
    assert "relief" in document.text


def test_broken_files_are_told() -> None:
    """Nothing behind the first line, and a file that was cut off."""
    page = Page()
    page.write_line(BLOCK)
    for data in (b"%PDF-1.4\n", bytes(page.output())[:700]):
        with pytest.raises(DocumentError, match="broken PDF"):
            read(data, DocumentId("broken"))


@pytest.mark.parametrize("filters", ["/FlateDecode", "[/FlateDecode /FlateDecode]"])
def test_a_stream_that_unpacks_to_a_hundred_million_bytes_is_refused(filters: str) -> None:
    """Before the parser has it in memory."""
    packed = zlib.compress(b"q " * 50_000_000)
    if "[" in filters:
        packed = zlib.compress(packed)
    data = f"%PDF-1.4\n1 0 obj<</Length {len(packed)}/Filter{filters}>>stream\n".encode() + packed + b"\nendstream"
    with pytest.raises(DocumentError, match=r"unpacks to more|packs a stream twice"):
        read(data, DocumentId("bomb"))


def test_thousands_of_pages_are_refused() -> None:
    """More than any book of the field has."""

    def write(page: Page) -> None:
        for _ in range(2_000):
            page.add_page()

    with pytest.raises(DocumentError, match="2,001 pages"):
        pdf(write)
