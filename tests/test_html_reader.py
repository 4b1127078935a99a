"""Web pages: which block each element gives, what is furniture, and which pages are refused."""

from __future__ import annotations

import pytest

from paingraph.loader.documents import BlockKind, Document
from paingraph.loader.html_reader import read
from paingraph.ontology.errors import DocumentError
from paingraph.ontology.namespaces import DocumentId

HEADING, PARAGRAPH, ITEM = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM
#: A page with enough marked headings that shape alone makes no more of them.
OPENING = "<h1>Facet Joint Pain</h1><h2>Treatment</h2>"


def page(body: str, head: str = "") -> Document:
    """Return a page with a body as it is read."""
    return read(f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode(), DocumentId("page"))


def blocks(document: Document) -> list[tuple[BlockKind, str]]:
    """Return kind and text of the blocks that are read, without those of the opening."""
    found = [(b.kind, document.text_of(b)) for b in document.blocks if b.kind is not BlockKind.BOILERPLATE]
    return [block for block in found if block[1] not in ("Facet Joint Pain", "Treatment")]


def relatives(document: Document) -> dict[str, tuple[str | None, str | None]]:
    """Return the texts of heading and lead-in by the text of the block."""
    texts: list[str] = [document.text_of(block) for block in document.blocks]
    return {
        text: tuple(None if i is None else texts[i] for i in (block.heading, block.lead_in))  # type: ignore[misc]
        for text, block in zip(texts, document.blocks, strict=True)
    }


def test_headings_keep_their_level_and_parent() -> None:
    """A heading stands under the nearest one of a higher level."""
    document = page("<h1>Facet pain</h1><h2>Tests</h2><h3>Discography</h3><p>A test of the disc.</p><h2>Risks</h2>")
    assert [block.level for block in document.blocks] == [1, 2, 3, 0, 2]
    assert relatives(document)["Risks"] == ("Facet pain", None)
    assert relatives(document)["A test of the disc."] == ("Discography", None)


def test_text_is_canonical() -> None:
    """References, ligatures, soft hyphens, no-break spaces and line ends give plain characters; offsets fit them."""
    document = page(f"{OPENING}<p>Facet&shy;ogenic\n  pain&nbsp;is &#64257;rst &amp; fore&#x200b;most&#146;s.</p>")
    assert blocks(document) == [(PARAGRAPH, "Facetogenic pain is first & foremost’s.")]


def test_emphasis_and_links_do_not_split_a_paragraph() -> None:
    """Inline elements are part of the text; marks of footnotes are not."""
    document = page(f"{OPENING}<p>A <b>nerve</b> <a href='x'>block</a>.<sup><a href='#1'>[1]</a></sup> It helps.</p>")
    assert blocks(document) == [(PARAGRAPH, "A nerve block. It helps.")]


def test_text_without_a_paragraph_element_is_a_paragraph() -> None:
    """What stands between block elements is a block."""
    document = page(f"{OPENING}<div>Before the list<ul><li>one thing</ul>behind the list</div>")
    assert blocks(document) == [(PARAGRAPH, "Before the list"), (ITEM, "one thing"), (PARAGRAPH, "behind the list")]


def test_a_list_has_its_lead_in_and_nested_items_their_item() -> None:
    """The paragraph before introduces the list; an item introduces the list inside it."""
    document = page(
        f"{OPENING}<p>We treat:</p><ul><li>Overuse<ul><li>tennis elbow</li></ul></li><li>Sciatica</li></ul>"
    )
    found = relatives(document)
    assert found["Overuse"] == found["Sciatica"] == ("Treatment", "We treat:")
    assert found["tennis elbow"] == ("Treatment", "Overuse")


def test_cards_in_a_list_are_sections() -> None:
    """A list item with a heading inside is a part of the page like any other."""
    document = page(f"{OPENING}<ul><li><h3>Nerve block</h3><p>It numbs a nerve.</p></li></ul>")
    assert blocks(document) == [(HEADING, "Nerve block"), (PARAGRAPH, "It numbs a nerve.")]


def test_table_rows_are_items_under_the_header() -> None:
    """Cells are set apart by bars; a cell that spans rows stands in each; lines in a cell are a series."""
    document = page(
        f"{OPENING}<table><caption>Uses</caption><tr><th>Procedure<th>Used for</tr><tr><td rowspan=2>SCS<td>back pain"
        "<br>leg pain</tr><tr><td>angina</tr></table>"
    )
    expected = ["Uses", "Procedure | Used for", "SCS | back pain; leg pain", "SCS | angina"]
    assert [text for _, text in blocks(document)] == expected
    assert relatives(document)["SCS | angina"] == ("Treatment", "Procedure | Used for")


