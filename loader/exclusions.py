"""Where an expression of a rule says nothing: asked for, supposed, put off, or said of the heading's procedure."""

from __future__ import annotations

import re
from itertools import pairwise

from paingraph.loader.bystanders import is_bystander, is_harmed
from paingraph.loader.definitions import ORIGINS
from paingraph.loader.enumerations import DETERMINERS
from paingraph.loader.patterns import LETTERS
from paingraph.loader.phrases import Sentence
from paingraph.loader.rules import Rule, Structure
from paingraph.loader.topic import CARE, SPECIALTY, Topic

__all__ = ["is_about_procedure", "is_excluded"]

#: Before training that practitioners go on to.
_FURTHER = frozenset("extra additional further advanced special specialized specialised subspecialty".split())
#: A cause is asked for here and not said: 'whether the pain comes from the joint'.
_ASKING = frozenset("whether if confirm confirms confirmed prove proves find finding show shows tell tells".split())
#: After one of these a clause only supposes what has been reached or has failed.
_SUPPOSING = frozenset({"if", "when", "once", "until", "unless", "after"})
_UNCERTAIN = frozenset("has have had fail fails failed not cannot longer".split())
#: What those have whom practitioners look after is not done by them.
_LOOKING_AFTER = re.compile(r"\b(?:look|looks|looking) after\b|\b(?:care|cares|caring) for\b")
#: What practitioners use.
_MEANS = CARE | {"Substance", "Device"}
#: Between what is used and what it does.
_HELPING = frozenset(", which that also often can may will should might help helps to is are used".split())
#: Between what lasts and how long it does, and what is felt after a procedure.
_BEFORE_LASTING = frozenset(
    ", that which can may might could will usually often sometimes only generally typically".split()
)
_LASTING = frozenset("last lasts lasting persist persists".split())
_TROUBLES = frozenset("soreness numbness weakness bruising swelling tenderness discomfort".split())
#: Behind these others act.
_BEGINNING = frozenset({"which", "that", "while", "whereas"})
#: Before what another intervention is used in the place of.
_REPLACING = frozenset({("alternative", "to"), ("alternatives", "to"), ("instead", "of"), ("rather", "than")})
#: Before so many words stands the subject of a sentence.
_SUBJECT = 2
#: So many words stand between those who act and what they do.
_AUXILIARIES = 3
#: What something is kept from doing is no origin: 'it keeps the nerve from sending pain'.
_KEPT_FROM = re.compile(r" from [a-z]+ing ")
#: What is less likely is no complication.
_RISKS, _NEAR_RISK = frozenset({"risk", "risks", "chance", "likelihood"}), 3
_LESS = frozenset("less lower lowers lowered reduced reduces reduce fewer minimal minimizes avoids".split())
#: Here another clause begins.
_CLAUSE_ENDS = frozenset({".", ";", ":", ",", "—", "which", "because", "but"})


