"""Operations on entities: the lists of the ten kinds, and one entity with its edges and their evidence."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from paingraph.api.answers import Answers
from paingraph.api.directory import Entry
from paingraph.api.kinds import KINDS, Kind
from paingraph.api.operations import Operation
from paingraph.api.paging import CURSOR, LIMIT, page
from paingraph.api.parameters import Flag, Text
from paingraph.api.resources import EntityDetail, EntityPage
from paingraph.api.urls import API
from paingraph.ontology.errors import NotFoundError, UsageError

__all__ = ["entity_operations"]

ENTITY = Text(
    name="entity",
    help="Slug, IRI, label or synonym of an entity.",
    max_length=300,
    required=True,
    example="sciatica",
)
_FILTER = Text(name="q", help="Only entities with this text in label or synonyms.", example="nerve")
_MENTIONED = Flag(name="mentioned", help="Only entities that a document speaks of (true), or the others (false).")


def entity_operations(answers: Answers) -> Iterator[Operation]:
    """Yield the operations on entities."""
    for kind in KINDS:
        yield _list_operation(answers, kind)
        yield Operation(
            id=f"get{kind.name}",
            path=f"/{kind.route}/<path:entity>",
            summary=f"{kind.a.capitalize()} with its edges in both directions and their evidence.",
            path_parameters=[ENTITY],
            answer=EntityDetail,
            handler=partial(_get, answers, kind),
            errors=[NotFoundError, UsageError],
            tag="entities",
        )
    yield Operation(
        id="getEntity",
        path="/entities/<path:entity>",
        summary="An entity of any kind with its edges in both directions and their evidence.",
        path_parameters=[ENTITY],
        answer=EntityDetail,
        handler=partial(_get, answers, None),
        errors=[NotFoundError, UsageError],
        tag="entities",
    )


def _list_operation(answers: Answers, kind: Kind) -> Operation:
    plural = kind.plural.title().replace(" ", "")
    return Operation(
        id=f"list{plural}",
        path=f"/{kind.route}",
        summary=f"The {kind.plural} by label, with the number of documents and claims that speak of each.",
        parameters=[_FILTER, _MENTIONED, LIMIT, CURSOR],
        answer=EntityPage,
        rows="items",
        handler=partial(_list, answers, kind),
        errors=[UsageError],
        tag="entities",
    )


def _list(
    answers: Answers, kind: Kind, q: str | None, mentioned: bool | None, limit: int, cursor: str | None
) -> dict[str, Any]:
    wanted = (q or "").casefold()
    entries = [
        entry
        for entry in answers.directory.of_kind(kind)
        if (not wanted or any(wanted in name.casefold() for name in (entry.label, *entry.synonyms)))
        and (mentioned is None or mentioned == (entry.claims > 0))
    ]
    given = {"q": q, "mentioned": None if mentioned is None else str(mentioned).lower()}
    chosen, following = page(entries, _key, limit, cursor, f"{API}/{kind.route}", given)
    return {
        "kind": kind.name,
        "total": len(entries),
        "items": [answers.summary(entry) for entry in chosen],
        "next": following,
    }


def _key(entry: Entry) -> tuple[str, str]:
    return entry.label.casefold(), entry.id


def _get(answers: Answers, kind: Kind | None, entity: str) -> EntityDetail:
    return answers.detail(answers.directory.find(entity, kind))
