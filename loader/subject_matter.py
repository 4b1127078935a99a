"""What a document is about as a whole, and each of its sections: 'Recovery' below a page's title 'Nerve blocks'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from paingraph.loader.authorship import Authorship
from paingraph.loader.claims import Entity
from paingraph.loader.documents import Document
from paingraph.loader.headings import Headings
from paingraph.loader.inquiry import Inquiry, is_question
from paingraph.loader.lexicon import Lexicon, name_key
from paingraph.loader.main_procedure import SECONDARY, MainProcedure
from paingraph.loader.openings import opening
from paingraph.loader.parts import is_grade, part_of
from paingraph.loader.sections import Linked
from paingraph.loader.topic import BODY, CARE, CARE_NOUNS, Topic

__all__ = ["SubjectMatter"]

_TITLES = frozenset({"Condition", "Specialty"}) | CARE
#: With one of these a heading takes up what it names.
_TAKING_UP = frozenset({"the", "this", "these", "your"})
#: So many procedures a heading may name side by side, with as many words besides.
_PAIR = 2


class SubjectMatter:
    """What a document is about as a whole, and each of its sections."""

    def __init__(self, document: Document, blocks: Sequence[Linked], lexicon: Lexicon) -> None:
        self._document = document
        self._by_index = {linked.index: linked for linked in blocks}
        self._lexicon = lexicon
        self._mentioned = frozenset(r for linked in blocks for mention in linked.mentions for r in mention.readings)
        authorship = Authorship(document, blocks, lexicon)
        self.audience = authorship.audience
        self._headings = Headings(blocks, lexicon, self.audience)
        titles = self._headings.titles
        named = dict.fromkeys(entity for title in titles for entity in self._headings.named(title))
        opened = opening(blocks)
        named = named or dict.fromkeys(() if titles else opened)
        defined = authorship.defined()
        named = dict.fromkeys(defined.get(entity, entity) for entity in named)
        vague = SECONDARY | {"pain"}
        procedures = tuple(entity for entity in named if entity.kind == "Procedure" and entity.id not in vague)
        self._paired = procedures if len(procedures) == _PAIR else ()
        main = MainProcedure(document, blocks, lexicon)
        found = main.united(tuple(e for e in named if e.id not in vague and e.label not in CARE_NOUNS))
        found += self._given_by_injection(found)
        self._telling = any(entity.kind in _TITLES for entity in found)
        unnamed = self._telling and not any(entity.kind in CARE | {"Specialty"} for entity in found)
        one = unnamed and any(t.word in CARE_NOUNS for title in titles for t in title.tokens)  # 'a new option'
        self._opening = () if titles and self._telling else opened
        self._title = (*found, *(self._opening or main.named_most())) if one or not self._telling else found
        self._guessed = authorship.main_specialty(found)
        self._about = self._with_own_procedures((*found, *self._guessed))
        self._parts = tuple(self._structures(self._about))
        disciplines = tuple(entity for entity in found if entity.kind == "Specialty")
        writers = () if self._telling else authorship.writers(self._about)
        self._entitled = disciplines if len(disciplines) == 1 else writers
        self._inquiry = Inquiry(blocks, self._headings.named, self._above, lexicon, SECONDARY)
        if self._inquiry.is_manifold and self._title != found:
            self._title = found  # what is named most is only one of several topics
            self._inquiry = Inquiry(blocks, self._headings.named, self._above, lexicon, SECONDARY)

    def _given_by_injection(self, found: Sequence[Entity]) -> tuple[Entity, ...]:
        """Return the injection of the one substance of a title, if the text names it: 'Botox for migraine'."""
        given = [entity for entity in found if entity.kind == "Substance"]
        if len(given) != 1 or any(entity.kind in CARE for entity in found):
            return ()
        named = self._lexicon.find([*name_key(given[0].label), "injection"])
        return tuple(entity for entity in named if entity in self._mentioned)

    def preamble(self) -> Topic:
        """Return the topic of what stands above all headings, or in a text that has none."""
        return self.topic(self._opening)

    def topic(self, named: Sequence[Entity] = (), inherited: Sequence[Entity] = ()) -> Topic:
        """Return the topic of a passage under a heading that names these things, within what lies above it."""
        own = tuple(entity for entity in self._with_own_procedures(named) if entity not in named)
        return Topic(
            heading=tuple(named),
            condition=tuple(entity for entity in named if entity.kind == "Condition"),
            weak=tuple(dict.fromkeys((*own, *inherited, *self._about, *self._structures(named), *self._parts))),
            own=self._lexicon.characteristic,
            authors=tuple(entity for entity in self._about if entity.kind == "Specialty"),
            audience=self.audience,
            entitled=self._entitled,
            paired=self._paired,
            guessed=self._guessed,
        )

    def _structures(self, entities: Sequence[Entity]) -> Iterator[Entity]:
        """Yield the structures in the names of procedures: the sacroiliac joint of a sacroiliac joint injection."""
        for entity in entities:
            words = name_key(entity.label) if entity.kind == "Procedure" else ()
            for last in range(len(words) - 1, 0, -1):
                found = tuple(reading for reading in self._lexicon.find(words[:last]) if reading.kind in BODY)
                if found:
                    yield from found
                    break

    def under(self, heading: Linked) -> Topic:
        """Return the topic of what stands under a heading, which inherits what it does not name itself."""
        inherited = self._above(heading)
        named = self._headings.named(heading)
        if any(entity.kind in CARE for entity in inherited):
            named = tuple(entity for entity in named if entity.label not in CARE_NOUNS and entity.id != "pain")
        named = tuple(self._narrowed(heading, entity, inherited) for entity in named)
        named += self._injections(heading, named)
        named = tuple(self._of_page(entity, named, inherited) for entity in named)
        left = self._inquiry.left_to(heading)
        if left is not None:
            if any(entity.kind in CARE for entity in left):
                named = tuple(entity for entity in named if entity.label not in CARE_NOUNS)
            named += tuple(entity for entity in left if entity not in named)
            if self._inquiry.is_manifold or any(entity.kind in CARE for entity in left):
                inherited = tuple(entity for entity in inherited if entity.kind not in CARE)
        if not any(entity.kind in CARE | {"Condition"} for entity in named):
            procedures = {entity for entity in inherited if entity.kind == "Procedure" and not self._is_owned(entity)}
            together = len(procedures) == 1 or self._are_side_by_side(heading, procedures)
            kinds = {"Therapy", "Condition"} | ({"Procedure"} if together else set())
            named += tuple(entity for entity in inherited if entity.kind in kinds and not self._is_owned(entity))
        topic = self.topic(named, self._with_own_procedures(inherited))
        if left is not None and self._inquiry.is_manifold:
            topic.weak = tuple(entity for entity in topic.weak if entity.kind not in CARE)
        topic.words = frozenset(token.text.lower() for token in heading.tokens)
        above = self._by_index.get(heading.block.heading) if heading.block.heading is not None else None
        if above is not None and is_grade([token.word for token in heading.tokens]):
            topic.words |= frozenset(token.text.lower() for token in above.tokens)
        topic.part = part_of(tuple(topic.words))
        if not topic.condition:
            topic.condition = tuple(entity for entity in inherited if entity.kind == "Condition")
        return topic

    def _are_side_by_side(self, heading: Linked, procedures: Set[Entity]) -> bool:
        """Tell whether the heading above names two procedures and says no more: 'Vertebroplasty and kyphoplasty'."""
        place = heading.block.heading
        above = self._by_index.get(place) if place is not None else None
        if above is None or len(procedures) != _PAIR or is_question(above):
            return False
        named = [m for m in above.mentions if not procedures.isdisjoint(m.readings)]
        covered = sum(mention.last - mention.first for mention in named)
        return len(named) >= _PAIR and len(above.tokens) - covered <= _PAIR

    def _narrowed(self, heading: Linked, named: Entity, inherited: Sequence[Entity]) -> Entity:
        """Return the procedure from above that a heading takes up by a general name: 'If the block does not help'."""
        if named.kind != "Procedure" or not any(token.word in _TAKING_UP for token in heading.tokens):
            return named
        found = [e for e in inherited if e != named and self._lexicon.is_kind_of(e.id, named.id)]
        return found[0] if len(found) == 1 else named

    def _of_page(self, entity: Entity, named: Sequence[Entity], inherited: Sequence[Entity]) -> Entity:
        """Return for the procedure that a named device needs that of the page: the implantation of a pump."""
        devices = [e for e in named if e.kind == "Device" and self._lexicon.procedure_of.get(e.id) == entity]
        about = (e for e in inherited if e.kind == "Procedure")
        return next((e for e in about for device in devices if e.label.startswith(f"{device.label} ")), entity)

    def _injections(self, heading: Linked, named: Sequence[Entity]) -> tuple[Entity, ...]:
        """Return the injection of a substance that a heading names alone, below one on injections."""
        above = self._by_index.get(heading.block.heading) if heading.block.heading is not None else None
        if above is None or is_question(heading) or all(token.norm != "injection" for token in above.tokens):
            return ()
        if any(entity.kind != "Substance" for entity in named):
            return ()
        found = (self._lexicon.find([*name_key(entity.label), "injection"]) for entity in named)
        return tuple(entity for entities in found for entity in entities if entity.kind == "Procedure")

    def _is_owned(self, entity: Entity) -> bool:
        return entity.id in self._lexicon.owned

    def _above(self, heading: Linked) -> tuple[Entity, ...]:
        """Return what the nearest heading above names, at last the title."""
        parent = heading.block.heading
        while parent is not None:
            named = self._headings.named(self._by_index[parent]) if parent in self._by_index else ()
            if parent not in self._headings.front and any(entity.kind in _TITLES for entity in named):
                return named
            parent = self._document.blocks[parent].heading
        return () if heading.block.level == 1 and self._telling else self._title

    def _with_own_procedures(self, entities: Sequence[Entity]) -> tuple[Entity, ...]:
        """Add to a specialty the procedures that bear its name ('interventional pain procedure')."""
        if any(entity.kind in CARE for entity in entities):
            return tuple(entities)
        own = (self._lexicon.characteristic.get(entity.id) for entity in entities)
        return (*entities, *(entity for entity in own if entity in self._mentioned))
