"""Running text: the sentences of a paragraph, the last of which may introduce a list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from paingraph.loader.answers import read_fragment, read_reply, read_verdict
from paingraph.loader.cells import CELL_SEPARATOR
from paingraph.loader.discourse import remember
from paingraph.loader.documents import BlockKind
from paingraph.loader.labels import enumerated, is_labelled, is_listing, unlabelled
from paingraph.loader.lead_ins import is_of_risk
from paingraph.loader.list_names import list_phrase
from paingraph.loader.parts import part_of
from paingraph.loader.phrases import Item, Sentence
from paingraph.loader.reading import Reading
from paingraph.loader.rules import Structure
from paingraph.loader.sections import Linked, ListOf, opening_term
from paingraph.loader.sentences import sentences
from paingraph.loader.topic import Topic

__all__ = ["read_paragraph", "read_passage"]

#: A lead-in of no more code points is read as a heading too.
_SHORT = 110
#: A sentence of no more code points that names nothing only points to its list ('For example:').
_POINTING = 30
#: … unless it says what the things of the list are to the topic.
_SAYING = re.compile(
    r"indicat|reason|risk|complication|side effect|cause|symptom|benefit|alternative|treats|used for", re.I
)
#: … or which things of practitioners they are.
_OF_CARE = re.compile(
    r"(?:among |common |our |other |the |most common )*"
    r"(?:treatments?|procedures|services|therapies|techniques|tests|tools|conditions)\b",
    re.I,
)
#: The label with which a paragraph opens, and words of labels that are names of sections.
_LABEL = re.compile(r"([A-Z][A-Za-z ]{2,40}):\s")
_SECTIONS = frozenset(
    """complications risks technique equipment interpretation indications contraindications benefits effects recovery
    alternatives preparation
    """.split()
)
#: Between a term and what it means, which begins with an article.
_SIGNS, _ARTICLES = frozenset({":", "—"}), frozenset({"a", "an", "the", "another"})
_POINTERS = ("They ", "These ", "Some ")
#: A short sentence that says what somebody does points to nothing: 'They learn to perform:'.
_DOING = re.compile(r"(?:They|We|You)\b(?![^.]*\b(?:are|include|were|be|is|may|can)\b)")


def read_paragraph(reading: Reading, linked: Linked, topic: Topic, listed: ListOf | None) -> None:
    """Read a paragraph, which introduces `listed` if anything; one in cells is the head of a table or a byline."""
    if CELL_SEPARATOR in reading.document.text[linked.block.start : linked.block.end]:
        return
    topic.focus = ()
    if topic.heading:  # a new paragraph is again about its section
        topic.subject = tuple(entity for entity in topic.subject if entity in topic.heading)
        topic.object = ()
    own = _termed(reading, linked, topic) or _headed(reading, linked, topic) or topic
    read_passage(reading, linked, linked.block.start, own, listed)
    topic.listed = ()


def read_passage(reading: Reading, linked: Linked, start: int, topic: Topic, listed: ListOf | None = None) -> None:
    """Read the sentences of a block from `start` on; the last one together with the list that it introduces."""
    text = reading.document.text
    asked: tuple[int, int] | None = None
    spans = linked.sentences if start == linked.block.start else list(sentences(text, start, linked.block.end))
    introducing = _introducing(reading, linked, spans) if listed is not None and not is_of_risk(linked) else -1
    read_verdict(reading, linked, spans)
    for number, (begin, end) in enumerate(spans):
        behind = list_phrase(reading, listed) if listed is not None and number == introducing else None
        sentence = reading.sentence(linked, begin, end, topic, behind)
        topic.started = True
        if asked is not None and behind is None:
            read_reply(reading, linked, asked, text[begin:end], sentence, topic)
        asked = (begin, end) if text[begin:end].rstrip('*_"” ').endswith("?") else None
        if sentence is None:
            topic.subject = ()
            continue
        if behind is not None:
            heading = [Structure.HEADING] if end - begin <= _SHORT else []
            reading.find(sentence, [*_structures(linked), *heading], topic, linked.block.heading)
        else:
            _read_sentence(reading, linked, sentence, begin, topic)
        remember(sentence, topic, reading.lexicon)


def _structures(linked: Linked) -> list[Structure]:
    """Return what rules read a sentence of a block."""
    item = [Structure.ITEM] if linked.block.kind is BlockKind.LIST_ITEM else []
    return [Structure.SENTENCE, *item]


def _read_sentence(reading: Reading, linked: Linked, sentence: Sentence, begin: int, topic: Topic) -> None:
    """Read a sentence that introduces no list; with its label, without it, and as an answer to its heading."""
    structures, heading = _structures(linked), linked.block.heading
    if is_labelled(sentence) or is_listing(sentence):
        structures.append(Structure.HEADING)
    listing = enumerated(sentence)
    if linked.block.kind is BlockKind.PARAGRAPH:
        read_fragment(reading, linked, sentence)
        if begin == linked.block.start:
            _define(sentence)
    reading.find(sentence, structures, topic, heading)
    if listing is not None:
        reading.find(listing, [*structures, Structure.HEADING], topic, heading)
    if unlabelled(sentence):
        reading.find(sentence, [Structure.SENTENCE], topic, heading)


def _define(sentence: Sentence) -> None:
    """Read an entry of a glossary as a sentence: 'Bupivacaine: a local anesthetic that …' is one."""
    items = sentence.items
    if len(items) > 3 and items[0].phrase is not None and items[1].word in _SIGNS and items[2].word in _ARTICLES:
        items[1] = Item(items[1].start, items[1].end, "is")
        sentence.encode()


def _introducing(reading: Reading, linked: Linked, spans: Sequence[tuple[int, int]]) -> int:
    """Return which sentence of a lead-in says what its list is: the last, or the one before 'For example:'."""
    last = len(spans) - 1
    for number in range(last, -1, -1):
        begin, end = spans[number]
        text = reading.document.text
        if _SAYING.search(text, begin, end) or (_OF_CARE.match(text, begin, end) and text[begin:end].endswith(":")):
            return number
        naming = any(begin <= mention.start < end for mention in linked.mentions)
        doing = _DOING.match(reading.document.text, begin, end) is not None and number == last
        pointing = number < last and reading.document.text[begin:end].startswith(_POINTERS)
        if (end - begin > _POINTING or naming or doing) and not pointing:
            return number
    return last


def _headed(reading: Reading, linked: Linked, topic: Topic) -> Topic | None:
    """Return the topic of a paragraph that opens with the name of a section of its own: 'COMPLICATIONS: …'."""
    label = _LABEL.match(reading.document.text, linked.block.start, linked.block.end)
    words = label[1].lower().split() if label else []
    if _SECTIONS.isdisjoint(words):
        return None
    return replace(topic, recent=list(topic.recent), listed=(), words=frozenset(words), part=part_of(words))


def _termed(reading: Reading, linked: Linked, topic: Topic) -> Topic | None:
    """Return the topic of a paragraph that opens with a name alone: 'Epidural injection. It is given for …'."""
    named = opening_term(reading.document.text, linked)
    if not named:
        return None
    own = replace(topic, recent=list(topic.recent), listed=())
    own.heading = tuple(entity for mention in named for entity in mention.readings)
    own.weak = (*topic.heading, *topic.weak)
    return own
