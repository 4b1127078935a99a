"""Running text: the sentences of a paragraph, the last of which may introduce a list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from paingraph.loader.cells import CELL_SEPARATOR
from paingraph.loader.discourse import remember
from paingraph.loader.documents import BlockKind
from paingraph.loader.labels import enumerated, graded, is_labelled, is_listing, unlabelled
from paingraph.loader.parts import part_of
from paingraph.loader.phrases import Item, Phrase, Sentence
from paingraph.loader.reading import Reading
from paingraph.loader.rules import Structure
from paingraph.loader.sections import Linked, ListOf, heading_start, opening_term
from paingraph.loader.sentences import sentences
from paingraph.loader.topic import Topic
from paingraph.loader.verdicts import verdict

__all__ = ["read_paragraph", "read_passage"]

#: A lead-in of no more code points is read as a heading too.
_SHORT = 110
#: A sentence of no more code points that names nothing only points to its list ('For example:').
_POINTING = 30
#: … unless it says what the things of the list are to the topic.
_SAYING = re.compile(
    r"indicat|reason|risk|complication|side effect|cause|symptom|benefit|alternative|treats|used for", re.I
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
#: Behind what an answer names: "and a self-management course".
_GROUPS = frozenset({"course", "program", "programme", "class", "classes", "group", "groups", "session", "sessions"})
#: … or which things of practitioners they are.
_OF_CARE = re.compile(
    r"(?:among |common |our |other |the |most common )*"
    r"(?:treatments?|procedures|services|therapies|techniques|tests|tools|conditions)\b",
    re.I,
)
_POINTERS = ("They ", "These ", "Some ")
#: A short sentence that says what somebody does points to nothing: 'They learn to perform:'.
_DOING = re.compile(r"(?:They|We|You)\b(?![^.]*\b(?:are|include|were|be|is|may|can)\b)")
#: Before and behind what a mere answer to a heading names, which has no verb.
_BEFORE_ANSWER = frozenset(
    """into in at near beside onto next to under with by from through for because of due usually mostly mainly often
    about around the a an your some only typically yes on between inside up both after every at least anything roughly
    approximately perhaps maybe chiefly one of our any , above all""".split()
)
_BEHIND_ANSWER = frozenset(
    {"", ".", ",", ";", "(", "and", "or", "as", "in", "for", "with", "of", "at", "above", "after", "from"}
)
#: Between the several things that an answer names.
_JOINING = frozenset(
    "and or , also sometimes often occasionally with perhaps in a an the any above all at times".split()
)
_RELATIVE = frozenset({"both", "all", "each"})
#: So many items has an answer from what it names on.
_REST = 8
_FINITE = frozenset("is are was were can may might will would should must has have had does do did be not no".split())


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
    asked: tuple[int, int] | None = None
    spans = list(sentences(reading.document.text, start, linked.block.end))
    introducing = _introducing(reading, linked, spans) if listed is not None else -1
    _read_verdict(reading, linked, spans)
    for number, (begin, end) in enumerate(spans):
        behind = reading.list_phrase(listed) if listed is not None and number == introducing else None
        sentence = reading.sentence(linked, begin, end, topic, behind)
        topic.started = True
        if asked is not None and behind is None:
            _state(reading, linked, asked, reading.document.text[begin:end], topic)
            if sentence is not None:
                _read_reply(reading, linked, asked, sentence, topic)
        asked = (begin, end) if reading.document.text[begin:end].rstrip('*_"” ').endswith("?") else None
        if sentence is None:
            topic.subject = ()
            continue
        structures = [Structure.SENTENCE]
        if linked.block.kind is BlockKind.LIST_ITEM:
            structures.append(Structure.ITEM)
        if (behind is not None and end - begin <= _SHORT) or (
            behind is None and (is_labelled(sentence) or is_listing(sentence))
        ):
            structures.append(Structure.HEADING)
        listing = enumerated(sentence) if behind is None else None
        if linked.block.kind is BlockKind.PARAGRAPH and behind is None:
            _read_fragment(reading, linked, sentence)
            if begin == linked.block.start:
                _define(sentence)
        reading.find(sentence, structures, topic, linked.block.heading)
        if listing is not None:
            reading.find(listing, [*structures, Structure.HEADING], topic, linked.block.heading)
        if behind is None and unlabelled(sentence):
            reading.find(sentence, [Structure.SENTENCE], topic, linked.block.heading)
        remember(sentence, topic, reading.lexicon)


def _read_fragment(reading: Reading, linked: Linked, sentence: Sentence) -> None:
    """Read a sentence that only names things with its heading: 'Biofeedback, relaxation.' under 'Psychologists'."""
    heading = reading.by_index.get(linked.block.heading) if linked.block.heading is not None else None
    graded_answer = graded(sentence)
    answer = (graded_answer or _answer(sentence)) if heading is not None else None
    if heading is None or answer is None:
        return
    if graded_answer is None and sentence.items[0].phrase is None and not _asks(reading, heading):
        return
    topic = reading.matter.under(heading)
    behind = Item(answer.start, answer.end, "", answer.phrase)
    whole = reading.sentence(heading, heading_start(reading.document.text, heading), heading.block.end, topic, behind)
    if whole is not None:
        reading.find(whole, [Structure.HEADING], topic, heading.index)


def _read_reply(reading: Reading, linked: Linked, asked: tuple[int, int], sentence: Sentence, topic: Topic) -> None:
    """Read a sentence that only names things with the question before it, as with a heading."""
    answer = _answer(sentence)
    whole = (
        reading.sentence(linked, *asked, topic, Item(answer.start, answer.end, "", answer.phrase)) if answer else None
    )
    if whole is not None:
        reading.find(whole, [Structure.HEADING], topic, linked.block.heading)


def _read_verdict(reading: Reading, linked: Linked, spans: Sequence[tuple[int, int]]) -> None:
    """Read the question above a paragraph with the yes or no that the paragraph begins with."""
    text = reading.document.text
    above = reading.by_index.get(linked.index - 1)
    if above is not None and above.index == linked.block.heading and spans and _asks(reading, above):
        begin, end = list(sentences(text, heading_start(text, above), above.block.end))[-1]
        _state(reading, above, (begin, end), text[spans[0][0] : spans[0][1]], reading.matter.under(above))


def _state(reading: Reading, linked: Linked, asked: tuple[int, int], answer: str, topic: Topic) -> None:
    """Read a question as the statement that its answer makes of it."""
    polarity = verdict(answer)
    sentence = reading.verdict(linked, *asked, topic, polarity) if polarity is not None else None
    if sentence is not None:
        reading.find(sentence, [Structure.SENTENCE], topic, linked.block.heading)


def _define(sentence: Sentence) -> None:
    """Read an entry of a glossary as a sentence: 'Bupivacaine: a local anesthetic that …' is one."""
    items = sentence.items
    if len(items) > 3 and items[0].phrase is not None and items[1].word in _SIGNS and items[2].word in _ARTICLES:
        items[1] = Item(items[1].start, items[1].end, "is")
        sentence.encode()


def _asks(reading: Reading, heading: Linked) -> bool:
    return reading.document.text[heading.block.start : heading.block.end].rstrip('"”').endswith("?")


def _answer(sentence: Sentence) -> Item | None:
    """Return what a sentence without a verb names first; 'both of which …' may follow."""
    ends = [item.word for item in sentence.items[1:3] if item.word not in _GROUPS]
    if sentence.items[0].phrase is not None and (ends in ([], ["."]) or (ends[0] == "," and ends[-1] in _RELATIVE)):
        return sentence.items[0]
    for index, item in enumerate(sentence.items):
        if item.phrase is not None:
            behind = sentence.items[index + 1].word if index + 1 < len(sentence.items) else ""
            brief = behind in _BEHIND_ANSWER and len(sentence.items) - index <= _REST
            return _joined(sentence, index) if brief and sentence.words.isdisjoint(_FINITE) else None
        if item.word not in _BEFORE_ANSWER:
            return None
    return None


def _joined(sentence: Sentence, first: int) -> Item:
    """Return what an answer names from a phrase on, with more of its kind: 'lidocaine, often with a steroid'."""
    item = sentence.items[first]
    members = list(item.phrase.members) if item.phrase is not None else []
    for following in sentence.items[first + 1 :]:
        if following.phrase is None:
            if following.word not in _JOINING:
                break
        elif item.phrase is None or following.phrase.kinds != item.phrase.kinds or item.phrase.value:
            break
        else:
            members += following.phrase.members
    if item.phrase is None or len(members) == len(item.phrase.members):
        return item
    return Item(item.start, item.end, "", Phrase(tuple(members), spread=True))


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
