"""The values of settings: each reader takes what stands in a flag, a variable or a file, and says what it expects.

A value that is wrong is a ValueError whose message goes on after "must be".
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from paingraph.ontology.errors import UsageError
from paingraph.queries.services import parse_hosts

__all__ = [
    "read_host",
    "read_hosts",
    "read_log_level",
    "read_path",
    "read_secret",
    "read_url",
    "seconds",
    "sizes",
    "whole_numbers",
]

_UNITS = {"": 1, "b": 1, "kb": 1_000, "mb": 1_000_000, "gb": 1_000_000_000}
_LOG_LEVELS = ("debug", "info", "warning", "error")


def read_path(value: object) -> Path:
    """Read a path; `~` is the user's home."""
    if not isinstance(value, str | Path) or not str(value) or "\0" in str(value):
        raise ValueError("a path")
    return Path(value).expanduser()


def read_host(value: object) -> str:
    """Read a name or address to listen on."""
    if not isinstance(value, str) or not value or any(sign.isspace() or sign in "/\0" for sign in value):
        raise ValueError("a host name or an address, such as 127.0.0.1")
    return value


def read_url(value: object) -> str:
    """Read the address of an endpoint."""
    if not isinstance(value, str) or not value.startswith(("http://", "https://")) or any(s.isspace() for s in value):
        raise ValueError("the address of a SPARQL endpoint, beginning with http:// or https://")
    return value


def read_hosts(value: object) -> tuple[str, ...]:
    """Read hosts, as a text or a list."""
    try:
        return parse_hosts(" ".join(map(str, value)) if isinstance(value, list | tuple) else str(value))
    except UsageError:
        raise ValueError("hosts parted by commas, each HOST or HOST:PORT") from None


def read_secret(value: object) -> str:
    """Read a token, without surrounding white space."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError("a token")
    return value.strip()


def read_log_level(value: object) -> str:
    """Read the name of a level."""
    if value not in _LOG_LEVELS:
        raise ValueError("one of " + ", ".join(_LOG_LEVELS))
    return str(value)


def whole_numbers(low: int, high: int) -> Callable[[object], int]:
    """Return what reads a whole number within bounds."""

    def read(value: object) -> int:
        expected = f"a whole number from {low} to {high}"
        text = str(value).strip()
        if isinstance(value, bool | float) or not text.isascii() or not text.isdigit() or len(text) > 20:
            raise ValueError(expected)
        if not low <= int(text) <= high:
            raise ValueError(expected)
        return int(text)

    return read


def seconds(low: float, high: float) -> Callable[[object], float]:
    """Return what reads a number of seconds within bounds."""

    def read(value: object) -> float:
        expected = f"a number of seconds from {low:g} to {high:g}"
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise ValueError(expected)
        try:
            number = float(value)
        except ValueError:
            raise ValueError(expected) from None
        if not low <= number <= high:
            raise ValueError(expected)
        return number

    return read


def sizes(low: int) -> Callable[[object], int]:
    """Return what reads a number of bytes, with a unit or without."""

    def read(value: object) -> int:
        expected = f"a size of at least {low} bytes, such as 64000000, 64MB or 1.5GB"
        text = str(value).strip().lower()
        number = text.rstrip("kmgb").strip()
        unit = text[len(number) :].strip()
        if isinstance(value, bool) or unit not in _UNITS:
            raise ValueError(expected)
        try:
            size = float(number) * _UNITS[unit]
        except ValueError:
            raise ValueError(expected) from None
        if not low <= size <= 1e15:
            raise ValueError(expected)
        return int(size)

    return read
