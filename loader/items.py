"""The items of a list: the term of each, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from paingraph.loader.cells import CELL_SEPARATOR
from paingraph.loader.claims import Entity, Polarity
from paingraph.loader.documents import BlockKind
from paingraph.loader.findings import Finding
from paingraph.loader.lead_ins import continued, is_request
from paingraph.loader.mentions import Mention
from paingraph.loader.passages import read_passage
from paingraph.loader.phrases import Item, Member, Phrase
from paingraph.loader.reading import Reading
from paingraph.loader.rules import Structure
from paingraph.loader.sections import Linked
from paingraph.loader.sentences import sentences
from paingraph.loader.topic import CARE_NOUNS, Topic

__all__ = ["read_item"]

#: Between the term of an item and its description.
_SIGNS = ".:–—- \t\xa0\n"
#: … and those with which it may be read as a whole.
_DASHES = frozenset(":–—-")
#: Words of a heading that denies what stands under it, as far as it is what practitioners do.
_DENYING = frozenset("not cannot never don't can't won't".split())
_DOING = frozenset({"performs", "managesCondition", "emphasizes"})
#: With one of these what stands before the colon of an item says something: 'The team may include: …'.
_TELLING = frozenset(
    """is are may can should must has have was were will relieves offer offers do does cannot could would include
    includes""".split()
)


def read_item(reading: Reading, linked: Linked, topic: Topic) -> None:
    """Read an item of a list: its term, and what is said of it; under 'What we do not do' it is denied."""
    known = len(reading.findings)
    _read_item(reading, linked, topic)
    if not _DENYING.isdisjoint(topic.words):
        reading.findings[known:] = [(_denied(finding), heading) for finding, heading in reading.findings[known:]]


def _denied(finding: Finding) -> Finding:
    """Return what an item says under a heading that denies what practitioners do."""
    doing = finding.rule.relation in _DOING and finding.given
    return finding._replace(polarity=Polarity.NEGATED) if doing else finding


def _read_item(reading: Reading, linked: Linked, topic: Topic) -> None:
    """Read the term of an item, and what is said of it."""
    text, block = reading.document.text, linked.block
    if CELL_SEPARATOR in text[block.start : block.end]:
        return
    start, end = block.start, linked.term_end
    _read_whole(reading, linked, topic)
    lead_in = reading.by_index.get(block.lead_in) if block.lead_in is not None else None
    own = _topic_of(reading, lead_in, topic)
    if end < block.end:
        _read_term(reading, linked, end, topic, own)
        start = end
        while start < block.end and text[start] in _SIGNS:
            start += 1
    goes_on = continued(reading, linked, start, lead_in, own) if lead_in is not None and end == block.end else None
    if goes_on is not None:
        sentence, start = goes_on
        reading.find(sentence, [Structure.SENTENCE], own, block.heading)
    read_passage(reading, linked, start, own)
    _read_predicate(reading, linked, start, own, lead_in)


def _read_whole(reading: Reading, linked: Linked, topic: Topic) -> None:
    """Read an item with a sign behind its term as a whole: 'Needle: 22 gauge'."""
    text, block, end = reading.document.text, linked.block, linked.term_end
    if text[end : block.end].lstrip()[:1] not in _DASHES:
        return
    whole = reading.sentence(linked, block.start, block.end, topic)
    if whole is not None:
        told = end > block.start and not _TELLING.isdisjoint(text[block.start : end].lower().split())
        structures = [Structure.TERM, Structure.SENTENCE] if told else [Structure.TERM]
        reading.find(whole, structures, topic, block.heading)


def _topic_of(reading: Reading, lead_in: Linked | None, topic: Topic) -> Topic:
    """Return the topic of an item, as its lead-in says it."""
    own = replace(topic, recent=list(topic.recent), listed=(), focus=())
    if lead_in is not None and is_request(lead_in):
        own.words = frozenset()
    if lead_in is not None and lead_in.block.kind is BlockKind.PARAGRAPH:
        own.heading = _introduced(reading, lead_in) or own.heading
    return own


def _read_predicate(reading: Reading, linked: Linked, start: int, topic: Topic, lead_in: Linked | None) -> None:
    """Read an item that begins with a verb as a sentence on its term, or on what its lead-in speaks of.

    'Psychologists – run groups and teach relaxation' and 'The psychologists:' over 'run groups' say the same.
    """
    clauses = [
        span for span in _clauses(reading.document.text, start, linked.block.end) if _acts(reading, linked, *span)
    ]
    if not clauses:
        return
    named = _term_of(linked) if start > linked.block.start else _subject_of(reading, lead_in, topic)
    for begin, end in clauses if named else ():
        told = reading.sentence(linked, begin, end, topic)
        if told is not None and told.items[0].word in reading.book.verbs:
            members = tuple(Member(replace(mention, start=begin, end=begin)) for mention in named)
            told.items.insert(0, Item(begin, begin, "", Phrase(members)))
            told.encode()
            reading.find(told, [Structure.SENTENCE], topic, linked.block.heading)


def _acts(reading: Reading, linked: Linked, begin: int, end: int) -> bool:
    """Tell whether a clause may begin with a verb, perhaps behind a sign."""
    words = (token.word for token in linked.tokens if begin <= token.start < end)
    first = next(words, "")
    return first in reading.book.verbs or not first.isalpha()


def _clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the clauses of an item's first sentence that semicolons set apart."""
    begin, last = next(iter(sentences(text, start, end)), (end, end))
    while begin < last:
        stop = text.find(";", begin, last)
        yield begin, last if stop < 0 else stop
        begin = last if stop < 0 else stop + 1


def _term_of(linked: Linked) -> tuple[Mention, ...]:
    """Return what the term of an item names."""
    return tuple(mention for mention in linked.mentions if mention.end <= linked.term_end)


def _subject_of(reading: Reading, lead_in: Linked | None, topic: Topic) -> tuple[Mention, ...]:
    """Return the one thing that the last sentence of a lead-in names, which ends with a colon: 'A block can:'."""
    document = reading.document
    if lead_in is None or not document.text_of(lead_in.block).endswith(":"):
        return ()
    begin, end = lead_in.sentences[-1]
    sentence = reading.sentence(lead_in, begin, end, topic)
    phrases = [item.phrase for item in sentence.items if item.phrase is not None] if sentence is not None else []
    named = tuple(member.mention for phrase in phrases for member in phrase.members)
    return named if len(named) == 1 else ()


def _read_term(reading: Reading, linked: Linked, end: int, above: Topic, own: Topic) -> None:
    """Read the term of an item, which what follows is about."""
    sentence = reading.sentence(linked, linked.block.start, end, own)
    if sentence is None:
        return
    reading.find(sentence, [Structure.SENTENCE], own, linked.block.heading)
    phrases = (item.phrase for item in sentence.items if item.phrase)
    named = (member for phrase in phrases for member in phrase.members if not member.example)
    own.heading = tuple(entity for member in named for entity in member.mention.readings)
    own.weak = (*above.heading, *above.weak)
    own.subject = ()


def _introduced(reading: Reading, lead_in: Linked) -> tuple[Entity, ...]:
    """Return the procedure whose steps a lead-in announces: that which its last sentence names last."""
    document = reading.document
    if not document.text_of(lead_in.block).endswith(":"):
        return ()
    begin, _ = lead_in.sentences[-1]
    named = [mention for mention in lead_in.mentions if mention.start >= begin and len(mention.readings) == 1]
    last = named[-1].readings[0] if named else None
    return (last,) if last is not None and last.kind == "Procedure" and last.label not in CARE_NOUNS else ()
