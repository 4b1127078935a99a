"""The printed lines of a PDF: their words with positions, sizes and weight, in the order of the text objects."""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from paingraph.loader.pdf_bullets import Box, bullet_before, drawn_bullets
from paingraph.loader.pdf_streams import check_streams
from paingraph.ontology.errors import DocumentError

__all__ = ["MAXIMUM_PAGES", "PrintedLine", "Word", "printed_lines"]

#: Pages of one document; books of the field have fewer.
MAXIMUM_PAGES = 2_000
#: Characters of one page; more are a drawing or an attack.
_MAXIMUM_CHARACTERS = 100_000
#: PDFium's error code for a missing password (FPDF_ERR_PASSWORD).
_PASSWORD = 4
#: What PDFium gives for a hyphen at a line end, instead of a line end.
_LINE_HYPHENS = (0x02, 0xFFFE)
_LINE_HYPHEN = "\ufffe"
#: Fonts whose letters are pictures: at the start of a line they are bullets.
_PICTURE_FONT = re.compile(r"wingdings|symbol|dingbat|bullet", re.IGNORECASE)
_BOLD_FONT = re.compile(r"bold|black|heavy|semib|demi(?!n)", re.IGNORECASE)
#: A gap of so many sizes between words sets columns apart.
_COLUMN_GAP = 1.4
#: Share of characters without a meaning from which on a text cannot be read.
_UNMAPPED = 0.3


@dataclass(frozen=True, slots=True)
class Word:
    """A word as printed: its text and where it begins and ends, in points."""

    text: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line as printed; `bottom` counts in points from the page's bottom edge, `height` is the page's.

    `size` is the height of its letters with their line's room; `soft` tells that it ends with a soft hyphen.
    """

    words: tuple[Word, ...]
    bottom: float
    size: float
    bold: bool
    page: int
    height: float
    is_rotated: bool = False
    soft: bool = False

    @property
    def text(self) -> str:
        """The words with spaces between."""
        return " ".join(word.text for word in self.words)

    @property
    def left(self) -> float:
        """Where the line begins."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where the line ends."""
        return self.words[-1].right

    def cells(self) -> list[tuple[Word, ...]]:
        """Return the words between wide gaps."""
        cells: list[list[Word]] = []
        for word in self.words:
            if cells and word.left - cells[-1][-1].right < _COLUMN_GAP * self.size:
                cells[-1].append(word)
            else:
                cells.append([word])
        return [tuple(cell) for cell in cells]


