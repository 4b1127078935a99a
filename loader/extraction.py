"""Reading a document into claims: link its mentions, relate them by the rules, weigh their polarity."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from paingraph.loader.barred import Barred
from paingraph.loader.categories import read_above_category
from paingraph.loader.claims import Claim, Entity
from paingraph.loader.confidence import Signs, Weighing
from paingraph.loader.documents import BlockKind, Document
from paingraph.loader.findings import Finding
from paingraph.loader.items import read_item
from paingraph.loader.lexicon import Lexicon
from paingraph.loader.list_headings import read_heading, read_headings, read_title
from paingraph.loader.list_names import listed_mentions
from paingraph.loader.passages import read_paragraph
from paingraph.loader.reading import Reading
from paingraph.loader.rule_book import rule_book
from paingraph.loader.sections import ListOf, lists
from paingraph.loader.selection import select
from paingraph.loader.tables import read_table
from paingraph.ontology.library import Library

__all__ = ["Extraction", "extract", "lexicon_of", "read_claims", "read_findings", "read_signs"]

#: Relations that a row of a table says of its own things rather than of what the heading names.
_EXACT = frozenset({"treats", "diagnoses"})


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was read in one document: its claims in order of position, and every entity that it names."""

    claims: tuple[Claim, ...]
    entities: tuple[Entity, ...]


def extract(document: Document, library: Library) -> list[Claim]:
    """Return the claims that the rules read in a document, in order of position.

    A claim is accepted, or a candidate if one of its arguments is not in the vocabulary or it is more likely false than
    right.
    """
    return list(read_claims(document, library).claims)


def read_findings(document: Document, library: Library) -> list[Finding]:
    """Return everything that the rules find in a document, before the best reading of each statement is chosen."""
    barred = Barred(document)
    findings = (finding for finding, _ in _read(barred.document, library).findings)
    return [finding._replace(span=barred.place(finding.span)) for finding in findings]


def read_claims(document: Document, library: Library) -> Extraction:
    """Return the claims that the rules read in a document, and the entities that it names."""
    barred = Barred(document)
    reading = _read(barred.document, library)
    claims = select(reading)
    return Extraction(tuple(map(barred.told, claims)), _entities(reading, claims))


def read_signs(document: Document, library: Library) -> list[tuple[Claim, Signs]]:
    """Return the claims that the rules read in a document, each with what tells how sure it is."""
    barred = Barred(document)
    reading = _read(barred.document, library)
    claims = select(reading)
    weighing = Weighing(reading, claims)
    return [(barred.told(claim), weighing.signs(claim)) for claim in claims]


def lexicon_of(library: Library) -> Lexicon:
    """Return the names of a library, arranged once."""
    return _lexicon(_Identified(library))


def _read(document: Document, library: Library) -> Reading:
    reading = Reading(document, lexicon_of(library), rule_book())
    all_lists = list(lists(document.text, reading.blocks))
    _read_blocks(reading, all_lists)
    for listed in all_lists:
        known = len(reading.findings)
        if not listed.of_headings and read_table(reading, listed):
            rows = reading.findings[known:]
            read_heading(reading, replace(listed, lead_in=None))
            reading.findings[known:] = [*rows, *_unsaid(reading.findings[known + len(rows) :], rows)]
        else:
            read_headings(reading, listed, all_lists)
            read_above_category(reading, listed, known)
    return reading


def _unsaid(
    found: Sequence[tuple[Finding, int | None]], rows: Sequence[tuple[Finding, int | None]]
) -> list[tuple[Finding, int | None]]:
    """Return what a heading says of a table's first cells that the rows do not say more exactly: of other things."""
    said = {(finding.rule.relation, end) for finding, _ in rows for end in (finding.subject, finding.object)}
    return [
        (finding, heading)
        for finding, heading in found
        if (finding.rule.relation, finding.object) not in said or finding.rule.relation not in _EXACT
    ]


def _read_blocks(reading: Reading, all_lists: list[ListOf]) -> None:
    """Read paragraphs and items in the order of the text, under the topics of their headings."""
    introduced = {listed.lead_in.index: listed for listed in all_lists if listed.lead_in is not None}
    ends = {listed.items[-1].index: listed for listed in all_lists if not listed.of_headings}
    topic = reading.matter.preamble()
    for linked in reading.blocks:
        if linked.block.kind is BlockKind.HEADING:
            topic = reading.matter.under(linked)
            read_title(reading, linked)
        elif linked.block.kind is BlockKind.PARAGRAPH:
            read_paragraph(reading, linked, topic, introduced.get(linked.index))
        else:
            read_item(reading, linked, topic)
            if linked.index in ends:
                topic.listed = listed_mentions(reading, ends[linked.index])


def _entities(reading: Reading, claims: Sequence[Claim]) -> tuple[Entity, ...]:
    """Return what a document names without doubt; of landmarks that the vocabulary lacks those that a claim needs."""
    mentions = [mention for linked in reading.blocks for mention in linked.mentions]
    found = {
        entity.id: entity
        for mention in mentions
        for entity in mention.readings
        if len(mention.readings) == 1 or (entity.id in reading.lexicon.usual and not mention.person)
    }
    unrelated = reading.lexicon.unrelated
    last = {words[-1] for words in unrelated}
    for words in ([token.norm for token in linked.tokens] for linked in reading.blocks):
        for pair in unrelated.keys() & itertools.pairwise(words) if not last.isdisjoint(words) else ():
            found[unrelated[pair].id] = unrelated[pair]
    needed = {argument for claim in claims for argument in (claim.subject, claim.object)}
    for slug, entity in list(found.items()):
        landmark = entity.kind == "AnatomicalStructure" and slug not in reading.lexicon.entities
        if landmark and entity not in needed:
            del found[slug]
    return tuple(found[slug] for slug in sorted(found))


@dataclass(frozen=True, eq=False)
class _Identified:
    """A library by identity, so that its lexicon is made once."""

    library: Library

    def __hash__(self) -> int:
        return id(self.library)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Identified) and other.library is self.library


@lru_cache(maxsize=4)
def _lexicon(key: _Identified) -> Lexicon:
    return Lexicon.of(key.library)
