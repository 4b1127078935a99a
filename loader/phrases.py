"""A sentence as rules see it: words, and phrases that name one or several coordinated things."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from paingraph.loader.claims import Entity
from paingraph.loader.mentions import Mention
from paingraph.loader.patterns import LETTERS
from paingraph.loader.tokens import Token

__all__ = ["Item", "Member", "Phrase", "Sentence", "encode"]

#: Kinds that stand beside each other in one enumeration.
_FAMILIES = {
    "Procedure": "care", "Therapy": "care", "Substance": "care", "Device": "care", "Condition": "condition", "PainGenerator": "body",
    "AnatomicalStructure": "body", "Specialty": "specialty", "ImagingModality": "imaging", "Credential": "credential",
}  # fmt: skip
_COORDINATORS = frozenset({"and", "or", "nor", ",", "/", "plus", "&", "/or", ";"})
_REPEATED = frozenset({"in", "for", "of", "with", "by", "to", "from"})
_DOSED = frozenset({"Substance", "Therapy"})
_MEASURES = frozenset("dose doses amount amounts mixture course drops drop ml millilitres milliliters volume quantity combination".split())
_SIZES = frozenset("small short few little single low high large further second brief weak".split())
_PLACED = frozenset({"Condition"})
_PLACED = frozenset({"Condition"})
_DETERMINERS = frozenset({"a", "an", "the", "your", "our", "this", "these", "their"})
#: Expressions that join like 'and'.
_JOINTS = (["along", "with"], ["as", "well", "as"], ["together", "with"], ["as", "well"], ["in", "addition", "to"])
#: Words that end an enumeration, whatever follows.
_STOPPERS = frozenset(
    """of in into on at to from by with without for than that which who whose where when while if because since so but not no is are was
    were be been being has have had do does did can could may might will would should must it they we you he she this these those such like as
    including include includes especially particularly other unlike through during after before until between via their its there then also
    both either whether how what
    """.split()
)


@dataclass(frozen=True, slots=True)
class Member:
    """One thing that a phrase names: where, and as what; `example` if it illustrates the phrase's general term."""

    mention: Mention
    example: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stretch of a sentence that names things; `kinds` are all kinds that it may be read as."""

    members: tuple[Member, ...]
    #: A duration's ISO 8601 value, if it is one.
    value: str | None = None
    #: The members stand in places of their own, in the items of a list.
    spread: bool = False

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds that the phrase's members may have."""
        if self.value is not None:
            return frozenset({"Duration"})
        kinds = frozenset(reading.kind for member in self.members for reading in member.mention.readings)
        if any(reading.id == "treatment-planning" for member in self.members for reading in member.mention.readings):
            return kinds | {"Plan"}
        return (
            kinds | {"Owned"} if any(member.mention.owned and not member.example for member in self.members) else kinds
        )

    def entities(self, kinds: frozenset[str]) -> list[tuple[Member, Entity]]:
        """Return the members that are of one of the kinds, each with that reading."""
        found = ((member, member.mention.of_kind(kinds)) for member in self.members)
        return [(member, entity) for member, entity in found if entity is not None]


@dataclass(frozen=True, slots=True)
class Item:
    """A word, a sign or a phrase of a sentence, with its position in the text."""

    start: int
    end: int
    word: str
    phrase: Phrase | None = None


@dataclass(slots=True)
class Sentence:
    """The items of a sentence and their encoding as one line, in which patterns are searched."""

    items: list[Item]
    code: str = ""
    offsets: list[int] = field(default_factory=list)
    words: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self.encode()

    def encode(self) -> None:
        """Write the items as one line."""
        parts: list[str] = []
        position = 1
        self.offsets = []
        for number, item in enumerate(self.items):
            if item.phrase is None:
                text = item.word
            else:
                letters = "".join(sorted(LETTERS[kind] for kind in item.phrase.kinds))
                text = f"<{letters}:{number}>"
            parts.append(text)
            self.offsets.append(position)
            position += len(text) + 1
        self.code = f" {' '.join(parts)} "
        self.words = frozenset(parts)

    def index_at(self, position: int) -> int:
        """Return the number of the item at a position of the encoded line."""
        return max(0, bisect_right(self.offsets, position) - 1)

    def merge(self, first: int, last: int, phrase: Phrase, verbs: frozenset[str]) -> None:
        """Replace the items `first` to `last` (half open) by one phrase, and join it to what is coordinated with it."""
        self.items[first:last] = [Item(self.items[first].start, self.items[last - 1].end, "", phrase)]
        self.items = _coordinate(self.items, verbs)
        self.encode()


