"""The build: documents or the shipped corpus in, a published version of the graph out."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from paingraph import __version__
from paingraph.assembly import Part, Progress, assemble, publish_parts, users_of
from paingraph.loader.folder import Reading, document_files, read_folder
from paingraph.loader.shipped import Corpus, load_corpus, shipped_decisions, shipped_files
from paingraph.loader.triples import document_quads
from paingraph.ontology.errors import PublicationError
from paingraph.ontology.library import Library, load_library, module_files
from paingraph.ontology.mapping import mapping_files
from paingraph.queries.versions import Version, current_version

__all__ = ["Summary", "build", "ensure_built", "part_of"]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build made: the version, the seconds that it took, and what the user should know."""

    version: Version
    seconds: float
    notes: tuple[str, ...]


def _quiet(message: str) -> None:
    """Say nothing."""


def build(data: Path, documents: Path | None = None, progress: Progress = _quiet) -> Summary:
    """Build the graph and publish it as the current version of the data folder.

    Without `documents` the shipped corpus is used, whose claims carry positions alone; with it the files of the
    folder are read, and passages carry their quotes. The same input gives the same bytes. Graphs that users wrote
    into the version before stay.

    Raises:
        DocumentError, CurationError, OntologyError: the input is at fault; nothing is published.
        PublicationError: the version cannot be written or fails the quality gate; the old one stays.
    """
    started = time.perf_counter()
    inputs = _inputs(documents)
    progress("reading the shipped corpus" if documents is None else f"reading the documents in {documents}")
    library, corpus = load_library(), load_corpus()
    notes: list[str] = []
    parts = list(_shipped(corpus, library) if documents is None else _read(documents, library, corpus, notes))
    before = _before(data, notes)
    lines = assemble(parts, progress, users_of(before))
    version = publish_parts(data, parts, lines, {"inputs": inputs, "retracted": []}, progress, before)
    return Summary(version, time.perf_counter() - started, tuple(notes))


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


def part_of(reading: Reading, corpus: Corpus, library: Library) -> Part:
    """Return what a version holds of a document that was read; metadata of curated texts come from the corpus."""
    document = reading.document
    metadata = next((record.metadata for record in corpus.documents if record.sha256 == document.sha256), None)
    lines = document_quads(
        document.id,
        document.sha256,
        len(document.text),
        metadata or document.metadata,
        reading.claims,
        document,
        library.concepts,
    )
    return Part(document.id, document.sha256, list(lines), [claim.to_json() for claim in reading.claims])


def _inputs(documents: Path | None) -> str:
    """Return a digest of everything that the graph is made from."""
    digest = hashlib.sha256(__version__.encode())
    given = document_files(documents) if documents else []
    for path in (*module_files(), *mapping_files(), *shipped_files(), *given):
        digest.update(f"\0{path.name}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _shipped(corpus: Corpus, library: Library) -> Iterator[Part]:
    for record in corpus.documents:
        claims = [claim for claim in corpus.claims if claim.document == record.id]
        facts = (record.id, record.sha256, record.length, record.metadata)
        lines = document_quads(*facts, claims, None, library.concepts)
        yield Part(record.id, record.sha256, list(lines), [claim.to_json() for claim in claims])


def _read(documents: Path, library: Library, corpus: Corpus, notes: list[str]) -> Iterator[Part]:
    curated = {record.sha256 for record in corpus.documents}
    shipped = {record.id for record in corpus.documents}
    for reading in read_folder(documents, library, shipped_decisions(), curated):
        document = reading.document
        if document.id in shipped and document.sha256 not in curated:
            notes.append(f"document {document.id} is not the text that was curated; it was read by the rules alone.")
        yield part_of(reading, corpus, library)
