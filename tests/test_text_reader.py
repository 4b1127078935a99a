"""Plain text: structure by the shape of its lines."""

from __future__ import annotations

import pytest

from paingraph.loader.documents import BlockKind, Document
from paingraph.loader.text_reader import read
from paingraph.ontology.namespaces import DocumentId

H, P, L, X = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.BOILERPLATE
#: A sentence that is long enough to be a paragraph of its own, whatever stands around it.
LONG = (
    "A nerve block is an injection near a nerve, given to people whose pain has lasted for long "
    "and who want to move again " + ("as they did before it came.")
)

#: Texts, and the kinds of their blocks.
SHAPES = (
    ("a question is a heading", f"What is a nerve block?\n\n{LONG}", [H, P]),
    ("a title over a text is a heading", f"Nerve Blocks\n{LONG}\nRisks and Benefits\n{LONG}", [H, P, H, P]),
    ("a short line between blank lines is a heading", f"{LONG}\n\nWrapping up\n\n{LONG}", [P, H, P]),
    ("what somebody asks in quotation marks is a heading", f'"And then? Does it hurt?"\n\n{LONG}', [H, P]),
    ("the pages of a site are no title", f"Home | Team | Parking | Contact\n\nNerve Blocks\n\n{LONG}", [X, H, P]),
    ("a list may open a text", "CONSENT FORM\n\nI understand that\n\n1. it may hurt;\n2. it may fail.\n", [H, H, L, L]),
    ("who has done much is an author", f"{LONG}\n\nDr. Ada Brown has worked in clinics for years.\n", [P, X]),
    ("who speaks in a text is none", f"{LONG}\n\nDr. Ada Brown has seen blocks help, and says so.\n", [P, P]),
    (
        "a list may open a text that it is announced in",
        "Nerve Blocks\n\nConditions treated\n\nSciatica\nNeck pain\nHip pain\n\nThe end.\n",
        [H, H, L, L, L, P],
    ),
    ("a menu above a title is none", "Home\nAbout us\nContact\n\nNerve Blocks\n\nThey help.\n", [X, X, X, H, P]),
    ("a line that announces a list may end a text", f"{LONG}\n\nConditions we treat\n", [P, P]),
    ("bullets are items", f"{LONG}\n\n• neck pain\n• back pain\n", [P, L, L]),
    ("a letter o may be a bullet", f"{LONG}\n\nAfter the block\n  o rest\n  o walk a little\n", [P, H, L, L]),
    ("but a lead-in is no heading", f"{LONG}\n\nPeople who suffer from\n- neck pain\n- back pain\n", [P, P, L, L]),
    (
        "below a heading a spoken lead-in is none",
        f"{LONG}\n\nOther choices\n\nI know that I could choose\n  - rest\n  - exercise\n",
        [P, H, P, L, L],
    ),
    ("an operation that replaces a joint is no disclaimer", "- not fit for joint replacement\n- old\n", [L, L]),
    ("numbers are items", f"{LONG}\n1. rest\n2. exercise\n", [P, L, L]),
    ("a lead-in needs no bullets", f"{LONG}\nThey treat:\nNeck pain\nBack pain\nSciatica\n{LONG}", [P, P, L, L, L, P]),
    (
        "the list ends where a question begins",
        f"We treat:\nNeck pain\nBack pain\nDoes it hurt?\n{LONG}",
        [P, L, L, H, P],
    ),
    ("one short line over a paragraph is no list", f"Reasons are many:\nLess Pain\n{LONG}", [P, H, P]),
    ("question and answer", f"{LONG}\n\nQ: Does it hurt?\nA: Not for long.\n", [P, H, P]),
    ("bars make a table", f"{LONG}\n\nBlock | Used for\nocclusal block | headache\n", [P, P, L]),
    ("furniture goes", f"Skip to content\nMenu\nNerve Blocks\n{LONG}\nShare this\n", [X, X, H, P, X]),
    ("pointers go", f"{LONG}\n\nWatch the video below.\n\nLearn more about blocks in our blog.\n", [P, X, X]),
    ("comments go, to the end", f"{LONG}\n\n3 Comments\n\nIt helped me!\n\n{LONG}\n", [P, X, X, X]),
    ("so does the biography", f"{LONG}\n\nDr. Ann Lee is board-certified in neurology.\n", [P, X]),
    ("and the disclaimer", f"{LONG}\n\nThis page is not a substitute for medical advice.\n", [P, X]),
    (
        "references end with the next heading",
        f"{LONG}\n\nReferences\n\n1. Lee A. 2020.\n\nHow to Come\n\n{LONG}",
        [P, X, X, H, P],
    ),
)


def reading(text: str) -> Document:
    """Return a text as it is read."""
    return read(text.encode(), DocumentId("note"))


@pytest.mark.parametrize(("text", "kinds"), [pytest.param(text, kinds, id=name) for name, text, kinds in SHAPES])
def test_lines_are_told_by_their_shape(text: str, kinds: list[BlockKind]) -> None:
    """Headings, lists, paragraphs, and what is no part of the text."""
    document = reading(text)
    assert [block.kind for block in document.blocks] == kinds


def test_the_text_stays_as_it_is_in_the_file() -> None:
    """Byte order mark and CR LF keep their places, so that positions can be checked in the file."""
    data = "\ufeffNerve Blocks\r\n\r\nThey help. • Not a list.\r\n".encode()
    document = read(data, DocumentId("note"))
    assert document.text.encode() == data
    assert [document.text_of(block) for block in document.blocks] == ["Nerve Blocks", "They help. • Not a list."]


