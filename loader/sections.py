"""The parts of a document that speak together: a heading and what stands under it, a lead-in and its list."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from paingraph.loader.abbreviations import abbreviations_in
from paingraph.loader.abridged import abridged
from paingraph.loader.documents import Block, BlockKind, Document
from paingraph.loader.ellipsis import complete
from paingraph.loader.glosses import glossed
from paingraph.loader.lexicon import Lexicon
from paingraph.loader.linking import link
from paingraph.loader.mentions import Mention
from paingraph.loader.neurolyses import with_neurolyses
from paingraph.loader.open_vocabulary import find_candidates
from paingraph.loader.senses import with_senses
from paingraph.loader.sentences import sentences
from paingraph.loader.short_names import short_names, with_short_names
from paingraph.loader.symptoms import with_symptoms
from paingraph.loader.tokens import Token, tokenize
from paingraph.loader.wordings import with_wordings

__all__ = ["Linked", "ListOf", "heading_start", "link_document", "lists", "opening_term"]

#: 'Nerve block: an injection …': the term of a list item ends here.
_ANNOUNCING = frozenset(
    "common type kind other our available popular different example list what which main typical".split()
)
#: A heading that names nothing announces names below it with one of these: 'Conditions we treat', 'Our procedures'.
_GENERAL = frozenset("condition problem disorder treatment procedure service technique therapy".split())
#: … if it has no more words.
_BRIEF = 6
_TERM = re.compile(r"\s*(?::|\s[–—-]\s|(?<=\S) {3,})\s*")
#: Code points of a term at most, and of the sign behind it with its spaces.
_LONGEST_TERM, _SIGN = 80, 40


#: The number of a heading: '1.', '2.3', 'Step 4:'.
_NUMBER = re.compile(r"(?:(?:Step|Part|Stage)\s+)?\d{1,2}(?:\.\d+)*[.):]?\s+(?=\S)")
#: So much of a paragraph's first words must be names that are then described.
_NAMES = 0.8


@dataclass(slots=True)
class Linked:
    """A block with its words and the things that it names."""

    index: int
    block: Block
    tokens: list[Token]
    #: Where its sentences begin and end.
    sentences: list[tuple[int, int]]
    mentions: list[Mention] = field(default_factory=list)
    #: Where the term ends with which it opens and that it then describes, or the block's end.
    term_end: int = 0


@dataclass(frozen=True, slots=True)
class ListOf:
    """Items under one lead-in or heading (or headings under a heading)."""

    items: tuple[Linked, ...]
    lead_in: Linked | None
    heading: Linked | None
    of_headings: bool = False


def link_document(document: Document, lexicon: Lexicon) -> list[Linked]:
    """Return the blocks that are read, with their mentions; abbreviations count as the document defines them."""
    blocks = [
        Linked(
            index,
            block,
            tokenize(document.text, block.start, block.end),
            list(sentences(document.text, block.start, block.end)),
        )
        for index, block in enumerate(document.blocks)
        if block.kind is not BlockKind.BOILERPLATE
    ]
    aliases = {}
    for linked in blocks:
        linked.mentions = link(linked.tokens, lexicon, {})
        aliases.update(abbreviations_in(linked.tokens, linked.mentions))
    named = {reading.id for linked in blocks for mention in linked.mentions for reading in mention.readings}
    for short in lexicon.ambiguous - aliases.keys():
        resolved = tuple(entity for entity in lexicon.abbreviations.get(short, ()) if entity.id in named)
        if len(resolved) == 1 and len(short) > 1:
            aliases[short] = resolved
    written = {form for short in aliases for form in (short, f"{short}s")}
    for linked in blocks:
        if written and not written.isdisjoint([token.text for token in linked.tokens]):
            linked.mentions = link(linked.tokens, lexicon, aliases)
        linked.mentions = find_candidates(linked.tokens, linked.mentions, lexicon)
        linked.mentions = complete(linked.tokens, linked.mentions, lexicon)
        linked.mentions = with_wordings(linked.tokens, linked.mentions, lexicon)
        linked.mentions = with_neurolyses(linked.tokens, linked.mentions, lexicon)
        linked.mentions = with_symptoms(linked.tokens, linked.mentions, lexicon)
        linked.mentions = glossed(linked.tokens, linked.mentions, lexicon)
    entities = {reading for linked in blocks for mention in linked.mentions for reading in mention.readings}
    named, heads = {entity.id for entity in entities}, short_names(entities, lexicon)
    for linked in blocks:
        if heads:
            linked.mentions = with_short_names(linked.tokens, linked.mentions, heads)
        linked.mentions = with_senses(linked.tokens, linked.mentions, named, lexicon)
    by_index = {linked.index: linked for linked in blocks}
    for linked in blocks:
        above = (mention for heading in _headings_above(linked, by_index) for mention in heading.mentions)
        term = abridged(linked.tokens, above, lexicon, linked.mentions)
        if term is not None:
            linked.mentions.insert(0, term)
        linked.term_end = _term_end(document.text, linked)
    return blocks


def _headings_above(linked: Linked, by_index: Mapping[int, Linked]) -> Iterator[Linked]:
    """Yield the headings that a block stands under, the nearest first."""
    place = linked.block.heading
    while place is not None and place in by_index:
        yield by_index[place]
        place = by_index[place].block.heading


def lists(text: str, blocks: Sequence[Linked]) -> Iterator[ListOf]:
    """Yield the lists of a document.

    They are runs of items with their lead-in and heading, headings under a heading, paragraphs that open with terms.
    """
    by_index = {linked.index: linked for linked in blocks}
    run: list[Linked] = []
    for linked in [*blocks, None]:
        is_item = linked is not None and linked.block.kind is BlockKind.LIST_ITEM
        if run and (
            not is_item
            or linked is None
            or linked.block.lead_in != run[0].block.lead_in
            or linked.block.heading != run[0].block.heading
        ):
            first = run[0].block
            yield ListOf(
                tuple(run),
                by_index.get(first.lead_in) if first.lead_in is not None else None,
                by_index.get(first.heading) if first.heading is not None else None,
            )
            run = []
        if is_item and linked is not None:
            run.append(linked)
    for above, termed in itertools.groupby(_termed(text, blocks), key=lambda linked: linked.block.heading):
        run = list(termed)
        if len(run) > 1 and above is not None:
            yield ListOf(tuple(run), None, by_index.get(above))
    headings = [linked for linked in blocks if linked.block.kind is BlockKind.HEADING]
    naming = [_is_name(heading) and not _is_category(heading) for heading in headings]
    for position, heading in enumerate(headings):
        run = _names_below(headings, naming, position) if heading.mentions or _is_general(heading) else []
        if len(run) >= 2:
            yield ListOf(tuple(run), None, heading, of_headings=True)


def _names_below(headings: Sequence[Linked], naming: Sequence[bool], position: int) -> list[Linked]:
    """Return the headings below one that are nothing but names; those beside it only if it announces them."""
    heading = headings[position]
    announcing = _is_category(heading) or (not heading.mentions and heading.block.level > 1)
    run: list[Linked] = []
    for index in range(position + 1, len(headings)):
        level = headings[index].block.level
        if level < heading.block.level or not naming[index]:
            break
        if level == heading.block.level and not announcing:
            return []
        run.append(headings[index])
    return run


def _termed(text: str, blocks: Sequence[Linked]) -> Iterator[Linked]:
    return (b for b in blocks if b.block.kind is BlockKind.PARAGRAPH and opening_term(text, b))


def opening_term(text: str, linked: Linked) -> tuple[Mention, ...]:
    """Return what a paragraph names that opens with a name alone: 'Epidural injection. It is given for …'."""
    end = linked.term_end
    if end >= linked.block.end or text[end : end + _SIGN].lstrip()[:1] not in ".:–—-":
        return ()
    named = tuple(mention for mention in linked.mentions if mention.end <= end)
    covered = sum(mention.end - mention.start for mention in named)
    return named if covered >= _NAMES * (end - linked.block.start) else ()


def heading_start(text: str, heading: Linked) -> int:
    """Return where a heading's words begin, behind its number."""
    number = _NUMBER.match(text, heading.block.start, heading.block.end)
    return number.end() if number else heading.block.start


