"""Zip archives from strangers: refused before anything is unpacked that is too large, too many, or out of place."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from paingraph.ontology.errors import DocumentError

__all__ = ["MAXIMUM_PARTS", "MAXIMUM_UNPACKED", "SAVE", "check_archive"]

#: Files in one archive; a document with hundreds of pictures has fewer.
MAXIMUM_PARTS = 2_000
#: Bytes of all files of one archive, unpacked.
MAXIMUM_UNPACKED = 100_000_000
_CHUNK = 1 << 16
#: What to do with a file of a format that is not read.
SAVE = "save it as DOCX, PDF, HTML or text"
#: The first part's content, or the name of a part, and what an archive with it is.
_OTHERS = (
    ("application/vnd.oasis.opendocument.text", "an OpenDocument text (.odt)"),
    ("application/vnd.oasis.opendocument", "an OpenDocument file"),
    ("application/epub+zip", "an electronic book (EPUB)"),
    ("xl/workbook.xml", "a spreadsheet (Excel)"),
    ("ppt/presentation.xml", "a presentation (PowerPoint)"),
)
#: Declarations that let XML define entities or fetch other files; no document format needs them.
_DECLARATION = re.compile(r"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def check_archive(data: bytes, needed: str, noun: str) -> None:
    """Refuse an archive that is broken, lacks the part that makes it a `noun`, or is not safe to read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MAXIMUM_PARTS:
                raise DocumentError(f"the archive holds {len(parts):,} parts, more than the {MAXIMUM_PARTS:,} allowed.")
            _check_names(parts)
            if needed not in archive.namelist():
                raise DocumentError(_otherwise(archive, f"a zip archive, but not {noun}: it has no part {needed}"))
            _check_sizes(archive, parts)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise DocumentError(f"a broken zip archive, so not {noun} ({error}).") from error
    except RuntimeError as error:  # zipfile says so of an encrypted part
        raise DocumentError("the archive is protected by a password; save it without one.") from error


def _otherwise(archive: zipfile.ZipFile, unknown: str) -> str:
    """Say what an archive is that is no document of ours, told by its parts, and what to do."""
    names, first = archive.namelist(), ""
    if "mimetype" in names[:1]:
        with archive.open("mimetype") as part:
            first = part.read(100).decode("ascii", "replace")
    what = next((what for sign, what in _OTHERS if first.startswith(sign) or sign in names), None)
    return f"this is {what}; {SAVE}." if what else f"{unknown}; unpack it, and read what is in it."


def _check_names(parts: list[zipfile.ZipInfo]) -> None:
    for part in parts:
        segments = part.filename.replace("\\", "/").split("/")
        if ".." in segments or segments[0] == "" or ":" in segments[0]:
            raise DocumentError(f"the archive holds a part with the unsafe name {part.filename!r}.")
    if len({part.filename.lower() for part in parts}) < len(parts):
        raise DocumentError("the archive holds two parts with one name.")


def _check_sizes(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """Unpack each part without keeping it: the declared sizes may lie."""
    declared = sum(part.file_size for part in parts)
    if declared > MAXIMUM_UNPACKED:
        raise DocumentError(f"the archive unpacks to {declared:,} bytes, more than the {MAXIMUM_UNPACKED:,} allowed.")
    total = 0
    for part in parts:
        is_xml = part.filename.lower().endswith((".xml", ".rels"))
        kept: list[bytes] = []
        with archive.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                total += len(chunk)
                if total > MAXIMUM_UNPACKED:
                    raise DocumentError(f"the archive unpacks to more than the {MAXIMUM_UNPACKED:,} bytes allowed.")
                if is_xml:
                    kept.append(chunk)
        if is_xml:
            _check_xml(part.filename, b"".join(kept))


def _check_xml(name: str, data: bytes) -> None:
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:4]
    text = data.decode("utf-16" if wide else "latin-1", errors="replace")
    if _DECLARATION.search(text):
        raise DocumentError(f"the part {name} declares a document type or entities, which are refused.")
