"""Which part of a procedure's story a section tells, by the words of its heading."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

__all__ = ["Part", "is_grade", "part_of"]


class Part(StrEnum):
    """What a sentence that names no subject is about, in a section."""

    #: The procedure itself.
    MAIN = "main"
    #: Other things that could be done.
    ALTERNATIVES = "alternatives"
    #: What the patient does and is given before and afterwards.
    AROUND = "around"


_ALTERNATIVES = frozenset("alternative alternatives instead".split())
_OTHER = frozenset("other different anything something else".split())
_CHOICES = frozenset("choices options treatments treatment ways possibilities procedures else try".split())
_AROUND = frozenset(
    """before aftercare afterwards afterward prepare preparation preparing home recovery recovering discharge hours
    medicines medications bring letter leave
    """.split()
)


#: A heading of such words alone says how much of what stands above it follows: 'Common', 'Rare but serious'.
_GRADES = frozenset(
    """common frequent rare uncommon occasional serious severe mild moderate harmless likely unlikely
    early late less more most very but and or more the usual
    """.split()
)


def is_grade(words: Sequence[str]) -> bool:
    """Tell whether a heading of these words only grades what stands above it."""
    named = [word for word in words if word[0].isalpha()]
    return bool(named) and _GRADES.issuperset(named)


def part_of(words: Sequence[str]) -> Part:
    """Return the part that a heading of these words, in lower case, announces."""
    named = frozenset(words)
    if named & _ALTERNATIVES or (named & _OTHER and named & _CHOICES):
        return Part.ALTERNATIVES
    return Part.AROUND if named & _AROUND else Part.MAIN
