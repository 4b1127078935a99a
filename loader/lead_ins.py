"""Lead-ins of lists: what they ask for, and items that go on with their clause.

'You may be a candidate if:' over 'you have sciatica' says 'you may be a candidate if you have sciatica'.
"""

from __future__ import annotations

from dataclasses import replace

from paingraph.loader.phrases import Item, Member, Phrase, Sentence
from paingraph.loader.reading import Reading
from paingraph.loader.sections import Linked
from paingraph.loader.sentences import sentences
from paingraph.loader.topic import Topic

__all__ = ["continued", "is_of_risk", "is_request"]

#: A lead-in that ends with one of these leaves its clause to its items.
_OPEN = frozenset("if when who whose you they unless because where".split())
#: Between a lead-in and its items.
_SIGNS = frozenset({":", "—", ".", "…", ","})
#: Before what is said of whoever the lead-in ends with: 'if you:' over 'have sciatica'.
_NAMED = frozenset({"you", "they", "who"})
#: With one of these a lead-in names what adds to a risk.
_RAISING = frozenset({"factor", "higher", "greater"})
#: A request has one of these among so many first words.
_ASKING, _REQUEST = frozenset("tell inform contact call ring phone notify remember bring".split()), 6


def is_request(lead_in: Linked) -> bool:
    """Tell whether a lead-in asks the reader for something, whatever the heading is about: 'Tell us if:'."""
    asking = not _ASKING.isdisjoint(token.word for token in lead_in.tokens[:_REQUEST])
    return asking or is_of_risk(lead_in)


def is_of_risk(lead_in: Linked) -> bool:
    """Tell whether a lead-in names what adds to a risk, which is no complication: 'The risk is higher with:'."""
    words = {token.norm for token in lead_in.tokens}
    return "risk" in words and not _RAISING.isdisjoint(words)


def continued(
    reading: Reading, linked: Linked, start: int, lead_in: Linked, topic: Topic
) -> tuple[Sentence, int] | None:
    """Return the sentence that the first one of an item makes with its lead-in, and where it ends."""
    text = reading.document.text
    begin, end = lead_in.sentences[-1]
    first, last = next(iter(sentences(text, start, linked.block.end)), (start, start))
    if first == last or text[begin:end].rstrip(" :—–-.…").rsplit(maxsplit=1)[-1].lower() not in _OPEN:
        return None
    own = reading.sentence(linked, first, last, topic)
    opening = reading.sentence(lead_in, begin, end, topic)
    if own is None or opening is None:
        return None
    while opening.items and opening.items[-1].word in _SIGNS:
        opening.items.pop()
    items = own.items
    if opening.items[-1].word in _NAMED and items[0].word in _NAMED:
        items = items[1:]
    return Sentence([*(_moved(item, first) for item in opening.items), *items]), last


def _moved(item: Item, place: int) -> Item:
    """Return an item of the lead-in as one that stands before the item's first word, which is then the evidence."""
    phrase = item.phrase
    if phrase is not None:
        members = (Member(replace(member.mention, start=place, end=place), member.example) for member in phrase.members)
        phrase = Phrase(tuple(members), phrase.value)
    return Item(place, place, item.word, phrase)
