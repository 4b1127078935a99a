"""A neurolytic block of something is its neurolysis: that of the celiac plexus is celiac plexus neurolysis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from paingraph.loader.claims import Entity
from paingraph.loader.lexicon import Lexicon, name_key
from paingraph.loader.mentions import Mention
from paingraph.loader.tokens import Token
from paingraph.ontology.namespaces import slugify

__all__ = ["with_neurolyses"]

_LYTIC = "neurolytic"
#: A block is named with its structure by so many words at least.
_NAMED = 3


def with_neurolyses(tokens: Sequence[Token], mentions: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    """Return the mentions of a stretch of text with neurolytic blocks as what they are."""
    if _LYTIC not in [token.norm for token in tokens]:
        return list(mentions)
    return [_lysed(tokens, mention, lexicon) for mention in mentions]


def _lysed(tokens: Sequence[Token], mention: Mention, lexicon: Lexicon) -> Mention:
    words = mention.readings[0].label.split() if mention.readings else []
    first = max(0, mention.first - 1)
    destroying = any(token.norm == _LYTIC for token in tokens[first : mention.last])
    apart = any(token.norm == "of" for token in tokens[mention.first : mention.last])
    if not destroying or not apart or words[-1:] != ["block"] or len(words) < _NAMED:
        return mention
    label = " ".join([*(word for word in words[:-1] if word != _LYTIC), "neurolysis"])
    readings = lexicon.find(name_key(label)) or (Entity(slugify(label), label, "Procedure"),)
    first = first if tokens[first].norm == _LYTIC else mention.first
    return replace(mention, readings=readings, first=first, start=tokens[first].start)
