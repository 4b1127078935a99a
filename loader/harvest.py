"""What one document gives to a graph: its claims after curation, and the lines of its named graph."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from paingraph.loader.curation import Decision, curate, read_decisions
from paingraph.loader.documents import Document
from paingraph.loader.extraction import extract
from paingraph.loader.shipped import Corpus, load_corpus, shipped_decisions
from paingraph.loader.triples import document_quads
from paingraph.ontology.library import load_library

__all__ = ["graph_of"]


def graph_of(document: Document, decisions: str | None = None) -> dict[str, Any]:
    """Read a document, apply the curators' decisions on it, and return claims and graph as lines.

    The shipped decisions hold for the texts that were curated, those in the file `decisions` for this document as
    well; a text that changed since it was curated is read by the rules alone. A curated text has the corpus's metadata.

    Raises:
        CurationError: a decision does not fit the document.
    """
    library, corpus = load_library(), _corpus()
    record = next((record for record in corpus.documents if record.sha256 == document.sha256), None)
    own = _decisions(Path(decisions)) if decisions else ()
    held = [*(_shipped() if record else ()), *own]
    claims = curate(document, extract(document, library), [d for d in held if d.document == document.id], library)
    metadata = record.metadata if record else document.metadata
    facts = (document.id, document.sha256, len(document.text), metadata)
    lines = document_quads(*facts, claims, document, library.concepts, document.headings)
    return {"sha256": document.sha256, "claims": [claim.to_line() for claim in claims], "lines": list(lines)}


@cache
def _corpus() -> Corpus:
    return load_corpus()


@cache
def _shipped() -> list[Decision]:
    return shipped_decisions()


@cache
def _decisions(path: Path) -> list[Decision]:
    return read_decisions(path)
