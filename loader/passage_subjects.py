"""The subjects that a passage gives a sentence which names none: 'It relieves sciatica' below 'Epidural injections'."""

from __future__ import annotations

import re
from collections.abc import Sequence

from paingraph.loader.arguments import Argument, given
from paingraph.loader.claims import Entity
from paingraph.loader.parts import Part
from paingraph.loader.phrases import Item, Sentence
from paingraph.loader.rules import Rule
from paingraph.loader.topic import CARE, CARE_NOUNS, CONDITION, SPECIALTY, Topic

__all__ = ["OF_TECHNIQUE", "asks_for_causes", "passage_subjects"]

#: How a procedure is done: not said of the heading's in a sentence that names another one …
OF_TECHNIQUE = frozenset({"targets", "usesSubstance", "usesDevice", "guidedBy"})
#: … than these, which go with any.
_ACCOMPANYING = frozenset({"sedation", "local-anesthesia", "general-anesthesia", "regional-anesthesia"})
#: What a section on alternatives says of its procedure, and what one on the time before and after does not.
_OF_CHOICES = frozenset({"alternativeTo", "indicatedAfter", "contraindicatedBy"})
_OF_COURSE = frozenset({"usesSubstance", "usesDevice", "guidedBy", "performs"})
#: What is said of the discipline of the document, whichever was named last.
_OF_PROFESSION = frozenset({"requiresCredential", "hasBackgroundIn", "receivesReferralsFrom", "collaboratesWith"})
#: With one of these a sentence speaks of the procedure that was named last, where no heading names one.
_AT_WORK = frozenset(
    """needle needles injected catheter electrode electrodes leads probe tip cannula deposited infiltrated inserted
    advanced instilled injectate
    """.split()
)
_LASTING = frozenset("relief effect benefit freedom repeated repeating repeat comfortable".split())
_TELLING = {**dict.fromkeys(OF_TECHNIQUE, _AT_WORK), "reliefDuration": _LASTING, "repeatInterval": _LASTING}
_OF_DISORDER = frozenset({"causedBy", "associatedWith"})
_POSSESSIVES = frozenset({"its", "their"})
_NONE: frozenset[str] = frozenset()
#: Behind one of these stands what is done once something else has failed.
_ON = frozenset({",", "with", "by"})
#: What a section on the harms of a procedure is headed.
_HARMS = frozenset("risk risks complication complications effects".split())
#: … and one on those who cannot have it.
_REFUSING = frozenset("not cannot contraindications contraindication".split())
#: Below a heading that asks for causes 'it' is what they cause.
_CAUSAL = frozenset("cause causes caused causing why reason reasons comes triggers behind leads".split())


def passage_subjects(sentence: Sentence, rule: Rule, match: re.Match[str], topic: Topic) -> list[Argument]:
    """Return the subjects that the passage gives a match, if the sentence speaks of what the passage is about."""
    if _is_elsewhere(rule, topic) or _names_another_procedure(_to_be_searched(sentence, rule, match), topic):
        return []
    if rule.relation in _OF_DISORDER and not _POSSESSIVES.isdisjoint(sentence.words):
        named = _named_before_sign(sentence, sentence.index_at(match.start()))
        if named:
            return given(named)
    pair = topic.pair(SPECIALTY if rule.subject == SPECIALTY else CARE)
    pair = tuple(entity for entity in pair if entity.kind in rule.subject)
    found = pair if "neither" in sentence.words and pair else _spoken_of(rule, topic, sentence)
    turned = len(found) > 1 and found == topic.focus
    return [] if turned and rule.relation == "indicatedAfter" else given(found)  # one of them, but which?


def _named_before_sign(sentence: Sentence, trigger: int) -> tuple[Entity, ...]:
    """Return the disorder that the part of a sentence before the last semicolon is about: '…; its signs are …'."""
    sign = next((i for i in range(trigger - 1, 0, -1) if sentence.items[i].word in {";", ":"}), 0)
    members = (m for item in sentence.items[:sign] if item.phrase is not None for m in item.phrase.members)
    named = (tuple(r for r in m.mention.readings if r.kind == "Condition") for m in members)
    return next(filter(None, named), ())


