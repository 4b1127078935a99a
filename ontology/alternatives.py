"""Names of which one may be meant, as messages offer them: 'a, b or c'."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["did_you_mean", "either"]


def either(names: Iterable[str]) -> str:
    """Return the names as alternatives; nothing for none."""
    *most, last = [*names] or [""]
    return f"{', '.join(most)} or {last}" if most else last


def did_you_mean(names: Iterable[str]) -> str:
    """Return what follows the sentence that nothing has a name: the question for the nearest, if any are near."""
    offered = either(names)
    return f" Did you mean {offered}?" if offered else ""
