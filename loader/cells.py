"""The cells of a table row: a row is a list item whose lead-in is the table's header, cells are set apart by bars."""

from __future__ import annotations

import re
from collections.abc import Sequence

from paingraph.loader.documents import Block

__all__ = ["CELL_SEPARATOR", "cells", "names_columns"]

#: Stands between the cells of a row in the canonical text of formats with markup.
CELL_SEPARATOR = " | "
#: A cell that names a column, where a table does not mark its header.
_COLUMN_NAME = re.compile(
    r"""(?:group|problems?|disorders?|complaints?|tests?|nerves?|structures?|sites?|regions?|causes?|aims?|services?)
    |(?:name|type|given\b.*|done\b.*|procedures?|treatments?|techniques?|interventions?|therap(?:y|ies)|options?|injections?|blocks?
    |medications?|drugs?|devices?|conditions?|diagnos[ie]s|symptoms?|indications?|specialists?|special(?:ty|ties)
    |who|what|when|why|how|where|used\b.*|recommended\b.*|indicated\b.*|helps\b.*|treats\b.*|targets?\b.*|often\b.*
    |relief\b.*|guidance|imaging|purpose|description|details|benefits?|risks?|duration|emphasis|strength|evidence
    |pain\ (?:source|generator|type)|area|location|notes?)\b.{0,30}""",
    re.IGNORECASE | re.VERBOSE,
)


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


def names_columns(cells: Sequence[str], *, several: bool = True) -> bool:
    """Tell whether a row is the header of a table that marks none: `several` of its cells, or one, name columns."""
    named = sum(bool(_COLUMN_NAME.fullmatch(cell)) for cell in cells)
    if not several:
        return named > 0
    return named * 2 > len(cells) or (named * 2 == len(cells) and all(len(cell.split()) <= 4 for cell in cells))