def is_excluded(sentence: Sentence, rule: Rule, match: re.Match[str]) -> bool:
    """Tell whether a match of a rule says nothing, whatever its subject and object are."""
    if rule.unless and not rule.unless.isdisjoint(match.group().split()):
        return True
    if not rule.without.isdisjoint(sentence.words):
        return True
    trigger = sentence.index_at(match.start())
    if rule.relation in ORIGINS:
        kept = _KEPT_FROM.search(match.group()) is not None
        return kept or _is_asked(sentence, trigger) or _is_made_to(sentence, match) or _is_lessened(sentence, rule)
    if rule.relation == "treats":
        return (
            _is_condition(sentence, match)
            or (rule.id == "treats.nominal" and trigger < _SUBJECT)  # 'The treatment of sciatica rests on …'
            or _is_told_elsewhere(sentence, rule)
            or _is_replaced(sentence, int(match.groupdict().get("subject") or 0))
            or (rule.id == "treats.passive" and _is_unanswered(set(match.group().split())))
        )
    if rule.relation == "reliefDuration":
        # 'they complete a fellowship, which lasts one year'
        return LETTERS["Credential"] in sentence.letters or _is_trouble(sentence, trigger)
    if rule.relation == "performs":
        others = rule.id == "performs.active" and _is_done_by_others(sentence, match)
        return others or _LOOKING_AFTER.search(match.group()) is not None
    if rule.relation == "diagnoses":
        return is_harmed(sentence, match)
    if rule.relation == "managesCondition":
        return _is_done_by_means(sentence, trigger)
    if rule.relation == "usesSubstance":
        return [item.word for item in sentence.items[max(0, trigger - 2) : trigger]] == ["for", "which"]
    if rule.relation == "indicatedAfter":
        return _is_sequel(sentence, match)
    if rule.relation == "alternativeTo":
        return _is_put_off(sentence, trigger)
    if rule.relation == "targets":
        return is_bystander(sentence, rule, match)
    if rule.relation == "contraindicatedBy":
        return _is_of_substance(sentence, trigger)
    return rule.relation == "hasBackgroundIn" and _is_further_training(sentence, trigger)


def is_about_procedure(rule: Rule, topic: Topic, *, named: bool) -> bool:
    """Tell whether the treating of practitioners whom no name tells, or what patients feel, is of the procedure."""
    if rule.id == "performs.agent":
        return not named and bool(topic.guessed)  # 'the doctor' is anybody
    if rule.id == "associated.people":
        return bool(topic.strong(CARE))
    return (
        not named
        and rule.id in {"manages.active", "manages.item"}
        and bool(topic.strong(CARE))
        and not topic.strong(SPECIALTY)
    )


def _is_asked(sentence: Sentence, trigger: int) -> bool:
    """Tell whether the clause before an expression asks for what it says."""
    for item in reversed(sentence.items[:trigger]):
        if item.phrase is None and item.word in _CLAUSE_ENDS:
            return False
        if item.phrase is None and item.word in _ASKING:
            return True
    return False


def _is_made_to(sentence: Sentence, match: re.Match[str]) -> bool:
    """Tell whether something only makes something do what follows: 'this causes it to shrink'."""
    index = int(match.groupdict().get("subject") or -1)
    phrase = sentence.items[index].phrase if 0 <= index < len(sentence.items) - 1 else None
    taken_up = phrase is not None and any(member.mention.resolved for member in phrase.members)
    return taken_up and sentence.items[index + 1].word == "to" and index > sentence.index_at(match.start())


def _is_lessened(sentence: Sentence, rule: Rule) -> bool:
    """Tell whether a sentence says that a procedure spares a trouble: 'a lower risk of dependence'."""
    if rule.implied != "@topic" or _RISKS.isdisjoint(sentence.words):
        return False
    words = [item.word for item in sentence.items]
    near = (words[max(0, place - _NEAR_RISK) : place] for place, word in enumerate(words) if word in _RISKS)
    return any(not _LESS.isdisjoint(before) for before in near)


def _is_replaced(sentence: Sentence, index: int) -> bool:
    """Tell whether another intervention stands in the place of the one named: 'an alternative to bed rest for …'."""
    words = [item.word for item in sentence.items[max(0, index - 3) : index]]
    return any(pair in _REPLACING for pair in pairwise(words))


def _is_condition(sentence: Sentence, match: re.Match[str]) -> bool:
    """Tell whether a match stands in what a sentence only supposes: 'If the block relieves the pain, …'."""
    last = sentence.index_at(match.end() - 2)
    if sentence.items[0].word in {"if", "should"} and "subject" not in match.re.groupindex:
        return all(item.word != "," for item in sentence.items[:last])
    for index in range(sentence.index_at(match.start()), 0, -1):
        word = sentence.items[index].word
        if word in _CLAUSE_ENDS and word != "which":
            return False
        if word == "if" and sentence.items[index - 1].word in {"only", ";"}:
            return True
        if word in _SUPPOSING:
            return not _UNCERTAIN.isdisjoint(item.word for item in sentence.items[index:last])
    return False


