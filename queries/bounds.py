"""How much of a proof is written out; what is left out is counted."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["BOUNDS", "EVERYTHING", "Bounds"]


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many claims and inferences of one statement are written, and how deep inferences may stand."""

    claims: int = 10
    inferences: int = 20
    depth: int = 12


#: What fits a page.
BOUNDS = Bounds()
#: All that was read.
EVERYTHING = Bounds(claims=1_000_000, inferences=1_000_000, depth=1_000_000)