def encode(
    tokens: Sequence[Token], mentions: Sequence[Mention], values: Sequence[tuple[int, int, str]], verbs: frozenset[str]
) -> Sentence:
    """Return the tokens of a sentence with their mentions, coordinated ones in one phrase.

    `values` are durations with their positions; `verbs` are words that cannot stand inside an enumeration.
    """
    items: list[Item] = []
    starts = {mention.first: mention for mention in mentions}
    lengths = {start: (end, value) for start, end, value in values}
    covered = 0
    position = 0
    while position < len(tokens):
        token = tokens[position]
        mention = starts.get(position)
        if mention is not None:
            items.append(Item(mention.start, mention.end, "", Phrase(_members(mention))))
            position = max(mention.last, position + 1)
            continue
        if token.start in lengths:
            covered, value = lengths[token.start]
            items.append(Item(token.start, covered, "", Phrase((), value)))
        elif token.start >= covered and not (token.text in "-‐‑" and token.glued):
            items.append(Item(token.start, token.end, _word(token)))
        position += 1
    return Sentence(_coordinate(_fold_places(_without_measures(_without_asides(_unite(items)))), verbs))


def _members(mention: Mention) -> tuple[Member, ...]:
    """Return one member for a name, and one for each of the things that a pronoun stands for."""
    if mention.resolved and len(mention.readings) > 1:
        return tuple(Member(replace(mention, readings=(reading,))) for reading in mention.readings)
    return (Member(mention),)


def _word(token: Token) -> str:
    if token.text in "–—-":
        return "—"
    return token.text.lower().replace("’", "'")


def _unite(items: Sequence[Item]) -> list[Item]:
    """Take 'complex regional pain syndrome (CRPS)' for one mention."""
    result = list(items)
    index = 0
    while index + 3 < len(result):
        first, opening, second, closing = result[index : index + 4]
        if (
            first.phrase
            and second.phrase
            and opening.word == "("
            and closing.word == ")"
            and first.phrase.members
            and second.phrase.members
        ):
            long, short = first.phrase.members[0].mention, second.phrase.members[0].mention
            if set(long.readings) & set(short.readings):
                result[index : index + 4] = [Item(first.start, closing.end, "", first.phrase)]
        index += 1
    return result


def _without_asides(items: Sequence[Item]) -> list[Item]:
    """Leave out parentheses that name nothing: '(if any)'."""
    result: list[Item] = []
    opening: int | None = None
    for item in items:
        if item.word == "(":
            opening = len(result)
        result.append(item)
        if item.word == ")" and opening is not None:
            if not any(inside.phrase for inside in result[opening:]):
                del result[opening:]
            opening = None
    return result


def _without_measures(items: Sequence[Item]) -> list[Item]:
    """Leave out 'a small dose of' before what is dosed."""
    result: list[Item] = []
    for item in items:
        if item.phrase is not None and item.phrase.kinds & _DOSED and len(result) > 1 and result[-1].word == "of" and result[-2].word in _MEASURES:
            del result[-2:]
            while result and result[-1].phrase is None and (result[-1].word in _DETERMINERS | _SIZES or result[-1].word[0].isdigit()):
                result.pop()
        result.append(item)
    return result


def _fold_places(items: Sequence[Item]) -> list[Item]:
    """Take 'of the upper limb' behind a condition into its phrase where the sentence or the enumeration goes on."""
    result = list(items)
    index = 0
    while index < len(result) - 2:
        item = result[index]
        if (
            item.phrase is not None
            and item.phrase.value is None
            and item.phrase.kinds <= _PLACED
            and result[index + 1].word in {"of", "in", "at"}
        ):
            end = index + 2
            while end < len(result) and end - index < 7 and _is_place(result[end]):
                end += 1
            if end > index + 2 and (end == len(result) or result[end].word in {",", "and", "or", ".", ";", ")"}):
                result[index:end] = [Item(item.start, result[end - 1].end, "", item.phrase)]
        index += 1
    return result


def _is_place(item: Item) -> bool:
    if item.phrase is not None:
        return bool(item.phrase.kinds) and item.phrase.kinds <= {"AnatomicalStructure", "PainGenerator"}
    return item.word.isalpha() and item.word not in _STOPPERS | _COORDINATORS


