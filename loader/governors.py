"""The subject of an expression that does not hold it: the phrase before it that governs it."""

from __future__ import annotations

from paingraph.loader.phrases import Item, Sentence
from paingraph.loader.rules import Rule
from paingraph.loader.topic import CARE_NOUNS

__all__ = ["INERT", "RELATIVES", "defined", "governor", "is_active_body"]

#: A phrase after one of these is not the subject of what follows.
_BARRIERS = frozenset(
    """of in for with without to into from than unlike before after as like on under avoid avoiding despite against
    between near around over within through via by following including
    """.split()
)
#: … unless it opens the sentence: 'With a facet joint injection, the doctor …'.
_OPENERS = frozenset({"with", "in", "during", "for", "through", "using", "by"})
#: Conjunctions that open a clause of their own, and the relations that are said by the main clause.
_CLAUSES = frozenset({"when", "if", "once", "because", "whether"})
_OF_MAIN_CLAUSE = frozenset({"alternativeTo", "indicatedAfter"})
#: … and those that are said by the clause that they stand in.
_OF_TECHNIQUE = frozenset({"targets", "usesSubstance", "usesDevice", "guidedBy"})
#: Between a phrase and the infinitive that belongs to it.
_BETWEEN = frozenset("to and or , help both the their in order for used designed meant intended".split())
_LINKS = frozenset({"to", "for"})
_EXCLUDING = frozenset({"beyond", "without", "than", "avoid", "from", "unlike"})
#: 'The goal of a nerve block is …' speaks of the block.
_AIMS = frozenset(
    {
        "most",
        "all",
        "some",
        "many",
        "each",
        "both",
        "one",
        "series",
        "course",
        "goal",
        "aim",
        "purpose",
        "objective",
        "benefit",
        "benefits",
        "use",
        "point",
    }
)
_SINGULAR = frozenset({"each", "every"})
_DETERMINERS = frozenset({"almost", "nearly", *_SINGULAR})
RELATIVES = frozenset({"which", "that", "who"})
#: Between a name and the relative clause that belongs to it.
_BEFORE_RELATIVES = frozenset({",", "in", "by", "during", "through", "with"})
_COPULAS = frozenset({"is", "are"})
_PUTTING = frozenset("inject injects injecting deliver delivers place places placing administers".split())
_PASSIVE = frozenset({"is", "are", "was", "were", "be"})
#: Kinds of things that are not what a section is about if they act themselves.
INERT = frozenset({"AnatomicalStructure", "PainGenerator", "Condition", "ImagingModality"})
#: How a description begins that is set between two commas.
_INSERTED = frozenset("a an the which who one also or sometimes called known formerly usually often".split())
#: Between 'and' and the verb that it joins to another.
_AUXILIARIES = frozenset("is are was were can may might will also then both often to".split())
_ENDS = frozenset("; : . and but while because if when who patients people you we".split())
#: How many words may stand between a name and the preposition that governs it.
_REACH = 4


def governor(sentence: Sentence, trigger: int, rule: Rule, *, named: bool, verbs: frozenset[str]) -> int:
    """Return the phrase that is the subject of the trigger, or -1; of 'X is a Y that …' that is X.

    `named` tells that the heading names procedures: 'With this procedure' at the beginning of a sentence is then no
    subject. An infinitive belongs to the phrase before it if only `verbs` stand between.
    """
    index = _directly_before(sentence, trigger, rule, verbs)
    if index is None:
        index = _before_insert(sentence, trigger, rule)
    if index is None:
        index = _before(sentence, trigger, rule, named=named, verbs=verbs)
    for before in range(index - 1, max(0, index - 5), -1):
        if sentence.items[before].phrase is not None:
            break
        if sentence.items[before].word in _COPULAS:
            return _of_copula(sentence, before, index, rule)
    return index


