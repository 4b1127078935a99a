"""From printed lines to paragraphs, headings, list items and tables.

A line goes on in the next one unless a wider gap, an indent, another size or weight, a bullet, or room that the next
line's first word would have had says that a paragraph ends. Headings are larger than the body, or bold. Cells are set
apart by wide gaps at the same places in several lines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from paingraph.loader.lines import BULLET
from paingraph.loader.normalization import joined, normalized
from paingraph.loader.pdf_text import PrintedLine, Word

__all__ = ["Layout", "Passage", "tables"]

#: A line is larger than the body from this factor on.
_LARGER = 1.12
#: Distance of two lines, in units of the usual one, from which on a paragraph ends.
_WIDER = 1.15
#: Distance of two lines of a heading, in units of their size.
_WIDEST = 1.3
#: Lines of a page that tell where its columns end.
_MANY = 300
_ENDED = re.compile(r"[.:;?!…]['\"”’)]*$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
#: Longer large text is an introduction, not a heading.
_HEADING_LENGTH = 160
#: Points that the starts of cells of one column differ by.
_ALIGNED = 4.0


@dataclass(slots=True)
class Passage:
    """Lines that belong together, and whether they are set like a heading."""

    lines: list[PrintedLine]

    @property
    def first(self) -> PrintedLine:
        """The first line."""
        return self.lines[0]

    @property
    def last(self) -> PrintedLine:
        """The last line so far."""
        return self.lines[-1]


class Layout:
    """The usual measures of a document: size of the body, distance of lines, edges of columns, words."""

    def __init__(self, lines: Sequence[PrintedLine]) -> None:
        letters: Counter[float] = Counter()
        for line in lines:
            letters[_rounded(line.size)] += len(line.text)
        self.body = letters.most_common(1)[0][0]
        self.words: AbstractSet[str] = _whole_words(lines)
        self._by_page: dict[int, list[PrintedLine]] = {}
        for line in lines:
            self._by_page.setdefault(line.page, []).append(line)
        larger = {_rounded(line.size) for line in lines if self.is_large(line)}
        self._sizes = sorted(larger, reverse=True)
        distances = [
            above.bottom - below.bottom
            for above, below in pairwise(lines)
            if self._same_type(above, below) and above.page == below.page and self.is_full(above, below)
        ]
        distances = [distance for distance in distances if 0 < distance < 3 * self.body]
        self._pitch = median(distances) if distances else 1.5 * self.body

    def is_large(self, line: PrintedLine) -> bool:
        """Tell whether a line is larger than the body."""
        return line.size > _LARGER * self.body

    def level(self, passage: Passage) -> int:
        """Return the level of a heading by the rank of its size; 0 of a passage that is none."""
        if not self.is_large(passage.first) or len(self.text(passage.lines)) > _HEADING_LENGTH:
            return 0
        return min(self._sizes.index(_rounded(passage.first.size)) + 1, 6)

    def is_full(self, line: PrintedLine, following: PrintedLine) -> bool:
        """Tell whether the first word of the following line had no more room on a line."""
        if line.text.endswith("-") and following.text[0].islower():
            return True
        peers = self._peers(line)
        width = following.words[0].right - following.words[0].left + 0.3 * line.size
        edge = max(peer.right for peer in peers)
        if self.is_large(line):
            return line.right - line.left + width > edge - min(peer.left for peer in peers) - 0.5 * line.size
        return line.right + width > edge - 0.5 * line.size

    def goes_on(self, passage: Passage, line: PrintedLine) -> bool:
        """Tell whether a line continues a passage."""
        last = passage.last
        if not self._same_type(last, line) or BULLET.match(line.text) or not self.is_full(last, line):
            return False
        distance = last.bottom - line.bottom
        if line.page != last.page or distance < 0:
            return not _ENDED.search(last.text)
        if self.is_large(line):
            return 0.3 * line.size < distance < _WIDEST * line.size and not last.text.endswith((".", "?", "!"))
        if not 0.3 * line.size < distance < _WIDER * self._pitch:
            return False
        is_item = BULLET.match(passage.first.text) is not None
        indent = line.left - last.left
        return not (abs(indent) > 0.8 * line.size and len(passage.lines) > 1) and not (
            indent > 0.8 * line.size
            and not is_item
            and not self.is_large(line)
            and _ENDED.search(last.text) is not None
        )

    def text(self, lines: Sequence[PrintedLine]) -> str:
        """Return the lines as one, with broken words joined."""
        return self._join([(normalized(line.text), line.soft) for line in lines])

    def cell_text(self, parts: Sequence[Sequence[Word]]) -> str:
        """Return the lines of a cell as one."""
        return self._join([(normalized(" ".join(word.text for word in part)), False) for part in parts])

    def _join(self, parts: Sequence[tuple[str, bool]]) -> str:
        text, soft = "", False
        for part, ends_soft in parts:
            if text.endswith("-") and text[-2:-1].isalpha():
                text = joined(text, part, self.words, soft=soft)
            else:
                text = f"{text} {part}" if text else part
            soft = ends_soft
        return text

    def _same_type(self, one: PrintedLine, other: PrintedLine) -> bool:
        return abs(one.size - other.size) < 0.08 * one.size and one.bold == other.bold

    def _peers(self, line: PrintedLine) -> list[PrintedLine]:
        """Return the lines of a line's column: those of its page that overlap it; of its size unless it is large."""
        return [
            other
            for other in (*self._by_page[line.page][:_MANY], line)
            if other is line
            or (
                other.left <= line.right
                and other.right >= line.left
                and (self.is_large(line) or abs(other.size - line.size) < 0.08 * line.size)
            )
        ]


