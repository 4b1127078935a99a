"""The rules applied to a sentence: what is found, of which things, and in which stretch of the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from paingraph.loader.anaphora import CARE_NOUNS, Topic
from paingraph.loader.claims import Entity, Polarity, Span, Value
from paingraph.loader.mentions import Mention
from paingraph.loader.phrases import Item, Member, Phrase, Sentence
from paingraph.loader.rules import Rule, RuleBook, Structure

__all__ = ["Finding", "find", "join_examples", "name_relations"]

#: A phrase after one of these is not the subject of what follows.
_BARRIERS = frozenset(
    """of in for with without to into from than unlike before after as like on under avoid avoiding despite against between near around over
    within through via by following including""".split()
)
#: … unless it opens the sentence: 'With a facet joint injection, the doctor …'.
_OPENERS = frozenset({"with", "in", "during", "for", "through", "using", "by"})
#: Conjunctions that open a clause of their own, and the relations that are said by the main clause.
_CLAUSES = frozenset({"when", "if", "once", "because", "whether"})
_OF_MAIN_CLAUSE = frozenset({"alternativeTo", "indicatedAfter"})
#: Relations of an example to its general term.
_JOINING = frozenset({"subtypeOf", "subspecialtyOf"})
_SYMMETRIC = frozenset({"associatedWith", "collaboratesWith"})
#: Between a phrase and the infinitive that belongs to it.
_BETWEEN = frozenset(
    {
        "to",
        "and",
        "or",
        ",",
        "help",
        "both",
        "the",
        "their",
        "in",
        "order",
        "for",
        "used",
        "designed",
        "meant",
        "intended",
    }
)
_LINKS = frozenset({"to", "for"})
_EXCLUDING = frozenset({"beyond", "without", "than", "avoid", "from", "unlike"})
_AIMS = frozenset({"goal", "aim", "purpose", "objective", "benefit", "benefits", "use", "point"})
_RELATIVES = frozenset({"which", "that", "who"})
#: Relations whose subject acts: a discipline that bears the name of a procedure is not meant.
_BY_PRACTITIONERS = frozenset({"managesCondition", "performs", "emphasizes"})
#: Instead of an entity: the procedure that bears the name of the subject's discipline, what the passage is about.
OWN_PROCEDURE, ITS_TOPIC, ITS_CONDITION, ITS_AUDIENCE = "@own", "@topic", "@condition", "@audience"
_PUTTING = frozenset({"inject", "injects", "injecting", "deliver", "delivers", "place", "places", "placing", "administers"})
_BODY = frozenset({"AnatomicalStructure", "PainGenerator"})
_CARE = frozenset({"Procedure", "Therapy"})


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule read: subject, object, polarity and the stretch that says so."""

    rule: Rule
    subject: Entity
    object: Entity | Value
    polarity: Polarity
    span: Span
    confidence: float


@dataclass(frozen=True, slots=True)
class _Argument:
    """A subject or object with its place in the sentence, or none if the passage's topic gave it."""

    entity: Entity | Value
    start: int | None
    end: int | None
    #: The member stands in a place of its own, which is then the evidence.
    spread: bool = False
    example: bool = False


def join_examples(
    sentence: Sentence, book: RuleBook, name: Callable[[str], Entity], topic: Topic | None = None
) -> list[Finding]:
    """Find 'X such as Y' and join the examples to their general term, so that what is said of it holds for them too."""
    found: list[Finding] = []
    for rule, match, first, last in list(_examples(sentence, book, joining=False)):
        found += _related(sentence, rule, match, name, topic)
        if rule.blocks:
            between = Item(sentence.items[first].end, sentence.items[last].start, "—")
            sentence.items[first + 1 : last] = [between]
            sentence.encode()
            break
    for _ in range(4):
        step = next(_examples(sentence, book, joining=True), None)
        if step is None:
            break
        rule, match, first, last = step
        general, examples = sentence.items[first].phrase, sentence.items[last].phrase
        subject_first = match.start("subject") < match.start("object")
        if subject_first:
            general, examples = examples, general
        if general is None or examples is None:
            break
        found += _related(sentence, rule, match, name)
        members = tuple(general.members) + tuple(Member(m.mention, example=True) for m in examples.members)
        if rule.specific:
            members = tuple(examples.members)
        if subject_first and any(m.example for m in examples.members):
            members = tuple(examples.members) + tuple(Member(m.mention, example=True) for m in general.members)
        close = last + 1
        if (
            close < len(sentence.items)
            and sentence.items[close].word == ")"
            and any(i.word == "(" for i in sentence.items[first:last])
        ):
            close += 1
        sentence.merge(first, close, Phrase(members, spread=examples.spread), book.verbs)
    return found


