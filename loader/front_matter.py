"""What a text shows around its title: who reviewed it and when, and lines that belong to the page."""

from __future__ import annotations

import re
from datetime import date

from paingraph.loader.documents import Block, BlockKind
from paingraph.loader.outline import Draft
from paingraph.loader.shapes import Line, is_question, is_title_case

__all__ = ["metadata_of", "without_front_matter"]

_REVIEWER = re.compile(r"(?:medically\s+|clinically\s+)?reviewed\s+by:?\s*(.*)", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?:{'|'.join(_MONTHS)})[a-z]*"
_DATE = re.compile(
    rf"\b(?:(?P<month>{_MONTH})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>(?:19|20)\d\d)"
    rf"|(?P<first>\d{{1,2}}) (?P<second>{_MONTH}) (?P<third>(?:19|20)\d\d)|(?P<iso>(?:19|20)\d\d-\d\d-\d\d))\b",
    re.IGNORECASE,
)
#: A line with one of these gives the date of the text.
_DATED = re.compile(r"\b(?:reviewed|updated|published|posted|modified|date|by \|)", re.IGNORECASE)
#: The number of a section.
_NUMBERED = re.compile(r"\d+(?:\.\d+)+\s+[A-Z]")
#: So many words has a headline at least.
_HEADLINE = 5
#: A line that tells of the text is no longer.
_LONGEST = 120


def without_front_matter(lines: list[Line], drafts: list[Draft]) -> list[Draft]:
    """Mark what a page shows above its title: of the short lines before the first paragraph, only titles stay."""
    first = next((i for i, line in enumerate(lines) if len(line.text) > 120 or line.text.endswith((".", ":"))), 0)
    front = lines[:first]
    named = [i for i, line in enumerate(front) if len(line.text.split()) > 1 and not _REVIEWER.match(line.text)]
    titles = (
        [
            i
            for i in named
            if is_question(front[i].text) or is_title_case(front[i].text) or _is_headline(drafts[i], front[i])
        ]
        or named[:1]
        or [i for i, line in enumerate(front) if is_title_case(line.text)][:1]
    )
    if first > 1 and first - 1 not in titles and (is_title_case(front[-1].text) or _NUMBERED.match(front[-1].text)):
        titles.append(first - 1)
    result = list(drafts)
    for index, line in enumerate(front):
        kind = BlockKind.HEADING if index in titles else BlockKind.BOILERPLATE
        result[index] = (
            Draft(kind, line.start, line.end, level=1 if index == titles[0] else 2) if titles else drafts[index]
        )
    return result


def _is_headline(draft: Draft, line: Line) -> bool:
    """Tell whether a line is formed like a heading and long enough to say something."""
    return draft.kind is BlockKind.HEADING and len(line.text.split()) >= _HEADLINE


def metadata_of(lines: list[Line], blocks: tuple[Block, ...]) -> dict[str, str]:
    """Return title, reviewer and date (ISO 8601), where the text gives them."""
    found: dict[str, str] = {}
    title = next((i for i, block in enumerate(blocks) if block.kind is not BlockKind.BOILERPLATE), None)
    if title is not None and blocks[title].kind is BlockKind.HEADING:
        found["title"] = " ".join(lines[title].text.strip("/ ").split())
    reviewed = False
    for index, line in enumerate(lines):
        review = _REVIEWER.fullmatch(line.text) if len(line.text) < _LONGEST else None
        if review and "reviewer" not in found:
            named = review.group(1) or (lines[index + 1].text if index + 1 < len(lines) else "")
            found["reviewer"] = re.split(r"\s+on\s+|\s*[|(]", named)[0].strip(" ,.")
        if "date" not in found and len(line.text) < _LONGEST and (reviewed or _DATED.search(line.text)):
            dated = _date(line.text)
            if dated is not None:
                found["date"] = dated
        reviewed = _REVIEWER.match(line.text) is not None
    return found


def _date(text: str) -> str | None:
    """Return the first date of a line, if it is one."""
    match = _DATE.search(text)
    if match is None:
        return None
    try:
        if match["iso"]:
            return date.fromisoformat(match["iso"]).isoformat()
        month = _MONTHS.index((match["month"] or match["second"])[:3].lower()) + 1
        return date(int(match["year"] or match["third"]), month, int(match["day"] or match["first"])).isoformat()
    except ValueError:
        return None
