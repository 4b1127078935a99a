"""Which files are documents: those that are named, and those in the folders that are named."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from paingraph.ontology.errors import DocumentError

__all__ = ["DECISIONS", "document_files", "documents_in"]

#: The curators' file that may lie beside the documents.
DECISIONS = "decisions.tsv"


def document_files(folder: Path) -> list[Path]:
    """Return the files of a folder and of the folders in it, sorted; hidden ones and decisions are no documents.

    A link to a folder is followed once, so that links that lead in a circle end.

    Raises:
        DocumentError: there is no such folder, or nothing in it to read.
    """
    if not folder.is_dir():
        what = "is a file, not a folder" if folder.exists() else "does not exist"
        raise DocumentError(f"The documents folder {folder} {what}; name a folder with text files.")
    files = sorted(_files(folder, set()))
    if not files:
        raise DocumentError(f"The documents folder {folder} has no files to read.")
    return files


def documents_in(paths: Iterable[Path]) -> list[Path]:
    """Return the files among these paths and those of the folders among them, in the order given.

    A folder with nothing to read stands for itself, so that it is named among what cannot be read.
    """
    return [file for path in paths for file in (sorted(_files(path, set())) if path.is_dir() else []) or [path]]


def _files(folder: Path, seen: set[tuple[int, int]]) -> Iterator[Path]:
    status = folder.stat()
    if (status.st_dev, status.st_ino) in seen:
        return
    seen.add((status.st_dev, status.st_ino))
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.name.startswith(".") or entry.name == DECISIONS:
            continue
        path = folder / entry.name
        if path.is_dir():
            yield from _files(path, seen)
        else:
            yield path
