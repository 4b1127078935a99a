"""Symptoms and injuries named by what is felt and where, in any order: 'weakness in the legs', 'legs feel weak'."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from paingraph.loader.lexicon import ENTITIES, Lexicon, Trie, name_key
from paingraph.loader.mentions import Mention, overlapping
from paingraph.loader.symptom_words import SymptomWords, symptom_words
from paingraph.loader.tokens import Token

__all__ = ["with_symptoms"]

_PREPOSITIONS = frozenset("in of across over around down into at under to behind".split())
#: 'Pain that runs down the leg': what may stand between a feeling and its place.
_RUNNING = frozenset(
    """that which runs running run goes going shoots shooting travels traveling radiating radiates spreading spreads
    felt felt""".split()
)
_COPULAS = frozenset(
    """be is are was were been being feel feels felt become becomes became go goes get gets getting look looks stay
    stays stayed remain seem turns gone""".split()
)
_BETWEEN = frozenset(
    """may might can could will would should have has had often also usually sometimes still then and very so quite
    rather a little bit suddenly really always more too temporarily""".split()
)
#: At most so many words stand between a place and what is said of it.
_REACH = 5
_COORDINATORS = frozenset({"and", "or", ","})
_ALTERNATIVES = frozenset({"and", "or"})
#: Heads that stay by themselves before one limb: 'weakness of the arm' is a weakness, as annotators read it.
_NOT_OF: Mapping[str, frozenset[str]] = {"weakness": frozenset({"of"})}
#: What is felt as well as numbness has no name with its place: 'your leg may feel weak or numb'.
_WEAK = "weakness"
#: What runs from one place to another.
_PAIN = "pain"
#: What is felt in these has no name with them.
_GENERAL = frozenset({"body", "muscle", "joint"})
_STRUCTURES = frozenset({"AnatomicalStructure", "PainGenerator", "Substance"})
_CONDITION = "Condition"


def with_symptoms(tokens: Sequence[Token], mentions: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    """Return the mentions of a block with the symptoms and injuries that are named with their places."""
    known = symptom_words()
    openers = known.openers
    result = list(mentions)
    end = 0
    for position, token in enumerate(tokens):
        if token.norm not in openers or position < end:
            continue
        for first, last, label in _named_at(tokens, position, token.norm, known, result, lexicon):
            if _keeps_longer(result, first, last):
                continue
            entity = lexicon.named(label, _CONDITION)
            result = [mention for mention in result if mention.last <= first or mention.first >= last]
            result.append(Mention(tokens[first].start, tokens[last - 1].end, first, last, (entity,)))
            result.sort(key=lambda mention: mention.first)
            end = last
    return result


def _keeps_longer(mentions: Sequence[Mention], first: int, last: int) -> bool:
    """Tell whether a name of several words that is named here reaches beyond the stretch, or fills it."""
    return any(
        mention.first < first
        or mention.last > last
        or (mention.first, mention.last) == (first, last) != (first, first + 1)
        for mention in overlapping(mentions, first, last)
    )


def _named_at(
    tokens: Sequence[Token],
    position: int,
    norm: str,
    known: SymptomWords,
    mentions: Sequence[Mention],
    lexicon: Lexicon,
) -> list[tuple[int, int, str]]:
    """Return the stretches that name a symptom or an injury from a position on, with their labels."""
    if norm in known.places:
        return _place_first(tokens, position, known)
    if norm in known.nouns:
        found = _noun_first(tokens, position, known.nouns[norm], known)
        if found:
            return found
    if norm in known.adjectives or norm in known.plain:
        found = _adjective_first(tokens, position, known)
        if found:
            return found
    if norm in known.torn or norm in known.tears:
        return _injury(tokens, position, norm, known, mentions, lexicon)
    return []


def _place(tokens: Sequence[Token], position: int, trie: Trie) -> tuple[int, str]:
    """Return where the longest name of a place from a position on ends, and what heads take of it."""
    node: Trie | None = trie
    end, said = position, ""
    cursor = position
    while cursor < len(tokens):
        node = node.get(tokens[cursor].norm) if node else None
        if node is None:
            break
        cursor += 1
        if ENTITIES in node:
            end, said = cursor, node[ENTITIES]
    return end, said


def _passing(tokens: Sequence[Token], position: int, known: SymptomWords) -> int:
    """Return the position behind articles and the like."""
    start = position
    while position < len(tokens) and position - start < _REACH and tokens[position].norm in known.passed:
        position += 1
    return position


def _noun_first(tokens: Sequence[Token], position: int, head: str, known: SymptomWords) -> list[tuple[int, int, str]]:
    """Read 'weakness in the legs', 'pain that runs down one leg', 'stiffness or pain in the hip'."""
    cursor = position + 1
    joined = cursor + 1 < len(tokens) and tokens[cursor].word in _ALTERNATIVES
    if joined and (tokens[cursor + 1].norm in known.nouns or tokens[cursor + 1].norm in known.plain):
        found = _noun_first(tokens, cursor + 1, head, known)
        return [(position, cursor, label) for _, _, label in found[:1]]
    while head == _PAIN and cursor < len(tokens) and cursor - position < _REACH and tokens[cursor].word in _RUNNING:
        cursor += 1
    if cursor + 1 >= len(tokens) or tokens[cursor].word not in _PREPOSITIONS:
        return []
    first = _passing(tokens, cursor + 1, known)
    end, said = _place(tokens, first, known.places)
    if not said or _continues(tokens, end):
        return []
    if tokens[cursor].word in _NOT_OF.get(head, ()) and not tokens[end - 1].word.endswith("s"):
        return []
    found = [(position, end, f"{said} {head}")]
    while end + 1 < len(tokens) and tokens[end].word in _COORDINATORS:
        first = _passing(tokens, end + 1, known)
        end, said = _place(tokens, first, known.places)
        if not said or _continues(tokens, end):
            break
        found.append((first, end, f"{said} {head}"))
    return found


def _continues(tokens: Sequence[Token], end: int) -> bool:
    """Tell whether the word behind a place makes another thing of it: 'the hip joint', 'the back of the head'."""
    return end < len(tokens) and tokens[end].norm in {"joint", "muscle", "bone", "nerve", "girdle", "pain", "of"}


def _adjective_first(tokens: Sequence[Token], position: int, known: SymptomWords) -> list[tuple[int, int, str]]:
    """Read 'a stiff or achy neck', 'numb hands', 'swollen ankles'."""
    said_of = [position]
    cursor = position + 1
    while cursor + 1 < len(tokens) and tokens[cursor].word in _COORDINATORS and _is_said(tokens[cursor + 1], known):
        said_of.append(cursor + 1)
        cursor += 2
    end, place = _place(tokens, cursor, known.places)
    if not place or _continues(tokens, end):
        return []
    last = said_of[-1]
    return [
        (at, end if at == last else at + 1, label)
        for at in said_of
        if (label := _label(tokens[at].norm, place, known)) is not None
    ]


def _is_said(token: Token, known: SymptomWords) -> bool:
    return token.norm in known.adjectives or token.norm in known.plain


def _label(norm: str, place: str, known: SymptomWords) -> str | None:
    """Return the name of what an adjective says of a place."""
    if norm in known.adjectives and (norm not in known.plain or place not in _GENERAL):
        return f"{place} {known.adjectives[norm]}"
    return known.plain.get(norm) if place not in _GENERAL else None


def _place_first(tokens: Sequence[Token], position: int, known: SymptomWords) -> list[tuple[int, int, str]]:
    """Read 'your leg may feel weak', 'her ankles swell', 'the hip is painful'."""
    end, place = _place(tokens, position, known.places)
    if not place:
        return []
    cursor, linked = end, False
    while cursor < len(tokens) and cursor - end < _REACH:
        token = tokens[cursor]
        if token.norm in known.verbs and not linked and _is_verb(tokens, cursor, end):
            return [(position, cursor + 1, f"{place} {known.verbs[token.norm]}")]
        if linked and _is_said(token, known):
            return _said_of(tokens, position, cursor, place, known)
        if token.word in _COPULAS:
            linked = True
        elif token.word not in _BETWEEN:
            break
        cursor += 1
    return []


def _is_verb(tokens: Sequence[Token], verb: int, end: int) -> bool:
    """Tell whether a word behind a place is a verb, as 'ache' is in 'my legs ache' and not in 'leg ache'."""
    return verb > end or tokens[verb - 1].text.lower().endswith("s") or tokens[verb].text.lower().endswith(("s", "ed"))


def _said_of(
    tokens: Sequence[Token], first: int, position: int, place: str, known: SymptomWords
) -> list[tuple[int, int, str]]:
    """Name what is said of a place, together with another thing that is said of it."""
    said_of = [position]
    cursor = position + 1
    while cursor + 1 < len(tokens) and tokens[cursor].word in _COORDINATORS and _is_said(tokens[cursor + 1], known):
        said_of.append(cursor + 1)
        cursor += 2
    labels = [_label(tokens[at].norm, place, known) or "" for at in said_of]
    if "numbness" in labels:
        labels = ["muscle weakness" if label.endswith(_WEAK) else label for label in labels]
    return [
        (first if at == position else at, at + 1, label) for at, label in zip(said_of, labels, strict=True) if label
    ]


def _injury(
    tokens: Sequence[Token],
    position: int,
    norm: str,
    known: SymptomWords,
    mentions: Sequence[Mention],
    lexicon: Lexicon,
) -> list[tuple[int, int, str]]:
    """Read 'a torn labrum', 'infection of the overlying skin', 'damage to the intercostal nerve'."""
    if norm in known.torn:
        end, said = _place(tokens, position + 1, known.structures)
        return (
            [(position, end, _composed(said, known.torn[norm], lexicon))]
            if said and not _continues(tokens, end)
            else []
        )
    if position + 1 < len(tokens) and tokens[position + 1].word in {"of", "to", "in"}:
        first, head = _passing(tokens, position + 2, known), known.tears[norm]
    else:
        return []
    end, said = _structure(tokens, first, known, mentions)
    if not said or _continues(tokens, end):
        return []
    return [(position, end, _composed(said, head, lexicon))]


def _composed(said: str, head: str, lexicon: Lexicon) -> str:
    """Return the label of an injury: what is known of the structure, or of structures of its sort, or a new name."""
    words = name_key(said)
    for start in range(len(words)):
        found = lexicon.find([*words[start:], head])
        if found and found[0].kind == _CONDITION:
            return found[0].label
    return f"{said} {head}"


def _structure(
    tokens: Sequence[Token], position: int, known: SymptomWords, mentions: Sequence[Mention]
) -> tuple[int, str]:
    """Return the structure that is named at a position."""
    for mention in overlapping(mentions, position, position + 1):
        if mention.first == position and mention.readings[0].kind in _STRUCTURES:
            end, said = _place(tokens, position, known.structures)
            return (end, said) if end >= mention.last and said else (mention.last, mention.readings[0].label)
        return position, ""
    return _place(tokens, position, known.structures)
