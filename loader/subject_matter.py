"""What a document is about: the names in its title, what its headings name, and for whom it is written."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence

from paingraph.loader.cells import CELL_SEPARATOR
from paingraph.loader.claims import Entity
from paingraph.loader.documents import BlockKind, Document
from paingraph.loader.inquiry import Inquiry, is_question
from paingraph.loader.lexicon import Lexicon, name_key
from paingraph.loader.mentions import Mention, link
from paingraph.loader.parts import is_grade, part_of
from paingraph.loader.sections import Linked
from paingraph.loader.tokens import tokenize
from paingraph.loader.topic import BODY, CARE, CARE_NOUNS, Topic

__all__ = ["SECONDARY", "SubjectMatter"]

#: Procedures that go with others: a page that names one in its title is about something else.
SECONDARY = frozenset(
    """surgical-procedure sedation local-anesthesia regional-anesthesia general-anesthesia diagnostic-imaging
    diagnostic-test patient-assessment treatment-planning image-guided-procedure medical-history-taking
    physical-examination postoperative-care minimally-invasive-procedure invasive-procedure""".split()
)
_TITLES = frozenset({"Condition", "Specialty"}) | CARE
#: After these a heading names what it is not about.
_SET_ASIDE = frozenset({"without", "versus", "vs", "beyond", "avoid", "avoiding"})
_PREPOSITIONS = frozenset("but than without before of for after to with instead by in from except".split())
#: Before what a question only compares with, and what it is then about.
_COMPARING = frozenset("than from to before after instead like as with".split())
_SUBJECTS = frozenset({"it", "they", "this", "these"})
#: Before practitioners who are not those that write.
_OTHERS = frozenset({"your", "another", "other"})
#: Around the text no name of a place is longer.
_LINE = 120
#: How often a procedure is named, or 'the procedure' is said, that a document without a telling title is about.
_OFTEN = 3
#: Those who practice a discipline speak of themselves with these.
_SPEAKING = frozenset({"we", "our"})
#: Within so many words before their name, in so many paragraphs, they say who they are.
_PROFESSING, _NEAR, _FIRST = frozenset({"are", "of", "our"}), 4, 2
#: How the discipline is called whose therapy bears its name.
_PROFESSION = "-discipline"
#: Practitioners may be abbreviated to fewer letters ('GPs').
_LONG = 5
#: Those who are often called by their place: 'for primary care'.
_FIRST_CARE = frozenset({"primary-care", "family-medicine"})
#: With one of these a heading takes up what it names.
_TAKING_UP = frozenset({"the", "this", "these", "your"})
#: In so many blocks at its head a document says for whom it is written.
_HEAD = 4


class SubjectMatter:
    """What a document is about as a whole, and each of its sections."""

    def __init__(self, document: Document, blocks: Sequence[Linked], lexicon: Lexicon) -> None:
        self._document = document
        self._blocks = blocks
        self._by_index = {linked.index: linked for linked in blocks}
        self._lexicon = lexicon
        self._names: dict[int, tuple[Entity, ...]] = {}
        front = itertools.takewhile(lambda linked: linked.block.kind is BlockKind.HEADING, blocks)
        several = self._asks_about_several()
        titles = [
            linked
            for linked in front
            if linked is blocks[0] or not ((several and is_question(linked)) or self._is_section(linked))
        ]
        self._front = frozenset(title.index for title in titles)
        self._mentioned = frozenset(r for linked in blocks for mention in linked.mentions for r in mention.readings)
        self.audience = self._audience()
        named = dict.fromkeys(entity for title in titles for entity in self._named(title))
        defined = self._defined()
        named = dict.fromkeys(defined.get(entity, entity) for entity in named)
        vague = SECONDARY | {"pain"}
        found = self._united(tuple(e for e in named if e.id not in vague and e.label not in CARE_NOUNS))
        self._telling = any(entity.kind in _TITLES for entity in found)
        unnamed = self._telling and not any(entity.kind in CARE | {"Specialty"} for entity in found)
        one = unnamed and any(t.word in CARE_NOUNS for title in titles for t in title.tokens)  # 'a new option'
        self._title = (*found, *self._main_procedure()) if one or not self._telling else found
        self._about = self._with_own_procedures((*found, *self._main_specialty(found)))
        disciplines = tuple(entity for entity in found if entity.kind == "Specialty")
        self._entitled = disciplines if len(disciplines) == 1 else () if self._telling else self._writers()
        self._inquiry = Inquiry(blocks, self._named, self._above, lexicon, SECONDARY)
        if self._inquiry.is_manifold and self._title != found:
            self._title = found  # what is named most is only one of several topics
            self._inquiry = Inquiry(blocks, self._named, self._above, lexicon, SECONDARY)

    def topic(self, named: Sequence[Entity] = (), inherited: Sequence[Entity] = ()) -> Topic:
        """Return the topic of a passage under a heading that names these things, within what lies above it."""
        own = tuple(entity for entity in self._with_own_procedures(named) if entity not in named)
        return Topic(
            heading=tuple(named),
            condition=tuple(entity for entity in named if entity.kind == "Condition"),
            weak=tuple(dict.fromkeys((*own, *inherited, *self._about, *self._structures((*named, *self._about))))),
            own=self._lexicon.characteristic,
            authors=tuple(entity for entity in self._about if entity.kind == "Specialty"),
            audience=self.audience,
            entitled=self._entitled,
        )

    def _asks_about_several(self) -> bool:
        """Tell whether the questions of a document name several procedures, so that none of them is its title."""
        asked = (b for b in self._blocks if b.block.kind is BlockKind.HEADING and is_question(b))
        found = {reading for linked in asked for mention in linked.mentions for reading in mention.readings[:1]}
        found = {e for e in found if e.kind == "Procedure" and e.id not in SECONDARY and e.label not in CARE_NOUNS}
        wide = {b for a in found for b in found if a != b and self._lexicon.is_kind_of(a.id, b.id)}
        return len(found - wide) > 1

    def _is_section(self, heading: Linked) -> bool:
        """Tell whether a heading behind the title is that of a section: it names a treatment, as one beside it does."""
        beside = (b for b in self._blocks if b.block.kind is BlockKind.HEADING and b.block.level == heading.block.level)
        named = [any(_is_treatment(m.readings[0], "Procedure") for m in linked.mentions) for linked in beside]
        titled = any(_is_treatment(m.readings[0], *CARE) for m in self._blocks[0].mentions)
        below = heading.block.level > self._blocks[0].block.level
        return below and titled and named[0] and any(named[1:])

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
        named = self._named(heading)
        if any(entity.kind in CARE for entity in inherited):
            named = tuple(entity for entity in named if entity.label not in CARE_NOUNS and entity.id != "pain")
        named = tuple(self._narrowed(heading, entity, inherited) for entity in named)
        named += self._injections(heading, named)
        left = self._inquiry.left_to(heading)
        if left is not None:
            named += tuple(entity for entity in left if entity not in named)
            if self._inquiry.is_manifold or any(entity.kind in CARE for entity in left):
                inherited = tuple(entity for entity in inherited if entity.kind not in CARE)
        if not any(entity.kind in CARE | {"Condition"} for entity in named):
            procedures = {entity for entity in inherited if entity.kind == "Procedure" and not self._is_owned(entity)}
            kinds = {"Therapy", "Condition"} | ({"Procedure"} if len(procedures) == 1 else set())
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

    def _narrowed(self, heading: Linked, named: Entity, inherited: Sequence[Entity]) -> Entity:
        """Return the procedure from above that a heading takes up by a general name: 'If the block does not help'."""
        if named.kind != "Procedure" or not any(token.word in _TAKING_UP for token in heading.tokens):
            return named
        found = [e for e in inherited if e != named and self._lexicon.is_kind_of(e.id, named.id)]
        return found[0] if len(found) == 1 else named

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
            named = self._named(self._by_index[parent]) if parent in self._by_index else ()
            if parent not in self._front and any(entity.kind in _TITLES for entity in named):
                return named
            parent = self._document.blocks[parent].heading
        return () if heading.block.level == 1 and self._telling else self._title

    def _named(self, heading: Linked) -> tuple[Entity, ...]:
        """Return what a heading names."""
        if heading.index not in self._names:
            self._names[heading.index] = self._names_in(heading)
        return self._names[heading.index]

    def _names_in(self, linked: Linked) -> tuple[Entity, ...]:
        """Return what a heading names; of a name for a discipline and what it treats the discipline."""
        named: dict[Entity, None] = {}
        for mention in linked.mentions:
            before = linked.tokens[mention.first - 1].norm if mention.first else ""
            if linked.index in self._front and mention.readings[0].id == "nerve-block" and _is_short(linked, mention):
                continue  # 'injections and blocks'
            if before not in _SET_ASIDE and not _is_compared(linked, mention):
                disciplines = tuple(reading for reading in mention.readings if reading.kind == "Specialty")
                conditions = any(reading.kind == "Condition" for reading in mention.readings)
                named.update(dict.fromkeys(disciplines if disciplines and conditions else mention.readings))
            if mention.readings[0].kind == "Credential":
                named.update(dict.fromkeys(self._discipline_in(linked, mention)))
        if not any(entity.kind in CARE for entity in named):
            procedures = (self._lexicon.procedure_of.get(entity.id) for entity in named)
            named.update(dict.fromkeys(entity for entity in procedures if entity is not None))
        telling = [entity for entity in named if entity.id not in SECONDARY and entity.kind in CARE | {"Condition"}]
        if telling and is_question(linked):
            return tuple(entity for entity in named if entity in telling or entity.kind not in CARE | {"Condition"})
        if len(named) > 1 and linked.index in self._front:
            return tuple(entity for entity in named if entity not in self.audience)
        return tuple(named)

    def _discipline_in(self, linked: Linked, mention: Mention) -> tuple[Entity, ...]:
        """Return the specialty in the name of a training: pain medicine in 'pain medicine fellowship'."""
        words = [token.norm for token in linked.tokens[mention.first : mention.last] if token.norm[0].isalnum()]
        for first in range(len(words)):
            for last in range(len(words), first + 1, -1):
                found = tuple(e for e in self._lexicon.find(words[first:last]) if e.kind == "Specialty")
                if found:
                    return found
        return ()

    def _with_own_procedures(self, entities: Sequence[Entity]) -> tuple[Entity, ...]:
        """Add to a specialty the procedures that bear its name ('interventional pain procedure')."""
        if any(entity.kind in CARE for entity in entities):
            return tuple(entities)
        own = (self._lexicon.characteristic.get(entity.id) for entity in entities)
        return (*entities, *(entity for entity in own if entity in self._mentioned))

    def _main_specialty(self, found: Sequence[Entity]) -> tuple[Entity, ...]:
        """Return the specialty that a document names most, by its publishers too; those of pain medicine count twice.

        'Your cardiologist' does not write it.
        """
        if any(entity.kind == "Specialty" for entity in found):
            return ()
        own = tuple(self._lexicon.entities.get(f"{e.id}{_PROFESSION}") for e in found if e.kind == "Therapy")
        if len(own) == 1 and own[0] is not None and own[0] in self._mentioned:
            return (own[0],)  # those who give a therapy write of it
        counts = Counter(
            reading
            for linked in self._blocks
            for mention in linked.mentions
            for reading in mention.readings[:1]
            if reading.kind == "Specialty"
            and reading.id in self._lexicon.entities
            and reading.id not in _FIRST_CARE
            and reading.id != "surgery"
            and not (mention.first and linked.tokens[mention.first - 1].word in _OTHERS)
        )
        counts.update(self._publishers())
        for entity in counts:
            counts[entity] *= 2 if self._lexicon.is_kind_of(entity.id, "pain-medicine") else 1
        return tuple(entity for entity, _ in counts.most_common(1))

    def _publishers(self) -> Iterator[Entity]:
        """Yield the branches of pain medicine that short lines around the text name: 'Copperfield Pain Center'."""
        for block in self._document.blocks:
            if block.kind is BlockKind.BOILERPLATE and block.end - block.start <= _LINE:
                named = link(tokenize(self._document.text, block.start, block.end), self._lexicon, {})
                found = (mention.readings[0] for mention in named)
                yield from (e for e in found if self._lexicon.is_kind_of(e.id, "pain-medicine"))

    def _writers(self) -> tuple[Entity, ...]:
        """Return the discipline of a document whose title tells nothing, if those write it who practice it: 'we'."""
        speaking = sum(token.word in _SPEAKING for linked in self._blocks for token in linked.tokens)
        return tuple(entity for entity in self._about if entity.kind == "Specialty") if speaking >= _OFTEN else ()

    def _defined(self) -> dict[Entity, Entity]:
        """Return disciplines with the branches of them that a heading asks about: 'What is an … doctor?'."""
        asked = (
            mention.readings[0]
            for linked in self._blocks
            if linked.block.kind is BlockKind.HEADING and {"what", "is"} <= {token.norm for token in linked.tokens[:5]}
            for mention in linked.mentions
        )
        branch = next((entity for entity in asked if entity.kind == "Specialty"), None) or self._professed()
        wide = self._lexicon.broader.get(branch.id, ()) if branch is not None else ()
        return {self._lexicon.entities[slug]: branch for slug in wide if branch is not None}

    def _professed(self) -> Entity | None:
        """Return the discipline that those who write a document say is theirs, at its beginning: 'We are …'."""
        told = [linked for linked in self._blocks if linked.block.kind is BlockKind.PARAGRAPH][:_FIRST]
        for linked in told:
            for mention in linked.mentions:
                before = {token.word for token in linked.tokens[max(0, mention.first - _NEAR) : mention.first]}
                profession = mention.person and mention.readings[0].kind == "Specialty"
                if profession and not before.isdisjoint(_PROFESSING):
                    return mention.readings[0]
        return None

    def _united(self, found: tuple[Entity, ...]) -> tuple[Entity, ...]:
        """Take for the several procedures of a title the one that the text names for all of them."""
        procedures = [entity for entity in found if entity.kind == "Procedure"]
        if len(procedures) < 2:
            return found
        for wide, _ in Counter(self._procedures()).most_common():
            narrow = [entity for entity in procedures if self._lexicon.is_kind_of(entity.id, wide.id)]
            if wide not in procedures and len(narrow) == len(procedures):
                return (*(entity for entity in found if entity not in procedures), wide)
        return found

    def _main_procedure(self) -> tuple[Entity, ...]:
        """Return the procedure that a document without a telling title is about.

        It is named more often than all others together, or 'the procedure' stands for it again and again and it is the
        first one that a sentence is about.
        """
        named = list(self._procedures())
        ranked = Counter(named).most_common(2)
        if not ranked:
            return ()
        if ranked[0][1] >= _OFTEN and 2 * ranked[0][1] > len(named):
            return (ranked[0][0],)
        if sum(linked.block.kind is BlockKind.HEADING and is_question(linked) for linked in self._blocks) >= _OFTEN:
            return ()  # 'the procedure' is whichever was asked about
        definite = sum(
            first.text.lower() in {"the", "this"} and second.text.lower() in CARE_NOUNS
            for linked in self._blocks
            for first, second in itertools.pairwise(linked.tokens)
        )
        return tuple(itertools.islice(self._procedures(governed=False), 1)) if definite >= _OFTEN else ()

    def _procedures(self, *, governed: bool = True) -> Iterator[Entity]:
        """Yield the procedures that a document names; those that follow a preposition only if `governed`."""
        for linked in self._blocks:
            in_row = CELL_SEPARATOR in self._document.text_of(linked.block)
            for mention in linked.mentions if governed or not in_row else ():
                if mention.resolved:
                    continue
                before = {token.norm for token in linked.tokens[max(0, mention.first - 2) : mention.first]}
                if not governed and before & _PREPOSITIONS:
                    continue
                for reading in () if _is_short(linked, mention) else mention.readings:
                    secondary = reading.id in SECONDARY or self._is_owned(reading) or reading.label in CARE_NOUNS
                    if reading.kind == "Procedure" and not secondary:
                        yield reading

    def _audience(self) -> tuple[Entity, ...]:
        """Return the practitioners for whom a document is written: 'for general practitioners' at its head."""
        for linked in self._blocks[:_HEAD]:
            for mention in linked.mentions:
                before = {token.norm for token in linked.tokens[max(0, mention.first - 3) : mention.first]}
                named = linked.tokens[mention.first : mention.last]
                short = len(named) == 1 and named[0].text.rstrip("s").isupper() and len(named[0].text) < _LONG
                person = mention.person or short
                written = "for" in before or ("to" in before and linked.block.kind is BlockKind.HEADING)
                if (
                    written
                    and (person or mention.readings[0].id in _FIRST_CARE)
                    and mention.readings[0].kind == "Specialty"
                ):
                    return mention.readings[:1]
        return ()


def _is_treatment(entity: Entity, *kinds: str) -> bool:
    """Tell whether a name is that of a treatment, and no general word."""
    return entity.kind in kinds and entity.label not in CARE_NOUNS and entity.id not in SECONDARY


def _is_compared(heading: Linked, mention: Mention) -> bool:
    """Tell whether a question only compares with a thing what it speaks of: 'Is it safer than spinal fusion?'.

    Nor is it about what it asks whether people are: 'Are they all anesthesiologists?'.
    """
    before = [token.text.lower() for token in heading.tokens[: mention.first]]
    if not is_question(heading) or _SUBJECTS.isdisjoint(before):
        return False
    asked = before[:2] == ["are", "they"] and mention.readings[0].kind == "Specialty"
    return asked or not _COMPARING.isdisjoint(before[-3:])


def _is_short(linked: Linked, mention: Mention) -> bool:
    """Tell whether the last word of a name stands for it: 'fusion' for spinal fusion, 'blocks'."""
    word = linked.tokens[mention.first].norm if mention.last - mention.first == 1 else ""
    return bool(word) and any(reading.label.endswith(f" {word}") for reading in mention.readings)
