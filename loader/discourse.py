"""What a sentence leaves to the pronouns of the next: its subject, practitioners, patients' condition."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from paingraph.loader.claims import Entity
from paingraph.loader.companions import group, mixed
from paingraph.loader.foreground import (
    PATIENTS,
    is_aside,
    is_bracketed,
    is_origin,
    is_put,
    main_clause,
    words_before,
)
from paingraph.loader.lexicon import Lexicon
from paingraph.loader.mentions import Mention
from paingraph.loader.phrases import Phrase, Sentence
from paingraph.loader.topic import CARE, CARE_NOUNS, CONDITION, Topic, is_trial
from paingraph.loader.turns import one_procedure, turn

__all__ = ["remember"]

#: Between patients and what they have.
_SUFFERING = frozenset("with suffering suffer suffers have has".split())
#: Practitioners after one of these are not whom the sentence is about, unless it speaks of what they do.
_BESIDE = frozenset("in into from with alongside of to as be been became".split())
_DOING = frozenset("job role work specialty speciality task aim goal mission focus".split())
_COPULAS = frozenset("is are were be".split())
#: What a sentence names of something that it does not name, so early in it.
_ASPECTS = frozenset(
    "cause causes trigger triggers reason reasons symptom symptoms sign signs risk risks effect effects".split()
)
_FIRST = 6
_LISTING = frozenset({"include", "includes"})
#: Behind a disorder these are spoken of, and not it: 'pain relief'.
_MEASURES = frozenset("relief reduction control level levels score scores diary".split())
#: The text turns to those to whom others refer.
_REFERRING = frozenset("refer refers referred send sends sent".split())


def remember(sentence: Sentence, topic: Topic, lexicon: Lexicon) -> None:
    """Keep in a topic what a sentence was about."""
    topic.subject = topic.object = ()
    topic.given = mixed(sentence) or topic.given
    topic.group = group(sentence) or (() if sentence.phrases else topic.group)
    topic.person = settled = False
    main = main_clause(sentence)
    referred: tuple[Entity, ...] = ()
    for index, phrase in sentence.phrases:
        if not phrase.members:
            continue
        before = words_before(sentence, index)
        _keep_condition(sentence, before, phrase, topic, lexicon)
        if is_origin(sentence, index, phrase):
            continue
        if index in main and not settled and _is_spoken_of(sentence, index, phrase, before):
            if topic.heading and _is_given(sentence, index, phrase):
                continue
            if topic.subject:
                settled = _keep_object(phrase, topic)
            else:
                turn(sentence, index, phrase, topic, lexicon, opening=not main.start)
                settled = _keep_subject(phrase, topic)
            _keep_protagonists(topic)
        if "Specialty" in phrase.kinds:
            referred = _keep_practitioners(sentence, index, phrase, before, topic) or referred
        if not _is_class(sentence, index):
            topic.recent += [reading for member in phrase.members for reading in _done(member.mention)[:1]]
    topic.before = _interventions(sentence) if sentence.phrases else topic.before
    topic.latest = one_procedure(sentence, lexicon, topic.latest)
    _correct_subject(sentence, topic, lexicon)
    if referred:
        topic.subject = topic.practitioners = referred


def _interventions(sentence: Sentence) -> tuple[Entity, ...]:
    """Return the interventions that a sentence names, if it names any in one place only."""
    named = [phrase.members for _, phrase in sentence.phrases if phrase.kinds and phrase.kinds <= CARE]
    return tuple(r for member in named[0] for r in member.mention.readings[:1]) if len(named) == 1 else ()


def _is_class(sentence: Sentence, index: int) -> bool:
    """Tell whether a phrase only says what kind of thing another is: 'The stellate ganglion is a ganglion'."""
    before = sentence.items[max(0, index - 3) : index]
    words = [item.word for item in before[1:]]
    return len(words) == 2 and before[0].phrase is not None and words[0] in _COPULAS and words[1] in {"a", "an"}


def _readings(phrase: Phrase) -> list[Entity]:
    """Return what a phrase names, besides examples."""
    return [reading for member in phrase.members if not member.example for reading in member.mention.readings]


def _keep_condition(sentence: Sentence, before: set[str], phrase: Phrase, topic: Topic, lexicon: Lexicon) -> None:
    """Keep what patients have, and the last kind of the heading's condition."""
    conditions = tuple(r for r in _readings(phrase) if r.kind == "Condition") if "Condition" in phrase.kinds else ()
    topic.case = tuple(r for r in conditions if _is_case(r, topic, lexicon)) or topic.case
    if _is_introduced(sentence, phrase, topic) or (before & _SUFFERING and PATIENTS & sentence.words):
        topic.condition = conditions or topic.condition


def _is_introduced(sentence: Sentence, phrase: Phrase, topic: Topic) -> bool:
    """Tell whether a section that names no disorder begins to tell of one: 'Sciatica is …'."""
    opens = sentence.items[0].phrase is phrase and [item.word in _COPULAS for item in sentence.items[1:2]] == [True]
    return opens and all(entity.kind != "Condition" for entity in topic.heading)