def test_what_follows_a_heading_that_is_skipped_does_not_stand_under_the_one_before() -> None:
    """It stands under the heading above both."""
    text = f"{LONG}\n\nNerve Blocks\n{LONG}\n\nCall Us Now\n- fever\n- headache\n"
    document = read(text.encode(), DocumentId("000"))
    assert [block.heading for block in document.blocks if block.kind is L] == [None, None]


def test_title_reviewer_and_date_are_found() -> None:
    """Where the text gives them."""
    document = reading(f"Nerve Blocks Explained\n\nMedically reviewed by\nAnn Lee, MD on May 3, 2024\n\n{LONG}")
    assert document.metadata == {"title": "Nerve Blocks Explained", "reviewer": "Ann Lee, MD", "date": "2024-05-03"}


def test_what_somebody_asks_in_several_sentences_is_a_heading() -> None:
    """'Q:' says so, whatever the form of the line."""
    text = "Q: I have been offered ablation. What is it?\n\nA: A way to rest a nerve.\n\nQ: Thank you.\n\nA: Any time."
    kinds = [block.kind for block in read(text.encode(), DocumentId("note")).blocks]
    assert kinds[0] is BlockKind.HEADING
    assert BlockKind.HEADING not in kinds[1:]


def test_dates_and_numbers_above_a_title_are_no_title() -> None:
    """They belong to the page, like the names of its author and its editor."""
    text = f"Telephone: 020 7946 0018\n\nNerve Blocks at Home\n\nMarch 3, 2021\n\nMedical Editor: Ann Lee, MD\n\n{LONG}"
    document = read(text.encode(), DocumentId("note"))
    assert [document.text_of(block) for block in document.blocks if block.kind is H] == ["Nerve Blocks at Home"]


def test_bulleted_lines_that_stand_over_a_paragraph_each_are_headings() -> None:
    """A list has several of them together, or a lead-in."""
    text = f"Our Blocks\n\n{LONG}\n\n• Stellate block\n\n{LONG}\n\n• Celiac block\n\n{LONG}\n"
    document = read(text.encode(), DocumentId("note"))
    headings = [document.text_of(block) for block in document.blocks if block.kind is H]
    assert headings == ["Our Blocks", "Stellate block", "Celiac block"]


def test_short_lines_below_a_heading_are_a_list() -> None:
    """Several of them, without a blank line between; two lines are no list."""
    text = f"Nerve Blocks\n\n{LONG}\n\nWho may come\n\nadults\nolder children\npeople in wards\n\nMore\n\n{LONG}\n"
    document = read(text.encode(), DocumentId("note"))
    items = [document.text_of(block) for block in document.blocks if block.kind is BlockKind.LIST_ITEM]
    assert items == ["adults", "older children", "people in wards"]


@pytest.mark.parametrize(
    "line",
    [
        "Page 2 of 4",
        "48 Mill Road, Suite 12, Ashford 20417",
        "Tuesday to Friday 9am to 4pm",
        "“My neck has not hurt since the blocks I had there.” - Rosa L.",
        "The content of this site is for information only.",
        "www.example.org/blocks",
        "Home / Clinics / Nerve blocks",
        "Next review due: 4 April 2031",
    ],
)
def test_what_a_page_carries_besides_its_text_is_passed_over(line: str) -> None:
    """Numbers of pages, addresses, hours, what a patient says, what the page is not."""
    document = read(f"Nerve Blocks\n\n{LONG}\n\n{line}\n\n{LONG}\n".encode(), DocumentId("note"))
    kinds = {document.text_of(block): block.kind for block in document.blocks}
    assert kinds[line] is BlockKind.BOILERPLATE


def test_sentences_below_a_lead_in_are_its_list() -> None:
    """Without bullets, where blank lines part them from what follows."""
    items = [f"Somebody may {verb} {'for a while ' * 8}and then be well again." for verb in ("sleep", "walk", "sing")]
    text = "They may do the following:\n" + "\n".join(items) + f"\n\n{LONG}\n"
    document = read(text.encode(), DocumentId("note"))
    assert [document.text_of(b) for b in document.blocks if b.kind is BlockKind.LIST_ITEM] == items


def test_facts_in_lines_of_their_own_are_no_headings() -> None:
    """Nor are they the front of a page."""
    facts = ["Length: one year", "Place: Ashford", "Fellows each year: four", "Language: English"]
    document = read(f"Nerve Blocks\n\n{chr(10).join(facts)}\n\nMore\n\n{LONG}\n".encode(), DocumentId("note"))
    kinds = {document.text_of(block): block.kind for block in document.blocks}
    assert {kinds[fact] for fact in facts} <= {P, L}


def test_the_caption_of_a_picture_is_no_heading() -> None:
    """What stands below it is still under the heading above."""
    document = read(f"Nerve Blocks\n\n{LONG}\n\nNeedle picture\n\n{LONG}\n".encode(), DocumentId("note"))
    assert [document.text_of(block) for block in document.blocks if block.kind is H] == ["Nerve Blocks"]


def test_headings_that_grade_stand_below_what_they_grade() -> None:
    """'Rare' says how often what the heading before it names happens; the next of them stands beside it."""
    text = f"Nerve Blocks\n\n{LONG}\n\nRisks\n\n{LONG}\n\nCommon\n\n{LONG}\n\nRare but serious\n\n{LONG}\n"
    document = read(text.encode(), DocumentId("note"))
    headings = {document.text_of(block): block for block in document.blocks if block.kind is H}
    risks = document.blocks.index(headings["Risks"])
    assert headings["Common"].heading == headings["Rare but serious"].heading == risks
    assert headings["Risks"].heading != risks
