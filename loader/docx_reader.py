"""Word documents (DOCX): styles give headings, numbering gives list items; tables are read row by row.

Where a document has no heading styles, bold lines of their own are headings, as they are to its readers.
"""

from __future__ import annotations

import io
import re
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn

from paingraph.loader.archive import check_archive
from paingraph.loader.documents import BlockKind, Document
from paingraph.loader.docx_styles import Styles
from paingraph.loader.docx_text import grid, is_bold, lines, nests, rejoined, text_boxes
from paingraph.loader.metadata import declared
from paingraph.loader.normalization import normalized
from paingraph.loader.sheet import Sheet
from paingraph.ontology.errors import DocumentError
from paingraph.ontology.namespaces import DocumentId

__all__ = ["read"]

_CONTENTS = re.compile(r"toc \d|toc heading|table of figures|index|bibliography", re.IGNORECASE)
#: Levels of nesting in tables and content controls that are followed.
_MAXIMUM_DEPTH = 20


def read(data: bytes, document: DocumentId) -> Document:
    """Read a DOCX file.

    Raises:
        DocumentError: the file is broken, protected, unpacks to too much or nests its tables too deep.
    """
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
        self._styles = Styles(source)
        #: The last list item of each depth.
        self._items: list[int] = []

    def body(self, element: Any, depth: int) -> None:
        """Write the paragraphs and tables that an element holds, in order."""
        if depth > _MAXIMUM_DEPTH:
            raise DocumentError(f"the document nests its tables more than {_MAXIMUM_DEPTH} deep.")
        for child in element.iterchildren():
            if child.tag == qn("w:p"):
                self._paragraph(child)
                for box in text_boxes(child):
                    self.body(box, depth + 1)
            elif child.tag == qn("w:tbl"):
                self._table(child, depth)
            elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml"), qn("w:smartTag")):
                self.body(child, depth + 1)

    def _paragraph(self, paragraph: Any) -> None:
        texts = list(lines(paragraph, set_off=self._styles.sets_off(paragraph)))
        if _CONTENTS.fullmatch(self._styles.name(paragraph)):
            self._add_all(BlockKind.BOILERPLATE, texts)
        elif level := self._styles.heading_level(paragraph):
            self._items = []
            self.sheet.add(BlockKind.HEADING, " ".join(text for text, _ in texts), level=level)
        elif (depth := self._styles.list_depth(paragraph)) is not None:
            self._item(" ".join(text for text, _ in texts), depth)
        else:
            if any(normalized(text) for text, _ in texts):
                self._items = []
            self._add_all(BlockKind.PARAGRAPH, rejoined(texts))

    def _add_all(self, kind: BlockKind, texts: list[tuple[str, bool]]) -> None:
        for text, bold in texts:
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
        if max(map(len, cells), default=0) < 2 or nests(table):
            for row in cells:
                for cell in row:
                    self.body(cell, depth + 1)
            return
        self._items = []
        marked = rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        bold = [all(is_bold(cell) for cell in row) for row in cells]
        self.sheet.add_table(grid(cells), header=True if marked or (bold[0] and not all(bold)) else None)
