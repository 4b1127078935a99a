"""Plain text: headings, lists and paragraphs by the shape of their lines.

The canonical text is the decoded file, unchanged: a byte order mark stays as its first code point, CR LF stays two
code points, so that a position can be checked in the file itself and the checksum is that of the file. Blocks begin
and end at visible characters; a paragraph that was wrapped at a column is one block with its line ends inside.
"""

from __future__ import annotations

import re
from dataclasses import replace

from paingraph.loader.documents import BlockKind, Document
from paingraph.loader.front_matter import metadata_of, without_front_matter
from paingraph.loader.outline import Draft, outline
from paingraph.loader.shapes import (
    BULLET,
    SPEAKER,
    Line,
    column_terms,
    is_announcing,
    is_heading_shaped,
    is_spoken_lead_in,
    list_length,
    numbered_headings,
    opens_section,
)
from paingraph.ontology.errors import DocumentError
from paingraph.ontology.namespaces import DocumentId

__all__ = ["decode", "draft_lines", "read"]

#: Between the cells of a table.
_BAR = " | "
#: A line of a glossary: a term of few words, a colon or dash, and what it means.
_ENTRY = re.compile(r"[A-Z][^\s.:;?!,]*(?: [^\s.:;?!,]+){0,5}(?:: | [–—-] )\S")
#: The number of a section, with its parts.
_SECTION = re.compile(r"(\d+(?:\.\d+)*)[.)]?\s+[^\W\d]")
#: What somebody asks at greater length is no heading.
_LONGEST_QUESTION = 160
#: Control characters that no text has.
_BINARY = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
#: Columns at which wrapped texts end; a longer line means that lines are paragraphs.
_WRAP_COLUMNS = range(50, 121)
#: A line of a text that is not wrapped which was broken amid a sentence has so many code points at least.
_LONG = 80
#: … or such a last word.
_OPEN = re.compile(r"\s(?:and|or|of|the|an?)$")
#: Most lines of such a text are filled so far, and those of a page of lists are not.
_FILLED = 0.85
#: So many headings in capitals are a level of their own.
_ENOUGH_CAPITALS = 2


def read(data: bytes, document: DocumentId) -> Document:
    """Read a plain text file."""
    text = decode(data)
    lines = _lines(text)
    drafts = draft_lines(lines)
    blocks = outline(text, drafts)
    return Document(document, text, blocks, metadata_of(lines, blocks))


