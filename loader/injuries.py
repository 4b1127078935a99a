"""Injuries named by what befalls a structure: 'a torn labrum', 'damage to the intercostal nerve'."""

from __future__ import annotations

from collections.abc import Sequence

from paingraph.loader.lexicon import Lexicon, name_key
from paingraph.loader.mentions import Mention, overlapping
from paingraph.loader.places import behind_articles, goes_on, place_at
from paingraph.loader.symptom_words import SymptomWords
from paingraph.loader.tokens import Token

__all__ = ["injury_at"]

#: Between an injury and what it befalls.
_PREPOSITIONS = frozenset({"of", "to", "in"})
_STRUCTURES = frozenset({"AnatomicalStructure", "PainGenerator", "Substance"})


def injury_at(
    tokens: Sequence[Token], position: int, mentions: Sequence[Mention], known: SymptomWords, lexicon: Lexicon
) -> list[tuple[int, int, str]]:
    """Return the stretch that names an injury from a position on, with its label; none if there is no structure."""
    norm = tokens[position].norm
    if [token.word for token in tokens[max(0, position - 2) : position]] == ["wear", "and"]:
        return []  # 'wear and tear'
    if norm in known.torn:
        head = known.torn[norm]
        end, said = place_at(tokens, position + 1, known.structures)
    elif norm in known.tears and position + 1 < len(tokens) and tokens[position + 1].word in _PREPOSITIONS:
        head = known.tears[norm]
        end, said = _structure_at(tokens, behind_articles(tokens, position + 2, known), known, mentions)
    else:
        return []
    return [(position, end, _label(said, head, lexicon))] if said and not goes_on(tokens, end) else []


def _label(said: str, head: str, lexicon: Lexicon) -> str:
    """Return the label of an injury: what is known of the structure, or of structures of its sort, or a new name."""
    words = name_key(said)
    for start in range(len(words)):
        found = lexicon.find([*words[start:], head])
        if found and found[0].kind == "Condition":
            return found[0].label
    return f"{said} {head}"


def _structure_at(
    tokens: Sequence[Token], position: int, known: SymptomWords, mentions: Sequence[Mention]
) -> tuple[int, str]:
    """Return where the structure ends that is named at a position, and its name."""
    for mention in overlapping(mentions, position, position + 1):
        if mention.first == position and mention.readings[0].kind in _STRUCTURES:
            end, said = place_at(tokens, position, known.structures)
            return (end, said) if end >= mention.last and said else (mention.last, mention.readings[0].label)
        return position, ""
    return place_at(tokens, position, known.structures)
