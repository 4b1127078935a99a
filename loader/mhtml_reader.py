"""Web archives (MHTML, RFC 2557): a page with its pictures and styles in one file, as browsers and Word save it.

The first page in the archive is the document; all else is left aside.
"""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import Message

from paingraph.loader.documents import Document
from paingraph.loader.encoding import decode_html
from paingraph.loader.html_limits import check_tags
from paingraph.loader.html_reader import write_page
from paingraph.loader.metadata import declared
from paingraph.loader.sheet import Sheet
from paingraph.ontology.errors import DocumentError
from paingraph.ontology.namespaces import DocumentId

__all__ = ["read"]


def read(data: bytes, document: DocumentId) -> Document:
    """Read the page of a web archive."""
    try:
        archive = message_from_bytes(data, policy=policy.compat32)
    except RecursionError as error:
        raise DocumentError("the web archive nests its parts too deep; save the page as HTML.") from error
    part = next((part for part in archive.walk() if part.get_content_type() == "text/html"), None)
    page = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(page, bytes) or not page.strip():
        raise DocumentError("the web archive holds no page; save the page anew, as HTML.")
    check_tags(page)
    sheet = Sheet()
    sheet.properties = declared({"source": _address(archive, part)})
    write_page(decode_html(page, part.get_content_charset()), sheet)
    return sheet.document(document)


def _address(archive: Message, part: Message) -> str | None:
    """Return where the page was saved from."""
    return archive["Snapshot-Content-Location"] or part["Content-Location"]
