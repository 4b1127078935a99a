"""The rules applied to a sentence: what is found, of which things, and in which stretch of the text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from paingraph.loader.arguments import Argument, arguments, evidence, fits, given
from paingraph.loader.claims import Entity, Polarity, Span, Value
from paingraph.loader.governors import RELATIVES, governor, is_active_body
from paingraph.loader.parts import Part
from paingraph.loader.phrases import Sentence
from paingraph.loader.rule_book import RuleBook
from paingraph.loader.rules import Rule, Structure
from paingraph.loader.topic import CARE, CONDITION, SPECIALTY, Topic

__all__ = ["Context", "Finding", "find", "name_relations", "related"]

_SYMMETRIC = frozenset({"associatedWith", "collaboratesWith"})
#: Instead of an entity a rule implies the procedure that bears the name of the subject's discipline, what the passage
#: is about, the condition that its patients have, those for whom the document is written.
_OWN_PROCEDURE, _TOPIC, _CONDITION, _AUDIENCE = "@own", "@topic", "@condition", "@audience"
#: What a section on alternatives says of its procedure, and what one on the time before and after does not.
_OF_CHOICES = frozenset({"alternativeTo", "indicatedAfter", "contraindicatedBy"})
_OF_COURSE = frozenset({"usesSubstance", "usesDevice", "guidedBy", "performs"})
#: What is said of the discipline of the document, whichever was named last.
_OF_PROFESSION = frozenset({"requiresCredential", "hasBackgroundIn"})
#: Between a pain and the condition that it comes from.
_FROM = frozenset("from of due caused in arising stemming resulting originating because after".split())
#: Words that join a phrase to the one before it.
_INTRODUCING = frozenset("from of due caused resulting arising after in".split())
_CONDITIONAL = frozenset("if when probably unless patients people those anyone women you".split())
#: How many words before a statement may doubt or deny it.
_SCOPE, _LEAD = 6, 5


class Finding(NamedTuple):
    """What a rule read: subject, object, polarity and the stretch that says so."""

    rule: Rule
    subject: Entity
    object: Entity | Value
    polarity: Polarity
    span: Span
    confidence: float


class Context(NamedTuple):
    """What a sentence is read with: the rules, the entities that they imply, and what the passage is about."""

    book: RuleBook
    entities: Mapping[str, Entity]
    topic: Topic
    #: What the sentence denies is a claim too, denied.
    judged: bool = True


def find(sentence: Sentence, structure: Structure, context: Context) -> list[Finding]:
    """Return what the rules of a structure find in a sentence."""
    found: list[Finding] = []
    for rule, pattern in context.book.by_structure[structure].candidates(sentence.words, sentence.letters):
        for match in pattern.regex.finditer(sentence.code):
            found += related(sentence, rule, match, context)
    return found


def name_relations(sentence: Sentence, book: RuleBook) -> list[Finding]:
    """Find what a name says that holds another: 'an injection in the knee' targets the knee."""
    found: list[Finding] = []
    for mention in (member.mention for item in sentence.items if item.phrase for member in item.phrase.members):
        for inner in mention.inner:
            for rule in book.by_structure[Structure.NAME].rules:
                subject, object_ = mention.of_kind(rule.subject), inner.of_kind(rule.object)
                if subject is not None and object_ is not None and object_.id not in rule.not_objects:
                    span = Span(mention.start, max(mention.end, inner.end))
                    found.append(Finding(rule, subject, object_, Polarity.ASSERTED, span, rule.confidence))
    return found


def related(sentence: Sentence, rule: Rule, match: re.Match[str], context: Context) -> list[Finding]:
    """Return the statements that one match of a rule makes."""
    topic = context.topic
    if rule.under and rule.under.isdisjoint(topic.words):
        return []
    if rule.unless and not rule.unless.isdisjoint(match.group().split()):
        return []
    if not rule.without.isdisjoint(sentence.words):
        return []
    trigger = sentence.index_at(match.start())
    subjects, index = _subjects(sentence, rule, match, context)
    if rule.pairs:
        return _pairs(rule, subjects)
    objects = _objects(sentence, rule, match, context, subjects)
    if not subjects or not objects or _is_about_procedure(rule, topic):
        return []
    polarity = rule.polarity or _judge(sentence, match, index, context)
    if polarity is Polarity.NEGATED:
        conditional = rule.relation == "performs" and not sentence.words.isdisjoint(_CONDITIONAL)
        if conditional or rule.asserted_only:
            return []
    stretch = Span(sentence.items[trigger].start, sentence.items[sentence.index_at(match.end() - 2)].end)
    explicit = "subject" in match.re.groupindex
    findings: list[Finding] = []
    for subject in subjects:
        confidence = round(rule.confidence * (1.0 if subject.start is not None else 0.95), 3)
        for object_ in objects:
            if not fits(rule, subject, object_):
                continue
            span = evidence(subject, object_, stretch, explicit=explicit)
            first, second = _directed(rule, subject, object_, topic)
            if isinstance(first, Entity):
                findings.append(Finding(rule, first, second, polarity, span, confidence))
    return findings


def _directed(rule: Rule, subject: Argument, object_: Argument, topic: Topic) -> tuple[Entity | Value, Entity | Value]:
    """Return a statement's arguments; what the passage is about comes first where the relation has no direction."""
    first, second = subject.entity, object_.entity
    if rule.relation in _SYMMETRIC and second in (*topic.heading, *topic.weak) and first not in topic.heading:
        return second, first
    return first, second