def _examples(sentence: Sentence, book: RuleBook, *, joining: bool) -> Iterator[tuple[Rule, re.Match[str], int, int]]:
    for rule in book.by_structure[Structure.EXAMPLES]:
        if (rule.relation in _JOINING) is not joining:
            continue
        for pattern, cues in zip(rule.patterns, rule.cues, strict=True):
            if any(sentence.words.isdisjoint(cue) for cue in cues):
                continue
            for match in pattern.finditer(sentence.code):
                if not joining:
                    yield rule, match, sentence.index_at(match.start()), sentence.index_at(match.end() - 2)
                    continue
                indices = sorted((int(match["subject"]), int(match["object"])))
                if _same_kind(sentence.items[indices[0]].phrase, sentence.items[indices[1]].phrase, rule):
                    yield rule, match, indices[0], indices[1]


def _same_kind(first: Phrase | None, second: Phrase | None, rule: Rule) -> bool:
    if first is None or second is None or "Plan" in first.kinds:
        return False
    return any(_comparable(a, b) for a in first.kinds & rule.subject for b in second.kinds & rule.object)


def _comparable(first: str, second: str) -> bool:
    return first == second or {first, second} <= _BODY


def find(
    sentence: Sentence, book: RuleBook, structure: Structure, topic: Topic, name: Callable[[str], Entity]
) -> list[Finding]:
    """Return what the rules of a structure find in a sentence."""
    found: list[Finding] = []
    words, code = sentence.words, sentence.code
    for rule in book.by_structure[structure]:
        for pattern, cues in zip(rule.patterns, rule.cues, strict=True):
            if any(words.isdisjoint(cue) for cue in cues):
                continue
            for match in pattern.finditer(code):
                found += _related(sentence, rule, match, name, topic, book)
    return found


def name_relations(sentence: Sentence, book: RuleBook) -> list[Finding]:
    """Find what a name says that holds another: 'an injection in the knee' targets the knee."""
    found: list[Finding] = []
    for item in sentence.items:
        for member in item.phrase.members if item.phrase else ():
            for inner in member.mention.inner:
                for rule in book.by_structure[Structure.NAME]:
                    subject, object_ = member.mention.of_kind(rule.subject), inner.of_kind(rule.object)
                    if subject is not None and object_ is not None and object_.id not in rule.not_objects:
                        span = Span(member.mention.start, max(member.mention.end, inner.end))
                        found.append(Finding(rule, subject, object_, Polarity.ASSERTED, span, rule.confidence))
    return found


