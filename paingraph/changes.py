"""Documents added to the published version and taken from it, each change with a receipt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from paingraph.assembly import Part, Progress, assemble, parts_of, publish_parts, users_of
from paingraph.build import Watch, ensure_built, part_of, unwatched
from paingraph.loader.batch import LocalWorkers, Outcome, read_files
from paingraph.ontology.closure import INFERRED
from paingraph.ontology.english import counted
from paingraph.ontology.errors import ConflictError, NotFoundError
from paingraph.ontology.namespaces import PG, PGID
from paingraph.queries.versions import Version, require_writable

__all__ = ["Addition", "Receipt", "add", "retract"]

#: Subject, relation and object, as slugs and local names; a literal object as itself.
Statement = tuple[str, str, str]
#: So often what was read is put into a version before another command is ahead once more.
_TRIES = 5


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a retraction takes away; statements are [subject, relation, object]."""

    document: str
    claims: Sequence[str]
    edges_gone: Sequence[Statement]
    #: Edges that stay, with the number of documents that said so before and that say so now.
    edges_weakened: Sequence[tuple[Statement, int, int]]
    conclusions_gone: Sequence[Statement]
    #: Conclusions that stay, with the number of derivations before and now.
    conclusions_weakened: Sequence[tuple[Statement, int, int]]

    def to_json(self) -> dict[str, Any]:
        """Return the receipt as a JSON object."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Addition:
    """What an addition did: documents with their number of claims, and what could not be read."""

    added: Mapping[str, int]
    #: Documents that were there, whose files have changed since: how many claims they had, and have now.
    replaced: Mapping[str, tuple[int, int]]
    #: Documents that were there, whose files have not changed: they were not read again.
    unchanged: Sequence[str]
    problems: Sequence[str]


def retract(data: Path, document: str, progress: Progress, dry_run: bool = False) -> Receipt:
    """Take a document out of the published version, with all that rests on it alone.

    The result equals a build without the document. With `dry_run` only the receipt is made.

    Raises:
        NotFoundError: the version has no such document.
    """
    version = ensure_built(data, None, progress)
    parts = parts_of(version)
    kept = [part for part in parts if part.id != document]
    if len(kept) == len(parts):
        there = [part.id for part in parts]
        named = ", ".join(there) or "none"
        raise NotFoundError(f"There is no document {document} in the graph; there are: {named}.", nearest=there)
    lines = assemble(kept, progress, users_of(version))
    receipt = _receipt(document, parts, kept, version, lines)
    if not dry_run:
        gone = [*version.manifest.get("retracted", []), {"id": document, "claims": list(receipt.claims)}]
        publish_parts(data, kept, lines, {"inputs": version.manifest["inputs"], "retracted": gone}, progress, version)
    return receipt


def add(
    data: Path, files: Sequence[Path], progress: Progress, watch: Watch = unwatched, jobs: int | None = None
) -> Addition:
    """Read files and publish a version that holds them too.

    A file that has not changed since it was added is not read again, one that has changed replaces what it gave. A
    file that cannot be read, or whose name belongs to another, is a problem of its own; the others are added.

    Raises:
        CurationError: the decisions beside the files are broken.
        ConflictError: other commands have published again and again meanwhile; nothing was done.
        PublicationError: the version cannot be written or fails the quality gate; the old one stays.
    """
    require_writable(data)
    version = ensure_built(data, None, progress)
    known = {(part.id, part.source) for part in parts_of(version)}
    progress(f"reading {counted(len(files), 'file')}")
    with LocalWorkers(jobs) as readers:
        outcomes = list(watch(read_files(files, readers, "graph", known), len(files)))
    for _ in range(_TRIES - 1):
        try:
            return _put(data, version, outcomes, progress)
        except ConflictError:  # another command published meanwhile: what was read goes into its version
            version = ensure_built(data, None, progress)
    return _put(data, version, outcomes, progress)


def _put(data: Path, version: Version, outcomes: Iterable[Outcome], progress: Progress) -> Addition:
    """Publish what a version holds with what was read of files."""
    parts = {part.id: part for part in parts_of(version)}
    new: dict[str, Part] = {}
    unchanged: list[str] = []
    problems: list[str] = []
    for outcome in outcomes:
        there = parts.get(outcome.document)
        if outcome.problem:
            problems.append(outcome.problem)
        elif outcome.known:
            unchanged.append(outcome.document)
        elif there is not None and there.file != outcome.path.name:
            problems.append(_taken(outcome, there))
        else:
            new[outcome.document] = part_of(outcome)
    if new:
        all_parts = sorted((parts | new).values(), key=lambda part: part.id)
        gone = [record for record in version.manifest.get("retracted", []) if record["id"] not in new]
        circumstances = {"inputs": version.manifest["inputs"], "retracted": gone}
        lines = assemble(all_parts, progress, users_of(version))
        publish_parts(data, all_parts, lines, circumstances, progress, version)
    added = {name: len(part.claims) for name, part in new.items() if name not in parts}
    replaced = {name: (len(parts[name].claims), len(part.claims)) for name, part in new.items() if name in parts}
    return Addition(added, replaced, unchanged, problems)


def _taken(outcome: Outcome, there: Part) -> str:
    document = outcome.document
    return (
        f"{outcome.path}: there is a document {document} already, read from {there.file}; "
        "retract it, or give the file a name with another number."
    )


def _receipt(
    document: str, before: Sequence[Part], after: Sequence[Part], version: Version, lines: Iterable[str]
) -> Receipt:
    edges_gone, edges_weakened = _difference(_support(before), _support(after))
    gone, weakened = _difference(_derivations(version.lines()), _derivations(lines))
    claims = [str(claim["id"]) for part in before if part.id == document for claim in part.claims]
    return Receipt(document, claims, edges_gone, edges_weakened, gone, weakened)


def _difference(
    before: Mapping[Statement, set[str]], after: Mapping[Statement, set[str]]
) -> tuple[list[Statement], list[tuple[Statement, int, int]]]:
    """Return the statements that are gone, and those that stand on less, with what they stood on and stand on."""
    gone = sorted(statement for statement in before if statement not in after)
    less = [
        (statement, len(before[statement]), len(after[statement]))
        for statement in sorted(before)
        if statement in after and len(after[statement]) < len(before[statement])
    ]
    return gone, less


def _support(parts: Iterable[Part]) -> dict[Statement, set[str]]:
    """Return the documents that assert each edge."""
    support: dict[Statement, set[str]] = {}
    for part in parts:
        for claim in part.claims:
            if (claim["polarity"], claim["status"]) == ("asserted", "accepted"):
                object_ = claim["object"].get("id") or claim["object"]["value"]
                statement = (claim["subject"]["id"], claim["predicate"], object_)
                support.setdefault(statement, set()).add(part.id)
    return support


def _derivations(lines: Iterable[str]) -> dict[Statement, set[str]]:
    """Return the derivations of each concluded edge."""
    ends: dict[str, dict[str, str]] = {}
    conclusions: list[tuple[str, str]] = []
    for line in lines:
        if not line.endswith(f"<{INFERRED}> ."):
            continue
        subject, predicate, object_ = line.split(" ")[:3]
        name = predicate.removeprefix(f"<{PG}").rstrip(">")
        if name == "conclusion":
            conclusions.append((subject, object_))
        elif name in {"subject", "predicate", "object"}:
            ends.setdefault(subject, {})[name] = object_.removeprefix(f"<{PGID}").removeprefix(f"<{PG}").rstrip(">")
    derivations: dict[Statement, set[str]] = {}
    for derivation, edge in conclusions:
        statement = (ends[edge]["subject"], ends[edge]["predicate"], ends[edge]["object"])
        derivations.setdefault(statement, set()).add(derivation)
    return derivations
