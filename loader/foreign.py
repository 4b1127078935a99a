"""Formats that are not read here, told by their first bytes, so that the message can say what to do about them."""

from __future__ import annotations

import re

from paingraph.loader.archive import SAVE
from paingraph.ontology.errors import DocumentError

__all__ = ["refuse_foreign"]

#: First bytes, and what a file that begins so is.
_SIGNATURES = (
    (b"{\\rtf", f"an RTF file; {SAVE}."),
    (b"\x89PNG", "a picture; run text recognition over it."),
    (b"\xff\xd8\xff", "a picture; run text recognition over it."),
    (b"GIF8", "a picture; run text recognition over it."),
    (b"II*\x00", "a picture; run text recognition over it."),
    (b"MM\x00*", "a picture; run text recognition over it."),
    (b"\x1f\x8b", "a packed file (gzip); unpack it."),
    (b"7z\xbc\xaf\x27\x1c", "a packed file (7z); unpack it."),
    (b"Rar!", "a packed file (RAR); unpack it."),
)
#: The container of Microsoft's older formats, [MS-CFB] section 2.2; new ones are in it when encrypted, [MS-OFFCRYPTO].
_COMPOUND = b"\xd0\xcf\x11\xe0"
_ENCRYPTED, _WORD = ("EncryptedPackage".encode("utf-16-le"), "WordDocument".encode("utf-16-le"))
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_ENTITY = re.compile(rb"<!ENTITY\s", re.IGNORECASE)
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml\s|!DOCTYPE\s)", re.IGNORECASE)
_PAGE = re.compile(rb"<html[\s>]", re.IGNORECASE)
#: Bytes at the start of a page or of other XML in which entities are declared.
_HEAD = 65_536


def refuse_foreign(data: bytes) -> None:
    """Raise a DocumentError that names the format of a file's content, if that is one that is not read here."""
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise DocumentError(f"this is {what}")
    if data.startswith(_COMPOUND):
        if _ENCRYPTED in data:
            raise DocumentError("the Word document is protected by a password; save it without one.")
        noun = "a Word document of the format before 2007 (.doc)" if _WORD in data else "an older Microsoft Office file"
        raise DocumentError(f"this is {noun}; {SAVE}.")
    if data.startswith(_WIDE) and not _PAGE.search(data[:4096].replace(b"\0", b"")):
        raise DocumentError("the text is in UTF-16; save it as UTF-8.")
    if _XML.match(data):
        if _ENTITY.search(data[:_HEAD]):
            raise DocumentError("the file declares entities, which are refused.")
        if not _PAGE.search(data[:_HEAD]):
            if data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(b"<!doctype html"):
                return
            raise DocumentError(f"this is XML, but no web page; {SAVE}.")
