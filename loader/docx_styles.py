"""The styles of a Word document: which paragraphs they make headings, and which items of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn
from docx.styles.style import ParagraphStyle

from paingraph.loader.docx_text import is_set_off

__all__ = ["Styles"]

_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_LIST = re.compile(r"list (?:bullet|number|paragraph|continue)|.*\bbullet", re.IGNORECASE)
#: Styles that are based on others are followed so far.
_MAXIMUM_DEPTH = 20


class Styles:
    """The paragraph styles of a document, with what its paragraphs are by them."""

    def __init__(self, source: Any) -> None:
        self._styles: dict[str, ParagraphStyle] = {
            style.style_id: style for style in source.styles if isinstance(style, ParagraphStyle)
        }
        default = source.styles.default(1)
        self._default: str = default.style_id if default is not None else ""
        self._has_title = any(self.name(p) == "title" for p in source.element.body.iterchildren(qn("w:p")))

    def name(self, paragraph: Any) -> str:
        """Return the English name of a paragraph's style, in lower case."""
        style = self._styles.get(paragraph.style or self._default)
        return (style.name or "").lower() if style is not None else ""

    def sets_off(self, paragraph: Any) -> bool:
        """Tell whether a paragraph's style makes its text bold or large."""
        style = self._styles.get(paragraph.style or self._default)
        return style is not None and is_set_off(style.element)

    def heading_level(self, paragraph: Any) -> int:
        """Return the level of a heading, 0 of any other paragraph."""
        name = self.name(paragraph)
        if name == "title":
            return 1
        heading = _HEADING.match(name)
        if heading:
            return int(heading.group(1)) + self._has_title
        for properties in self._chain(paragraph):
            outline = properties.find(qn("w:outlineLvl"))
            if outline is not None:
                value = int(outline.get(qn("w:val"), "9"))
                return value + 1 + self._has_title if value < 9 else 0
        return 0

    def list_depth(self, paragraph: Any) -> int | None:
        """Return how deep a list item is nested, nothing for any other paragraph."""
        name = self.name(paragraph)
        for properties in self._chain(paragraph):
            numbering = properties.find(qn("w:numPr"))
            if numbering is not None:
                number, depth = numbering.find(qn("w:numId")), numbering.find(qn("w:ilvl"))
                if number is not None and number.get(qn("w:val")) == "0":
                    return None
                return int(depth.get(qn("w:val"), "0")) if depth is not None else _named_depth(name)
        return _named_depth(name) if _LIST.match(name) and name != "list paragraph" else None

    def _chain(self, paragraph: Any) -> Iterator[Any]:
        """Yield the properties of a paragraph, and those of its style and the styles that this is based on."""
        if paragraph.pPr is not None:
            yield paragraph.pPr
        style = self._styles.get(paragraph.style or self._default)
        for _ in range(_MAXIMUM_DEPTH):
            if style is None:
                return
            if style.element.pPr is not None:
                yield style.element.pPr
            based = style.base_style
            style = based if isinstance(based, ParagraphStyle) else None


def _named_depth(name: str) -> int:
    """Return the depth that a style's name says: 'list bullet 2' is 1 deep."""
    return int(name[-1]) - 1 if name[-1:].isdigit() and name[-1] != "0" else 0
