"""Published versions: folders that are written aside, checked, and switched in by one rename.

    DATA/versions/DIGEST/graph.nq       the graph, sorted N-Quads: the single truth
    DATA/versions/DIGEST/claims.jsonl   every claim, one JSON object a line
    DATA/versions/DIGEST/manifest.json  what was built from what, and the counts
    DATA/current                        a link to the version that is served

A crash at any moment leaves `current` as it was; half-written folders are swept by the next publication. The folders
of the last versions are kept, and those that a process holds (see holds.py).
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from paingraph.ontology.errors import ConflictError, PublicationError
from paingraph.queries.holds import Hold

__all__ = ["CLAIMS", "GRAPH", "MANIFEST", "Version", "current_version", "is_older_read", "publish", "require_writable"]

GRAPH = "graph.nq"
CLAIMS = "claims.jsonl"
MANIFEST = "manifest.json"
#: How many versions are kept for going back, the current one among them, beside those that are held.
KEPT = 3

_UNFINISHED = ".unfinished-"


@dataclass(frozen=True, slots=True)
class Version:
    """A published version: its folder and its manifest."""

    folder: Path
    manifest: Mapping[str, Any]

    @property
    def digest(self) -> str:
        """SHA-256 of the graph's bytes, as hexadecimal digits."""
        return str(self.manifest["digest"])

    def lines(self) -> list[str]:
        """Return the lines of the graph, each one quad."""
        return _lines(self.folder / GRAPH)

    def claims(self) -> list[str]:
        """Return the claims, each one JSON object."""
        return _lines(self.folder / CLAIMS)


def current_version(data: Path) -> Version | None:
    """Return the version that is served from a data folder, or None if nothing is built there.

    Raises:
        PublicationError: there is a version, but its manifest cannot be read, or a file is not as long as that says.
    """
    link = data / "current"
    if not link.is_symlink():
        return None
    folder = link.resolve()
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        for name, length in manifest.get("bytes", {}).items():
            _require_length(folder / name, length)
    except (OSError, ValueError) as error:
        raise PublicationError(f"The version in {folder} is damaged ({error}); run `paingraph build` again.") from error
    return Version(folder, manifest)


def is_older_read(data: Path) -> bool:
    """Tell whether a version before the current one is being read, as by a server that was started with it."""
    current = (data / "current").resolve()
    for folder in (data / "versions").iterdir():
        if folder.is_dir() and folder != current:
            try:
                Hold(folder, alone=True).let_go()
            except BlockingIOError:
                return True
    return False


def publish(
    data: Path,
    graph: bytes,
    claims: bytes,
    manifest: Mapping[str, Any],
    check: Callable[[Path], None],
    *,
    instead_of: Version | None = None,
) -> Version:
    """Write a version, check it, and make it the current one; the old one serves until the last step.

    `check` gets the finished folder and raises where it must not be served. A version that was made from another one
    says so by `instead_of`, so that of two that change the same version one is refused, and nothing is lost.

    Raises:
        ConflictError: another version than `instead_of` was published meanwhile.
        PublicationError: the folder cannot be written; the published version is as it was.
    """
    digest = hashlib.sha256(graph).hexdigest()
    files = {
        GRAPH: graph,
        CLAIMS: claims,
    }
    told = {"digest": digest, **manifest, "bytes": {name: len(content) for name, content in files.items()}}
    files[MANIFEST] = _encoded(told)
    with _writing(data), _alone(data):
        if instead_of and (data / "current").resolve() != instead_of.folder:
            raise ConflictError("The graph was changed by another process meanwhile; nothing was done. Try again.")
        versions = data / "versions"
        _sweep(versions)
        folder = versions / digest[:16]
        unfinished = versions / f"{_UNFINISHED}{os.getpid()}"
        _write(unfinished, files)
        check(unfinished)
        if folder.exists():
            # Same graph, newer circumstances (the inputs' digest), and whole again if a file had been damaged.
            for name in files:
                (unfinished / name).replace(folder / name)
            _fsync(folder)
            shutil.rmtree(unfinished)
        else:
            unfinished.rename(folder)
        _switch(data, folder)
        _prune(versions, folder)
    return Version(folder, json.loads(files[MANIFEST]))


def require_writable(data: Path) -> None:
    """Make the data folder if it is not there; who is about to make a version learns before and not after if it fails.

    Raises:
        PublicationError: the folder cannot be written.
    """
    with _writing(data):
        (data / "versions").mkdir(parents=True, exist_ok=True)
        (data / "lock").open("w").close()


@contextmanager
def _writing(data: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise PublicationError(
            f"The data folder {data} cannot be written: {error.strerror or error}. Choose another with --data."
        ) from error


@contextmanager
def _alone(data: Path) -> Iterator[None]:
    """Hold the data folder's lock, so that two builds follow each other."""
    (data / "versions").mkdir(parents=True, exist_ok=True)
    with (data / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _require_length(path: Path, length: int) -> None:
    found = path.stat().st_size
    if found != length:
        raise ValueError(f"{path.name} has {found} bytes instead of {length}")


def _lines(path: Path) -> list[str]:
    """Split at line feeds alone; a literal may hold what ends a line elsewhere."""
    return path.read_bytes().decode().split("\n")[:-1]


def _sweep(versions: Path) -> None:
    for unfinished in versions.glob(_UNFINISHED + "*"):
        shutil.rmtree(unfinished)


def _encoded(manifest: Mapping[str, Any]) -> bytes:
    """Write a manifest; a file's name that is no UTF-8 keeps its bytes as escapes, which JSON reads back."""
    return json.dumps(manifest, indent=1, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir()
    for name, content in files.items():
        with (folder / name).open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    _fsync(folder)


def _switch(data: Path, folder: Path) -> None:
    _fsync(folder.parent)
    link = data / f".current-{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(folder.relative_to(data))
    link.replace(data / "current")
    _fsync(data)


def _prune(versions: Path, current: Path) -> None:
    others = [folder for folder in versions.iterdir() if folder.is_dir() and folder != current]
    newest_first = sorted(others, key=lambda folder: folder.stat().st_mtime_ns, reverse=True)
    for folder in newest_first[KEPT - 1 :]:
        with suppress(BlockingIOError), Hold(folder, alone=True):
            shutil.rmtree(folder)


def _fsync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
