"""Durations in words to ISO 8601: 'from 24 to 48 hours' is the interval PT24H/PT48H."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

__all__ = ["Duration", "durations"]

_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "eighteen": 18, "twenty-four": 24, "twenty": 20, "thirty-six": 36, "thirty": 30, "forty-five": 45,
    "forty-eight": 48, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90,
    "a couple of": 2, "a couple": 2, "couple of": 2, "couple": 2, "half an": 0.5, "half a": 0.5,
}  # fmt: skip
_UNITS = {
    "second": "PT{}S",
    "minute": "PT{}M",
    "hour": "PT{}H",
    "day": "P{}D",
    "week": "P{}W",
    "month": "P{}M",
    "year": "P{}Y",
    "min": "PT{}M",
    "hr": "PT{}H",
    "wk": "P{}W",
    "mo": "P{}M",
    "yr": "P{}Y",
}
_NUMBER = rf"(?:\d+(?:\.\d+)?|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_DURATION = re.compile(
    rf"(?<![\w.])(?:(?P<low>{_NUMBER})(?:\s*(?P<unit_low>second|minute|hour|day|week|month|year|min|hr|wk|mo|yr)s?)?\s*(?:-|–|—|\b(?:up\s+)?to\b|\band\b|\bor\b)\s*)?"
    rf"(?P<high>{_NUMBER})[\s\xa0-]*(?P<unit>second|minute|hour|day|week|month|year|min|hr|wk|mo|yr)s?\b(?!\s+old)",
    re.IGNORECASE,
)
#: 'Three to four times a year' is every three or four months.
_TIMES = re.compile(
    r"\b(?:(?:(?P<few>two|three|four|five|six|\d{1,2})\s*(?:-|–|\bto\b|\bor\b)\s*)?"
    r"(?P<many>two|three|four|six|\d{1,2})\s+times|(?P<twice>twice))"
    r"\s+(?:(?:a|per|each|every|in one|in a|in any)\s+(?:\w+[\s-]month\s+)?year|yearly|annually)\b",
    re.IGNORECASE,
)
_MONTHS = 12
_ADVERBS = {"daily": "P1D", "weekly": "P1W", "fortnightly": "P2W", "monthly": "P1M", "yearly": "P1Y", "annually": "P1Y"}
_ADVERB = re.compile(rf"\b(?:{'|'.join(_ADVERBS)})\b", re.IGNORECASE)
#: Of these a text without durations has none, which is quickly seen; and few others have such words.
_SIGNS = (*_UNITS, "daily", "annually")
_SIGN = re.compile(rf"(?:{'|'.join(_UNITS)})s?\b|{'|'.join(_ADVERBS)}")


class Duration(NamedTuple):
    """A duration as it stands in a text, and its ISO 8601 form."""

    start: int
    end: int
    value: str


def durations(text: str, start: int, end: int) -> Iterator[Duration]:
    """Yield the durations and intervals of `text[start:end]` that have figures."""
    lower = text[start:end].lower()
    if not any(map(lower.__contains__, _SIGNS)) or _SIGN.search(lower) is None:
        return
    rates = list(_rates(text, start, end)) if "year" in lower or "annually" in lower else []
    yield from rates
    for match in _DURATION.finditer(text, start, end):
        if any(rate.start < match.end() and match.start() < rate.end for rate in rates):
            continue
        unit = match["unit"].lower()
        high = _iso(match["high"], unit)
        if unit == "second" and match["high"].lower() == "a":
            continue  # 'a second opinion'
        low = match["low"]
        if low and low.lower() in ("a", "an") and not match["unit_low"]:
            low = None
        value = f"{_iso(low, (match['unit_low'] or unit).lower())}/{high}" if low else high
        yield Duration(match.start(), match.end(), value)
    for match in _ADVERB.finditer(text, start, end):
        if any(rate.start <= match.start() < rate.end for rate in rates):
            continue
        yield Duration(match.start(), match.end(), _ADVERBS[match.group().lower()])


def _rates(text: str, start: int, end: int) -> Iterator[Duration]:
    """Yield how long it is between two of so many times a year, if that is a number of months."""
    for match in _TIMES.finditer(text, start, end):
        counts = ["two" if match["twice"] else match["many"], match["few"]]
        times = [_NUMBERS.get(count.lower()) or float(count) for count in counts if count]
        months = [f"P{_MONTHS / time:g}M" for time in times if time and _MONTHS % time == 0]
        if len(months) == len(times):
            yield Duration(match.start(), match.end(), "/".join(months))


def _iso(number: str, unit: str) -> str:
    value = _NUMBERS.get(number.lower())
    if value is None:
        value = float(number)
    if value == 0.5 and unit in ("hour", "year"):
        value, unit = (30, "minute") if unit == "hour" else (6, "month")
    return _UNITS[unit].format(f"{value:g}")