def asks_for_causes(topic: Topic) -> bool:
    """Tell whether a heading asks for causes."""
    return not _CAUSAL.isdisjoint(topic.words)


def _is_elsewhere(rule: Rule, topic: Topic) -> bool:
    """Tell whether a section speaks of other things than its procedure, or of what goes with it."""
    if rule.relation == "treats" and rule.under and "not" in topic.words:
        return True  # 'Who is it not for?'
    if topic.part is Part.ALTERNATIVES:
        return rule.relation not in _OF_CHOICES
    if rule.relation in OF_TECHNIQUE and not topic.words.isdisjoint(_HARMS | _REFUSING):
        return True
    return topic.part is Part.AROUND and rule.relation in _OF_COURSE


def _to_be_searched(sentence: Sentence, rule: Rule, match: re.Match[str]) -> Sequence[Item]:
    """Return where a procedure may be named of which a match rather speaks than of the passage's.

    A technique is that of its part of the sentence; what comes after something is named in the main clause behind it.
    """
    if rule.relation == "indicatedAfter":
        behind = sentence.items[sentence.index_at(match.end() - 2) :]
        return behind[next((index for index, item in enumerate(behind) if item.word in _ON), len(behind)) :]
    if rule.relation not in OF_TECHNIQUE:
        return ()
    trigger = sentence.index_at(match.start())
    signs = [index for index, item in enumerate(sentence.items) if item.word in {";", ":"}]
    first = max((index for index in signs if index < trigger), default=0)
    return sentence.items[first : min((index for index in signs if index > trigger), default=None)]


def _names_another_procedure(items: Sequence[Item], topic: Topic) -> bool:
    """Tell whether a procedure is named that the passage is not about, by a name of its own."""
    about = {*topic.subject, *topic.focus, *topic.heading, *topic.weak}
    for member in (member for item in items if item.phrase is not None for member in item.phrase.members):
        named = member.mention.readings[0] if len(member.mention.readings) == 1 else None
        if named is None or named.kind != "Procedure" or member.mention.resolved or named in about:
            continue
        if named.label not in CARE_NOUNS and named.id not in _ACCOMPANYING:
            return True
    return False


def _spoken_of(rule: Rule, topic: Topic, sentence: Sentence) -> Sequence[Entity]:
    """Return what a sentence without a subject speaks of."""
    if rule.subject == CONDITION:
        own = topic.of_kind(CONDITION, weak=False)
        headed = tuple(entity for entity in topic.heading if entity.kind == "Condition")
        if rule.relation in _OF_DISORDER and not _POSSESSIVES.isdisjoint(sentence.words) and len(own) == 1:
            return own  # 'its causes', 'its signs'
        if rule.relation == "causedBy" and len(headed) == 1 and asks_for_causes(topic):
            return headed
        if rule.relation == "associatedWith" and len(headed or topic.condition) == 1:
            return headed or topic.condition  # people feel what the disorder brings, not the symptom told before
        return headed if len(own) > 1 and len(headed) == 1 else own or topic.condition
    if rule.topic == "title":
        return topic.entitled
    found = topic.about(
        rule.subject,
        weak=rule.topic in {"weak", "told"},
        told=rule.topic == "told",
        but=rule.not_subjects,
        of_profession=rule.relation in _OF_PROFESSION,
    )
    if found and topic.latest and all(entity.label in CARE_NOUNS for entity in found):
        return topic.latest  # below 'Who should not have an injection?' the one that was named
    if len(found) > 1 and len(topic.latest) == 1 and topic.latest[0] in found and found == topic.heading:
        return topic.latest  # of the two that the heading names
    at_work = not _TELLING.get(rule.relation, _NONE).isdisjoint(sentence.words)
    return topic.latest if at_work and not found else found