def _fold_places(items: Sequence[Item]) -> list[Item]:
    """Take 'of the upper limb' behind a condition into its phrase where the sentence or the enumeration goes on."""
    result = list(items)
    index = 0
    while index < len(result) - 2:
        item = result[index]
        if (
            item.phrase is not None
            and item.phrase.value is None
            and item.phrase.kinds <= _PLACED
            and result[index + 1].word in {"of", "in", "at"}
        ):
            end = index + 2
            while end < len(result) and end - index < 7 and _is_place(result[end]):
                end += 1
            if end > index + 2 and (end == len(result) or result[end].word in {",", "and", "or", ".", ";", ")"}):
                result[index:end] = [Item(item.start, result[end - 1].end, "", item.phrase)]
        index += 1
    return result


def _is_place(item: Item) -> bool:
    if item.phrase is not None:
        return bool(item.phrase.kinds) and item.phrase.kinds <= {"AnatomicalStructure", "PainGenerator"}
    return item.word.isalpha() and item.word not in _STOPPERS | _COORDINATORS


def _family(phrase: Phrase) -> frozenset[str]:
    return frozenset(_FAMILIES.get(kind, kind) for kind in phrase.kinds)


def _coordinate(items: Sequence[Item], verbs: frozenset[str]) -> list[Item]:
    """Join enumerated phrases of one family: 'arthritis, bursitis and tendinitis'."""
    result: list[Item] = []
    pending: list[Item] = []
    closed = False
    for index, item in enumerate(items):
        if item.phrase is None or item.phrase.value is not None:
            pending.append(item)
            continue
        previous = result[-1] if result else None
        goes_on = index + 1 < len(items) and items[index + 1].word in _COORDINATORS
        words = [between.word for between in pending]
        is_last = not {"and", "or", "nor"}.isdisjoint(words)
        if previous is not None and previous.phrase is not None and (is_last or goes_on or not closed):
            if _joins(previous.phrase, item.phrase, pending, verbs) or _repeats(result, item.phrase, pending):
                members = previous.phrase.members + item.phrase.members
                result[-1] = Item(previous.start, item.end, "", Phrase(members))
                closed, pending = is_last, []
                continue
        result += [*pending, item]
        closed, pending = False, []
    return result + pending


def _repeats(before: Sequence[Item], second: Phrase, between: Sequence[Item]) -> bool:
    """Tell whether the preposition before the first phrase stands before the second too: 'in CRPS, in neuralgia'."""
    first = before[-1].phrase
    words = [item.word for item in between]
    while len(words) > 2 and words[0] in _COORDINATORS and words[1] in _COORDINATORS:
        words = words[1:]
    if first is None or len(words) not in (2, 3) or words[0] not in _COORDINATORS or any(item.phrase for item in between):
        return False
    if words[1] not in _REPEATED or (len(words) == 3 and words[2] not in _DETERMINERS) or _family(first).isdisjoint(_family(second)):
        return False
    return words[1] in {item.word for item in before[-4:-1]}


def _joins(first: Phrase, second: Phrase, between: Sequence[Item], verbs: frozenset[str]) -> bool:
    words = [item.word for item in between]
    if (
        first.value is not None
        or not words
        or (words[0] not in _COORDINATORS and words[:2] not in _JOINTS)
        or len(words) > 5
        or any(i.phrase for i in between)
    ):
        return False
    if any(member.mention.resolved for phrase in (first, second) for member in phrase.members):
        return False
    if words == ["—"] or _family(first).isdisjoint(_family(second)):
        return False
    if words[0] == "," and len(words) == 2 and words[1] in _DETERMINERS and len(_family(first)) > 1:
        return False
    if len(words) in (2, 3, 4) and words[0] in {"and", "or"} and words[1] in {"of", "in", "for", "with", "to"}:
        return len(words) == 2 or words[2] in _DETERMINERS or words[2:] == ["long", "term"]
    if len(words) in (2, 3) and words[0] in {"and", "or"} and words[1] in {"of", "in", "for", "with"}:
        return len(words) == 2 or words[2] in _DETERMINERS
    for joint in _JOINTS:
        if joint == words[: len(joint)] or joint == words[1 : len(joint) + 1]:
            return len(words) <= len(joint) + 3
    rest = [word for word in words if word not in _COORDINATORS]
    return len(rest) <= 2 and not any(word in _STOPPERS or word in verbs or not word[0].isalnum() for word in rest)
