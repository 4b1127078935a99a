"""The build: documents or the shipped corpus in, a published version of the graph out."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from paingraph.assembly import Part, Progress, assemble, publish_parts, users_of
from paingraph.loader.batch import LocalWorkers, Outcome, read_files
from paingraph.loader.fingerprints import reader_digest, source_digest
from paingraph.loader.folder import DECISIONS, document_files
from paingraph.loader.readers import checksum
from paingraph.loader.shipped import Corpus, load_corpus, shipped_files
from paingraph.loader.triples import document_quads
from paingraph.notes import idle_decisions, left_out
from paingraph.ontology.english import counted
from paingraph.ontology.errors import DocumentError, PublicationError
from paingraph.ontology.library import Library, load_library
from paingraph.ontology.sssom import mapping_files
from paingraph.queries.versions import Version, current_version, require_writable

__all__ = ["Summary", "Watch", "build", "ensure_built", "part_of", "unwatched"]

#: Passes on what is read, of so many files, and may show how far it is.
Watch = Callable[[Iterator[Outcome], int], Iterator[Outcome]]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build made: the version, the seconds that it took, and what the user should know."""

    version: Version
    seconds: float
    notes: tuple[str, ...]


def _quiet(message: str) -> None:
    """Say nothing."""


def unwatched(outcomes: Iterator[Outcome], number: int) -> Iterator[Outcome]:
    """Show nothing."""
    return outcomes


def build(
    data: Path,
    documents: Path | None = None,
    progress: Progress = _quiet,
    watch: Watch = unwatched,
    *,
    skip_bad: bool = False,
    jobs: int | None = None,
) -> Summary:
    """Build the graph and publish it as the current version of the data folder.

    Without `documents` the shipped corpus is used, whose claims carry positions alone; with it the files of the
    folder are read, and passages carry their quotes. The same input gives the same bytes. With `skip_bad` files that
    cannot be read are left out, and the notes of the summary name them. Graphs that users wrote into the version before
    stay.

    Raises:
        DocumentError: files cannot be read, all of which are named; nothing is published.
        CurationError, OntologyError: decisions or ontology are at fault; nothing is published.
        PublicationError: the version cannot be written or fails the quality gate; the old one stays.
    """
    started = time.perf_counter()
    require_writable(data)
    inputs = _inputs(documents)
    progress("reading the shipped corpus" if documents is None else f"reading the documents in {documents}")
    library, corpus = load_library(), load_corpus()
    notes: list[str] = []
    if documents is None:
        parts = list(_shipped(corpus, library))
    else:
        parts, problems = _read(documents, corpus, notes, watch, jobs)
        if problems and not (skip_bad and parts):
            raise DocumentError("\n".join([*problems, _refusal(len(problems), len(parts))]))
        notes += problems
    before = _before(data, notes)
    notes += left_out(before, {*(part.id for part in parts), *(record.id for record in corpus.documents)})
    lines = assemble(parts, progress, users_of(before))
    version = publish_parts(data, parts, lines, {"inputs": inputs, "retracted": []}, progress, before)
    return Summary(version, time.perf_counter() - started, tuple(notes))


def _refusal(bad: int, good: int) -> str:
    advice = "mend them, or leave them out with --skip-bad" if good else "there is nothing to build from"
    return f"{bad} of {counted(bad + good, 'file')} could not be read, and nothing was published; {advice}."


def ensure_built(data: Path, documents: Path | None = None, progress: Progress = _quiet) -> Version:
    """Return the current version, built first if there is none, or none of these documents."""
    version = current_version(data)
    if version is not None and (documents is None or version.manifest.get("inputs") == _inputs(documents)):
        return version
    return build(data, documents, progress).version


def _before(data: Path, notes: list[str]) -> Version | None:
    """Return the version that is replaced; one that is damaged is replaced as if there were none."""
    try:
        return current_version(data)
    except PublicationError:
        notes.append("the version before is damaged; what users wrote into it is not in this one.")
        return None


def part_of(outcome: Outcome) -> Part:
    """Return what a version holds of a file that was read."""
    claims = [json.loads(line) for line in outcome.claims]
    return Part(outcome.document, outcome.sha256, outcome.lines, claims, outcome.path.name, outcome.source)


def _inputs(documents: Path | None) -> str:
    """Return a digest of everything that the graph is made from."""
    digest = hashlib.sha256(reader_digest().encode())
    given = [*document_files(documents), documents / DECISIONS] if documents else []
    for path in (*mapping_files(), *shipped_files()):
        digest.update(f"\0{path.name}\0".encode())
        digest.update(path.read_bytes())
    for path in given:
        digest.update(b"\0".join((b"", os.fsencode(path.name), checksum(path).encode())))
    return digest.hexdigest()


def _shipped(corpus: Corpus, library: Library) -> Iterator[Part]:
    for record in corpus.documents:
        claims = [claim for claim in corpus.claims if claim.document == record.id]
        facts = (record.id, record.sha256, record.length, record.metadata)
        lines = list(document_quads(*facts, claims, None, library.concepts, record.headings))
        yield Part(
            record.id, record.sha256, lines, [c.to_json() for c in claims], record.file, source_digest(record.sha256)
        )


def _read(
    documents: Path, corpus: Corpus, notes: list[str], watch: Watch, jobs: int | None
) -> tuple[list[Part], list[str]]:
    """Read the files of a folder; return what a version holds of them, and what kept others from being read."""
    curated = {record.sha256 for record in corpus.documents}
    shipped = {record.id for record in corpus.documents}
    parts: list[Part] = []
    problems: list[str] = []
    files = document_files(documents)
    with LocalWorkers(jobs) as workers:
        for outcome in watch(read_files(files, workers, "graph"), len(files)):
            if outcome.problem:
                problems.append(outcome.problem)
                continue
            document = outcome.document
            if document in shipped and outcome.sha256 not in curated:
                notes.append(f"document {document} is not the text that was curated; it was read by the rules alone.")
            parts.append(part_of(outcome))
    notes += idle_decisions(files)
    return parts, problems
