"""Where a text names things: longest match over the lexicon, word by word."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from paingraph.loader.claims import Entity
from paingraph.loader.lexicon import ENTITIES, Lexicon, Trie
from paingraph.loader.tokens import Token

__all__ = ["DETERMINERS", "Mention", "abbreviations_in", "is_of_relief", "link", "overlapping"]

DETERMINERS = frozenset("a an the your my his her their our this that these those".split())
#: Prepositions that often open an enumeration of what is done.
_ENUMERATING = frozenset("with by despite including of include use using try apply as like".split())
#: Adjectives that stand before a thing that one can hold.
_SIZES = frozenset("small tiny thin inflatable hollow special deflated fine long short new soft stiff".split())
_HYPHENS = frozenset("-‐‑")
_CAPITALS = re.compile(r"[A-Z][A-Za-z0-9&]*[A-Z0-9]s?")
_PERSON = re.compile(
    r"(?:ist|ian|doctor|surgeon|provider|team|practitioner|expert|consultant|chiropractor|professional|internist)s?$",
    re.I,
)
#: Readings that need their context: (word before, word after) which speak against them.
_AGAINST: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "rest": (frozenset({"the"}), frozenset({"of", "on", "assured"})),
    "exercise": (frozenset({"can", "should", "not", "you", "they", "we"}), frozenset("caution care restraint".split())),
    "back": (frozenset(), frozenset({"to", "on", "in", "and", "of"})),
    "neck": (frozenset({"femoral", "surgical"}), frozenset({"of"})),
    "lead": (
        frozenset({"to", "can", "may", "which", "that", "could", "will"}),
        frozenset({"to", "the", "a", "an", "by"}),
    ),
    "contrast": (frozenset({"by", "in"}), frozenset()),
    "cement": (frozenset({"that", "which", "to", "can", "they"}), frozenset({"the", "a", "an"})),
    "radiofrequency": (
        frozenset({"pulsed", "cooled"}),
        frozenset(
            """ablation denervation needle probe generator current energy wave electrode lesion lesioning treatment heat
            machine neurotomy rhizotomy procedure pulse cannula neurolysis technique""".split()
        ),
    ),
    "fall": (frozenset(), frozenset("short under asleep within into off on to outside back between".split())),
    "fracture": (frozenset("such these this that those the many".split()), frozenset()),
    "walking": (
        frozenset({"on", "by", "when", "while"}),
        frozenset("up upstairs down downstairs on to in and".split()),
    ),
    "stress": (frozenset({"which", "that", "ours", "also", "they", "we", "and"}), frozenset({"that", "the"})),
    "epidural": (frozenset(), frozenset({"fat", "vein", "pressure", "abscess", "spread"})),
}
_UNSUSPECTED: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
#: Kinds of what is taken or done, whose guarded names are read in an enumeration and behind 'with'.
_TAKEN = frozenset({"Therapy", "Substance"})
#: Words that name a therapy only in an enumeration or by themselves: elsewhere heat is what burns a nerve.
_ONLY_LISTED = frozenset({"heat", "warmth"})

#: Said of relief as well as of pain.
_LASTING = frozenset("long lasting longer persistent sustained enduring ongoing durable".split())
#: What is done about pain, and pains whose management is that of pain.
_SYMPTOM, _PAIN, _MANAGEMENT, _UNPLACED = (
    "symptom",
    "pain",
    "pain-management",
    frozenset({"pain", "chronic-pain", "acute-pain"}),
)

#: Names only in the plural: medicine is a profession.
_SEVERAL = frozenset({"medicine"})
#: An aside within a name ends before so many tokens.
_ASIDE = 6

_FIRST = attrgetter("first")


@dataclass(slots=True, eq=False)
class Mention:
    """A stretch of text, `start` to `end` (tokens `first` to `last`, half open), that names something.

    More than one reading stands where a name belongs to things of several kinds ('surgery', 'pain management'): the
    relation that it takes part in decides. `inner` are things named inside a longer name ('injections in the hip').
    `resolved` marks a name that stands for another one ('this procedure', 'they').
    """

    start: int
    end: int
    first: int
    last: int
    readings: tuple[Entity, ...]
    inner: tuple[Mention, ...] = ()
    resolved: bool = False
    #: The name is that of people ('neurologists'), or a pronoun for them.
    person: bool = False
    #: The name is that of a specialty and 'procedure' ('interventional pain procedure').
    owned: bool = False
    #: What a pronoun may stand for where a relation cannot take what it stands for first, nearest first.
    others: tuple[Entity, ...] = ()

    def shifted(self, by: int) -> Mention:
        """Return the mention with its tokens counted from another one."""
        if not by:
            return self
        first, last = self.first - by, self.last - by
        rest = self.readings, self.inner, self.resolved, self.person, self.owned, self.others
        return Mention(self.start, self.end, first, last, *rest)

    def of_kind(self, kinds: frozenset[str]) -> Entity | None:
        """Return the reading that is of one of the kinds, of a pronoun the nearest thing that is."""
        for reading in self.readings:
            if reading.kind in kinds:
                return reading
        for reading in self.others:
            if reading.kind in kinds:
                return reading
        return None


def overlapping(mentions: Sequence[Mention], first: int, last: int) -> Iterator[Mention]:
    """Yield which of ordered mentions that do not overlap take part in these tokens, the last one first."""
    index = bisect_left(mentions, last, key=_FIRST) - 1
    while index >= 0 and mentions[index].last > first:
        yield mentions[index]
        index -= 1


def link(tokens: Sequence[Token], lexicon: Lexicon, aliases: Mapping[str, tuple[Entity, ...]]) -> list[Mention]:
    """Return the mentions in a block's tokens, none overlapping; `aliases` are the document's own abbreviations."""
    mentions: list[Mention] = []
    trie, count, position = lexicon.trie, len(tokens), 0
    while position < count:
        token = tokens[position]
        node: Trie | None = trie.get(token.norm)
        found: tuple[Entity, ...] = ()
        end = position
        if node is not None:
            found, end = _longest(tokens, position, node)
            if not found and end > position + 1:
                position = end  # an expression that names nothing
                continue
            reach = _with_tail(tokens, end, found, lexicon)
            if end > position + 1 and _is_modifier(tokens, position, reach, trie, found):
                found = ()
            if found and end == position + 1 and _is_guarded(tokens, position, lexicon, mentions):
                found = found if found[0].kind in _TAKEN and _is_enumerated(tokens, position) else ()
        if not found and token.text != token.word and _CAPITALS.fullmatch(token.text):
            found, end = _abbreviation(tokens, position, lexicon, aliases), position + 1
        if not found:
            position += 1
            continue
        last = _with_tail(tokens, end, found, lexicon)
        owned = any(entity.id in lexicon.owned for entity in found)
        person = _PERSON.search(tokens[last - 1].text) is not None
        if person and position and tokens[position - 1].norm == "nurse":
            position = last  # a nurse anesthetist is no anesthesiologist
            continue
        mentions.append(Mention(token.start, tokens[last - 1].end, position, last, found, person=person, owned=owned))
        position = last
    return mentions


def abbreviations_in(tokens: Sequence[Token], mentions: Sequence[Mention]) -> dict[str, tuple[Entity, ...]]:
    """Return the abbreviations that a block defines: 'long form (ABBR)' or 'ABBR (long form)'."""
    found: dict[str, tuple[Entity, ...]] = {}
    for mention in mentions:
        after, before = mention.last, mention.first - 2
        if after + 2 < len(tokens) and tokens[after].text == "(" and tokens[after + 2].text in "),":
            _define(tokens[after + 1].text, tokens[mention.first : mention.last], mention, found)
        elif (
            before >= 0
            and tokens[before + 1].text == "("
            and mention.last < len(tokens)
            and tokens[mention.last].text == ")"
        ):
            _define(tokens[before].text, tokens[mention.first : mention.last], mention, found)
    return found


def _define(short: str, long: Sequence[Token], mention: Mention, found: dict[str, tuple[Entity, ...]]) -> None:
    """Take `short` for an abbreviation if its letters are initials or letters of the long form, in order."""
    if not _CAPITALS.fullmatch(short):
        return
    letters = iter("".join(token.text for token in long).lower())
    initial = long[0].text[0].lower()
    if short[0].lower() == initial and all(
        letter in letters for letter in short.rstrip("s").lower() if letter.isalpha()
    ):
        found[short.rstrip("s")] = mention.readings


def _longest(tokens: Sequence[Token], position: int, node: Trie) -> tuple[tuple[Entity, ...], int]:
    found: tuple[Entity, ...] = node.get(ENTITIES, ())
    end = position + 1
    cursor = position + 1
    while cursor < len(tokens):
        token = tokens[cursor]
        if token.text in _HYPHENS and token.glued and cursor + 1 < len(tokens):
            cursor += 1
            token = tokens[cursor]
        elif token.text == "(" and (behind := _behind_aside(tokens, cursor, node)):
            cursor = behind
            token = tokens[cursor]
        following = node.get(token.norm)
        if following is None or not token.norm:
            break
        node = following
        cursor += 1
        if ENTITIES in node:
            found, end = node[ENTITIES], cursor
    return found, end


def _behind_aside(tokens: Sequence[Token], opening: int, node: Trie) -> int:
    """Return where a name goes on behind an aside of few words, or 0: 'sacroiliac (SI) joint', 'nerve (root) block'."""
    for closing in range(opening + 2, min(opening + _ASIDE, len(tokens) - 1)):
        if tokens[closing].text == ")":
            return closing + 1 if tokens[closing + 1].norm in node else 0
    return 0


def is_of_relief(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Tell whether it is the relief that lasts, and not the pain: 'long-term pain relief'."""
    return last < len(tokens) and tokens[last].norm == "relief" and tokens[first].norm in _LASTING


