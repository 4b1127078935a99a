"""Answers: what only names things, or says yes or no, below a heading or behind a question."""

from __future__ import annotations

from collections.abc import Sequence

from paingraph.loader.claims import Polarity
from paingraph.loader.labels import graded
from paingraph.loader.phrases import Item, Phrase, Sentence
from paingraph.loader.reading import Reading
from paingraph.loader.rules import Structure
from paingraph.loader.sections import Linked, heading_start
from paingraph.loader.sentences import sentences
from paingraph.loader.topic import Topic
from paingraph.loader.verdicts import verdict

__all__ = ["read_fragment", "read_reply", "read_verdict"]

#: Behind what an answer names: "and a self-management course".
_GROUPS = frozenset({"course", "program", "programme", "class", "classes", "group", "groups", "session", "sessions"})
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
_FINITE = frozenset(
    """is are was were can may might will would should must has have had does do did be not no suggests suggest means
    mean points point indicates indicate comes come causes cause follows follow helps help
    """.split()
)


def read_fragment(reading: Reading, linked: Linked, sentence: Sentence) -> None:
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


def read_reply(
    reading: Reading, linked: Linked, asked: tuple[int, int], text: str, sentence: Sentence | None, topic: Topic
) -> None:
    """Read a question with the text behind it, as a verdict, or as with a heading if its sentence only names things."""
    polarity = verdict(text)
    if polarity is not None:
        _state(reading, linked, asked, polarity, topic)
    answer = _answer(sentence) if sentence is not None else None
    if answer is None:
        return
    whole = reading.sentence(linked, *asked, topic, Item(answer.start, answer.end, "", answer.phrase))
    if whole is not None:
        reading.find(whole, [Structure.HEADING], topic, linked.block.heading)


def read_verdict(reading: Reading, linked: Linked, spans: Sequence[tuple[int, int]]) -> None:
    """Read the question above a paragraph with the yes or no that the paragraph begins with."""
    text = reading.document.text
    above = reading.by_index.get(linked.index - 1)
    if above is None or above.index != linked.block.heading or not spans or not _asks(reading, above):
        return
    polarity = verdict(text[slice(*spans[0])])
    if polarity is not None:
        *_, asked = sentences(text, heading_start(text, above), above.block.end)
        _state(reading, above, asked, polarity, reading.matter.under(above))


def _state(reading: Reading, linked: Linked, asked: tuple[int, int], polarity: Polarity, topic: Topic) -> None:
    """Read a question as the statement that its answer makes of it."""
    sentence = reading.verdict(linked, *asked, topic, polarity)
    if sentence is not None:
        reading.find(sentence, [Structure.SENTENCE], topic, linked.block.heading)


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