def _is_unanswered(words: set[str]) -> bool:
    """Tell whether it was in vain what a match names: 'pain that does not respond to', 'who have not responded to'."""
    return "not" in words and not words.isdisjoint({"that", "responded", "respond", "benefited"})


def _is_told_elsewhere(sentence: Sentence, rule: Rule) -> bool:
    """Tell whether a sentence only says what is told somewhere: 'How to treat it is covered on …'."""
    return rule.structure is Structure.SENTENCE and sentence.items[0].word == "how" and "?" not in sentence.words


def _is_put_off(sentence: Sentence, trigger: int) -> bool:
    """Tell whether those who treat put off what a match names: 'we may postpone it'."""
    for item in reversed(sentence.items[max(0, trigger - _AUXILIARIES) : trigger]):
        if item.phrase is not None:
            return item.phrase.kinds == {"Specialty"}
        if item.word == "we":
            return True
    return False


def _is_done_by_others(sentence: Sentence, match: re.Match[str]) -> bool:
    """Tell whether others act before what a match names: 'they run a program in which psychologists teach it'."""
    last = int(match.groupdict().get("object") or 0)
    for index in range(sentence.index_at(match.start()) + 1, last):
        phrase = sentence.items[index].phrase
        if phrase is not None and phrase.kinds == {"Specialty"} and sentence.items[index - 1].word in _BEGINNING:
            return True
    return False


def _is_done_by_means(sentence: Sentence, trigger: int) -> bool:
    """Tell whether a verb is said of what practitioners use: 'they give injections, which relieve …'."""
    index = trigger - 1
    while index >= 0 and sentence.items[index].word in _HELPING:
        index -= 1
    phrase = sentence.items[index].phrase if index >= 0 else None
    between = {item.word for item in sentence.items[index + 1 : trigger]}
    return phrase is not None and phrase.kinds <= _MEANS and bool(between - {"to", ","})


def _is_of_substance(sentence: Sentence, trigger: int) -> bool:
    """Tell whether a substance is what a match forbids: 'Ziconotide must not be given to …'."""
    before = sentence.items[max(0, trigger - _AUXILIARIES) : trigger]
    phrase = next((item.phrase for item in reversed(before) if item.phrase is not None), None)
    return phrase is not None and phrase.kinds == {"Substance"} and "not" in sentence.words


def _is_sequel(sentence: Sentence, match: re.Match[str]) -> bool:
    """Tell whether a pain came after what a match names, and not a treatment: 'it is used for pain after surgery'."""
    index = int(match.groupdict().get("object") or 0)
    phrase = sentence.items[index].phrase
    if index < 2 or phrase is None or phrase.kinds != {"Procedure"}:
        return False
    after = index - 1 - (sentence.items[index - 1].word in DETERMINERS)
    pain = sentence.items[max(0, after - 1)].phrase
    return sentence.items[after].word == "after" and pain is not None and pain.kinds == {"Condition"}


def _is_trouble(sentence: Sentence, trigger: int) -> bool:
    """Tell whether it is a complaint that lasts: 'soreness can last two days'."""
    last = next((item for item in reversed(sentence.items[:trigger]) if item.word not in _BEFORE_LASTING), None)
    return (
        last is not None
        and sentence.items[trigger].word in _LASTING
        and (last.word in _TROUBLES or (last.phrase is not None and last.phrase.kinds == {"Condition"}))
    )


def _is_further_training(sentence: Sentence, trigger: int) -> bool:
    """Tell whether an expression opens with what practitioners go on to: 'a fellowship in …', 'extra training in …'."""
    if trigger and sentence.items[trigger - 1].word in _FURTHER and sentence.items[trigger].word == "training":
        return True
    phrase = sentence.items[trigger].phrase
    return phrase is not None and any(
        reading.label.endswith("fellowship") for member in phrase.members for reading in member.mention.readings
    )
