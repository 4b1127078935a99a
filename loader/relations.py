"""The rules applied to a sentence: what is found, of which things, and in which stretch of the text."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from paingraph.loader.arguments import Argument, fits
from paingraph.loader.claims import Entity, Polarity, Span, Value
from paingraph.loader.context import Context
from paingraph.loader.definitions import ORIGINS
from paingraph.loader.evidence import clause, evidence
from paingraph.loader.exclusions import is_about_procedure, is_excluded
from paingraph.loader.findings import Finding, named_first
from paingraph.loader.mismatches import is_mismatched
from paingraph.loader.objects import objects_of
from paingraph.loader.phrases import Sentence
from paingraph.loader.rule_book import RuleBook
from paingraph.loader.rules import Rule, Structure
from paingraph.loader.stance import stance
from paingraph.loader.subjects import subjects_of
from paingraph.loader.topic import BODY, Topic

__all__ = ["find", "name_relations", "related"]

#: The length of a stage of training is that of the stage beside it.
_OF_TRAINING = "trainingDuration"
#: So near stands the subject of a verb.
_NEAR = 4
#: Examples are of what stands directly before them.
_OF_LAST = frozenset({"subtype.such-as", "subtype.bracketed"})
#: With one of these a cause is not enumerated.
_ELSEWHERE = frozenset({"for", "in", "with"})
#: Relations of which either thing may come first.
_SYMMETRIC = frozenset({"associatedWith", "collaboratesWith"})


def find(sentence: Sentence, structure: Structure, context: Context) -> list[Finding]:
    """Return what the rules of a structure find in a sentence."""
    found: list[Finding] = []
    for rule, pattern in context.book.by_structure[structure].candidates(sentence, context.topic.words):
        for match in pattern.matches(sentence.code):
            found += related(sentence, rule, match, context)
    return named_first(found)


def name_relations(sentence: Sentence, book: RuleBook, text: str) -> list[Finding]:
    """Find what a name says that holds another, with its words: 'an injection in the knee' targets the knee."""
    found: list[Finding] = []
    for mention in (member.mention for _, phrase in sentence.phrases for member in phrase.members):
        for inner in mention.inner:
            for rule in book.by_structure[Structure.NAME].rules:
                subject, object_ = mention.of_kind(rule.subject), inner.of_kind(rule.object)
                words = f" {' '.join(text[mention.start : mention.end].lower().split())} "
                if rule.patterns and not any(True for pattern in rule.patterns for _ in pattern.matches(words)):
                    continue
                if object_ is None or _is_only_called_so(rule, subject, object_, text[inner.start : inner.end]):
                    continue
                if subject is not None and fits(rule, Argument(subject), Argument(object_)):
                    span = Span(mention.start, max(mention.end, inner.end))
                    found.append(Finding(rule, subject, object_, Polarity.ASSERTED, span))
    return found


def _is_only_called_so(rule: Rule, subject: Entity | None, object_: Entity, words: str) -> bool:
    """Tell whether a name only says what a thing is called: 'ablation of the genicular nerves', not 'blocking it'."""
    called = rule.relation == "targets" and words.lower().rstrip("s") == object_.label
    return called and subject is not None and object_.label in subject.label


def related(sentence: Sentence, rule: Rule, match: re.Match[str], context: Context) -> list[Finding]:
    """Return the statements that one match of a rule makes."""
    if is_excluded(sentence, rule, match):
        return []
    subjects, index = subjects_of(sentence, rule, match, context)
    if rule.pairs:
        return _pairs(rule, subjects)
    if not subjects or is_about_procedure(rule, context.topic, named=_is_named(sentence, index, match)):
        return []
    objects = objects_of(sentence, rule, match, context, subjects)
    if rule.relation == "targets":
        objects = [object_ for object_ in objects if not _is_told_exactly(sentence, object_, context.topic)]
    if not objects:
        return []
    subjects, objects = _nearest(sentence, rule, subjects, objects)
    if is_mismatched(sentence, rule, match, subjects, objects):
        return []
    polarity = stance(sentence, rule, match, index, context)
    if polarity is None:
        return []
    found: list[Finding] = []
    for subject in subjects:
        for object_ in objects:
            first, second = _directed(rule, subject, object_, context.topic)
            if fits(rule, subject, object_) and isinstance(first, Entity):
                span = _stretch(sentence, match, subject, object_)
                found.append(Finding(rule, first, second, polarity, span, given=subject.start is None))
    return found


def _nearest(
    sentence: Sentence, rule: Rule, subjects: list[Argument], objects: list[Argument]
) -> tuple[list[Argument], list[Argument]]:
    """Leave of an enumeration its last member where only that is meant."""
    behind = (objects[0].start or 0) > (subjects[-1].end or 0) > 0
    if rule.relation in ORIGINS and behind and len(subjects) > 1 and _is_pain(subjects[-1].entity):
        subjects = subjects[-1:]  # of 'headache, sciatica and pain from cancer' only the pain is
    if rule.relation == _OF_TRAINING and len({_last_word(subject) for subject in subjects}) > 1:
        subjects = subjects[-1:] if behind else subjects[:1]  # 'a four-year residency and a fellowship of one year'
    if rule.relation in ORIGINS and behind:  # of 'for headache and for sciatica from a tumor' only the sciatica
        subjects = subjects[max((i for i, subject in enumerate(subjects) if subject.apart), default=0) :]
        other = next((i for i, o in enumerate(objects) if i and o.apart in _ELSEWHERE), len(objects))
        objects = objects[:other]  # of 'for sciatica due to gout and for headache' only the gout
        if _comes_after(sentence, subjects[-1], objects[0]):
            done = list(itertools.takewhile(_is_done, objects))
            subjects, objects = subjects[-1:], done or objects[:1]  # 'gout, groin pain after a stroke and headache'
    if rule.id in _OF_LAST and subjects[0].start is not None and (objects[0].start or 0) < subjects[0].start:
        objects = objects[-1:]  # of 'A, B and C such as D' only C
    return subjects, objects


def _is_done(argument: Argument) -> bool:
    return isinstance(argument.entity, Entity) and argument.entity.kind == "Procedure"


def _comes_after(sentence: Sentence, subject: Argument, object_: Argument) -> bool:
    """Tell whether only 'after' stands between two things, or little more: 'pain after a hernia repair'."""
    start, end = subject.end or 0, object_.start or 0
    between = [item.word for item in sentence.items if start <= item.start < end and item.word]
    return between[:1] == ["after"] and len(between) <= _NEAR


def _is_told_exactly(sentence: Sentence, argument: Argument, topic: Topic) -> bool:
    """Tell whether a bare structure is one that was named exactly: 'each nerve', that is, each medial branch nerve."""
    if not isinstance(argument.entity, Entity) or " " in argument.entity.label:
        return False
    named = (r for _, phrase in sentence.phrases for member in phrase.members for r in member.mention.readings[:1])
    longer = f" {argument.entity.label}"
    return any(entity.kind in BODY and entity.label.endswith(longer) for entity in (*named, *topic.recent))


def _is_named(sentence: Sentence, index: int, match: re.Match[str]) -> bool:
    """Tell whether an item just before a match names what it means: no pronoun, no 'your doctor'."""
    near = 0 <= sentence.index_at(match.start()) - index < _NEAR
    phrase = sentence.items[index].phrase if index >= 0 and near else None
    return phrase is not None and not any(member.mention.resolved for member in phrase.members)


def _last_word(argument: Argument) -> str:
    """Return what an argument is, so that one degree or another is one stage."""
    return argument.entity.label.split()[-1] if isinstance(argument.entity, Entity) else ""


def _is_pain(entity: Entity | Value) -> bool:
    return isinstance(entity, Entity) and entity.id == "pain"


def _stretch(sentence: Sentence, match: re.Match[str], subject: Argument, object_: Argument) -> Span:
    """Return the stretch of the text that says of a subject and an object what a match says."""
    trigger = sentence.items[sentence.index_at(match.start())]
    last = sentence.items[sentence.index_at(match.end() - 2)]
    explicit = "subject" in match.re.groupindex
    span = evidence(subject, object_, Span(trigger.start, last.end), explicit=explicit)
    if (subject.start is None or object_.start is None) and not (subject.spread or object_.spread):
        return clause(sentence, span)
    return span


def _directed(rule: Rule, subject: Argument, object_: Argument, topic: Topic) -> tuple[Entity | Value, Entity | Value]:
    """Return a statement's arguments; what the passage is about comes first where the relation has no direction."""
    first, second = subject.entity, object_.entity
    if rule.relation in _SYMMETRIC and second in (*topic.heading, *topic.weak) and first not in topic.heading:
        return second, first
    return first, second


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
                found.append(Finding(rule, first.entity, second.entity, Polarity.ASSERTED, span))
    return found
