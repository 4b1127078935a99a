"""Which files are documents: those that are named, and those in the folders that are named."""

from __future__ import annotations

import os
import re
from collections.abc import Container, Iterable, Iterator
from pathlib import Path

from paingraph.ontology.errors import DocumentError

__all__ = ["DECISIONS", "document_files", "documents_in"]

#: The curators' file that may lie beside the documents.
DECISIONS = "decisions.tsv"
#: What browsers call the folder of what a page needs, behind the page's own name, in some of their languages.
_SAVED_WITH = re.compile(r"[-_](?:files|dateien|fichiers|archivos|arquivos|file|bestanden|filer|pliki)$", re.IGNORECASE)
_PAGES = (".html", ".htm", ".xhtml")


def document_files(folder: Path) -> list[Path]:
    """Return the files of a folder and of the folders in it, sorted.

    Hidden ones, decisions and what a browser saved beside a page are no documents. A link to a folder is followed once,
    so that links that lead in a circle end.

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


def _is_saved_with(name: str, pages: Container[str]) -> bool:
    """Tell whether a folder of this name holds the pictures and scripts of one of the pages beside it."""
    page, ending = _SAVED_WITH.subn("", name)
    return bool(ending) and page in pages


def _files(folder: Path, seen: set[tuple[int, int]]) -> Iterator[Path]:
    status = folder.stat()
    if (status.st_dev, status.st_ino) in seen:
        return
    seen.add((status.st_dev, status.st_ino))
    entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    pages = {Path(entry.name).stem for entry in entries if entry.name.lower().endswith(_PAGES)}
    for entry in entries:
        if entry.name.startswith(".") or entry.name == DECISIONS or _is_saved_with(entry.name, pages):
            continue
        path = folder / entry.name
        if path.is_dir():
            yield from _files(path, seen)
        else:
            yield path
