"""Structure by shape, where a text has no markup: headings, bullets, and lists without bullet signs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

__all__ = [
    "BULLET",
    "LISTING",
    "SPEAKER",
    "Line",
    "column_terms",
    "is_announcing",
    "is_fact",
    "is_heading_shaped",
    "is_question",
    "is_spoken_lead_in",
    "is_title_case",
    "list_length",
    "numbered_headings",
    "opens_section",
]

#: A bullet sign or number, with the white space after it.
BULLET = re.compile(r"[•▪▫‣◦●○■□➢➤►✓✔☐]\s*|(?:\[[ xX]?\]|[·»→+*–—>-]|o(?=\s)|\(?\d{1,2}[.)]|\(?[a-h][.)])\s+")
#: 'Q:' and 'A:' before a question and its answer.
SPEAKER = re.compile(r"(?:Q(?:uestion)?|A(?:nswer)?)(?:\s*\d+)?\s*[:.]\s+")
#: Words that stay lower case in a title.
_SMALL = frozenset(
    "a an the and or but nor for of in on at to by with from vs vs. as is are into your "
    "after before during between".split()
)
#: A question, or what somebody says and then asks, also in quotation marks.
_QUESTION = re.compile(r"[\"“'‘(/ ]*[A-Z0-9][^?]*\?(?: [^?.]*\?)?[\"”'’)]*", re.S)
#: The first words of headings that follow a list.
_OPENING = re.compile(
    r"(?:who|what|when|where|why|how|risks?|benefits?|side effects|complications|diagnosis|conditions|services|before"
    r"|after|about|preparing|recovery|advantages|types of|causes|symptoms|treatments?|common|choosing|your|our"
    r"|the role)\b",
    re.IGNORECASE,
)
#: So begins a sentence that a list goes on with: 'You could', 'I understand that'.
_SPEAKING = re.compile(r"(?:I|You|We|They|It|These|This|There|Please|Phone|Call|Tell|Ask)\b(?:[^A-Z]|I\b)*$")
_COLUMN = re.compile(r"[^\s.,;:](?:\S| (?! )){1,40} {3,}(?=\S)")
#: A line that says one thing of what stands above it: 'Guided by: ultrasound'.
_LABEL = re.compile(r"[A-Z][^\s.:;?!,]*(?: [^\s.:;?!,]+){0,3}: \S")
#: A line that says one thing behind its name.
_FACT = re.compile(r"[A-Z][^:.?!]{2,60}: \S")
#: Longer lines are paragraphs, whatever their form.
_HEADING_LENGTH, _HEADING_WORDS_AT_MOST = 110, 16
#: What somebody asks at greater length is no heading.
_QUESTION_LENGTH = 160
#: So many words has a heading that is no title.
_HEADING_WORDS = 9
#: Lines up to this length can be items of a list without bullet signs.
_ITEM_LENGTH = 90
#: What begins a list within a line.
LISTING = ": •"
#: Items that are sentences: how many there are at most, and how long.
_MOST, _LONGEST = 12, 400
#: Below a heading items are shorter, and so many.
_SHORT, _ENOUGH = 60, 3
_LEAD_IN_END = 12
#: A line of more code points is a paragraph below a heading.
_PARAGRAPH = 80
_LEAD_IN = re.compile(
    r"(?::|\b(?:including|such as|following|like|are|include|includes|if|when|who|whose|that|may|can|should|have))$",
    re.IGNORECASE,
)
#: What the items of a list are, by the heading above them.
_ANNOUNCED = re.compile(
    r"\b(?:conditions|disorders|diagnoses|symptoms|signs|causes|risks|complications|side effects|treatments?|therapies"
    r"|services|procedures|techniques|injections|modalities|options|indications|contraindications|candidates?|uses"
    r"|used for|reasons|benefits|advantages|diagnos(?:is|ed|ing)|types|kinds|examples|tests|treat|treated|help|respond"
    r"|benefit|recommended|offer|done|expertise|should (?:you )?not|feel like|know if|lead to)\b",
    re.IGNORECASE,
)
#: So many short lines below it are a list, each of so many words and code points at most.
_LISTED, _NAME_WORDS, _NAME_LENGTH = 3, 8, 60


@dataclass(frozen=True, slots=True)
class Line:
    """A line or a rejoined paragraph: its content's position, its bullet, and whether a blank line stands before."""

    start: int
    end: int
    text: str
    bullet: bool
    after_blank: bool
    before_blank: bool
    #: The bullet is a number.
    numbered: bool = False
    #: 'Q:' stands before it.
    asked: bool = False


