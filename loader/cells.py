"""The cells of a table row: a row is a list item whose lead-in is the table's header, cells are set apart by bars."""

from __future__ import annotations

from paingraph.loader.documents import Block

__all__ = ["CELL_SEPARATOR", "cells"]

#: Stands between the cells of a row in the canonical text of formats with markup.
CELL_SEPARATOR = " | "


def cells(text: str, block: Block) -> list[tuple[int, int]]:
    """Return start and end of each cell of a row in its document's text; an empty cell has no length.

    A block without a bar is one cell. The n-th cell of a row belongs under the n-th of its header.
    """
    found: list[tuple[int, int]] = []
    start = block.start
    for part in text[block.start : block.end].split("|"):
        content = part.strip()
        begin = start + (part.index(content) if content else len(part))
        found.append((begin, begin + len(content)))
        start += len(part) + 1
    return found
