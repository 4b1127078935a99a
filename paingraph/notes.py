"""What is told of a version besides: what built it, documents that are no longer there, and decisions about none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

from paingraph import __version__
from paingraph.loader.curation import read_decisions
from paingraph.loader.folder import DECISIONS
from paingraph.loader.readers import document_id
from paingraph.ontology.errors import DocumentError
from paingraph.queries.versions import Version

__all__ = ["built_before", "idle_decisions", "left_out"]

#: So many documents are named.
_NAMED = 5


def left_out(before: Version | None, there: AbstractSet[str]) -> Iterator[str]:
    """Say which documents of the version that is replaced are not among those that are `there`."""
    records = before.manifest["documents"] if before is not None else []
    gone = [f"{record['id']} ({record.get('file') or 'no file'})" for record in records if record["id"] not in there]
    if gone:
        more = f" and {len(gone) - _NAMED} more" if len(gone) > _NAMED else ""
        yield f"no longer in the graph: {', '.join(gone[:_NAMED])}{more}; `paingraph add FILE…` puts documents into it."


def built_before(version: Version | None) -> Iterator[str]:
    """Say that another release built a version: it is kept, with what users put into it, until they build anew."""
    other = version.manifest.get("built_with", "an earlier release") if version is not None else __version__
    if other != __version__:
        yield f"the graph was built with {other}, and this is {__version__}; `paingraph build` makes it anew."


def idle_decisions(files: Sequence[Path]) -> Iterator[str]:
    """Say which decisions beside these files are about documents that are not among them."""
    there = {_name_of(file) for file in files}
    for path in sorted({file.parent / DECISIONS for file in files}):
        for decision in read_decisions(path) if path.is_file() else ():
            if decision.document not in there:
                yield f"{path.parent / decision.place}: there is no document {decision.document} to decide on."


def _name_of(file: Path) -> str:
    try:
        return document_id(file)
    except DocumentError:
        return ""
