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
#: Two abbreviations by the word that each begins with, and how they are written, the longest form first.
_ABBREVIATED = {"e": "e.g.", "eg": "e.g.", "i": "i.e.", "ie": "i.e."}
_FORMS = {
    "e": (["e", ".", "g", "."], ["e", ".", "g"]),
    "eg": (["eg", "."], ["eg"]),
    "i": (["i", ".", "e", "."], ["i", ".", "e"]),
    "ie": (["ie", "."], ["ie"]),
}
_CHANGED = {"can't": ("cannot",), "won't": ("will", "not"), "shan't": ("shall", "not")}


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
            elif token.start < covered or (token.glued and token.text in _HYPHENS):
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
    """Return the items with 'e.g.' and 'i.e.' as one word each, however they are written; a comma behind them goes."""
    kept: list[Item] = []
    position = 0
    while position < len(items):
        item = items[position]
        words = [other.word for other in items[position : position + 4]] if item.word in _ABBREVIATED else []
        length = next((len(form) for form in _FORMS[item.word] if words[: len(form)] == form), 0) if words else 0
        if length:
            item = Item(item.start, items[position + length - 1].end, _ABBREVIATED[item.word])
        kept.append(item)
        position += length or 1
        if length and position < len(items) and items[position].word == ",":
            position += 1
    return kept


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
