"""How many things there are, as English writes it: '1 claim', '2,000 claims', '3 entities'."""

from __future__ import annotations

import re

__all__ = ["counted"]

#: The ending of a noun that becomes '-ies'.
_Y = re.compile(r"(?<![aeiou])y$")


def counted(number: float, noun: str) -> str:
    """Return a number of things; of several words, the last one counts."""
    written = f"{number:,}" if isinstance(number, int) else f"{number:g}"
    return f"{written} {noun if number == 1 else _Y.sub('ie', noun) + 's'}"