def _related(
    sentence: Sentence,
    rule: Rule,
    match: re.Match[str],
    name: Callable[[str], Entity],
    topic: Topic | None = None,
    book: RuleBook | None = None,
) -> list[Finding]:
    groups = match.re.groupindex
    if rule.under and (topic is None or rule.under.isdisjoint(topic.words)):
        return []
    if rule.unless and not rule.unless.isdisjoint(match.group().split()):
        return []
    trigger = sentence.index_at(match.start())
    last = sentence.index_at(match.end() - 2)
    if "subject" in groups:
        index = int(match["subject"])
        subjects = _arguments(sentence, index, rule)
    else:
        opened = frozenset(topic.strong(_CARE)) if topic is not None and topic.strong(_CARE) else None
        index = _governor(sentence, trigger, rule, opened=opened, verbs=book.verbs if book is not None else frozenset())
        subjects = _arguments(sentence, index, rule) if index >= 0 else []
        if not subjects and rule.topic != "none" and topic is not None:
            subjects = [
                _Argument(entity, None, None)
                for entity in topic.about(rule.subject, weak=rule.topic == "weak", but=rule.not_subjects)
            ]
        elif rule.topic != "none" and topic is not None and topic.strong(_CARE) and _is_substance(subjects):
            subjects = [_Argument(entity, None, None) for entity in topic.strong(rule.subject)]
    if rule.nearest and any(subject.example for subject in subjects):
        subjects = subjects[-1:]
    if rule.pairs:
        return _pairs(rule, subjects)
    objects = _objects(sentence, rule, match, name, subjects, topic)
    if rule.relation == "treats" and "object" in groups:
        objects = [o for o in objects if not _is_specified(sentence, int(match["object"]), o)]
    if not subjects or not objects:
        return []
    if topic is not None and _is_about_procedure(rule, topic):
        return []
    polarity = rule.polarity or _judge(sentence, match, index, trigger, book)
    if (
        rule.relation == "performs"
        and polarity is Polarity.NEGATED
        and not sentence.words.isdisjoint({"if", "when", "probably"})
    ):
        return []
    if rule.asserted_only and polarity is Polarity.NEGATED:
        return []
    findings: list[Finding] = []
    bounds = sentence.items[trigger].start, sentence.items[last].end
    for subject in subjects:
        for object_ in objects:
            if not _fits(rule, subject, object_):
                continue
            span = _evidence(subject, object_, bounds, sentence.items[trigger].start, explicit="subject" in groups)
            confidence = rule.confidence * (1.0 if subject.start is not None else 0.95)
            first, second = subject.entity, object_.entity
            if (
                rule.relation in _SYMMETRIC
                and topic is not None
                and second in (*topic.heading, *topic.weak)
                and first not in topic.heading
            ):
                first, second = second, first
            assert isinstance(first, Entity)
            findings.append(Finding(rule, first, second, polarity, span, round(confidence, 3)))
    return findings


def _is_specified(sentence: Sentence, index: int, argument: _Argument) -> bool:
    """Tell whether a pain is that of a condition named behind it, which is then what is treated."""
    if not isinstance(argument.entity, Entity) or argument.entity.id != "pain":
        return False
    behind = sentence.items[index + 1 : index + 5]
    if not behind or behind[0].word not in {"from", "of", "due", "caused", "in"}:
        return False
    following = next((item.phrase for item in behind if item.phrase is not None), None)
    return following is not None and "Condition" in following.kinds


def _pairs(rule: Rule, members: Sequence[_Argument]) -> list[Finding]:
    """Relate the members of an enumeration to each other: those who share a clinic work together."""
    found: list[Finding] = []
    for number, first in enumerate(members):
        for second in members[number + 1 :]:
            if isinstance(first.entity, Entity) and first.start is not None and second.end is not None and _fits(rule, first, second):
                span = Span(first.start, second.end)
                found.append(Finding(rule, first.entity, second.entity, Polarity.ASSERTED, span, rule.confidence))
    return found


def _is_about_procedure(rule: Rule, topic: Topic) -> bool:
    """Tell whether a practitioner's treating is that of the procedure that the heading names."""
    return rule.id == "manages.active" and bool(topic.strong(_CARE)) and not topic.strong(frozenset({"Specialty"}))


def _is_substance(subjects: Sequence[_Argument]) -> bool:
    """Tell whether the subject is a substance: under a procedure's heading its effect is that of the procedure."""
    return bool(subjects) and isinstance(subjects[0].entity, Entity) and subjects[0].entity.kind == "Substance"


def _objects(
    sentence: Sentence,
    rule: Rule,
    match: re.Match[str],
    name: Callable[[str], Entity],
    subjects: Sequence[_Argument],
    topic: Topic | None,
) -> list[_Argument]:
    if rule.implied == OWN_PROCEDURE:
        own = (
            (topic.own.get(subject.entity.id) for subject in subjects if isinstance(subject.entity, Entity))
            if topic
            else ()
        )
        return [_Argument(entity, None, None) for entity in own if entity is not None]
    if rule.implied == ITS_TOPIC:
        practitioner = topic is not None and not topic.strong(frozenset({"Specialty"}))
        return [_Argument(entity, None, None) for entity in topic.strong(rule.object)] if topic and practitioner else []
    if rule.implied == ITS_AUDIENCE:
        return [_Argument(entity, None, None) for entity in topic.audience] if topic else []
    if rule.implied == ITS_CONDITION:
        return [_Argument(entity, None, None) for entity in topic.condition] if topic else []
    if rule.implied is not None:
        implied = name(rule.implied)
        before = (
            tuple(e for e in topic.subject if e.kind == implied.kind and e.label.endswith(implied.label))
            if topic
            else ()
        )
        return [_Argument(entity, None, None) for entity in before[:1] or (implied,)]
    if "value" in match.re.groupindex:
        item = sentence.items[int(match["value"])]
        assert item.phrase is not None
        return [_Argument(Value(item.phrase.value or ""), item.start, item.end)]
    if "object" not in match.re.groupindex:
        return _governing_object(sentence, rule, match, topic)
    return _arguments(sentence, int(match["object"]), rule, as_object=True)


