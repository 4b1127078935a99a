"""How far before a statement a sentence may doubt or deny it."""

from __future__ import annotations

import re

from paingraph.loader.claims import Polarity
from paingraph.loader.context import Context
from paingraph.loader.definitions import RELATIVES
from paingraph.loader.phrases import Sentence

__all__ = ["judge"]

#: How many words before a statement may doubt or deny it.
_SCOPE, _LEAD = 6, 5
#: Signs behind which another clause begins.
_STOPS = frozenset({":", ";"})
#: With these a sentence opens with what it is said for or when it holds.
_FRONTING = frozenset("for if when once after where because although while since until as".split())
#: Words that join a phrase to the one before it.
_INTRODUCING = frozenset("from of due caused resulting arising after in".split())


def judge(sentence: Sentence, match: re.Match[str], subject: int, context: Context) -> Polarity:
    """Return the polarity of a match, whose scope is the clause from its subject to its object."""
    if not context.judged or sentence.words.isdisjoint(context.book.cues.words):
        return Polarity.ASSERTED
    trigger = sentence.index_at(match.start())
    before = 0 <= subject <= trigger
    first = subject if before else max(0, trigger - _SCOPE)
    if before and _begins_clause(sentence, first):
        pass
    elif not before or not _is_within_phrase(sentence, subject, match):
        first = _lead(sentence, first)
    first = max(first, _main_clause(sentence, trigger), _behind_stop(sentence, trigger))
    end = match.end()
    if "object" in match.re.groupindex and int(match["object"]) != trigger:
        end = match.start("object")
    return context.book.cues.judge(sentence.code, sentence.offsets[first] - 1, max(end, match.start() + 1))


def _lead(sentence: Sentence, first: int) -> int:
    """Return where the words begin that lead to a statement's clause: behind a colon, if one stands among them."""
    start = max(0, first - _LEAD)
    stops = [index for index in range(start, first) if sentence.items[index].word in _STOPS]
    return stops[-1] + 1 if stops else start


def _behind_stop(sentence: Sentence, trigger: int) -> int:
    """Return where a statement's own clause begins behind a colon: 'it is not for all: infection rules it out'."""
    stops = [index for index in range(trigger) if sentence.items[index].word in _STOPS]
    return stops[-1] + 1 if stops else 0


def _begins_clause(sentence: Sentence, subject: int) -> bool:
    """Tell whether a clause of its own begins with its subject: '…, and both may …'."""
    words = [item.word for item in sentence.items[max(0, subject - 2) : subject]]
    return words in ([",", "and"], [",", "but"])


def _main_clause(sentence: Sentence, trigger: int) -> int:
    """Return where the clause of a statement begins behind a fronted one: 'if tablets no longer help, a pump can …'."""
    if sentence.items[0].word not in _FRONTING:
        return 0
    commas = [index for index in range(1, trigger) if sentence.items[index].word == ","]
    return commas[-1] + 1 if commas else 0


def _is_within_phrase(sentence: Sentence, subject: int, match: re.Match[str]) -> bool:
    """Tell whether the statement is made in passing, so that what the sentence denies is something else.

    'Does not relieve pain from arthritis' denies no cause.
    """
    behind = sentence.items[subject + 1 : subject + 3]
    if any(item.word in RELATIVES for item in behind):
        return True
    last = int(match["object"]) if "object" in match.re.groupindex else subject
    between = sentence.items[subject + 1 : last]
    return bool(between) and between[0].word in _INTRODUCING and all(item.phrase is None for item in between)
