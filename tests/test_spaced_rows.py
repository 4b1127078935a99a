"""Tables that plain text sets in columns: which lines are rows, and what stands in their cells."""

from __future__ import annotations

import pytest

from paingraph.loader.spaced_rows import spaced_rows


def cells(text: str) -> list[list[str]]:
    """Return the cells of each row, the stretches of a wrapped one parted by a slash."""
    return [["/".join(text[slice(*one)] for one in cell) for cell in row.cells] for row in spaced_rows(text)]


def test_columns_begin_where_their_heads_do() -> None:
    """A cell may be empty, and may come so near to the next one that one space parts them."""
    text = (
        "Procedure          Used for        Guidance\n"
        "Occipital block    migraine        ultrasound\n"
        "Coccygeal blockade coccydynia      ultrasound\n"
        "Botulinum toxin    migraine\n"
    )
    assert cells(text) == [
        ["Procedure", "Used for", "Guidance"],
        ["Occipital block", "migraine", "ultrasound"],
        ["Coccygeal blockade", "coccydynia", "ultrasound"],
        ["Botulinum toxin", "migraine", ""],
    ]


def test_wrapped_cells_go_on_in_the_next_line() -> None:
    """So do those of the first column, which go on in small letters; rules are no rows."""
    text = (
        "Treatment        Problem\n---------------  ----------------\n"
        "Spinal cord      failed back\nstimulation      surgery syndrome\n"
        "Nerve block      shingles,\n                 migraine\n"
    )
    assert cells(text)[1:] == [
        ["Spinal cord/stimulation", "failed back/surgery syndrome"],
        ["Nerve block", "shingles,/migraine"],
    ]


def test_a_row_that_was_broken_at_the_end_of_the_line_goes_on_in_its_last_cell() -> None:
    """The lines of some texts were wrapped after the table had been laid out."""
    head = "Procedure" + " " * 30 + "Used for" + " " * 20 + "Guidance\n"
    text = head + ("Kyphoplasty" + " " * 28 + "fracture" + " " * 20 + "computed\ntomography\n") * 2
    assert cells(text)[1:] == [["Kyphoplasty", "fracture", "computed/tomography"]] * 2


def test_tabs_part_cells() -> None:
    """Two tabs in a row leave a cell empty, unless all rows have several between their cells."""
    assert cells("Problem\tFirst\tThen\nSciatica\t\tsurgery\nGout\tcolchicine\tdiet\n")[1] == [
        "Sciatica",
        "",
        "surgery",
    ]
    assert cells("Problem\t\tFirst\nSciatica\t\texercise\nGout\tcolchicine\n")[2] == ["Gout", "colchicine"]


def test_rows_may_stand_apart_and_a_paragraph_ends_them() -> None:
    """What stands behind a blank line is a row only if it has several cells."""
    text = "Test       Used for\n\nMRI        sciatica\n\nEMG        neuropathy\n\nWe read all of them here.\n"
    assert len(spaced_rows(text)) == 3
    assert [row.is_head for row in spaced_rows(text)] == [True, False, False]


@pytest.mark.parametrize(
    "text",
    [
        "Sciatica is treated.  We inject.\nMigraine is treated.  We block.\nGout is treated.  We wait.\n",
        "Name: ______   Born: ______\nSide:   [ ] left   [ ] right\nPart:   [ ] neck   [ ] knee\n",
        "sciatica     gout         migraine\nshingles     back pain    neck pain\nlumbago      fractures    sprains\n",
        "Procedure | Used for   | Guidance\nBlock     | migraine   | none\nVertebroplasty | fracture | CT\n",
        "- sciatica     - gout\n- shingles     - back pain\n- lumbago      - sprains\n",
        "Procedure      Used for\nBlock          migraine\n",
    ],
    ids=["sentences", "form", "list in columns", "bars", "bullets", "one row"],
)
def test_other_gaps_make_no_table(text: str) -> None:
    """Sentences, forms and lists have gaps too, and bars part cells by themselves."""
    assert spaced_rows(text) == []
