"""Where a sentence does not relate its things as a rule would: it points at them, or tells of something about them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from paingraph.loader.arguments import Argument
from paingraph.loader.claims import Entity, Value
from paingraph.loader.phrases import Sentence
from paingraph.loader.prepositions import BARRIERS, preposition_of
from paingraph.loader.rules import Rule

__all__ = ["is_mismatched"]

#: What says which kinds there are, and is no such thing of what governs the name in it …
_OF_KINDS = frozenset({"subtype.definition", "subtype.list"})
_GOVERNING = frozenset("of for with to from by in cause causes causing behind".split())
#: … but with one of these before it.
_KINDS = frozenset(
    "type types kind kinds form forms example examples sort sorts list range variety varieties number".split()
)
#: With one of these between them two things stand in no enumeration.
_VERBS = frozenset("is are can may might has have was were will be comes arises but although while because we".split())
#: How the names of classes of disorders end.
_CLASSES = frozenset(
    "neuropathy entrapment disorder disease condition syndrome arthritis injury cancer infection problem".split()
)
#: Of what is injected the effects are those of the procedure, and of no other drug.
_OF_INJECTED = "caused-by.effects"
_INJECTED = (
    "steroid",
    "anesthetic",
    "caine",
    "sone",
    "solone",
    "agent",
    "toxin",
    "alcohol",
    "ethanol",
    "phenol",
    "cement",
)
#: What comes from something is named where these are said.
_OF_NAMED = frozenset({"caused-by.after-procedure", "caused-by.of"})
#: So many words before a name may govern it.
_REACH = 6
#: With one of these a lead-in says where its list comes from, or what comes from it.
_CAUSING = frozenset("cause causes caused causing lead leads leading result results trigger triggers triggered".split())
#: With one of these at its end it names what its list brings about.
_EFFECTS = frozenset({"it", "this", "them"})


def is_mismatched(
    sentence: Sentence, rule: Rule, match: re.Match[str], subjects: Sequence[Argument], objects: Sequence[Argument]
) -> bool:
    """Tell whether a match does not stand for its rule's relation between these subjects and objects."""
    general = rule.id == "subtype.definition" or (rule.id == "subtype.such-as" and _is_practitioner(objects[0].entity))
    if general and _is_pointed_at(sentence, match):
        return True  # 'ablation is the treatment that follows', 'they include neurologists'
    if rule.id in {"subtype.definition", "subtype.article"} and _is_one_of(sentence, match):
        return True  # 'One of the options is a block'
    if rule.id == "subtype.definition" and subjects[0].spread and len(objects) > 1:
        return True  # 'These are sympathetic, stellate ganglion and facet blocks'
    if rule.id in _OF_KINDS and _is_governed(sentence, match, rule):
        return True  # 'common causes of sciatica are', 'symptoms that go with neck pain are'
    if rule.id == "caused-by.reason" and _is_listed_before(sentence, subjects, objects):
        return True  # 'Pregnancy, a fall, arthritis are known causes'
    if rule.id == "associated.term" and _is_class(subjects[0].entity):
        return True  # 'Entrapment neuropathies: carpal tunnel syndrome, …'
    if rule.id == "subtype.heading" and len(objects) > 1:
        return True  # 'Fever, rigors: epidural abscess'
    if rule.id == _OF_INJECTED and not _is_injected(sentence, match):
        return True  # 'opioids can cause …' in a section on a procedure
    if rule.id in _OF_NAMED and _is_taken_up(sentence, match):
        return True  # 'they cannot have it', 'these are symptoms of …'
    if any(subject.spread for subject in subjects) and _is_otherwise(rule, sentence):
        return True
    # a heading and the headings below it name the same things
    return rule.relation == "subtypeOf" and bool({s.entity for s in subjects} & {o.entity for o in objects})


def _is_one_of(sentence: Sentence, match: re.Match[str]) -> bool:
    """Tell whether what is defined only stands for several that were named before."""
    index = int(match.groupdict().get("subject") or 0)
    phrase = sentence.items[index].phrase
    resolved = phrase is not None and any(member.mention.resolved for member in phrase.members)
    return resolved and "of" in {item.word for item in sentence.items[max(0, index - 2) : index]}


def _is_listed_before(sentence: Sentence, subjects: Sequence[Argument], objects: Sequence[Argument]) -> bool:
    """Tell whether a subject stands in one enumeration with the object behind it."""
    first, last = subjects[0].end, objects[0].start
    if first is None or last is None or last < first:
        return False
    between = {item.word for item in sentence.items if first <= item.start < last}
    index = next(i for i, item in enumerate(sentence.items) if item.end >= first)
    return "," in between and _VERBS.isdisjoint(between) and preposition_of(sentence, index, BARRIERS) is None


def _is_class(entity: Entity | Value) -> bool:
    """Tell whether a name is that of a class of disorders, and no sign of one."""
    return isinstance(entity, Entity) and entity.label.split()[-1] in _CLASSES


def _is_injected(sentence: Sentence, match: re.Match[str]) -> bool:
    """Tell whether a match begins with something that a procedure brings into the body."""
    phrase = sentence.items[sentence.index_at(match.start())].phrase
    members = phrase.members if phrase is not None else ()
    return all(
        not member.mention.resolved and any(reading.label.endswith(_INJECTED) for reading in member.mention.readings)
        for member in members
    )


def _is_taken_up(sentence: Sentence, match: re.Match[str]) -> bool:
    """Tell whether what a match says comes from something is only a word for what was named before."""
    phrase = sentence.items[int(match["subject"])].phrase if "subject" in match.re.groupindex else None
    return phrase is not None and all(member.mention.resolved for member in phrase.members)


def _is_practitioner(entity: Entity | Value) -> bool:
    return isinstance(entity, Entity) and entity.kind == "Specialty"


def _is_pointed_at(sentence: Sentence, match: re.Match[str]) -> bool:
    """Tell whether the general thing of a match is one that only stands for another: 'the treatment', 'these'."""
    phrase = sentence.items[int(match["object"])].phrase if "object" in match.re.groupindex else None
    return phrase is not None and any(member.mention.resolved for member in phrase.members)


def _is_governed(sentence: Sentence, match: re.Match[str], rule: Rule) -> bool:
    """Tell whether a sentence is about something of the thing that a kind would be told of: 'alternatives to X'."""
    slot = "object" if rule.id == "subtype.list" else "subject"
    if slot not in match.re.groupindex:
        return False
    index = int(match[slot])
    phrase = sentence.items[index].phrase
    if phrase is None or (slot == "subject" and "Condition" not in phrase.kinds):
        return False
    first = sentence.index_at(match.start())
    if sentence.items[first].word == "following":  # 'by one of the following procedures:'
        return False
    before = [item.word for item in sentence.items[max(0, index - _REACH) : first]]
    for place in range(len(before) - 1, -1, -1):
        word = before[place]
        if word in _GOVERNING:
            return slot == "subject" or _KINDS.isdisjoint(before[:place])
        if not word.isalpha() or word in {"and", "or"}:
            return False
    return False


def _is_otherwise(rule: Rule, sentence: Sentence) -> bool:
    """Tell whether a lead-in relates its list in another way: 'can be caused by:', 'one of these is behind it:'."""
    colon = next((index for index, item in enumerate(sentence.items) if item.word == ":"), 0)
    words = [item.word for item in sentence.items[:colon]]
    if rule.relation == "subtypeOf":
        return not _CAUSING.isdisjoint(words)
    return rule.relation == "causedBy" and not _EFFECTS.isdisjoint(words[-1:])
