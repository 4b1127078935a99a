"""What a reading depends on, as digests: what one of them has changed for is read again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files as resources
from importlib.resources.abc import Traversable
from pathlib import Path

from paingraph import __version__
from paingraph.ontology.library import module_files

__all__ = ["reader_digest", "reader_files", "source_digest"]


@cache
def reader_digest() -> str:
    """Return a digest of everything that claims depend on besides the files that are read."""
    digest = hashlib.sha256(__version__.encode())
    for path in reader_files():
        digest.update(path.read_bytes())
    return digest.hexdigest()


def reader_files() -> list[Traversable]:
    """Return the code, the rules and the vocabulary."""
    loader = Path(str(resources("paingraph.loader")))
    return [*sorted(loader.glob("*.py")), *sorted(loader.rglob("*.toml")), *module_files()]


def source_digest(checksum: str, decisions: Iterable[str] = ()) -> str:
    """Return a digest of what a document's graph is made from: its file, the reader, and the decisions on it."""
    return hashlib.sha256("\0".join((checksum, reader_digest(), *decisions)).encode()).hexdigest()
