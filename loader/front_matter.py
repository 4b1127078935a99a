"""What a text shows around its title: who reviewed it and when, and lines that belong to the page."""

from __future__ import annotations

import re

from paingraph.loader.boilerplate import is_furniture_line
from paingraph.loader.documents import Block, BlockKind
from paingraph.loader.lines import Line
from paingraph.loader.metadata import told
from paingraph.loader.outline import Draft
from paingraph.loader.shapes import LISTING, is_announcing, is_fact, is_question, is_title_case

__all__ = ["metadata_of", "without_front_matter"]

#: The number of a section.
_NUMBERED = re.compile(r"\d+(?:\.\d+)+\s+[A-Z]")
#: So many words has a headline at least, and a title that stands alone.
_HEADLINE, _TITLE = 5, 3
#: So many lines that say one thing each are text.
_FACTS = 3
#: No line above a title is longer.
_PARAGRAPH = 120
#: So many lines has a front that is no web page's.
_FEW = 6
#: What no title holds: a byline, an address, a field of a form, links.
_NO_TITLE = re.compile(r"^(?:by|from|dear|to|author|date|updated|published)\b|_{3}|\||@|,$|\d{4}", re.IGNORECASE)


def without_front_matter(lines: list[Line], drafts: list[Draft]) -> list[Draft]:
    """Mark what a page shows above its title: of the short lines before the first paragraph, only titles stay."""
    first = next((i for i, line in enumerate(lines) if line.row or _is_text(line.text)), 0)
    first = next((i for i in range(1, first) if all(map(is_fact, lines[i : i + _FACTS]))), first)
    front = lines[:first]
    named = [i for i, line in enumerate(front) if len(line.text.split()) > 1 and not is_furniture_line(line.text)]
    few = len(front) <= _FEW and is_title_case(front[0].text) if front else False
    titles = (
        [
            i
            for i in named
            if is_question(front[i].text)
            or is_title_case(front[i].text)
            or _is_headline(drafts[i], front[i])
            or (few and _stands_alone(front[i]))
        ]
        or named[:1]
        or [i for i, line in enumerate(front) if is_title_case(line.text)][:1]
    )
    if named and named[0] not in titles and drafts[named[0]].kind is BlockKind.HEADING:
        titles.insert(0, named[0])
    if first > 1 and first - 1 not in titles and _opens_text(drafts[first - 1], front[-1]):
        titles.append(first - 1)
    titles += [i for i in named if i not in titles and titles and _NUMBERED.match(front[i].text)]
    result = list(drafts)
    announced = _announced(front, drafts)
    for index, line in enumerate(front):
        if titles and index > titles[0] and (line.bullet or index in announced):
            continue  # a list that opens the text
        kind = BlockKind.HEADING if index in titles else BlockKind.BOILERPLATE
        result[index] = (
            Draft(kind, line.start, line.end, level=1 if index == titles[0] else 2) if titles else drafts[index]
        )
    return result


def _announced(front: list[Line], drafts: list[Draft]) -> set[int]:
    """Return the lines of lists without bullets and of what announces them: 'Conditions we treat'."""
    found: set[int] = set()
    for index in range(1, len(front)):
        above, draft = index - 1, drafts[index - 1]
        if drafts[index].kind is not BlockKind.LIST_ITEM:
            continue
        announces = is_question(front[above].text) or is_announcing(front[above])
        if above in found or (draft.kind is BlockKind.HEADING and announces):
            found |= {above, index}
    return found


def _is_text(text: str) -> bool:
    """Tell whether a line is a paragraph: a long one, one with a stop, or one that announces what it lists."""
    return len(text) > _PARAGRAPH or text.endswith((".", ":")) or LISTING in text


def _opens_text(draft: Draft, line: Line) -> bool:
    """Tell whether the last short line before the first paragraph is its heading."""
    return draft.kind is BlockKind.HEADING or is_title_case(line.text) or _NUMBERED.match(line.text) is not None


def _stands_alone(line: Line) -> bool:
    """Tell whether a line opens a part of the front, and names no person and holds no form's field or links."""
    return line.after_blank and len(line.text.split()) >= _TITLE and not _NO_TITLE.search(line.text)


def _is_headline(draft: Draft, line: Line) -> bool:
    """Tell whether a line is formed like a heading and long enough to say something."""
    return draft.kind is BlockKind.HEADING and len(line.text.split()) >= _HEADLINE


def metadata_of(lines: list[Line], blocks: tuple[Block, ...]) -> dict[str, str]:
    """Return title, reviewer and date (ISO 8601), where the text gives them."""
    title = next((i for i, block in enumerate(blocks) if block.kind is not BlockKind.BOILERPLATE), None)
    named = title is not None and blocks[title].kind is BlockKind.HEADING
    found = {"title": " ".join(lines[title or 0].text.strip("/ ").split())} if named else {}
    return found | told(line.text for line in lines)