def tables(lines: Sequence[PrintedLine], layout: Layout) -> Iterator[tuple[int, int, list[list[str]], bool]]:
    """Yield the tables among the lines: first line, line behind the last, rows of cells, and if the first is bold."""
    index = 0
    while index < len(lines):
        before = lines[index - 1] if index else None
        inside = (
            before is not None and not _ENDED.search(before.text) and layout.goes_on(Passage([before]), lines[index])
        )
        found = None if inside else _table_at(lines, index, layout)
        if found is None:
            index += 1
            continue
        end, rows = found
        is_header = lines[index].bold and not lines[end - 1].bold
        yield index, end, rows, is_header
        index = end


def _table_at(lines: Sequence[PrintedLine], first: int, layout: Layout) -> tuple[int, list[list[str]]] | None:
    """Return where the table that starts with a line ends, and its rows."""
    head = lines[first].cells()
    if len(head) < 2 or any(BULLET.match(f"{cell[0].text} ") for cell in head) or layout.is_large(lines[first]):
        return None
    starts = [cell[0].left for cell in head]
    rows: list[list[list[tuple[Word, ...]]]] = [[[cell] for cell in head]]
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
    if wide == 0 or len(rows) < 2:
        return None
    return index, [[layout.cell_text(cell) for cell in row] for row in rows]


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
    return above.page == below.page and abs(above.bottom - below.bottom) < 6 * above.size


def _has_more_cells(lines: Sequence[PrintedLine], index: int, starts: Sequence[float]) -> bool:
    """Tell whether the line after one that fills only the first column goes on in the second."""
    if index + 1 >= len(lines) or not _is_near(lines[index], lines[index + 1]):
        return False
    placed = _placed(lines[index + 1], starts)
    near = abs(lines[index].bottom - lines[index + 1].bottom) < 2.5 * lines[index].size
    return placed is not None and placed[0][0] > 0 and near


def _whole_words(lines: Sequence[PrintedLine]) -> set[str]:
    """Return the words of a document in lower case, without the parts of those that a line end breaks."""
    words: set[str] = set()
    broken = False
    for line in lines:
        text = line.text.partition(" ")[2] if broken else line.text
        broken = line.text.endswith("-")
        words.update(word.lower() for word in _WORD.findall(text.rpartition(" ")[0] if broken else text))
    return words


def _rounded(size: float) -> float:
    return round(size * 2) / 2
