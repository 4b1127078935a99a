"""The procedure that a text is about: the one it names again and again, or names for all those of its title.

A page 'Your treatment' that speaks of the nerve block in most paragraphs is about nerve blocks.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence

from paingraph.loader.cells import CELL_SEPARATOR
from paingraph.loader.claims import Entity
from paingraph.loader.documents import BlockKind, Document
from paingraph.loader.inquiry import is_question
from paingraph.loader.lexicon import Lexicon
from paingraph.loader.mentions import Mention
from paingraph.loader.sections import Linked
from paingraph.loader.topic import CARE_NOUNS

__all__ = ["SECONDARY", "MainProcedure", "is_short"]

#: Procedures that go with others: a page that names one in its title is about something else.
SECONDARY = frozenset(
    """surgical-procedure sedation local-anesthesia regional-anesthesia general-anesthesia diagnostic-imaging
    diagnostic-test patient-assessment treatment-planning image-guided-procedure medical-history-taking
    physical-examination postoperative-care minimally-invasive-procedure invasive-procedure""".split()
)
_PREPOSITIONS = frozenset("but than without before of for after to with instead by in from except".split())
#: How often a procedure is named, or 'the procedure' is said, that a document without a telling title is about.
_OFTEN = 3


class MainProcedure:
    """The procedure that a document is about, by how often its text names it."""

    def __init__(self, document: Document, blocks: Sequence[Linked], lexicon: Lexicon) -> None:
        self._document = document
        self._blocks = blocks
        self._lexicon = lexicon

    def united(self, found: tuple[Entity, ...]) -> tuple[Entity, ...]:
        """Take for the several procedures of a title the one that the text names for all of them, no less than them."""
        procedures = [entity for entity in found if entity.kind == "Procedure"]
        if len(procedures) < 2:
            return found
        named = Counter(self._procedures())
        for wide, times in named.most_common():
            narrow = [entity for entity in procedures if self._lexicon.is_kind_of(entity.id, wide.id)]
            if wide not in procedures and narrow == procedures and times >= min(named[entity] for entity in narrow):
                return (*(entity for entity in found if entity not in procedures), wide)
        return found

    def named_most(self) -> tuple[Entity, ...]:
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
        nouns = [
            second.text.lower()
            for linked in self._blocks
            for first, second in itertools.pairwise(linked.tokens)
            if first.text.lower() in {"the", "this"} and second.text.lower() in CARE_NOUNS
        ]
        if len(nouns) < _OFTEN:
            return ()
        first_named = list(self._procedures(governed=False))
        so_called = [entity for entity in first_named if entity.label.split()[-1] in nouns]
        return tuple((so_called or first_named)[:1])

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
                for reading in () if is_short(linked, mention) else mention.readings:
                    general = reading.id in SECONDARY or reading.label in CARE_NOUNS
                    if reading.kind == "Procedure" and not general and reading.id not in self._lexicon.owned:
                        yield reading


def is_short(linked: Linked, mention: Mention) -> bool:
    """Tell whether the last word of a name stands for it: 'fusion' for spinal fusion, 'blocks'."""
    word = linked.tokens[mention.first].norm if mention.last - mention.first == 1 else ""
    return bool(word) and any(reading.label.endswith(f" {word}") for reading in mention.readings)
