"""An everyday name and the proper one behind it, which are one name: 'a collapsed lung (pneumothorax)'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from paingraph.loader.lexicon import Lexicon
from paingraph.loader.mentions import Mention
from paingraph.loader.tokens import Token

__all__ = ["glossed"]


def glossed(tokens: Sequence[Token], mentions: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    """Take an everyday name and the proper one behind it for one name: 'a collapsed lung (pneumothorax)'."""
    if "(" not in [token.text for token in tokens]:
        return list(mentions)
    result: list[Mention] = []
    for mention in mentions:
        plain = result[-1] if result else None
        if plain is not None and _is_gloss(tokens, plain, mention, lexicon):
            result[-1] = replace(mention, start=plain.start, first=plain.first, last=mention.last + 1)
        else:
            result.append(mention)
    return result


def _is_gloss(tokens: Sequence[Token], plain: Mention, proper: Mention, lexicon: Lexicon) -> bool:
    """Tell whether parentheses hold one name alone that says more exactly what the name before them means."""
    if (
        plain.last >= len(tokens)
        or tokens[plain.last].text != "("
        or proper.first != plain.last + 1
        or proper.last >= len(tokens)
    ):
        return False
    if tokens[proper.last].text != ")" or len(plain.readings) > 1 or len(proper.readings) > 1:
        return False
    everyday, exact = plain.readings[0], proper.readings[0]
    if everyday.kind != exact.kind:
        return False
    known = everyday.id in lexicon.entities
    return not known or (exact.kind == "ImagingModality" and lexicon.is_kind_of(exact.id, everyday.id))
