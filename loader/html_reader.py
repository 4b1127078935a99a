"""Web pages: the structure that the elements give, and what is furniture by element, role and class.

Headings, paragraphs, list items (a nested item has its parent item as lead-in), table rows, questions and answers in
`details` and `dl`, and captions become blocks. Nothing is fetched, no script is run, no entity is defined.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from paingraph.loader.documents import BlockKind, Document
from paingraph.loader.encoding import decode_html
from paingraph.loader.furniture import is_furniture, is_hidden
from paingraph.loader.html_limits import MAXIMUM_DEPTH, check_tags, too_deep
from paingraph.loader.html_metadata import page_metadata
from paingraph.loader.html_tables import grid, has_header, lays_out, rows_of
from paingraph.loader.lines import reads_on
from paingraph.loader.normalization import is_footnote_mark, normalized
from paingraph.loader.shapes import is_question
from paingraph.loader.sheet import Sheet
from paingraph.ontology.namespaces import DocumentId

__all__ = ["read", "write_page"]

#: Not text: scripts, form fields, embedded media, what is struck out.
_SKIPPED = frozenset(
    """script style noscript template svg math head title meta link iframe object embed audio video canvas map input
    textarea progress meter param source track picture img area base frame frameset noframes applet rp rt del s
    strike""".split()
)
_BLOCKS = frozenset(
    """address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre search
    section select summary table tbody td tfoot th thead tr ul""".split()
)
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_BOLD = frozenset({"b", "strong"})
_PANEL_TITLE = re.compile(
    r"(?:faq|accordion|toggle|collaps\w*|tab)[-_]*(?:item)?[-_]*(?:question|title|header|heading|trigger|label)|\bquestion\b|^\s*name\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Context:
    """Where in the page the walk is: the kind of its text, and how it is set.

    `level` is that of a heading, or of the terms in a list of definitions; `shaped` marks a heading that is none by
    its tag.
    """

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    shaped: bool = False
    bold: bool = False
    raw: bool = False


def read(data: bytes, document: DocumentId) -> Document:
    """Read a saved web page."""
    check_tags(data)
    sheet = Sheet()
    write_page(decode_html(data), sheet)
    return sheet.document(document)


def write_page(page: str, sheet: Sheet) -> None:
    """Write the blocks and the metadata of a page on a sheet."""
    tree = LexborHTMLParser(page)
    sheet.metadata = page_metadata(tree) | sheet.metadata
    tree.strip_tags(["script", "style", "noscript", "template", "svg"])
    root = tree.body or tree.root
    if root is None:
        return
    _Walk(root, sheet).walk(root, _Context(), 0)


class _Walk:
    """One walk over a page, in document order; text gathers until a block begins or ends."""

    def __init__(self, root: LexborNode, sheet: Sheet) -> None:
        self._sheet = sheet
        self._pieces: list[tuple[str, bool]] = []
        #: The first entry of each list item that the walk is in, once it is written.
        self._items: list[int | None] = []
        #: Level of the last heading by tag.
        self._level = 1
        self._main_headings = len(root.css("h1"))
        self._size = len(root.text())
        mains = root.css("main, [role=main]")
        whole = len(mains) == 1 and (
            len(mains[0].css("h1")) == self._main_headings > 0 or len(mains[0].text()) > self._size / 2
        )
        #: The page's main part, if it declares one: what stands outside is furniture.
        self._main = mains[0] if whole else None

    def walk(self, node: LexborNode, context: _Context, depth: int) -> None:
        """Write what an element holds."""
        if depth > MAXIMUM_DEPTH:
            raise too_deep()
        for child in _children(node):
            tag = child.tag or ""
            if tag == "-text":
                self._gather(child.text_content or "", context)
            elif tag == "br":
                self._pieces.append(("\n", False))
            elif tag in _SKIPPED or tag.startswith(("-", "!")) or is_hidden(child):
                continue
            elif tag not in _BLOCKS:
                if tag != "sup" or not is_footnote_mark(child.text()):
                    self.walk(child, replace(context, bold=True) if tag in _BOLD else context, depth + 1)
            elif tag == "button" and context.kind is BlockKind.HEADING:
                self.walk(child, context, depth + 1)
            else:
                self._block(child, tag, context, depth + 1)

    def _gather(self, text: str, context: _Context) -> None:
        self._pieces.append((text if context.raw else text.replace("\r", " ").replace("\n", " "), context.bold))

    def _block(self, node: LexborNode, tag: str, context: _Context, depth: int) -> None:
        """Write a block element, after the text that stands before it."""
        self._flush(context)
        if context.kind is BlockKind.BOILERPLATE:
            self._inside(node, context, depth)
        elif self._is_furniture(node, tag):
            self._inside(node, _Context(BlockKind.BOILERPLATE), depth)
        elif tag in _HEADINGS:
            self._inside(node, _Context(BlockKind.HEADING, _HEADINGS[tag]), depth)
        elif tag in ("summary", "dt", "button") or _is_panel_title(node):
            self._term(node, tag, context, depth)
        elif tag in ("details", "dl"):
            heading = self._sheet.heading
            self._inside(node, replace(context, level=self._level + 1), depth)
            self._sheet.resume(heading)
        elif tag == "li":
            self._item(node, context, depth)
        elif tag == "table":
            self._table(node, context, depth)
        elif tag in ("p", "dd", "pre", "figcaption", "caption"):
            self._inside(node, replace(context, raw=tag == "pre"), depth)
        else:
            self._inside(node, context, depth)

    def _inside(self, node: LexborNode, context: _Context, depth: int) -> None:
        self.walk(node, context, depth)
        self._flush(context)

    def _is_furniture(self, node: LexborNode, tag: str) -> bool:
        if self._main is not None and tag not in ("main", "body"):
            holds_main = node.css_first("main, [role=main]") is not None
            if not holds_main and not _stands_in(node, self._main):
                return True
        return is_furniture(node, self._main_headings, self._size)

    def _term(self, node: LexborNode, tag: str, context: _Context, depth: int) -> None:
        """Write what opens a panel or is defined as a heading; any other button is furniture."""
        text = normalized(node.text())
        if tag == "button" and not is_question(text):
            self._inside(node, _Context(BlockKind.BOILERPLATE), depth)
        elif node.css_first("h1, h2, h3, h4, h5, h6") is not None:
            self._inside(node, context, depth)
        else:
            level = context.level or self._level + 1
            self._inside(node, _Context(BlockKind.HEADING, level, shaped=True), depth)

    def _item(self, node: LexborNode, context: _Context, depth: int) -> None:
        """Write a list item; one that holds headings or tables is a part of the page like any other."""
        if node.css_first("h1, h2, h3, h4, h5, h6, table, details, dl") is not None:
            self._inside(node, replace(context, kind=BlockKind.PARAGRAPH), depth)
            return
        self._items.append(None)
        self._inside(node, replace(context, kind=BlockKind.LIST_ITEM), depth)
        self._items.pop()

    def _table(self, node: LexborNode, context: _Context, depth: int) -> None:
        """Write a table of data row by row; a table that lays out the page is only walked through."""
        rows = rows_of(node)
        if lays_out(node, rows):
            for row in rows:
                self._inside(row, context, depth)
            return
        caption = node.css_first("caption")
        if caption is not None:
            self._inside(caption, replace(context, kind=BlockKind.PARAGRAPH), depth)
        self._sheet.add_table(grid(rows), header=True if has_header(node, rows) else None)

    def _flush(self, context: _Context) -> None:
        """Write the text that has gathered as a block, or as one for each line that ends by force."""
        pieces, self._pieces = self._pieces, []
        is_item, is_heading = (context.kind is kind for kind in (BlockKind.LIST_ITEM, BlockKind.HEADING))
        for text, bold in _lines(pieces, whole=context.kind is not BlockKind.PARAGRAPH):
            lead = next((item for item in reversed(self._items) if item is not None), None) if is_item else None
            index = self._sheet.add(context.kind, text, level=context.level if is_heading else 0, bold=bold, lead=lead)
            if is_item and self._items[-1] is None:
                self._items[-1] = index
            if is_heading and not context.shaped:
                self._level = context.level


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        yield child
        child = child.next


def _is_panel_title(node: LexborNode) -> bool:
    """Tell whether an element is called the title of a panel and asks a question."""
    name = f"{node.attributes.get('class') or ''} {node.attributes.get('itemprop') or ''}"
    return bool(_PANEL_TITLE.search(name)) and is_question(normalized(node.text()))


def _lines(pieces: list[tuple[str, bool]], *, whole: bool) -> Iterator[tuple[str, bool]]:
    """Yield the lines of gathered text, and whether all of a line is bold; lines that read on are one."""
    lines: list[tuple[str, bool]] = []
    text, bold, broken = "", True, False
    for piece, is_bold in [*pieces, ("\n", False)]:
        for number, part in enumerate(piece.split("\n")):
            if number:
                line = normalized(text)
                if line and lines and (whole or (not broken and reads_on([text for text, _ in lines], line))):
                    lines[-1] = (f"{lines[-1][0]} {line}", lines[-1][1] and bold)
                elif line:
                    lines.append((line, bold))
                broken = not line
                text, bold = "", True
            text += part
            bold = bold and (is_bold or not part.strip())
    yield from lines


def _stands_in(node: LexborNode, ancestor: LexborNode) -> bool:
    parent: LexborNode | None = node
    while parent is not None:
        if parent.mem_id == ancestor.mem_id:
            return True
        parent = parent.parent
    return False