def _is_modifier(tokens: Sequence[Token], first: int, last: int, trie: Trie, named: Sequence[Entity]) -> bool:
    """Tell whether a name's end begins a name that reaches further: 'long-term pain' in 'long-term pain medication'.

    The management of a pain that has a name is no name: 'hip pain management'.
    """
    if is_of_relief(tokens, first, last):
        return True
    exact = all(entity.kind == "Condition" and entity.id not in _UNPLACED for entity in named)
    for start in range(first + 1, last):
        node = trie.get(tokens[start].norm)
        if node is not None:
            found, end = _longest(tokens, start, node)
            if found and end > last and not (exact and any(entity.id == _MANAGEMENT for entity in found)):
                return True
    return False


def _is_guarded(tokens: Sequence[Token], position: int, lexicon: Lexicon, mentions: Sequence[Mention]) -> bool:
    norm = tokens[position].norm
    before = tokens[position - 1].norm if position else ""
    after = tokens[position + 1].norm if position + 1 < len(tokens) else ""
    if norm in _SEVERAL:
        return tokens[position].word == norm
    if before == "to" and position > 1 and tokens[position - 2].norm in {"allergic", "allergy"}:
        return False
    if norm in _ONLY_LISTED or (norm == "back" and after == "of"):
        return True
    if norm in _AGAINST:
        bad_before, bad_after = _AGAINST[norm]
        if before in bad_before or (after in bad_after and before not in DETERMINERS):
            return True
    if norm not in lexicon.guarded or before in DETERMINERS | _SIZES or tokens[position].text.lower() != norm:
        return False
    coordinated = before in {"and", "or", ","} and mentions and mentions[-1].last >= position - 2
    return not (coordinated or position == 0 or before in {".", "!", "?"})


