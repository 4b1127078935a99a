"""The build: documents or the shipped corpus in, a published version of the graph out."""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from paingraph import __version__
from paingraph.loader.claims import Claim, Entity, Method, Polarity, Status
from paingraph.loader.documents import Document
from paingraph.loader.folder import document_files, read_folder
from paingraph.loader.shipped import Corpus, load_corpus, shipped_decisions, shipped_files
from paingraph.loader.triples import document_quads
from paingraph.ontology.closure import close_quads
from paingraph.ontology.errors import PublicationError
from paingraph.ontology.library import Library, load_library, module_files, ontology_ntriples
from paingraph.ontology.mapping import mapping_files, mapping_quads
from paingraph.ontology.namespaces import GRAPH, term_iri
from paingraph.ontology.nquads import canonical_bytes, in_graph
from paingraph.ontology.quality import gate
from paingraph.queries.description import describe
from paingraph.queries.embedded import EmbeddedStore
from paingraph.queries.versions import CLAIMS, Version, current_version, publish

__all__ = ["Summary", "build", "ensure_built"]

#: Told what the build is doing.
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build made, for people and for the manifest."""

    version: Version
    counts: Mapping[str, Any]
    seconds: float
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Source:
    """A document with its claims, from the shipped corpus or freshly read."""

    id: str
    sha256: str
    length: int
    metadata: dict[str, str]
    claims: Sequence[Claim]
    document: Document | None


def _quiet(message: str) -> None:
    """Say nothing."""


def build(data: Path, documents: Path | None = None, progress: Progress = _quiet) -> Summary:
    """Build the graph and publish it as the current version of the data folder.

    Without `documents` the shipped corpus is used, whose claims carry positions alone; with it the files of the
    folder are read, and passages carry their quotes. The same input gives the same bytes.

    Raises:
        DocumentError, CurationError, OntologyError: the input is at fault; nothing is published.
        PublicationError: the version cannot be written or fails the quality gate; the old one stays.
    """
    started = time.perf_counter()
    inputs = _inputs(documents)
    progress("reading the ontology")
    library = load_library()
    lines = list(in_graph(ontology_ntriples(), GRAPH + "ontology"))
    progress("reading the shipped corpus" if documents is None else f"reading the documents in {documents}")
    corpus = load_corpus()
    notes: list[str] = []
    sources = _shipped(corpus) if documents is None else list(_read(documents, library, corpus, notes))
    progress("writing the graph")
    for source in sources:
        lines += document_quads(
            source.id, source.sha256, source.length, source.metadata, source.claims, source.document
        )
    lines += mapping_quads()
    progress("drawing conclusions")
    lines += close_quads(lines).quads()
    lines += list(describe(lines))
    progress("checking quality")
    gate(lines)
    graph = canonical_bytes(lines)
    claims = sorted((claim for source in sources for claim in source.claims), key=_order)
    counts = _counts(sources, claims, graph)
    manifest = {
        "inputs": inputs,
        "built_with": __version__,
        "documents": [{"id": source.id, "sha256": source.sha256, "claims": len(source.claims)} for source in sources],
        "counts": counts,
    }
    progress("publishing")
    text = "".join(claim.to_line() + "\n" for claim in claims).encode()
    version = publish(data, graph, text, manifest, _check)
    return Summary(version, counts, time.perf_counter() - started, tuple(notes))


def ensure_built(data: Path, documents: Path | None = None, progress: Progress = _quiet) -> Version:
    """Return the current version, built first if there is none, or none of these documents."""
    version = current_version(data)
    if version is not None and (documents is None or version.manifest.get("inputs") == _inputs(documents)):
        return version
    return build(data, documents, progress).version


def _inputs(documents: Path | None) -> str:
    """Return a digest of everything that the graph is made from."""
    digest = hashlib.sha256(__version__.encode())
    given = document_files(documents) if documents else []
    for path in (*module_files(), *mapping_files(), *shipped_files(), *given):
        digest.update(f"\0{path.name}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _shipped(corpus: Corpus) -> list[_Source]:
    return [
        _Source(
            record.id,
            record.sha256,
            record.length,
            record.metadata,
            [claim for claim in corpus.claims if claim.document == record.id],
            None,
        )
        for record in corpus.documents
    ]


def _read(documents: Path, library: Library, corpus: Corpus, notes: list[str]) -> Iterator[_Source]:
    records = {record.sha256: record for record in corpus.documents}
    shipped = {record.id for record in corpus.documents}
    for reading in read_folder(documents, library, shipped_decisions(), records):
        document = reading.document
        record = records.get(document.sha256)
        if record is None and document.id in shipped:
            notes.append(f"document {document.id} is not the text that was curated; it was read by the rules alone.")
        metadata = record.metadata if record else document.metadata
        yield _Source(document.id, document.sha256, len(document.text), metadata, reading.claims, document)


def _order(claim: Claim) -> tuple[str, int, int, str, str, str]:
    return (claim.document, claim.span.start, claim.span.end, claim.subject.id, claim.predicate, claim.digest)


def _counts(sources: Sequence[_Source], claims: Sequence[Claim], graph: bytes) -> dict[str, Any]:
    edges = {
        (claim.subject.id, claim.predicate, claim.object.id if isinstance(claim.object, Entity) else claim.object.value)
        for claim in claims
        if claim.polarity is Polarity.ASSERTED and claim.status is Status.ACCEPTED
    }
    return {
        "triples": graph.count(b"\n"),
        "documents": len(sources),
        "entities": _tally(entity.kind for entity in _entities(claims)),
        "claims": _tally(claim.predicate for claim in claims),
        "method": _tally(claim.method for claim in claims),
        "edges": len(edges),
        "relations": {
            name: _breakdown([claim for claim in claims if claim.predicate == name])
            for name in sorted({claim.predicate for claim in claims})
        },
        "by_document": {
            source.id: {
                "entities": len(_entities(source.claims)),
                "claims": len(source.claims),
                **{str(method): sum(claim.method is method for claim in source.claims) for method in Method},
            }
            for source in sources
        },
    }


def _entities(claims: Iterable[Claim]) -> set[Entity]:
    return {term for claim in claims for term in (claim.subject, claim.object) if isinstance(term, Entity)}


def _breakdown(claims: Sequence[Claim]) -> dict[str, int]:
    polarity = {str(polarity): sum(claim.polarity is polarity for claim in claims) for polarity in Polarity}
    return {"claims": len(claims), **polarity, **{str(m): sum(claim.method is m for claim in claims) for m in Method}}


def _tally(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items()))


def _check(folder: Path) -> None:
    """Open the version as a server would and ask it for its claims; what cannot be read is not published."""
    store = EmbeddedStore.open(folder, workers=1)
    try:
        (row,) = store.rows(f"SELECT (COUNT(*) AS ?claims) WHERE {{ ?claim a <{term_iri('Claim')}> }}")
        found, written = int(row["claims"].value), (folder / CLAIMS).read_bytes().count(b"\n")
        if found != written:
            raise PublicationError(f"The graph holds {found} claims, but {written} were read; nothing was published.")
    finally:
        store.close()
