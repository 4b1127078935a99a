"""The lines of a text without markup: their bullets, the blanks around them, and wrapped paragraphs as one line."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from paingraph.loader.cells import CELL_SEPARATOR
from paingraph.loader.spaced_rows import SpacedRow, spaced_rows

__all__ = ["BULLET", "Line", "lines_of", "reads_on"]

#: A bullet sign or number, with the white space after it.
BULLET = re.compile(r"[•▪▫‣◦●○■□➢➤►✓✔☐]\s*|(?:\[[ xX]?\]|[·»→+*–—>-]|o(?=\s)|\(?\d{1,2}[.)]|\(?[a-h][.)])\s+")
#: 'Q:' and 'A:' before a question and its answer.
_SPEAKER = re.compile(r"(?:Q(?:uestion)?|A(?:nswer)?)(?:\s*\d+)?\s*[:.]\s+")
#: What somebody asks at greater length is no heading, though 'Q:' stands before it.
_LONGEST_QUESTION = 160
#: A line of a glossary: a term of few words, a colon or dash, and what it means.
_ENTRY = re.compile(r"[A-Z][^\s.:;?!,]*(?: [^\s.:;?!,]+){0,5}(?:: | [–—-] )\S")
#: A line that ends so does not go on after a forced line break.
_ENDED = re.compile(r"[.:;?!…]['\"”’)]*$")
#: Behind a lead-in, lines of so many code points are items.
_SHORT = 60
_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
#: Columns at which wrapped texts end; a longer line means that lines are paragraphs.
_WRAP_COLUMNS = range(50, 121)
#: Most lines of a wrapped text are filled so far, and those of a page of lists are not.
_FILLED = 0.85
#: A line of a text that is not wrapped which was broken amid a sentence has so many code points at least.
_LONG = 80
#: … or such a last word.
_OPEN = re.compile(r"\s(?:and|or|of|the|an?)$")
#: Where a line begins and ends, and whether a blank line stands before it.
_Span = tuple[int, int, bool]


@dataclass(frozen=True, slots=True)
class Line:
    """A line or a rejoined paragraph: its content's position, its bullet, and whether a blank line stands before."""

    start: int
    end: int
    text: str
    bullet: bool
    after_blank: bool
    before_blank: bool
    #: The bullet is a number.
    numbered: bool = False
    #: 'Q:' stands before it.
    asked: bool = False
    #: It is a row of a table that is set in columns, or the head of one.
    row: bool = False
    head: bool = False


def lines_of(text: str) -> list[Line]:
    """Return the lines with content; lines of a wrapped paragraph are one."""
    spans, rows = _spans(text), {row.start: row for row in spaced_rows(text)}
    width = _width([end - start for start, end, _ in spans])
    spans = list(_with_rows(spans, rows)) if rows else spans
    spans = _rejoined(text, spans, width, rows) if width else _mended(text, spans, rows)
    blanks = [*(blank for _, _, blank in spans[1:]), True]
    lines = (_line(text, span, blanks[index], rows.get(span[0])) for index, span in enumerate(spans))
    return [line for line in lines if line is not None]


def reads_on(before: Sequence[str], line: str) -> bool:
    """Tell whether a line goes on with the last of those before it, which ended by force; items of a list do not."""
    if not line[0].islower() or _ENDED.search(before[-1]):
        return False
    ended = next((number for number in range(len(before) - 1, -1, -1) if _ENDED.search(before[number])), None)
    introduced = ended is not None and before[ended].endswith(":")
    return not (introduced and all(len(text) <= _SHORT for text in before[(ended or 0) + 1 :]))


def _spans(text: str) -> list[_Span]:
    """Return where the lines with content are, without the white space around them."""
    spans: list[_Span] = []
    previous_end = 0
    for match in _LINE.finditer(text):
        content = match.group().strip(" \t\xa0\ufeff\u200b")
        if content:
            start = match.start() + match.group().index(content)
            blank = text.count("\n", previous_end, start) > 1 or not spans
            previous_end = start + len(content)
            spans.append((start, previous_end, blank))
    return spans


