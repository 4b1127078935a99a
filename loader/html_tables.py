"""Tables of web pages: which hold data, and the text of their cells."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from paingraph.loader.normalization import normalized

__all__ = ["grid", "has_header", "lays_out", "rows_of"]

#: Longer text in a cell is that of a page laid out in columns.
_CELL_LENGTH = 400


def rows_of(table: LexborNode) -> list[LexborNode]:
    """Return the rows of a table, without those of tables inside it."""
    return [row for row in table.css("tr") if _nearest_table(row) == table.mem_id]


def has_header(table: LexborNode, rows: list[LexborNode]) -> bool:
    """Tell whether a table marks its first row as its header."""
    return bool(rows) and (table.css_first("thead tr") is not None or len(rows[0].css("th")) > 1)


def lays_out(table: LexborNode, rows: list[LexborNode]) -> bool:
    """Tell whether a table only arranges a page: one column, or cells that hold headings, tables or long text."""
    if (table.attributes.get("role") or "") in ("presentation", "none"):
        return True
    if len(table.css("table")) > 1 or table.css_first("h1, h2, h3, h4, h5, h6, p + p") is not None:
        return True
    cells = [cell for row in rows for cell in row.css("td, th")]
    return len(cells) <= len(rows) or any(len(cell.text()) > _CELL_LENGTH for cell in cells)


def grid(rows: list[LexborNode]) -> list[list[str]]:
    """Return the text of each cell; a cell that spans rows stands in each of them."""
    grid: list[list[str]] = []
    spanning: dict[int, tuple[str, int]] = {}
    for row in rows:
        cells: list[str] = []
        for cell in row.css("td, th"):
            _fill(cells, spanning)
            text = _cell_text(cell)
            rowspan, colspan = (_span(cell, name) for name in ("rowspan", "colspan"))
            if rowspan > 1:
                spanning[len(cells)] = (text, rowspan - 1)
            cells.append(text)
            cells.extend([""] * (colspan - 1))
        _fill(cells, spanning)
        grid.append(cells)
    return grid


def _fill(cells: list[str], spanning: dict[int, tuple[str, int]]) -> None:
    while len(cells) in spanning:
        text, left = spanning.pop(len(cells))
        if left > 1:
            spanning[len(cells)] = (text, left - 1)
        cells.append(text)


def _cell_text(cell: LexborNode) -> str:
    """Return the text of a cell; what stands on lines or in items of its own is set apart by semicolons."""
    apart = ("li", "p", "div") if cell.tag == "th" else ("li", "p", "div", "br")
    parts = [""]
    for node in cell.traverse(include_text=True):
        if node.tag == "-text":
            parts[-1] += node.text_content or ""
        elif node.tag in apart:
            parts.append("")
        elif node.tag == "br":
            parts[-1] += " "
    filled = [text for text in map(normalized, parts) if text]
    return "; ".join(text.rstrip(";,") for text in filled[:-1]) + ("; " if filled[1:] else "") + "".join(filled[-1:])


def _span(cell: LexborNode, name: str) -> int:
    """Return how many rows or columns a cell spans; more than a table can have are none."""
    value = cell.attributes.get(name) or ""
    return int(value) if value.isascii() and value.isdigit() and 0 < len(value) < 3 else 1


def _nearest_table(node: LexborNode) -> int:
    parent = node.parent
    while parent is not None and parent.tag != "table":
        parent = parent.parent
    return parent.mem_id if parent is not None else 0
