"""Title, publisher, date, creator, reviewer and source, wherever a format keeps them."""

from __future__ import annotations

import datetime
import io
import json

import docx
import fpdf
import pytest

from paingraph.loader.metadata import iso_date, told
from paingraph.loader.readers import read_bytes
from paingraph.ontology.namespaces import DocumentId

SENTENCE = "A nerve block is an injection that relieves the pain of sciatica."
DATES = (
    ("May 3, 2024", "2024-05-03"),
    ("updated on 3 September 2023.", "2023-09-03"),
    ("2024-02-29T10:00:00Z", "2024-02-29"),
    ("D:20240503101500+02'00'", "2024-05-03"),
    ("February 30, 2024", None),
    ("D:20241399", None),
    ("Spring 2024", None),
)


def metadata(data: bytes) -> dict[str, str]:
    """Return the metadata of a document."""
    return read_bytes(data, DocumentId("page")).metadata


def page(head: str, body: str = f"<h1>Nerve blocks</h1><p>{SENTENCE}</p>") -> bytes:
    """Return a web page."""
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_dates_become_iso_8601(text: str, expected: str | None) -> None:
    """What is no day of the calendar is none."""
    assert iso_date(text) == expected


def test_lines_tell_of_the_review() -> None:
    """On the same line, or on the next."""
    lines = ["Nerve blocks", "Clinically reviewed by: Ann Lee, MD | May 3, 2024"]
    assert told(lines) == told(["Medically reviewed by", "Ann Lee, MD on May 3, 2024"])
    assert told(lines) == {"reviewer": "Ann Lee, MD", "date": "2024-05-03"}


def test_web_pages_declare_it_in_json_ld() -> None:
    """In the terms of schema.org, in a graph of several nodes."""
    article = {
        "@type": ["MedicalWebPage"],
        "name": "All about nerve blocks",
        "author": [{"@type": "Person", "name": "Ann Lee"}, {"@type": "Person", "name": "Bo Ray"}],
        "reviewedBy": {"name": "Cy Day, MD"},
        "publisher": {"@type": "Organization", "name": "The Clinic"},
        "dateModified": "2024-05-03T10:00:00+00:00",
        "url": "https://example.org/blocks",
    }
    data = json.dumps({"@context": "https://schema.org", "@graph": [{"@type": "Organization", "name": "X"}, article]})
    assert metadata(page(f"<script type='application/ld+json'>{data}</script>")) == {
        "title": "Nerve blocks",
        "creator": "Ann Lee, Bo Ray",
        "reviewer": "Cy Day, MD",
        "publisher": "The Clinic",
        "date": "2024-05-03",
        "source": "https://example.org/blocks",
    }


@pytest.mark.parametrize("script", ["{", "[" * 100_000, "3", '{"@type": 3}', '{"@type": "Article", "author": 3}'])
def test_broken_json_ld_is_passed_over(script: str) -> None:
    """What else the page says counts."""
    head = f"<script type='application/ld+json'>{script}</script><meta name='author' content='Ann Lee'>"
    assert metadata(page(head)) == {"title": "Nerve blocks", "creator": "Ann Lee"}


def test_web_pages_declare_it_in_elements() -> None:
    """In meta elements, a canonical link, a time; an address that is none of the web is left out."""
    head = (
        "<title>Blocks | Clinic</title><meta property='og:site_name' content='The Clinic'>"
        "<meta name='author' content='Ann Lee'><link rel='canonical' href='javascript:alert(1)'>"
    )
    body = f"<p><time datetime='2024-05-03'>in May</time></p><p>Medically reviewed by Cy Day, MD</p><p>{SENTENCE}</p>"
    assert metadata(page(head, body)) == {
        "title": "Blocks | Clinic",
        "publisher": "The Clinic",
        "creator": "Ann Lee",
        "date": "2024-05-03",
        "reviewer": "Cy Day, MD",
    }


def test_markdown_declares_it_in_its_front_matter() -> None:
    """A date that is none is left out."""
    front = (
        "---\ntitle: Blocks\nauthor: Ann Lee\nreviewed_by: 'Cy Day, MD'\ndate: {}\nurl: https://example.org/b\n---\n"
    )
    expected = {"title": "Blocks", "creator": "Ann Lee", "reviewer": "Cy Day, MD", "source": "https://example.org/b"}
    assert metadata(f"{front.format('soon')}# Nerve blocks\n\n{SENTENCE}\n".encode()) == expected
    dated = metadata(f"{front.format('2024-05-03')}# Nerve blocks\n\n{SENTENCE}\n".encode())
    assert dated == expected | {"date": "2024-05-03"}


def test_word_keeps_it_in_its_properties() -> None:
    """They count where the page itself says nothing."""
    document = docx.Document()
    document.add_paragraph(SENTENCE)
    core = document.core_properties
    core.title, core.author, core.modified = "Nerve blocks", "Ann Lee", datetime.datetime(2024, 5, 3, 10, 0)
    file = io.BytesIO()
    document.save(file)
    assert metadata(file.getvalue()) == {"title": "Nerve blocks", "creator": "Ann Lee", "date": "2024-05-03"}
    document.add_heading("All about blocks", 1)
    document.add_paragraph("Last updated: June 1, 2025")
    file = io.BytesIO()
    document.save(file)
    assert metadata(file.getvalue()) == {"title": "All about blocks", "creator": "Ann Lee", "date": "2025-06-01"}


@pytest.mark.parametrize(("title", "kept"), [("Nerve blocks", True), ("Microsoft Word - blocks_v3.doc", False)])
def test_pdf_keeps_it_in_its_information(title: str, kept: bool) -> None:
    """A title that a program made of the file's name is none."""
    document = fpdf.FPDF()
    document.set_title(title)
    document.set_author("Ann Lee")
    document.set_creation_date(datetime.datetime(2024, 5, 3, tzinfo=datetime.UTC))
    document.add_page()
    document.set_font("helvetica", size=11)
    document.multi_cell(0, text=SENTENCE)
    expected = {"creator": "Ann Lee", "date": "2024-05-03"} | ({"title": title} if kept else {})
    assert metadata(bytes(document.output())) == expected
