"""Reading a file into a document: the format is told by its content, and each format has a reader of its own.

A reader is a module `loader/<format>_reader.py` with `read(data, document) -> Document`: the bytes of one file and the
identifier that the document shall have. It makes the canonical text, drafts its blocks, and lets `outline` link them;
it raises `DocumentError` in one clear sentence where the bytes cannot be read as its format.
"""

from __future__ import annotations

import errno
import hashlib
import re
import stat
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from paingraph.loader.confined import confined_reader
from paingraph.loader.documents import BlockKind, Document
from paingraph.loader.foreign import refuse_foreign
from paingraph.loader.language import looks_english
from paingraph.loader.questions import with_questions
from paingraph.ontology.errors import DocumentError
from paingraph.ontology.namespaces import DocumentId, slugify

__all__ = [
    "MAXIMUM_SIZE",
    "Reader",
    "checksum",
    "document_id",
    "format_of",
    "read_bytes",
    "read_content",
    "read_document",
]

#: Bytes; a longer file is refused unread.
MAXIMUM_SIZE = 20_000_000
#: Reader module by format.
_MODULES = {
    "text": "paingraph.loader.text_reader",
    "markdown": "paingraph.loader.markdown_reader",
    "html": "paingraph.loader.html_reader",
    "mhtml": "paingraph.loader.mhtml_reader",
    "pdf": "paingraph.loader.pdf_reader",
    "docx": "paingraph.loader.docx_reader",
}
#: Formats whose parsers are not trusted with this process.
_CONFINED = frozenset({"pdf", "docx", "mhtml"})
#: The head of a web archive: lines of headers, one of which tells it.
_ARCHIVE = re.compile(rb"\s*(?:[\w-]+:.*\n(?:[ \t].*\n)*)*?Content-Type:\s*multipart/related\b", re.IGNORECASE)
#: What only pages have, and what a page without that has, but Markdown may have too.
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>/]", re.IGNORECASE)
_HTML = re.compile(rb"<(?:article|main|div|section|p|h1)[\s>/]", re.IGNORECASE)
#: Facts between two lines of hyphens, before all else.
_FRONT_MATTER = re.compile(rb"\A---[ \t]*\r?\n(?:\w[\w-]*:.*\n(?:[ \t-].*\n)*?)+(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
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
        raise DocumentError(f"{path}: the name gives no identifier; give it one with letters from a to z, or digits.")
    return DocumentId(identifier)


def format_of(data: bytes) -> str:
    """Return the format of a file's content: pdf, docx, mhtml, html, markdown or text."""
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return "docx"
    head = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if _ARCHIVE.match(head):
        return "mhtml"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\0", b"")
    if _PAGE.search(head):
        return "html"
    is_markdown = _FRONT_MATTER.match(head) or _MARKDOWN.search(data[:65536])
    if _HTML.search(head) and (not is_markdown or head.lstrip().startswith(b"<")):
        return "html"
    return "markdown" if is_markdown else "text"


def read_document(path: Path) -> Document:
    """Read the file at `path`; a DocumentError says in one sentence why it cannot be read.

    PDF, DOCX and web archives are read in a process of their own, under limits on time and memory.
    """
    try:
        data, document = read_content(path), document_id(path)
        if format_of(data) in _CONFINED:
            return confined_reader().read(data, document)
        return read_bytes(data, document)
    except DocumentError as error:
        if error.message.startswith(f"{path}: "):
            raise
        raise DocumentError(f"{path}: {error.message}", **error.details) from error


def read_bytes(data: bytes, document: DocumentId) -> Document:
    """Read the content of one file, whatever its format, in this process."""
    if not data.strip(b"\xef\xbb\xbf \t\r\n\x0b\x0c"):
        raise DocumentError("the document is empty.")
    refuse_foreign(data)
    reader = cast(Reader, import_module(_MODULES[format_of(data)]).read)
    found = with_questions(reader(data, document))
    if not looks_english(_content_text(found)):
        raise DocumentError("nothing in English was found; documents are read in English only.")
    return found


def _content_text(document: Document) -> str:
    """Return what a document says to its readers: navigation and the like may be in another language."""
    texts = (document.text_of(block) for block in document.blocks if block.kind is not BlockKind.BOILERPLATE)
    return "\n".join(texts) or document.text


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal digits; empty if it cannot be read."""
    try:
        return hashlib.sha256(read_content(path)).hexdigest()
    except DocumentError:
        return ""


def read_content(path: Path) -> bytes:
    """Return the bytes of a file; a DocumentError says what keeps it from being read."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise DocumentError("this is a folder with nothing to read, not a document.")
        if not stat.S_ISREG(mode):
            raise DocumentError("this is a pipe or a device, not a file; save its content to a file.")
        with path.open("rb") as file:
            size = path.stat().st_size
            data = file.read(MAXIMUM_SIZE + 1) if size <= MAXIMUM_SIZE else b""
    except FileNotFoundError as error:
        raise DocumentError("there is no such file.") from error
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise DocumentError("this is a link that leads back to itself.") from error
        raise DocumentError(f"cannot be read ({error.strerror}).") from error
    size = max(size, len(data))
    if size > MAXIMUM_SIZE:
        raise DocumentError(f"{size:,} bytes are more than the {MAXIMUM_SIZE:,} that a document may have.")
    return data