def test_the_words_of_the_first_row_tell_an_unmarked_header() -> None:
    """A table without th elements has a header if its first row names columns."""
    with_header = "<table><tr><td>Treatment<td>Used for</tr><tr><td>SCS<td>angina</tr></table>"
    without = "<table><tr><td>Nerve root<td>sciatica</tr><tr><td>Coccyx<td>coccydynia</tr></table>"
    assert [kind for kind, _ in blocks(page(OPENING + with_header))] == [PARAGRAPH, ITEM]
    assert [kind for kind, _ in blocks(page(OPENING + without))] == [ITEM, ITEM]


def test_a_table_that_lays_out_the_page_is_walked_through() -> None:
    """Headings and paragraphs in cells are what they are."""
    document = page(f"{OPENING}<table><tr><td><h2>Risks</h2><p>Bleeding.</p><td>Aside</tr></table>")
    assert blocks(document) == [(HEADING, "Risks"), (PARAGRAPH, "Bleeding."), (PARAGRAPH, "Aside")]


@pytest.mark.parametrize(
    "question",
    [
        "<details><summary>Is it safe?</summary><p>It is.</p></details>",
        "<dl><dt>Is it safe?</dt><dd>It is.</dd></dl>",
        "<h3><button>Is it safe?</button></h3><div class='accordion-panel' hidden>It is.</div>",
        "<div class='faq-question'>Is it safe?</div><div class='faq-answer'>It is.</div>",
        "<p><strong>Is it safe?</strong></p><p>It is.</p>",
        "<p>Q: Is it safe?</p><p>A: It is.</p>",
    ],
)
def test_a_question_heads_its_answer(question: str) -> None:
    """However a page shows its questions."""
    document = page(OPENING + question)
    assert blocks(document) == [(HEADING, "Is it safe?"), (PARAGRAPH, "It is.")]
    assert relatives(document)["It is."] == ("Is it safe?", None)


def test_what_follows_a_panel_stands_under_the_section_again() -> None:
    """A question heads its own answer only."""
    document = page(f"{OPENING}<details><summary>Is it safe?</summary>It is.</details><p>All are.</p>")
    assert relatives(document)["All are."] == ("Treatment", None)


def test_forced_line_breaks_end_lines_unless_the_text_reads_on() -> None:
    """Bullets and short lines after a lead-in are lists; a line that goes on in lower case is not split."""
    named = "<p>Such as:<br>gout<br>neck pain</p>"
    document = page(f"{OPENING}<p>It is done<br>under X-ray.<br>We treat:<br>• Sciatica<br>• Stenosis</p>{named}")
    assert blocks(document) == [
        (PARAGRAPH, "It is done under X-ray."),
        (PARAGRAPH, "We treat:"),
        (ITEM, "Sciatica"),
        (ITEM, "Stenosis"),
        (PARAGRAPH, "Such as:"),
        (ITEM, "gout"),
        (ITEM, "neck pain"),
    ]


def test_captions_are_blocks() -> None:
    """A figure's caption is read, its picture is not."""
    document = page(f"{OPENING}<figure><img alt='Logo'><figcaption>A needle at the joint.</figcaption></figure>")
    assert blocks(document) == [(PARAGRAPH, "A needle at the joint.")]


@pytest.mark.parametrize(
    "furniture",
    [
        "<nav><p>Botox treats migraine.</p></nav>",
        "<header><p>Botox treats migraine.</p></header>",
        "<footer><p>Botox treats migraine.</p></footer>",
        "<aside><p>Botox treats migraine.</p></aside>",
        "<form><p>Botox treats migraine.</p></form>",
        "<div role='navigation'><p>Botox treats migraine.</p></div>",
        "<div class='cookie-banner'><p>Botox treats migraine.</p></div>",
        "<div class='SocialShare'><p>Botox treats migraine.</p></div>",
        "<section id='comments'><p>Botox treats migraine.</p></section>",
        "<div class='author-box'><p>Botox treats migraine.</p></div>",
        "<ol class='references'><li>Botox treats migraine.</li></ol>",
        "<h2>References</h2><p>Botox treats migraine.</p>",
        "<button>Botox treats migraine.</button>",
    ],
)
def test_furniture_is_boilerplate(furniture: str) -> None:
    """It stays in the canonical text, but is not read."""
    document = page(f"{OPENING}<p>A nerve block numbs a nerve, and relieves the pain that it carries.</p>{furniture}")
    assert "Botox treats migraine." in document.text
    assert [text[:7] for _, text in blocks(document)] == ["A nerve"]


