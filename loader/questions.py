"""Questions that stand in running text, made the headings of their answers.

Pages set questions in many ways: bold at the head of a paragraph, as items of a list, behind the name of who asks. What
a reader of a format leaves as a paragraph that opens with a question becomes a heading and a paragraph here, in every
format alike, where a document does so more than once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from paingraph.loader.cells import CELL_SEPARATOR
from paingraph.loader.documents import Block, BlockKind, Document
from paingraph.loader.sentences import sentences
from paingraph.loader.shapes import is_question

__all__ = ["with_questions"]

#: Who speaks: 'Interviewer:', 'DR. HALE:'.
_SPEAKER = re.compile(r"[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}\s?[:–—]\s+")
#: What is asked in earnest, and not 'Tired of pills?'.
_ASKING = re.compile(
    r"[\"“'‘(]*(?:(?:and|but|so|then|ok(?:ay)?|well|in|at|for|to|of|from|after|before|with|by|if|once|when)\b[^?]*?\b)??"
    r"(?:whom?|whose|what|when|where|why|how|which|is|are|was|were|do|does|did|can|could|will|would|should|am|may|might"
    r"|must|have|has)\b",
    re.IGNORECASE,
)
#: Somebody tells of himself, or asks, in so many code points; so many questions has a page that consists of them.
_TELLING = re.compile(r"\b(?:I|my|me|mine)\b|\?", re.IGNORECASE)
_PROMPT, _MANY = 110, 4
#: One paragraph that opens with a question only asks it for its own sake.
_ENOUGH = 2
_OPEN = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})


class _Asked(NamedTuple):
    """Where in a block a question stands, and where its answer begins, if that is in the same block."""

    start: int
    end: int
    answer: int | None


def with_questions(document: Document) -> Document:
    """Return a document in which the questions that paragraphs and items open with are headings."""
    document = _without_speakers(document)
    blocks = document.blocks
    asked = {i: found for i in range(len(blocks)) if (found := _question(document, blocks, i)) is not None}
    if sum(_asks(document, block) for block in blocks) >= _MANY:
        asked |= {i: _Asked(blocks[i].start, blocks[i].end, None) for i in _prompts(document) if i not in asked}
    answered = {i: found for i, found in asked.items() if found.answer is not None or _is_answer(blocks, asked, i)}
    direct = [found for found in answered.values() if ". " not in document.text[found.start : found.end]]
    if len(direct) < _ENOUGH and sum(_asks(document, block) for block in blocks) < _MANY:
        return document
    return replace(document, blocks=tuple(_Outline(document, answered)))


def _asks(document: Document, block: Block) -> bool:
    return block.kind is BlockKind.HEADING and document.text_of(block).rstrip("\"”'’)").endswith("?")


def _prompts(document: Document) -> Iterator[int]:
    """Yield the short paragraphs between answers in which somebody tells what the next one is to be about."""
    blocks, text = document.blocks, document.text
    for index in range(2, len(blocks) - 1):
        block, above, before, behind = blocks[index], blocks[index].heading, blocks[index - 1], blocks[index + 1]
        around = before.kind is behind.kind is block.kind is BlockKind.PARAGRAPH and behind.heading == above
        short = block.end - block.start <= _PROMPT and 2 * (block.end - block.start) < behind.end - behind.start
        asked = around and short and above is not None and _asks(document, blocks[above])
        if asked and text[block.end - 1] in ".?!" and _TELLING.search(text, block.start, block.end) is not None:
            yield index


def _without_speakers(document: Document) -> Document:
    """Return a document whose blocks begin behind the names of those who ask and answer, if several speak twice."""
    spoken = {
        index: found
        for index, block in enumerate(document.blocks)
        if block.kind is not BlockKind.BOILERPLATE
        and (found := _SPEAKER.match(document.text, block.start, block.end - 1)) is not None
    }
    counts = Counter(found.group() for found in spoken.values())
    asking = {found.group() for i, found in spoken.items() if document.text_of(document.blocks[i]).endswith("?")}
    if not any(counts[name] >= _ENOUGH for name in asking):
        return document
    blocks = list(document.blocks)
    for index, found in spoken.items():
        if counts[found.group()] >= _ENOUGH:
            blocks[index] = replace(blocks[index], start=found.end())
    return replace(document, blocks=tuple(blocks))


def _question(document: Document, blocks: Sequence[Block], index: int) -> _Asked | None:
    """Return the question that a paragraph or item opens with."""
    block, text = blocks[index], document.text
    if block.kind not in _OPEN or "?" not in text[block.start : block.end]:
        return None
    if CELL_SEPARATOR in text[block.start : block.end]:
        return _in_row(text, block)
    begin, end = _opening(text, block.start, block.end)
    led_to = text.rfind(". ", begin, end)
    if not is_question(text[begin:end]) or not _ASKING.match(text, begin if led_to < 0 else led_to + 2, end):
        return None
    answer = end
    while answer < block.end and text[answer].isspace():
        answer += 1
    return _Asked(begin, end, answer if answer < block.end else None)


def _opening(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the first sentence of a text; if that only leads to a question, the question with it."""
    first, *others = islice(sentences(text, start, end), 2)
    if others and not text.endswith("?", *first) and text.endswith("?", *others[0]):
        return first[0], others[0][1]
    return first


