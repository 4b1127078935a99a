"""The arguments of a match: which things a phrase gives as subjects or objects, and the stretch that says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from paingraph.loader.claims import Entity, Value
from paingraph.loader.mentions import Mention
from paingraph.loader.phrases import Sentence
from paingraph.loader.rules import Rule, Structure
from paingraph.loader.topic import is_trial

__all__ = ["Argument", "arguments", "comparable", "fits", "given", "is_it"]

#: Relations whose subject acts: a discipline that bears the name of a procedure is not meant.
_BY_PRACTITIONERS = frozenset({"managesCondition", "performs", "emphasizes"})
#: What a heading says of what stands under it: not where it may be the name of a discipline ('Pain management').
_OF_HEADINGS = frozenset({"subtypeOf", "treats"})
#: What is looked for with these is no treatment.
_EXAMINATIONS = frozenset(
    """physical-examination medical-history-taking neurological-examination patient-assessment diagnostic-imaging
    diagnostic-test electromyography nerve-conduction-study blood-test treatment-planning discography""".split()
)
#: Names of one word for many things.
_GENERAL = frozenset({"injection", "procedure", "medication", "pharmacotherapy", "test", "therapy"})
#: What any trouble may be, however it is described.
_EFFECT = "side-effect"
_OF_TIME = frozenset({"reliefDuration", "repeatInterval"})
#: A procedure lasts minutes, its relief does not.
_MINUTES = re.compile(r"PT\d+M(?:/PT\d+[MH])?")
_SENDING = frozenset("refer refers referred referral goes go sent send belongs belong".split())
#: Before a noun for what a list behind it names.
_COUNTING = frozenset("two three four five six several following".split())
_BODY = frozenset({"AnatomicalStructure", "PainGenerator"})


@dataclass(slots=True, eq=False)
class Argument:
    """A subject or object with its place in the sentence, or none if the passage's topic gave it."""

    entity: Entity | Value
    start: int | None = None
    end: int | None = None
    #: The member stands in a place of its own, which is then the evidence.
    spread: bool = False
    example: bool = False
    #: The preposition of its own that stands before it in the enumeration.
    apart: str = ""
    #: The procedure that needs what is named, a device.
    needed_by: Entity | None = None


def given(entities: Sequence[Entity]) -> list[Argument]:
    """Return arguments that the passage gives and the sentence does not name."""
    return [Argument(entity) for entity in entities]


def arguments(sentence: Sentence, index: int, rule: Rule, *, as_object: bool = False) -> list[Argument]:
    """Return the things that a phrase of a sentence gives a rule as subjects, or as objects."""
    phrase = sentence.items[index].phrase
    if phrase is None:
        return []
    found = phrase.entities(rule.object if as_object else rule.subject)
    illustrated = any(member.example for member in phrase.members)
    only_examples = illustrated and rule.structure is Structure.EXAMPLES and not as_object
    if only_examples:
        found = [(member, entity) for member, entity in found if member.example]
    if rule.relation in _OF_TIME and not as_object:
        found = [(member, entity) for member, entity in found if not _is_device(member.mention)]
    if rule.persons and not as_object:
        found = [(member, entity) for member, entity in found if member.mention.person]
    if rule.relation in _BY_PRACTITIONERS:
        asked = not as_object and (rule.id == "table.seen-by" or _is_address(sentence, index))
        found = [(member, entity) for member, entity in found if asked or not _is_doubtful(member.mention, entity)]
    if as_object and rule.relation == "receivesReferralsFrom":  # 'if you need surgery, we refer you to …'
        found = [(member, entity) for member, entity in found if not _is_doubtful(member.mention, entity)]
    if as_object and rule.relation == "performs" and _is_announced(sentence, index):
        return []
    if as_object and rule.structure is Structure.HEADING and rule.relation in _OF_HEADINGS:
        found = [(member, entity) for member, entity in found if not _is_discipline(member.mention)]
    if as_object and rule.id == "performs.active":  # 'we use it to see where the pain comes from'
        found = [(member, entity) for member, entity in found if not is_it(member.mention)]
    return [
        Argument(
            entity,
            member.mention.start,
            member.mention.end,
            spread=phrase.spread and (member.example or not illustrated),
            example=member.within or (member.example and not only_examples),
            needed_by=member.mention.others[0] if entity.kind == "Device" and member.mention.others else None,
            apart=member.apart,
        )
        for member, entity in found
    ]


