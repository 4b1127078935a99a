"""Headings: what one says by itself, and with the names that are listed under it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from paingraph.loader.cells import CELL_SEPARATOR
from paingraph.loader.claims import Entity, Value
from paingraph.loader.documents import BlockKind
from paingraph.loader.findings import Finding
from paingraph.loader.lead_ins import is_request
from paingraph.loader.list_names import list_phrase
from paingraph.loader.parts import is_grade
from paingraph.loader.reading import Reading
from paingraph.loader.rules import Structure
from paingraph.loader.sections import Linked, ListOf, heading_start
from paingraph.loader.topic import BODY, CARE, Topic

__all__ = ["is_one", "read_heading", "read_headings", "read_title"]

#: What a heading says of names only, and not of statements that begin with them: 'Ketamine infusion relieves …'.
_LISTED = frozenset({"performs", "subtypeOf"})
_OPENING = 12
#: What a heading's items are of it, unless their lead-in is so long and names no such thing.
_KIND, _SENTENCE = "subtypeOf", 6
_FAMILIES = frozenset(
    """pain condition disorder disease injury problem syndrome headache neuropathy fracture effect arthritis neuralgia
    cancer tumor infection deformity
    """.split()
)
_OF_PATIENTS = frozenset("condition disorder disease problem patient people".split())
_OF_IT = frozenset(
    """contraindication symptom sign cause caused due reason risk complication factor present lead result trigger stem
    arise
    """.split()
)
_ANNOUNCED = frozenset(
    """condition disorder disease problem symptom pain cause procedure treatment therapy technique test option method
    type kind form example include service injection medication drug device modality""".split()
)
#: With one of these a lead-in that names things still announces kinds of what the heading names.
_SORTS = frozenset("type kind form example include sort variety group category such like following these".split())
#: So many words has a heading that only says where.
_PLACE = 3
#: … or what kind of procedure, below the title of a page that offers them.
_CATEGORY = 5
_OFFERS = frozenset({"service", "offer", "our", "we"})
#: What says that an item is a statement.
_FINITE = frozenset("is are may can should must has have was were will relieves offer offers do does cannot".split())
#: Where a lead-in says what a list is of, the heading above does not say it of something wider.
_SAID_ONCE = frozenset({"causedBy", "contraindicatedBy", "associatedWith"})


def read_headings(reading: Reading, listed: ListOf, all_lists: Sequence[ListOf]) -> None:
    """Read the heading of a list with it; also the item under which it stands, as its heading."""
    if listed.lead_in is not None and listed.lead_in.block.kind is BlockKind.LIST_ITEM:
        read_heading(reading, replace(listed, heading=listed.lead_in))
    above = _announcing(reading, listed)
    if above is not None:
        read_heading(reading, replace(listed, heading=above))
    doubled = listed.of_headings and any(
        other.heading is listed.heading and not _is_table(reading, other)
        for other in all_lists
        if not other.of_headings
    )
    if not doubled:
        read_heading(reading, listed)


def _is_table(reading: Reading, listed: ListOf) -> bool:
    """Tell whether the items of a list are the rows of a table."""
    first = listed.items[0].block
    return CELL_SEPARATOR in reading.document.text[first.start : first.end]


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
        named = list_phrase(reading, listed)
        offered = named is not None and named.phrase is not None and "Condition" not in named.phrase.kinds
        return above if offering and offered and kinds <= BODY | CARE else None
    return above if kinds <= BODY and len(heading.tokens) <= _PLACE else None


def read_title(reading: Reading, heading: Linked) -> None:
    """Read what a heading says by itself: 'Neurostimulation for chronic pain'."""
    if not heading.mentions or heading.tokens[-1].text == "?":
        return
    sentence = reading.sentence(heading, heading_start(reading.document.text, heading), heading.block.end, Topic())
    if sentence is not None and "?" not in sentence.words:
        reading.find(sentence, [Structure.TITLE], Topic(), heading.block.heading)


def read_heading(reading: Reading, listed: ListOf) -> None:
    """Read a heading with the names that are listed under it, in items or in the first cells of rows."""
    heading, behind = listed.heading, list_phrase(reading, listed)
    if heading is None or behind is None or (listed.lead_in is not None and is_request(listed.lead_in)):
        return
    topic = _topic_of(reading, heading, listed)
    start = heading_start(reading.document.text, heading)
    sentence = reading.sentence(heading, start, heading.block.end, topic, behind)
    if sentence is None:
        return
    known, said = len(reading.findings), _said_by_lead_in(reading, listed)
    reading.find(sentence, [Structure.HEADING], topic, heading.index)
    bare = _SORTS.isdisjoint(token.norm for token in heading.tokens)
    told = 2 * sum(map(_is_told, listed.items)) > len(listed.items)
    reading.findings[known:] = [
        (finding, index)
        for finding, index in reading.findings[known:]
        if not (told and finding.rule.relation in _LISTED)
        and not (bare and finding.rule.relation == _KIND and is_one(finding.object))
        and said.isdisjoint(_directions(finding))
        and (listed.lead_in is None or not _is_parted(listed.lead_in, finding))
    ]


def _said_by_lead_in(reading: Reading, listed: ListOf) -> set[tuple[str, Entity | Value, str]]:
    """Return what a lead-in says of its list: the relation, what an item names, and the kind of what it says it of."""
    if listed.lead_in is None:
        return set()
    named = {entity for mention in listed.lead_in.mentions for entity in mention.readings}
    start, end = listed.items[0].block.start, listed.items[-1].block.end
    found = [f for f, _ in reading.findings if f.rule.relation in _SAID_ONCE and start <= f.span.start < end]
    return {
        (finding.rule.relation, item, other.kind)
        for finding in found
        for item, other in ((finding.subject, finding.object), (finding.object, finding.subject))
        if isinstance(other, Entity) and other in named
    }


def _directions(finding: Finding) -> Iterator[tuple[str, Entity | Value, str]]:
    """Yield a finding as said of its subject, and as said of its object."""
    for item, other in ((finding.subject, finding.object), (finding.object, finding.subject)):
        if isinstance(other, Entity):
            yield finding.rule.relation, item, other.kind


def _topic_of(reading: Reading, heading: Linked, listed: ListOf) -> Topic:
    """Return the topic of a heading, as its list and the lead-in of that say it."""
    topic = reading.matter.under(heading)
    if listed.lead_in is not None:
        readings = (entity for mention in listed.lead_in.mentions for entity in mention.readings)
        topic.practitioners = tuple(entity for entity in readings if entity.kind == "Specialty")[-1:]
    if _is_table(reading, listed):
        topic.entitled = ()  # a table says itself who does what
    return topic


def _is_parted(lead_in: Linked, finding: Finding) -> bool:
    """Tell whether a lead-in keeps what is listed below it from being kinds of what the heading names."""
    if finding.rule.relation == "performs":  # what patients have had is not done by those whom the heading names
        return not _OF_PATIENTS.isdisjoint(token.norm for token in lead_in.tokens)
    if finding.rule.relation != _KIND:
        return False
    return _is_apart(lead_in) or is_one(finding.object) or _is_of_patients(lead_in, finding.object)


def _is_apart(lead_in: Linked) -> bool:
    """Tell whether a lead-in says something of its own of its list, which so is none of what the heading names."""
    if lead_in.tokens[:1] and lead_in.tokens[0].text == "(":
        return False  # 'Common side effects' over '(one in ten):'
    words = {token.norm for token in lead_in.tokens}
    if not _OF_IT.isdisjoint(words):
        return True
    if any(a.norm == "following" and b.word in _FINITE for a, b in itertools.pairwise(lead_in.tokens)):
        return True  # 'The following may be used:'
    own = _SORTS if lead_in.mentions else _ANNOUNCED
    return len(lead_in.tokens) >= _SENTENCE and own.isdisjoint(words)


def is_one(kind: Entity | Value) -> bool:
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
