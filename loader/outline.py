"""From the lines or elements that a reader found to the blocks of a document: which heading and lead-in each has.

A reader of a format makes drafts: what it knows of each stretch of its canonical text. `outline` marks boilerplate by
its words and links headings and lead-ins, in the same way for every format.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from paingraph.loader.boilerplate import mark_boilerplate
from paingraph.loader.documents import Block, BlockKind
from paingraph.loader.parts import is_grade

__all__ = ["Draft", "outline"]

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Draft:
    """A stretch of canonical text whose kind a reader knows, before headings and lead-ins are linked."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0


def outline(text: str, drafts: Sequence[Draft]) -> tuple[Block, ...]:
    """Return the blocks of a document; drafts stand in document order and are trimmed of white space."""
    kinds = mark_boilerplate([text[d.start : d.end] for d in drafts], [d.kind for d in drafts])
    blocks: list[Block] = []
    heading: int | None = None
    lead_in: int | None = None
    for index, draft in enumerate(drafts):
        place = kinds[index], draft.start, draft.end
        match kinds[index]:
            case BlockKind.HEADING:
                level = _level(text, blocks, heading, draft)
                blocks.append(Block(*place, level, heading=_parent(blocks, heading, level)))
                heading, lead_in = index, None
            case BlockKind.PARAGRAPH:
                blocks.append(Block(*place, draft.level, heading=heading))
                lead_in = index
            case BlockKind.LIST_ITEM:
                blocks.append(Block(*place, draft.level, heading=heading, lead_in=lead_in))
            case BlockKind.BOILERPLATE if draft.kind is BlockKind.HEADING:
                blocks.append(Block(*place, draft.level))
                heading, lead_in = _parent(blocks, heading, draft.level), None
            case BlockKind.BOILERPLATE:
                blocks.append(Block(*place, draft.level))
                lead_in = None if text.endswith(":", draft.start, draft.end) else lead_in
    return tuple(blocks)


def _level(text: str, blocks: Sequence[Block], heading: int | None, draft: Draft) -> int:
    """Return the depth of a heading; one that only grades what is above it stands below that: 'Rare'."""
    if heading is None or not _grades(text, draft):
        return draft.level
    before = blocks[heading]
    if _grades(text, before):
        return before.level
    return draft.level + (before.level == draft.level > 1)


def _grades(text: str, block: Block | Draft) -> bool:
    return is_grade(_WORD.findall(text[block.start : block.end].lower()))


def _parent(blocks: Sequence[Block], heading: int | None, level: int) -> int | None:
    """Return the nearest heading above that has a smaller level."""
    while heading is not None and blocks[heading].level >= level:
        heading = blocks[heading].heading
    return heading
