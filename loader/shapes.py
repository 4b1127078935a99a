"""Structure by shape, where a text has no markup: which of its lines are headings, questions, facts and terms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from paingraph.loader.lines import Line

__all__ = [
    "LISTING",
    "column_terms",
    "is_announcing",
    "is_fact",
    "is_heading_shaped",
    "is_question",
    "is_spoken_lead_in",
    "is_title_case",
    "leaves_open",
    "numbered_headings",
    "opens_like_heading",
    "opens_section",
]

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
#: So many words has a heading that is no title, and so many code points one that announces a list.
_HEADING_WORDS, _ANNOUNCING_LENGTH = 9, 60
#: What begins a list within a line.
LISTING = ": •"
#: A line of more code points is a paragraph below a heading.
_PARAGRAPH = 80
#: With one of these a lead-in ends, in so many of its last code points.
_LEAD_IN_END = 12
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
    above_list = line.after_blank and following.bullet and words[-1].lower() not in _SMALL and not leaves_open(text)
    standing_alone = line.after_blank and line.before_blank
    return len(words) <= _HEADING_WORDS and (above_list or standing_alone or len(following.text) > 2 * len(text))


def leaves_open(text: str) -> bool:
    """Tell whether a text ends as a lead-in does, with a colon or amid its sentence: 'such as'."""
    return _LEAD_IN.search(text[-_LEAD_IN_END:]) is not None


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
    found = [index for index, line in enumerate(lines) if not (line.bullet or line.row) and _COLUMN.match(line.text)]
    return frozenset(found) if len(found) > 1 else frozenset()


def is_announcing(line: Line) -> bool:
    """Tell whether a line is formed like a heading and says what is listed below it: 'Conditions we treat'."""
    text = line.text
    if line.bullet or len(text.split()) > _HEADING_WORDS or len(text) > _ANNOUNCING_LENGTH or not text[0].isupper():
        return False
    return not text.endswith((".", ";", ",", ":", "!")) and _ANNOUNCED.search(text) is not None


def opens_section(line: Line) -> bool:
    """Tell whether a heading opens a new part of a text by its first words, or as a question."""
    return opens_like_heading(line.text) or is_question(line.text)


def opens_like_heading(text: str) -> bool:
    """Tell whether a text begins as headings do that follow a list: 'Risks', 'How'."""
    return _OPENING.match(text) is not None
