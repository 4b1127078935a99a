"""Those who write a document and those for whom it is written, by what it says of them and of itself.

'We are physiatrists' tells who writes, 'for general practitioners' for whom.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from paingraph.loader.claims import Entity
from paingraph.loader.documents import BlockKind, Document
from paingraph.loader.lexicon import Lexicon
from paingraph.loader.linking import link
from paingraph.loader.sections import Linked
from paingraph.loader.tokens import tokenize

__all__ = ["Authorship"]

#: Before practitioners who are not those that write.
_OTHERS = frozenset({"your", "another", "other"})
#: Around the text no name of a place is longer.
_LINE = 120
#: Those who practice a discipline speak of themselves with these.
_SPEAKING = frozenset({"we", "our"})
#: How often they do so at least.
_OFTEN = 3
#: Within so many words before their name, in so many paragraphs, they say who they are.
_PROFESSING, _NEAR, _FIRST = frozenset({"are", "of", "our"}), 4, 2
#: How the discipline is called whose therapy bears its name.
_PROFESSION = "-discipline"
#: Practitioners may be abbreviated to fewer letters ('GPs').
_LONG = 5
#: Those who are often called by their place: 'for primary care'.
_FIRST_CARE = frozenset({"primary-care", "family-medicine"})
#: With one of these a patient speaks.
_ASKING = frozenset({"i", "my", "me"})
#: In so many blocks at its head a document says for whom it is written.
_HEAD = 4


class Authorship:
    """Who writes a document and for whom."""

    def __init__(self, document: Document, blocks: Sequence[Linked], lexicon: Lexicon) -> None:
        self._document = document
        self._blocks = blocks
        self._lexicon = lexicon
        self._mentioned = frozenset(r for linked in blocks for mention in linked.mentions for r in mention.readings)
        #: The practitioners for whom the document is written.
        self.audience = self._audience()

    def main_specialty(self, found: Sequence[Entity]) -> tuple[Entity, ...]:
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

    def writers(self, about: Sequence[Entity]) -> tuple[Entity, ...]:
        """Return the discipline of a document whose title tells nothing, if those write it who practice it: 'we'."""
        speaking = sum(token.word in _SPEAKING for linked in self._blocks for token in linked.tokens)
        return tuple(entity for entity in about if entity.kind == "Specialty") if speaking >= _OFTEN else ()

    def defined(self) -> dict[Entity, Entity]:
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

    def _publishers(self) -> Iterator[Entity]:
        """Yield the branches of pain medicine that short lines around the text name: 'Copperfield Pain Center'."""
        for block in self._document.blocks:
            if block.kind is BlockKind.BOILERPLATE and block.end - block.start <= _LINE:
                named = link(tokenize(self._document.text, block.start, block.end), self._lexicon, {})
                found = (mention.readings[0] for mention in named)
                yield from (e for e in found if self._lexicon.is_kind_of(e.id, "pain-medicine"))

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

    def _audience(self) -> tuple[Entity, ...]:
        """Return the practitioners for whom a document is written: 'for general practitioners' at its head."""
        for linked in self._blocks[:_HEAD]:
            if not _ASKING.isdisjoint(token.word for token in linked.tokens):
                continue
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
