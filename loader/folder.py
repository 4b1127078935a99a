"""Documents on disk, read: each file into a document, and its claims by rules and curators."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from paingraph.loader.claims import Claim
from paingraph.loader.curation import Decision, curate, read_decisions
from paingraph.loader.documents import Document
from paingraph.loader.extraction import extract
from paingraph.loader.readers import read_document
from paingraph.ontology.errors import DocumentError
from paingraph.ontology.library import Library

__all__ = ["DECISIONS", "Reading", "document_files", "read_file", "read_folder"]

#: The curators' file that may lie beside the documents.
DECISIONS = "decisions.tsv"


@dataclass(frozen=True, slots=True)
class Reading:
    """One file: the document, and its claims after curation."""

    path: Path
    document: Document
    claims: tuple[Claim, ...]


def document_files(folder: Path) -> list[Path]:
    """Return the files of a folder that are documents, sorted by name; hidden files and decisions are none.

    Raises:
        DocumentError: there is no such folder, or nothing in it to read.
    """
    if not folder.is_dir():
        what = "is a file, not a folder" if folder.exists() else "does not exist"
        raise DocumentError(f"The documents folder {folder} {what}; name a folder with text files.")
    files = sorted(
        path for path in folder.iterdir() if path.is_file() and path.name != DECISIONS and path.name[0] != "."
    )
    if not files:
        raise DocumentError(f"The documents folder {folder} has no files to read.")
    return files


def read_file(path: Path, library: Library, shipped: Sequence[Decision] = (), curated: Collection[str] = ()) -> Reading:
    """Read one document and apply the curators' decisions on it.

    `shipped` decisions hold for texts whose SHA-256 is in `curated`; those in a decisions file beside the document
    hold for it as well. A text that changed since it was curated is read by the rules alone.

    Raises:
        DocumentError: the file cannot be read.
        CurationError: a decision does not fit the document.
    """
    document = read_document(path)
    own = _decisions(path.parent / DECISIONS)
    held = [*shipped, *own] if document.sha256 in curated else own
    decisions = [decision for decision in held if decision.document == document.id]
    return Reading(path, document, tuple(curate(document, extract(document, library), decisions, library)))


def read_folder(
    folder: Path, library: Library, shipped: Sequence[Decision] = (), curated: Collection[str] = ()
) -> Iterator[Reading]:
    """Read every document of a folder, in the order of the file names; see `read_file`.

    Raises:
        DocumentError: a file cannot be read, or two files have one document's name.
        CurationError: a decision does not fit its document.
    """
    _decisions.cache_clear()
    seen: dict[str, Path] = {}
    for path in document_files(folder):
        reading = read_file(path, library, shipped, curated)
        other = seen.setdefault(reading.document.id, path)
        if other != path:
            raise DocumentError(f"{path} and {other} would both be document {reading.document.id}; rename one of them.")
        yield reading


@cache
def _decisions(path: Path) -> Sequence[Decision]:
    return read_decisions(path) if path.is_file() else ()
