"""Lines of a text: their bullets, and paragraphs that were wrapped or broken amid a sentence."""

from __future__ import annotations

from paingraph.loader.documents import BlockKind
from paingraph.loader.text_reader import read
from paingraph.ontology.namespaces import DocumentId

#: A sentence that is long enough to be a paragraph of its own, whatever stands around it.
LONG = (
    "A nerve block is an injection near a nerve, given to people whose pain has lasted for long "
    "and who want to move again " + ("as they did before it came.")
)


def test_blocks_have_neither_bullets_nor_white_space_around_them() -> None:
    """The evidence of a claim is the item, not its sign."""
    document = read(f"{LONG}\n\n  •  neck pain \n\t-\tback pain\n".encode(), DocumentId("note"))
    assert [document.text_of(block) for block in document.blocks[1:]] == ["neck pain", "back pain"]


def test_a_wrapped_paragraph_is_one_block() -> None:
    """A line that the next word would not have fitted on goes on; one that ended before is a paragraph."""
    lines = (
        "A nerve block is an injection of an anesthetic near a nerve. It is given to\n"
        "people whose pain has lasted for long.\nIt helps."
    )
    document = read(
        f"{lines}\n\nA second paragraph follows it, and it is about as long as the first line.\n".encode(),
        DocumentId("note"),
    )
    assert len(document.blocks) == 3
    assert "given to\npeople" in document.text_of(document.blocks[0])


def test_lines_that_break_off_amid_a_sentence_are_joined() -> None:
    """After 'or', and where a long line goes on in small letters; items of a list are left apart."""
    text = "We ask about fever, rashes or\nAllergies of any sort.\n\n" + LONG[:-1] + "\nas we have said before.\n"
    document = read(text.encode(), DocumentId("note"))
    assert len(document.blocks) == 2
    listed = read(b"We ask about:\n- fever, or\n- rashes.\n", DocumentId("note"))
    assert len(listed.blocks) == 3


def test_entries_with_dashes_are_paragraphs_of_their_own() -> None:
    """As those with colons are."""
    entries = [
        "Cordotomy – an operation that cuts the pain pathway in the spinal cord.",
        "Root block – an injection around the root of a nerve of the lower back.",
    ]
    document = read("\n".join(entries).encode(), DocumentId("note"))
    assert [document.text_of(block) for block in document.blocks] == entries


def test_the_entries_of_a_glossary_are_paragraphs_of_their_own() -> None:
    """They are not joined as the lines of a wrapped paragraph are."""
    entries = [
        "Bupivacaine: a long-acting local anesthetic used in the block of a nerve.",
        "Cordotomy: an operation that cuts the pain pathway in the spinal cord.",
        "Duloxetine: an antidepressant that also eases the pain of a sick nerve.",
    ]
    document = read("\n".join(entries).encode(), DocumentId("note"))
    assert [document.text_of(block) for block in document.blocks] == entries


def test_short_lines_of_many_lengths_are_not_wrapped() -> None:
    """A page of lists has no column at which its lines break."""
    lines = [
        f"{word} {'and more ' * count}was told"
        for word, count in (("One", 4), ("Two", 9), ("Six", 4), ("Ten", 7), ("All", 5))
    ]
    document = read(("Notes\n\n" + "\n".join(lines) + "\n").encode(), DocumentId("note"))
    assert [document.text_of(block) for block in document.blocks][1:] == lines


def test_bullets_need_no_space() -> None:
    """They are signs of their own."""
    document = read("We see:\n•adults\n•children\n".encode(), DocumentId("note"))
    assert [document.text_of(b) for b in document.blocks if b.kind is BlockKind.LIST_ITEM] == ["adults", "children"]


def test_rows_with_bars_are_not_joined_however_long_they_are() -> None:
    """Two rows of nearly the same length are no wrapped paragraph."""
    rows = (
        "Procedure | What it is used for most often | Guidance of the needle",
        "Occipital nerve block | cluster headache and migraine | ultrasound",
        "Kyphoplasty | painful vertebral compression fracture | fluoroscopy",
    )
    document = read("\n".join(rows).encode(), DocumentId("note"))
    assert [document.text_of(block) for block in document.blocks] == [*rows]
