"""Lists without bullet signs: short lines that a lead-in introduces, or that a heading announces."""

from __future__ import annotations

from collections.abc import Sequence

from paingraph.loader.lines import Line
from paingraph.loader.shapes import (
    is_announcing,
    is_heading_shaped,
    is_question,
    is_title_case,
    leaves_open,
    opens_like_heading,
)

__all__ = ["list_length"]

#: Lines up to this length can be items of a list without bullet signs.
_ITEM_LENGTH = 90
#: Items that are sentences: how many there are at most, and how long.
_MOST, _LONGEST = 12, 400
#: Below a heading items are shorter, and so many.
_SHORT, _ENOUGH = 60, 3
#: So many short lines below a heading that announces them are a list.
_LISTED = 3
#: … each of so many words and code points at most.
_NAME_WORDS, _NAME_LENGTH = 8, 60


def list_length(lines: Sequence[Line], first: int) -> int:
    """Return how many of the lines from `first` on are items of a list that the line before introduces or announces.

    Items are short lines without final stop; a single short line over a long one is a heading, and so is the last
    of several if it looks unlike the items.
    """
    if not 0 < first < len(lines):
        return 0
    above = lines[first - 1]
    introduced = leaves_open(above.text)
    block = 0 if introduced else _block_length(lines, first)
    if block or not (introduced or is_announcing(above)):
        return block
    spoken = _spoken_length(lines, first) if above.text.endswith(":") else 0
    return spoken or _short_length(lines, first, introduced)


def _short_length(lines: Sequence[Line], first: int, introduced: bool) -> int:
    """Return how many lines from `first` on are short items; more must be there where no lead-in introduces them."""
    end = first
    while end < len(lines) and _is_item(lines[end]):
        if not introduced and not _is_brief(lines[end]):
            break
        if end > first and is_question(lines[end].text):
            break
        if end > first and lines[end].after_blank != lines[first + 1].after_blank:
            break
        end += 1
    count = end - first
    if (
        count >= 2
        and end < len(lines)
        and not _is_item(lines[end])
        and _is_odd(lines[end - 1].text, lines[first : end - 1])
    ):
        count -= 1
    return count if count >= (2 if introduced else _LISTED) else 0


def _block_length(lines: Sequence[Line], first: int) -> int:
    """Return how many lines from `first` on are items below a heading: several short ones without a blank between."""
    above = lines[first - 1]
    if not lines[first].after_blank or not above.before_blank or not is_heading_shaped(above, lines[first]):
        return 0
    end = first
    while end < len(lines) and _is_item(lines[end]) and len(lines[end].text) <= _SHORT:
        end += 1
        if lines[end - 1].before_blank:
            return end - first if end - first >= _ENOUGH else 0
    return 0


def _spoken_length(lines: Sequence[Line], first: int) -> int:
    """Return how many lines from `first` on are sentences that a lead-in lists, where blank lines part what is not."""
    end = first
    while end < len(lines) and not lines[end].bullet and (end == first or not lines[end].after_blank):
        end += 1
    listed = lines[first:end]
    if (
        not _ENOUGH <= len(listed) <= _MOST
        or _is_item(lines[first])
        or (lines[first].after_blank and not lines[first - 1].before_blank)
    ):
        return 0
    return len(listed) if all(len(line.text) <= _LONGEST and line.text[-1] not in ":?" for line in listed) else 0


def _is_item(line: Line) -> bool:
    return (
        not (line.bullet or line.row)
        and len(line.text) <= _ITEM_LENGTH
        and not line.text.endswith((".", ":", "?", "!"))
    )


def _is_brief(line: Line) -> bool:
    """Tell whether a line can be a name, and is not the heading of what follows."""
    return (
        len(line.text) <= _NAME_LENGTH and len(line.text.split()) <= _NAME_WORDS and not opens_like_heading(line.text)
    )


def _is_odd(text: str, items: Sequence[Line]) -> bool:
    """Tell whether the last short line before a paragraph is a heading and not one more item."""
    if opens_like_heading(text):
        return not (text.startswith("You") and any(item.text.startswith("You") for item in items))
    titled = sum(is_title_case(item.text) for item in items)
    return len(text.split()) > 1 and is_title_case(text) and titled * 2 < len(items)
