"""Allergies, told by what causes them: 'allergic to steroids, iodine or latex'."""

from __future__ import annotations

from collections.abc import Sequence

from paingraph.loader.claims import Entity
from paingraph.loader.mentions import Mention, put
from paingraph.loader.tokens import Token
from paingraph.ontology.namespaces import slugify

__all__ = ["with_allergies"]

#: The names of allergies are those that people use of what causes them.
_ALLERGIC = frozenset({"allergic", "allergy", "hypersensitivity"})
_CALLED = {"corticosteroid": "steroid", "contrast-agent": "contrast", "gadolinium-contrast-agent": "gadolinium"}
_JOINING = frozenset({",", "and", "or"})


def with_allergies(tokens: Sequence[Token], mentions: Sequence[Mention]) -> list[Mention]:
    """Return the ordered mentions of a block, with allergies instead of the substances that cause them."""
    if _ALLERGIC.isdisjoint([token.norm for token in tokens]):
        return list(mentions)
    result = {mention.first: mention for mention in mentions}
    earlier: Mention | None = None
    for mention in mentions:
        earlier = _allergy(tokens, mention, earlier)
        if earlier is not None:
            put(result, earlier)
    return sorted(result.values(), key=lambda mention: mention.first)


def _allergy(tokens: Sequence[Token], mention: Mention, earlier: Mention | None) -> Mention | None:
    """Return the condition in 'allergic to local anesthetics', and those that are joined to an `earlier` one."""
    if mention.readings[0].kind != "Substance" or mention.first < 2:
        return None
    before = [token.norm for token in tokens[mention.first - 2 : mention.first]]
    first = mention.first
    if before[1] == "to" and before[0] in _ALLERGIC:
        first -= 2
    elif earlier is None or not {token.norm for token in tokens[earlier.last : first]} <= _JOINING:
        return None
    called = _CALLED.get(mention.readings[0].id, mention.readings[0].label)
    label = f"{called} allergy"
    return Mention(tokens[first].start, mention.end, first, mention.last, (Entity(slugify(label), label, "Condition"),))
