"""English as messages need it: how many things there are, which of them, and articles."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["counted", "did_you_mean", "either", "with_article"]

#: The ending of a noun that becomes '-ies'.
_Y = re.compile(r"(?<![aeiou])y$")


def counted(number: float, noun: str) -> str:
    """Return a number of things: '1 claim', '2,000 claims', '3 entities'; of several words, the last one counts."""
    written = f"{number:,}" if isinstance(number, int) else f"{number:g}"
    return f"{written} {noun if number == 1 else _Y.sub('ie', noun) + 's'}"


def with_article(noun: str) -> str:
    """Return 'a procedure', 'an imaging modality'; the letter tells, which is right for the nouns of the ontology."""
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"


def either(names: Iterable[str]) -> str:
    """Return names as alternatives, 'a, b or c'; nothing for none."""
    *most, last = [*names] or [""]
    return f"{', '.join(most)} or {last}" if most else last


def did_you_mean(names: Iterable[str]) -> str:
    """Return what follows the sentence that nothing has a name: the question for the nearest, if any are near."""
    offered = either(names)
    return f" Did you mean {offered}?" if offered else ""
