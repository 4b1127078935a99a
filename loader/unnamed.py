"""Subjects that no name of the vocabulary tells: in 'Loss of sensation is feared, since it …' 'it' is the loss."""

from __future__ import annotations

from collections.abc import Sequence

from paingraph.loader.definitions import SINGULAR
from paingraph.loader.mentions import DETERMINERS, Mention
from paingraph.loader.tokens import Token

__all__ = ["is_of_unnamed"]

#: Where the predicate of a sentence begins.
_FINITE = frozenset("is are was were has have can may will must should cannot does do".split())
#: Words with which a sentence opens and that are no nouns.
_NO_NOUNS = frozenset(
    """however therefore then when once after before because although though while since until unless where whether
    most many some other others such there here also often today first second next last finally only even still instead
    otherwise despite during through under over from into between with without about both each every more less another
    patients people doctors those these they this that what which would could should depending here's it's that's
    afterward afterwards meanwhile nowadays neither either none nothing nobody everyone anyone
    """.split()
)
#: Between the first word of such a subject and its predicate.
_REACH = 6


def is_of_unnamed(tokens: Sequence[Token], position: int, mentions: Sequence[Mention], *, plural: bool) -> bool:
    """Tell whether a pronoun behind the first clause may stand for a subject of the sentence that has no name."""
    first = 1 if tokens[0].text.lower() in DETERMINERS else 0
    named = {index for mention in mentions for index in range(mention.first, mention.last)}
    if first >= position or first in named or not _is_noun(tokens[first]):
        return False
    for index in range(first + 1, min(position, first + _REACH)):
        word = tokens[index].text.lower()
        if word in {",", ";", ":", "(", "and"}:
            return False
        if word in _FINITE:
            head = tokens[first].text.lower()
            many = head.endswith("s") and not head.endswith("ss") and word not in SINGULAR
            return many == plural and index < position
    return False


def _is_noun(token: Token) -> bool:
    word = token.text.lower()
    return word.isalpha() and len(word) > 3 and word not in _NO_NOUNS and not word.endswith(("ly", "ing", "ed"))
