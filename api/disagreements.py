"""Disagreements: the statements of which two documents speak differently, with who asserts, hedges and denies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property, partial
from typing import Any

from paingraph.api.answers import Answers
from paingraph.api.graph_resources import DisagreementPage, DisagreementRow
from paingraph.api.operations import Operation
from paingraph.api.paging import CURSOR, LIMIT, page
from paingraph.api.parameters import Choice, Text
from paingraph.api.resources import ClaimAnswer
from paingraph.api.urls import API, claim_digest, document_id, entity_slug
from paingraph.ontology.errors import NotFoundError, UsageError
from paingraph.ontology.namespaces import PG
from paingraph.queries.claim_grounds import Claim
from paingraph.queries.store import Store
from paingraph.queries.support import Support, disputed

__all__ = ["Disagreements", "disagreement_operations"]


class Disagreements:
    """The disagreements of one version, looked for when they are first asked for."""

    def __init__(self, store: Store, answers: Answers) -> None:
        self.answers = answers
        self._store = store

    @cached_property
    def rows(self) -> list[DisagreementRow]:
        """Every disagreement, by subject, relation and object."""
        return sorted(map(self._row, disputed(self._store)), key=_key)

    def _row(self, support: Support) -> DisagreementRow:
        answers, statement = self.answers, support.statement
        claims = [
            answers.evidence.claim(claim_digest(claim.iri)) for found in support.by_polarity.values() for claim in found
        ]
        object_ = statement.object
        return {
            "subject": answers.reference(entity_slug(statement.subject)),
            "relation": answers.relation(statement.relation.removeprefix(PG)),
            "object": (
                answers.reference(entity_slug(object_.value))
                if object_.type == "uri"
                else answers.end((object_.value, object_.datatype or "xsd:string"))
            ),
            "statement": support.names.sentence(statement),
            "asserted": _documents(support.asserting),
            "hedged": _documents(support.hedging),
            "negated": _documents(support.denying),
            "claims": sorted(claims, key=_position),
        }


def disagreement_operations(disagreements: Disagreements) -> Iterator[Operation]:
    """Yield the list of disagreements."""
    yield Operation(
        id="listDisagreements",
        path="/disagreements",
        summary="Statements of which two documents speak differently: who asserts, hedges and denies each.",
        description=(
            "The documents speak of the same statement, to the word. Those that disagree on kinds of a thing are found "
            "by the query disagreements."
        ),
        parameters=[
            Text(name="entity", help="Only statements on this entity.", max_length=300, example="sciatica"),
            Choice(
                name="relation",
                help="Only statements of this relation.",
                choices=disagreements.answers.directory.forwards,
            ),
            LIMIT,
            CURSOR,
        ],
        answer=DisagreementPage,
        handler=partial(_disagreements, disagreements),
        errors=[UsageError, NotFoundError],
        rows="items",
        tag="evidence",
    )


def _disagreements(
    disagreements: Disagreements, limit: int, cursor: str | None, entity: str | None, relation: str | None
) -> dict[str, Any]:
    slug = disagreements.answers.directory.find(entity).id if entity else None
    found = [
        row
        for row in disagreements.rows
        if slug in (None, row["subject"]["id"], row["object"].get("id")) and relation in (None, row["relation"]["id"])
    ]
    given = {"entity": entity, "relation": relation}
    chosen, following = page(found, _key, limit, cursor, f"{API}/disagreements", given)
    return {"total": len(found), "items": chosen, "next": following}


def _documents(claims: Iterable[Claim]) -> list[str]:
    return sorted({document_id(claim.document) for claim in claims})


def _key(row: DisagreementRow) -> tuple[str, str, str]:
    end = row["object"]
    return row["subject"]["id"], row["relation"]["id"], str(end.get("id") or end.get("value"))


def _position(claim: ClaimAnswer) -> tuple[str, int, int, str]:
    return claim["document"], claim["start"], claim["end"], claim["id"]