def _is_case(condition: Entity, topic: Topic, lexicon: Lexicon) -> bool:
    """Tell whether a condition is a kind of that which the heading names."""
    return any(lexicon.is_kind_of(condition.id, wide.id) for wide in topic.heading)


def _is_spoken_of(sentence: Sentence, index: int, phrase: Phrase, before: set[str]) -> bool:
    """Tell whether a phrase of the main clause may be its subject or object."""
    behind = sentence.items[index + 1 : index + 2]
    if phrase.kinds == CONDITION and behind and behind[0].word in _MEASURES:
        return False
    doing = "of" in before and bool(before & _DOING) and phrase.kinds == {"Specialty"}
    return not phrase.spread and (doing or not is_aside(sentence, index, before))


def _is_given(sentence: Sentence, index: int, phrase: Phrase) -> bool:
    """Tell whether a phrase is a substance that is put somewhere."""
    return all(reading.kind == "Substance" for reading in _readings(phrase)) and is_put(sentence, index)


def _keep_subject(phrase: Phrase, topic: Topic) -> bool:
    """Keep what a sentence is about, and tell whether nothing is left to learn: of people it tells what they do."""
    named = [r for member in phrase.members if not member.example for r in _done(member.mention)]
    topic.subject = tuple(r for r in named if r.label not in CARE_NOUNS and not is_trial(r, topic.heading))
    topic.person = any(member.mention.person for member in phrase.members)
    return bool(topic.subject) and not topic.person


def _keep_object(phrase: Phrase, topic: Topic) -> bool:
    """Keep what the people do whom a sentence is about, and tell whether the phrase names more than disciplines."""
    readings = _readings(phrase)
    topic.object = tuple(r for r in readings if r.kind in CARE and r.label not in CARE_NOUNS)
    return any(r.kind != "Specialty" for r in readings)


def _keep_protagonists(topic: Topic) -> None:
    """Keep the interventions that a sentence is about with those of the sentences before."""
    told = (r for r in topic.subject if r.kind in CARE and not is_trial(r))  # a trial is a step of the treatment
    topic.protagonists += [r for r in told if r not in topic.protagonists]


def _keep_practitioners(
    sentence: Sentence, index: int, phrase: Phrase, before: set[str], topic: Topic
) -> tuple[Entity, ...]:
    """Keep the practitioners that a phrase names, and return them if somebody is referred to them."""
    practitioners = tuple(dict.fromkeys(_practicing(phrase)))
    beside = before & _BESIDE and not before & _DOING
    if practitioners and not phrase.spread and not is_bracketed(sentence, index) and not beside:
        topic.practitioners = practitioners
    return practitioners if "to" in before and not _REFERRING.isdisjoint(sentence.words) else ()


def _practicing(phrase: Phrase) -> Iterator[Entity]:
    """Yield the disciplines that a phrase names, and not what is done: 'surgery'."""
    for mention in (member.mention for member in phrase.members if not member.example):
        if mention.person or all(reading.kind != "Procedure" for reading in mention.readings):
            yield from (reading for reading in mention.readings if reading.kind == "Specialty")


def _done(mention: Mention) -> tuple[Entity, ...]:
    """Return what a name stands for; where nobody is named, 'surgery' is what is done."""
    if mention.person or len(mention.readings) == 1:
        return mention.readings
    return tuple(reading for reading in mention.readings if reading.kind == "Procedure") or mention.readings


def _correct_subject(sentence: Sentence, topic: Topic, lexicon: Lexicon) -> None:
    """Let the text still speak of what it did, where a sentence names only an aspect or a wider name of it."""
    if _tells_aspect(sentence):
        topic.subject = ()
    topic.subject = _announced(sentence) or topic.subject
    own = tuple(entity for entity in topic.heading if entity.kind in CARE) if topic.subject else ()
    if own and all(_is_wider(entity, own, lexicon) for entity in topic.subject):
        topic.subject = own  # 'A nerve block is …' still speaks of the nerve block of the heading


def _tells_aspect(sentence: Sentence) -> bool:
    """Tell whether a sentence names a cause or a sign of what the text still speaks of: 'The usual cause is a fall'."""
    if _ASPECTS.isdisjoint(sentence.words):
        return False
    words = [item.word for item in itertools.takewhile(lambda item: item.phrase is None, sentence.items)]
    named = next((index for index, word in enumerate(words) if word in _ASPECTS), -1)
    return 0 <= named < _FIRST and not (_COPULAS | _LISTING).isdisjoint(words[named:])


def _announced(sentence: Sentence) -> tuple[Entity, ...]:
    """Return the disorder of which a sentence announces causes or signs: 'There are many reasons for neck pain'."""
    if not sentence.phrases or sentence.items[0].word != "there":
        return ()
    first, phrase = sentence.phrases[0]
    words = [item.word for item in sentence.items[:first]]
    if words[-1] not in {"for", "of"} or _ASPECTS.isdisjoint(words):
        return ()
    return tuple(r for member in phrase.members for r in member.mention.readings if r.kind == "Condition")


def _is_wider(entity: Entity, own: Sequence[Entity], lexicon: Lexicon) -> bool:
    return all(entity != narrow and lexicon.is_kind_of(narrow.id, entity.id) for narrow in own)
