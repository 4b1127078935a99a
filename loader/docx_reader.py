"""Word documents (DOCX): styles give headings, numbering gives list items; tables are read row by row.

Where a document has no heading styles, bold lines of their own are headings, as they are to its readers.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.styles.style import ParagraphStyle

from paingraph.loader.archive import check_archive
from paingraph.loader.documents import BlockKind, Document
from paingraph.loader.metadata import declared
from paingraph.loader.normalization import normalized
from paingraph.loader.sheet import Sheet
from paingraph.ontology.errors import DocumentError
from paingraph.ontology.namespaces import DocumentId

__all__ = ["read"]

_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_LIST = re.compile(r"list (?:bullet|number|paragraph|continue)|.*\bbullet", re.IGNORECASE)
_CONTENTS = re.compile(r"toc \d|toc heading|table of figures|index|bibliography", re.IGNORECASE)
#: Levels of nesting in tables and content controls that are followed.
_MAXIMUM_DEPTH = 20
#: Elements whose text is not shown, or is shown elsewhere.
_UNSHOWN = frozenset(map(qn, ("w:del", "w:moveFrom", "w:instrText", "w:delText", "w:pPr", "w:rPr", "w:object"))) | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}
#: Half points from which on a short line is set like a heading.
_LARGE = 28


def read(data: bytes, document: DocumentId) -> Document:
    """Read a DOCX file."""
    check_archive(data, "word/document.xml", "a Word document")
    try:
        source = docx.Document(io.BytesIO(data))
        walk = _Walk(source)
        walk.body(source.element.body, 0)
        walk.sheet.properties = _properties(source)
    except (OpcError, SyntaxError, KeyError, ValueError, AttributeError, RecursionError) as error:
        raise DocumentError(f"a broken Word document: {_reason(error)}.") from error
    return walk.sheet.document(document)


def _properties(source: Any) -> dict[str, str]:
    """Return what Word keeps of a document: title, author, and when it was last saved."""
    core = source.core_properties
    return declared({"title": core.title, "creator": core.author, "date": core.modified or core.created})


def _reason(error: Exception) -> str:
    message = " ".join(str(error).split()).rstrip(".") or type(error).__name__
    # libxml2 has no words for the end of memory
    return "its XML needs more memory than there is" if message.startswith("unknown error") else message


class _Walk:
    """One walk over the body of a Word document."""

    def __init__(self, source: Any) -> None:
        self.sheet = Sheet()
        self._styles: dict[str, ParagraphStyle] = {
            style.style_id: style for style in source.styles if isinstance(style, ParagraphStyle)
        }
        default = source.styles.default(1)
        self._default: str = default.style_id if default is not None else ""
        #: The last list item of each depth.
        self._items: list[int] = []
        self._has_title = any(self._style_name(p) == "title" for p in source.element.body.iterchildren(qn("w:p")))

    def body(self, element: Any, depth: int) -> None:
        """Write the paragraphs and tables that an element holds, in order."""
        if depth > _MAXIMUM_DEPTH:
            raise DocumentError(f"the document nests its tables more than {_MAXIMUM_DEPTH} deep.")
        for child in element.iterchildren():
            if child.tag == qn("w:p"):
                self._paragraph(child)
                for box in _text_boxes(child):
                    self.body(box, depth + 1)
            elif child.tag == qn("w:tbl"):
                self._table(child, depth)
            elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml"), qn("w:smartTag")):
                self.body(child, depth + 1)

    def _paragraph(self, paragraph: Any) -> None:
        name = self._style_name(paragraph)
        level = self._heading_level(paragraph, name)
        lines = list(_lines(paragraph, set_off=self._is_set_off(paragraph)))
        if _CONTENTS.fullmatch(name):
            self._add_all(BlockKind.BOILERPLATE, lines)
        elif level:
            self._items = []
            self.sheet.add(BlockKind.HEADING, " ".join(text for text, _ in lines), level=level)
        elif (depth := self._list_depth(paragraph, name)) is not None:
            self._item(" ".join(text for text, _ in lines), depth)
        else:
            if any(normalized(text) for text, _ in lines):
                self._items = []
            self._add_all(BlockKind.PARAGRAPH, lines)

    def _add_all(self, kind: BlockKind, lines: list[tuple[str, bool]]) -> None:
        for text, bold in lines:
            self.sheet.add(kind, text, bold=bold)

    def _item(self, text: str, depth: int) -> None:
        self._items = self._items[:depth]
        index = self.sheet.add(BlockKind.LIST_ITEM, text, lead=self._items[-1] if self._items else None)
        if index is not None:
            self._items.append(index)

    def _table(self, table: Any, depth: int) -> None:
        """Write a table of data; one that lays out the page, with one column or tables inside, is walked through."""
        rows = list(table.iterchildren(qn("w:tr")))
        cells = [list(row.iterchildren(qn("w:tc"))) for row in rows]
        if max(map(len, cells), default=0) < 2 or _nests(table):
            for row in cells:
                for cell in row:
                    self.body(cell, depth + 1)
            return
        self._items = []
        grid = _grid(cells)
        marked = rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        bold = [all(_is_bold(cell) for cell in row) for row in cells]
        self.sheet.add_table(grid, header=True if marked or (bold[0] and not all(bold)) else None)

    def _style_name(self, paragraph: Any) -> str:
        """Return the English name of a paragraph's style, in lower case."""
        style = self._styles.get(paragraph.style or self._default)
        return (style.name or "").lower() if style is not None else ""

    def _is_set_off(self, paragraph: Any) -> bool:
        style = self._styles.get(paragraph.style or self._default)
        return style is not None and _is_set_off(style.element)

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

    def _heading_level(self, paragraph: Any, name: str) -> int:
        """Return the level of a heading, 0 of any other paragraph."""
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

    def _list_depth(self, paragraph: Any, name: str) -> int | None:
        """Return how deep a list item is nested, nothing for any other paragraph."""
        for properties in self._chain(paragraph):
            numbering = properties.find(qn("w:numPr"))
            if numbering is not None:
                number, depth = numbering.find(qn("w:numId")), numbering.find(qn("w:ilvl"))
                if number is not None and number.get(qn("w:val")) == "0":
                    return None
                return int(depth.get(qn("w:val"), "0")) if depth is not None else _named_depth(name)
        return _named_depth(name) if _LIST.match(name) and name != "list paragraph" else None


