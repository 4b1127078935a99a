"""The subjects of what a rule matches: named in the sentence, or given by the passage.

'It relieves sciatica' in a section on epidural steroid injections speaks of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from paingraph.loader.actors import is_of_another
from paingraph.loader.arguments import Argument, arguments, given, is_it
from paingraph.loader.claims import Entity
from paingraph.loader.context import Context
from paingraph.loader.definitions import ORIGINS, SINGULAR, defined, is_possible
from paingraph.loader.enumerations import DETERMINERS
from paingraph.loader.foreground import PUT
from paingraph.loader.general_names import apposed, specified
from paingraph.loader.governors import governor
from paingraph.loader.parts import Part
from paingraph.loader.passage_subjects import OF_TECHNIQUE, asks_for_causes, passage_subjects
from paingraph.loader.phrases import Item, Sentence
from paingraph.loader.prepositions import preposition_of
from paingraph.loader.rules import Rule
from paingraph.loader.topic import CARE, CONDITION, Topic

__all__ = ["subjects_of"]

#: What goes into a procedure, and follows its name: 'neurolysis with phenol'.
_INGREDIENTS = frozenset({"usesSubstance", "usesDevice"})
#: Before a pain that somebody does not have.
_LACKING = frozenset({"without"})
#: So many words may open a sentence before its participle, and these: 'by', 'besides', 'as well as'.
_FRONT = 4
_FRONTING = frozenset("by besides in addition to as well while apart from beyond".split())
#: A relative clause has so many words at least.
_RELATIVE = 2
#: Between a procedure and what it gives.
_HOLDING = frozenset({"of", "with"})


def subjects_of(sentence: Sentence, rule: Rule, match: re.Match[str], context: Context) -> tuple[list[Argument], int]:
    """Return the subjects of a match, and the item of the sentence that names them, or -1."""
    if "subject" in match.re.groupindex:
        subjects, index = _matched(sentence, rule, match, context.topic)
    else:
        subjects, index = _sought(sentence, rule, match, context)
    subjects = specified(sentence, index, subjects, rule.relation, context.topic)
    if subjects and subjects[0].start is None:
        index = -1
    if rule.nearest and any(subject.example for subject in subjects):
        subjects = subjects[-1:]
    return subjects, index


def _matched(sentence: Sentence, rule: Rule, match: re.Match[str], topic: Topic) -> tuple[list[Argument], int]:
    """Return the subjects that stand in the expression itself, with their item."""
    index = _holding(sentence, defined(sentence, int(match["subject"]), rule), rule)
    if rule.relation == "causedBy" and asks_for_causes(topic) and _is_it(sentence.items[index]):
        about = topic.strong(CONDITION)
        if len(about) == 1:
            return given(about), index
    if rule.relation in ORIGINS and preposition_of(sentence, index, _LACKING) is not None:
        return [], index  # 'buttock pain without leg pain comes from …'
    return arguments(sentence, index, rule), index


def _holding(sentence: Sentence, index: int, rule: Rule) -> int:
    """Return the procedure of which a substance is told: of 'an injection of a steroid helps' the injection."""
    items, first = sentence.items, index - 1
    phrase = items[index].phrase
    if rule.relation in _INGREDIENTS or phrase is None or phrase.kinds != {"Substance"}:
        return index
    while first > 0 and items[first].word in DETERMINERS:
        first -= 1
    held = items[first - 1].phrase if first > 0 and items[first].word in _HOLDING else None
    return first - 1 if held is not None and held.kinds == {"Procedure"} else index


def _sought(sentence: Sentence, rule: Rule, match: re.Match[str], context: Context) -> tuple[list[Argument], int]:
    """Return the subjects that the sentence names beside the expression, with their item, or else the passage's."""
    topic = context.topic
    index = _place(sentence, rule, sentence.index_at(match.start()), context)
    index = _holding(sentence, index, rule) if index > 0 else index
    subjects = arguments(sentence, index, rule) if index >= 0 else []
    if len(subjects) > 1 and _is_told_of_one(sentence, index):
        subjects = subjects[-1:]
    if rule.topic == "none":
        return subjects, index
    if not subjects and not is_of_another(sentence, rule, match, governed=index >= 0):
        subjects = passage_subjects(sentence, rule, match, topic)
    elif topic.strong(CARE) and _is_ingredient(sentence, index, subjects, topic):
        subjects = given(topic.strong(rule.subject))
    return subjects, index


def _place(sentence: Sentence, rule: Rule, trigger: int, context: Context) -> int:
    """Return the item of a sentence that names the subject of an expression which holds none; -1 for none."""
    if _is_own_subject(sentence.items[trigger], rule):
        index = defined(sentence, trigger, rule)
    elif trigger and _is_done_with(sentence, trigger, rule):
        index = trigger - 1
    else:
        verbs = context.book.verbs if context.judged else frozenset()
        index = governor(sentence, trigger, rule, named=bool(context.topic.strong(CARE)), verbs=verbs)
    fronted = _behind_front(sentence, trigger, rule) if index < 0 or trigger < _FRONT else -1
    return fronted if fronted >= 0 else apposed(sentence, index)


def _is_told_of_one(sentence: Sentence, index: int) -> bool:
    """Tell whether what is said of an enumeration is said of its last member: 'A and B, which is …'."""
    words = [item.word for item in sentence.items[index + 1 : index + 4]]
    behind = words[1:] if words[:1] == [","] else words
    if len(behind) < _RELATIVE or behind[0] not in {"which", "that", "who"}:
        return False
    return behind[1] in SINGULAR or (behind[0] == "who" and behind[1].endswith("s"))


def _is_it(item: Item) -> bool:
    """Tell whether an item is the pronoun 'it'."""
    members = item.phrase.members if item.phrase is not None else ()
    return bool(members) and all(is_it(member.mention) for member in members)


def _is_own_subject(item: Item, rule: Rule) -> bool:
    """Tell whether an expression begins with the procedure that uses something: 'neurolysis with phenol'."""
    return rule.relation in _INGREDIENTS and item.phrase is not None and item.phrase.kinds == rule.subject


def _is_done_with(sentence: Sentence, trigger: int, rule: Rule) -> bool:
    """Tell whether an expression says with what the procedure before it is done: 'a test block with lidocaine'."""
    before = sentence.items[trigger - 1].phrase
    done = sentence.items[trigger].word in {"with", "using"} and rule.relation in OF_TECHNIQUE
    return done and before is not None and before.kinds == {"Procedure"}


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


def _is_ingredient(sentence: Sentence, index: int, subjects: Sequence[Argument], topic: Topic) -> bool:
    """Tell whether the subject is a substance that is put somewhere in the procedure of the heading."""
    if not subjects or not isinstance(subjects[0].entity, Entity) or subjects[0].entity.kind != "Substance":
        return False
    put = not PUT.isdisjoint(item.word for item in sentence.items[index + 1 : index + 4])
    return topic.part is Part.MAIN and put
