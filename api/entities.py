"""Operations on entities: the lists of the ten kinds, and one entity with its edges and their evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from paingraph.api.answers import Answers
from paingraph.api.directory import Entry
from paingraph.api.kinds import KINDS, Kind
from paingraph.api.operations import Operation
from paingraph.api.paging import CURSOR, LIMIT, page
from paingraph.api.parameters import Choice, Flag, Text
from paingraph.api.resources import EntityDetail, EntityPage
from paingraph.api.source_documents import MAX_DOCUMENT
from paingraph.api.urls import API
from paingraph.ontology.errors import GoneError, NotFoundError, UsageError
from paingraph.ontology.sssom import resolve

__all__ = ["entity_operations"]

#: Values that one facet tells of.
MAX_FACETS = 20

ENTITY = Text(
    name="entity",
    help="Slug, IRI, label or synonym of an entity, or a code that is mapped to it.",
    max_length=300,
    required=True,
)
_PARAMETERS = (
    Text(name="q", help="Only entities with this text in label or synonyms."),
    Flag(name="mentioned", help="Only entities that a document speaks of (true), or the others (false)."),
    Flag(name="candidate", help="Only entities that the vocabulary lacks yet (true), or the others (false)."),
    Text(name="broader", help="Only kinds of this entity, near and far, by the vocabulary.", max_length=300),
    Text(name="prefix", help="Only entities that have a code of this terminology, such as MONDO.", max_length=20),
    Text(
        name="code",
        help="Only entities that this code is mapped to, however closely, such as MONDO:0005306; an IRI will do.",
        max_length=200,
        pattern=r"[A-Za-z][A-Za-z0-9+._ -]*:\S+",
        expected="a code with the prefix of its terminology",
    ),
    Text(name="document", help="Only entities that this document speaks of.", max_length=MAX_DOCUMENT),
    Choice(
        name="sort",
        help="label: by name; support: those that most documents speak of first.",
        choices=("label", "support"),
        default="label",
    ),
    LIMIT,
    CURSOR,
)


def entity_operations(answers: Answers) -> Iterator[Operation]:
    """Yield the operations on entities."""
    for kind in KINDS:
        yield _list_operation(answers, kind)
        yield Operation(
            id=f"get{kind.name}",
            path=f"/{kind.route}/<path:entity>",
            summary=f"{kind.a.capitalize()} with its edges in both directions and their evidence.",
            path_parameters=[_example(answers.directory.of_kind(kind))],
            answer=EntityDetail,
            handler=partial(_get, answers, kind),
            errors=[NotFoundError, UsageError],
            tag="entities",
        )
    yield Operation(
        id="getEntity",
        path="/entities/<path:entity>",
        summary="An entity of any kind with its edges in both directions and their evidence.",
        path_parameters=[_example(answers.directory.entries.values())],
        answer=EntityDetail,
        handler=partial(_get, answers, None),
        errors=[NotFoundError, UsageError],
        tag="entities",
    )


def _example(entries: Iterable[Entry]) -> Text:
    """Return the parameter that names an entity, with the one that most is said of for an example."""
    chosen = min(entries, key=_by_support, default=None)
    return replace(ENTITY, example=chosen.id) if chosen else ENTITY


def _list_operation(answers: Answers, kind: Kind) -> Operation:
    plural = kind.plural.title().replace(" ", "")
    return Operation(
        id=f"list{plural}",
        path=f"/{kind.route}",
        summary=f"The {kind.plural} by label, with the number of documents and claims that speak of each.",
        parameters=_PARAMETERS,
        answer=EntityPage,
        rows="items",
        handler=partial(_list, answers, kind),
        errors=[UsageError, NotFoundError, GoneError],
        tag="entities",
    )


def _list(answers: Answers, kind: Kind, sort: str, limit: int, cursor: str | None, **given: Any) -> dict[str, Any]:
    tests = list(_tests(answers, **given))
    entries = [entry for entry in answers.directory.of_kind(kind) if all(test(entry) for test in tests)]
    key = _by_support if sort == "support" else _by_label
    entries.sort(key=key)
    asked = {name: str(value).lower() if isinstance(value, bool) else value for name, value in given.items()}
    chosen, following = page(entries, key, limit, cursor, f"{API}/{kind.route}", {**asked, "sort": sort})
    return {
        "kind": kind.name,
        "total": len(entries),
        "facets": _facets(answers, entries),
        "items": [answers.summary(entry) for entry in chosen],
        "next": following,
    }


def _tests(
    answers: Answers,
    q: str | None,
    mentioned: bool | None,
    candidate: bool | None,
    broader: str | None,
    prefix: str | None,
    code: str | None,
    document: str | None,
) -> Iterator[Callable[[Entry], bool]]:
    """Yield what an entity must meet to be listed."""
    if q:
        yield lambda entry: any(q.casefold() in name.casefold() for name in (entry.label, *entry.synonyms))
    if mentioned is not None:
        yield lambda entry: (entry.claims > 0) == mentioned
    if candidate is not None:
        yield lambda entry: entry.candidate == candidate
    if broader is not None:
        below = answers.directory.below(answers.directory.find(broader, parameter="broader"))
        yield lambda entry: entry.id in below
    if prefix is not None:
        wanted = answers.mappings.prefix(prefix)
        yield lambda entry: wanted in answers.mappings.prefixes(entry.id)
    if code is not None:
        mapped = resolve(code)
        yield lambda entry: entry.id in mapped
    if document is not None:
        named = answers.evidence.entities_in(answers.evidence.document(document, parameter="document").id)
        yield lambda entry: entry.id in named


def _facets(answers: Answers, entries: Sequence[Entry]) -> dict[str, dict[str, int]]:
    """Count the listed entities by what they could be narrowed by."""
    mentioned = sum(entry.claims > 0 for entry in entries)
    candidates = sum(entry.candidate for entry in entries)
    documents = {id_: answers.evidence.entities_in(id_) for id_ in answers.evidence.documents}
    broader = Counter(slug for entry in entries for slug in answers.directory.above(entry))
    prefixes = Counter(prefix for entry in entries for prefix in answers.mappings.prefixes(entry.id))
    return {
        "mentioned": {"true": mentioned, "false": len(entries) - mentioned},
        "candidate": {"true": candidates, "false": len(entries) - candidates},
        "document": {id_: sum(entry.id in named for entry in entries) for id_, named in documents.items()},
        "broader": dict(sorted(broader.items(), key=lambda item: (-item[1], item[0]))[:MAX_FACETS]),
        "prefix": dict(sorted(prefixes.items())),
    }


def _by_label(entry: Entry) -> tuple[str, str]:
    return entry.label.casefold(), entry.id


def _by_support(entry: Entry) -> tuple[str, str, str]:
    """Order by documents, then claims, most first; counted down, because cursors hold texts."""
    return f"{10**9 - entry.documents:010}", f"{10**9 - entry.claims:010}", entry.id


def _get(answers: Answers, kind: Kind | None, entity: str) -> dict[str, Any]:
    return answers.written(answers.directory.find(entity, kind, parameter="entity"))
