"""Claims as lines of a decisions file, for a curator who keeps those that hold and writes why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from paingraph.loader.curation import COLUMNS, Action

__all__ = ["proposals"]


def proposals(claims: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the lines of a decisions file that accepts these claims (JSON objects), but for the reasons.

    A line without a reason is no decision, so that nothing is accepted that nobody has looked at.
    """
    yield "\t".join(COLUMNS)
    for claim in claims:
        object_ = claim["object"].get("id") or claim["object"]["value"]
        said = (claim["subject"]["id"], claim["predicate"], object_, claim["polarity"])
        yield "\t".join((Action.ACCEPT, claim["document"], *said, str(claim["start"]), str(claim["end"]), "", ""))
