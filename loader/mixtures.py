"""What 'the drug' or 'the mixture' does, which a sentence named before: 'The mixture calms the nerve'."""

from __future__ import annotations

from collections.abc import Sequence

from paingraph.loader.mentions import Mention
from paingraph.loader.tokens import Token
from paingraph.loader.topic import Topic

__all__ = ["with_mixture"]

_DEFINITE = frozenset({"the", "this", "these"})
#: What stands for one substance, and what stands for all that were given together.
_SINGLE = frozenset({"drug", "medication", "medicine", "substance"})
_MIXED = frozenset("mixture blend mix solution combination drugs medications medicines substances".split())
_PASSIVE = frozenset("is are was were be been being has had have".split())
_MODALS = frozenset("can may might will could should then also helps help".split())


def with_mixture(
    tokens: Sequence[Token], mentions: Sequence[Mention], topic: Topic, verbs: frozenset[str]
) -> list[Mention]:
    """Return the mentions of a sentence with that of the drug with which it opens, if it tells what this does."""
    if len(tokens) < 4 or tokens[0].word not in _DEFINITE or not _acts(tokens, verbs):
        return list(mentions)
    word = tokens[1].word
    given = topic.given
    if not given or not (word in _MIXED or (word in _SINGLE and len(given) == 1)):
        return list(mentions)
    kept = [mention for mention in mentions if mention.first > 1 or mention.last > 2]
    start = Mention(tokens[1].start, tokens[1].end, 1, 2, given, resolved=True)
    return [start, *kept] if len(kept) == sum(mention.last > 2 for mention in mentions) else list(mentions)


def _acts(tokens: Sequence[Token], verbs: frozenset[str]) -> bool:
    """Tell whether an active verb follows the second word."""
    following = [token.word for token in tokens[2:5]]
    while following and following[0] in _MODALS:
        if following[0] in {"help", "helps"}:
            return True
        following = following[1:]
    return bool(following) and following[0] in verbs and following[0] not in _PASSIVE