def decode(data: bytes) -> str:
    """Return the text of UTF-8 bytes; anything else is a DocumentError that says where."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if b"\0" in data[:4096]:
            raise DocumentError("this is a binary file, not a text.") from error
        raise DocumentError(
            f"not UTF-8: byte {error.start} (0x{data[error.start]:02x}) does not belong to a UTF-8 character; "
            "save the file as UTF-8.",
            position=error.start,
        ) from error
    if _BINARY.search(text):
        raise DocumentError("this is a binary file, not a text.")
    return text


def draft_lines(lines: list[Line]) -> list[Draft]:
    """Return what each line is: heading, list item, paragraph, or what stands before the title."""
    drafts: list[Draft] = []
    headings, terms = numbered_headings(lines), column_terms(lines)
    index = 0
    while index < len(lines):
        count = list_length(lines, index)
        for line in lines[index : index + count]:
            drafts.append(Draft(BlockKind.LIST_ITEM, line.start, line.end))
        index += count
        if count:
            continue
        rows = _table_length(lines, index)
        for number, line in enumerate(lines[index : index + rows]):
            drafts.append(Draft(BlockKind.LIST_ITEM if number else BlockKind.PARAGRAPH, line.start, line.end))
        index += rows
        if rows:
            continue
        line = lines[index]
        following = lines[index + 1] if index + 1 < len(lines) else None
        if index in headings:
            drafts.append(Draft(BlockKind.HEADING, line.start, line.end, level=2))
        elif line.bullet or index in terms:
            drafts.append(Draft(BlockKind.LIST_ITEM, line.start, line.end))
        elif drafts and drafts[-1].kind is BlockKind.HEADING and is_spoken_lead_in(line, following):
            drafts.append(Draft(BlockKind.PARAGRAPH, line.start, line.end))
        elif _is_heading(lines, index) or (line.asked and line.text.endswith("?")):
            drafts.append(Draft(BlockKind.HEADING, line.start, line.end, level=2))
        else:
            drafts.append(Draft(BlockKind.PARAGRAPH, line.start, line.end))
        index += 1
    return _by_number(lines, _announced(lines, without_front_matter(lines, _nested(lines, drafts))))


def _is_heading(lines: list[Line], index: int) -> bool:
    """Tell whether a line looks like a heading over the next one, or announces the list that follows it."""
    line, following = lines[index], lines[index + 1] if index + 1 < len(lines) else None
    return is_heading_shaped(line, following) or (is_announcing(line) and list_length(lines, index + 1) > 0)


def _nested(lines: list[Line], drafts: list[Draft]) -> list[Draft]:
    """Set headings in small letters below those in capitals, where a text has both."""
    headings = [index for index, draft in enumerate(drafts) if draft.kind is BlockKind.HEADING]
    capitals = {index for index in headings if lines[index].text.isupper()}
    if len(capitals) < _ENOUGH_CAPITALS:
        return drafts
    result = list(drafts)
    for index in headings:
        if index not in capitals:
            result[index] = replace(drafts[index], level=drafts[index].level + 1)
    return result


def _announced(lines: list[Line], drafts: list[Draft]) -> list[Draft]:
    """Set headings below one that announces them, and that the first of them follows at once: 'Our services'."""
    result = list(drafts)
    above: Draft | None = None
    for index, (line, draft) in enumerate(zip(lines, drafts, strict=True)):
        if draft.kind is not BlockKind.HEADING or draft.level == 1:
            continue
        follows = index + 1 < len(drafts) and drafts[index + 1].kind is BlockKind.HEADING
        if opens_section(line):
            above = draft if follows and is_announcing(line) and not opens_section(lines[index + 1]) else None
        elif above is not None and draft.level == above.level:
            result[index] = replace(draft, level=draft.level + 1)
    return result


def _by_number(lines: list[Line], drafts: list[Draft]) -> list[Draft]:
    """Set headings whose numbers have more parts below those with fewer: '9.1.1' below '9.1'."""
    numbers = {
        index: len(number.group(1).split("."))
        for index, draft in enumerate(drafts)
        if draft.kind is BlockKind.HEADING and draft.level > 1 and (number := _SECTION.match(lines[index].text))
    }
    if len({*numbers.values()}) < 2:
        return drafts
    highest = min(numbers.values())
    result = list(drafts)
    for index, depth in numbers.items():
        result[index] = replace(drafts[index], level=drafts[index].level + depth - highest)
    return result


def _table_length(lines: list[Line], first: int) -> int:
    """Return how many lines from `first` on are a table: cells parted by bars, a head and at least one row."""
    end = first
    while end < len(lines) and _BAR in lines[end].text:
        end += 1
    return end - first if end - first > 1 else 0


def _lines(text: str) -> list[Line]:
    """Return the lines with content; lines of a wrapped paragraph are one."""
    spans: list[tuple[int, int, bool]] = []
    previous_end = 0
    for match in _LINE.finditer(text):
        content = match.group().strip(" \t\xa0\ufeff\u200b")
        if not content:
            continue
        start = match.start() + match.group().index(content)
        blank = text.count("\n", previous_end, start) > 1 or not spans
        spans.append((start, start + len(content), blank))
        previous_end = start + len(content)
    width = _width([end - start for start, end, _ in spans])
    spans = _rejoin(text, spans, width) if width else _mended(text, spans)
    lines = []
    for index, (start, end, blank) in enumerate(spans):
        bullet = BULLET.match(text, start, end)
        spoken = SPEAKER.match(text, start, end) if bullet is None else None
        first = bullet.end() if bullet else spoken.end() if spoken else start
        if first < end:
            before_blank = index + 1 == len(spans) or spans[index + 1][2]
            numbered = bullet is not None and any(map(str.isdigit, bullet.group()))
            asked = spoken is not None and spoken.group().startswith("Q") and end - first <= _LONGEST_QUESTION
            content = text[first:end]
            lines.append(Line(first, end, content, bullet is not None, blank, before_blank, numbered, asked))
    return lines


def _width(lengths: list[int]) -> int:
    """Return the column at which a text is wrapped, or 0 if its lines are paragraphs."""
    full = sorted(length for length in lengths if length >= 40)
    column = full[int(0.9 * (len(full) - 1))] if full else 0
    filled = sum(length > _FILLED * column for length in full)
    return column + 1 if column in _WRAP_COLUMNS and 2 * filled > len(full) else 0


def _mended(text: str, spans: list[tuple[int, int, bool]]) -> list[tuple[int, int, bool]]:
    """Join a line that ends amid a sentence to the next one that goes on with it."""
    joined: list[tuple[int, int, bool]] = []
    for start, end, blank in spans:
        before = joined[-1] if joined else (0, 0, True)
        long = before[1] - before[0] >= _LONG and text[before[1] - 1] not in ".:;!?…" and text[start].islower()
        amid = long or _OPEN.search(text, before[0], before[1]) is not None
        if amid and not blank and not BULLET.match(text, start, end):
            joined[-1] = (before[0], end, before[2])
        else:
            joined.append((start, end, blank))
    return joined


def _rejoin(text: str, spans: list[tuple[int, int, bool]], width: int) -> list[tuple[int, int, bool]]:
    """Join each line to the next where the next one's first word would not have fitted on it."""
    joined: list[tuple[int, int, bool]] = []
    last_start = 0
    for start, end, blank in spans:
        if joined and not blank and not BULLET.match(text, start, end) and not SPEAKER.match(text, start, end):
            first_word = text[start:end].split(maxsplit=1)[0]
            length = joined[-1][1] - last_start
            ended = text[joined[-1][1] - 1] in ".:;!?"
            if ended and end - start < 0.6 * width and text[end - 1] not in ".;!?":
                joined.append((start, end, blank))
                last_start = start
                continue
            if ended and _ENTRY.match(text, start, end) and _ENTRY.match(text, joined[-1][0], joined[-1][1]):
                joined.append((start, end, blank))
                last_start = start
                continue
            goes_on = first_word[0].islower() and text[joined[-1][1] - 1] not in ".:;!?"
            if length + 1 + len(first_word) > width - 4 or (goes_on and length > 0.6 * width):
                joined[-1] = (joined[-1][0], end, joined[-1][2])
                last_start = start
                continue
        joined.append((start, end, blank))
        last_start = start
    return joined