def printed_lines(data: bytes) -> tuple[list[PrintedLine], dict[str, str]]:
    """Return the lines of a PDF and its properties; one without text to read is a DocumentError that says why."""
    check_streams(data)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD:
            raise DocumentError("the PDF is protected by a password; save it without one.") from error
        raise DocumentError("a broken PDF: its structure cannot be read.") from error
    with closing(document):
        if len(document) > MAXIMUM_PAGES:
            raise DocumentError(f"the PDF has {len(document):,} pages, more than the {MAXIMUM_PAGES:,} allowed.")
        lines: list[PrintedLine] = []
        images = 0
        for number in range(len(document)):
            try:
                page = document[number]
            except pypdfium2.PdfiumError as error:
                raise DocumentError(f"a broken PDF: page {number + 1} cannot be read.") from error
            with closing(page), closing(page.get_textpage()) as text:
                found = list(_lines_of(text, number, page.get_height(), drawn_bullets(page)))
                images += not found and any(True for _ in page.get_objects([pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=2))
                lines.extend(found)
        properties = document.get_metadata_dict(skip_empty=True)
    _check_text(lines, images)
    return lines, properties


def _check_text(lines: Sequence[PrintedLine], images: int) -> None:
    if not lines and images:
        raise DocumentError("the PDF is a scan without text: it shows pictures of pages; run text recognition over it.")
    if not lines:
        raise DocumentError("the PDF holds no text.")
    text = "".join(word.text for line in lines for word in line.words)
    unmapped = sum(letter == "\ufffd" or unicodedata.category(letter) in ("Co", "Cn") for letter in text)
    if unmapped > _UNMAPPED * len(text):
        raise DocumentError("the PDF does not say which letters its fonts show; export it anew, with Unicode text.")


@dataclass(slots=True)
class _Sign:
    """A character on a page: its index there, and its box."""

    index: int
    text: str
    left: float
    bottom: float
    right: float
    top: float


def _lines_of(page: Any, number: int, height: float, bullets: Sequence[Box]) -> Iterator[PrintedLine]:
    """Yield the lines of a page's text."""
    raw = page.raw
    count = page.count_chars()
    if count > _MAXIMUM_CHARACTERS:
        raise DocumentError(f"page {number + 1} of the PDF has {count:,} characters, more than a page can show.")
    signs: list[_Sign] = []
    box = pdfium.FS_RECTF()
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(raw, index)
        text = chr(code) if code < 0xD800 or 0xDFFF < code < 0x110000 else "\ufffd"
        is_hyphen = code in _LINE_HYPHENS
        if text in "\r\n" or is_hyphen:
            if is_hyphen and signs:
                signs.append(_Sign(index, _LINE_HYPHEN, signs[-1].right, 0, signs[-1].right, 0))
            yield from _line(raw, signs, number, height, bullets)
            signs = []
        else:
            pdfium.FPDFText_GetLooseCharBox(raw, index, box)
            signs.append(_Sign(index, text, box.left, box.bottom, box.right, box.top))
    yield from _line(raw, signs, number, height, bullets)


def _line(raw: Any, signs: list[_Sign], number: int, height: float, bullets: Sequence[Box]) -> Iterator[PrintedLine]:
    seen = [sign for sign in signs if sign.text.strip() and sign.text not in (_LINE_HYPHEN, "\0", "\x02")]
    if not seen:
        return
    size = max(sign.top - sign.bottom for sign in seen)
    kept = [sign for sign in signs if not _is_raised_number(sign, seen, size)]
    words = list(_words(kept))
    if not words:
        return
    fonts = [_font(raw, sign.index) for sign in (seen[0], seen[len(seen) // 2], seen[-1])]
    if _PICTURE_FONT.search(fonts[0]) and len(words[0].text) == 1 and len(words) > 1:
        words[0] = Word("•", words[0].left, words[0].right)
    soft = words[-1].text.endswith("\xad")
    if soft:
        words[-1] = Word(words[-1].text[:-1] + "-", words[-1].left, words[-1].right)
    bottoms = sorted(sign.bottom for sign in seen)
    bottom = bottoms[len(bottoms) // 2]
    bullet = bullet_before(bullets, words[0].left, bottom, size)
    if bullet is not None:
        words.insert(0, Word("•", bullet.left, bullet.right))
    angle = pdfium.FPDFText_GetCharAngle(raw, seen[0].index)
    yield PrintedLine(
        tuple(words),
        bottom,
        size,
        all(_BOLD_FONT.search(font) for font in fonts[-2:]),
        number,
        height,
        0.1 < angle < 6.18,
        soft,
    )


def _is_raised_number(sign: _Sign, seen: Sequence[_Sign], size: float) -> bool:
    """Tell whether a character is part of a footnote's number: a small digit above the line."""
    if not (sign.text.isdigit() or sign.text in ",*†‡") or sign.top - sign.bottom > 0.9 * size:
        return False
    return sign.bottom > min(other.bottom for other in seen) + 0.15 * size


def _words(signs: Sequence[_Sign]) -> Iterator[Word]:
    text, left, right = "", 0.0, 0.0
    for sign in signs:
        character = "-" if sign.text == _LINE_HYPHEN else sign.text
        if "\uf020" <= character <= "\uf0ff" and not text:
            character = "•"
        if not character.strip() or character in "\0\x02":
            if text:
                yield Word(text, left, right)
            text = ""
            continue
        left = left if text else sign.left
        text, right = text + character, sign.right
    if text:
        yield Word(text, left, right)


def _font(raw: Any, index: int) -> str:
    """Return the name of the font that a character is set in, with a word for its weight."""
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(raw, index, name, 128, flags)
    weight = pdfium.FPDFText_GetFontWeight(raw, index)
    return name.value.decode("utf-8", "replace") + (" bold" if weight >= 600 else "")