def _governing_object(
    sentence: Sentence, rule: Rule, match: re.Match[str], topic: Topic | None
) -> list[_Argument]:
    """Return the object of a passive: 'the block is given by …'."""
    passive = replace(rule, subject=rule.object, not_subjects=frozenset())
    index = _governor(sentence, sentence.index_at(match.start()), passive, opened=frozenset(), verbs=frozenset())
    if index >= 0:
        return _arguments(sentence, index, rule, as_object=True)
    return [_Argument(entity, None, None) for entity in topic.strong(rule.object)] if topic and rule.topic != "none" else []


def _arguments(sentence: Sentence, index: int, rule: Rule, *, as_object: bool = False) -> list[_Argument]:
    item = sentence.items[index]
    if item.phrase is None:
        return []
    spread = item.phrase.spread
    entities = item.phrase.entities(rule.object if as_object else rule.subject)
    illustrated = any(member.example for member in item.phrase.members)
    only_examples = illustrated and rule.structure is Structure.EXAMPLES and not as_object
    if rule.persons and not as_object:
        entities = [(member, entity) for member, entity in entities if member.mention.person]
    if rule.relation in _BY_PRACTITIONERS:
        entities = [(member, entity) for member, entity in entities if not _is_doubtful(member.mention, entity)]
    return [
        _Argument(
            e,
            m.mention.start,
            m.mention.end,
            spread and (m.example or not illustrated),
            m.example and not only_examples,
        )
        for m, e in entities
        if m.example or not only_examples
    ]


def _is_doubtful(mention: Mention, entity: Entity) -> bool:
    """Tell whether a name is rather that of another thing here: 'surgery' is done, surgeons do it."""
    kinds = {reading.kind for reading in mention.readings}
    if entity.kind == "Specialty":
        return "Procedure" in kinds and not mention.resolved
    return "Specialty" in kinds and "Therapy" in kinds and not mention.resolved


def _fits(rule: Rule, subject: _Argument, object_: _Argument) -> bool:
    if not isinstance(object_.entity, Entity) or not isinstance(subject.entity, Entity):
        return isinstance(subject.entity, Entity)
    if (
        subject.entity.id == object_.entity.id
        or subject.entity.id in rule.not_subjects
        or object_.entity.id in rule.not_objects
    ):
        return False
    if rule.relation == "subtypeOf":
        return _comparable(subject.entity.kind, object_.entity.kind) and not (subject.example or object_.example)
    return True


def _evidence(subject: _Argument, object_: _Argument, bounds: tuple[int, int], trigger: int, *, explicit: bool) -> Span:
    """Return the shortest stretch from the trigger or the subject to the object; an item of a list stands for itself."""
    for argument in (object_, subject):
        if (
            argument.spread
            and not (argument is subject and object_.start is None and not explicit)
            and argument.start is not None
            and argument.end is not None
        ):
            return Span(argument.start, argument.end)
    places = [(a.start, a.end) for a in (subject, object_) if a.start is not None and a.end is not None]
    start = min([trigger, *(start for start, _ in places)])
    if object_.start is None:
        return Span(start, max([bounds[1], *(end for _, end in places)]))
    ends = [end for _, end in places]
    return Span(start, max(ends) if object_.start >= trigger else max(bounds[1], *ends))


def _governor(
    sentence: Sentence, trigger: int, rule: Rule, *, opened: frozenset[Entity] | None, verbs: frozenset[str]
) -> int:
    """Return the phrase that is the subject of the trigger, or -1; of 'X is a Y that …' that is X."""
    index = _subject_before(sentence, trigger, rule, opened=opened, verbs=verbs)
    before = index - 1
    while before > 0 and sentence.items[before].phrase is None and index - before < 5:
        if sentence.items[before].word in {"is", "are"}:
            phrase = sentence.items[before - 1].phrase
            return before - 1 if phrase is not None and not phrase.kinds.isdisjoint(rule.subject) else index
        before -= 1
    return index


