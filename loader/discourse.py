"""What a sentence leaves to the pronouns of the next: its subject, practitioners, patients' condition."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from paingraph.loader.claims import Entity
from paingraph.loader.lexicon import Lexicon
from paingraph.loader.main_procedure import SECONDARY
from paingraph.loader.mentions import Mention
from paingraph.loader.phrases import Phrase, Sentence
from paingraph.loader.topic import CARE, CARE_NOUNS, Topic

__all__ = ["PUT", "remember"]

#: What is done with a substance in a procedure.
PUT = frozenset("injected placed delivered infused deposited instilled".split())

#: Before a substance those who put it somewhere do so.
_PUTTING = frozenset("inject injects place places deliver delivers deposit deposits put puts administer".split())
_PUT_BEFORE = 4

_PATIENTS = frozenset("patient patients people those anyone someone adults individuals".split())
_SUFFERING = frozenset("with suffering suffer suffers have has".split())
#: A phrase after one of these is not what the sentence is about …
_PREPOSITIONS = frozenset(
    """for in with after before of to during from than unlike without by on into under over between around beside near
    at via through against within behind inside along onto using despite
    """.split()
)
#: … unless it opens the sentence.
_OPENERS = frozenset({"with", "in", "during"})
#: Before the head of a clause, besides articles.
_HEADS = frozenset({"", ",", ";", ":", "and", "while", "whereas", "but", "or"})
_ARTICLES = frozenset({"a", "an", "the"})
_RELATIVES = frozenset({"who", "whom", "whose", "which"})
#: What patients have behind them is not what is spoken of: 'they have tried tablets'.
_HAD, _PERFECT = frozenset("tried taken had undergone completed failed".split()), frozenset({"have", "has", "had"})
#: 'It is the name for X' tells what 'it' is.
_NAMING = frozenset({"name", "term", "word"})
#: Practitioners after one of these are not whom the sentence is about, unless it speaks of what they do.
_BESIDE = frozenset("in into from with alongside of to as be been became".split())
_DOING = frozenset("job role work specialty speciality task aim goal mission focus".split())
#: 'Most are neurologists' says what those are of whom the passage speaks.
_SHARES = frozenset("most many some others all one two three four five six half both".split())
_COPULAS = frozenset("is are were be".split())
#: Within so many items before what practitioners are besides stands what they are called.
_PREDICATE = 5
#: What a sentence names of something that it does not name, so early in it.
_ASPECTS = frozenset(
    "cause causes trigger triggers reason reasons symptom symptoms sign signs risk risks effect effects".split()
)
_FIRST = 6
#: … and after one of these stand the disciplines that practitioners come from.
_ORIGINS = frozenset(
    "started come comes came coming drawn recruited background backgrounds began trained training".split()
)
#: The text turns to those to whom others refer.
_REFERRING = frozenset("refer refers referred send sends sent".split())
#: With one of these a sentence opens that says only behind a comma what it is about.
_SUBORDINATORS = frozenset("if when once after because although though while until since where unless as".split())
#: … and with one of these begins a clause that is not about what the sentence is.
_SUBORDINATE = frozenset("if when once because although though while until unless whereas".split())


def remember(sentence: Sentence, topic: Topic, lexicon: Lexicon) -> None:
    """Keep in a topic what a sentence was about."""
    topic.subject = topic.object = ()
    topic.given = _given(sentence) or topic.given
    topic.group = _group(sentence) or (() if sentence.names else topic.group)
    topic.person = settled = False
    main = _main_clause(sentence)
    end = _main_end(sentence, main)
    referred: tuple[Entity, ...] = ()
    for index, item in enumerate(sentence.items):
        if item.phrase is None or not item.phrase.members:
            continue
        readings = [r for member in item.phrase.members if not member.example for r in member.mention.readings]
        before = {i.word for i in sentence.items[max(0, index - 3) : index] if i.phrase is None}
        topic.case = tuple(r for r in readings if _is_case(r, topic, lexicon))[-1:] or topic.case
        if before & _SUFFERING and _PATIENTS & sentence.words:
            topic.condition = tuple(r for r in readings if r.kind == "Condition") or topic.condition
        if _is_origin(sentence, index, item.phrase):
            continue
        doing = "of" in before and bool(before & _DOING) and item.phrase.kinds == {"Specialty"}
        aside = _is_aside(sentence, index, before) and not doing
        if main <= index < end and not settled and not item.phrase.spread and not aside:
            if topic.heading and all(r.kind == "Substance" for r in readings) and _is_put(sentence, index):
                continue
            if topic.subject:
                topic.object = tuple(r for r in readings if r.kind in CARE and r.label not in CARE_NOUNS)
                settled = any(r.kind != "Specialty" for r in readings)
            else:
                turned = [r for member in item.phrase.members for r in _as_procedure(member.mention)]
                if not main or any(lexicon.is_kind_of(r.id, entity.id) for r in turned for entity in topic.heading):
                    _turn(topic, turned, lexicon, first=_opens(sentence, index))
                if _names(sentence, index, topic.heading):
                    topic.focus = ()  # 'a block precedes the ablation' still speaks of the ablation
                named = [r for m in item.phrase.members if not m.example for r in _done(m.mention)]
                topic.subject = tuple(r for r in named if r.label not in CARE_NOUNS)
                topic.person = any(member.mention.person for member in item.phrase.members)
                settled = bool(topic.subject) and not topic.person
            topic.protagonists += [r for r in topic.subject if r.kind in CARE and r not in topic.protagonists]
        practitioners = tuple(dict.fromkeys(_practicing(item.phrase)))
        if (
            practitioners
            and not item.phrase.spread
            and not _is_bracketed(sentence, index)
            and (before.isdisjoint(_BESIDE) or before & _DOING)
        ):
            topic.practitioners = practitioners
        if practitioners and "to" in before and not _REFERRING.isdisjoint(sentence.words):
            referred = practitioners
        topic.recent += [reading for member in item.phrase.members for reading in _done(member.mention)[:1]]
    if _tells_aspect(sentence):
        topic.subject = ()
    topic.subject = _announced(sentence) or topic.subject
    own = tuple(entity for entity in topic.heading if entity.kind in CARE)
    if topic.subject and own and all(_is_wider(entity, own, lexicon) for entity in topic.subject):
        topic.subject = own  # 'A nerve block is …' still speaks of the nerve block of the heading
    topic.latest = _one_procedure(sentence, lexicon, topic.latest)
    if referred:
        topic.subject = topic.practitioners = referred


def _given(sentence: Sentence) -> tuple[Entity, ...]:
    """Return the substances that a sentence names last, side by side: 'a mixture of lidocaine and a steroid'."""
    phrases = [item.phrase for item in sentence.items if item.phrase is not None]
    named = [phrase for phrase in phrases if phrase.kinds == {"Substance"}][-1:]
    return tuple(dict.fromkeys(m.mention.readings[0] for phrase in named for m in phrase.members if not m.example))


def _is_wider(entity: Entity, own: Sequence[Entity], lexicon: Lexicon) -> bool:
    return all(entity != narrow and lexicon.is_kind_of(narrow.id, entity.id) for narrow in own)


def _tells_aspect(sentence: Sentence) -> bool:
    """Tell whether a sentence names a cause or a sign of what the text still speaks of: 'The usual cause is a fall'."""
    words = [item.word for item in itertools.takewhile(lambda item: item.phrase is None, sentence.items)]
    named = next((index for index, word in enumerate(words) if word in _ASPECTS), -1)
    return 0 <= named < _FIRST and not _COPULAS.isdisjoint(words[named:])


def _announced(sentence: Sentence) -> tuple[Entity, ...]:
    """Return the disorder of which a sentence announces causes or signs: 'There are many reasons for neck pain'."""
    first = next((index for index, item in enumerate(sentence.items) if item.phrase is not None), 0)
    words = [item.word for item in sentence.items[:first]]
    phrase = sentence.items[first].phrase
    if phrase is None or words[:1] != ["there"] or words[-1] not in {"for", "of"} or _ASPECTS.isdisjoint(words):
        return ()
    return tuple(r for member in phrase.members for r in member.mention.readings if r.kind == "Condition")


def _is_origin(sentence: Sentence, index: int, phrase: Phrase) -> bool:
    """Tell whether a phrase says what practitioners are or were besides: 'Most are neurologists', 'come from …'."""
    if index < 2:
        return False
    before = {item.word for item in sentence.items[:index] if item.phrase is None}
    if phrase.kinds == {"Specialty"} and not _ORIGINS.isdisjoint(before):
        return True
    if phrase.kinds == {"Specialty"} and _is_predicate(sentence, index):
        return True
    return sentence.items[0].word in _SHARES and not _COPULAS.isdisjoint(before)


def _is_predicate(sentence: Sentence, index: int) -> bool:
    """Tell whether a phrase says of practitioners which other practitioners they are: 'X are often Y'."""
    copula = False
    for before in range(index - 1, max(-1, index - _PREDICATE), -1):
        item = sentence.items[before]
        if item.phrase is not None:
            return copula and "Specialty" in item.phrase.kinds
        copula = copula or item.word in _COPULAS
    return False


def _done(mention: Mention) -> tuple[Entity, ...]:
    """Return what a name stands for; where nobody is named, 'surgery' is what is done."""
    done = tuple(reading for reading in mention.readings if reading.kind == "Procedure")
    return mention.readings if mention.person or not done else done


def _is_bracketed(sentence: Sentence, index: int) -> bool:
    """Tell whether a phrase stands in brackets: 'a residency (mostly in neurology)'."""
    signs = [item.word for item in sentence.items[:index] if item.word in {"(", ")"}]
    return signs[-1:] == ["("]


def _practicing(phrase: Phrase) -> Iterator[Entity]:
    """Yield the disciplines that a phrase names, and not what is done: 'surgery'."""
    for mention in (member.mention for member in phrase.members if not member.example):
        if mention.person or all(reading.kind != "Procedure" for reading in mention.readings):
            yield from (reading for reading in mention.readings if reading.kind == "Specialty")


def _as_procedure(mention: Mention) -> tuple[Entity, ...]:
    """Return what a name stands for, for a device the procedure that needs it."""
    device = any(reading.kind == "Device" for reading in mention.readings)
    return mention.others if device and mention.others else mention.readings


def _one_procedure(sentence: Sentence, lexicon: Lexicon, before: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """Return the one procedure that a sentence names, none if it names several, or that before if it names none."""
    members = (member for item in sentence.items if item.phrase is not None for member in item.phrase.members)
    named = dict.fromkeys(reading for member in members for reading in member.mention.readings[:1])
    unfit = SECONDARY | lexicon.owned
    found = tuple(e for e in named if e.kind == "Procedure" and e.label not in CARE_NOUNS and e.id not in unfit)
    return found[:1] if len(found) == 1 else () if found else before


def _is_case(reading: Entity, topic: Topic, lexicon: Lexicon) -> bool:
    """Tell whether a condition is a kind of that which the heading names."""
    return reading.kind == "Condition" and any(lexicon.is_kind_of(reading.id, wide.id) for wide in topic.heading)


def _main_clause(sentence: Sentence) -> int:
    """Return where the main clause begins, behind a clause that opens the sentence: 'If X has helped, Y is …'."""
    if sentence.items[0].word not in _SUBORDINATORS:
        return 0
    comma = next((index for index, item in enumerate(sentence.items) if item.word == ","), 0)
    governed = (
        _is_governed(index, {i.word for i in sentence.items[max(comma, index - 3) : index]})
        for index in range(comma, len(sentence.items))
        if sentence.items[index].phrase
    )
    return comma if not all(governed) else 0


def _main_end(sentence: Sentence, main: int) -> int:
    """Return where the main clause ends: 'You may be offered it when X …' is not about X."""
    items = sentence.items
    ends = (i for i in range(main + 1, len(items)) if items[i].word in _SUBORDINATE and i > main + 1)
    return next(ends, len(items))


def _is_put(sentence: Sentence, index: int) -> bool:
    """Tell whether a substance is only what is injected somewhere in the procedure that the text speaks of."""
    before = [item.word for item in sentence.items[max(0, index - _PUT_BEFORE) : index]]
    return not PUT.isdisjoint(item.word for item in sentence.items[index + 1 : index + 12]) or (
        not _PUTTING.isdisjoint(before) and _COPULAS.isdisjoint(before)
    )


def _group(sentence: Sentence) -> tuple[Entity, ...]:
    """Return the several things that a sentence names side by side: in one phrase, or at the heads of its clauses."""
    heads: dict[Entity, None] = {}
    listed: tuple[Entity, ...] = ()
    for index, item in enumerate(sentence.items):
        if item.phrase is None or not item.phrase.members:
            continue
        readings = tuple(r for member in item.phrase.members for r in member.mention.readings[:1])
        if len(readings) > 1 and len({r.kind for r in readings}) == 1 and readings[0].kind != "Specialty":
            listed = readings
        before = index - 1
        while before >= 0 and sentence.items[before].word in _ARTICLES:
            before -= 1
        if len(readings) == 1 and readings[0].kind in CARE and (before < 0 or sentence.items[before].word in _HEADS):
            heads[readings[0]] = None
    return tuple(heads) if len(heads) > 1 else listed


def _is_aside(sentence: Sentence, index: int, before: set[str]) -> bool:
    """Tell whether a phrase is not what a sentence is about: governed, in a relative clause, or what people had."""
    near = [item.word for item in sentence.items[max(0, index - 5) : index]]
    relative = bool(before & _RELATIVES) and sentence.items[index - 1].phrase is None
    had = not _HAD.isdisjoint(near) and not _PERFECT.isdisjoint(near) and "" not in near
    return relative or had or _is_governed(index, before)


def _is_governed(index: int, before: set[str]) -> bool:
    """Tell whether a preposition governs a phrase, and it is not 'With X' that opens the sentence."""
    opening = index <= 2 and not before.isdisjoint(_OPENERS)
    return not before.isdisjoint(_PREPOSITIONS) and not opening and before.isdisjoint(_NAMING)


def _opens(sentence: Sentence, index: int) -> bool:
    """Tell whether a sentence speaks of nothing and nobody before a phrase."""
    return all(item.phrase is None and item.word not in _PATIENTS for item in sentence.items[:index])


def _names(sentence: Sentence, subject: int, procedures: Sequence[Entity]) -> bool:
    """Tell whether a sentence names one of the procedures behind its subject."""
    members = (m for item in sentence.items[subject + 1 :] if item.phrase is not None for m in item.phrase.members)
    named = {entity for member in members for entity in (*member.mention.readings[:1], *member.mention.others)}
    return any(entity.kind == "Procedure" and entity in named for entity in procedures)


def _turn(topic: Topic, readings: Sequence[Entity], lexicon: Lexicon, *, first: bool) -> None:
    """Let the text turn to the procedure that is a sentence's subject, or back to that of the heading.

    Where no heading names a procedure, only a sentence that speaks of it `first` turns to it.
    """
    unfit = SECONDARY | lexicon.owned
    procedures = tuple(r for r in readings if r.kind == "Procedure" and r.label not in CARE_NOUNS and r.id not in unfit)
    if not procedures or len(procedures) != len(readings):
        return
    own = tuple(entity for entity in topic.heading if entity.kind == "Procedure")
    narrower = bool(own) and all(lexicon.is_kind_of(entity.id, procedures[0].id) for entity in own)
    topic.focus = () if narrower or not (own or first) else procedures
