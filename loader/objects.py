"""The objects of what a rule matches: named in the sentence, implied by the rule, or given by the passage.

Of 'sciatica from a herniated disc' what is treated is sciatica, not the disc.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from paingraph.loader.arguments import Argument, arguments, given
from paingraph.loader.claims import Entity, Value
from paingraph.loader.context import Context
from paingraph.loader.definitions import defined
from paingraph.loader.governors import governor
from paingraph.loader.origins import FROM, is_source
from paingraph.loader.parts import Part
from paingraph.loader.patterns import LETTERS
from paingraph.loader.phrases import Sentence
from paingraph.loader.rules import Rule
from paingraph.loader.topic import CARE, CARE_NOUNS, CONDITION, SPECIALTY, Topic

__all__ = ["DISORDER", "TOPIC", "objects_of"]

#: Instead of an entity a rule implies the procedure that bears the name of the subject's discipline, what the passage
#: is about, the condition that its patients have, those for whom the document is written.
_OWN_PROCEDURE, TOPIC, _CONDITION, _AUDIENCE = "@own", "@topic", "@condition", "@audience"
#: … the discipline of the document, if it is for no other practitioners.
_ACTING = "@acting"
#: … the interventions of which the sentence before was: 'if these fail'.
_BEFORE = "@before"
#: … the disorder that a page or section is about, where the sentence names no other.
DISORDER = "@disorder"
#: A section on one of these is still about the disorder of its page: 'Drug treatment', 'Surgery'.
_KINDS_OF_CARE = frozenset(
    """pharmacotherapy oral-medication conservative-treatment pain-management medication-management surgical-procedure
    interventional-pain-procedure minimally-invasive-procedure psychological-therapy diagnostic-test diagnostic-imaging
    """.split()
)
#: Between a name and another that belongs to it, and where a clause ends.
_WITHIN = frozenset({"of", "on", "in", "at", "against"})
_ENDS = frozenset({",", ";", ":", ".", "and", "but", "because"})
#: Behind 'pain' these are what is treated no more than it.
_STRUCTURES = frozenset("fiber fibers fibre fibres pathway pathways nerve nerves receptor receptors".split())
_PROCEDURE = frozenset({"Procedure"})
#: The rule that reads what happens after the procedure of the passage.
_AFTERWARDS = "caused-by.after-procedure"
#: The rule that reads whatever brings relief where nothing tells of what.
_RELIEF = "treats.relief"
_POSSESSIVES = frozenset({"its", "their"})


def objects_of(
    sentence: Sentence, rule: Rule, match: re.Match[str], context: Context, subjects: Sequence[Argument]
) -> list[Argument]:
    """Return the objects of a match: named, implied by the rule, or before a passive."""
    if rule.implied is not None:
        if rule.implied == DISORDER and _names_another_disorder(sentence, context.topic):
            return []
        if rule.relation == "causedBy" and rule.implied == TOPIC and _is_of_another(sentence, match, context.topic):
            return []
        if rule.id == _RELIEF and context.topic.condition:
            return []  # it is that of the condition
        if rule.implied == DISORDER and LETTERS["Condition"] in sentence.letters:
            return []
        if rule.implied in {_AUDIENCE, _ACTING} and _is_referred_by_another(sentence, sentence.index_at(match.start())):
            return []
        if rule.id == _AFTERWARDS and _is_of_drugs(context.topic):
            return []
        owners = _owners(sentence, rule, context.topic) if rule.implied == TOPIC else ()
        return given(owners or _implied(rule, rule.implied, context, subjects))
    if "value" in match.re.groupindex:
        item = sentence.items[int(match["value"])]
        value = item.phrase.value if item.phrase is not None else None
        return [Argument(Value(value), item.start, item.end)] if value else []
    if "object" not in match.re.groupindex:
        return _governing_objects(sentence, rule, match, context)
    index = int(match["object"])
    objects = arguments(sentence, index, rule, as_object=True)
    if rule.relation == "causedBy" and int(match.groupdict().get("subject") or 0) > index:
        cause = defined(sentence, _head(sentence, index, rule), rule)
        return _special(arguments(sentence, cause, rule, as_object=True), context.topic)
    if rule.relation == "associatedWith" and int(match.groupdict().get("subject") or 0) > index:
        return arguments(sentence, defined(sentence, index, rule), rule, as_object=True)
    if rule.relation != "treats":
        return _special(objects, context.topic) if rule.relation == "causedBy" else objects
    if _is_anatomy(sentence, index):
        return []
    if subjects and subjects[0].start is None:
        objects = [o for o in objects if o.end is None or o.start is None or o.end - o.start != len("it")]
    if is_source(sentence, index):
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


def _special(objects: list[Argument], topic: Topic) -> list[Argument]:
    """Return for a name of any procedure that of the heading: 'infection after an injection'."""
    if not objects or not all(isinstance(o.entity, Entity) and o.entity.label in CARE_NOUNS for o in objects):
        return objects
    own = [e for e in topic.strong(_PROCEDURE) if e.label not in CARE_NOUNS]
    return [replace(objects[0], entity=own[0])] if len(own) == 1 else objects


def _is_of_drugs(topic: Topic) -> bool:
    """Tell whether a section on the time before a procedure spoke of drugs, whose effects are not those of it."""
    drugs = bool(topic.subject) and all(entity.kind == "Substance" for entity in topic.subject)
    return drugs and topic.part is not Part.MAIN


def _owners(sentence: Sentence, rule: Rule, topic: Topic) -> Sequence[Entity]:
    """Return the one thing that 'its' stands for, of which the sentence before was."""
    if sentence.words.isdisjoint(_POSSESSIVES):
        return ()
    found = tuple(entity for entity in topic.subject if entity.kind in rule.object)
    return found if len(found) == 1 else ()


def _implied(rule: Rule, name: str, context: Context, subjects: Sequence[Argument]) -> Sequence[Entity]:
    """Return the objects that an expression implies and does not name."""
    topic = context.topic
    if name == _OWN_PROCEDURE:
        own = (topic.own.get(subject.entity.id) for subject in subjects if isinstance(subject.entity, Entity))
        return [entity for entity in own if entity is not None]
    if name == TOPIC:
        after = topic.latest if rule.relation == "indicatedAfter" else ()
        about = topic.strong(rule.object)
        exact = tuple(e for e in topic.subject if any(e.label.endswith(f" {wide.label}") for wide in about))
        return () if topic.strong(SPECIALTY) else exact or about or after
    if name == _BEFORE:
        return tuple(entity for entity in topic.subject if entity.kind in CARE) or topic.before
    if name == _AUDIENCE:
        return topic.audience
    if name == _ACTING:
        return () if topic.audience else topic.entitled
    if name == _CONDITION:
        return topic.condition if len(topic.condition) == 1 else ()
    if name == DISORDER:
        care = topic.strong(CARE)
        if len(topic.case) > 1:
            return ()
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


def _is_anatomy(sentence: Sentence, index: int) -> bool:
    """Tell whether 'pain' only describes the structure behind it: 'pain fibers'."""
    return index + 1 < len(sentence.items) and sentence.items[index + 1].word in _STRUCTURES


def _is_specified(sentence: Sentence, index: int) -> bool:
    """Tell whether a pain is that of a condition named behind it, which is then what is treated."""
    behind = sentence.items[index + 1 : index + 7]
    if len(behind) > 2 and behind[0].word in {"that", "which"} and not FROM.isdisjoint(i.word for i in behind[1:3]):
        return True
    if not behind or behind[0].word not in FROM:
        return False
    following = next((item.phrase for item in behind if item.phrase is not None), None)
    return following is not None and "Condition" in following.kinds