def _term_end(text: str, linked: Linked) -> int:
    """Return where the term of a list item ends that is then described, or the item's end."""
    start, end = linked.block.start, linked.block.end
    if not linked.mentions or linked.mentions[0].start - start >= _LONGEST_TERM:
        return end
    term = _TERM.search(text, start, min(end, start + _LONGEST_TERM + _SIGN))
    stop = text.find(". ", start, min(end, start + _LONGEST_TERM))
    opens = stop >= 0 and linked.mentions[0].start == start
    if opens and (not term or stop < term.start()) and linked.mentions[-1].start > stop:
        last = max(mention.end for mention in linked.mentions if mention.start < stop)
        if stop - last <= 1:
            return stop
    if term and linked.mentions[0].start < term.start() and term.start() - start <= _LONGEST_TERM:
        return term.start()
    return end


def _is_name(linked: Linked) -> bool:
    """Tell whether a heading is nothing but names (and 'and')."""
    covered = sum(mention.last - mention.first for mention in linked.mentions)
    return (
        bool(linked.mentions) and len(linked.tokens) - covered <= len(linked.mentions) and linked.tokens[-1].text != "?"
    )


def _is_general(heading: Linked) -> bool:
    """Tell whether a heading speaks of conditions or treatments and names none."""
    return len(heading.tokens) <= _BRIEF and not _GENERAL.isdisjoint(token.norm for token in heading.tokens)


def _is_category(heading: Linked) -> bool:
    """Tell whether a heading announces the names in the headings below it: 'Common pain procedures'."""
    return bool(heading.mentions) and heading.tokens[0].norm in _ANNOUNCING
