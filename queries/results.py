"""Serialised answers: bounded while they are written, and mended or counted where the engine's writers fall short."""

from __future__ import annotations

import io
import json
import re
from typing import TYPE_CHECKING

from paingraph.ontology.errors import NotAcceptableError, TooLargeError
from paingraph.queries.formats import Format

if TYPE_CHECKING:
    from typing_extensions import Buffer

__all__ = ["BoundedBuffer", "count_rows", "splits_into_names", "well_formed_xml"]

#: What XML 1.0 cannot carry, escaped or not (its production 2): most control characters, U+FFFE and U+FFFF.
_NOT_IN_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
#: What a predicate ends in, so that it can be an element's name.
_LOCAL_NAME = re.compile(r"[^\W\d][\w.\-]*$")


class BoundedBuffer(io.BytesIO):
    """A file that takes so many bytes and no more, so that an answer stops growing where its limit lies."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._limit = limit

    def write(self, chunk: Buffer) -> int:
        """Take a chunk; TooLargeError once the limit is passed."""
        written = super().write(chunk)
        if self.tell() > self._limit:
            raise TooLargeError(
                f"The answer is larger than the limit of {self._limit:,} bytes; ask for fewer rows, or use LIMIT.",
                limit="result_bytes",
                value=self._limit,
            )
        return written


def well_formed_xml(body: bytes) -> bytes:
    """Return XML that any reader reads back as it was: a raw CR would become a line feed (XML 1.0, section 2.11)."""
    if match := _NOT_IN_XML.search(body):
        character = match.group().decode()
        raise NotAcceptableError(
            f"A literal of the answer holds U+{ord(character):04X}, which XML cannot carry; ask for another format.",
            offered=[Format.JSON.media_type],
        )
    return body.replace(b"\r", b"&#xD;")


def splits_into_names(predicate: str) -> None:
    """Refuse a predicate that RDF/XML cannot write: it must end in an XML name (RDF 1.1 XML Syntax, section 6.1.2)."""
    if not _LOCAL_NAME.search(predicate):
        raise NotAcceptableError(
            f"The predicate <{predicate}> does not end in a name, so RDF/XML cannot carry it; ask for another format.",
            offered=[Format.TURTLE.media_type],
        )


def count_rows(body: bytes, format_: Format) -> int:
    """Count the solutions in a serialised result, without parsing it where its syntax allows; an ASK counts as one."""
    match format_:
        case Format.JSON:
            return _json_rows(body)
        case Format.XML:
            return body.count(b"<result>") + body.count(b"<result/>") + body.count(b"<boolean>")
        case Format.CSV:
            # Every second stretch between quotation marks lies outside them; a doubled mark keeps the count even.
            return max(sum(stretch.count(b"\n") for stretch in body.split(b'"')[::2]) - 1, 0) or body in _BOOLEANS
        case _:
            return max(body.count(b"\n") - 1, 0) or body in _BOOLEANS


_BOOLEANS = (b"true", b"false")


def _json_rows(body: bytes) -> int:
    """Count the seams `}},{"name"` between rows; in a string value that ends so, `,` or `}` follows the mark."""
    start = body.find(b'"bindings":[')
    if start < 0:
        return 1
    if b"{}" in body[start:]:  # a row that binds nothing, or a string that looks like one
        return len(json.loads(body)["results"]["bindings"])
    if body.startswith(b'"bindings":[]', start):
        return 0
    return 1 + body.count(b'}},{"') - body.count(b'}},{",') - body.count(b'}},{"}')
