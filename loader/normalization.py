"""Canonical text: what happens to characters between a file and the text that positions count in.

Plain text is never changed: its canonical text is the decoded file. Formats with markup (Markdown, HTML, DOCX, PDF)
have no text that an editor could show, so they get a canonical text of their own, by these rules:

1. Blocks stand in reading order, each on one line. A blank line separates them; list items and rows of one table
   follow each other without. Line ends, tabs and runs of spaces inside a block are one space.
2. Characters are composed (NFC). No-break and other typographic spaces are spaces, no-break hyphens are hyphens.
   Soft hyphens, zero-width characters, direction marks and control characters are left out. Ligatures (ﬁ, ﬂ, …) are
   their letters. Quotation marks, dashes, apostrophes and all other signs stay as they are.
3. The cells of a table row are separated by ' | '.
4. HTML and Markdown: scripts, styles, comments, images, the marks of footnotes and what is struck out are no text.
   Text that is no part of the page's content (navigation, footers, …) stays in the canonical text, in blocks of the
   kind boilerplate. Bullets and numbers of lists are markup in HTML and DOCX and are left out; typed ones stay in the
   text, before the start of their block. Front matter of Markdown becomes metadata.
5. DOCX: text as shown with all changes accepted: text that is deleted, struck out or hidden, field codes, comments,
   foot- and endnotes with their marks, headers and footers are left out.
6. PDF: a word that is broken at a line end is joined (`joined`); lines are joined to paragraphs; running headers and
   footers and page numbers stand after the paragraph that they interrupt. Raised numbers of footnotes are left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Set as AbstractSet

__all__ = ["is_footnote_mark", "joined", "normalized"]

#: Left out: soft hyphen, zero-width space and joiners, word joiner, direction marks, byte order mark, controls.
_DROPPED = re.compile(
    "[\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]"
)
_SPACE = re.compile(r"\s+")
#: What stands raised behind a word that has a footnote.
_FOOTNOTE_MARK = re.compile(r"\s*\[?(?:\d+|[a-z*†‡])(?:\s*[,–-]\s*\d+)*\]?\s*")
_REPLACED = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u2011": "-", "\u2010": "-"}
)
#: First parts that keep their hyphen when a line breaks after it.
_COMPOUND = frozenset(
    """image long short low high well self non x anti steroid pain nerve facet mid half one two three four
    five six first second third evidence minimally fluoroscopy ultrasound ct cancer opioid c follow
    disease drug dose full part time work life""".split()
)
_WORD_END = re.compile(r"[^\W\d_]+$")
_WORD_START = re.compile(r"[^\W\d_]+")


def is_footnote_mark(raised: str) -> bool:
    """Tell whether raised text is the mark of a footnote."""
    return _FOOTNOTE_MARK.fullmatch(raised) is not None


def normalized(text: str) -> str:
    """Return the canonical form of the text of one block in a format with markup."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    text = _DROPPED.sub("", unicodedata.normalize("NFC", text).translate(_REPLACED))
    return _SPACE.sub(" ", text).strip()


def joined(before: str, after: str, words: AbstractSet[str], *, soft: bool = False) -> str:
    """Join two lines, the first of which ends with a hyphen that may belong to the word or to the line break.

    `words` are the lower-case words of the document, hyphenated ones too. The hyphen goes where the document has the
    word without it, stays where it has it with it, and goes in doubt, unless the first part is one that forms
    compounds ('image-guided') or both parts are words of the document. A soft hyphen always goes.
    """
    stem = before[:-1]
    first, second = _WORD_END.search(stem), _WORD_START.match(after)
    if soft and first and second:
        return stem + after
    if not first or not second or second.group()[0].isupper():
        return before + after
    head, tail = first.group().lower(), second.group().lower()
    if head + tail in words:
        return stem + after
    compound = f"{head}-{tail}" in words or head in _COMPOUND or (head in words and tail in words)
    return (before if compound else stem) + after
