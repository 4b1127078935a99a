"""Enumerations: phrases of one family that stand beside each other, taken for one phrase."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from paingraph.loader.phrases import Item, Phrase, Sentence

__all__ = ["COORDINATORS", "DETERMINERS", "STOPPERS", "coordinate", "merge"]

#: Kinds that stand beside each other in one enumeration.
_FAMILIES = {
    "Procedure": "care", "Therapy": "care", "Substance": "care", "Device": "care", "Condition": "condition",
    "PainGenerator": "body", "AnatomicalStructure": "body", "Specialty": "specialty", "ImagingModality": "imaging",
    "Credential": "credential",
}  # fmt: skip
#: States of tissue, which stand beside conditions too: 'herniated discs, scar tissue and bone spurs'.
_STATES = frozenset({"scar-tissue", "adhesion", "neuroma", "trigger-point", "tumor"})
COORDINATORS = frozenset({"and", "or", "nor", ",", "/", "plus", "&", "/or", ";"})
#: Before examples.
_EXEMPLARY = frozenset({"such", "like", "including", "example", "instance"})
#: Between a name and what it is said to be.
_APPOSING = ([",", "a"], [",", "an"])
#: Before practitioners and conditions these are no verbs.
_SCHOOLED = frozenset("trained experienced qualified registered licensed advanced".split())
#: Procedures of these names describe the one named before.
_KINDS = frozenset({"minimally-invasive-procedure", "outpatient-procedure"})
#: Behind a semicolon these tell that a new clause has begun.
_FINITE = frozenset("is are was were can may might will would should must has have does do".split())
#: 'Due to a fall and, less often, to a tumor'.
_HOW_OFTEN = frozenset("also less more often rarely sometimes occasionally usually perhaps".split())
_REPEATED = frozenset({"in", "for", "of", "with", "by", "to", "from"})
_PATIENTS = frozenset({"patients", "people", "those", "anyone"})
DETERMINERS = frozenset({"a", "an", "the", "your", "our", "this", "these", "their"})
#: Expressions that join like 'and'.
_JOINTS = (["along", "with"], ["as", "well", "as"], ["together", "with"], ["as", "well"], ["in", "addition", "to"])
#: What stands first between phrases that are joined.
_JOINING = COORDINATORS | {joint[0] for joint in _JOINTS}
#: Prepositions with which a sentence may open, before a comma and its subject.
_FRONTING = frozenset(
    "unlike in for with after before during despite as like without by at under instead rather thanks following".split()
)
#: Behind two things, or one, these join no third one but a clause.
_CLAUSAL = ([",", "and"], [",", "or"])
#: Conjunctions with which a clause opens that stands before the main clause.
_SUBORDINATING = frozenset("if when where once should after although though because since while unless until".split())
#: … of which these are nothing else.
_CONJUNCTIONS = frozenset("if when although though because unless".split())
#: Words that end an enumeration, whatever follows.
STOPPERS = frozenset(
    """of in into on at to from by with without for than that which who whose where when while if because since so
    whereas although though unless but not no is are was were be been being has have had do does did can could may might
    will would should must it they we you he she this these those such like as including include includes especially
    particularly other another unlike through during after before until between via their its there then also both
    either whether how what
    """.split()
)


def coordinate(items: Sequence[Item], verbs: frozenset[str]) -> list[Item]:
    """Join enumerated phrases of one family: 'arthritis, bursitis and tendinitis'."""
    named = [(index, item.phrase) for index, item in enumerate(items) if item.phrase and item.phrase.value is None]
    result: list[Item] = []
    behind = 0
    closed = False
    for index, phrase in named if len(named) > 1 else ():
        pending = items[behind:index]
        behind = index + 1
        if not result or not pending or pending[0].word not in _JOINING:
            result += [*pending, items[index]]
            closed = False
            continue
        previous, goes_on = result[-1], _goes_on(items, index)
        words = [between.word for between in pending]
        is_last = not {"and", "or", "nor"}.isdisjoint(words)
        if (
            previous.phrase is not None
            and not (";" in words and (_begins_clause(items, index) or _gives_examples(result)))
            and not (words[:1] == [","] and _is_fronted(result, verbs) and _opens_clause(items, index, words, verbs))
            and not (
                words[:2] in _CLAUSAL
                and (closed or len(previous.phrase.members) == 1)
                and _is_object(result[:-1], verbs)
                and _begins_clause(items, index, verbs)
            )
            and (is_last or not closed if ";" in words else is_last or goes_on or not closed)
            and not (words in _APPOSING and not phrase.members[1:] and (not goes_on or _is_apposed(items, index)))
            and not (_gives_examples(result) and _is_general(items, index, result, words, closed=closed))
            and (_joins(previous.phrase, phrase, pending, verbs) or _repeats(result, phrase, pending))
        ):
            first, *others = phrase.members
            own = next((word for word in words if word in _REPEATED), "")
            first = replace(first, apart=own) if own else first
            members = (*previous.phrase.members, first, *others)
            result[-1] = Item(previous.start, items[index].end, "", Phrase(members))
            closed = is_last
            continue
        result += [*pending, items[index]]
        closed = False
    return [*result, *items[behind:]]


def _goes_on(items: Sequence[Item], index: int) -> bool:
    return index + 1 < len(items) and items[index + 1].word in COORDINATORS


def _gives_examples(before: Sequence[Item]) -> bool:
    """Tell whether what has been read last only gives examples: 'anti-inflammatories such as ibuprofen; …'."""
    return not _EXEMPLARY.isdisjoint(item.word for item in before[-4:])


def _is_general(
    items: Sequence[Item], index: int, before: Sequence[Item], between: Sequence[str], *, closed: bool
) -> bool:
    """Tell whether behind examples their general terms go on: 'steroids such as A and B, opioids and Cs such as D'."""
    if index + 1 < len(items) and items[index + 1].word == "such":
        return True
    if closed and between == [","] and _are_several(before[:-1]):
        return True
    return between in _APPOSING and before[-2].word not in DETERMINERS


def _are_several(before: Sequence[Item]) -> bool:
    """Tell whether the general term of examples is itself the last of several."""
    general = next((item.phrase for item in reversed(before) if item.phrase is not None), None)
    return general is not None and len(general.members) > 1


def _is_apposed(items: Sequence[Item], index: int) -> bool:
    """Tell whether a verb follows the comma behind a phrase: 'duloxetine, an antidepressant, is …'."""
    behind = [item.word for item in items[index + 1 : index + 3]]
    return behind[:1] == [","] and not _FINITE.isdisjoint(behind[1:])


def _opens_clause(items: Sequence[Item], index: int, between: Sequence[str], verbs: frozenset[str]) -> bool:
    """Tell whether behind a comma the main clause begins: 'In X, Y is …', 'In X, Y and Z are …'."""
    if not _goes_on(items, index):
        return not {*between[1:]} - DETERMINERS
    return _begins_clause(items, index, verbs)


def _is_object(before: Sequence[Item], verbs: frozenset[str]) -> bool:
    """Tell whether what follows these items has a subject or a verb before it: 'it holds A, and B is added'."""
    first = max((index for index, item in enumerate(before) if item.word == ","), default=0)
    return any(item.phrase or item.word in _FINITE or item.word in verbs for item in before[first:])


def _begins_clause(items: Sequence[Item], index: int, verbs: frozenset[str] = frozenset()) -> bool:
    """Tell whether a verb follows what is enumerated from a phrase on: '…; tablets and injections are …'."""
    end = index
    while end < len(items) and (items[end].phrase is not None or items[end].word in COORDINATORS):
        end += 1
    return end < len(items) and (
        items[end].word in _FINITE or (items[end].word in verbs and items[end - 1].word != ",")
    )


def _is_fronted(before: Sequence[Item], verbs: frozenset[str]) -> bool:
    """Tell whether what stands before a comma only sets the scene: 'Unlike X, Y does not …', 'If X fails, Y is …'."""
    if any(item.word == "," for item in before):
        return False
    if before[0].word in _SUBORDINATING:
        return before[0].word in _CONJUNCTIONS or any(item.word in _FINITE or item.word in verbs for item in before)
    return before[0].word in _FRONTING and all(item.phrase is None for item in before[:-1])


def merge(sentence: Sentence, first: int, last: int, phrase: Phrase, verbs: frozenset[str]) -> None:
    """Replace the items `first` to `last` (half open) by one phrase, and join it to what is coordinated with it."""
    start, end = sentence.items[first].start, sentence.items[last - 1].end
    sentence.items[first:last] = [Item(start, end, "", phrase)]
    sentence.items = coordinate(sentence.items, verbs)
    sentence.encode()


def _repeats(before: Sequence[Item], second: Phrase, between: Sequence[Item]) -> bool:
    """Tell whether the preposition before the first phrase stands before the second too: 'in CRPS, in neuralgia'."""
    first = before[-1].phrase
    words = [item.word for item in between if item.word not in _HOW_OFTEN]
    while len(words) > 2 and words[0] in COORDINATORS and words[1] in COORDINATORS:
        words = words[1:]
    if first is None or len(words) < 2 or words[0] not in COORDINATORS or any(item.phrase for item in between):
        return False
    rest = words[3:] if words[2:4] and words[2] in DETERMINERS else words[2:]
    rest = rest[2:] if rest[1:2] == ["with"] and rest[0] in _PATIENTS else rest
    described = len(rest) < 2 and STOPPERS.isdisjoint(rest) and all(word[0].isalpha() for word in rest)
    if words[1] not in _REPEATED or not described or _family(first).isdisjoint(_family(second)):
        return False
    return words[1] in {item.word for item in before[-4:-1]}


def _joins(first: Phrase, second: Phrase, between: Sequence[Item], verbs: frozenset[str]) -> bool:
    words = [item.word for item in between]
    if (
        first.value is not None
        or not words
        or (words[0] not in COORDINATORS and words[:2] not in _JOINTS)
        or len(words) > 5
        or any(i.phrase for i in between)
    ):
        return False
    if any(member.mention.resolved for phrase in (first, second) for member in phrase.members):
        return False
    if words[0] == ";" and words[1:2] and words[1] in DETERMINERS:
        return False
    if words == ["—"] or _family(first).isdisjoint(_family(second)):
        return False
    if words[0] == "," and len(words) == 2 and words[1] in DETERMINERS:
        described = words[1] == "the" and [m.mention.readings[0].id for m in second.members if m.mention.readings] == [
            "pain"
        ]
        if described or len(_family(first)) > 1 or _is_description(second):
            return False
    if len(words) in (2, 3, 4) and words[0] in {"and", "or"} and words[1] in {"of", "in", "for", "with", "to"}:
        return len(words) == 2 or words[2] in DETERMINERS or words[2:] == ["long", "term"]
    for joint in _JOINTS:
        if joint == words[: len(joint)] or joint == words[1 : len(joint) + 1]:
            return len(words) <= len(joint) + 3
    rest = [word for word in words if word not in COORDINATORS]
    return len(rest) <= 2 and not any(
        word in STOPPERS or (word in verbs and word not in _SCHOOLED) or not word[0].isalnum() for word in rest
    )


def _is_description(phrase: Phrase) -> bool:
    """Tell whether a phrase only says what kind of thing another is: 'a nerve block, an outpatient procedure'."""
    return all(reading.id in _KINDS for member in phrase.members for reading in member.mention.readings)


def _family(phrase: Phrase) -> frozenset[str]:
    families = frozenset(_FAMILIES.get(kind, kind) for kind in phrase.kinds)
    state = "body" in families and any(r.id in _STATES for member in phrase.members for r in member.mention.readings)
    return families | {"condition"} if state else families
