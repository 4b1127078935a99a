"""Everyday wordings of what has a proper name: 'your sugars may run high', 'the nerve is burnt'."""

from __future__ import annotations

from collections.abc import Sequence

from paingraph.loader.claims import Entity
from paingraph.loader.lexicon import ENTITIES, Lexicon, Trie
from paingraph.loader.linking import is_of_relief
from paingraph.loader.mentions import Mention, overlapping
from paingraph.loader.tokens import Token

__all__ = ["with_wordings"]

#: What may stand between the words of a wording and says nothing of what is meant.
_FILLERS = frozenset(
    """a an the your my his her its their our this these those some any one of may might can could will would should
    have has had be is are was were been get also often sometimes usually temporarily slightly briefly actually then
    just even still quite very really too more less little bit both by for""".split()
)
#: What does what a wording says, so that it names no procedure of its own.
_DOING = frozenset({"Procedure", "Device", "Substance"})
_PRONOUNS = frozenset({"it", "which"})
#: Between such a subject and its verb.
_INSERTED = frozenset({",", "by", "contrast", "then", "therefore", "also"})
#: Before 'to' these tell that a drug does what follows.
_GIVEN = frozenset("injected used given placed applied administered".split())
_FILLERS_AND_HYPHENS = _FILLERS | frozenset("-‐‑")
#: At most so many of them in a row.
_GAP = 3


def with_wordings(tokens: Sequence[Token], mentions: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    """Return the mentions of a block with the wordings in it; a longer name is kept, a shorter one makes way."""
    wordings = lexicon.wordings
    openers = [position for position, token in enumerate(tokens) if token.norm in wordings]
    result = list(mentions)
    end = 0
    for position in openers:
        token = tokens[position]
        node = wordings[token.norm]
        if position < end or not _may_go_on(tokens, position + 1, node):
            continue
        last, entity = _longest(tokens, position, node)
        if entity is None or not _is_free(result, position, last) or is_of_relief(tokens, position, last):
            continue
        if entity.kind == "Procedure" and _is_deed(tokens, position, result):
            continue
        result = [mention for mention in result if mention.last <= position or mention.first >= last]
        result.append(Mention(token.start, tokens[last - 1].end, position, last, (entity,)))
        result.sort(key=lambda mention: mention.first)
        end = last
    return result


def _may_go_on(tokens: Sequence[Token], position: int, node: Trie) -> bool:
    """Tell whether a wording ends with its first word, or the word behind it may be of the wording."""
    if ENTITIES in node:
        return True
    return position < len(tokens) and (tokens[position].norm in node or tokens[position].norm in _FILLERS_AND_HYPHENS)


def _longest(tokens: Sequence[Token], position: int, node: Trie) -> tuple[int, Entity | None]:
    """Return where the longest wording from a position on ends, and what it means."""
    last, found = position + 1, node.get(ENTITIES)
    cursor = position + 1
    skipped = 0
    while cursor < len(tokens):
        token = tokens[cursor]
        following = node.get(token.norm)
        if following is None:
            if skipped == _GAP or token.norm not in _FILLERS_AND_HYPHENS:
                break
            skipped += 1
        else:
            node, skipped = following, 0
            if ENTITIES in node:
                last, found = cursor + 1, node[ENTITIES]
        cursor += 1
    return last, found[0] if found else None


def _is_deed(tokens: Sequence[Token], position: int, mentions: Sequence[Mention]) -> bool:
    """Tell whether a wording is what a named procedure does, and no other one: 'the block numbs the nerve'."""
    if tokens[position].text.lower().endswith("ing"):
        return False
    before = position - 1
    while before > 0 and (tokens[before].norm in _FILLERS or tokens[before].text in _INSERTED):
        before -= 1
    if before >= 0 and tokens[before].text.lower() in _PRONOUNS:
        return True
    if before > 1 and tokens[before].norm == "to" and tokens[before - 1].text.lower() in _GIVEN:
        return True  # 'lidocaine is injected to numb the nerve'
    near = (mention for mention in mentions if mention.first <= before < mention.last)
    return any(reading.kind in _DOING for mention in near for reading in mention.readings)


def _is_free(mentions: Sequence[Mention], first: int, last: int) -> bool:
    """Tell whether no name that is named here reaches beyond the stretch."""
    return all(first <= mention.first and mention.last <= last for mention in overlapping(mentions, first, last))
