"""The subject of an expression that does not hold it: the phrase before it that governs it."""

from __future__ import annotations

from paingraph.loader.definitions import AUXILIARIES, COPULAS, RELATIVES, before_insert, is_possible, of_copula
from paingraph.loader.phrases import Item, Sentence
from paingraph.loader.prepositions import BARRIERS, is_after, is_aim, opens_sentence, preposition_of
from paingraph.loader.rules import Rule
from paingraph.loader.topic import SPECIALTY

__all__ = ["INERT", "governor", "is_active_body"]

#: Conjunctions that open a clause of their own, and the relations that are said by the main clause.
_CLAUSES = frozenset({"when", "if", "once", "because", "whether"})
_OF_MAIN_CLAUSE = frozenset({"alternativeTo", "indicatedAfter"})
#: … and those that are said by the clause that they stand in.
_OF_TECHNIQUE = frozenset({"targets", "usesSubstance", "usesDevice", "guidedBy"})
#: Between a phrase and the infinitive that belongs to it.
_BETWEEN = frozenset("to and or , help both the their in order for used designed meant intended".split())
_LINKS = frozenset({"to", "for"})
#: Before practitioners with whom others do something.
_BESIDE = frozenset({"with", "alongside"})
_EXCLUDING = frozenset(
    {"before", "together", "along", "alongside", "beyond", "without", "than", "avoid", "from", "unlike"}
)
#: Between a name and the relative clause that belongs to it.
_BEFORE_RELATIVES = frozenset({",", "in", "by", "during", "through", "with"})
_PUTTING = frozenset(
    """inject injects injecting deliver delivers delivering place places placing administer administers administering
    put puts putting bring brings bringing deposit deposits introduce introduces""".split()
)
_PASSIVE = frozenset({"is", "are", "was", "were", "be"})
#: Kinds of things that are not what a section is about if they act themselves.
INERT = frozenset({"AnatomicalStructure", "PainGenerator", "Condition", "ImagingModality"})
#: What may be the subject of such a clause.
_PRONOUNS = frozenset({"it", "this", "that", "these", "what"})
#: What opens a clause that has a subject of its own.
_OPENING = frozenset({"and", "but", "so", "since", "because", "while", "although", "as", "if", "when", "unless"})
#: Behind these a clause of its own may begin.
_JOINTS = ([",", "and"], [",", "but"], [",", "so"], [",", "while"])
_ENDS = frozenset("; : . and but while because if when who patients people you we".split())


def governor(sentence: Sentence, trigger: int, rule: Rule, *, named: bool, verbs: frozenset[str]) -> int:
    """Return the phrase that is the subject of the trigger, or -1; of 'X is a Y that …' that is X.

    `named` tells that the heading names procedures: 'With this procedure' at the beginning of a sentence is then no
    subject. An infinitive belongs to the phrase before it if only `verbs` stand between.
    """
    index = _directly_before(sentence, trigger, rule, verbs)
    if index is None:
        index = before_insert(sentence, trigger, rule)
    if index is None:
        index = _before(sentence, trigger, rule, named=named, verbs=verbs)
    for before in range(index - 1, max(0, index - 5), -1):
        if sentence.items[before].phrase is not None:
            break
        if sentence.items[before].word == "by" or [i.word for i in sentence.items[before - 1 : before + 1]] in _JOINTS:
            break  # 'X is run by Y, who …' and 'X is quick, and Y …' speak of Y
        if sentence.items[before].word in COPULAS:
            return of_copula(sentence, before, index, rule)
    return index


def is_active_body(sentence: Sentence, trigger: int, inert: frozenset[str] = INERT) -> bool:
    """Tell whether a structure or a condition (something `inert`) does what a verb says: 'the plexus surrounds …'."""
    near = [item.word for item in sentence.items[max(0, trigger - 2) : trigger] if item.phrase is None]
    if _is_shown(sentence, trigger) and "ImagingModality" in inert:
        return True
    if not _PASSIVE.isdisjoint(near):
        return False
    for index in range(trigger - 1, -1, -1):
        item = sentence.items[index]
        if item.word in _ENDS:
            return False
        if item.phrase is not None:
            if not item.phrase.kinds or not item.phrase.kinds <= inert:
                return False
            if preposition_of(sentence, index, BARRIERS) is None:
                return True
    return False


def _is_shown(sentence: Sentence, trigger: int) -> bool:
    """Tell whether something is said of imaging: 'MRI is preferred for …'."""
    copula, shown = (sentence.items[max(0, trigger - back)] for back in (1, 2))
    imaging = shown.phrase is not None and shown.phrase.kinds == {"ImagingModality"}
    return imaging and copula.word in _PASSIVE and preposition_of(sentence, trigger - 2, BARRIERS) is None


def _directly_before(sentence: Sentence, trigger: int, rule: Rule, verbs: frozenset[str]) -> int | None:
    """Return what the trigger's infinitive belongs to: 'injections to relieve …', 'a block for the relief of …'."""
    index, linked = trigger, sentence.items[trigger].word in _LINKS
    while index and sentence.items[index - 1].phrase is None:
        word = sentence.items[index - 1].word
        if word not in verbs and word not in _BETWEEN and not word.endswith("ly"):
            return None
        linked = linked or word in _LINKS
        index -= 1
    if not linked or not index or not is_possible(sentence.items[index - 1], rule):
        return None
    before = {item.word for item in sentence.items[max(0, index - 3) : index - 1]}
    if rule.subject == SPECIALTY and preposition_of(sentence, index - 1, _BESIDE) is not None:
        return None  # 'they work with surgeons to treat …' says what all of them do
    return index - 1 if before.isdisjoint(_EXCLUDING) else None


