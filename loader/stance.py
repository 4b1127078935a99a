"""Whether a statement is said, doubted or denied, and which statements are none when doubted or denied."""

from __future__ import annotations

import re

from paingraph.loader.claims import Polarity
from paingraph.loader.context import Context
from paingraph.loader.phrases import Sentence
from paingraph.loader.rules import Rule
from paingraph.loader.scope import judge

__all__ = ["stance"]

#: What is said of practitioners is said or denied; what a sentence doubts is something else.
_OF_PRACTITIONERS = frozenset(
    {"hasBackgroundIn", "managesCondition", "performs", "collaboratesWith", "receivesReferralsFrom"}
)
#: What is denied with one of these is only limited.
_WHOLLY = frozenset("completely fully entirely altogether totally all every everyone everybody".split())
#: … and so is the relief that some may not have.
_PERHAPS = frozenset({"may", "might", "some"})
#: What is not done to one of these is forbidden to them: 'it is not given to patients with …'.
_DONE = frozenset("meant intended reserved used given offered performed done".split())
_BARRED = frozenset({"patients", "people", "those", "anyone", "someone"})
#: How rare a complication is, which is no doubt.
_SELDOM = frozenset({"rarely", "seldom"})
#: What those who treat do not do says nothing of what it does: 'we do not offer traction'.
_GIVING = frozenset("offer offers prescribe prescribes start consider try".split())
#: What is denied with one of these is denied of some patients, or in some case.
_CONDITIONAL = frozenset("if when probably unless until patients people those anyone women you who with".split())


def stance(sentence: Sentence, rule: Rule, match: re.Match[str], subject: int, context: Context) -> Polarity | None:
    """Return the polarity of what a match of a rule states, or none if it so states nothing.

    `subject` is the item of the sentence that names the subject, or -1.
    """
    polarity = _polarity(sentence, rule, match, subject, context)
    if polarity is Polarity.NEGATED:
        if _is_not_denied(sentence, rule, match):
            return None
        if rule.relation == "treats" and _is_limited(sentence, rule):
            polarity = Polarity.HEDGED
    if polarity is Polarity.HEDGED and rule.relation == "causedBy" and not sentence.words.isdisjoint(_SELDOM):
        polarity = Polarity.ASSERTED  # what happens rarely happens
    if polarity is Polarity.HEDGED and (rule.relation in _OF_PRACTITIONERS or rule.id == "treats.candidate"):
        return None  # 'you may not be a candidate'
    return polarity


def _polarity(sentence: Sentence, rule: Rule, match: re.Match[str], subject: int, context: Context) -> Polarity:
    """Return what the rule or the sentence says of the polarity of a match."""
    polarity = rule.polarity or judge(sentence, match, subject, context)
    if rule.relation == "alternativeTo" and judge(sentence, match, subject, context) is Polarity.HEDGED:
        return Polarity.HEDGED
    doubted = rule.relation == "treats" and polarity is Polarity.ASSERTED
    return Polarity.HEDGED if doubted and _is_open(sentence, sentence.index_at(match.start())) else polarity


def _is_not_denied(sentence: Sentence, rule: Rule, match: re.Match[str]) -> bool:
    """Tell whether what a sentence denies is not the statement: 'rather than masking the pain'."""
    conditional = rule.relation == "performs" and not sentence.words.isdisjoint(_CONDITIONAL)
    masked = sentence.items[sentence.index_at(match.start())].word.startswith("mask")
    done = rule.id == "treats.indications" or sentence.items[sentence.index_at(match.start())].word in _DONE
    barred = rule.relation == "treats" and done and not _BARRED.isdisjoint(match.group().split())
    kept = rule.id == "treats.of-disorder" and sentence.items[sentence.index_at(match.start())].word in _GIVING
    return conditional or rule.asserted_only or masked or barred or kept


def _is_limited(sentence: Sentence, rule: Rule) -> bool:
    """Tell whether a sentence denies only that all is relieved: 'it does not take the pain away completely'."""
    limited = _WHOLLY | _PERHAPS if rule.id == "treats.nominal" else _WHOLLY
    return not sentence.words.isdisjoint(limited)


def _is_open(sentence: Sentence, trigger: int) -> bool:
    """Tell whether a sentence leaves open what it says: 'whether they also prevent migraine is argued over'."""
    for item in reversed(sentence.items[: trigger + 1]):
        if item.word in {",", ";", ".", ":"}:
            return False
        if item.word == "whether":
            return True
    return False