def _in_row(text: str, block: Block) -> _Asked | None:
    """Return the question of a row whose two cells are a question and its answer."""
    first, *others = text[block.start : block.end].split(CELL_SEPARATOR)
    if len(others) != 1 or not is_question(first.strip()) or not others[0].strip():
        return None
    end = block.start + len(first.rstrip())
    return _Asked(block.start, end, block.end - len(others[0].lstrip()))


def _is_answer(blocks: Sequence[Block], asked: dict[int, _Asked], index: int) -> bool:
    """Tell whether what follows a block answers it: another text, below the same heading, that asks nothing itself."""
    following = next((i for i in range(index + 1, len(blocks)) if blocks[i].kind is not BlockKind.BOILERPLATE), None)
    if following is None or following in asked:
        return False
    return blocks[following].kind in _OPEN and blocks[following].heading == blocks[index].heading


class _Outline:
    """The blocks of a document with the questions among them as headings."""

    def __init__(self, document: Document, asked: dict[int, _Asked]) -> None:
        self._document = document
        self._asked = asked
        #: The new position of what a block of before says, and of the last question below a heading.
        self._moved: dict[int, int] = {}
        self._last: dict[int | None, int] = {}
        self._answering = False

    def __iter__(self) -> Iterator[Block]:
        """Yield the blocks in the order of the text."""
        count = 0
        for index, block in enumerate(self._document.blocks):
            asked = self._asked.get(index)
            above = None if block.heading is None else self._moved[block.heading]
            if asked is not None:
                level, above = self._place(block, above)
                yield Block(BlockKind.HEADING, asked.start, asked.end, level, above)
                self._last[block.heading] = count
                self._moved[index] = count
                self._answering = asked.answer is None
                count += 1
                if asked.answer is not None:
                    yield Block(BlockKind.PARAGRAPH, asked.answer, block.end, heading=count - 1)
                    self._moved[index] = count
                    count += 1
                continue
            self._moved[index] = count
            yield self._placed(block, above)
            count += 1

    def _place(self, block: Block, above: int | None) -> tuple[int, int | None]:
        """Return the level of a question and its heading: below that of its block, or beside it if that asks too."""
        heading = self._document.blocks[block.heading] if block.heading is not None else None
        if heading is None:
            return 2, above
        if not _asks(self._document, heading):
            return heading.level + 1, above
        return heading.level, None if heading.heading is None else self._moved[heading.heading]

    def _placed(self, block: Block, above: int | None) -> Block:
        """Return a block below the question before it; what answers an item is a paragraph."""
        lead = None if block.lead_in is None else self._moved[block.lead_in]
        kind, stretch = block.kind, (block.start, block.end, block.level)
        if kind not in _OPEN:
            return Block(kind, *stretch, above, lead)
        question = self._last.get(block.heading)
        if self._answering:
            self._answering = False
            kind, lead = BlockKind.PARAGRAPH, None
        if lead is not None and question is not None and lead <= question:
            lead = None
        return Block(kind, *stretch, above if question is None else question, lead)