def _subjects(sentence: Sentence, rule: Rule, match: re.Match[str], context: Context) -> tuple[list[Argument], int]:
    """Return the subjects of a match, and the item of the sentence that names them, or -1."""
    topic = context.topic
    if "subject" in match.re.groupindex:
        index = int(match["subject"])
        subjects = arguments(sentence, index, rule)
    else:
        named = bool(topic.strong(CARE))
        verbs = context.book.verbs if context.judged else frozenset()
        index = governor(sentence, sentence.index_at(match.start()), rule, named=named, verbs=verbs)
        subjects = arguments(sentence, index, rule) if index >= 0 else []
        acting = index < 0 and is_active_body(sentence, sentence.index_at(match.start()))
        if not subjects and rule.topic != "none" and not acting and not _is_elsewhere(rule, topic):
            subjects = given(_spoken_of(rule, topic))
        elif rule.topic != "none" and named and _is_ingredient(sentence, index, subjects, topic):
            subjects = given(topic.strong(rule.subject))
    if rule.nearest and any(subject.example for subject in subjects):
        subjects = subjects[-1:]
    return subjects, index


def _spoken_of(rule: Rule, topic: Topic) -> Sequence[Entity]:
    """Return what a sentence without a subject speaks of."""
    if rule.subject == CONDITION:
        return topic.of_kind(CONDITION, weak=False) or topic.condition
    return topic.about(
        rule.subject,
        weak=rule.topic == "weak",
        but=rule.not_subjects,
        of_profession=rule.relation in _OF_PROFESSION,
    )


def _is_ingredient(sentence: Sentence, index: int, subjects: Sequence[Argument], topic: Topic) -> bool:
    """Tell whether the subject is a substance that the procedure of the heading uses, whose effect is its own."""
    if not subjects or not isinstance(subjects[0].entity, Entity) or subjects[0].entity.kind != "Substance":
        return False
    definite = index > 0 and sentence.items[index - 1].word in {"the", "this", "these"}
    return topic.part is Part.MAIN and (definite or subjects[0].entity in topic.used)


def _is_elsewhere(rule: Rule, topic: Topic) -> bool:
    """Tell whether a section speaks of other things than its procedure, or of what goes with it."""
    if topic.part is Part.ALTERNATIVES:
        return rule.relation not in _OF_CHOICES
    return topic.part is Part.AROUND and rule.relation in _OF_COURSE


def _objects(
    sentence: Sentence, rule: Rule, match: re.Match[str], context: Context, subjects: Sequence[Argument]
) -> list[Argument]:
    if rule.implied is not None:
        return given(_implied(rule, rule.implied, context, subjects))
    if "value" in match.re.groupindex:
        item = sentence.items[int(match["value"])]
        value = item.phrase.value if item.phrase is not None else None
        return [Argument(Value(value), item.start, item.end)] if value else []
    if "object" not in match.re.groupindex:
        return _governing_objects(sentence, rule, match, context)
    index = int(match["object"])
    objects = arguments(sentence, index, rule, as_object=True)
    if rule.relation == "treats" and _is_specified(sentence, index):
        return [o for o in objects if not (isinstance(o.entity, Entity) and o.entity.id == "pain")]
    return objects


def _implied(rule: Rule, name: str, context: Context, subjects: Sequence[Argument]) -> Sequence[Entity]:
    """Return the objects that an expression implies and does not name."""
    topic = context.topic
    if name == _OWN_PROCEDURE:
        own = (topic.own.get(subject.entity.id) for subject in subjects if isinstance(subject.entity, Entity))
        return [entity for entity in own if entity is not None]
    if name == _TOPIC:
        return () if topic.strong(SPECIALTY) else topic.strong(rule.object)
    if name == _AUDIENCE:
        return topic.audience
    if name == _CONDITION:
        return topic.condition
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
    if not behind or behind[0].word not in _FROM:
        return False
    following = next((item.phrase for item in behind if item.phrase is not None), None)
    return following is not None and "Condition" in following.kinds


def _pairs(rule: Rule, members: Sequence[Argument]) -> list[Finding]:
    """Relate the members of an enumeration to each other: those who share a clinic work together."""
    found: list[Finding] = []
    for number, first in enumerate(members):
        for second in members[number + 1 :]:
            if (
                isinstance(first.entity, Entity)
                and first.start is not None
                and second.end is not None
                and fits(rule, first, second)
            ):
                span = Span(first.start, second.end)
                found.append(Finding(rule, first.entity, second.entity, Polarity.ASSERTED, span, rule.confidence))
    return found


def _is_about_procedure(rule: Rule, topic: Topic) -> bool:
    """Tell whether a practitioner's treating is that of the procedure that the heading names."""
    return rule.id == "manages.active" and bool(topic.strong(CARE)) and not topic.strong(SPECIALTY)


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


def _judge(sentence: Sentence, match: re.Match[str], subject: int, context: Context) -> Polarity:
    """Return the polarity of a match, whose scope is the clause from its subject to its object."""
    if not context.judged:
        return Polarity.ASSERTED
    trigger = sentence.index_at(match.start())
    before = 0 <= subject <= trigger
    first = subject if before else max(0, trigger - _SCOPE)
    if not before or not _is_within_phrase(sentence, subject, match):
        first = max(0, first - _LEAD)
    end = match.end()
    if "object" in match.re.groupindex and int(match["object"]) != trigger:
        end = match.start("object")
    return context.book.cues.judge(sentence.code, sentence.offsets[first] - 1, max(end, match.start() + 1))
