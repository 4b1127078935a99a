"""What the headings of a document name, and which of them are its title.

'Nerve blocks without sedation' names nerve blocks; 'Is it safer than spinal fusion?' names nothing.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from paingraph.loader.claims import Entity
from paingraph.loader.documents import BlockKind
from paingraph.loader.inquiry import is_question
from paingraph.loader.lexicon import Lexicon
from paingraph.loader.main_procedure import SECONDARY, is_short
from paingraph.loader.mentions import Mention
from paingraph.loader.sections import Linked
from paingraph.loader.topic import CARE, CARE_NOUNS

__all__ = ["Headings"]

#: After these a heading names what it is not about.
_SET_ASIDE = frozenset({"without", "versus", "vs", "beyond", "avoid", "avoiding"})
#: Before what a question only compares with, and what it is then about.
_COMPARING = frozenset("than from to before after instead like as with".split())
#: What a site calls itself.
_SITES = frozenset(
    "clinic center centre hospital institute associate specialist group medical health practice service".split()
)
_SUBJECTS = frozenset({"it", "they", "this", "these"})


class Headings:
    """The headings of a document, with what each of them names; `audience` are those for whom it is written."""

    def __init__(self, blocks: Sequence[Linked], lexicon: Lexicon, audience: Sequence[Entity]) -> None:
        self._blocks = blocks
        self._lexicon = lexicon
        self._audience = audience
        self._names: dict[int, tuple[Entity, ...]] = {}
        front = itertools.takewhile(lambda linked: linked.block.kind is BlockKind.HEADING, blocks)
        several = self._asks_about_several()
        #: The headings that make up the title.
        self.titles = [
            linked
            for linked in front
            if linked is blocks[0] or not ((several and is_question(linked)) or self._is_section(linked))
        ]
        #: Where they stand.
        self.front = frozenset(title.index for title in self.titles)

    def named(self, heading: Linked) -> tuple[Entity, ...]:
        """Return what a heading names."""
        if heading.index not in self._names:
            self._names[heading.index] = self._names_in(heading)
        return self._names[heading.index]

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

    def _names_in(self, linked: Linked) -> tuple[Entity, ...]:
        """Return what a heading names; of a name for a discipline and what it treats the discipline."""
        named: dict[Entity, None] = {}
        for mention in _without_site(linked):
            before = linked.tokens[mention.first - 1].norm if mention.first else ""
            if linked.index in self.front and mention.readings[0].id == "nerve-block" and is_short(linked, mention):
                continue  # 'injections and blocks'
            if before not in _SET_ASIDE and not _is_compared(linked, mention):
                disciplines = tuple(reading for reading in mention.readings if reading.kind == "Specialty")
                conditions = any(reading.kind == "Condition" for reading in mention.readings)
                named.update(dict.fromkeys(disciplines if disciplines and conditions else mention.readings))
            if mention.readings[0].kind == "Credential":
                named.update(dict.fromkeys(self._discipline_in(linked, mention)))
        if not any(entity.kind in CARE for entity in named):
            procedures = (self._procedure_of(entity, linked) for entity in named)
            named.update(dict.fromkeys(entity for entity in procedures if entity is not None))
        telling = [entity for entity in named if entity.id not in SECONDARY and entity.kind in CARE | {"Condition"}]
        if telling and is_question(linked):
            return tuple(entity for entity in named if entity in telling or entity.kind not in CARE | {"Condition"})
        if len(named) > 1 and linked.index in self.front:
            return tuple(entity for entity in named if entity not in self._audience)
        return tuple(named)

    def _procedure_of(self, device: Entity, linked: Linked) -> Entity | None:
        """Return the procedure of a heading on a device: that of the title, if it bears the device's name."""
        procedure = self._lexicon.procedure_of.get(device.id)
        if procedure is None or linked.index in self.front:
            return procedure
        titled = (reading for title in self.titles for mention in title.mentions for reading in mention.readings)
        return next((e for e in titled if e.kind in CARE and e.label.startswith(f"{device.label} ")), procedure)

    def _discipline_in(self, linked: Linked, mention: Mention) -> tuple[Entity, ...]:
        """Return the specialty in the name of a training: pain medicine in 'pain medicine fellowship'."""
        words = [token.norm for token in linked.tokens[mention.first : mention.last] if token.norm[0].isalnum()]
        for first in range(len(words)):
            for last in range(len(words), first + 1, -1):
                found = tuple(e for e in self._lexicon.find(words[first:last]) if e.kind == "Specialty")
                if found:
                    return found
        return ()


def _without_site(heading: Linked) -> Sequence[Mention]:
    """Return what a title names besides the name of its site: 'Kyphoplasty | Harbor Pain Clinic'."""
    bar = next((index for index, token in enumerate(heading.tokens) if token.text == "|"), 0)
    parted = [m for m in heading.mentions if m.last <= bar], [m for m in heading.mentions if m.first > bar]
    if not bar or not all(parted):
        return heading.mentions
    first = _SITES.isdisjoint(token.norm for token in heading.tokens[:bar])
    return parted[0] if first else parted[1]


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
