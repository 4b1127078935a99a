"""Variants of what a name stands for, told behind it by less than their names: 'pain (both acute and chronic)'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from paingraph.loader.lexicon import Lexicon
from paingraph.loader.mentions import Mention
from paingraph.loader.stretches import COORDINATORS, MODIFIERS, mention_of, norms
from paingraph.loader.tokens import Token

__all__ = ["variants"]

#: At most so many words has a name that is written in part.
_LONGEST_PART = 3
#: Behind a name these may lead to the number of a type.
_BEFORE_NUMBERS = COORDINATORS | {"type", "types"}


def variants(tokens: Sequence[Token], mention: Mention, lexicon: Lexicon) -> list[Mention]:
    """Return the variants that stand behind a name, in parentheses, behind a colon or by their numbers."""
    behind = tokens[mention.last].text.lower() if mention.last + 1 < len(tokens) else ""
    if behind == "(":
        return _in_parentheses(tokens, mention, lexicon)
    if behind == ":":
        return _behind_colon(tokens, mention, lexicon)
    return _numbered(tokens, mention, lexicon) if behind in _BEFORE_NUMBERS else []


def _behind_colon(tokens: Sequence[Token], mention: Mention, lexicon: Lexicon) -> list[Mention]:
    """Find 'caudal' in 'epidural steroid injections: interlaminar, transforaminal and caudal'."""
    if len(mention.readings) != 1:
        return []
    words = norms(tokens, mention.first, mention.last)
    found: list[Mention] = []
    for first, last in _listed(tokens, mention.last + 1):
        part = norms(tokens, first, last)
        keys = ([*part, *words[kept:]] for kept in range(len(words)))
        readings = next((named for key in keys if (named := lexicon.find(key))), ())
        general = mention.readings[0].id
        if not readings or readings[0].id == general or not lexicon.is_kind_of(readings[0].id, general):
            break
        found.append(mention_of(tokens, first, last, readings))
    return found


def _in_parentheses(tokens: Sequence[Token], mention: Mention, lexicon: Lexicon) -> list[Mention]:
    """Find 'acute' and 'chronic' in 'pain (both acute and chronic)'."""
    words = norms(tokens, mention.first, mention.last)
    found: list[Mention] = []
    cursor = mention.last + 1
    while cursor < len(tokens) and tokens[cursor].text != ")":
        if tokens[cursor].norm in MODIFIERS or tokens[cursor].text.lower() in COORDINATORS:
            cursor += 1
            continue
        entities = lexicon.find([tokens[cursor].norm, *words])
        if not entities:
            return []
        found.append(mention_of(tokens, cursor, cursor + 1, entities))
        cursor += 1
    return found


def _numbered(tokens: Sequence[Token], mention: Mention, lexicon: Lexicon) -> list[Mention]:
    """Find 'type 2' in 'complex regional pain syndrome type 1 and type 2', and both types in '… types I and II'."""
    words = norms(tokens, mention.first, mention.last)
    cursor, found = mention.last, []
    if words[-2:-1] == ["type"]:
        words = words[:-2]
    elif tokens[cursor].norm == "type":
        readings = lexicon.find([*words, "type", tokens[cursor + 1].norm])
        if readings:
            found.append(mention_of(tokens, mention.first, cursor + 2, readings))
        cursor += 2
    else:
        return []
    while cursor + 1 < len(tokens) and tokens[cursor].text.lower() in COORDINATORS:
        number = cursor + 2 if tokens[cursor + 1].norm == "type" else cursor + 1
        readings = lexicon.find([*words, "type", tokens[number].norm]) if number < len(tokens) else ()
        if not readings:
            break
        found.append(mention_of(tokens, cursor + 1, number + 1, readings))
        cursor = number + 1
    return found


def _listed(tokens: Sequence[Token], first: int) -> Iterator[tuple[int, int]]:
    """Yield where the parts of an enumeration stand, without what parentheses say of them."""
    start, position = first, first
    while position <= len(tokens):
        word = tokens[position].text.lower() if position < len(tokens) else "."
        if word in COORDINATORS or word in {"(", ".", ";"}:
            if start < position:
                yield start, position
            while word == "(" and position < len(tokens) and tokens[position].text != ")":
                position += 1
            start = position + 1
        if word == "." or position - start > _LONGEST_PART:
            return
        position += 1
