"""Reading a file into a document: the format is told by its content, and each format has a reader of its own.

A reader is a module `loader/<format>_reader.py` with `read(data, document) -> Document`: the bytes of one file and the
identifier that the document shall have. It makes the canonical text, drafts its blocks, and lets `outline` link them;
it raises `DocumentError` in one clear sentence where the bytes cannot be read as its format.
"""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from paingraph.loader.documents import Document
from paingraph.ontology.errors import DocumentError
from paingraph.ontology.namespaces import DocumentId, slugify

__all__ = ["MAXIMUM_SIZE", "Reader", "document_id", "format_of", "read_bytes", "read_document"]

#: Bytes; a longer file is refused unread.
MAXIMUM_SIZE = 20_000_000
#: Reader module by format.
_MODULES = {
    "text": "paingraph.loader.text_reader",
    "markdown": "paingraph.loader.markdown_reader",
    "html": "paingraph.loader.html_reader",
    "pdf": "paingraph.loader.pdf_reader",
    "docx": "paingraph.loader.docx_reader",
}
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|main|div|section|p|h1)[\s>/]", re.IGNORECASE)
_MARKDOWN = re.compile(
    rb"^(?:#{1,6}[ \t]+\S|```|\|?[ \t]*:?-{3,}:?[ \t]*\||={4,}[ \t]*$|\[[^\]\n]+\]:[ \t]+\S)", re.MULTILINE
)


class Reader(Protocol):
    """What each reader module offers under the name `read`."""

    def __call__(self, data: bytes, document: DocumentId) -> Document:
        """Read the bytes of one file."""
        ...


def document_id(path: Path) -> DocumentId:
    """Return the identifier of the document in a file: the leading digits of its name, or the slug of its stem."""
    digits = re.match(r"\d+", path.name)
    identifier = digits.group() if digits else slugify(path.stem)
    if not identifier:
        raise DocumentError(f"{path}: the file name gives no identifier; give it a name with letters or digits.")
    return DocumentId(identifier)


def format_of(data: bytes) -> str:
    """Return the format of a file's content: pdf, docx, html, markdown or text."""
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return "docx"
    head = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if _HTML.search(head):
        return "html"
    return "markdown" if _MARKDOWN.search(data[:65536]) else "text"


def read_document(path: Path) -> Document:
    """Read the file at `path`; a DocumentError says in one sentence why it cannot be read."""
    if not path.exists():
        raise DocumentError(f"{path}: there is no such file.")
    if path.is_dir():
        raise DocumentError(f"{path}: this is a folder, not a document.")
    try:
        size = path.stat().st_size
        if size > MAXIMUM_SIZE:
            raise DocumentError(f"{path}: {size} bytes are more than the {MAXIMUM_SIZE} that a document may have.")
        return read_bytes(path.read_bytes(), document_id(path))
    except OSError as error:
        raise DocumentError(f"{path}: cannot be read ({error.strerror}).") from error
    except DocumentError as error:
        if str(path) in error.message:
            raise
        raise DocumentError(f"{path}: {error.message}", **error.details) from error


def read_bytes(data: bytes, document: DocumentId) -> Document:
    """Read the content of one file, whatever its format."""
    if not data.strip(b"\xef\xbb\xbf \t\r\n\x0b\x0c"):
        raise DocumentError("the document is empty.")
    reader = cast(Reader, import_module(_MODULES[format_of(data)]).read)
    return reader(data, document)
