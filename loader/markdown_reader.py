"""Markdown: CommonMark with tables, read as the page that it stands for; front matter becomes metadata.

The marks are no part of the canonical text, which is that of the same page in HTML.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt

from paingraph.loader.documents import Document
from paingraph.loader.html_limits import check_tags
from paingraph.loader.html_reader import write_page
from paingraph.loader.metadata import declared
from paingraph.loader.sheet import Sheet
from paingraph.loader.text_reader import decode
from paingraph.ontology.errors import DocumentError
from paingraph.ontology.namespaces import DocumentId

__all__ = ["MAXIMUM_SIZE", "read"]

#: Bytes; a book in Markdown has less, and the parser takes seconds for each million.
MAXIMUM_SIZE = 4_000_000
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE | re.DOTALL)
_FACT = re.compile(r"^([A-Za-z_-]+)[ \t]*:[ \t]*(\S.*?)[ \t]*$", re.MULTILINE)
#: Facts of the front matter that a document keeps, and other names for them.
_NAMES = {name: name for name in ("title", "publisher", "date", "reviewer", "creator", "source")}
_NAMES |= {"site": "publisher", "updated": "date", "reviewed_by": "reviewer", "author": "creator", "url": "source"}
#: Footnotes of common extensions, which CommonMark lacks: marks and texts are left out.
_FOOTNOTE = re.compile(r"^\[\^[^\]\n]+\]:.*$(?:\n[ \t]+\S.*$)*|\[\^[^\]\n]+\]", re.MULTILINE)
#: The number of an underlined heading, which CommonMark takes for that of a list with one item.
_NUMBERED = re.compile(r"(?:\A|(?<=\n\n))(\d{1,2})(?=[.)][ \t]+\S[^\n]*\n(?:-{3,}|={3,})[ \t]*(?:\n|\Z))")


def read(data: bytes, document: DocumentId) -> Document:
    """Read a Markdown file."""
    if len(data) > MAXIMUM_SIZE:
        raise DocumentError(
            f"{len(data):,} bytes of Markdown are more than the {MAXIMUM_SIZE:,} that are read at once."
        )
    text = decode(data).removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    sheet = Sheet()
    front = _FRONT_MATTER.match(text)
    if front:
        facts = {name.lower(): value.strip("\"'") for name, value in _FACT.findall(front.group(1))}
        sheet.metadata = declared({_NAMES[name]: value for name, value in facts.items() if name in _NAMES})
        text = text[front.end() :]
    text = _NUMBERED.sub(r"\1\\", _FOOTNOTE.sub("", text))
    page = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text)
    check_tags(page.encode())
    write_page(page, sheet)
    return sheet.document(document)
