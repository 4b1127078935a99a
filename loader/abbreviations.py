"""Abbreviations in capitals: those that a document defines, and what one stands for: 'ablation (RFA)'."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from paingraph.loader.claims import Entity
from paingraph.loader.lexicon import Lexicon
from paingraph.loader.mentions import Mention
from paingraph.loader.tokens import Token

__all__ = ["abbreviated", "abbreviations_in"]

_CAPITALS = re.compile(r"[A-Z][A-Za-z0-9&]*[A-Z0-9]s?")


def abbreviations_in(tokens: Sequence[Token], mentions: Sequence[Mention]) -> dict[str, tuple[Entity, ...]]:
    """Return the abbreviations that a block defines: 'long form (ABBR)' or 'ABBR (long form)'."""
    found: dict[str, tuple[Entity, ...]] = {}
    for mention in mentions:
        after, before = mention.last, mention.first - 2
        if after + 2 < len(tokens) and tokens[after].text == "(" and tokens[after + 2].text in "),":
            _define(tokens[after + 1].text, tokens[mention.first : mention.last], mention, found)
        elif (
            before >= 0
            and tokens[before + 1].text == "("
            and mention.last < len(tokens)
            and tokens[mention.last].text == ")"
        ):
            _define(tokens[before].text, tokens[mention.first : mention.last], mention, found)
    return found


def _define(short: str, long: Sequence[Token], mention: Mention, found: dict[str, tuple[Entity, ...]]) -> None:
    """Take `short` for an abbreviation if its letters are initials or letters of the long form, in order."""
    if not _CAPITALS.fullmatch(short):
        return
    letters = iter("".join(token.text for token in long).lower())
    initial = long[0].text[0].lower()
    if short[0].lower() == initial and all(
        letter in letters for letter in short.rstrip("s").lower() if letter.isalpha()
    ):
        found[short.rstrip("s")] = mention.readings


def abbreviated(text: str, lexicon: Lexicon, aliases: Mapping[str, tuple[Entity, ...]]) -> tuple[Entity, ...]:
    """Return what a word stands for if it is an abbreviation, first by the document's own `aliases`."""
    if not _CAPITALS.fullmatch(text):
        return ()
    for form in (text, text.removesuffix("s")):
        if form in aliases:
            return aliases[form]
        if form in lexicon.abbreviations and form not in lexicon.ambiguous:
            entities = lexicon.abbreviations[form]
            return entities if len(entities) == 1 else ()
    return ()
