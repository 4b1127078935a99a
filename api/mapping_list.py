"""The list of mappings to public terminologies."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from paingraph.api.answers import Answers
from paingraph.api.mappings import CLOSENESS
from paingraph.api.operations import Operation
from paingraph.api.paging import CURSOR, LIMIT, page
from paingraph.api.parameters import Text
from paingraph.api.resources import MappingPage
from paingraph.api.urls import API
from paingraph.ontology.errors import NotFoundError, UsageError

__all__ = ["mapping_operations"]


def mapping_operations(answers: Answers) -> Iterator[Operation]:
    """Yield the list of mappings."""
    yield Operation(
        id="listMappings",
        path="/mappings",
        summary="What public terminologies call the entities, the closest match first.",
        parameters=[
            Text(
                name="entity", help="Only mappings of this entity; a code will do.", max_length=300, example="sciatica"
            ),
            Text(name="prefix", help="Only codes with this prefix, such as MONDO.", max_length=20, example="MONDO"),
            LIMIT,
            CURSOR,
        ],
        answer=MappingPage,
        handler=partial(_list, answers),
        errors=[UsageError, NotFoundError],
        rows="items",
        tag="entities",
    )


def _list(answers: Answers, entity: str | None, prefix: str | None, limit: int, cursor: str | None) -> dict[str, Any]:
    directory = answers.directory
    entries = [*directory.entries.values()] if entity is None else [directory.find(entity, parameter="entity")]
    wanted = answers.mappings.prefix(prefix) if prefix is not None else None
    items = [
        {"subject": answers.reference(entry.id), **mapping}
        for entry in entries
        for mapping in answers.mappings.of(entry.id)
        if wanted in (None, mapping["code"].partition(":")[0])
    ]
    items.sort(key=_key)
    given = {"entity": entity, "prefix": prefix}
    chosen, following = page(items, _key, limit, cursor, f"{API}/mappings", given)
    return {"total": len(items), "items": chosen, "next": following}


def _key(item: dict[str, Any]) -> tuple[str, str, str]:
    return item["subject"]["id"], str(CLOSENESS.index(item["relation"])), item["code"]
