"""A general name for a procedure that is named beside it, or by the section: 'For a pump you need an operation'."""

from __future__ import annotations

from collections.abc import Sequence

from paingraph.loader.arguments import Argument, given
from paingraph.loader.claims import Entity
from paingraph.loader.main_procedure import SECONDARY
from paingraph.loader.parts import Part
from paingraph.loader.phrases import Item, Sentence
from paingraph.loader.topic import CARE_NOUNS, Topic

__all__ = ["apposed", "specified"]

#: What is said with a general name of the procedure that the passage is about.
_RELATIONS = frozenset({"treats", "targets", "usesSubstance", "usesDevice", "guidedBy", "diagnoses"})
#: Names of any procedure that is done so.
_GENERAL = frozenset({"surgical-procedure", "minimally-invasive-procedure", "invasive-procedure"})
#: Names that say of the procedure beside them only what kind it is.
_DESCRIBING = frozenset("minimally-invasive-procedure outpatient-procedure surgical-procedure injection".split())
#: Before a general name of the one procedure of a passage, or of what it is not.
_ARTICLES = frozenset({"a", "an", "the", "this", "your", "one", "not"})
#: Behind one of these injections are any: 'it is not treated with injections'.
_MEANS = frozenset({"with", "by", "through", "using"})
#: Before the procedure that a sentence opens with.
_OPENERS = frozenset({"with", "for", "in", "during", "a", "an", "the"})
#: So many words stand between an article and its name, and before the procedure that opens a sentence.
_REACH, _OPENING = 4, 2


def apposed(sentence: Sentence, index: int) -> int:
    """Return what a general name describes behind a comma: of 'a facet block, a minimally invasive procedure' that."""
    named = sentence.items[index].phrase if index > 2 else None
    if named is None or not {r.id for m in named.members for r in m.mention.readings} <= _DESCRIBING:
        return index
    if sentence.items[index - 1].word not in {"a", "an"} or sentence.items[index - 2].word != ",":
        return index
    before = index - 4 if sentence.items[index - 3].word == ")" else index - 3
    phrase = sentence.items[before].phrase
    return before if phrase is not None and phrase.kinds == {"Procedure"} else index


def specified(sentence: Sentence, index: int, subjects: list[Argument], relation: str, topic: Topic) -> list[Argument]:
    """Return for a general name the procedure that the sentence opens with, or else that of the passage."""
    if relation not in _RELATIONS:
        return subjects
    if any(subject.spread for subject in subjects):
        return subjects
    if len(subjects) > 1:  # 'a nerve block, a minimally invasive procedure'
        special = [s for s in subjects if isinstance(s.entity, Entity) and _is_special(s.entity)]
        return special or subjects
    entity = subjects[0].entity if subjects else None
    if not isinstance(entity, Entity) or not _is_general(sentence, index, entity):
        return subjects
    opening = _opening(sentence.items[:index])
    if opening:
        return opening
    own = [e for e in topic.strong(frozenset({"Procedure"})) if _is_special(e)] if topic.part is Part.MAIN else []
    return given(own) if len(own) == 1 else subjects


def _is_general(sentence: Sentence, index: int, entity: Entity) -> bool:
    if entity.id == "injection":
        return index < 1 or sentence.items[index - 1].word not in _MEANS
    before = (item.word for item in sentence.items[max(0, index - _REACH) : index])
    return entity.id in _GENERAL and not _ARTICLES.isdisjoint(before)


def _opening(items: Sequence[Item]) -> list[Argument]:
    """Return the one procedure with which a sentence opens: 'With a nerve block, a minimally invasive procedure, …'."""
    for item in items[: _OPENING + 1]:
        if item.phrase is not None:
            named = [r for member in item.phrase.members for r in member.mention.readings]
            one = len(named) == 1 and named[0].kind == "Procedure" and _is_special(named[0])
            return [Argument(named[0], item.start, item.end)] if one else []
        if item.word not in _OPENERS:
            return []
    return []


def _is_special(entity: Entity) -> bool:
    return entity.id not in SECONDARY | {"interventional-pain-procedure"} and entity.label not in CARE_NOUNS
