"""A published version as an Oxigraph store: in memory, or, if it is large, from an index on disk that is made once."""

from __future__ import annotations

import fcntl
import logging
import shutil
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Store, Triple, parse

__all__ = ["MEMORY_UP_TO", "Storage", "load", "load_lines", "prepare"]

#: Bytes of graph.nq up to which a version is held in memory: a byte of it takes about four, in each process group. A
#: larger one is asked in more time there than on disk, where the default graph has an index of its own (see bench/).
MEMORY_UP_TO = 100_000_000
#: Folder of the index within a version folder; the number changes with the index's form.
_INDEX = "index-1"
_GRAPH = "graph.nq"

_log = logging.getLogger(__name__)


class Storage(StrEnum):
    """Where a store keeps its graph."""

    AUTO = "auto"
    MEMORY = "memory"
    DISK = "disk"


def prepare(version_folder: Path, storage: Storage) -> Storage:
    """Decide where the graph is held, and make its index on disk if it is to be there and is not yet.

    Raises:
        OSError, SyntaxError: the graph cannot be read, or the index not written.
    """
    size = (version_folder / _GRAPH).stat().st_size
    if storage is Storage.AUTO:
        storage = Storage.MEMORY if size <= MEMORY_UP_TO else Storage.DISK
    if storage is Storage.DISK and not (version_folder / _INDEX).is_dir():
        _make_index(version_folder)
    return storage


def load(version_folder: Path, storage: Storage) -> Store:
    """Return the graph of a version folder; an index on disk is opened read-only and must have been prepared.

    Its default graph holds each triple of the named graphs once. The engine's own union would give a triple that
    two documents state twice, where the specification has a set (RDF 1.1 Semantics, section 4.1, merging).
    """
    if storage is Storage.DISK:
        return Store.read_only(str(version_folder / _INDEX))
    store = Store()
    store.bulk_extend(_merged(_quads(version_folder / _GRAPH)))
    return store


def load_lines(lines: Iterable[str]) -> Store:
    """Return the graph that lines of N-Quads make, in memory, as `load` does."""
    store = Store()
    data = "\n".join(lines).encode()
    store.bulk_extend(_merged(parse(data, format=RdfFormat.N_QUADS, lenient=True)))
    return store


def _make_index(version_folder: Path) -> None:
    """Build aside and rename, so that an index is whole or not there; of two that would build at once, one waits."""
    index, aside = version_folder / _INDEX, version_folder / f".{_INDEX}"
    with (version_folder / f".{_INDEX}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if index.is_dir():
            return
        shutil.rmtree(aside, ignore_errors=True)  # of a process that was ended midway
        _log.info("Making the index of %s; this happens once.", version_folder)
        try:
            store = Store(aside)
            store.bulk_extend(_merged(_quads(version_folder / _GRAPH)))
            store.flush()
            store.optimize()
            del store  # closes it
            aside.rename(index)
        finally:
            shutil.rmtree(aside, ignore_errors=True)


def _quads(path: Path) -> Iterable[Quad | Triple]:
    """Read a file of our own, which needs no second look at its IRIs."""
    return parse(path=path, format=RdfFormat.N_QUADS, lenient=True)


def _merged(quads: Iterable[Quad | Triple]) -> Iterator[Quad]:
    """Yield each quad, and its triple for the default graph."""
    for quad in quads:
        if isinstance(quad, Quad):
            yield quad
            yield Quad(quad.subject, quad.predicate, quad.object)
