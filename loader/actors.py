"""Whether a sentence without a subject for a rule says its verb of something else: 'the battery lasts seven years'."""

from __future__ import annotations

import re

from paingraph.loader.governors import INERT, is_active_body
from paingraph.loader.phrases import Sentence
from paingraph.loader.rules import Rule
from paingraph.loader.topic import CARE_NOUNS, SPECIALTY

__all__ = ["is_of_another"]

#: What is said of a procedure's purpose, and other nouns that may stand for a procedure.
_OF_PURPOSE = frozenset({"treats", "diagnoses"})
_MEANS = frozenset("device implant medicine drug system way tool solution one".split())
#: Kinds of what is used in a procedure, of which a relation is not said as of the procedure.
_MEANS_OF = {
    "treats": frozenset({"ImagingModality"}),
    "contraindicatedBy": frozenset({"ImagingModality", "Substance"}),
}
#: What may stand for something that is not known.
_PRONOUNS = frozenset({"it", "they"})
#: Between a pronoun and its verb.
_AUXILIARIES = frozenset("is are was were can may might will would should must has have also often not been be".split())


def is_of_another(sentence: Sentence, rule: Rule, match: re.Match[str], *, governed: bool) -> bool:
    """Tell whether a match is said of something other than the passage's thing; `governed` if a name governs it."""
    trigger = sentence.index_at(match.start())
    lasting = "value" in match.re.groupindex
    if (lasting and _is_of_another_kind(sentence, trigger)) or _is_order(sentence, trigger, rule):
        return True
    if governed:
        return False
    if not lasting and (_is_of_body(sentence, trigger, rule) or _is_of_means(sentence, trigger, rule)):
        return True
    if rule.relation in _OF_PURPOSE and _is_of_noun(sentence, trigger):
        return True
    return rule.subject != SPECIALTY and _is_of_pronoun(sentence, trigger)


def _is_order(sentence: Sentence, trigger: int, rule: Rule) -> bool:
    """Tell whether a sentence orders what its first verb says; 'Avoids an operation' tells what its subject does."""
    told = sentence.items[0].word.endswith(("s", "ing"))
    return trigger == 0 and rule.relation == "alternativeTo" and not (rule.under or told)


def _is_of_body(sentence: Sentence, trigger: int, rule: Rule) -> bool:
    """Tell whether a part of the body, a condition or a practitioner acts: 'the nerves carry pain'."""
    if rule.relation == "indicatedAfter":  # 'patients whose pain has not settled with rest' is no subject
        return False
    inert = INERT | SPECIALTY if rule.relation == "treats" and not _is_purpose(sentence, trigger) else INERT
    return is_active_body(sentence, trigger, inert)


def _is_of_means(sentence: Sentence, trigger: int, rule: Rule) -> bool:
    """Tell whether a picture or a drug is the subject: 'MRI is preferred for …', 'ziconotide should not be given …'."""
    means = _MEANS_OF.get(rule.relation, frozenset())
    for item in reversed(sentence.items[:trigger] if means else ()):
        if item.phrase is not None:
            return bool(item.phrase.kinds) and item.phrase.kinds <= means
        if item.word not in _AUXILIARIES and not item.word.endswith("ly"):
            return False
    return False


def _is_purpose(sentence: Sentence, trigger: int) -> bool:
    """Tell whether a verb says what somebody wants of what is done: 'may use heat to ease …, thus reducing …'."""
    item = sentence.items[trigger]
    return item.word.endswith("ing") or (trigger > 0 and sentence.items[trigger - 1].word == "to")


def _is_of_another_kind(sentence: Sentence, trigger: int) -> bool:
    """Tell whether a time is that of a device, a therapy or a drug: 'the battery lasts seven years'."""
    if any(item.phrase is not None and "Device" in item.phrase.kinds for item in sentence.items[:trigger]):
        return True
    near = [item.phrase for item in sentence.items[:trigger][-1:] if item.phrase is not None]
    return any(phrase.kinds and phrase.kinds <= {"Therapy", "Substance"} for phrase in near)


def _is_of_noun(sentence: Sentence, trigger: int) -> bool:
    """Tell whether a verb is said of a noun that names nothing: 'progress brought solutions that ease pain'."""
    if trigger < 2 or sentence.items[trigger - 1].word not in {"that", "which"}:
        return False
    noun = sentence.items[trigger - 2]
    return noun.phrase is None and noun.word.isalpha() and noun.word.rstrip("s") not in CARE_NOUNS | _MEANS


def _is_of_pronoun(sentence: Sentence, trigger: int) -> bool:
    """Tell whether a pronoun that stands for nothing known is the subject of a verb behind the first clause."""
    for index in range(trigger - 1, 0, -1):
        item = sentence.items[index]
        if item.word in _PRONOUNS:
            return sentence.items[index - 1].word != "that"
        if item.phrase is not None or not (item.word in _AUXILIARIES or item.word.endswith("ly")):
            return False
    return False