def defined(sentence: Sentence, index: int, rule: Rule) -> int:
    """Return what a relative clause speaks of: of 'X is a Y that …' that is X, not Y."""
    behind = [item.word for item in sentence.items[index + 1 : index + 3]]
    if RELATIVES.isdisjoint(behind[:1]) and not (behind[:1] == ["in"] and behind[1:] == ["which"]):
        return _definiendum(sentence, index, rule)
    for before in range(index - 1, max(0, index - 5), -1):
        item = sentence.items[before]
        if item.phrase is not None or item.word in _BARRIERS:
            return index
        if item.word in _COPULAS:
            return _of_copula(sentence, before, index, rule)
    return index


def _of_copula(sentence: Sentence, copula: int, index: int, rule: Rule) -> int:
    """Return what a copula says of its subject to be a thing, or the thing's index if no such subject is possible."""
    subject = _before_insert(sentence, copula, rule)
    subject = copula - 1 if subject is None else subject
    return subject if _is_possible(sentence.items[subject], rule) else index


def _definiendum(sentence: Sentence, index: int, rule: Rule) -> int:
    """Return what a general name defines: of 'X is an injection of …' that is X."""
    before = [item.word for item in sentence.items[max(0, index - 4) : index]]
    article = next((word for word in ("a", "an") if word in before), None)
    if article is None or rule.relation == "subtypeOf":
        return index
    copula = index - len(before) + before.index(article) - 1
    between = before[before.index(article) :]
    if copula < 1 or sentence.items[copula].word not in _COPULAS or not _BARRIERS.isdisjoint(between) or "" in between:
        return index
    return _of_copula(sentence, copula, index, rule)


def is_active_body(sentence: Sentence, trigger: int, inert: frozenset[str] = INERT) -> bool:
    """Tell whether a structure or a condition (something `inert`) does what a verb says: 'the plexus surrounds …'."""
    near = [item.word for item in sentence.items[max(0, trigger - 2) : trigger] if item.phrase is None]
    if not _PASSIVE.isdisjoint(near):
        return False
    for index in range(trigger - 1, -1, -1):
        item = sentence.items[index]
        if item.word in _ENDS:
            return False
        if item.phrase is not None:
            if not item.phrase.kinds or not item.phrase.kinds <= inert:
                return False
            if _preposition(sentence, index, _BARRIERS) is None:
                return True
    return False


def _is_possible(item: Item, rule: Rule) -> bool:
    return item.phrase is not None and not item.phrase.kinds.isdisjoint(rule.subject)


def _directly_before(sentence: Sentence, trigger: int, rule: Rule, verbs: frozenset[str]) -> int | None:
    """Return what the trigger's infinitive belongs to: 'injections to relieve …', 'a block for the relief of …'."""
    index, linked = trigger, sentence.items[trigger].word in _LINKS
    while index and sentence.items[index - 1].phrase is None:
        word = sentence.items[index - 1].word
        if word not in verbs and word not in _BETWEEN and not word.endswith("ly"):
            return None
        linked = linked or word in _LINKS
        index -= 1
    if not linked or not index or not _is_possible(sentence.items[index - 1], rule):
        return None
    before = {item.word for item in sentence.items[max(0, index - 3) : index - 1]}
    return index - 1 if before.isdisjoint(_EXCLUDING) else None


def _before_insert(sentence: Sentence, trigger: int, rule: Rule) -> int | None:
    """Return what stands before an insert that ends at the trigger: of 'X, a variant of Y, is …' that is X."""
    last = trigger
    while last and (sentence.items[last].word in _AUXILIARIES - {"and"} or last == trigger):
        last -= 1
    if not last or sentence.items[last].word != "," or sentence.items[last + 1].word in {"and", "or"}:
        return None
    first = next((index for index in range(last - 1, 0, -1) if sentence.items[index].word == ","), 0)
    if (
        not first
        or sentence.items[first + 1].word not in _INSERTED
        or not _is_possible(sentence.items[first - 1], rule)
    ):
        return None
    return first - 1 if _preposition(sentence, first - 1, _BARRIERS) is None else None


