"""Disagreements: what documents say differently of one statement, or of one on a thing and one on a kind of it.

Which statements these are the named query `disagreements` tells; here its pairs of claims are joined to statements, and
each comes with all that is said of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property, partial
from typing import Any

from paingraph.api.answers import Answers
from paingraph.api.graph_resources import DisagreementPage, DisagreementRow, StatementVoices
from paingraph.api.operations import Operation
from paingraph.api.paging import CURSOR, LIMIT, page
from paingraph.api.parameters import Choice, Text
from paingraph.api.resources import ClaimAnswer
from paingraph.api.urls import API, entity_slug
from paingraph.ontology.errors import NotFoundError, UsageError
from paingraph.ontology.namespaces import PG
from paingraph.queries.catalogue import Catalogue
from paingraph.queries.statements import spoken
from paingraph.queries.store import Row, Store

__all__ = ["Disagreements", "disagreement_operations"]

_QUERY = "disagreements"


class Disagreements:
    """The disagreements of one version, looked for when they are first asked for."""

    def __init__(self, store: Store, answers: Answers) -> None:
        self.answers = answers
        self._store = store

    @cached_property
    def rows(self) -> list[DisagreementRow]:
        """Every disagreement, by subject, relation and objects."""
        found = Catalogue.shipped()[_QUERY].rows(self._store, {})
        return sorted((self._row(*ends) for ends in dict.fromkeys(map(self._ends, found))), key=_key)

    def _ends(self, row: Row) -> tuple[str, str, str, str]:
        """Return subject, relation and both objects; a statement of a symmetric relation has no first end."""
        subject, object_, other = (entity_slug(row[name].value) for name in ("subject", "object", "otherObject"))
        relation = row["predicate"].value.removeprefix(PG)
        if object_ == other and self.answers.directory.relation(relation).symmetric:
            subject, object_ = sorted((subject, object_))
            other = object_
        return subject, relation, object_, other

    def _row(self, subject: str, relation: str, object_: str, other: str) -> DisagreementRow:
        said = self._said(subject, relation, object_)
        other_said = self._said(subject, relation, other) if other != object_ else []
        return {
            "subject": self.answers.reference(subject),
            "relation": self.answers.relation(relation),
            **self._voices(subject, relation, object_, said),
            "other": self._voices(subject, relation, other, other_said) if other_said else None,
            "claims": sorted((*said, *other_said), key=_position),
        }

    def _said(self, subject: str, relation: str, object_: str) -> list[ClaimAnswer]:
        edge = self.answers.edges.between(subject, relation, object_)
        return [claim for claim in edge.claims if claim["status"] == "accepted"] if edge else []

    def _voices(self, subject: str, relation: str, object_: str, said: Iterable[ClaimAnswer]) -> StatementVoices:
        start, end = self.answers.reference(subject), self.answers.reference(object_)
        verb = spoken(self.answers.directory.relation(relation).label)
        voices = {(claim["polarity"], claim["document"]) for claim in said}
        asserted, hedged, negated = (
            sorted(document for polarity, document in voices if polarity == wanted)
            for wanted in ("asserted", "hedged", "negated")
        )
        return {
            "object": end,
            "statement": f"{start['label']} {verb} {end['label']}",
            "asserted": asserted,
            "hedged": hedged,
            "negated": negated,
        }


def disagreement_operations(disagreements: Disagreements) -> Iterator[Operation]:
    """Yield the list of disagreements."""
    yield Operation(
        id="listDisagreements",
        path="/disagreements",
        summary="Statements of which two documents speak differently: who asserts, hedges and denies each.",
        description=(
            "Two documents disagree on one statement, or on one and another whose object is a kind of the first one's "
            "object or the reverse: who denies relief of chronic pain disagrees with who promises relief of pain. Then "
            "`other` holds the second statement; it is null where both speak of the same. The query disagreements "
            "lists the same claim by claim."
        ),
        parameters=[
            Text(name="entity", help="Only statements on this entity.", max_length=300),
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
    slug = disagreements.answers.directory.find(entity, parameter="entity").id if entity is not None else None
    found = [
        row
        for row in disagreements.rows
        if slug in (None, row["subject"]["id"], *_objects(row)) and relation in (None, row["relation"]["id"])
    ]
    given = {"entity": entity, "relation": relation}
    chosen, following = page(found, _key, limit, cursor, f"{API}/disagreements", given)
    return {"total": len(found), "items": chosen, "next": following}


def _objects(row: DisagreementRow) -> tuple[str, str]:
    other = row["other"] or row
    return row["object"]["id"], other["object"]["id"]


def _key(row: DisagreementRow) -> tuple[str, str, str, str]:
    return row["subject"]["id"], row["relation"]["id"], *_objects(row)


def _position(claim: ClaimAnswer) -> tuple[str, int, int, str]:
    return claim["document"], claim["start"], claim["end"], claim["id"]
