"""Whether a text asserts, doubts or denies what a rule found: cues around the match, in the manner of ConText.

Harkema et al., "ConText: an algorithm for determining negation, experiencer, and temporal status from clinical
reports" (2009): a cue rules the words after it up to a terminating word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from paingraph.loader.claims import Polarity
from paingraph.loader.patterns import any_of

__all__ = ["Cues"]

#: What something is done without, or in the place of, before what it is: 'instead of a block for sciatica'.
_REPLACED = re.compile(r" (?:instead of|rather than|without)(?: [a-z]+){0,2} <[^>]+>(?= [a-z<])")
#: Between clauses of which each may be doubted by itself.
_BORDER = re.compile(r" ;(?= )|,(?= (?:and|but|whereas|while|although|though) )")


@dataclass(frozen=True, slots=True)
class Cues:
    """Expressions that doubt or deny, expressions that only look so, and words that end their scope."""

    hedges: re.Pattern[str]
    negations: re.Pattern[str]
    pseudo: re.Pattern[str]
    terminators: re.Pattern[str]
    #: Expressions that doubt all that their sentence says, wherever they stand in it.
    doubts: re.Pattern[str]
    #: … and those that deny it behind what they deny: 'has been tried without success'.
    failures: re.Pattern[str]
    #: The longest word of each cue that doubts or denies, which tells most: a sentence without any is asserted.
    words: frozenset[str]

    @classmethod
    def of(cls, data: Mapping[str, Sequence[str]]) -> Cues:
        """Compile the lists of cues."""
        hedges, negations, doubts, failures = (data[name] for name in ("hedges", "negations", "doubts", "failures"))
        return cls(
            hedges=_any_of(hedges),
            negations=_any_of(negations),
            pseudo=_any_of(data["pseudo"]),
            terminators=_any_of(data["terminators"]),
            doubts=_any_of(doubts),
            failures=_any_of(failures),
            words=frozenset(max(reversed(cue.split()), key=len) for cue in (*hedges, *negations, *doubts, *failures)),
        )

    def judge(self, code: str, start: int, end: int) -> Polarity:
        """Return the polarity of what stands in `code[start:end]` of an encoded sentence.

        `start` is where the clause or the subject begins, `end` where the statement's last argument begins.
        """
        scope = f"{code[start:end].rstrip(' .,;')} "
        last = 0
        for terminator in self.terminators.finditer(scope):
            last = terminator.end() - 1
        scope = self.pseudo.sub("  ", _REPLACED.sub(" ", scope[last:]))
        if any(_reaches(code, doubt.start(), start, end) for doubt in self.doubts.finditer(code)):
            return Polarity.HEDGED
        if self.hedges.search(scope):
            return Polarity.HEDGED
        failed = any(_reaches(code, failure.start(), start, end) for failure in self.failures.finditer(code, end))
        if failed or self.negations.search(scope):
            return Polarity.NEGATED
        return Polarity.ASSERTED


def _reaches(code: str, doubt: int, start: int, end: int) -> bool:
    """Tell whether a doubt is of the statement in `code[start:end]`: not if it has a clause and things of its own."""
    borders = [0, *(border.end() for border in _BORDER.finditer(code)), len(code)]
    first, last = next((first, last) for first, last in pairwise(borders) if first <= doubt <= last)
    if "<" not in code[first:last]:  # of what stands before it, up to a semicolon
        part = code.rfind(" ;", 0, doubt) + 1
        return "<" not in code[part:last] or end > part
    return start < last and end > first


def _any_of(expressions: Sequence[str]) -> re.Pattern[str]:
    return re.compile(f" {any_of(expressions)}(?= )" if expressions else r"(?!)")