def _before(sentence: Sentence, trigger: int, rule: Rule, *, named: bool, verbs: frozenset[str]) -> int:
    """Return the nearest phrase before the trigger that no preposition governs, or -1.

    'With X' at the beginning of a sentence counts as well.
    """
    comma = False
    joined = _is_joined(sentence, trigger)
    for index in range(trigger - 1, -1, -1):
        item = sentence.items[index]
        comma = comma or item.word == ","
        fronted = rule.relation in _OF_MAIN_CLAUSE or (comma and rule.relation in _OF_TECHNIQUE)
        barriers = _BARRIERS | _CLAUSES if fronted else _BARRIERS
        if item.word == ";":
            return -1
        if item.word in RELATIVES and index:
            antecedent = _antecedent(sentence, index)
            if _is_possible(sentence.items[antecedent], rule) and not _is_in_passing(sentence, antecedent, trigger):
                return antecedent
        if item.phrase is None:
            continue
        if _is_in_passing(sentence, index, trigger):
            continue
        if joined and _is_object(sentence, index, verbs):
            continue
        if not _is_possible(item, rule):
            if (
                rule.relation == "treats"
                and "Specialty" in item.phrase.kinds
                and not _is_after(sentence, index, barriers)
            ):
                return -1
            continue
        if item.phrase.kinds == {"Substance"} and _is_put(sentence, index):
            continue
        preposition = _preposition(sentence, index, barriers)
        if preposition is None or _opens(sentence, preposition, item, named=named) or _is_aim(sentence, preposition):
            return index
    return -1


def _is_joined(sentence: Sentence, trigger: int) -> bool:
    """Tell whether a verb shares its subject with the one before it: 'they prescribe bracing and treat sprains'."""
    for index in range(trigger - 1, max(-1, trigger - 4), -1):
        item = sentence.items[index]
        if item.phrase is not None:
            return False
        if item.word == "and":
            return True
        if item.word not in _AUXILIARIES and not item.word.endswith("ly"):
            return False
    return False


def _is_object(sentence: Sentence, index: int, verbs: frozenset[str]) -> bool:
    """Tell whether a phrase is the object of a verb that has a subject of its own in the sentence."""
    for before in range(index - 1, -1, -1):
        item = sentence.items[before]
        if item.phrase is not None or item.word in _ENDS | RELATIVES:
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


def _preposition(sentence: Sentence, index: int, barriers: frozenset[str]) -> int | None:
    """Return the preposition that governs a phrase, if it stands close before it."""
    determined = False
    for before in range(index - 1, max(-1, index - 1 - _REACH), -1):
        item = sentence.items[before]
        if item.phrase is not None:
            return None
        if item.word in barriers:
            return before
        if determined and item.word not in _DETERMINERS:
            return None  # 'by the end of the year each fellow'
        determined = determined or item.word in _SINGULAR
        if not item.word[0].isalpha():
            return None
    return None


def _opens(sentence: Sentence, preposition: int, item: Item, *, named: bool) -> bool:
    opening = preposition == 0 or sentence.items[preposition - 1].word == ";"
    if not opening or sentence.items[preposition].word not in _OPENERS or item.phrase is None:
        return False
    readings = (reading for member in item.phrase.members for reading in member.mention.readings)
    return not named or any(reading.label not in CARE_NOUNS for reading in readings)


def _is_aim(sentence: Sentence, preposition: int) -> bool:
    words = [item.word for item in sentence.items[max(0, preposition - 1) : preposition + 1]]
    return len(words) == 2 and words[1] == "of" and words[0] in _AIMS


def _is_put(sentence: Sentence, index: int) -> bool:
    """Tell whether a substance is what someone injects, and not itself the subject."""
    words = {item.word for item in sentence.items[max(0, index - 7) : index]}
    return not words.isdisjoint(_PUTTING) and words.isdisjoint(_PASSIVE)


def _is_after(sentence: Sentence, index: int, barriers: frozenset[str]) -> bool:
    return any(item.word in barriers for item in sentence.items[max(0, index - _REACH) : index] if item.phrase is None)
