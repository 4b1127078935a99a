"""The shipped corpus: metadata and claims of the source documents, stand-off, without a sentence of theirs.

    documents.json  for each document: file name, SHA-256 and length of its text, title, publisher, where headings stand
    claims.jsonl    for each claim: what is said, from where to where, how it was read, and a checksum of the passage
    decisions.tsv   what curators accepted, rejected and added

Checksums tell a changed passage without giving the passage away.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from paingraph.loader.claims import Claim, Entity, Method, Polarity, Span, Status, Value
from paingraph.loader.curation import Decision, read_decisions
from paingraph.loader.documents import Document, Heading
from paingraph.loader.folder import DECISIONS
from paingraph.loader.readers import document_id, read_document
from paingraph.ontology.errors import CurationError, DocumentError
from paingraph.ontology.library import Library, load_library
from paingraph.ontology.namespaces import DocumentId, Slug

__all__ = [
    "CORPUS",
    "Corpus",
    "DocumentRecord",
    "checksum",
    "find_document",
    "load_corpus",
    "shipped_decisions",
    "shipped_files",
    "write_corpus",
]

#: The folder of the shipped corpus.
CORPUS = Path(__file__).parent / "corpus"

#: A list of numbers, which stands on one line.
_NUMBERS = re.compile(r"\[\s+\d+(?:,\s+\d+)*\s+\]")
_DOCUMENTS, _CLAIMS = "documents.json", "claims.jsonl"


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """What is shipped of a document: its file's name, its text's checksum and length, its metadata, its outline."""

    id: DocumentId
    file: str
    sha256: str
    length: int
    metadata: dict[str, str]
    #: Where its headings stand, without their words.
    headings: tuple[Heading, ...] = ()

    @classmethod
    def of_row(cls, row: dict[str, Any]) -> DocumentRecord:
        """Return the record that a row of the file tells."""
        return cls(**{**row, "headings": tuple(Heading(*heading) for heading in row["headings"])})


@dataclass(frozen=True, slots=True)
class Corpus:
    """The shipped documents, their curated claims, and the checksum of each claim's passage by the claim's digest."""

    documents: tuple[DocumentRecord, ...]
    claims: tuple[Claim, ...]
    checksums: Mapping[str, str]


def shipped_files(folder: Path = CORPUS) -> list[Path]:
    """Return the files that a corpus consists of."""
    return [folder / name for name in (_DOCUMENTS, _CLAIMS, DECISIONS)]


def shipped_decisions(folder: Path = CORPUS) -> list[Decision]:
    """Return the curators' decisions on the shipped documents."""
    return read_decisions(folder / DECISIONS)


def load_corpus(folder: Path = CORPUS, library: Library | None = None) -> Corpus:
    """Read the shipped corpus, or the one in `folder`; labels and kinds come from the library.

    Raises:
        CurationError: a file is missing or damaged, or names what the vocabulary lacks; says where.
    """
    library = library or load_library()
    try:
        rows = json.loads((folder / _DOCUMENTS).read_text(encoding="utf-8"))
        records = tuple(map(DocumentRecord.of_row, rows))
        lines = (folder / _CLAIMS).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CurationError(f"The corpus in {folder} cannot be read: {error}.") from error
    claims: list[Claim] = []
    checksums: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        try:
            row = json.loads(line)
            claim = _claim(row, library)
            claims.append(claim)
            checksums[claim.digest] = row["checksum"]
        except (ValueError, KeyError, TypeError) as error:
            raise CurationError(f"{_CLAIMS}, line {number}: no claim of this corpus ({error!r}).") from error
    return Corpus(records, tuple(claims), checksums)


def write_corpus(
    folder: Path, records: Iterable[DocumentRecord], texts: Mapping[str, str], claims: Sequence[Claim]
) -> None:
    """Write a corpus stand-off; `texts` holds the canonical text by document, for the checksums alone."""
    documents = json.dumps([asdict(record) for record in records], indent=1, ensure_ascii=False)
    documents = _NUMBERS.sub(lambda match: f"[{', '.join(match[0].strip('[]').replace(',', ' ').split())}]", documents)
    (folder / _DOCUMENTS).write_text(documents + "\n", encoding="utf-8")
    rows = (json.dumps(_row(claim, texts[claim.document]), ensure_ascii=False) + "\n" for claim in claims)
    (folder / _CLAIMS).write_text("".join(rows), encoding="utf-8")


def find_document(record: DocumentRecord, folder: Path) -> Document:
    """Return the document of a record: by file name, else by the identifier that a file's name gives.

    Raises:
        DocumentError: the folder has no such file, or it cannot be read.
    """
    if not folder.is_dir():
        raise DocumentError(f"The documents folder {folder} does not exist.")
    named = folder / record.file
    candidates = [named] if named.is_file() else sorted(path for path in folder.iterdir() if path.is_file())
    for path in candidates:
        if path == named or document_id(path) == record.id:
            return read_document(path)
    raise DocumentError(f"Document {record.id} ({record.file}) is not in {folder}.")


def checksum(text: str, span: Span) -> str:
    """Return what tells whether a passage of a text has changed, without its words: 16 digits of its SHA-256."""
    return hashlib.sha256(text[span.start : span.end].encode()).hexdigest()[:16]


def _row(claim: Claim, text: str) -> dict[str, Any]:
    return {
        "document": claim.document,
        "subject": claim.subject.id,
        "predicate": claim.predicate,
        "object": claim.object.id if isinstance(claim.object, Entity) else {"value": claim.object.value},
        "polarity": claim.polarity,
        "start": claim.span.start,
        "end": claim.span.end,
        "heading": [claim.heading.start, claim.heading.end] if claim.heading else None,
        "method": claim.method,
        "rule": claim.rule,
        "confidence": claim.confidence,
        "status": claim.status,
        "checksum": checksum(text, claim.span),
    }


def _claim(row: Mapping[str, Any], library: Library) -> Claim:
    object_ = row["object"]
    return Claim(
        document=DocumentId(row["document"]),
        subject=_entity(row["subject"], library),
        predicate=row["predicate"],
        object=Value(object_["value"]) if isinstance(object_, dict) else _entity(object_, library),
        polarity=Polarity(row["polarity"]),
        span=Span(row["start"], row["end"]),
        heading=Span(*row["heading"]) if row["heading"] else None,
        method=Method(row["method"]),
        rule=row["rule"],
        confidence=row["confidence"],
        status=Status(row["status"]),
    )


def _entity(slug: str, library: Library) -> Entity:
    concept = library.concepts[Slug(slug)]
    return Entity(concept.id, concept.label, concept.kind)