def is_question(text: str) -> bool:
    """Tell whether a line is a question, with what leads to it or a second one behind it."""
    return len(text) <= _QUESTION_LENGTH and _QUESTION.fullmatch(text) is not None


def is_title_case(text: str) -> bool:
    """Tell whether all words but the small ones start with a capital."""
    words = re.findall(r"[^\W\d_][\w’'&.-]*", text)
    return bool(words) and all(word[0].isupper() or word in _SMALL for word in words) and words[0][0].isupper()


def is_heading_shaped(line: Line, following: Line | None) -> bool:
    """Tell whether a line looks like a heading over the line that follows it."""
    text = line.text
    if line.bullet or following is None or LISTING in text or (is_fact(line) and is_fact(following)):
        return False
    if is_question(text):
        return True
    if len(text) > _HEADING_LENGTH or len(text.split()) > _HEADING_WORDS_AT_MOST:
        return False
    if text.endswith((".", ";", ",", ":", "!", "”", "?", "…")) or not text[0].isalnum() or text[0].islower():
        return False
    if is_title_case(text):
        return True
    words = text.split()
    if line.after_blank and not line.before_blank and len(words) <= _HEADING_WORDS and _LABEL.match(following.text):
        return not _LABEL.match(text)
    above_list = line.after_blank and following.bullet and words[-1].lower() not in _SMALL and not _LEAD_IN.search(text)
    standing_alone = line.after_blank and line.before_blank
    return len(words) <= _HEADING_WORDS and (above_list or standing_alone or len(following.text) > 2 * len(text))


def is_fact(line: Line) -> bool:
    """Tell whether a line says one thing behind its name: 'Length: one year'."""
    return not line.bullet and _FACT.match(line.text) is not None


def is_spoken_lead_in(line: Line, following: Line | None) -> bool:
    """Tell whether a line below a heading is a sentence that the list after it goes on with."""
    return following is not None and following.bullet and _SPEAKING.match(line.text) is not None


def numbered_headings(lines: Sequence[Line]) -> frozenset[int]:
    """Return which numbered or bulleted lines are headings: no item follows, and they are formed like headings."""
    return _standing_numbers(lines) | _standing_bullets(lines)


def _standing_bullets(lines: Sequence[Line]) -> frozenset[int]:
    """Return which bulleted lines stand alone over a paragraph each: headings, if there are several of them."""
    found = frozenset(
        index
        for index, line in enumerate(lines[:-1])
        if line.bullet
        and not line.numbered
        and not lines[index + 1].bullet
        and not (index and lines[index - 1].bullet)
        and not (index and lines[index - 1].text.endswith(":"))
        and len(lines[index + 1].text) > _PARAGRAPH
        and is_heading_shaped(replace(line, bullet=False), lines[index + 1])
    )
    return found if len(found) > 1 else frozenset()


def _standing_numbers(lines: Sequence[Line]) -> frozenset[int]:
    """Return which numbered lines are headings: no number follows at once."""
    found = [
        index
        for index, line in enumerate(lines[:-1])
        if line.numbered
        and not lines[index + 1].numbered
        and is_heading_shaped(replace(line, bullet=False), lines[index + 1])
    ]
    standing = [index for index in found if index + 1 < len(lines) and (index == 0 or not lines[index - 1].numbered)]
    return (
        frozenset(standing) if len(standing) > 1 or any(is_question(lines[i].text) for i in standing) else frozenset()
    )


