"""Many files read at once, by as many workers as there are: results come in the order of the files.

Only so many files are on their way as keep the workers busy, so that memory does not grow with their number. A file
that cannot be read is a result too, and keeps no other from being read.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections import deque
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from queue import LifoQueue
from types import MappingProxyType, TracebackType
from typing import Any, Literal, Protocol, Self

from paingraph.loader.confined import ConfinedReader
from paingraph.loader.curation import read_decisions
from paingraph.loader.fingerprints import source_digest
from paingraph.loader.folder import DECISIONS
from paingraph.loader.readers import document_id, read_content
from paingraph.ontology.errors import DocumentError

__all__ = ["LocalWorkers", "Outcome", "Task", "Workers", "read_files"]

#: What is wanted of each file: its claims by the rules, or its claims after curation with its graph.
Task = Literal["extract", "graph"]
#: Files on their way for each worker: one being read, and some that wait for it.
_AHEAD = 4
#: What ends the first clause of a message, and what differs in messages of one kind.
_CLAUSE, _NUMBER = re.compile(r"[:;(]\s|\.(?:\s|$)"), re.compile(r"(?<![\w-])\d+(?:,\d{3})*(?![\w-])")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one file: claims and lines of its graph, or the problem in one sentence."""

    path: Path
    #: SHA-256 of the file, or of all that its graph is made from; empty if there was nothing to read.
    source: str = ""
    document: str = ""
    #: SHA-256 of the canonical text.
    sha256: str = ""
    #: Lines of JSON.
    claims: tuple[str, ...] = ()
    #: N-Quads.
    lines: tuple[str, ...] = ()
    problem: str = ""
    #: What the problem has in common with those of other files.
    cause: str = ""
    #: The file was known by its checksum and was not read.
    known: bool = False


class Answer(Protocol):
    """What a worker will have answered."""

    def result(self) -> dict[str, Any]:
        """Wait for the answer; a DocumentError says why there is none."""
        ...


class Workers(Protocol):
    """Those who read: processes of this machine, or of a cluster."""

    @property
    def size(self) -> int:
        """How many files they read at the same time."""
        ...

    def submit(self, question: dict[str, Any], data: bytes) -> Answer:
        """Give them one file (see `confined_worker`)."""
        ...


class LocalWorkers:
    """Processes of this machine, each under the limits of a `ConfinedReader`; as many as it has processors."""

    def __init__(self, size: int | None = None) -> None:
        self.size = size = size or len(os.sched_getaffinity(0))
        self._readers = [ConfinedReader(relates=True) for _ in range(size)]
        # The last one is asked first: a worker that runs is better than one that is still to be started.
        self._idle: LifoQueue[ConfinedReader] = LifoQueue()
        for reader in self._readers:
            self._idle.put(reader)
        self._threads = ThreadPoolExecutor(size)

    def submit(self, question: dict[str, Any], data: bytes) -> Future[dict[str, Any]]:
        """Give one file to the next worker that is idle."""
        return self._threads.submit(self._ask, question, data)

    def _ask(self, question: dict[str, Any], data: bytes) -> dict[str, Any]:
        reader = self._idle.get()
        try:
            return reader.ask(question, data)
        finally:
            self._idle.put(reader)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the workers; what they have not finished is dropped."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for reader in self._readers:
            reader.kill()
        self._threads.shutdown()
        for reader in self._readers:
            reader.close()


def read_files(
    paths: Iterable[Path],
    workers: Workers,
    task: Task,
    known: Container[tuple[str, str]] = (),
    taken: Mapping[str, Path] = MappingProxyType({}),
) -> Iterator[Outcome]:
    """Read files and yield what came of each, in their order; of two with one document's name the second is a problem.

    A document that is `known` with its source is not read again; names in `taken` belong to files that
    were read before.

    Raises:
        CurationError: the file with the decisions that lies beside a document is none, and a graph is wanted.
    """
    _decisions_beside.cache_clear()
    named = dict(taken)
    for outcome in _in_order(paths, workers, task, known):
        other = named.setdefault(outcome.document, outcome.path) if not outcome.problem else outcome.path
        if other != outcome.path:
            problem = f"{outcome.path} and {other} would both be document {outcome.document}; rename one of them."
            yield Outcome(outcome.path, outcome.source, problem=problem, cause="two files for one document")
        else:
            yield outcome


def _in_order(
    paths: Iterable[Path], workers: Workers, task: Task, known: Container[tuple[str, str]]
) -> Iterator[Outcome]:
    waiting: deque[tuple[Outcome, Answer | None]] = deque()
    for path in paths:
        waiting.append(_begin(path, workers, task, known))
        if len(waiting) >= workers.size * _AHEAD:
            yield _finish(*waiting.popleft())
    while waiting:
        yield _finish(*waiting.popleft())


def _begin(
    path: Path, workers: Workers, task: Task, known: Container[tuple[str, str]]
) -> tuple[Outcome, Answer | None]:
    """Give a file to the workers, unless there is nothing to read."""
    try:
        data, document = read_content(path), document_id(path)
    except DocumentError as error:
        return _failed(Outcome(path), error), None
    outcome, decisions = Outcome(path, hashlib.sha256(data).hexdigest(), document), None
    if task == "graph":
        decisions, by_document = _decisions_beside(path.parent)
        outcome = replace(outcome, source=source_digest(outcome.source, by_document.get(document, ())))
    if (document, outcome.source) in known:
        return replace(outcome, known=True), None
    question = {"task": task, "document": document, "decisions": decisions}
    return outcome, workers.submit(question, data)


@cache
def _decisions_beside(folder: Path) -> tuple[str | None, Mapping[str, Sequence[str]]]:
    """Return the curators' file in a folder, if there is one, and what it says of each document.

    A broken one is an error for all that lie beside it.
    """
    path = folder / DECISIONS
    if not path.is_file():
        return None, {}
    by_document: dict[str, list[str]] = {}
    for decision in read_decisions(path):
        by_document.setdefault(decision.document, []).append(repr(replace(decision, place="")))
    return str(path), by_document


def _finish(outcome: Outcome, answer: Answer | None) -> Outcome:
    if answer is None:
        return outcome
    try:
        found = answer.result()
    except DocumentError as error:
        return _failed(outcome, error)
    return replace(outcome, sha256=found["sha256"], claims=tuple(found["claims"]), lines=tuple(found.get("lines", ())))


def _failed(outcome: Outcome, error: DocumentError) -> Outcome:
    message = error.message if error.message.startswith(f"{outcome.path}: ") else f"{outcome.path}: {error.message}"
    cause = _NUMBER.sub("…", _CLAUSE.split(error.message.removeprefix(f"{outcome.path}: "))[0])
    return replace(outcome, problem=message, cause=cause)
