"""A file of claims that grows document by document, and a journal beside it, by which an interrupted run goes on.

The journal, `FILE.journal`, has a line for each file that was finished: name, checksum, document, problem, and where
its claims end. What was finished in the same order with the same content by the same reader is kept; all behind it,
such as a line that was being written, is cut off, so that the file becomes what an uninterrupted run writes.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from paingraph.loader.batch import Outcome
from paingraph.loader.fingerprints import reader_digest
from paingraph.loader.readers import checksum
from paingraph.ontology.errors import PublicationError, UsageError

__all__ = ["Journal"]


class Journal:
    """The claims and the journal of one extraction; `done` is what an earlier run has finished of the same files."""

    def __init__(self, output: Path, files: Sequence[Path]) -> None:
        if output.is_dir():
            raise UsageError(f"{output} is a folder; name a file in it.")
        self._output = output
        self._journal = output.with_name(f"{output.name}.journal")
        if output.exists() and output.stat().st_size and not self._journal.exists():
            raise UsageError(f"{output} exists and no journal lies beside it; name another file, or remove this one.")
        self.done = tuple(self._finished(files))

    def __enter__(self) -> Self:
        """Cut off what was not finished, and open both files for what is to come."""
        with self._writing():
            self._open()
        return self

    def _open(self) -> None:
        end, lines = 0, [json.dumps({"reader": reader_digest()}) + "\n"]
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

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close both files."""
        with suppress(OSError):  # what could not be written was told
            self._claims.close()
            self._entries.close()

    def write(self, outcome: Outcome) -> None:
        """Add what came of one file: first its claims, then that it is finished.

        Raises:
            PublicationError: the files cannot be written; a later run goes on behind what is.
        """
        with self._writing():
            self._add(outcome)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Say of what cannot be written where that is, and what to do."""
        try:
            yield
        except OSError as error:
            raise PublicationError(
                f"The claims cannot be written to {self._output}: {error.strerror}; mend that and start the same "
                "command again, which goes on where it stopped, or name another file."
            ) from error

    def _add(self, outcome: Outcome) -> None:
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
        self._entries.write((json.dumps(entry) + "\n").encode())
        self._entries.flush()

    def _finished(self, files: Sequence[Path]) -> Iterator[Outcome]:
        """Yield what was finished of these files, from the first on; claims are left where they are."""
        lines = self._journal.read_bytes().splitlines(keepends=True) if self._journal.exists() else []
        head = json.dumps({"reader": reader_digest()}).encode() + b"\n"
        if not self._output.exists() or not lines or lines[0] != head:
            return
        size = self._output.stat().st_size
        for path, line in zip(files, lines[1:], strict=False):
            if not line.endswith(b"\n"):
                return
            entry = json.loads(line)
            if (entry["file"], entry["source"]) != (str(path), checksum(path)) or entry["end"] > size:
                return
            yield Outcome(path, entry["source"], entry["document"], problem=entry["problem"], cause=entry["cause"])
