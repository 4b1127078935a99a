"""Symptoms named by what is felt and where, in any order: 'weakness in the legs', 'legs feel weak'."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from paingraph.loader.injuries import injury_at
from paingraph.loader.lexicon import Lexicon
from paingraph.loader.mentions import Mention, overlapping
from paingraph.loader.places import REACH, behind_articles, goes_on, place_at
from paingraph.loader.symptom_words import SymptomWords, symptom_words
from paingraph.loader.tokens import Token

__all__ = ["with_symptoms"]

_PREPOSITIONS = frozenset("in of across over around down into at under to behind".split())
#: 'Pain that runs down the leg': what may stand between a feeling and its place.
_RUNNING = frozenset(
    """that which runs running run goes going shoots shooting travels traveling radiating radiates spreading spreads
    felt""".split()
)
_COPULAS = frozenset(
    """be is are was were been being feel feels felt become becomes became go goes get gets getting look looks stay
    stays stayed remain seem turns gone""".split()
)
_BETWEEN = frozenset(
    """may might can could will would should have has had often also usually sometimes still then and very so quite
    rather a little bit suddenly really always more too temporarily""".split()
)
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
        found = _symptoms_at(tokens, position, known) or injury_at(tokens, position, result, known, lexicon)
        for first, last, label in found:
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


def _symptoms_at(tokens: Sequence[Token], position: int, known: SymptomWords) -> list[tuple[int, int, str]]:
    """Return the stretches that name a symptom from a position on, with their labels."""
    norm = tokens[position].norm
    if norm in known.places:
        return _place_first(tokens, position, known)
    found = _noun_first(tokens, position, known.nouns[norm], known) if norm in known.nouns else []
    return found or (_adjective_first(tokens, position, known) if _is_said(tokens[position], known) else [])


def _noun_first(tokens: Sequence[Token], position: int, head: str, known: SymptomWords) -> list[tuple[int, int, str]]:
    """Read 'weakness in the legs', 'pain that runs down one leg', 'stiffness or pain in the hip'."""
    cursor = position + 1
    joined = cursor + 1 < len(tokens) and tokens[cursor].word in _ALTERNATIVES
    if joined and (tokens[cursor + 1].norm in known.nouns or tokens[cursor + 1].norm in known.plain):
        found = _noun_first(tokens, cursor + 1, head, known)
        return [(position, cursor, label) for _, _, label in found[:1]]
    while head == _PAIN and cursor < len(tokens) and cursor - position < REACH and tokens[cursor].word in _RUNNING:
        cursor += 1
    if cursor + 1 >= len(tokens) or tokens[cursor].word not in _PREPOSITIONS:
        return []
    first = behind_articles(tokens, cursor + 1, known)
    end, said = place_at(tokens, first, known.places)
    if not said or goes_on(tokens, end):
        return []
    if tokens[cursor].word in _NOT_OF.get(head, ()) and not tokens[end - 1].word.endswith("s"):
        return []
    found = [(position, end, f"{said} {head}")]
    while end + 1 < len(tokens) and tokens[end].word in _COORDINATORS:
        first = behind_articles(tokens, end + 1, known)
        end, said = place_at(tokens, first, known.places)
        if not said or goes_on(tokens, end):
            break
        found.append((first, end, f"{said} {head}"))
    return found


def _adjective_first(tokens: Sequence[Token], position: int, known: SymptomWords) -> list[tuple[int, int, str]]:
    """Read 'a stiff or achy neck', 'numb hands', 'swollen ankles'."""
    *others, last = _joined(tokens, position, known)
    end, place = place_at(tokens, last + 1, known.places)
    if not place or goes_on(tokens, end):
        return []
    ends = {**{at: at + 1 for at in others}, last: end}
    labels = {at: _label(tokens[at].norm, place, known) for at in ends}
    return [(at, ends[at], label) for at, label in labels.items() if label is not None]


def _joined(tokens: Sequence[Token], position: int, known: SymptomWords) -> list[int]:
    """Return where adjectives stand that are said of the same place: 'stiff or achy', 'weak, numb and cold'."""
    said_of = [position]
    cursor = position + 1
    while cursor + 1 < len(tokens) and tokens[cursor].word in _COORDINATORS and _is_said(tokens[cursor + 1], known):
        said_of.append(cursor + 1)
        cursor += 2
    return said_of


def _is_said(token: Token, known: SymptomWords) -> bool:
    return token.norm in known.adjectives or token.norm in known.plain


def _label(norm: str, place: str, known: SymptomWords) -> str | None:
    """Return the name of what an adjective says of a place."""
    if norm in known.adjectives and (norm not in known.plain or place not in _GENERAL):
        return f"{place} {known.adjectives[norm]}"
    return known.plain.get(norm) if place not in _GENERAL else None


def _place_first(tokens: Sequence[Token], position: int, known: SymptomWords) -> list[tuple[int, int, str]]:
    """Read 'your leg may feel weak', 'her ankles swell', 'the hip is painful'."""
    end, place = place_at(tokens, position, known.places)
    if not place:
        return []
    cursor, linked = end, False
    while cursor < len(tokens) and cursor - end < REACH:
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
    said_of = _joined(tokens, position, known)
    labels = [_label(tokens[at].norm, place, known) or "" for at in said_of]
    if "numbness" in labels:
        labels = ["muscle weakness" if label.endswith(_WEAK) else label for label in labels]
    return [
        (first if at == position else at, at + 1, label) for at, label in zip(said_of, labels, strict=True) if label
    ]