def _named_depth(name: str) -> int:
    """Return the depth that a style's name says: 'list bullet 2' is 1 deep."""
    return int(name[-1]) - 1 if name[-1:].isdigit() and name[-1] != "0" else 0


def _shown(element: Any) -> Iterator[Any]:
    """Yield the text runs of a paragraph and its text-bearing elements in order, without text boxes."""
    for child in element.iterchildren():
        if child.tag in _UNSHOWN or not isinstance(child.tag, str) or child.tag.endswith("}txbxContent"):
            continue
        yield child
        yield from _shown(child)


def _lines(paragraph: Any, *, set_off: bool = False) -> Iterator[tuple[str, bool]]:
    """Yield the lines of a paragraph that end by force, and whether all of a line is bold or large.

    `set_off` says whether the paragraph's style is.
    """
    text, bold, run_bold = "", True, set_off
    for element in _shown(paragraph):
        if element.tag == qn("w:r"):
            run_bold = _is_set_off(element, set_off)
        elif element.tag == qn("w:t"):
            text += element.text or ""
            bold = bold and (run_bold or not (element.text or "").strip())
        elif element.tag == qn("w:br") and element.get(qn("w:type")) is None:
            yield text, bold
            text, bold = "", True
        elif element.tag in (qn("w:tab"), qn("w:br"), qn("w:cr")):
            text += " "
        elif element.tag == qn("w:noBreakHyphen"):
            text += "-"
    yield text, bold


def _is_set_off(element: Any, otherwise: bool = False) -> bool:
    """Tell whether the properties of a run or style make its text bold or large."""
    size = element.find(f"{qn('w:rPr')}/{qn('w:sz')}")
    if size is not None and size.get(qn("w:val"), "").isdigit() and int(size.get(qn("w:val"))) >= _LARGE:
        return True
    bold = element.find(f"{qn('w:rPr')}/{qn('w:b')}")
    return otherwise if bold is None else bold.get(qn("w:val"), "1") not in ("0", "false", "off")


def _is_bold(cell: Any) -> bool:
    runs = [run for run in cell.iter(qn("w:r")) if any((text.text or "").strip() for text in run.iter(qn("w:t")))]
    return bool(runs) and all(_is_set_off(run) for run in runs)


def _text_boxes(paragraph: Any) -> Iterator[Any]:
    """Yield the contents of the text boxes that are anchored in a paragraph, each once."""
    for box in paragraph.iter(qn("w:txbxContent")):
        if not any(ancestor.tag in _UNSHOWN for ancestor in box.iterancestors()):
            yield box


def _nests(table: Any) -> bool:
    return any(True for cell in table.iter(qn("w:tc")) for _ in cell.iterchildren(qn("w:tbl")))


def _grid(cells: list[list[Any]]) -> list[list[str]]:
    """Return the text of each cell; a cell that is merged downward stands in each of its rows."""
    grid: list[list[str]] = []
    for row in cells:
        texts: list[str] = []
        for cell in row:
            merged = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
            span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
            if merged is not None and merged.get(qn("w:val")) != "restart" and grid and len(texts) < len(grid[-1]):
                texts.append(grid[-1][len(texts)])
            else:
                lines = [normalized(text) for paragraph in cell.iter(qn("w:p")) for text, _ in _lines(paragraph)]
                texts.append("; ".join(line.rstrip(";,") for line in lines if line))
            if span is not None:
                texts.extend([""] * min(int(span.get(qn("w:val"), "1")) - 1, 60))
        grid.append(texts)
    return grid
