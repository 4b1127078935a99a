"""From printed lines to paragraphs, headings and list items.

A line goes on in the next one unless a wider gap, an indent, another size or weight, a bullet, or room that the next
line's first word would have had says that a paragraph ends. Headings are larger than the body, or bold.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from paingraph.loader.lines import BULLET
from paingraph.loader.normalization import joined, normalized
from paingraph.loader.pdf_text import PrintedLine, Word

__all__ = ["ENDED", "Layout", "Passage"]

#: A line is larger than the body from this factor on.
_LARGER = 1.12
#: Distance of two lines, in units of the usual one, from which on a paragraph ends.
_WIDER = 1.15
#: Distance of two lines of a heading, in units of their size.
_WIDEST = 1.4
#: Lines of a page that tell where its columns end.
_MANY = 300
#: So ends a line that nothing goes on from.
ENDED = re.compile(r"[.:;?!…]['\"”’)]*$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
#: Longer large text is an introduction, not a heading.
_HEADING_LENGTH = 160


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
            return not ENDED.search(last.text)
        if self.is_large(line):
            return 0.3 * line.size < distance < _WIDEST * line.size and not last.text.endswith((".", "?", "!"))
        if not 0.3 * line.size < distance < _WIDER * self._pitch:
            return False
        is_item = BULLET.match(passage.first.text) is not None
        indent = line.left - last.left
        return not (abs(indent) > 0.8 * line.size and len(passage.lines) > 1) and not (
            indent > 0.8 * line.size and not is_item and not self.is_large(line) and ENDED.search(last.text) is not None
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
