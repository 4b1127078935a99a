"""The levels of headings in a text without markup: by their capitals, their numbers, what they announce and ask."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from paingraph.loader.documents import BlockKind
from paingraph.loader.lines import Line
from paingraph.loader.outline import Draft
from paingraph.loader.shapes import is_announcing, opens_section

__all__ = ["by_announcement", "by_capitals", "by_number", "by_question"]

#: The number of a section, with its parts.
_SECTION = re.compile(r"(\d+(?:\.\d+)*)[.)]?\s+[^\W\d]")
#: So many headings in capitals are a level of their own.
_ENOUGH_CAPITALS = 2
#: … and so many headings that stand over questions part them.
_ENOUGH_PARTS = 2


def by_capitals(lines: Sequence[Line], drafts: list[Draft]) -> list[Draft]:
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


def by_announcement(lines: Sequence[Line], drafts: list[Draft]) -> list[Draft]:
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


def by_question(lines: Sequence[Line], drafts: list[Draft]) -> list[Draft]:
    """Set what stands behind 'Q:' below the headings that part such questions by what they are about."""
    asked = {index for index, draft in enumerate(drafts) if draft.kind is BlockKind.HEADING and lines[index].asked}
    above = {index - 1 for index in asked if index and drafts[index - 1].kind is BlockKind.HEADING} - asked
    levels = {drafts[index].level for index in above}
    if len(above) < _ENOUGH_PARTS or len(levels) > 1 or not levels <= {drafts[index].level for index in asked}:
        return drafts
    return [replace(draft, level=draft.level + 1) if index in asked else draft for index, draft in enumerate(drafts)]


def by_number(lines: Sequence[Line], drafts: list[Draft]) -> list[Draft]:
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