def _subject_before(
    sentence: Sentence, trigger: int, rule: Rule, *, opened: frozenset[Entity] | None, verbs: frozenset[str]
) -> int:
    """Return the phrase before the trigger that can be its subject, or -1: the nearest that no preposition governs.

    'With X' at the beginning of a sentence counts as well; if the heading names procedures (`opened`), only for them.
    """
    barriers = _BARRIERS | _CLAUSES if rule.relation in _OF_MAIN_CLAUSE else _BARRIERS
    direct = _directly_before(sentence, trigger, rule, verbs)
    if direct is not None:
        return direct
    for index in range(trigger - 1, -1, -1):
        item = sentence.items[index]
        if item.word == ";":
            return -1
        if item.word in _RELATIVES and index:
            antecedent = index - 1
            while antecedent > 0 and sentence.items[antecedent].word in {",", "in", "by", "during", "through", "with"}:
                antecedent -= 1
            phrase = sentence.items[antecedent].phrase
            if phrase is not None and not phrase.kinds.isdisjoint(rule.subject):
                return antecedent
        if item.phrase is None:
            continue
        if item.phrase.kinds.isdisjoint(rule.subject):
            if (
                "Specialty" in item.phrase.kinds
                and rule.relation == "treats"
                and not _is_barred(sentence, index, barriers)
            ):
                return -1
            continue
        if item.phrase.kinds == {"Substance"} and _is_put(sentence, index):
            continue
        before = index - 1
        while before >= 0 and sentence.items[before].phrase is None and before > index - 5:
            word = sentence.items[before].word
            if word in barriers:
                break
            if not word[0].isalpha():
                before = -1
                break
            before -= 1
        barred = before >= 0 and before > index - 5 and sentence.items[before].word in barriers
        opens = before == 0 and sentence.items[0].word in _OPENERS
        if opens and opened is not None:
            opens = any(reading.label not in CARE_NOUNS for m in item.phrase.members for reading in m.mention.readings)
        if barred and sentence.items[before].word == "of" and before and sentence.items[before - 1].word in _AIMS:
            barred = False
        if barred and not opens:
            continue
        return index
    return -1


def _directly_before(sentence: Sentence, trigger: int, rule: Rule, verbs: frozenset[str]) -> int | None:
    """Return the phrase that the trigger's infinitive belongs to: 'injections to relieve …', 'a block for the relief of …'."""
    index, linked = trigger, sentence.items[trigger].word in _LINKS
    while index and sentence.items[index - 1].phrase is None:
        word = sentence.items[index - 1].word
        if word not in verbs and word not in _BETWEEN and not word.endswith("ly"):
            return None
        linked = linked or word in _LINKS
        index -= 1
    phrase = sentence.items[index - 1].phrase if index else None
    if not linked or phrase is None or phrase.kinds.isdisjoint(rule.subject):
        return None
    before = {item.word for item in sentence.items[max(0, index - 3) : index - 1]}
    return index - 1 if before.isdisjoint(_EXCLUDING) else None


def _is_put(sentence: Sentence, index: int) -> bool:
    """Tell whether a substance is what someone injects, and not itself the subject."""
    words = {item.word for item in sentence.items[max(0, index - 7) : index]}
    return not words.isdisjoint(_PUTTING) and words.isdisjoint({"is", "are", "was", "were", "be"})


def _is_barred(sentence: Sentence, index: int, barriers: frozenset[str]) -> bool:
    words = [item.word if item.phrase is None else "" for item in sentence.items[max(0, index - 4) : index]]
    return not barriers.isdisjoint(words)


def _judge(sentence: Sentence, match: re.Match[str], subject: int, trigger: int, book: RuleBook | None) -> Polarity:
    if book is None:
        return Polarity.ASSERTED
    first = subject if 0 <= subject < trigger else max(0, trigger - 6)
    if not (
        0 <= subject < trigger and any(item.word in _RELATIVES for item in sentence.items[subject + 1 : subject + 3])
    ):
        first = max(0, first - 5)
    start = sentence.offsets[first] - 1
    end = match.end()
    if "object" in match.re.groupindex and int(match["object"]) != trigger:
        end = match.start("object")
    return book.cues.judge(sentence.code, start, max(end, match.start() + 1))
