"""What a common noun takes up: 'the procedure', 'this condition', 'these joints', 'both forms'."""

from __future__ import annotations

from collections.abc import Sequence

from paingraph.loader.antecedents import named_before
from paingraph.loader.claims import Entity
from paingraph.loader.mentions import Mention
from paingraph.loader.tokens import Token
from paingraph.loader.topic import BODY, CARE, CARE_NOUNS, CONDITION, Topic, is_trial

__all__ = ["COMMON_NOUNS", "DEMONSTRATIVES", "PAIRING", "common_noun"]

#: What points back.
DEMONSTRATIVES = frozenset({"this", "these", "such", "those"})
#: 'Neither block' is said of two.
PAIRING = frozenset({"neither", "both", "either"})
#: … and so is 'both forms'.
_FORMS = frozenset({"form", "variant", "version"})
_QUANTIFIERS = frozenset({"", "some", "most", "many", "all"})
#: Nouns that stand for a condition, a structure named before.
_CONDITION_NOUNS = frozenset("condition disorder disease problem symptom syndrome pain injury fracture".split())
_BODY_NOUNS = frozenset("joint nerve area structure disc ligament muscle space bone root".split())
#: Of these the nouns that stand for any condition.
_DISORDERS = frozenset("condition disorder disease problem symptom pain".split())
#: 'The condition' is that of the sentence before, or of the heading.
_NAMED_BY_HEADING = frozenset({"condition", "disorder", "syndrome"})
#: With these another phrase begins.
_GOVERNING = frozenset("in of for with on at by to from".split())
#: Behind 'the procedures' one of these tells which they are, so that they take up none.
_TELLING_WHICH = frozenset({"that", "which", "we", "they"})
#: 'The treatment of migraine' is none that was named.
_CARING = frozenset({"treatment", "therapy"})
#: Before 'of these', with a list below.
_CHOSEN = frozenset({"one", "any", "several"})
#: The nouns that may stand for an intervention, a condition, a structure.
COMMON_NOUNS = CARE_NOUNS | _FORMS | _CONDITION_NOUNS | _BODY_NOUNS


def common_noun(
    tokens: Sequence[Token], position: int, topic: Topic, covered: set[int], mentions: Sequence[Mention]
) -> tuple[Entity, ...]:
    """Return what one of the `COMMON_NOUNS` stands for; names of their own have the `covered` tokens."""
    norm = tokens[position].norm
    near = tokens[position - 1].text.lower() if position else ""
    if norm in CARE_NOUNS | _FORMS and near in PAIRING:
        kinds = position + 1 < len(tokens) and tokens[position + 1].word == "of"
        return () if kinds else topic.pair()  # 'both forms of …'
    if norm in CARE_NOUNS:
        return _intervention(tokens, position, topic, covered, mentions)
    if norm in _CONDITION_NOUNS:
        return _condition(tokens, position, topic, covered)
    if norm in _BODY_NOUNS and near in DEMONSTRATIVES | {"the"}:
        return tuple(entity for entity in topic.last_of(BODY) if entity.label.split()[-1] == norm)
    return ()


def _intervention(
    tokens: Sequence[Token], position: int, topic: Topic, covered: set[int], mentions: Sequence[Mention]
) -> tuple[Entity, ...]:
    """Return what 'this procedure', 'the injection', 'some injections' are."""
    noun = tokens[position]
    near = tokens[position - 1].text.lower() if position else ""
    plural = noun.text.endswith("s")
    following = tokens[position + 1].word if position + 1 < len(tokens) else ""
    if near == "the" and (following in _TELLING_WHICH or (following == "of" and noun.norm in _CARING)):
        return ()
    if _is_demonstrated(tokens, position, covered):
        nearest = topic.latest if near == "this" and not any(e.kind in CARE for e in topic.subject) else ()
        return named_before(tokens, position, mentions, CARE) or nearest or topic.of_kind(CARE)
    if position < 2 and near in _QUANTIFIERS and plural:
        return topic.strong(CARE)
    if not plural and (named := topic.heading_ending(noun.norm)):
        return named
    if near == "the":
        before = tuple(entity for entity in topic.subject if entity.kind in CARE and not is_trial(entity))
        return before or topic.strong(CARE) or topic.last_of(CARE)
    return ()


def _condition(tokens: Sequence[Token], position: int, topic: Topic, covered: set[int]) -> tuple[Entity, ...]:
    """Return what 'the condition', 'this pain' is."""
    norm = tokens[position].norm
    if norm in _NAMED_BY_HEADING and position and tokens[position - 1].text.lower() == "the":
        before = topic.subject if len(topic.subject) == 1 else ()
        about = (*before, *topic.heading, *topic.condition)
        return tuple(entity for entity in about if entity.kind == "Condition")[:1]
    if not _is_demonstrated(tokens, position, covered):
        return ()
    chosen = not _CHOSEN.isdisjoint(token.norm for token in tokens[max(0, position - 4) : position])
    if chosen and tokens[-1].text == ":":
        return ()  # 'one of these conditions' is one of the list below
    return topic.of_kind(CONDITION) if norm in _DISORDERS else topic.ending(norm)


def _is_demonstrated(tokens: Sequence[Token], position: int, covered: set[int]) -> bool:
    """Tell whether 'this' or the like stands before a noun and its adjectives: not 'in this way in conditions'."""
    for index in range(position - 1, max(-1, position - 4), -1):
        if tokens[index].word in DEMONSTRATIVES and index not in covered:
            return True
        if tokens[index].word in _GOVERNING:
            return False
    return False