def _with_rows(spans: list[_Span], rows: Mapping[int, SpacedRow]) -> Iterator[_Span]:
    """Yield the lines, those of a row of a table as one."""
    behind = 0
    for start, end, blank in spans:
        if start >= behind:
            behind = rows[start].end if start in rows else end
            yield start, behind, blank


def _line(text: str, span: _Span, before_blank: bool, row: SpacedRow | None) -> Line | None:
    """Return a line without its bullet or 'Q:', if anything stands behind it."""
    start, end, after_blank = span
    if row is not None:
        return Line(start, end, text[start:end], False, after_blank, before_blank, row=True, head=row.is_head)
    bullet = BULLET.match(text, start, end)
    spoken = _SPEAKER.match(text, start, end) if bullet is None else None
    first = bullet.end() if bullet else spoken.end() if spoken else start
    if first >= end:
        return None
    numbered = bullet is not None and any(map(str.isdigit, bullet.group()))
    asked = spoken is not None and spoken.group().startswith("Q") and end - first <= _LONGEST_QUESTION
    return Line(first, end, text[first:end], bullet is not None, after_blank, before_blank, numbered, asked)


def _width(lengths: list[int]) -> int:
    """Return the column at which a text is wrapped, or 0 if its lines are paragraphs."""
    full = sorted(length for length in lengths if length >= 40)
    column = full[int(0.9 * (len(full) - 1))] if full else 0
    filled = sum(length > _FILLED * column for length in full)
    return column + 1 if column in _WRAP_COLUMNS and 2 * filled > len(full) else 0


def _mended(text: str, spans: list[_Span], rows: Container[int]) -> list[_Span]:
    """Join a line that ends amid a sentence to the next one that goes on with it."""
    joined: list[_Span] = []
    for start, end, blank in spans:
        before = joined[-1] if joined else (0, 0, True)
        long = before[1] - before[0] >= _LONG and text[before[1] - 1] not in ".:;!?…" and text[start].islower()
        amid = long or _OPEN.search(text, before[0], before[1]) is not None
        apart = blank or start in rows or before[0] in rows
        if amid and not apart and not BULLET.match(text, start, end):
            joined[-1] = (before[0], end, before[2])
        else:
            joined.append((start, end, blank))
    return joined


def _rejoined(text: str, spans: list[_Span], width: int, rows: Container[int]) -> list[_Span]:
    """Join each line to the next where the next one's first word would not have fitted on it."""
    joined: list[_Span] = []
    last = (0, 0)
    for start, end, blank in spans:
        apart = blank or start in rows or (bool(joined) and joined[-1][0] in rows)
        if joined and not apart and _goes_on(text, joined[-1][0], last, (start, end), width):
            joined[-1] = (joined[-1][0], end, joined[-1][2])
        else:
            joined.append((start, end, blank))
        last = start, end
    return joined


def _goes_on(text: str, begin: int, last: tuple[int, int], following: tuple[int, int], width: int) -> bool:
    """Tell whether a paragraph, which begins at `begin` and has come to its line `last`, goes on with the next line."""
    start, end = following
    if BULLET.match(text, start, end) or _SPEAKER.match(text, start, end):
        return False
    if CELL_SEPARATOR in text[start:end] and CELL_SEPARATOR in text[last[0] : last[1]]:
        return False
    length, ended = last[1] - last[0], text[last[1] - 1] in ".:;!?"
    if ended and end - start < 0.6 * width and text[end - 1] not in ".;!?":
        return False
    if ended and _ENTRY.match(text, start, end) and _ENTRY.match(text, begin, last[1]):
        return False
    first_word = text[start:end].split(maxsplit=1)[0]
    return length + 1 + len(first_word) > width - 4 or (first_word[0].islower() and not ended and length > 0.6 * width)
