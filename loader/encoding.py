"""The encoding of a web page: the declared one, or UTF-8; a declaration that does not fit the bytes is an error."""

from __future__ import annotations

import re

from paingraph.loader.text_reader import decode
from paingraph.ontology.errors import DocumentError

__all__ = ["decode_html"]

#: Where a page declares its encoding: within the first bytes (HTML, section 4.2.5.4, asks for 1024).
_PRESCAN = 4096
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_DECLARED = re.compile(
    rb"""<meta\s[^>]*?charset\s*=\s*["']?\s*([\w.:-]+)|^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE
)
#: Labels by encoding (Encoding Standard, section 4.2); the Latin-1 and ASCII labels mean windows-1252.
_LABELS = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "unicode-1-1-utf-8": "utf-8",
    "windows-1252": "windows-1252",
    "cp1252": "windows-1252",
    "x-cp1252": "windows-1252",
    "iso-8859-1": "windows-1252",
    "iso8859-1": "windows-1252",
    "latin1": "windows-1252",
    "l1": "windows-1252",
    "ascii": "windows-1252",
    "us-ascii": "windows-1252",
}
#: Bytes that windows-1252 leaves undefined.
_UNDEFINED = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")


def decode_html(data: bytes, told: str | None = None) -> str:
    """Return the text of the bytes of a page; what is `told` from outside goes before what it declares."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise DocumentError(f"starts as UTF-16, but is none at byte {error.start}; save it as UTF-8.") from error
    declared = told or _declared(data)
    encoding = _LABELS.get(declared or "utf-8")
    if data.startswith(b"\xef\xbb\xbf"):
        encoding = "utf-8"
    if encoding is None:
        raise DocumentError(f"the page declares the encoding {declared}, which is not read here; save it as UTF-8.")
    if encoding == "windows-1252":
        return _decode_1252(data, declared or "")
    try:
        return decode(data).removeprefix("\ufeff")
    except DocumentError as error:
        if declared and "not UTF-8" in error.message:
            raise DocumentError(f"the page declares {declared}, but is {error.message}", **error.details) from error
        raise


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(_COMMENT.sub(b"", data[:_PRESCAN]))
    return next(group for group in match.groups() if group).decode().lower() if match else None


def _decode_1252(data: bytes, declared: str) -> str:
    """Decode windows-1252, unless the bytes are UTF-8 or no text of that encoding."""
    if b"\0" in data:
        raise DocumentError("this is a binary file, not a text.")
    undefined = _UNDEFINED.search(data)
    if not data.isascii():
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            raise DocumentError(f"the page declares {declared}, but its bytes are UTF-8; correct the declaration.")
    if undefined:
        position = undefined.start()
        raise DocumentError(
            f"the page declares {declared}, but byte {position} (0x{data[position]:02x}) is no character of it.",
            position=position,
        )
    return data.decode("windows-1252")
