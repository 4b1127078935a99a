"""What a heading says of the kinds that a category below it has: 'Conditions we treat' above 'Neuropathic pain'."""

from __future__ import annotations

from dataclasses import replace

from paingraph.loader.list_headings import is_one, read_heading
from paingraph.loader.reading import Reading
from paingraph.loader.sections import ListOf

__all__ = ["read_above_category"]

#: What holds for the kinds of a category as for the category.
_INHERITED = frozenset({"performs", "managesCondition"})


def read_above_category(reading: Reading, listed: ListOf, known: int) -> None:
    """Read the heading above a category with its kinds, of which the findings from the `known` ones on tell.

    A title is above everything, and says nothing of what stands under another heading.
    """
    kinds = {
        finding.subject
        for finding, _ in reading.findings[known:]
        if finding.rule.relation == "subtypeOf" and not is_one(finding.object)
    }
    place = listed.heading.block.heading if listed.heading is not None else None
    above = reading.by_index.get(place) if place is not None else None
    if not kinds or listed.of_headings or above is None or above.block.heading is None:
        return
    known = len(reading.findings)
    read_heading(reading, replace(listed, heading=above))
    reading.findings[known:] = [
        (finding, index)
        for finding, index in reading.findings[known:]
        if finding.rule.relation in _INHERITED and finding.object in kinds
    ]
