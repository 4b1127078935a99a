"""A sentence of a text as rules see it: its tokens, mentions and durations as items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from paingraph.loader.enumerations import coordinate
from paingraph.loader.folding import fold
from paingraph.loader.mentions import Mention
from paingraph.loader.phrases import Item, Member, Phrase, Sentence
from paingraph.loader.tokens import Token

__all__ = ["encode"]

#: Between the items of a list within a line, which may begin behind one of these.
_BULLETS, _OPENING = frozenset("•·▪●◦"), frozenset({":", ",", "—"})
_HYPHENS = frozenset("-‐‑")
#: What is written together with the word before it, and that word where it changes.
_CONTRACTED = {"n't": "not", "'ll": "will", "'ve": "have", "'re": "are"}
_CHANGED = {"can't": ("cannot",), "won't": ("will", "not"), "shan't": ("shall", "not")}
#: Abbreviations that are several tokens ('E.g.', 'i. e.'), by the word that each begins with, and what follows it.
_ABBREVIATED = {"e": ("e.g.", [".", "g"]), "i": ("i.e.", [".", "e"])}


def encode(
    tokens: Sequence[Token], mentions: Sequence[Mention], values: Sequence[tuple[int, int, str]], verbs: frozenset[str]
) -> Sentence:
    """Return the tokens of a sentence with their mentions, coordinated ones in one phrase.

    `values` are durations with their positions; `verbs` are words that cannot stand inside an enumeration.
    """
    items: list[Item] = []
    lengths = {start: (end, value) for start, end, value in values}
    covered = position = 0
    starts: dict[int, Mention | None] = {mention.first: mention for mention in mentions}
    for first, mention in (*starts.items(), (len(tokens), None)):
        if first < position:
            continue
        for index, token in enumerate(tokens[position:first], position):
            if token.start in lengths:
                covered, value = lengths[token.start]
                items.append(Item(token.start, covered, "", Phrase((), value)))
            elif token.start < covered:
                continue
            elif token.word.isalpha():
                items.append(Item(token.start, token.end, token.word))
            elif token.glued and token.text in _HYPHENS:
                continue
            elif token.text in _BULLETS:
                items += [] if not items or items[-1].word in _OPENING else [Item(token.start, token.end, ",")]
            elif "'" in token.word:
                items += [Item(token.start, token.end, word) for word in _spelled_out(token.word)]
            elif token.text != "." or not _is_point(tokens, index):
                items.append(Item(token.start, token.end, token.word))
        if mention is not None:
            items.append(Item(mention.start, mention.end, "", Phrase(_members(mention))))
            position = max(mention.last, first + 1)
    return Sentence(coordinate(fold(_abbreviated(items)), verbs))


def _abbreviated(items: list[Item]) -> list[Item]:
    """Return the items with 'E.g.' and 'i. e.' as one word each, as other spellings are; a comma behind them goes."""
    if _ABBREVIATED.keys().isdisjoint([item.word for item in items]):
        return items
    kept: list[Item] = []
    position = 0
    while position < len(items):
        item = items[position]
        position += 1
        word, rest = _ABBREVIATED.get(item.word, ("", []))
        if rest and [other.word for other in items[position : position + 2]] == rest:
            position += 2
            position += _word_at(items, position) == "."
            item = Item(item.start, items[position - 1].end, word)
            position += _word_at(items, position) == ","
        kept.append(item)
    return kept


def _word_at(items: Sequence[Item], position: int) -> str:
    """Return the word at a position, or none behind the last one."""
    return items[position].word if position < len(items) else ""


def _is_point(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether a full stop is the point of a decimal: '0.25 %'."""
    if not 0 < index < len(tokens) - 1:
        return False
    before, after = tokens[index - 1], tokens[index + 1]
    return before.text.isdigit() and after.text.isdigit() and before.end + 1 == after.start


def _spelled_out(word: str) -> tuple[str, ...]:
    """Return the words that are written as one: 'have' and 'not' for "haven't"."""
    full = _CONTRACTED.get(word[-3:])
    if full is None or len(word) < 4:
        return (word,)
    return _CHANGED.get(word) or (word[:-3], full)


def _members(mention: Mention) -> tuple[Member, ...]:
    """Return one member for a name, and one for each of the things that a pronoun stands for."""
    if mention.resolved and len(mention.readings) > 1:
        return tuple(Member(replace(mention, readings=(reading,))) for reading in mention.readings)
    return (Member(mention),)
