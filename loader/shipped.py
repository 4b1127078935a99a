"""The shipped corpus: metadata and claims of the source documents, stand-off, without a sentence of theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from paingraph.loader.claims import Claim
from paingraph.loader.documents import Document
from paingraph.ontology.namespaces import DocumentId

__all__ = ["Corpus", "DocumentRecord", "Verification", "attach_quotes", "load_corpus", "verify", "write_corpus"]


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """What is shipped of a document: its metadata, the checksum and length of its text, and how its file is named."""

    id: DocumentId
    file: str
    sha256: str
    length: int
    metadata: dict[str, str]


@dataclass(frozen=True, slots=True)
class Corpus:
    """The shipped documents and their curated claims (accepted, and those that were rejected or are candidates)."""

    documents: tuple[DocumentRecord, ...]
    claims: tuple[Claim, ...]
    #: Checksum of each claim's quote by the claim's digest.
    checksums: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verification:
    """The outcome of re-anchoring: how many claims hold, and one sentence for each thing that does not."""

    documents: int
    claims: int
    problems: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Tell whether every claim was found where it is said to stand."""
        return not self.problems


def load_corpus(folder: Path | None = None) -> Corpus:
    """Read the shipped corpus, or the one in `folder`."""
    raise NotImplementedError


def write_corpus(folder: Path, documents: Sequence[Document], claims: Sequence[Claim], files: Sequence[str]) -> None:
    """Write a corpus stand-off: positions and checksums, no quotes."""
    raise NotImplementedError


def attach_quotes(corpus: Corpus, folder: Path) -> Corpus:
    """Return the corpus with quotes and headings, from the texts in `folder`; a changed text is a DocumentError."""
    raise NotImplementedError


def verify(corpus: Corpus, folder: Path) -> Verification:
    """Re-anchor every claim in the texts in `folder`."""
    raise NotImplementedError
