"""The rows of tables, with their cells under the words at the head of each column."""

from __future__ import annotations

from paingraph.loader.lexicon import Lexicon
from paingraph.loader.rows import cells_of, heads_of, rows_of
from paingraph.loader.sections import ListOf, link_document, lists
from paingraph.loader.text_reader import read
from paingraph.ontology.library import load_library
from paingraph.ontology.namespaces import DocumentId

NARROW = "Block | Drug\nOccipital nerve block | lidocaine\nStellate ganglion block | bupivacaine"


def table(text: str) -> tuple[str, ListOf]:
    """Return the text of a document and the first of its lists."""
    document = read(text.encode(), DocumentId("note"))
    blocks = link_document(document, Lexicon.of(load_library()))
    return document.text, next(lists(document.text, blocks))


def rows(text: str) -> list[list[tuple[str, str, int]]]:
    """Return of each cell of a table its text, the words over its column, and the column's number."""
    whole, listed = table(text)
    return [[(whole[c.start : c.end], c.head, c.column) for c in cells] for _, cells in rows_of(whole, listed)]


def test_each_cell_stands_under_the_head_of_its_column() -> None:
    """A head speaks of all cells of its column."""
    assert rows(NARROW) == [
        [("Occipital nerve block", "block", 0), ("lidocaine", "drug", 1)],
        [("Stellate ganglion block", "block", 0), ("bupivacaine", "drug", 1)],
    ]


def test_the_heads_of_columns_are_found_in_the_text() -> None:
    """They are read as text of their own."""
    whole, listed = table(NARROW)
    assert [whole[start:end] for start, end in heads_of(whole, listed)] == ["Block", "Drug"]


def test_a_number_before_a_row_is_no_cell() -> None:
    """A row's number names nothing."""
    numbered = "No. | Block | Drug\n1 | Occipital nerve block | lidocaine\n2. | Nerve block | bupivacaine"
    assert [row[0][0] for row in rows(numbered)] == ["Occipital nerve block", "Nerve block"]
    assert rows(numbered)[0][1] == ("lidocaine", "drug", 1)


def test_the_codes_of_a_catalogue_are_no_cells() -> None:
    """What a procedure is booked under names nothing; the heads of the other columns stay over theirs."""
    whole, listed = table("Code | Block | Drug\nINJ-07 | Occipital nerve block | lidocaine\nB2 | Nerve block | steroid")
    assert [[cell.head for cell in cells] for _, cells in rows_of(whole, listed)] == [["block", "drug"]] * 2
    assert [whole[start:end] for start, end in heads_of(whole, listed)] == ["Block", "Drug"]


def test_a_column_of_which_some_are_names_is_kept() -> None:
    """A name with a digit does not make its column one of codes."""
    mixed = "Level | Block | Drug\nC5 | Nerve block | steroid\nNeck | Occipital nerve block | lidocaine"
    assert [row[0][0] for row in rows(mixed)] == ["C5", "Neck"]


def test_semicolons_part_a_cell_and_leave_its_column() -> None:
    """Each part is doubted for itself."""
    parted = "Block | For\nNerve block | sciatica\nOccipital nerve block | migraine; occipital neuralgia"
    assert rows(parted)[1][1:] == [("migraine", "for", 1), ("occipital neuralgia", "for", 1)]


def test_an_empty_cell_keeps_its_place() -> None:
    """The cells behind it stay in their columns."""
    spans = cells_of("a |  | c", 0, 8)
    assert spans == [(0, 1), (5, 5), (7, 8)]


def test_a_row_with_fewer_cells_than_heads_ends_early() -> None:
    """What is missing is not made up."""
    short = "Block | Drug | Picture\nOccipital nerve block | lidocaine\nNerve block | bupivacaine | ultrasound"
    assert [len(row) for row in rows(short)] == [2, 3]


def test_a_list_without_bars_has_no_rows() -> None:
    """It is no table."""
    whole, listed = table("We offer:\n\n- Nerve blocks\n- Kyphoplasty\n")
    assert list(rows_of(whole, listed)) == []
    assert heads_of(whole, listed) == []
