"""Tables among printed lines: cells stand at the same places in several lines, row by row or cell by cell.

Word processors print a row line by line; browsers print all lines of a cell before those of the next one, so that a
line stands higher than the one before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from paingraph.loader.lines import BULLET
from paingraph.loader.pdf_layout import ENDED, Layout, Passage
from paingraph.loader.pdf_text import PrintedLine, Word

__all__ = ["tables"]

#: Points that the starts of cells of one column differ by.
_ALIGNED = 4.0
#: Distance of two lines of one cell, and of two rows, in units of a line's size.
_LINE, _ROW = 1.8, 6.0
#: A row is no higher, in units of a line's size.
_HIGHEST = 30.0
#: A line stands higher than the one before it from this share of its size on.
_HIGHER = 0.3

#: The lines of a cell.
_Cell = list[Sequence[Word]]


def tables(lines: Sequence[PrintedLine], layout: Layout) -> Iterator[tuple[int, int, list[list[str]], bool]]:
    """Yield the tables among the lines: first line, line behind the last, rows of cells, and if the first is bold."""
    index, free = 0, 0
    while index < len(lines):
        before = lines[index - 1] if index else None
        inside = (
            before is not None and not ENDED.search(before.text) and layout.goes_on(Passage([before]), lines[index])
        )
        found = None if layout.is_large(lines[index]) else _by_cells(lines, index, layout)
        if found is None and not inside:
            found = _by_lines(lines, index, layout)
        if found is None:
            index += 1
            continue
        end, cells = found
        first, above = _above(lines, index, free, [cell[0][0].left for cell in cells[0]] if all(cells[0]) else [])
        cells = [*above, *cells]
        is_header = lines[first].bold and not lines[end - 1].bold
        yield first, end, [[layout.cell_text(cell) for cell in row] for row in cells], is_header
        index = free = end


def _above(
    lines: Sequence[PrintedLine], first: int, free: int, starts: Sequence[float]
) -> tuple[int, list[list[_Cell]]]:
    """Return where a table begins whose columns start so from line `first` on, and the rows before that.

    Its head may stand in the middle of the columns, and rows below that may leave no wide gap between their cells.
    """
    rows: list[list[_Cell]] = []
    for index in range(first - 1, free - 1, -1):
        line = lines[index]
        if lines[first].bold or not _is_near(line, lines[index + 1]):
            break
        if line.bold and len(line.cells()) == len(starts):
            return index, [[[cell] for cell in line.cells()], *rows]
        placed = _placed(line, starts)
        if placed is None or len(placed) < len(starts):
            break
        rows.insert(0, [[words] for _, words in placed])
    return first, []


@dataclass(slots=True)
class _Grid:
    """A table in the making, line by line: where its columns start, its rows, and where the last line stands."""

    starts: list[float]
    rows: list[list[_Cell]]
    #: The first line of each row.
    firsts: list[int]
    last: PrintedLine
    column: int
    lowest: float
    #: A line stood higher than the one before it.
    jumped: bool = False
    widths: list[float] = field(default_factory=list)

    @classmethod
    def of(cls, line: PrintedLine, index: int) -> _Grid:
        """Return a table that has one line so far."""
        cells = line.cells()
        rights = [cell[-1].right for cell in cells]
        starts = [cell[0].left for cell in cells]
        return cls(starts, [[[cell] for cell in cells]], [index], line, len(cells) - 1, line.bottom, widths=rights)

    def take(self, line: PrintedLine, index: int) -> bool:
        """Take the next line, if it belongs to the table."""
        if line.page != self.last.page or abs(line.size - self.last.size) > 0.15 * line.size:
            return False
        rise = line.bottom - self.last.bottom
        if len(self.rows) == 1 and line.left > max(self.widths) and rise > _HIGHER * line.size:
            self._widen(line)
        placed = _placed(line, self.starts)
        if placed is None:
            return False
        column = placed[0][0]
        goes_on = column == self.column and 0 < -rise < _LINE * line.size
        beside = column > self.column and line.bottom > self.lowest - _HIGHER * line.size
        beneath = column == 0 and self.column > 0 and 0 < self.lowest - line.bottom < _ROW * line.size
        if beside and line.bottom - self.lowest > _HIGHEST * line.size:
            return False
        if not (goes_on or beside or beneath):
            return False
        if beneath:
            self.rows.append([[] for _ in self.starts])
            self.firsts.append(index)
        for number, words in placed:
            self.rows[-1][number].append(words)
        self.jumped = self.jumped or rise > _HIGHER * line.size
        self.lowest = line.bottom if beneath else min(self.lowest, line.bottom)
        self.widths.append(line.right)
        self.last, self.column = line, placed[-1][0]
        return True

    def _widen(self, line: PrintedLine) -> None:
        """Add the columns that a line begins right of all that is there."""
        for cell in line.cells():
            self.starts.append(cell[0].left)
            self.rows[0].append([])


def _by_cells(lines: Sequence[PrintedLine], first: int, layout: Layout) -> tuple[int, list[list[_Cell]]] | None:
    """Return where the table ends that starts with a line, and its rows, if it is printed cell by cell."""
    grid = _Grid.of(lines[first], first)
    end = first + 1
    while end < len(lines) and not layout.is_large(lines[end]) and grid.take(lines[end], end):
        end += 1
    while grid.rows and sum(map(bool, grid.rows[-1])) < 2:  # lines below the table
        grid.rows.pop()
        end = grid.firsts.pop()
    whole = grid.jumped and len(grid.starts) > 1 and len(grid.rows) > 1
    return (end, grid.rows) if whole and not _is_list(grid.rows[0]) else None


def _by_lines(lines: Sequence[PrintedLine], first: int, layout: Layout) -> tuple[int, list[list[_Cell]]] | None:
    """Return where the table ends that starts with a line, and its rows, if it is printed line by line."""
    head = lines[first].cells()
    if len(head) < 2 or _is_list([[cell] for cell in head]) or layout.is_large(lines[first]):
        return None
    starts = [cell[0].left for cell in head]
    rows: list[list[_Cell]] = [[[cell] for cell in head]]
    index, last_column, wide = first + 1, len(head) - 1, 0
    while index < len(lines):
        placed = _placed(lines[index], starts)
        if placed is None or not _is_near(lines[index - 1], lines[index]):
            break
        column = placed[0][0]
        alone = column == 0 and len(placed) == 1 and not _has_more_cells(lines, index, starts)
        if alone and not placed[0][1][0].text[0].islower():
            break
        lower = placed[0][1][0].text[0].islower() and all(row[0] and row[0][0][0].text[0].isupper() for row in rows)
        if (column < last_column or len(placed) > 1) and not (column == 0 and lower):
            rows.append([[] for _ in starts])
        for number, cell in placed:
            rows[-1][number].append(cell)
        wide += len(placed) > 1 or column > 0
        last_column = placed[-1][0]
        index += 1
    return (index, rows) if wide and len(rows) > 1 else None


def _is_list(row: Sequence[_Cell]) -> bool:
    """Tell whether what looks like cells are items of lists."""
    return any(cell and BULLET.match(f"{cell[0][0].text} ") for cell in row)


def _placed(line: PrintedLine, starts: Sequence[float]) -> list[tuple[int, tuple[Word, ...]]] | None:
    """Return the cells of a line with their columns, or nothing where the line does not keep to the columns."""
    placed: list[tuple[int, list[Word]]] = []
    for word in line.words:
        column = sum(start < word.left + _ALIGNED for start in starts) - 1
        if placed and placed[-1][0] == column:
            placed[-1][1].append(word)
        elif column >= 0 and abs(starts[column] - word.left) <= _ALIGNED:
            placed.append((column, [word]))
        else:
            return None
    crossing = any(
        column + 1 < len(starts) and words[-1].right > starts[column + 1] + _ALIGNED for column, words in placed
    )
    return None if crossing else [(column, tuple(words)) for column, words in placed]


def _is_near(above: PrintedLine, below: PrintedLine) -> bool:
    return above.page == below.page and abs(above.bottom - below.bottom) < _ROW * above.size


def _has_more_cells(lines: Sequence[PrintedLine], index: int, starts: Sequence[float]) -> bool:
    """Tell whether the line after one that fills only the first column goes on in the second."""
    if index + 1 >= len(lines) or not _is_near(lines[index], lines[index + 1]):
        return False
    placed = _placed(lines[index + 1], starts)
    near = abs(lines[index].bottom - lines[index + 1].bottom) < 2.5 * lines[index].size
    return placed is not None and placed[0][0] > 0 and near
