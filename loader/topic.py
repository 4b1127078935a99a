"""What a passage is about, as far as it has been read."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from paingraph.loader.claims import Entity
from paingraph.loader.mentions import Mention
from paingraph.loader.parts import Part

__all__ = ["BODY", "CARE", "CARE_NOUNS", "CONDITION", "SPECIALTY", "Topic", "is_trial"]

BODY = frozenset({"PainGenerator", "AnatomicalStructure"})
CARE = frozenset({"Procedure", "Therapy"})
CONDITION = frozenset({"Condition"})
SPECIALTY = frozenset({"Specialty"})
#: Nouns that stand for an intervention named before.
CARE_NOUNS = frozenset(
    """procedure technique treatment intervention injection block method approach therapy option operation test
    surgery measure
    """.split()
)
_TRIAL = " trial"


def is_trial(entity: Entity, of: Sequence[Entity] | None = None) -> bool:
    """Tell whether a procedure only tries another one (`of` these, if given), of which a text goes on to speak."""
    tried = entity.label.removesuffix(_TRIAL)
    return tried != entity.label and (of is None or any(tried == other.label for other in of))


@dataclass(slots=True)
class Topic:
    """What a passage is about, nearest first.

    `weak` are topics that no heading names as such: the document's, those of headings above, and the procedures that
    bear the name of a discipline. They answer 'these techniques', but are no subject of sentences that name none.
    """

    #: The subject of the sentence before, in the same section.
    subject: tuple[Entity, ...] = ()
    #: That subject are people; `object` is then what they deal with.
    person: bool = False
    object: tuple[Entity, ...] = ()
    #: Several things that the sentence before named side by side.
    group: tuple[Entity, ...] = ()
    #: What the heading names, or the term that a list item describes.
    heading: tuple[Entity, ...] = ()
    weak: tuple[Entity, ...] = ()
    #: The practitioners named last in the section.
    practitioners: tuple[Entity, ...] = ()
    #: Other things named in the section so far, the latest last.
    recent: list[Entity] = field(default_factory=list)
    #: The interventions that sentences of the section were about, each once, the latest last.
    protagonists: list[Entity] = field(default_factory=list)
    #: The procedure that the last sentences turned to, if it is not that of the heading.
    focus: tuple[Entity, ...] = ()
    #: The one procedure named last, if no sentence has named several since.
    latest: tuple[Entity, ...] = ()
    #: The interventions that the sentence before names in one place, and in no other.
    before: tuple[Entity, ...] = ()
    #: Those for whom the document is written, if they are practitioners.
    audience: tuple[Entity, ...] = ()
    #: The discipline of those who write.
    authors: tuple[Entity, ...] = ()
    #: The one discipline that the document's title names.
    entitled: tuple[Entity, ...] = ()
    #: The discipline of a document whose title names none: that which it names most.
    guessed: tuple[Entity, ...] = ()
    #: The two procedures that the document's title names.
    paired: tuple[Entity, ...] = ()
    #: The words of the heading, in lower case.
    words: frozenset[str] = frozenset()
    #: The part of the story that the heading announces.
    part: Part = Part.MAIN
    #: A sentence of the section has been read.
    started: bool = False
    #: The kind of the heading's condition that was named last: migraine under 'Headache'.
    case: tuple[Entity, ...] = ()
    #: The condition that the patients of the section have.
    condition: tuple[Entity, ...] = ()
    #: The procedure that bears a discipline's name, by the discipline.
    own: Mapping[str, Entity] = field(default_factory=dict)
    #: The substances that a sentence of the section named last, side by side.
    given: tuple[Entity, ...] = ()
    #: The items of the list that has just ended.
    listed: tuple[Mention, ...] = ()

    def of_kind(self, kinds: frozenset[str], *, weak: bool = True, subject: bool = True) -> tuple[Entity, ...]:
        """Return what of these kinds the passage is about, from the nearest place that names any."""
        turned = self.practitioners if kinds == SPECIALTY else self.focus
        places = (self.subject if subject else (), turned, self.heading)
        for place in places:
            found = tuple(entity for entity in place if entity.kind in kinds)
            if found:
                return found
        if not weak:
            return ()
        if kinds == SPECIALTY:
            return self.discipline() or self.last_of(kinds)
        named_before = () if self.heading else self.last_of(kinds)
        return named_before or tuple(e for e in self.weak if e.kind in kinds) or self.last_of(kinds)

    def discipline(self) -> tuple[Entity, ...]:
        """Return the one discipline of the document and the headings above; none if they compare several."""
        found = tuple(dict.fromkeys(entity for entity in self.weak if entity.kind == "Specialty"))
        return found if len(found) == 1 else ()

    def told_discipline(self) -> tuple[Entity, ...]:
        """Return the one discipline of the title and the headings above; none if it is only named most."""
        found = self.discipline()
        return () if found == self.guessed else found

    def compared(self) -> tuple[Entity, ...]:
        """Return the several disciplines of the document's title."""
        return self.authors if len(self.authors) > 1 else ()

    def credential(self) -> tuple[Entity, ...]:
        """Return the one stage of training that the heading or the title names."""
        for place in (self.heading, self.weak):
            found = tuple(dict.fromkeys(entity for entity in place if entity.kind == "Credential"))
            if len(found) == 1:
                return found
        return ()

    def taught(self) -> tuple[Entity, ...]:
        """Return the discipline that fellows and trainees learn: that of the title, or of the heading."""
        for place in (self.authors, self.heading):
            found = tuple(dict.fromkeys(entity for entity in place if entity.kind == "Specialty"))
            if len(found) == 1:
                return found
        return self.discipline()

    def acting(self) -> tuple[Entity, ...]:
        """Return the practitioners of whom the passage speaks: those named last, or those of the heading."""
        for place in (self.practitioners, self.heading):
            found = tuple(entity for entity in place if entity.kind == "Specialty")
            if found:
                return found
        return self.discipline()

    def speakers(self) -> tuple[Entity, ...]:
        """Return the discipline of those who write: 'we'."""
        for place in (self.authors, self.heading, self.weak, self.practitioners):
            found = tuple(entity for entity in place if entity.kind == "Specialty")
            if len(found) > 1 and place is not self.practitioners:
                return ()  # the page compares several
            if found:
                exact = tuple(e for e in self.practitioners if e.label.endswith(f" {found[0].label}"))
                return exact or (self.practitioners if found[0] in self.practitioners else found[:1])
        return self.of_kind(SPECIALTY)

    def strong(self, kinds: frozenset[str]) -> tuple[Entity, ...]:
        """Return what of these kinds the heading or list item names, or the text has turned to."""
        turned = tuple(entity for entity in self.focus if entity.kind in kinds)
        if turned:
            return turned
        return tuple(entity for entity in self.heading if entity.kind in kinds)

    def about(
        self,
        kinds: frozenset[str],
        *,
        weak: bool,
        but: frozenset[str] = frozenset(),
        of_profession: bool = False,
        told: bool = False,
    ) -> tuple[Entity, ...]:
        """Return what of these kinds a sentence without a subject speaks of, `but` for some.

        What is said `of_profession` is said of the discipline of heading or title, if they name one; what must be
        `told` is said of no discipline that a document only names most.
        """
        nearest = self.practitioners if kinds == SPECIALTY else self.focus
        discipline = self.told_discipline() if told else self.discipline()
        above = () if not weak else self.weak if kinds != SPECIALTY else discipline
        further = (self.heading, above)
        headed = any(entity.kind == "Specialty" for entity in self.heading)
        sure = of_profession and (headed or not nearest or discipline != self.guessed)
        for place in (*further, nearest) if sure else (nearest, *further):
            found = tuple(entity for entity in place if entity.kind in kinds and entity.id not in but)
            if of_profession and len(found) > 1:  # 'Is a pain physician an anesthesiologist?' and then of the former
                return tuple(entity for entity in found if entity in nearest)
            care = tuple(entity for entity in found if entity.kind in CARE)
            if found:
                return care or found
        return ()

    def instead(self, kinds: frozenset[str]) -> tuple[Entity, ...]:
        """Return the one thing of these kinds that a pronoun stands for where a relation demands such a thing."""
        places = (self.subject, self.object, self.focus, self.condition, self.heading, self.last_of(kinds), self.weak)
        for place in places:
            found = tuple(entity for entity in place if entity.kind in kinds)
            if found and (found[0].id != "pain" or place is not self.heading):
                return found if len(found) == 1 else ()
        return ()

    def pair(self, kinds: frozenset[str] = CARE) -> tuple[Entity, ...]:
        """Return the two things of which 'neither block' or 'both treatments' are said."""
        named = tuple(dict.fromkeys(entity for entity in reversed(self.recent) if entity.kind in kinds))[:2]
        listed = tuple(mention.readings[0] for mention in self.listed if mention.readings)
        others = [entity for entity in self.protagonists if entity not in self.heading]
        for place in (listed, self.subject, self.focus, self.heading, others[-2:], named[::-1], self.paired):
            found = tuple(entity for entity in place if entity.kind in kinds and entity.label not in CARE_NOUNS)
            if len(found) == 2:
                return found
        return ()

    def ending(self, noun: str) -> tuple[Entity, ...]:
        """Return the thing named last of whose name this is the last word: 'the trial', 'the programme'."""
        places, last = itertools.chain(reversed(self.recent), self.heading, self.weak), f" {noun}"
        return next(((entity,) for entity in places if entity.label.endswith(last)), ())

    def heading_ending(self, noun: str) -> tuple[Entity, ...]:
        """Return the one thing of the heading of whose name this is the last word, as told last: its greater nerve."""
        found = tuple(entity for entity in self.heading if entity.label.endswith(f" {noun}"))
        return (self.exactly(found[0]),) if len(found) == 1 else ()

    def exactly(self, entity: Entity) -> Entity:
        """Return what was named last by a longer name that ends alike: the greater occipital nerve."""
        return next((e for e in reversed(self.recent) if e.label.endswith(f" {entity.label}")), entity)

    def last_of(self, kinds: frozenset[str]) -> tuple[Entity, ...]:
        """Return the thing of these kinds that was named last."""
        return next(((entity,) for entity in reversed(self.recent) if entity.kind in kinds), ())
