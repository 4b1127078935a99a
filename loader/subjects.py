"""The subjects of what a rule matches: named in the sentence, or given by the passage.

'It relieves sciatica' in a section on epidural steroid injections speaks of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from paingraph.loader.arguments import Argument, arguments, given
from paingraph.loader.claims import Entity
from paingraph.loader.context import Context
from paingraph.loader.definitions import defined, is_possible
from paingraph.loader.discourse import PUT
from paingraph.loader.enumerations import DETERMINERS
from paingraph.loader.general_names import specified
from paingraph.loader.governors import INERT, governor, is_active_body
from paingraph.loader.parts import Part
from paingraph.loader.phrases import Item, Sentence
from paingraph.loader.rules import Rule
from paingraph.loader.topic import CARE, CARE_NOUNS, CONDITION, SPECIALTY, Topic

__all__ = ["subjects_of"]

#: What a section on alternatives says of its procedure, and what one on the time before and after does not.
_OF_CHOICES = frozenset({"alternativeTo", "indicatedAfter", "contraindicatedBy"})
_OF_COURSE = frozenset({"usesSubstance", "usesDevice", "guidedBy", "performs"})
#: What is said of the discipline of the document, whichever was named last.
_OF_PROFESSION = frozenset({"requiresCredential", "hasBackgroundIn", "receivesReferralsFrom", "collaboratesWith"})
#: How a procedure is done: not said of the heading's in a sentence that names another one …
_OF_TECHNIQUE = frozenset({"targets", "usesSubstance", "usesDevice", "guidedBy"})
#: With one of these a sentence speaks of the procedure that was named last, where no heading names one.
_AT_WORK = frozenset(
    """needle needles injected catheter electrode electrodes leads probe tip cannula deposited infiltrated inserted
    advanced instilled injectate
    """.split()
)
#: What is said of a procedure's purpose, and other nouns that may stand for a procedure.
_OF_PURPOSE = frozenset({"treats", "diagnoses"})
_MEANS = frozenset("device implant medicine drug system way tool solution one".split())
#: So many words may open a sentence before its participle, and these: 'by', 'besides', 'as well as'.
_FRONT = 4
_FRONTING = frozenset("by besides in addition to as well while apart from beyond".split())
#: What a section on the harms of a procedure is headed.
_HARMS = frozenset("risk risks complication complications effects".split())
#: Names that say of a procedure only what kind it is.
_GENERAL = frozenset("minimally-invasive-procedure outpatient-procedure surgical-procedure injection".split())
#: … than these, which go with any.
_ACCOMPANYING = frozenset({"sedation", "local-anesthesia", "general-anesthesia", "regional-anesthesia"})
_INGREDIENTS = frozenset({"usesSubstance", "usesDevice"})
_LASTING = frozenset("relief effect benefit freedom repeated repeating repeat comfortable".split())
_TELLING = {**dict.fromkeys(_OF_TECHNIQUE, _AT_WORK), "reliefDuration": _LASTING, "repeatInterval": _LASTING}
#: Below a heading that asks for causes 'it' is what they cause.
_CAUSAL = frozenset("cause causes caused causing why reason reasons comes triggers behind leads".split())
_NONE: frozenset[str] = frozenset()
_PRONOUNS = frozenset({"it", "they"})
#: Between a pronoun and its verb.
_AUXILIARIES = frozenset("is are was were can may might will would should must has have also often not been be".split())


def subjects_of(sentence: Sentence, rule: Rule, match: re.Match[str], context: Context) -> tuple[list[Argument], int]:
    """Return the subjects of a match, and the item of the sentence that names them, or -1."""
    topic = context.topic
    if "subject" in match.re.groupindex:
        index = defined(sentence, int(match["subject"]), rule)
        subjects = arguments(sentence, index, rule)
        if rule.relation == "causedBy" and _is_it(sentence.items[index]) and not _CAUSAL.isdisjoint(topic.words):
            about = topic.strong(CONDITION)
            subjects = given(about) if len(about) == 1 else subjects
    else:
        named = bool(topic.strong(CARE))
        verbs = context.book.verbs if context.judged else frozenset()
        trigger = sentence.index_at(match.start())
        index = (
            defined(sentence, trigger, rule)
            if _is_own_subject(sentence.items[trigger], rule)
            else trigger - 1
            if trigger and _is_done_with(sentence, trigger, rule)
            else governor(sentence, trigger, rule, named=named, verbs=verbs)
        )
        fronted = _behind_front(sentence, trigger, rule) if index < 0 or trigger < _FRONT else -1
        index = fronted if fronted >= 0 else _apposed(sentence, index)
        subjects = arguments(sentence, index, rule) if index >= 0 else []
        lasting = "value" in match.re.groupindex
        inert = INERT | SPECIALTY if rule.relation == "treats" and not _is_purpose(sentence, trigger) else INERT
        after = rule.relation == "indicatedAfter"  # 'patients whose pain has not settled with rest' is no subject
        body = not after and is_active_body(sentence, trigger, inert)
        acting = _is_of_another_kind(sentence, trigger) if lasting else index < 0 and body
        acting = acting or (index < 0 and rule.relation in _OF_PURPOSE and _is_of_noun(sentence, trigger))
        acting = acting or (index < 0 and rule.subject != SPECIALTY and _is_of_pronoun(sentence, trigger))
        ordered = trigger == 0 and rule.relation == "alternativeTo" and not (rule.under or _is_told(sentence))
        if not subjects and rule.topic != "none" and not (acting or ordered) and not _is_elsewhere(rule, topic):
            pair = topic.pair(SPECIALTY if rule.subject == SPECIALTY else CARE)
            pair = tuple(entity for entity in pair if entity.kind in rule.subject)
            if not _names_another_procedure(_to_be_searched(sentence, rule, match), topic):
                subjects = given(pair if "neither" in sentence.words and pair else _spoken_of(rule, topic, sentence))
        elif rule.topic != "none" and named and _is_ingredient(sentence, index, subjects, topic):
            subjects = given(topic.strong(rule.subject))
    subjects = specified(sentence, index, subjects, rule.relation, topic)
    if subjects and subjects[0].start is None:
        index = -1
    if rule.nearest and any(subject.example for subject in subjects):
        subjects = subjects[-1:]
    return subjects, index


def _is_it(item: Item) -> bool:
    """Tell whether an item is the pronoun 'it'."""
    mentions = [member.mention for member in item.phrase.members] if item.phrase is not None else []
    return bool(mentions) and all(m.resolved and m.end - m.start == len("it") for m in mentions)


def _is_told(sentence: Sentence) -> bool:
    """Tell whether a sentence that begins with a verb tells what its subject does: 'Avoids an operation'."""
    return sentence.items[0].word.endswith(("s", "ing"))


def _to_be_searched(sentence: Sentence, rule: Rule, match: re.Match[str]) -> Sequence[Item]:
    """Return where a procedure may be named of which a match rather speaks than of the passage's.

    A technique is that of its part of the sentence; what comes after something is named in the main clause behind it.
    """
    if rule.relation == "indicatedAfter":
        behind = sentence.items[sentence.index_at(match.end() - 2) :]
        return behind[next((index for index, item in enumerate(behind) if item.word == ","), len(behind)) :]
    if rule.relation not in _OF_TECHNIQUE:
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


def _is_purpose(sentence: Sentence, trigger: int) -> bool:
    """Tell whether a verb says what somebody wants of what is done: 'may use heat to ease …, thus reducing …'."""
    item = sentence.items[trigger]
    return item.word.endswith("ing") or (trigger > 0 and sentence.items[trigger - 1].word == "to")


def _is_of_pronoun(sentence: Sentence, trigger: int) -> bool:
    """Tell whether a pronoun that stands for nothing known is the subject of a verb behind the first clause."""
    for index in range(trigger - 1, 0, -1):
        item = sentence.items[index]
        if item.word in _PRONOUNS:
            return sentence.items[index - 1].word != "that"
        if item.phrase is not None or not (item.word in _AUXILIARIES or item.word.endswith("ly")):
            return False
    return False


def _is_of_another_kind(sentence: Sentence, trigger: int) -> bool:
    """Tell whether a time is that of a device, a therapy or a drug: 'the battery lasts seven years'."""
    if any(item.phrase is not None and "Device" in item.phrase.kinds for item in sentence.items[:trigger]):
        return True
    near = [item.phrase for item in sentence.items[:trigger][-1:] if item.phrase is not None]
    return any(phrase.kinds and phrase.kinds <= {"Therapy", "Substance"} for phrase in near)


def _is_done_with(sentence: Sentence, trigger: int, rule: Rule) -> bool:
    """Tell whether an expression says with what the procedure before it is done: 'a test block with lidocaine'."""
    before = sentence.items[trigger - 1].phrase
    done = sentence.items[trigger].word in {"with", "using"} and rule.relation in _OF_TECHNIQUE
    return done and before is not None and before.kinds == {"Procedure"}


def _is_own_subject(item: Item, rule: Rule) -> bool:
    """Tell whether an expression begins with the procedure that uses something: 'neurolysis with phenol'."""
    return rule.relation in _INGREDIENTS and item.phrase is not None and item.phrase.kinds == rule.subject


def _spoken_of(rule: Rule, topic: Topic, sentence: Sentence) -> Sequence[Entity]:
    """Return what a sentence without a subject speaks of."""
    if rule.subject == CONDITION:
        own = topic.of_kind(CONDITION, weak=False)
        headed = tuple(entity for entity in topic.heading if entity.kind == "Condition")
        if rule.relation == "causedBy" and len(headed) == 1 and not _CAUSAL.isdisjoint(topic.words):
            return headed
        if rule.relation == "associatedWith" and len(headed or topic.condition) == 1:
            return headed or topic.condition  # people feel what the disorder brings, not the symptom told before
        return headed if len(own) > 1 and len(headed) == 1 else own or topic.condition
    if rule.topic == "title":
        return topic.entitled
    found = topic.about(
        rule.subject,
        weak=rule.topic == "weak",
        but=rule.not_subjects,
        of_profession=rule.relation in _OF_PROFESSION,
    )
    at_work = not _TELLING.get(rule.relation, _NONE).isdisjoint(sentence.words)
    return topic.latest if at_work and not found else found


def _is_ingredient(sentence: Sentence, index: int, subjects: Sequence[Argument], topic: Topic) -> bool:
    """Tell whether the subject is a substance that is put somewhere in the procedure of the heading."""
    if not subjects or not isinstance(subjects[0].entity, Entity) or subjects[0].entity.kind != "Substance":
        return False
    put = not PUT.isdisjoint(item.word for item in sentence.items[index + 1 : index + 4])
    return topic.part is Part.MAIN and put


def _behind_front(sentence: Sentence, trigger: int, rule: Rule) -> int:
    """Return the subject behind what a sentence opens with: 'By calming the nerve, the block may …'; -1 for none."""
    if trigger >= _FRONT or not sentence.items[trigger].word.endswith("ing"):
        return -1
    if any(item.phrase is not None or item.word not in _FRONTING for item in sentence.items[:trigger]):
        return -1
    comma = next((i for i in range(trigger, len(sentence.items)) if sentence.items[i].word == ","), -1)
    behind = range(comma + 1, min(comma + _FRONT, len(sentence.items))) if comma > 0 else ()
    named = next((i for i in behind if sentence.items[i].phrase is not None), -1)
    fits_in = named > 0 and is_possible(sentence.items[named], rule)
    return named if fits_in and all(i.word in DETERMINERS for i in sentence.items[comma + 1 : named]) else -1


def _apposed(sentence: Sentence, index: int) -> int:
    """Return what a general name describes behind a comma: of 'a facet block, a minimally invasive procedure' that."""
    named = sentence.items[index].phrase if index > 2 else None
    if named is None or not {r.id for m in named.members for r in m.mention.readings} <= _GENERAL:
        return index
    if sentence.items[index - 1].word not in {"a", "an"} or sentence.items[index - 2].word != ",":
        return index
    before = index - 4 if sentence.items[index - 3].word == ")" else index - 3
    phrase = sentence.items[before].phrase
    return before if phrase is not None and phrase.kinds == {"Procedure"} else index


def _is_of_noun(sentence: Sentence, trigger: int) -> bool:
    """Tell whether a verb is said of a noun that names nothing: 'progress brought solutions that ease pain'."""
    if trigger < 2 or sentence.items[trigger - 1].word not in {"that", "which"}:
        return False
    noun = sentence.items[trigger - 2]
    return noun.phrase is None and noun.word.isalpha() and noun.word.rstrip("s") not in CARE_NOUNS | _MEANS


def _is_elsewhere(rule: Rule, topic: Topic) -> bool:
    """Tell whether a section speaks of other things than its procedure, or of what goes with it."""
    if rule.relation == "treats" and rule.under and "not" in topic.words:
        return True  # 'Who is it not for?'
    if topic.part is Part.ALTERNATIVES:
        return rule.relation not in _OF_CHOICES
    if rule.relation in _OF_TECHNIQUE and not _HARMS.isdisjoint(topic.words):
        return True
    return topic.part is Part.AROUND and rule.relation in _OF_COURSE
