"""What the items of a list name, which together is the phrase that a heading or lead-in goes on with."""

from __future__ import annotations

from collections.abc import Sequence

from paingraph.loader.context import Context
from paingraph.loader.enumerations import COORDINATORS, DETERMINERS
from paingraph.loader.examples import drop_general_nouns, join_examples
from paingraph.loader.mentions import Mention
from paingraph.loader.phrases import Item, Member, Phrase
from paingraph.loader.reading import Reading
from paingraph.loader.sections import Linked, ListOf
from paingraph.loader.topic import Topic

__all__ = ["list_phrase", "listed_mentions"]

#: Verbs before what an item names: 'have an infection', 'are taking warfarin'.
_HAVING = frozenset("have has had are is take takes taking having need needs".split())
#: With one of these an item says something, and enumerates nothing.
_SAYING = frozenset("is are was were can may will should must do does not when if".split())
#: Between the term of an item and its description.
_BETWEEN = frozenset(":–—- \t\xa0")
#: Before a name that an item opens with; what other words do to it is unknown: 'programmable pumps'.
_PLAIN = DETERMINERS | COORDINATORS | {"(", "—", ":", "some", "other", "common", "severe", "careful", "thorough"}
#: In so many words at its beginning an item names what it stands for.
_NAMING = 6


def list_phrase(reading: Reading, listed: ListOf) -> Item | None:
    """Return the things that the items of a list name, as one phrase behind its lead-in."""
    members = [member for linked in listed.items for member in _of_item(reading, linked)]
    if not members:
        return None
    return Item(members[0].mention.start, members[-1].mention.end, "", Phrase(tuple(members), spread=True))


def listed_mentions(reading: Reading, listed: ListOf) -> tuple[Mention, ...]:
    """Return the mentions of the things that the items of a list name."""
    item = list_phrase(reading, listed)
    return tuple(member.mention for member in item.phrase.members) if item is not None and item.phrase else ()


def _of_item(reading: Reading, linked: Linked) -> list[Member]:
    """Return what an item of a list names first: an item that begins with what is done names nothing."""
    if linked.index not in reading.named:
        own = _first_names(reading, linked, linked.block.start, linked.term_end)
        reading.named[linked.index] = own + _enumerated(reading, linked, own)
    return reading.named[linked.index]


def _enumerated(reading: Reading, linked: Linked, own: Sequence[Member]) -> list[Member]:
    """Return what is enumerated behind the term of an item that names nothing, or of which they are kinds."""
    text, (begin, end) = reading.document.text, (linked.term_end, linked.block.end)
    if begin >= end or text[begin : begin + 1] != ":" or any(m.mention.readings[1:] for m in own):
        return []
    sentence = reading.sentence(linked, begin + 1, end, Topic())
    if sentence is None or not sentence.words.isdisjoint(reading.book.verbs) or not sentence.words.isdisjoint(_SAYING):
        return []
    behind = _first_names(reading, linked, begin + 1, end)
    if not own:
        return behind
    general = own[0].mention.readings[0]
    named = (member.mention for member in behind)
    kinds = [m for m in named if any(reading.lexicon.is_kind_of(entity.id, general.id) for entity in m.readings)]
    return [Member(mention, within=True) for mention in kinds]


def _first_names(reading: Reading, linked: Linked, begin: int, end: int) -> list[Member]:
    """Return what a stretch of an item names first."""
    sentence = reading.sentence(linked, begin, end, Topic())
    if sentence is None:
        return []
    drop_general_nouns(sentence, reading.book)
    join_examples(sentence, Context(reading.book, reading.lexicon.entities, Topic()))
    for index, item in enumerate(sentence.items[:_NAMING]):
        guiding = item.phrase is not None and item.phrase.kinds == {"ImagingModality"}
        if guiding and [i.word for i in sentence.items[index + 1 : index + 2]] == ["guided"]:
            continue
        if item.word == "referral":
            return []
        if item.phrase is not None and item.phrase.members:
            qualified = any(before.word not in _PLAIN for before in sentence.items[:index])
            named = [Member(member.mention, within=member.example or qualified) for member in item.phrase.members]
            return named + (_described(reading, linked, item.phrase) if end == linked.term_end else [])
        if index == 0 and item.word in reading.book.verbs and item.word not in _HAVING:
            return []
    return []


def _described(reading: Reading, linked: Linked, term: Phrase) -> list[Member]:
    """Return what the term of an item is described by, if that only names its kinds: 'Injections: nerve blocks'."""
    start = linked.term_end
    while start < linked.block.end and reading.document.text[start] in _BETWEEN:
        start += 1
    if start == linked.term_end or len(term.members) > 1:
        return []
    sentence = reading.sentence(linked, start, linked.block.end, Topic())
    phrase = sentence.items[0].phrase if sentence is not None else None
    if sentence is None or phrase is None or [item.word for item in sentence.items[1:]] not in ([], ["."]):
        return []
    alike = len(phrase.members) > 1 and phrase.kinds <= term.kinds - {"Condition"}  # a symptom is no kind of it
    return [Member(member.mention, within=True) for member in phrase.members] if alike else []