def _is_announced(sentence: Sentence, index: int) -> bool:
    """Tell whether a bare noun only counts what is told behind it: 'three operations', 'the following medicines'."""
    phrase = sentence.items[index].phrase
    near = {item.word for item in sentence.items[max(0, index - 1) : index]}
    bare = phrase is not None and all(_is_bare(member.mention) for member in phrase.members)
    return bare and not near.isdisjoint(_COUNTING)


def _is_bare(mention: Mention) -> bool:
    """Tell whether a name is one word for many things: 'operations', but not 'discographies'."""
    own = all(" " not in reading.label and reading.label not in _GENERAL for reading in mention.readings)
    return mention.last - mention.first == 1 and not own


def _is_device(mention: Mention) -> bool:
    """Tell whether a name is that of a device, which lasts longer than the relief that it brings."""
    return any(reading.kind == "Device" for reading in mention.readings)


def _is_discipline(mention: Mention) -> bool:
    return any(reading.kind == "Specialty" for reading in mention.readings)


def is_it(mention: Mention) -> bool:
    """Tell whether a mention is the pronoun 'it'."""
    return mention.resolved and mention.end - mention.start == len("it")


def _is_address(sentence: Sentence, index: int) -> bool:
    """Tell whether patients are sent to what a phrase names, so that it is a discipline: 'refer to spinal surgery'."""
    before = {item.word for item in sentence.items[max(0, index - 3) : index]}
    return not before.isdisjoint({"to", "with"}) and not sentence.words.isdisjoint(_SENDING)


def _is_doubtful(mention: Mention, entity: Entity) -> bool:
    """Tell whether a name is rather that of another thing here: 'surgery' is done, surgeons do it."""
    kinds = {reading.kind for reading in mention.readings}
    if mention.resolved:
        return False
    if entity.kind == "Specialty":
        return "Procedure" in kinds
    return {"Specialty", "Therapy"} <= kinds


def fits(rule: Rule, subject: Argument, object_: Argument) -> bool:
    """Tell whether a rule may relate two things."""
    if isinstance(object_.entity, Value):
        brief = rule.relation == "reliefDuration" and _MINUTES.fullmatch(object_.entity.value) is not None
        return isinstance(subject.entity, Entity) and not brief and subject.entity.id not in rule.not_subjects
    if not isinstance(subject.entity, Entity):
        return False
    if not (_is_headed(subject.entity, rule.subject_heads) and _is_headed(object_.entity, rule.object_heads)):
        return False
    if subject.entity.id in rule.not_subjects or object_.entity.id in {subject.entity.id, *rule.not_objects}:
        return False
    if rule.relation == "treats" and subject.entity.id in _EXAMINATIONS:
        return False
    if rule.relation == "targets" and _is_part_of_name(object_.entity.label, subject.entity.label):
        return False
    if rule.relation == "causedBy" and subject.entity.id == "pain" and object_.entity.label.endswith(" pain"):
        return False  # postoperative pain is a pain, and causes none
    if rule.relation == "usesDevice" and _is_trial_of_implant(subject.entity, object_.entity):
        return False
    if rule.relation == "usesDevice" and subject.start is None:
        return object_.needed_by in {None, subject.entity}  # no stimulator in what is only the trial of it
    if rule.id == "subtype.term":
        return _heads_alike(subject.entity, object_.entity)
    if rule.relation == "subtypeOf":
        parts = rule.implied != _EFFECT and (subject.example or object_.example)
        return comparable(subject.entity.kind, object_.entity.kind) and not parts
    return True


def _is_trial_of_implant(subject: Entity, object_: Entity) -> bool:
    """Tell whether something implanted is named, and a procedure that only tries what it does."""
    return is_trial(subject) and object_.label.startswith("implant")


def _heads_alike(first: Entity, second: Entity) -> bool:
    """Tell whether two names of a kind end alike, and not by chance: 'caudal injection', 'epidural injection'."""
    return first.kind == second.kind and first.label.split()[-1] == second.label.split()[-1]


def _is_part_of_name(structure: str, procedure: str) -> bool:
    """Tell whether a bare structure is a longer one in a procedure's name: the joint in a facet joint injection."""
    return " " not in structure and f" {structure} " in procedure


def _is_headed(entity: Entity, heads: tuple[str, ...]) -> bool:
    """Tell whether a name ends as a rule asks."""
    return not heads or f" {entity.label}".endswith(heads)


def comparable(first: str, second: str) -> bool:
    """Tell whether things of two kinds can be more and less general: the parts of the body are of two kinds."""
    return first == second or {first, second} <= _BODY
