"""Widening names: a head takes the field's modifiers, structures and persons' names before it into its name.

*Chronic hip pain*, a *hamstring injection*, *Raynaud disease*.
"""

from __future__ import annotations

from collections.abc import Sequence

from paingraph.loader.coined_names import coin, named_by, without_tail
from paingraph.loader.grammar import grammar
from paingraph.loader.lexicon import Lexicon
from paingraph.loader.mentions import DETERMINERS, Mention
from paingraph.loader.tokens import Token

__all__ = ["STRUCTURES", "Widening"]

#: Kinds of what has a place in the body.
STRUCTURES = frozenset({"AnatomicalStructure", "PainGenerator"})
#: Heads of diseases that bear the name of who described them.
_EPONYMIC = frozenset(
    "disease syndrome palsy neuroma tumor contracture phenomenon neuralgia deformity cyst catheter needle".split()
)
#: … and of tests, whose names they alone make: a nerve test is none of somebody's.
_TESTS = frozenset({"test", "sign", "maneuver"})
#: Words in capitals that are nobody's name: 'More Than Needles'.
_NO_NAMES = DETERMINERS | frozenset(
    "than of with and or for in to by on at from no not more other what our after".split()
)
#: What makes another thing of a substance; how or where it is given does not.
_OF_SUBSTANCES = frozenset({"particulate", "nonparticulate", "adjacent", "substance"})
#: What is done with a substance, or comes of it.
_OF_DRUGS = frozenset({"injection", "infusion", "allergy", "withdrawal", "toxicity", "overdose", "misuse"})
#: Forms of what looks like a modifier and is a verb; and sides, which make no other procedure.
_VERBS, _SIDES = frozenset({"lowers", "eyes"}), frozenset({"left", "right"})
#: Of a place, unless they stand before what is felt there: 'to lower inflammation'.
_LEVELS = frozenset({"lower", "upper"})
#: Heads that make no name with how long something lasts.
_UNTOLD, _LASTING = (
    frozenset("syndrome disorder disease".split()),
    frozenset("acute chronic persistent recurrent".split()),
)
#: At most so many modifiers make one name.
_LONGEST = 4


class Widening:
    """The widening of names in a block of text."""

    def __init__(self, tokens: Sequence[Token], mentions: Sequence[Mention], lexicon: Lexicon) -> None:
        self._tokens = tokens
        self._lexicon = lexicon
        self._by_last = {mention.last: mention for mention in mentions}
        #: The tokens that name something already.
        self.covered = {position for mention in mentions for position in range(mention.first, mention.last)}

    def widened(self, first: int, last: int, kind: str, *, alone: bool) -> Mention | None:
        """Return the name of a head with what belongs to it before it; `alone` tells that it is a name without."""
        tokens, start = self._tokens, self._start(first, kind)
        if start == first and not alone:
            return None
        if tokens[last - 1].norm in _UNTOLD and _LASTING.issuperset(token.norm for token in tokens[start : last - 1]):
            return None
        stretch = tokens[start : without_tail(tokens, first, last, self._lexicon)]
        found = named_by([token.norm for token in stretch if token.norm[0].isalnum()], self._lexicon)
        readings = tuple(entity for entity in found if entity.kind == kind) or (coin(stretch, kind),)
        return Mention(tokens[start].start, tokens[last - 1].end, start, last, readings)

    def _start(self, first: int, kind: str) -> int:
        """Return where the name begins whose head begins at a token."""
        start = first
        while start > 0 and first - start < _LONGEST:
            further = self._further(start, first, kind)
            if further == start:
                break
            start = further
        return start

    def _further(self, start: int, head: int, kind: str) -> int:
        """Return where a name begins with what stands before its `start`, or this if that is no part of it."""
        tokens, before = self._tokens, self._tokens[start - 1]
        named = self._by_last.get(start)
        if named is not None and _is_taken(named.readings[0].kind, kind, tokens[head].norm):
            return named.first
        if start - 1 not in self.covered:
            if self._is_modifier(start - 1, head, kind):
                return _hyphenated(tokens, start - 1)
            if start == head and _is_eponym(tokens, start - 1, head):
                return _hyphenated(tokens, start - 1)
        if before.text == "-" and before.glued and start > 1 and start - 2 not in self.covered:
            norm = tokens[start - 2].norm
            return start - 2 if norm in grammar().modifiers and _modifies(norm, kind) else start
        return start

    def _is_modifier(self, position: int, head: int, kind: str) -> bool:
        """Tell whether a word before a name makes another thing of it."""
        token = self._tokens[position]
        return (
            token.norm in grammar().modifiers
            and token.word not in _VERBS
            and not (position + 1 == head and kind == "Condition" and token.norm in _LEVELS)
            and token.text[0].isalpha()
            and _modifies(token.norm, kind)
            and self._tokens[head].norm not in _TESTS
        )


def _is_taken(named: str, kind: str, head: str) -> bool:
    """Tell whether a head takes a name of the kind `named` into its own: 'hamstring injection', 'opioid overdose'."""
    if named in STRUCTURES:
        return kind in {"Condition", "Procedure"} and head not in _TESTS
    return named == "Substance" and head in _OF_DRUGS


def _hyphenated(tokens: Sequence[Token], start: int) -> int:
    """Return where the name of persons begins that are joined by hyphens: 'Brown-Sequard syndrome'."""
    while start > 1 and tokens[start - 1].text == "-" and _is_name(tokens[start - 2].text):
        start -= 2
    return start


def _modifies(norm: str, kind: str) -> bool:
    """Tell whether a modifier makes another thing of one of the kind."""
    return norm in _OF_SUBSTANCES if kind == "Substance" else kind != "Procedure" or norm not in _SIDES


def _is_eponym(tokens: Sequence[Token], position: int, head: int) -> bool:
    """Tell whether a disease bears a person's name: 'Raynaud disease'."""
    text = tokens[position].text
    inside = position > 0 and tokens[position - 1].text not in {".", "?", "!", ":"}
    heads = _TESTS | _EPONYMIC
    return inside and _is_name(text) and tokens[position].word not in _NO_NAMES and tokens[head].norm in heads


def _is_name(text: str) -> bool:
    """Tell whether a word is written as a person's name is."""
    return text[0].isupper() and text[1:].replace("'", "").replace("’", "").islower()
