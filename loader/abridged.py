"""Terms that leave out what their heading says: 'Caudal' among the kinds of epidural steroid injection."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from paingraph.loader.claims import Entity
from paingraph.loader.lexicon import Lexicon, name_key
from paingraph.loader.mentions import DETERMINERS, Mention, overlapping
from paingraph.loader.tokens import Token

__all__ = ["abridged"]

#: So many words has such a term at most.
_LONGEST = 3
#: Words that stand for what is left out: 'the caudal route'.
_STANDING = frozenset({"approach", "route", "technique", "access", "method", "form", "type", "variant"})
#: Where a term ends: at a sign, or with its cell.
_SIGNS = frozenset(":.,;(–—-|")


def abridged(
    tokens: Sequence[Token], above: Iterable[Mention], lexicon: Lexicon, known: Sequence[Mention]
) -> Mention | None:
    """Return what a term names at the beginning of a block, completed by names `above` it.

    A term is left alone in which something is `known` to be named.
    """
    first = 1 if tokens and tokens[0].norm in DETERMINERS else 0
    last = first
    while last < len(tokens) and tokens[last].text not in _SIGNS:
        last += 1
    words = [token.norm for token in tokens[first:last]]
    modifiers = [word for word in words if word not in _STANDING]
    if not 0 < len(words) <= _LONGEST or not modifiers or any(True for _ in overlapping(known, first, last)):
        return None
    readings = next((found for mention in above if (found := _completed(modifiers, mention, lexicon))), ())
    return Mention(tokens[first].start, tokens[last - 1].end, first, last, readings) if readings else None


def _completed(modifiers: Sequence[str], mention: Mention, lexicon: Lexicon) -> tuple[Entity, ...]:
    """Return the procedure that words and the end of a more general one's name call together."""
    general = mention.readings[0]
    words = name_key(general.label) if general.kind == "Procedure" else ()
    for start in range(len(words)):
        found = lexicon.find([*modifiers, *words[start:]])
        narrower = tuple(e for e in found if e != general and lexicon.is_kind_of(e.id, general.id))
        if narrower:
            return narrower
    return ()
