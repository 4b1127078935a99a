"""The compressed streams of a PDF: measured before the parser unpacks them, because a few bytes can hold gigabytes."""

from __future__ import annotations

import re
import zlib

from paingraph.ontology.errors import DocumentError

__all__ = ["MAXIMUM_UNPACKED", "check_streams"]

#: Bytes of all streams but pictures, unpacked; the text of a long book has a tenth of it.
MAXIMUM_UNPACKED = 60_000_000
_CHUNK = 1 << 20
_STREAM = re.compile(rb"\bstream\r?\n")
_FLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
#: Bytes before a stream in which its dictionary is looked for.
_DICTIONARY = 2_000


def check_streams(data: bytes) -> None:
    """Refuse a PDF whose streams unpack to more than a document needs, or are packed twice."""
    total = 0
    for match in _STREAM.finditer(data):
        before = data[max(0, match.start() - _DICTIONARY) : match.start()]
        dictionary = before[before.rfind(b"obj") + 3 :]
        packed = len(_FLATE.findall(dictionary))
        if not packed or _PICTURE.search(dictionary):
            continue
        if packed > 1:
            raise DocumentError("the PDF packs a stream twice, which no program for documents does.")
        end = data.find(b"endstream", match.end())
        total += _unpacked(memoryview(data)[match.end() : end if end >= 0 else len(data)], MAXIMUM_UNPACKED - total)
        if total > MAXIMUM_UNPACKED:
            raise DocumentError(f"the PDF unpacks to more than the {MAXIMUM_UNPACKED:,} bytes allowed.")


def _unpacked(packed: memoryview, limit: int) -> int:
    """Return how long a stream is when unpacked, or a number above the limit; a broken one counts as far as it goes."""
    unpacker = zlib.decompressobj()
    length = 0
    try:
        piece = unpacker.decompress(packed, _CHUNK)
        while piece and length <= limit:
            length += len(piece)
            piece = unpacker.decompress(unpacker.unconsumed_tail, _CHUNK)
    except zlib.error:
        pass
    return length
