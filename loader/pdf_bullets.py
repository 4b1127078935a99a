"""Bullets that are no letters: browsers print those of lists as small filled shapes, left of the lines."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

__all__ = ["Box", "bullet_before", "drawn_bullets"]

#: Shapes of one page that are looked at; more are a drawing.
_MANY = 10_000
#: Points: no bullet is larger.
_LARGEST = 12.0
#: A bullet is so high and so far from the text, in units of the line's size.
_SMALL, _LARGE, _FAR = 0.12, 0.5, 1.6
#: Width and height of a bullet differ by no more than this factor.
_ROUND = 1.35


class Box(NamedTuple):
    """Where a shape stands on its page, in points from the left and from the bottom."""

    left: float
    bottom: float
    right: float
    top: float


def drawn_bullets(page: Any) -> list[Box]:
    """Return the shapes of a page that are as small and as wide as high as bullets are."""
    found: list[Box] = []
    for shape in islice(page.get_objects([pdfium.FPDF_PAGEOBJ_PATH], max_depth=1), _MANY):
        try:
            box = Box(*shape.get_bounds())
        except pypdfium2.PdfiumError:
            continue
        width, height = box.right - box.left, box.top - box.bottom
        if 0 < width < _LARGEST and 0 < height < _LARGEST and 1 / _ROUND < width / height < _ROUND:
            found.append(box)
    return found


def bullet_before(bullets: Sequence[Box], left: float, bottom: float, size: float) -> Box | None:
    """Return the bullet that stands before a line with this left end, bottom edge and size, if there is one."""
    for box in bullets:
        middle = (box.bottom + box.top) / 2
        fits = _SMALL * size < box.top - box.bottom < _LARGE * size
        if fits and 0 <= left - box.right < _FAR * size and bottom + 0.1 * size < middle < bottom + 0.9 * size:
            return box
    return None