def _is_enumerated(tokens: Sequence[Token], position: int) -> bool:
    """Tell whether a word stands in an enumeration, as nouns do: 'with rest, ice and a brace'."""
    before = tokens[position - 1].norm if position else ""
    after = tokens[position + 1].norm if position + 1 < len(tokens) else ""
    joined = before in {",", "and", "or", ""}
    if tokens[position].word in _SEVERAL or before in _AGAINST.get(tokens[position].norm, _UNSUSPECTED)[0]:
        return False
    closing = (joined or before == "with") and after in {".", ";", ""}
    return closing or ((joined or before in _ENUMERATING) and after in {",", "and", "or"})


def _abbreviation(
    tokens: Sequence[Token], position: int, lexicon: Lexicon, aliases: Mapping[str, tuple[Entity, ...]]
) -> tuple[Entity, ...]:
    text = tokens[position].text
    for form in (text, text.removesuffix("s")):
        if form in aliases:
            return aliases[form]
        if form in lexicon.abbreviations and form not in lexicon.ambiguous:
            entities = lexicon.abbreviations[form]
            return entities if len(entities) == 1 else ()
    return ()


def _with_tail(tokens: Sequence[Token], end: int, found: Sequence[Entity], lexicon: Lexicon) -> int:
    """Take in a noun that says again what kind of thing is named."""
    if end == len(tokens):
        return end
    tail = tokens[end].norm
    if tail == _SYMPTOM and end + 1 == len(tokens):
        return end  # a heading speaks of the symptoms
    for entity in found:
        if tail in lexicon.tails.get(entity.kind, ()) and tokens[end - 1].word != tokens[end].word:
            return end + 1
        if tail == _PAIN != tokens[end - 1].norm and lexicon.is_kind_of(entity.id, _PAIN):
            return end + 1
    return end
