"""Linking a text to the vocabulary: longest match over the lexicon, word by word."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from paingraph.loader.abbreviations import abbreviated
from paingraph.loader.claims import Entity
from paingraph.loader.guarded_names import is_meant
from paingraph.loader.lexicon import ENTITIES, Lexicon, Trie
from paingraph.loader.mentions import Mention
from paingraph.loader.tokens import Token

__all__ = ["is_of_relief", "link"]

_HYPHENS = frozenset("-‐‑")
_PERSON = re.compile(
    r"(?:ist|ian|doctor|surgeon|provider|team|practitioner|expert|consultant|chiropractor|professional|internist)s?$",
    re.I,
)
#: Said of relief as well as of pain.
_LASTING = frozenset("long lasting longer persistent sustained enduring ongoing durable".split())
#: What is done about pain, and pains whose management is that of pain.
_SYMPTOM, _PAIN, _MANAGEMENT, _UNPLACED = (
    "symptom",
    "pain",
    "pain-management",
    frozenset({"pain", "chronic-pain", "acute-pain"}),
)
#: A noun that tells what something is stands so near behind one of these.
_COPULAS, _NEAR = frozenset("is are be become becomes being as".split()), 4
#: … unless one of these asks whether it is that.
_ASKING = frozenset("whether if which where what".split())
#: Behind symptoms that are told.
_LISTING = frozenset("include are such like can may vary range".split())
#: An aside within a name ends before so many tokens.
_ASIDE = 6


def link(tokens: Sequence[Token], lexicon: Lexicon, aliases: Mapping[str, tuple[Entity, ...]]) -> list[Mention]:
    """Return the mentions in a block's tokens, none overlapping; `aliases` are the document's own abbreviations."""
    mentions: list[Mention] = []
    trie, behind = lexicon.trie, 0
    openers = [place for place, token in enumerate(tokens) if token.norm in trie or token.text != token.word]
    for position in openers:
        if position < behind:
            continue
        token = tokens[position]
        node: Trie | None = trie.get(token.norm)
        found: tuple[Entity, ...] = ()
        end = position
        if node is not None:
            found, end = _longest(tokens, position, node)
            if not found and end > position + 1:
                behind = end  # an expression that names nothing
                continue
            if end > position + 1 and _is_modifier(
                tokens, position, _with_tail(tokens, end, found, lexicon), trie, found
            ):
                found = ()
            if end > position + 1 and token.norm == "source" and _is_predicate(tokens, position):
                found = ()  # what is the source of pain is no other thing than it
            if found and end == position + 1 and not is_meant(tokens, position, found, lexicon, mentions):
                found = ()
        if not found and token.text != token.word:
            found, end = abbreviated(token.text, lexicon, aliases), position + 1
        if not found:
            continue
        behind = last = _with_tail(tokens, end, found, lexicon)
        owned = any(entity.id in lexicon.owned for entity in found)
        person = _PERSON.search(tokens[last - 1].text) is not None
        if person and position and tokens[position - 1].norm == "nurse":
            continue  # a nurse anesthetist is no anesthesiologist
        mentions.append(Mention(token.start, tokens[last - 1].end, position, last, found, person=person, owned=owned))
    return mentions


def _is_predicate(tokens: Sequence[Token], position: int) -> bool:
    """Tell whether a noun tells what something is: 'the joint is a frequent source'."""
    before = [token.word for token in tokens[max(0, position - 2 * _NEAR) : position]]
    return not _COPULAS.isdisjoint(before[-_NEAR:]) and _ASKING.isdisjoint(before)


def _longest(tokens: Sequence[Token], position: int, node: Trie) -> tuple[tuple[Entity, ...], int]:
    """Return what the longest name names that begins with a word and its `node`, and where it ends."""
    found: tuple[Entity, ...] = node.get(ENTITIES, ())
    end = position + 1
    cursor = position + 1
    while cursor < len(tokens):
        token = tokens[cursor]
        if token.text in _HYPHENS and token.glued and cursor + 1 < len(tokens):
            cursor += 1
            token = tokens[cursor]
        elif token.text == "(" and (behind := _behind_aside(tokens, cursor, node)):
            cursor = behind
            token = tokens[cursor]
        following = node.get(token.norm)
        if following is None or not token.norm:
            break
        node = following
        cursor += 1
        if ENTITIES in node:
            found, end = node[ENTITIES], cursor
    return found, end


def _behind_aside(tokens: Sequence[Token], opening: int, node: Trie) -> int:
    """Return where a name goes on behind an aside of few words, or 0: 'sacroiliac (SI) joint', 'nerve (root) block'."""
    for closing in range(opening + 2, min(opening + _ASIDE, len(tokens) - 1)):
        if tokens[closing].text == ")":
            return closing + 1 if tokens[closing + 1].norm in node else 0
    return 0


def is_of_relief(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Tell whether it is the relief that lasts, and not the pain: 'long-term pain relief'."""
    return last < len(tokens) and tokens[last].norm == "relief" and tokens[first].norm in _LASTING


def _is_modifier(tokens: Sequence[Token], first: int, last: int, trie: Trie, named: Sequence[Entity]) -> bool:
    """Tell whether a name's end begins a name that reaches further: 'long-term pain' in 'long-term pain medication'.

    The management of a pain that has a name is no name: 'hip pain management'.
    """
    if is_of_relief(tokens, first, last):
        return True
    exact = all(entity.kind == "Condition" and entity.id not in _UNPLACED for entity in named)
    for start in range(first + 1, last):
        node = trie.get(tokens[start].norm)
        if node is not None:
            found, end = _longest(tokens, start, node)
            if found and end > last and not (exact and any(entity.id == _MANAGEMENT for entity in found)):
                return True
    return False


def _with_tail(tokens: Sequence[Token], end: int, found: Sequence[Entity], lexicon: Lexicon) -> int:
    """Take in a noun that says again what kind of thing is named."""
    if end == len(tokens):
        return end
    tail = tokens[end].norm
    if tail == _SYMPTOM and (end + 1 == len(tokens) or tokens[end + 1].norm in _LISTING):
        return end  # a heading speaks of the symptoms, or a sentence lists them
    for entity in found:
        if tail in lexicon.tails.get(entity.kind, ()) and tokens[end - 1].word != tokens[end].word:
            return end + 1
        if tail == _PAIN != tokens[end - 1].norm and lexicon.is_kind_of(entity.id, _PAIN):
            return end + 1
    return end
