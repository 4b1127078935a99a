"""Yes or no: what a question asks is said, or denied, by its answer ('Does it help back pain?' 'No.')."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from paingraph.loader.claims import Polarity
from paingraph.loader.mentions import Mention
from paingraph.loader.tokens import Token

__all__ = ["affirmed", "verdict"]

_YES = re.compile(
    r"(?:yes|often|usually|mostly|certainly|definitely|absolutely|indeed|of course|we do|for (?:many|most|some)"
    r"|in (?:many|most)|it (?:can|does|is|may)|they (?:can|do|are|may))\b",
    re.IGNORECASE,
)
_NO = re.compile(
    r"(?:no(?! (?:one|two|more|less|later|sooner|doubt|wonder|idea))|not (?:really|at all|usually|as a rule|any)|never"
    r"|hardly|(?:i am|i['’]m|we are) afraid not|unfortunately not|sadly not|certainly not"
    r"|it (?:is not|isn['’]t|cannot|can['’]t|won['’]t|doesn['’]t|does not|will not)"
    r"|they (?:are not|aren['’]t|cannot|can['’]t|won['’]t|don['’]t|do not))\b",
    re.IGNORECASE,
)
_DOUBT = re.compile(
    r"(?:rarely|seldom|not always|only (?:sometimes|rarely)|not necessarily|nobody knows)\b", re.IGNORECASE
)
#: With these a question opens that can be answered so; those of the first kind leave the statement.
_DUMMIES = frozenset({"do", "does", "did"})
_AUXILIARIES = _DUMMIES | frozenset("is are was can could will would may might should must have has".split())
#: Who denies that it does all of it may say that it does some.
_WHOLLY = frozenset("all completely entirely wholly always only just forever permanently immediately".split())
#: Who or what a question may be about besides a name.
_SUBJECTS = frozenset("it they this these those i you we that".split())
_POINTING = frozenset({"this", "these"})
#: The name that a question is about ends within so many words.
_REACH = 5


def verdict(answer: str) -> Polarity | None:
    """Return whether an answer affirms what was asked, denies it or doubts it; nothing if it does none of these."""
    for known, polarity in ((_DOUBT, Polarity.HEDGED), (_NO, Polarity.NEGATED), (_YES, Polarity.ASSERTED)):
        if known.match(answer):
            return polarity
    return None


def affirmed(
    tokens: Sequence[Token], mentions: Sequence[Mention], polarity: Polarity
) -> tuple[list[Token], list[Mention]] | None:
    """Return a question in the words and the order of a statement, with its mentions: 'it (does not) help pain'."""
    if len(tokens) < 3 or tokens[0].word not in _AUXILIARIES or tokens[-1].text != "?":
        return None
    if polarity is Polarity.NEGATED and not _WHOLLY.isdisjoint(token.word for token in tokens):
        return None
    end = _subject_end(tokens, mentions)
    if end is None:
        return None
    auxiliary = tokens[0]
    inserted: list[Token] = []
    if auxiliary.word not in _DUMMIES or polarity is not Polarity.ASSERTED:
        inserted.append(auxiliary)
    if polarity is Polarity.NEGATED:
        inserted.append(_word("not", auxiliary))
    if polarity is Polarity.HEDGED:
        inserted = [_word("rarely", auxiliary), *(token for token in inserted if token.word not in _DUMMIES)]
    subject, rest = list(tokens[1:end]), [*tokens[end:-1], _word(".", tokens[-1])]
    shift = len(inserted) - 1
    moved = [
        replace(m, first=m.first - 1, last=m.last - 1)
        if m.last <= end
        else replace(m, first=m.first + shift, last=m.last + shift)
        for m in mentions
    ]
    return [*subject, *inserted, *rest], moved


def _subject_end(tokens: Sequence[Token], mentions: Sequence[Mention]) -> int | None:
    """Return where the subject of a question ends: a pronoun, or a name near its beginning."""
    if tokens[1].word in _SUBJECTS:
        follows = (
            next((m.last for m in mentions if m.first == 2), None) if tokens[1].word in {"this", "these"} else None
        )
        return follows or 2
    named = next((mention for mention in mentions if mention.first >= 1), None)
    return named.last if named is not None and named.last <= _REACH + 1 else None


def _word(text: str, place: Token) -> Token:
    return Token(place.start, place.end, text, text, text, False)
