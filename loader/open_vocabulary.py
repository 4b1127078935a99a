"""Open vocabulary: names that the vocabulary lacks, told by their heads, endings and modifiers.

Such a name becomes a candidate: an entity which a curator may take into the vocabulary.
"""

from __future__ import annotations

from collections.abc import Sequence

from paingraph.loader.allergies import with_allergies
from paingraph.loader.grammar import grammar, kind_of_head
from paingraph.loader.lexicon import Lexicon
from paingraph.loader.mentions import DETERMINERS, Mention, put
from paingraph.loader.tokens import Token, normal
from paingraph.loader.widening import STRUCTURES, Widening

__all__ = ["find_candidates"]

#: Kinds whose names take the field's modifiers.
_COMPOUNDING = frozenset(
    {"Condition", "Procedure", "AnatomicalStructure", "PainGenerator", "Device", "Substance", "Therapy"}
)
#: A name with such a word in it takes nothing before it: 'arm pain that persists after surgery'.
_OF_CLAUSES = frozenset({"that", "which", "after"})


def find_candidates(tokens: Sequence[Token], mentions: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    """Return the mentions of a block with those that the grammar adds or widens."""
    by_first = {mention.first: mention for mention in mentions}
    widening = Widening(tokens, mentions, lexicon)
    result = dict(by_first)
    heads = [place for place, token in enumerate(tokens) if place in by_first or kind_of_head(token.norm)]
    for position in heads:
        found: Mention | None = None
        if position not in widening.covered:
            found = _new(tokens, position, widening)
        elif position in by_first:
            mention = by_first[position]
            found = _spelled_out(tokens, mention, lexicon) or _wider(tokens, mention, widening)
        if found is not None:
            put(result, found)
    return with_allergies(tokens, sorted(result.values(), key=lambda mention: mention.first))


def _new(tokens: Sequence[Token], position: int, widening: Widening) -> Mention | None:
    """Return the name of which a word is the head that is part of no known name."""
    head = kind_of_head(tokens[position].norm)
    if head is None or _is_done(tokens, position):
        return None
    kind, alone = head
    return widening.widened(position, position + 1, kind, alone=alone)


def _wider(tokens: Sequence[Token], mention: Mention, widening: Widening) -> Mention | None:
    """Return the name that a known one makes with modifiers before it: 'chronic hip pain'."""
    kind = _compounding_kind(tokens, mention)
    if kind is None or len(mention.readings) > 1 or mention.owned:
        return None
    if any(token.norm in _OF_CLAUSES for token in tokens[mention.first : mention.last]):
        return None
    return widening.widened(mention.first, mention.last, kind, alone=False)


def _compounding_kind(tokens: Sequence[Token], mention: Mention) -> str | None:
    """Return of what kind the names are that a known one makes, or none if it makes none.

    A structure that the vocabulary names in several words makes none: it is told as exactly as can be.
    """
    heads, last = grammar().heads, tokens[mention.last - 1].norm
    kind = mention.readings[0].kind
    if kind in STRUCTURES:
        kind = heads.get(last, kind)
        if kind in STRUCTURES and (mention.last - mention.first > 1 or last not in heads):
            return None
    makes = kind in _COMPOUNDING and (kind != "Procedure" or last in heads)
    return kind if makes else None


def _is_done(tokens: Sequence[Token], position: int) -> bool:
    """Tell whether a word is a verb: 'when scar tissue blocks the usual route'."""
    following = tokens[position + 1].word if position + 1 < len(tokens) else ""
    return tokens[position].word == "blocks" and following in DETERMINERS


def _spelled_out(tokens: Sequence[Token], mention: Mention, lexicon: Lexicon) -> Mention | None:
    """Return what an abbreviation and the word before it name: 'interlaminar ESI'."""
    first = mention.first - 1
    if mention.last - mention.first != 1 or not tokens[mention.first].text.isupper() or first < 0:
        return None
    words = [normal(word) for word in mention.readings[0].label.split()]
    found = lexicon.find([tokens[first].norm, *words])
    if not found:
        return None
    return Mention(tokens[first].start, mention.end, first, mention.last, found)
