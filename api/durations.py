"""ISO 8601 durations and intervals in words, for readers: `P3W/P4W` is '3 to 4 weeks'."""

from __future__ import annotations

import re

from paingraph.ontology.english import counted

__all__ = ["in_words"]

_DURATION = re.compile(
    r"P(?!$)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?!$)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?"
)
_UNITS = ("year", "month", "week", "day", "hour", "minute", "second")


def in_words(text: str) -> str:
    """Return a duration or an interval of two in words; anything else as it is."""
    parts = [_parts(duration) for duration in text.split("/")]
    if not all(parts) or len(parts) > 2:
        return text
    if len(parts) == 2 and len(parts[0]) == len(parts[1]) == 1 and parts[0][0][1] == parts[1][0][1]:
        return f"{parts[0][0][0]} to {_words(parts[1])}"
    return " to ".join(_words(part) for part in parts)


def _parts(duration: str) -> list[tuple[int, str]]:
    match = _DURATION.fullmatch(duration)
    return [(int(n), unit) for n, unit in zip(match.groups(), _UNITS, strict=True) if n] if match else []


def _words(parts: list[tuple[int, str]]) -> str:
    return " ".join(counted(number, unit) for number, unit in parts)
