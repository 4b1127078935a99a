"""The rules applied to a sentence: what is found, of which things, and in which stretch of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from paingraph.loader.arguments import Argument, clause, evidence, fits
from paingraph.loader.claims import Entity, Polarity, Span, Value
from paingraph.loader.context import Context
from paingraph.loader.objects import TOPIC, objects_of
from paingraph.loader.phrases import Sentence
from paingraph.loader.rule_book import RuleBook
from paingraph.loader.rules import Rule, Structure
from paingraph.loader.scope import judge
from paingraph.loader.subjects import subjects_of
from paingraph.loader.topic import CARE, SPECIALTY, Topic

__all__ = ["Finding", "find", "name_relations", "related"]

_FURTHER = frozenset("extra additional further advanced special specialized specialised subspecialty".split())
_SYMMETRIC = frozenset({"associatedWith", "collaboratesWith"})
#: What a rule implies where the sentence does not say what is relieved.
_PAIN = "pain"
#: What is said of practitioners is said or denied; what a sentence doubts is something else.
_OF_PRACTITIONERS = frozenset(
    {"hasBackgroundIn", "managesCondition", "performs", "collaboratesWith", "receivesReferralsFrom"}
)
#: A cause is asked for here and not said: 'whether the pain comes from the joint'.
_ORIGINS = frozenset({"causedBy", "hasPainGenerator"})
_ASKING = frozenset("whether if confirm confirms confirmed prove proves find finding show shows tell tells".split())
#: After one of these a clause only supposes what has been reached or has failed.
_SUPPOSING = frozenset({"if", "when", "once", "until", "unless", "after"})
_UNCERTAIN = frozenset("has have had fail fails failed not cannot".split())
#: What is denied with one of these is only limited.
_WHOLLY = frozenset("completely fully entirely altogether totally all every".split())
#: … and so is the relief that some may not have.
_PERHAPS = frozenset({"may", "might", "some"})
#: So many words stand between those who act and what they do.
_AUXILIARIES = 3
#: What says which kinds there are, and is no such thing of what governs the name in it …
_OF_KINDS = frozenset({"subtype.definition", "subtype.list"})
_GOVERNING = frozenset("of for with to from by cause causes causing behind".split())
#: … but with one of these before it.
_KINDS = frozenset(
    "type types kind kinds form forms example examples sort sorts list range variety varieties number".split()
)
_REACH = 6
_CLAUSE_ENDS = frozenset({".", ";", ":", ",", "—", "which", "because", "but"})
_CONDITIONAL = frozenset("if when probably unless until patients people those anyone women you who with".split())
#: With one of these a lead-in says where its list comes from, or what comes from it.
_CAUSING = frozenset("cause causes caused causing lead leads leading result results trigger triggers triggered".split())
#: With one of these at its end it names what its list brings about.
_EFFECTS = frozenset({"it", "this", "them"})


class Finding(NamedTuple):
    """What a rule read: subject, object, polarity and the stretch that says so."""

    rule: Rule
    subject: Entity
    object: Entity | Value
    polarity: Polarity
    span: Span
    confidence: float

    @property
    def given(self) -> bool:
        """The passage gives the subject, which the sentence does not name."""
        return self.confidence < self.rule.confidence


def find(sentence: Sentence, structure: Structure, context: Context) -> list[Finding]:
    """Return what the rules of a structure find in a sentence."""
    found: list[Finding] = []
    for rule, pattern in context.book.by_structure[structure].candidates(sentence, context.topic.words):
        for match in pattern.matches(sentence.code):
            found += related(sentence, rule, match, context)
    return _named_first(found)


def _named_first(found: list[Finding]) -> list[Finding]:
    """Leave out what the passage would give as a subject where the sentence itself names another one."""
    if len(found) < 2:
        return found
    named = {(finding.rule.relation, finding.object) for finding in found if not finding.given}
    exact = {(finding.subject, finding.rule.relation) for finding in found if finding.rule.implied != _PAIN}
    causes = {finding.subject for finding in found if _is_named_cause(finding)}
    return [
        finding
        for finding in found
        if not (finding.given and (finding.rule.relation, finding.object) in named)
        and not (finding.rule.implied == _PAIN and (finding.subject, finding.rule.relation) in exact)
        and not (finding.rule.implied == TOPIC and finding.subject in causes)
    ]


def _is_named_cause(finding: Finding) -> bool:
    return finding.rule.relation == "causedBy" and finding.rule.implied is None


def name_relations(sentence: Sentence, book: RuleBook, text: str) -> list[Finding]:
    """Find what a name says that holds another, with its words: 'an injection in the knee' targets the knee."""
    found: list[Finding] = []
    for mention in (member.mention for item in sentence.items if item.phrase for member in item.phrase.members):
        for inner in mention.inner:
            for rule in book.by_structure[Structure.NAME].rules:
                subject, object_ = mention.of_kind(rule.subject), inner.of_kind(rule.object)
                words = f" {' '.join(text[mention.start : mention.end].lower().split())} "
                if rule.patterns and not any(True for pattern in rule.patterns for _ in pattern.matches(words)):
                    continue
                if subject is not None and object_ is not None and fits(rule, Argument(subject), Argument(object_)):
                    span = Span(mention.start, max(mention.end, inner.end))
                    found.append(Finding(rule, subject, object_, Polarity.ASSERTED, span, rule.confidence))
    return found


def related(sentence: Sentence, rule: Rule, match: re.Match[str], context: Context) -> list[Finding]:
    """Return the statements that one match of a rule makes."""
    topic = context.topic
    if rule.unless and not rule.unless.isdisjoint(match.group().split()):
        return []
    if not rule.without.isdisjoint(sentence.words):
        return []
    trigger = sentence.index_at(match.start())
    if rule.relation in _ORIGINS and _is_asked(sentence, trigger):
        return []
    if rule.relation == "treats" and (_is_condition(sentence, match) or _is_told_elsewhere(sentence, rule)):
        return []
    if rule.relation == "alternativeTo" and _is_put_off(sentence, trigger):
        return []
    if rule.relation == "hasBackgroundIn" and _is_further_training(sentence, match):
        return []
    subjects, index = subjects_of(sentence, rule, match, context)
    if rule.pairs:
        return _pairs(rule, subjects)
    if not subjects or _is_about_procedure(rule, topic):
        return []
    objects = objects_of(sentence, rule, match, context, subjects)
    if not objects:
        return []
    behind = (objects[0].start or 0) > (subjects[-1].end or 0) > 0
    if rule.relation in _ORIGINS and behind and len(subjects) > 1 and _is_pain(subjects[-1].entity):
        subjects = subjects[-1:]  # of 'headache, sciatica and pain from cancer' only the pain is
    if rule.id == "subtype.such-as" and subjects[0].start is not None and (objects[0].start or 0) < subjects[0].start:
        objects = objects[-1:]  # of 'A, B and C such as D' only C
    general = rule.id == "subtype.definition" or (rule.id == "subtype.such-as" and _is_practitioner(objects[0].entity))
    if general and _is_pointed_at(sentence, match):
        return []  # 'ablation is the treatment that follows', 'they include neurologists'
    if rule.id in _OF_KINDS and _is_governed(sentence, match, rule):
        return []  # 'common causes of sciatica are', 'symptoms that go with neck pain are'
    if any(subject.spread for subject in subjects) and _is_otherwise(rule, sentence):
        return []
    if rule.relation == "subtypeOf" and {s.entity for s in subjects} & {o.entity for o in objects}:
        return []  # a heading and the headings below it name the same things
    polarity = rule.polarity or judge(sentence, match, index, context)
    if rule.relation == "alternativeTo" and judge(sentence, match, index, context) is Polarity.HEDGED:
        polarity = Polarity.HEDGED
    if rule.relation == "treats" and polarity is Polarity.ASSERTED and _is_open(sentence, trigger):
        polarity = Polarity.HEDGED
    if polarity is Polarity.HEDGED and rule.relation in _OF_PRACTITIONERS:
        return []
    if polarity is Polarity.NEGATED:
        conditional = rule.relation == "performs" and not sentence.words.isdisjoint(_CONDITIONAL)
        if conditional or rule.asserted_only:
            return []
    if polarity is Polarity.NEGATED and sentence.items[trigger].word.startswith("mask"):
        return []  # 'rather than masking the pain'
    limited = _WHOLLY | _PERHAPS if rule.id == "treats.nominal" else _WHOLLY
    if rule.relation == "treats" and polarity is Polarity.NEGATED and not sentence.words.isdisjoint(limited):
        polarity = Polarity.HEDGED  # 'it does not take the pain away completely'
    if polarity is Polarity.HEDGED and rule.id == "treats.candidate":
        return []  # 'you may not be a candidate'
    stretch = Span(sentence.items[trigger].start, sentence.items[sentence.index_at(match.end() - 2)].end)
    explicit = "subject" in match.re.groupindex
    findings: list[Finding] = []
    for subject in subjects:
        confidence = round(rule.confidence * (1.0 if subject.start is not None else 0.95), 3)
        for object_ in objects:
            if not fits(rule, subject, object_):
                continue
            span = evidence(subject, object_, stretch, explicit=explicit)
            if (subject.start is None or object_.start is None) and not (subject.spread or object_.spread):
                span = clause(sentence, span)
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


def _is_told_elsewhere(sentence: Sentence, rule: Rule) -> bool:
    """Tell whether a sentence only says what is told somewhere: 'How to treat it is covered on …'."""
    return rule.structure is Structure.SENTENCE and sentence.items[0].word == "how" and "?" not in sentence.words


def _is_condition(sentence: Sentence, match: re.Match[str]) -> bool:
    """Tell whether a match stands in what a sentence only supposes: 'If the block relieves the pain, …'."""
    last = sentence.index_at(match.end() - 2)
    if sentence.items[0].word in {"if", "should"} and "subject" not in match.re.groupindex:
        return all(item.word != "," for item in sentence.items[:last])
    for index in range(sentence.index_at(match.start()), 0, -1):
        word = sentence.items[index].word
        if word in _CLAUSE_ENDS - {"which"}:
            return False
        if word == "if" and sentence.items[index - 1].word == "only":
            return True
        if word in _SUPPOSING:
            return not _UNCERTAIN.isdisjoint(item.word for item in sentence.items[index:last])
    return False


def _is_governed(sentence: Sentence, match: re.Match[str], rule: Rule) -> bool:
    """Tell whether what a sentence is about is something of the disorder that a kind would be told of."""
    slot = "object" if rule.id == "subtype.list" else "subject"
    if slot not in match.re.groupindex:
        return False
    index = int(match[slot])
    phrase = sentence.items[index].phrase
    if phrase is None or "Condition" not in phrase.kinds:
        return False
    before = [item.word for item in sentence.items[max(0, index - _REACH) : index]]
    for place in range(len(before) - 1, -1, -1):
        word = before[place]
        if word in _GOVERNING:
            return _KINDS.isdisjoint(before[:place])
        if not word.isalpha() or word in {"and", "or"}:
            return False
    return False


def _is_pointed_at(sentence: Sentence, match: re.Match[str]) -> bool:
    """Tell whether the general thing of a match is one that only stands for another: 'the treatment', 'these'."""
    phrase = sentence.items[int(match["object"])].phrase if "object" in match.re.groupindex else None
    return phrase is not None and any(member.mention.resolved for member in phrase.members)


def _is_further_training(sentence: Sentence, match: re.Match[str]) -> bool:
    """Tell whether a match opens with what practitioners go on to: 'a fellowship in …', 'extra training in …'."""
    trigger = sentence.index_at(match.start())
    if trigger and sentence.items[trigger - 1].word in _FURTHER and sentence.items[trigger].word == "training":
        return True
    phrase = sentence.items[trigger].phrase
    return phrase is not None and any(
        reading.label.endswith("fellowship") for member in phrase.members for reading in member.mention.readings
    )


def _is_otherwise(rule: Rule, sentence: Sentence) -> bool:
    """Tell whether a lead-in relates its list in another way: 'can be caused by:', 'one of these is behind it:'."""
    colon = next((index for index, item in enumerate(sentence.items) if item.word == ":"), 0)
    words = [item.word for item in sentence.items[:colon]]
    if rule.relation == "subtypeOf":
        return not _CAUSING.isdisjoint(words)
    return rule.relation == "causedBy" and not _EFFECTS.isdisjoint(words[-1:])


def _is_pain(entity: Entity | Value) -> bool:
    return isinstance(entity, Entity) and entity.id == _PAIN


def _is_practitioner(entity: Entity | Value) -> bool:
    return isinstance(entity, Entity) and entity.kind == "Specialty"


def _is_asked(sentence: Sentence, trigger: int) -> bool:
    """Tell whether the clause before an expression asks for what it says."""
    for item in reversed(sentence.items[:trigger]):
        if item.phrase is None and item.word in _CLAUSE_ENDS:
            return False
        if item.phrase is None and item.word in _ASKING:
            return True
    return False


def _is_put_off(sentence: Sentence, trigger: int) -> bool:
    """Tell whether those who treat put off what a match names: 'we may postpone it'."""
    for item in reversed(sentence.items[max(0, trigger - _AUXILIARIES) : trigger]):
        if item.phrase is not None:
            return item.phrase.kinds == {"Specialty"}
        if item.word == "we":
            return True
    return False


def _is_open(sentence: Sentence, trigger: int) -> bool:
    """Tell whether a sentence leaves open what it says: 'whether they also prevent migraine is argued over'."""
    for item in reversed(sentence.items[: trigger + 1]):
        if item.word in {",", ";", ".", ":"}:
            return False
        if item.word == "whether":
            return True
    return False


def _is_about_procedure(rule: Rule, topic: Topic) -> bool:
    """Tell whether a practitioner's treating, or what patients feel, belongs to the heading's procedure."""
    if rule.id == "associated.people":
        return bool(topic.strong(CARE))
    return rule.id in {"manages.active", "manages.item"} and bool(topic.strong(CARE)) and not topic.strong(SPECIALTY)
