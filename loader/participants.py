"""Who and what a match of a rule speaks of: its subjects and objects, named in the sentence or given by the passage."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from paingraph.loader.arguments import Argument, arguments, given
from paingraph.loader.claims import Entity, Value
from paingraph.loader.context import Context
from paingraph.loader.discourse import PUT
from paingraph.loader.governors import INERT, defined, governor, is_active_body
from paingraph.loader.parts import Part
from paingraph.loader.patterns import LETTERS
from paingraph.loader.phrases import Item, Sentence
from paingraph.loader.rules import Rule
from paingraph.loader.topic import CARE, CARE_NOUNS, CONDITION, SPECIALTY, Topic

__all__ = ["DISORDER", "TOPIC", "objects_of", "subjects_of"]

#: Instead of an entity a rule implies the procedure that bears the name of the subject's discipline, what the passage
#: is about, the condition that its patients have, those for whom the document is written.
_OWN_PROCEDURE, TOPIC, _CONDITION, _AUDIENCE = "@own", "@topic", "@condition", "@audience"
#: … the discipline of the document, if it is for no other practitioners.
_ACTING = "@acting"
#: … the disorder that a page or section is about, where the sentence names no other.
DISORDER = "@disorder"
#: A section on one of these is still about the disorder of its page: 'Drug treatment', 'Surgery'.
_KINDS_OF_CARE = frozenset(
    """pharmacotherapy oral-medication conservative-treatment pain-management medication-management surgical-procedure
    interventional-pain-procedure minimally-invasive-procedure psychological-therapy
    """.split()
)
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
#: … than these, which go with any.
_ACCOMPANYING = frozenset({"sedation", "local-anesthesia", "general-anesthesia", "regional-anesthesia"})
_INGREDIENTS = frozenset({"usesSubstance", "usesDevice"})
_LASTING = frozenset("relief effect benefit freedom repeated repeating repeat comfortable".split())
_TELLING = {**dict.fromkeys(_OF_TECHNIQUE, _AT_WORK), "reliefDuration": _LASTING, "repeatInterval": _LASTING}
_NONE: frozenset[str] = frozenset()
#: Between a name and another that belongs to it, and where a clause ends.
_WITHIN = frozenset({"of", "on", "in", "at", "against"})
_ENDS = frozenset({",", ";", ":", ".", "and", "but", "because"})
_PRONOUNS = frozenset({"it", "they"})
#: Between a pronoun and its verb.
_AUXILIARIES = frozenset("is are was were can may might will would should must has have also often not been be".split())
#: Between a pain and the condition that it comes from.
_FROM = frozenset("from of due caused in arising stemming resulting originating because after".split())


def subjects_of(sentence: Sentence, rule: Rule, match: re.Match[str], context: Context) -> tuple[list[Argument], int]:
    """Return the subjects of a match, and the item of the sentence that names them, or -1."""
    topic = context.topic
    if "subject" in match.re.groupindex:
        index = defined(sentence, int(match["subject"]), rule)
        subjects = arguments(sentence, index, rule)
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
        subjects = arguments(sentence, index, rule) if index >= 0 else []
        lasting = "value" in match.re.groupindex
        inert = INERT | SPECIALTY if rule.relation == "treats" and not _is_purpose(sentence, trigger) else INERT
        after = rule.relation == "indicatedAfter"  # 'patients whose pain has not settled with rest' is no subject
        body = not after and is_active_body(sentence, trigger, inert)
        acting = _is_of_another_kind(sentence, trigger) if lasting else index < 0 and body
        acting = acting or (index < 0 and rule.subject != SPECIALTY and _is_of_pronoun(sentence, trigger))
        ordered = trigger == 0 and rule.relation == "alternativeTo"
        if not subjects and rule.topic != "none" and not (acting or ordered) and not _is_elsewhere(rule, topic):
            pair = topic.pair(SPECIALTY if rule.subject == SPECIALTY else CARE)
            pair = tuple(entity for entity in pair if entity.kind in rule.subject)
            if not _names_another_procedure(_to_be_searched(sentence, rule, match), topic):
                subjects = given(pair if "neither" in sentence.words and pair else _spoken_of(rule, topic, sentence))
        elif rule.topic != "none" and named and _is_ingredient(sentence, index, subjects, topic):
            subjects = given(topic.strong(rule.subject))
    if rule.nearest and any(subject.example for subject in subjects):
        subjects = subjects[-1:]
    return subjects, index


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


def _is_elsewhere(rule: Rule, topic: Topic) -> bool:
    """Tell whether a section speaks of other things than its procedure, or of what goes with it."""
    if rule.relation == "treats" and rule.under and "not" in topic.words:
        return True  # 'Who is it not for?'
    if topic.part is Part.ALTERNATIVES:
        return rule.relation not in _OF_CHOICES
    return topic.part is Part.AROUND and rule.relation in _OF_COURSE


def objects_of(
    sentence: Sentence, rule: Rule, match: re.Match[str], context: Context, subjects: Sequence[Argument]
) -> list[Argument]:
    """Return the objects of a match: named, implied by the rule, or before a passive."""
    if rule.implied is not None:
        if rule.implied == DISORDER and _names_another_disorder(sentence, context.topic):
            return []
        if rule.relation == "causedBy" and rule.implied == TOPIC and _is_of_another(sentence, match, context.topic):
            return []
        if rule.implied == DISORDER and LETTERS["Condition"] in sentence.letters:
            return []
        if rule.implied in {_AUDIENCE, _ACTING} and _is_referred_by_another(sentence, sentence.index_at(match.start())):
            return []
        return given(_implied(rule, rule.implied, context, subjects))
    if "value" in match.re.groupindex:
        item = sentence.items[int(match["value"])]
        value = item.phrase.value if item.phrase is not None else None
        return [Argument(Value(value), item.start, item.end)] if value else []
    if "object" not in match.re.groupindex:
        return _governing_objects(sentence, rule, match, context)
    index = int(match["object"])
    objects = arguments(sentence, index, rule, as_object=True)
    if rule.relation == "causedBy" and int(match.groupdict().get("subject") or 0) > index:
        return arguments(sentence, _head(sentence, index, rule), rule, as_object=True)
    if rule.relation != "treats":
        return objects
    if _is_origin(sentence, index):
        return []
    if _is_specified(sentence, index):
        return [o for o in objects if not (isinstance(o.entity, Entity) and o.entity.id == "pain")]
    return objects


def _is_referred_by_another(sentence: Sentence, trigger: int) -> bool:
    """Tell whether a sentence names those who refer, so that it is not its readers: 'we refer them to …'."""
    before = sentence.items[:trigger]
    return any(item.phrase is not None and item.phrase.kinds == SPECIALTY for item in before)


def _head(sentence: Sentence, index: int, rule: Rule) -> int:
    """Return the cause to which another name belongs: the arthritis in 'arthritis of the joint causes …'."""
    for before in range(index - 1, max(-1, index - 5), -1):
        item = sentence.items[before]
        if item.phrase is not None or item.word in _ENDS:
            return index
        if item.word in _WITHIN:
            earlier = next((i for i in range(before - 1, -1, -1) if sentence.items[i].phrase is not None), -1)
            between = {i.word for i in sentence.items[earlier + 1 : before]}
            phrase = sentence.items[earlier].phrase if earlier >= 0 and between.isdisjoint(_ENDS) else None
            return earlier if phrase is not None and phrase.kinds & rule.object else index
    return index


def _is_of_another(sentence: Sentence, match: re.Match[str], topic: Topic) -> bool:
    """Tell whether a sentence speaks of another procedure than the passage does."""
    for item in sentence.items[: sentence.index_at(match.start())]:
        if item.phrase is not None and item.phrase.kinds == {"Procedure"}:
            named = [member.mention.readings[0] for member in item.phrase.members if member.mention.readings]
            if named and not set(named) & {*topic.heading, *topic.focus, *topic.weak}:
                return True
    return False


def _names_another_disorder(sentence: Sentence, topic: Topic) -> bool:
    """Tell whether a sentence speaks of another condition than the section does."""
    named = {
        reading
        for item in sentence.items
        if item.phrase is not None
        for member in item.phrase.members
        for reading in member.mention.readings
        if reading.kind == "Condition"
    }
    return not named <= {*topic.heading, *topic.condition}


def _implied(rule: Rule, name: str, context: Context, subjects: Sequence[Argument]) -> Sequence[Entity]:
    """Return the objects that an expression implies and does not name."""
    topic = context.topic
    if name == _OWN_PROCEDURE:
        own = (topic.own.get(subject.entity.id) for subject in subjects if isinstance(subject.entity, Entity))
        return [entity for entity in own if entity is not None]
    if name == TOPIC:
        after = topic.latest if rule.relation == "indicatedAfter" else ()
        return () if topic.strong(SPECIALTY) else topic.strong(rule.object) or after
    if name == _AUDIENCE:
        return topic.audience
    if name == _ACTING:
        return () if topic.audience else topic.entitled
    if name == _CONDITION:
        return topic.condition
    if name == DISORDER:
        care = topic.strong(CARE)
        about = topic.strong(CONDITION) or (topic.condition if care else ())
        about = tuple(entity for entity in about if entity.id != "pain")
        special = any(entity.id not in _KINDS_OF_CARE for entity in care)
        return () if special or len(about) > 1 else (about and topic.case) or about
    implied = context.entities[name]
    narrower = [e for e in topic.subject if e.kind == implied.kind and e.label.endswith(implied.label)]
    return narrower[:1] or [implied]


@cache
def _passive(rule: Rule) -> Rule:
    """Return a rule whose subject is sought where its object stands."""
    return replace(rule, subject=rule.object, not_subjects=frozenset())


def _governing_objects(sentence: Sentence, rule: Rule, match: re.Match[str], context: Context) -> list[Argument]:
    """Return the objects of a passive: 'the block is given by …'."""
    index = governor(sentence, sentence.index_at(match.start()), _passive(rule), named=True, verbs=frozenset())
    if index >= 0:
        return arguments(sentence, index, rule, as_object=True)
    return given(context.topic.strong(rule.object)) if rule.topic != "none" else []


def _is_specified(sentence: Sentence, index: int) -> bool:
    """Tell whether a pain is that of a condition named behind it, which is then what is treated."""
    behind = sentence.items[index + 1 : index + 5]
    if len(behind) > 2 and behind[0].word in {"that", "which"} and not _FROM.isdisjoint(i.word for i in behind[1:3]):
        return True
    if not behind or behind[0].word not in _FROM:
        return False
    following = next((item.phrase for item in behind if item.phrase is not None), None)
    return following is not None and "Condition" in following.kinds


def _is_origin(sentence: Sentence, index: int) -> bool:
    """Tell whether a condition is where a named pain comes from, which is what is treated: 'sciatica from a tumor'."""
    for before in range(index - 1, max(-1, index - 6), -1):
        item = sentence.items[before]
        if item.phrase is not None:
            named = {reading.id for member in item.phrase.members for reading in member.mention.readings}
            between = [i.word for i in sentence.items[before + 1 : index]]
            named_pain = item.phrase.kinds == CONDITION and named != {"pain"}
            return named_pain and bool(between) and (between[0] in _FROM - {"in", "after"} or _comes_from(between))
    return False


def _comes_from(words: Sequence[str]) -> bool:
    return words[0] in {"that", "which"} and not _FROM.isdisjoint(words[1:])
