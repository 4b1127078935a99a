"""The items of a list, and a heading with what is listed under it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from paingraph.loader.claims import Entity, Polarity, Value
from paingraph.loader.documents import BlockKind
from paingraph.loader.findings import Finding
from paingraph.loader.lead_ins import continued
from paingraph.loader.mentions import Mention
from paingraph.loader.parts import is_grade
from paingraph.loader.passages import read_passage
from paingraph.loader.phrases import Item, Member, Phrase
from paingraph.loader.reading import Reading
from paingraph.loader.rows import SEPARATOR
from paingraph.loader.rules import Structure
from paingraph.loader.sections import Linked, ListOf, heading_start
from paingraph.loader.sentences import sentences
from paingraph.loader.topic import BODY, CARE, CARE_NOUNS, Topic

__all__ = ["read_heading", "read_headings", "read_item", "read_title"]

#: Between the term of an item and its description.
_SIGNS = ".:–—- \t\xa0\n"
#: … and those with which it may be read as a whole.
_DASHES = frozenset(":–—-")
#: Words of a heading that denies what stands under it, as far as it is what practitioners do.
_DENYING = frozenset("not cannot never don't can't won't".split())
_DOING = frozenset({"performs", "managesCondition", "emphasizes"})
#: What a heading says of names only, and not of statements that begin with them: 'Ketamine infusion relieves …'.
_LISTED = frozenset({"performs", "subtypeOf"})
_OPENING = 12
#: What a heading's items are of it, unless their lead-in is so long and names no such thing.
_KIND, _SENTENCE = "subtypeOf", 6
#: In its first words.
_ASKING, _REQUEST = frozenset("tell inform contact call ring phone notify remember bring".split()), 6
_FAMILIES = frozenset(
    "pain condition disorder disease injury problem syndrome headache neuropathy fracture effect".split()
)
_OF_PATIENTS = frozenset("condition disorder disease problem patient people".split())
_OF_IT = frozenset(
    "symptom sign cause caused due reason risk complication factor present lead result trigger stem arise".split()
)
_ANNOUNCED = frozenset(
    """condition disorder disease problem symptom pain cause procedure treatment therapy technique test option method
    type kind form example include service injection medication drug device modality""".split()
)
#: With one of these a lead-in that names things still announces kinds of what the heading names.
_SORTS = frozenset("type kind form example include sort variety group category such like following these".split())
_FINITE = frozenset("is are may can should must has have was were will relieves offer offers do does cannot".split())
#: With one of these what stands before the colon of an item says something: 'The team may include: …'.
_TELLING = _FINITE | {"could", "would", "include", "includes"}
#: So many words has a heading that only says where.
_PLACE = 3
#: … or what kind of procedure, below the title of a page that offers them.
_CATEGORY = 5
_OFFERS = frozenset({"service", "offer", "our", "we"})


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
    if SEPARATOR in text[block.start : block.end]:
        return
    end = linked.term_end
    if text[end : block.end].lstrip()[:1] in _DASHES:
        whole = reading.sentence(linked, block.start, block.end, topic)
        if whole is not None:
            told = end > block.start and not _TELLING.isdisjoint(text[block.start : end].lower().split())
            structures = [Structure.TERM, Structure.SENTENCE] if told else [Structure.TERM]
            reading.find(whole, structures, topic, block.heading)
    own = replace(topic, recent=list(topic.recent), listed=(), focus=())
    lead_in = reading.by_index.get(block.lead_in) if block.lead_in is not None else None
    if lead_in is not None and _is_request(lead_in):
        own.words = frozenset()
    if lead_in is not None and lead_in.block.kind is BlockKind.PARAGRAPH:
        own.heading = _introduced(reading, lead_in) or own.heading
    start = block.start
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


def _read_predicate(reading: Reading, linked: Linked, start: int, topic: Topic, lead_in: Linked | None) -> None:
    """Read an item that begins with a verb as a sentence on its term, or on what its lead-in speaks of.

    'Psychologists – run groups and teach relaxation' and 'The psychologists:' over 'run groups' say the same.
    """
    named = _term_of(linked) if start > linked.block.start else _subject_of(reading, lead_in, topic)
    for begin, end in _clauses(reading.document.text, start, linked.block.end) if named else ():
        told = reading.sentence(linked, begin, end, topic)
        if told is not None and told.items[0].word in reading.book.verbs:
            members = tuple(Member(replace(mention, start=begin, end=begin)) for mention in named)
            told.items.insert(0, Item(begin, begin, "", Phrase(members)))
            told.encode()
            reading.find(told, [Structure.SENTENCE], topic, linked.block.heading)


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
    *_, (begin, end) = sentences(document.text, lead_in.block.start, lead_in.block.end)
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
    own.heading = tuple(entity for phrase in phrases for m in phrase.members for entity in m.mention.readings)
    own.weak = (*above.heading, *above.weak)
    own.subject = ()


def _introduced(reading: Reading, lead_in: Linked) -> tuple[Entity, ...]:
    """Return the procedure whose steps a lead-in announces: that which its last sentence names last."""
    document = reading.document
    if not document.text_of(lead_in.block).endswith(":"):
        return ()
    *_, (begin, _) = sentences(document.text, lead_in.block.start, lead_in.block.end)
    named = [mention for mention in lead_in.mentions if mention.start >= begin and len(mention.readings) == 1]
    last = named[-1].readings[0] if named else None
    return (last,) if last is not None and last.kind == "Procedure" and last.label not in CARE_NOUNS else ()


def read_headings(reading: Reading, listed: ListOf, all_lists: Sequence[ListOf]) -> None:
    """Read the heading of a list with it; also the item under which it stands, as its heading."""
    if listed.lead_in is not None and listed.lead_in.block.kind is BlockKind.LIST_ITEM:
        read_heading(reading, replace(listed, heading=listed.lead_in))
    above = _announcing(reading, listed)
    if above is not None:
        read_heading(reading, replace(listed, heading=above))
    doubled = listed.of_headings and any(
        other.heading is listed.heading for other in all_lists if not other.of_headings
    )
    if not doubled:
        read_heading(reading, listed)


def _announcing(reading: Reading, listed: ListOf) -> Linked | None:
    """Return the heading above that of a list, if the latter only says where: 'What we treat' above 'Spine'."""
    heading = listed.heading
    if heading is None or heading.block.heading is None or listed.of_headings or listed.lead_in is not None:
        return None
    above = reading.by_index.get(heading.block.heading)
    if is_grade([token.word for token in heading.tokens]):
        return above
    if above is None or "?" in reading.document.text_of(heading.block):
        return None
    kinds = {entity.kind for mention in heading.mentions for entity in mention.readings}
    if above.block.heading is None:  # the title
        offering = any(token.norm in _OFFERS for token in above.tokens) and len(heading.tokens) <= _CATEGORY
        named = reading.list_phrase(listed)
        offered = named is not None and named.phrase is not None and "Condition" not in named.phrase.kinds
        return above if offering and offered and kinds <= BODY | CARE else None
    return above if kinds <= BODY and len(heading.tokens) <= _PLACE else None


def read_title(reading: Reading, heading: Linked) -> None:
    """Read what a heading says by itself: 'Neurostimulation for chronic pain'."""
    sentence = reading.sentence(heading, heading_start(reading.document.text, heading), heading.block.end, Topic())
    if sentence is not None and "?" not in sentence.words:
        reading.find(sentence, [Structure.TITLE], Topic(), heading.block.heading)


def read_heading(reading: Reading, listed: ListOf) -> None:
    """Read a heading with the names that are listed under it, in items or in the first cells of rows."""
    heading, behind = listed.heading, reading.list_phrase(listed)
    if heading is None or behind is None or (listed.lead_in is not None and _is_request(listed.lead_in)):
        return
    topic = reading.matter.under(heading)
    if listed.lead_in is not None:
        readings = (entity for mention in listed.lead_in.mentions for entity in mention.readings)
        topic.practitioners = tuple(entity for entity in readings if entity.kind == "Specialty")[-1:]
    first = listed.items[0].block
    if SEPARATOR in reading.document.text[first.start : first.end]:
        topic.entitled = ()  # a table says itself who does what
    start = heading_start(reading.document.text, heading)
    sentence = reading.sentence(heading, start, heading.block.end, topic, behind)
    if sentence is None:
        return
    known = len(reading.findings)
    reading.find(sentence, [Structure.HEADING], topic, heading.index)
    if listed.lead_in is not None:
        apart = _is_apart(listed.lead_in)
        reading.findings[known:] = [
            found
            for found in reading.findings[known:]
            if found[0].rule.relation != _KIND
            or not (apart or _is_one(found[0].object) or _is_of_patients(listed.lead_in, found[0].object))
        ]
    if 2 * sum(map(_is_told, listed.items)) > len(listed.items):
        reading.findings[known:] = [
            found for found in reading.findings[known:] if found[0].rule.relation not in _LISTED
        ]


def _is_apart(lead_in: Linked) -> bool:
    """Tell whether a lead-in says something of its own of its list, which so is none of what the heading names."""
    if lead_in.tokens[:1] and lead_in.tokens[0].text == "(":
        return False  # 'Common side effects' over '(one in ten):'
    words = {token.norm for token in lead_in.tokens}
    if not _OF_IT.isdisjoint(words):
        return True
    own = _SORTS if lead_in.mentions else _ANNOUNCED
    return len(lead_in.tokens) >= _SENTENCE and own.isdisjoint(words)


def _is_request(lead_in: Linked) -> bool:
    """Tell whether a lead-in asks the reader for something, whatever the heading is about: 'Tell us if:'."""
    return not _ASKING.isdisjoint(token.word for token in lead_in.tokens[:_REQUEST])


def _is_one(kind: Entity | Value) -> bool:
    """Tell whether a condition has a name of its own, and a lead-in below it is none over its kinds."""
    return isinstance(kind, Entity) and kind.kind == "Condition" and kind.label.split()[-1] not in _FAMILIES


def _is_of_patients(lead_in: Linked, kind: Entity | Value) -> bool:
    """Tell whether a lead-in announces conditions, and what the heading names is none: 'Conditions that it is for'."""
    conditions = not _OF_PATIENTS.isdisjoint(token.norm for token in lead_in.tokens)
    return conditions and isinstance(kind, Entity) and kind.kind != "Condition"


def _is_told(linked: Linked) -> bool:
    """Tell whether an item is a statement, and no name with what is added to it."""
    words = {token.word for token in linked.tokens[:_OPENING]}
    named = linked.term_end < linked.block.end
    return not named and len(linked.tokens) >= _OPENING and not _FINITE.isdisjoint(words)
