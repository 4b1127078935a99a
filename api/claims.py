"""Operations on claims and documents: what was said, where, and by which document."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from paingraph.api.answers import Answers
from paingraph.api.operations import Operation
from paingraph.api.parameters import Text
from paingraph.api.resources import ClaimAnswer, DocumentDetail, DocumentPage
from paingraph.api.urls import claim_digest
from paingraph.ontology.errors import NotFoundError, UsageError

__all__ = ["claim_operations", "require_digest"]

CLAIM = Text(name="claim", help="Digest at the end of the claim's IRI, or the IRI.", max_length=200, required=True)
DOCUMENT = Text(name="document", help="Id of the document.", max_length=100, required=True, example="001")


def claim_operations(answers: Answers) -> Iterator[Operation]:
    """Yield the operations on claims and documents."""
    yield Operation(
        id="getClaim",
        path="/claims/<path:claim>",
        summary="A claim with its passage.",
        path_parameters=[CLAIM],
        answer=ClaimAnswer,
        handler=partial(_claim, answers),
        errors=[NotFoundError, UsageError],
        tag="evidence",
    )
    yield Operation(
        id="listDocuments",
        path="/documents",
        summary="The documents by id, with the number of claims that each makes.",
        answer=DocumentPage,
        rows="items",
        handler=partial(_documents, answers),
        tag="evidence",
    )
    yield Operation(
        id="getDocument",
        path="/documents/<document>",
        summary="A document with its claims in the order of the text.",
        path_parameters=[DOCUMENT],
        answer=DocumentDetail,
        handler=partial(_document, answers),
        errors=[NotFoundError, UsageError],
        tag="evidence",
    )


def require_digest(text: str) -> str:
    """Return the digest that names a claim, given as such or as the end of an IRI."""
    digest = claim_digest(text)
    if not digest.isalnum() or not digest.isascii():
        raise NotFoundError(f"{text[:60]!r} names no claim; a claim's id is a hexadecimal digest.", nearest=[])
    return digest


def _claim(answers: Answers, claim: str) -> ClaimAnswer:
    return answers.evidence.claim(require_digest(claim))


def _documents(answers: Answers) -> DocumentPage:
    items = [answers.document(document) for document in answers.evidence.documents.values()]
    return {"total": len(items), "items": items, "next": None}


def _document(answers: Answers, document: str) -> DocumentDetail:
    return answers.document_detail(answers.evidence.document(document))
