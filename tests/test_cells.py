"""The cells of a table row have positions of their own."""

from __future__ import annotations

import pytest

from paingraph.loader.cells import cells
from paingraph.loader.documents import Block, BlockKind


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("SCS | back pain; leg pain | strong", ["SCS", "back pain; leg pain", "strong"]),
        ("SCS | | strong", ["SCS", "", "strong"]),
        ("| angina", ["", "angina"]),
        ("SCS|angina", ["SCS", "angina"]),
        ("Spinal cord stimulation", ["Spinal cord stimulation"]),
    ],
)
def test_each_cell_is_where_it_stands(row: str, expected: list[str]) -> None:
    """Without the bars and the spaces around them; empty cells count."""
    text = f"Uses\n\n{row}\n"
    block = Block(BlockKind.LIST_ITEM, 6, 6 + len(row))
    assert [text[start:end] for start, end in cells(text, block)] == expected
