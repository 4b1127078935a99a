"""Operations on claims and documents: what was said, where, and by which document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from paingraph.api.answers import Answers
from paingraph.api.operations import Operation
from paingraph.api.paging import CURSOR, LIMIT, page
from paingraph.api.parameters import Choice, Text
from paingraph.api.resources import ClaimAnswer, ClaimPage, DocumentDetail, DocumentPage
from paingraph.api.source_documents import MAX_DOCUMENT, POLARITIES
from paingraph.api.urls import API, CLAIM_CONTEXT, claim_digest
from paingraph.ontology.errors import GoneError, NotFoundError, UsageError

__all__ = ["claim_operations", "require_digest"]

CLAIM = Text(name="claim", help="Digest at the end of the claim's IRI, or the IRI.", max_length=200, required=True)
#: Parameters that name an entity.
_ENTITIES = ("subject", "object", "entity")
_STATUSES = ("accepted", "candidate")
_entity = partial(Text, max_length=300)
DOCUMENT = Text(name="document", help="Id of the document.", max_length=MAX_DOCUMENT, required=True)


def claim_operations(answers: Answers) -> Iterator[Operation]:
    """Yield the operations on claims and documents."""
    document = next(iter(answers.evidence.documents), None)
    claims = answers.evidence.claims_in(document) if document else []
    claim = claim_digest(claims[0]["id"]) if claims else None
    yield Operation(
        id="listClaims",
        path="/claims",
        summary="Claims by document and position, narrowed by whatever is given.",
        parameters=[
            _entity(name="subject", help="Only claims with this subject."),
            _entity(name="object", help="Only claims with this object."),
            _entity(name="entity", help="Only claims that speak of this entity.", example="sciatica"),
            Choice(name="relation", help="Only claims of this relation.", choices=answers.directory.forwards),
            Choice(name="polarity", help="Only claims of this polarity.", choices=POLARITIES),
            Choice(name="method", help="Only claims read by a rule, or by a curator.", choices=("rule", "curator")),
            Choice(name="status", help="Only accepted claims, or those that await a curator.", choices=_STATUSES),
            Text(name="document", help="Only claims of this document.", max_length=MAX_DOCUMENT, example=document),
            LIMIT,
            CURSOR,
        ],
        answer=ClaimPage,
        context=CLAIM_CONTEXT,
        handler=partial(_claims, answers),
        errors=[NotFoundError, GoneError, UsageError],
        rows="items",
        tag="evidence",
    )
    yield Operation(
        id="getClaim",
        path="/claims/<path:claim>",
        summary="A claim with its passage.",
        path_parameters=[replace(CLAIM, example=claim)],
        answer=ClaimAnswer,
        context=CLAIM_CONTEXT,
        handler=partial(_claim, answers),
        errors=[NotFoundError, GoneError, UsageError],
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
        path_parameters=[replace(DOCUMENT, example=document)],
        answer=DocumentDetail,
        handler=partial(_document, answers),
        errors=[NotFoundError, GoneError, UsageError],
        tag="evidence",
    )


def require_digest(text: str) -> str:
    """Return the digest that names a claim, given as such or as the end of an IRI."""
    digest = claim_digest(text)
    if not digest.isalnum() or not digest.isascii():
        raise NotFoundError(f"{text[:60]!r} names no claim; a claim's id is a hexadecimal digest.", nearest=[])
    return digest


def _claims(answers: Answers, limit: int, cursor: str | None, **narrowed: str | None) -> dict[str, Any]:
    given = {name: value for name, value in narrowed.items() if value is not None}
    slugs = {name: str(answers.directory.find(given[name], parameter=name).id) for name in _ENTITIES if name in given}
    if "document" in given:
        answers.evidence.document(given["document"], parameter="document")
    claims = [
        claim
        for claim in _fewest(answers, slugs, given.get("document"))
        if _ends_fit(claim, slugs)
        and given.get("relation") in (None, claim["predicate"])
        and given.get("polarity") in (None, claim["polarity"])
        and given.get("method") in (None, claim["method"])
        and given.get("status") in (None, claim["status"])
        and given.get("document") in (None, claim["document"])
    ]
    chosen, following = page(claims, _position, limit, cursor, f"{API}/claims", given)
    return {"total": len(claims), "items": chosen, "next": following}


def _fewest(answers: Answers, slugs: Mapping[str, str], document: str | None) -> Iterable[ClaimAnswer]:
    """Return the fewest claims that surely hold all that are asked for, by document and position."""
    if slugs:
        return answers.evidence.claims_of(next(iter(slugs.values())))
    if document is not None:
        return answers.evidence.claims_in(document)
    return (claim for id_ in answers.evidence.documents for claim in answers.evidence.claims_in(id_))


def _ends_fit(claim: ClaimAnswer, slugs: Mapping[str, str]) -> bool:
    ends = {"subject": claim["subject"]["id"], "object": claim["object"].get("id")}
    return all(slug in ends.values() if name == "entity" else ends[name] == slug for name, slug in slugs.items())


def _position(claim: ClaimAnswer) -> tuple[str, str, str, str]:
    return claim["document"], f"{claim['start']:09}", f"{claim['end']:09}", claim["id"]


def _claim(answers: Answers, claim: str) -> ClaimAnswer:
    return answers.evidence.claim(require_digest(claim))


def _documents(answers: Answers) -> DocumentPage:
    items = [answers.document(document) for document in answers.evidence.documents.values()]
    return {"total": len(items), "items": items, "next": None}


def _document(answers: Answers, document: str) -> DocumentDetail:
    return answers.document_detail(answers.evidence.document(document, parameter="document"))