def _before(sentence: Sentence, trigger: int, rule: Rule, *, named: bool, verbs: frozenset[str]) -> int:
    """Return the nearest phrase before the trigger that no preposition governs, or -1.

    'With X' at the beginning of a sentence counts as well.
    """
    comma = bracketed = False
    joined = _is_joined(sentence, trigger, verbs)
    for index in range(trigger - 1, -1, -1):
        item = sentence.items[index]
        bracketed = item.word == ")" or (bracketed and item.word != "(")
        if bracketed:
            continue
        comma = comma or item.word == ","
        fronted = rule.relation in _OF_MAIN_CLAUSE or (comma and rule.relation in _OF_TECHNIQUE)
        barriers = BARRIERS | _CLAUSES if fronted else BARRIERS
        if item.word == ";":
            return -1
        if item.word in RELATIVES and index:
            antecedent = _antecedent(sentence, index)
            if is_possible(sentence.items[antecedent], rule) and not _is_in_passing(sentence, antecedent, trigger):
                return antecedent
        if rule.subject == SPECIALTY and _heads_clause(sentence, index):
            return -1
        if item.phrase is None:
            continue
        if _is_in_passing(sentence, index, trigger):
            continue
        if joined and _is_object(sentence, index, verbs):
            continue
        if not is_possible(item, rule):
            if (
                rule.relation == "treats"
                and "Specialty" in item.phrase.kinds
                and not is_after(sentence, index, barriers)
            ):
                return -1
            continue
        if item.phrase.kinds == {"Substance"} and _is_put(sentence, index):
            continue
        if comma and rule.relation == "treats" and _sets_scene(sentence, index, trigger):
            return -1
        preposition = preposition_of(sentence, index, barriers)
        if (
            preposition is None
            or opens_sentence(sentence, preposition, item, named=named)
            or is_aim(sentence, preposition)
        ):
            return index
    return -1


def _sets_scene(sentence: Sentence, index: int, trigger: int) -> bool:
    """Tell whether a thing stands in a clause before that of the verb: 'If rest fails, the next step is to ease …'."""
    return sentence.items[0].word in _CLAUSES and any(item.word == "," for item in sentence.items[index:trigger])


def _heads_clause(sentence: Sentence, index: int) -> bool:
    """Tell whether a thing is the subject of a clause behind 'and' or 'since': 'we use it, and it eases …'."""
    items = sentence.items
    phrase, before = items[index].phrase, [item.word for item in items[max(0, index - 2) : index]]
    if len(before) < 2 or index + 1 >= len(items) or before[1] not in _OPENING or before == ["", "and"]:
        return False
    if phrase is None:
        return items[index].word in _PRONOUNS
    if "Specialty" in phrase.kinds:
        return False
    return items[index + 1].word in AUXILIARIES | COPULAS or any(member.mention.resolved for member in phrase.members)


def _is_joined(sentence: Sentence, trigger: int, verbs: frozenset[str]) -> bool:
    """Tell whether a verb shares its subject with the one before it: 'they prescribe bracing and treat sprains'."""
    for index in range(trigger - 1, max(-1, trigger - 4), -1):
        item = sentence.items[index]
        if item.phrase is not None:
            return False
        if item.word == "and":
            return True
        if item.word not in AUXILIARIES and item.word not in verbs and not item.word.endswith("ly"):
            return False
    return False


def _is_object(sentence: Sentence, index: int, verbs: frozenset[str]) -> bool:
    """Tell whether a phrase is the object of a verb that has a subject of its own in the sentence."""
    for before in range(index - 1, -1, -1):
        item = sentence.items[before]
        if item.phrase is not None or item.word in _ENDS or item.word in RELATIVES:
            return False
        if item.word in verbs and item.word not in _PASSIVE:
            return before > 0 and sentence.items[before - 1].phrase is not None
    return False


def _is_in_passing(sentence: Sentence, index: int, trigger: int) -> bool:
    """Tell whether a phrase says by the way where people come from: 'X, who may be Y by training, …'."""
    behind = [item.word for item in sentence.items[index + 1 : min(index + 4, trigger)] if item.phrase is None]
    return behind[:1] == ["by"] and behind[1:2] in (["training"], ["background"])


def _antecedent(sentence: Sentence, relative: int) -> int:
    index = relative - 1
    while index > 0 and sentence.items[index].word in _BEFORE_RELATIVES:
        index -= 1
    if sentence.items[relative].word == "who" and not _is_person(sentence.items[index]):
        return next((before for before in range(index - 1, -1, -1) if _is_person(sentence.items[before])), index)
    return index


def _is_person(item: Item) -> bool:
    return item.phrase is not None and any(member.mention.person for member in item.phrase.members)


def _is_put(sentence: Sentence, index: int) -> bool:
    """Tell whether a substance is what someone injects, and not itself the subject."""
    words = {item.word for item in sentence.items[max(0, index - 7) : index]}
    return not words.isdisjoint(_PUTTING) and words.isdisjoint(_PASSIVE)