def column_terms(lines: Sequence[Line]) -> frozenset[int]:
    """Return which lines are terms with their descriptions set in a column beside them."""
    found = [index for index, line in enumerate(lines) if not line.bullet and _COLUMN.match(line.text)]
    return frozenset(found) if len(found) > 1 else frozenset()


def is_announcing(line: Line) -> bool:
    """Tell whether a line is formed like a heading and says what is listed below it: 'Conditions we treat'."""
    text = line.text
    if line.bullet or len(text.split()) > _HEADING_WORDS or len(text) > _NAME_LENGTH or not text[0].isupper():
        return False
    return not text.endswith((".", ";", ",", ":", "!")) and _ANNOUNCED.search(text) is not None


def opens_section(line: Line) -> bool:
    """Tell whether a heading opens a new part of a text by its first words, or as a question."""
    return _OPENING.match(line.text) is not None or is_question(line.text)


def list_length(lines: Sequence[Line], first: int) -> int:
    """Return how many of the lines from `first` on are items of a list that the line before introduces or announces.

    Items are short lines without final stop; a single short line over a long one is a heading, and so is the last
    of several if it looks unlike the items.
    """
    if not 0 < first < len(lines):
        return 0
    introduced = _LEAD_IN.search(lines[first - 1].text[-_LEAD_IN_END:]) is not None
    block = 0 if introduced else _block_length(lines, first)
    if block or not (introduced or is_announcing(lines[first - 1])):
        return block
    spoken = _spoken_length(lines, first) if lines[first - 1].text.endswith(":") else 0
    if spoken:
        return spoken
    end = first
    while end < len(lines) and _is_item(lines[end]):
        if not introduced and not _is_brief(lines[end]):
            break
        if end > first and is_question(lines[end].text):
            break
        if end > first and lines[end].after_blank != lines[first + 1].after_blank:
            break
        end += 1
    count = end - first
    if (
        count >= 2
        and end < len(lines)
        and not _is_item(lines[end])
        and _is_odd(lines[end - 1].text, lines[first : end - 1])
    ):
        count -= 1
    return count if count >= (2 if introduced else _LISTED) else 0


def _is_brief(line: Line) -> bool:
    """Tell whether a line can be a name, and is not the heading of what follows."""
    return len(line.text) <= _NAME_LENGTH and len(line.text.split()) <= _NAME_WORDS and not _OPENING.match(line.text)


def _block_length(lines: Sequence[Line], first: int) -> int:
    """Return how many lines from `first` on are items below a heading: several short ones without a blank between."""
    above = lines[first - 1]
    if not lines[first].after_blank or not above.before_blank or not is_heading_shaped(above, lines[first]):
        return 0
    end = first
    while end < len(lines) and _is_item(lines[end]) and len(lines[end].text) <= _SHORT:
        end += 1
        if lines[end - 1].before_blank:
            return end - first if end - first >= _ENOUGH else 0
    return 0


def _spoken_length(lines: Sequence[Line], first: int) -> int:
    """Return how many lines from `first` on are sentences that a lead-in lists, where blank lines part what is not."""
    end = first
    while end < len(lines) and not lines[end].bullet and (end == first or not lines[end].after_blank):
        end += 1
    listed = lines[first:end]
    if (
        not _ENOUGH <= len(listed) <= _MOST
        or _is_item(lines[first])
        or (lines[first].after_blank and not lines[first - 1].before_blank)
    ):
        return 0
    return len(listed) if all(len(line.text) <= _LONGEST and line.text[-1] not in ":?" for line in listed) else 0


def _is_item(line: Line) -> bool:
    return not line.bullet and len(line.text) <= _ITEM_LENGTH and not line.text.endswith((".", ":", "?", "!"))


def _is_odd(text: str, items: Sequence[Line]) -> bool:
    """Tell whether the last short line before a paragraph is a heading and not one more item."""
    if _OPENING.match(text):
        return not (text.startswith("You") and any(item.text.startswith("You") for item in items))
    titled = sum(is_title_case(item.text) for item in items)
    return len(text.split()) > 1 and is_title_case(text) and titled * 2 < len(items)
