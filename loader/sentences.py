"""Sentences of a paragraph, by their final stops."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["sentences"]

#: The stop of a sentence, and the numbers of notes behind it; one sign is sought faster than several.
_STOP = re.compile(
    r"[.!?…][.!?…]*[\"”’')\]]*(?:(?<!\d[.!?…])\d{1,6}(?:[,–-]\d{1,3})*|(?:\[[\d,–-]{1,8}\])+)?(?=\s+[\"“‘'(\[]*[A-Z0-9À-Ý•])"
)
#: A stop behind which a space is missing: 'to the spine.It is'.
_CLOSE = re.compile(r"[.!?](?<=[a-z]{3}.)(?=[A-Z][a-z]* )")
#: No sentence has more code points; reading one takes time in proportion to the square of its length.
_LONGEST = 1500
#: The full stop of a word of one, two, three, four or six letters behind which no sentence ends.
_ABBREVIATED = re.compile(
    r"\.(?:(?<=\b[A-Z].)|(?<=\b(?:Dr|Mr|Ms|St|vs|cf|No).)|(?<=\b(?:Mrs|etc|e\.g|i\.e|Fig|Inc|Ltd).)"
    r"|(?<=\b(?:Prof|resp|incl).)|(?<=\bapprox.))"
)


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield start and end of each sentence of `text[start:end]`; what has no stop for long is cut between words."""
    for begin, stop in _stopped(text, start, end):
        while stop - begin > _LONGEST:
            cut = text.rfind(" ", begin + _LONGEST // 2, begin + _LONGEST)
            cut = cut if cut > 0 else begin + _LONGEST
            yield begin, cut
            begin = cut
            while begin < stop and text[begin].isspace():
                begin += 1
        if begin < stop:
            yield begin, stop


def _stopped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    stops = [*_STOP.finditer(text, start, end), *_CLOSE.finditer(text, start, end)]
    for stop in sorted(stops, key=re.Match.start):
        if _ABBREVIATED.match(text, stop.start()):
            continue
        yield begin, stop.end()
        begin = stop.end()
        while begin < end and text[begin].isspace():
            begin += 1
    if begin < end:
        yield begin, end