def test_what_stands_outside_the_main_part_is_boilerplate() -> None:
    """A page that declares its main part says so of the rest."""
    document = page(f"<div>Botox treats migraine.</div><main>{OPENING}<p>A block.</p></main><div>More</div>")
    assert blocks(document) == [(PARAGRAPH, "A block.")]


def test_names_of_the_whole_page_do_not_make_it_furniture() -> None:
    """Classes on what holds the title are those of templates; a form around the page is one of its server."""
    document = page(f"<form class='share nav'><div id='sidebar-page'>{OPENING}<p>A block.</p></div></form>")
    assert blocks(document) == [(PARAGRAPH, "A block.")]


def test_scripts_styles_and_hidden_parts_are_no_text() -> None:
    """Nobody sees them."""
    seen = "<p>Seen<del> not</del><s> never</s>.</p>"
    document = page(f"{OPENING}<script>x</script><style>y</style><!-- z --><p style='display:none'>h</p>{seen}")
    assert document.text == "Facet Joint Pain\n\nTreatment\n\nSeen.\n"


def test_metadata_is_what_the_page_declares() -> None:
    """Title, publisher and date."""
    head = (
        "<title>T</title><meta property='og:site_name' content='Clinic'>"
        "<meta property='article:published_time' content='2024-05-01T10:00Z'>"
    )
    assert page("<h1>Facet pain</h1>", head).metadata == {
        "title": "Facet pain",
        "publisher": "Clinic",
        "date": "2024-05-01",
    }


def test_windows_1252_is_read_where_it_is_declared() -> None:
    """Latin-1 labels mean it too, as browsers do."""
    data = "<meta charset=iso-8859-1><p>A patient’s pain".encode("windows-1252")
    assert read(data, DocumentId("page")).text == "A patient’s pain\n"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("<meta charset=utf-8><p>patient’s".encode("windows-1252"), "declares utf-8, but is not UTF-8: byte 30"),
        ("<p>patient’s".encode("windows-1252"), "not UTF-8: byte 10"),
        ("<meta charset=windows-1252><p>patient’s".encode(), "its bytes are UTF-8"),
        (b"<meta charset=windows-1252><p>patient\x81s", "byte 37"),
        (b"<meta charset=shift_jis><p>x", "shift_jis, which is not read here"),
        (b"\xff\xfe<", "starts as UTF-16"),
        (b"<p>a\x00b", "binary file"),
        (b"<html><body><script>x</script></body></html>", "holds no text"),
    ],
)
def test_wrong_encodings_and_empty_pages_are_refused(data: bytes, message: str) -> None:
    """The message says what was declared and where it fails."""
    with pytest.raises(DocumentError, match=message):
        read(data, DocumentId("page"))


@pytest.mark.parametrize("tags", ["<div>", "<b>", "<ul><li>", "<span><i>", "<blockquote><div><section>"])
@pytest.mark.parametrize("count", [1_000, 200_000])
def test_tags_nested_without_end_are_refused(tags: str, count: int) -> None:
    """Before the parser takes its quadratic time over them."""
    with pytest.raises(DocumentError, match="deep"):
        read(b"<p>text</p>" + tags.encode() * count + b"text", DocumentId("page"))


def test_a_tag_with_thousands_of_attributes_is_refused() -> None:
    """A parser compares each attribute with all others."""
    attributes = b" ".join(b"a%d=1" % number for number in range(50_000))
    with pytest.raises(DocumentError, match="attributes"):
        read(b"<p " + attributes + b">text</p>", DocumentId("page"))


def test_a_picture_inside_the_page_is_no_trouble() -> None:
    """Its data are one long attribute."""
    document = page(f"{OPENING}<img src='data:image/png;base64,{'A' * 1_000_000}'><p>A block.</p>")
    assert blocks(document) == [(PARAGRAPH, "A block.")]


def test_entities_are_not_expanded() -> None:
    """A page cannot define entities, so a bomb of them is a few characters."""
    bomb = "<!DOCTYPE html [<!ENTITY a 'xxxxxxxxxx'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]><p>pain &b;</p>"
    assert len(read(bomb.encode(), DocumentId("page")).text) < 100
