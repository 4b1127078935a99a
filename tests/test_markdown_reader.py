"""Markdown: the same blocks as the page that it stands for, and front matter."""

from __future__ import annotations

import pytest

from paingraph.loader.documents import Document
from paingraph.loader.markdown_reader import read
from paingraph.ontology.errors import DocumentError
from paingraph.ontology.namespaces import DocumentId


def markdown(text: str) -> Document:
    """Return a Markdown text as it is read."""
    return read(text.encode(), DocumentId("notes"))


def texts(document: Document) -> list[tuple[str, str]]:
    """Return kind and text of each block."""
    return [(block.kind.value, document.text_of(block)) for block in document.blocks]


def test_marks_are_no_text() -> None:
    """Emphasis, links, code and references give their words."""
    document = markdown("# Facet *pain*\n\nA **nerve** [block](x), `coded` &amp; <b>set</b>\nin two lines.\n")
    assert texts(document) == [("heading", "Facet pain"), ("paragraph", "A nerve block, coded & set in two lines.")]


def test_what_is_struck_out_is_no_text() -> None:
    """The author took it back."""
    assert read(b"Blocks help ~~always~~ often.\n", DocumentId("note")).text == "Blocks help often.\n"


def test_lists_and_tables_have_their_lead_ins() -> None:
    """Nested items stand under their item, rows under the header."""
    document = markdown(
        "# A\n## B\n\nWe treat:\n\n- Overuse\n  - tennis elbow\n\n| Procedure | Used for |\n|-|-|\n| SCS | angina |\n"
    )
    leads = {
        document.text_of(b): document.text_of(document.blocks[b.lead_in])
        for b in document.blocks
        if b.lead_in is not None
    }
    assert leads == {"Overuse": "We treat:", "tennis elbow": "Overuse", "SCS | angina": "Procedure | Used for"}


def test_an_underlined_number_is_that_of_a_heading() -> None:
    """Whatever CommonMark makes of it; a rule below a list is none."""
    document = markdown("Blocks\n======\n\n1. Neck\n-------\n\nIt hurts.\n\n1. one\n2. two\n\n---\n")
    assert texts(document)[:3] == [("heading", "Blocks"), ("heading", "1. Neck"), ("paragraph", "It hurts.")]
    assert texts(document)[3:] == [("list-item", "one"), ("list-item", "two")]


def test_front_matter_is_metadata() -> None:
    """It is no part of the canonical text."""
    document = markdown('---\ntitle: "Facet pain"\nsite: Clinic\ntags: [a]\n---\nA block helps.\n')
    assert document.metadata == {"title": "Facet pain", "publisher": "Clinic"}
    assert document.text == "A block helps.\n"


def test_html_in_markdown_is_read_as_html() -> None:
    """Scripts are left out, furniture is boilerplate."""
    document = markdown("# A\n\n<nav>Home page</nav>\n\n<script>x</script>\n\nText.\n")
    assert texts(document) == [("heading", "A"), ("boilerplate", "Home page"), ("paragraph", "Text.")]


def test_footnotes_are_left_out() -> None:
    """Their marks are no text, and what they say belongs to no paragraph."""
    assert markdown("# A\n\nA block helps.[^1]\n\n[^1]: Smith 2020.\n").text == "A\n\nA block helps.\n"


def test_line_ends_do_not_matter() -> None:
    """A file from Windows gives the same text."""
    assert markdown("# A\r\n\r\nOne\r\ntwo.\r\n").text == markdown("# A\n\nOne\ntwo.\n").text


@pytest.mark.parametrize("data", [b"# a\xff", b"# a\x00"])
def test_other_encodings_are_refused(data: bytes) -> None:
    """Markdown is UTF-8."""
    with pytest.raises(DocumentError):
        read(data, DocumentId("notes"))


def test_a_very_long_file_is_refused() -> None:
    """A book has less."""
    with pytest.raises(DocumentError, match="4,000,000"):
        markdown("A nerve block helps.\n\n" * 200_000)


@pytest.mark.parametrize("mark", ["> ", "[", "*", "- ", "`", "!["])
def test_marks_without_end_are_no_trouble(mark: str) -> None:
    """They are text, or nest as deep as the parser allows."""
    assert markdown("# A\n\ntext\n\n" + mark * 3_000 + "text\n").text.startswith("A\n\ntext")


def test_html_nested_without_end_is_refused() -> None:
    """As in web pages."""
    with pytest.raises(DocumentError, match="deep"):
        markdown("# A\n\n" + "<div>\n" * 3_000)
