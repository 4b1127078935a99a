"""A file of claims that grows document by document, and a journal beside it, by which an interrupted run goes on.

The journal, `FILE.journal`, has a line for each file that was finished: name, checksum, document, problem, and where
its claims end. What was finished in the same order with the same content by the same reader is kept; all behind it,
such as a line that was being written, is cut off, so that the file becomes what an uninterrupted run writes.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from importlib.resources import files as resources
from importlib.resources.abc import Traversable
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from paingraph import __version__
from paingraph.loader.batch import Outcome
from paingraph.loader.readers import checksum
from paingraph.ontology.errors import UsageError
from paingraph.ontology.library import module_files

__all__ = ["Journal", "reader_files"]


class Journal:
    """The claims and the journal of one extraction; `done` is what an earlier run has finished of the same files."""

    def __init__(self, output: Path, files: Sequence[Path]) -> None:
        self._output = output
        self._journal = output.with_name(f"{output.name}.journal")
        if output.exists() and output.stat().st_size and not self._journal.exists():
            raise UsageError(f"{output} exists and no journal lies beside it; name another file, or remove this one.")
        self.done = tuple(self._finished(files))

    def __enter__(self) -> Self:
        """Cut off what was not finished, and open both files for what is to come."""
        end, lines = 0, [json.dumps({"reader": _reader()}) + "\n"]
        entries = self._journal.read_text("utf-8").splitlines(keepends=True)[1:] if self.done else []
        for line in entries[: len(self.done)]:
            lines.append(line)
            end = json.loads(line)["end"]
        self._claims: IO[bytes] = self._output.open("ab")
        self._claims.truncate(end)
        self._claims.seek(end)
        fresh = self._journal.with_name(f"{self._journal.name}.new")
        fresh.write_text("".join(lines), "utf-8")
        os.replace(fresh, self._journal)
        self._entries: IO[bytes] = self._journal.open("ab")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close both files."""
        self._claims.close()
        self._entries.close()

    def write(self, outcome: Outcome) -> None:
        """Add what came of one file: first its claims, then that it is finished."""
        self._claims.write("".join(f"{line}\n" for line in outcome.claims).encode())
        self._claims.flush()
        entry = {
            "file": str(outcome.path),
            "source": outcome.source,
            "document": outcome.document,
            "problem": outcome.problem,
            "cause": outcome.cause,
            "end": self._claims.tell(),
        }
        self._entries.write((json.dumps(entry, ensure_ascii=False) + "\n").encode())
        self._entries.flush()

    def _finished(self, files: Sequence[Path]) -> Iterator[Outcome]:
        """Yield what was finished of these files, from the first on; claims are left where they are."""
        lines = self._journal.read_bytes().splitlines(keepends=True) if self._journal.exists() else []
        if not self._output.exists() or not lines or lines[0] != json.dumps({"reader": _reader()}).encode() + b"\n":
            return
        size = self._output.stat().st_size
        for path, line in zip(files, lines[1:], strict=False):
            if not line.endswith(b"\n"):
                return
            entry = json.loads(line)
            if (entry["file"], entry["source"]) != (str(path), checksum(path)) or entry["end"] > size:
                return
            yield Outcome(path, entry["source"], entry["document"], problem=entry["problem"], cause=entry["cause"])


def reader_files() -> list[Traversable]:
    """Return everything that claims depend on besides the files that are read: code, rules and vocabulary."""
    loader = Path(str(resources("paingraph.loader")))
    return [*sorted(loader.glob("*.py")), *sorted(loader.rglob("*.toml")), *module_files()]


def _reader() -> str:
    digest = hashlib.sha256(__version__.encode())
    for path in reader_files():
        digest.update(path.read_bytes())
    return digest.hexdigest()
