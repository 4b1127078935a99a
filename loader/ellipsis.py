"""Names that share words: 'lumbar and cervical radiculopathy', 'injections in the knees or hips'."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from paingraph.loader.claims import Entity
from paingraph.loader.grammar import compose
from paingraph.loader.lexicon import Lexicon
from paingraph.loader.mentions import DETERMINERS, Mention, overlapping
from paingraph.loader.stretches import MODIFIERS, PREPOSITIONS, mention_of, norms
from paingraph.loader.tokens import Token
from paingraph.loader.word_order import reordered
from paingraph.ontology.namespaces import slugify

__all__ = ["complete", "glossed"]

_COORDINATORS = frozenset({"and", "or", ",", "/", "plus"})
#: Heads of procedures on one structure that are named together.
_FURTHER_HEADS = frozenset(
    "block injection ablation neurolysis denervation stimulation neurotomy rhizotomy fusion".split()
)
_BETWEEN_HEADS = frozenset({"and", "or", ",", "/"})
#: At most so many words has a name that is written in part.
_LONGEST_PART = 3
_KINDS_WITH_PARTS = frozenset({"AnatomicalStructure", "PainGenerator"})


def complete(tokens: Sequence[Token], mentions: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    """Return the mentions of a block with those added or widened whose names are written in part."""
    widened = [_with_inner(tokens, mention, lexicon) for mention in reordered(tokens, list(mentions), lexicon)]
    added: list[Mention] = []
    for mention, following in itertools.pairwise(widened):
        added += _further_head(tokens, mention, following, lexicon)
    for mention in widened:
        added += _before(tokens, mention, widened, lexicon)
        added += _after(tokens, mention, lexicon)
        added += _in_parentheses(tokens, mention, lexicon)
        added += _behind_colon(tokens, mention, lexicon)
        added += _numbered(tokens, mention, lexicon)
    added += list(_modified(tokens, added, widened, lexicon))
    return _merge(widened, added)


def _merge(mentions: Sequence[Mention], added: Sequence[Mention]) -> list[Mention]:
    """Return all mentions by position; an added one replaces those that it overlaps."""
    taken = {position for mention in added for position in range(mention.first, mention.last)}
    kept = [mention for mention in mentions if taken.isdisjoint(range(mention.first, mention.last))]
    unique: dict[tuple[int, int], Mention] = {}
    for mention in [*kept, *added]:
        unique[mention.first, mention.last] = mention
    result: list[Mention] = []
    for mention in sorted(unique.values(), key=lambda m: (m.first, -m.last)):
        if not result or mention.first >= result[-1].last:
            result.append(mention)
    return result


def glossed(tokens: Sequence[Token], mentions: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    """Take an everyday name and the proper one behind it for one name: 'a collapsed lung (pneumothorax)'."""
    if all(token.text != "(" for token in tokens):
        return list(mentions)
    result: list[Mention] = []
    for mention in mentions:
        plain = result[-1] if result else None
        if plain is not None and _is_gloss(tokens, plain, mention, lexicon):
            result[-1] = replace(mention, start=plain.start, first=plain.first, last=mention.last + 1)
        else:
            result.append(mention)
    return result


def _is_gloss(tokens: Sequence[Token], plain: Mention, proper: Mention, lexicon: Lexicon) -> bool:
    """Tell whether parentheses hold one name alone that says more exactly what the name before them means."""
    if (
        plain.last >= len(tokens)
        or tokens[plain.last].text != "("
        or proper.first != plain.last + 1
        or proper.last >= len(tokens)
    ):
        return False
    if tokens[proper.last].text != ")" or len(plain.readings) > 1 or len(proper.readings) > 1:
        return False
    everyday, exact = plain.readings[0], proper.readings[0]
    if everyday.kind != exact.kind:
        return False
    known = everyday.id in lexicon.entities
    return not known or (exact.kind == "ImagingModality" and lexicon.is_kind_of(exact.id, everyday.id))


def _with_inner(tokens: Sequence[Token], mention: Mention, lexicon: Lexicon) -> Mention:
    """Name the structure in 'injection in the knee'."""
    if mention.inner or mention.last - mention.first < 3:
        return mention
    prepositions = [i for i in range(mention.first + 1, mention.last - 1) if tokens[i].norm in PREPOSITIONS]
    if not prepositions:
        return mention
    first = prepositions[0] + 1
    while first < mention.last - 1 and tokens[first].norm in DETERMINERS:
        first += 1
    found = tuple(r for r in lexicon.find(norms(tokens, first, mention.last)) if r.kind in _KINDS_WITH_PARTS)
    return replace(mention, inner=(mention_of(tokens, first, mention.last, found),)) if found else mention


def _before(tokens: Sequence[Token], mention: Mention, mentions: Sequence[Mention], lexicon: Lexicon) -> list[Mention]:
    """Find 'lumbar' in 'lumbar and cervical radiculopathy'."""
    cursor = mention.first - 1
    if cursor <= 0 or tokens[cursor].word not in _COORDINATORS:
        return []
    words = norms(tokens, mention.first, mention.last)
    found: list[Mention] = []
    kinds = {reading.kind for reading in mention.readings}
    while cursor > 0 and len(words) > 1 and tokens[cursor].text.lower() in _COORDINATORS:
        if tokens[cursor - 1].text == "," and cursor > 1:
            cursor -= 1
        stretch = _shared(tokens, cursor, mention, lexicon)
        only_comma = not found and tokens[cursor].text == "," and tokens[cursor + 1].text.lower() not in _COORDINATORS
        if stretch is None:
            break
        taken = list(overlapping(mentions, stretch.first, cursor))
        apart = only_comma and stretch.first > 0 and tokens[stretch.first - 1].word in DETERMINERS
        if apart or (only_comma and taken) or any(not {r.kind for r in m.readings}.isdisjoint(kinds) for m in taken):
            break
        found.append(stretch)
        cursor = stretch.first - 1
    return found


def _further_head(tokens: Sequence[Token], mention: Mention, following: Mention, lexicon: Lexicon) -> list[Mention]:
    """Find what the second of two heads names: 'celiac plexus neurolysis' in 'celiac plexus block and neurolysis'."""
    if following.first - mention.last != 1 or tokens[mention.last].norm not in _BETWEEN_HEADS:
        return []
    words = norms(tokens, mention.first, mention.last)
    second = norms(tokens, following.first, following.last)
    if len(second) != 1 or len(words) < 2:
        return []
    if second[0] not in _FURTHER_HEADS or words[-1] not in _FURTHER_HEADS or second[0] == words[-1]:
        return []
    label = " ".join([*words[:-1], second[0]])
    readings = lexicon.find([*words[:-1], second[0]]) or (Entity(slugify(label), label, "Procedure"),)
    return [replace(following, readings=readings)]


def _shared(tokens: Sequence[Token], end: int, mention: Mention, lexicon: Lexicon) -> Mention | None:
    """Return the name that ends before a coordinator and shares its head with the one behind it."""
    words = norms(tokens, mention.first, mention.last)
    open_ended = not lexicon.find(words)
    for length in (4, 3, 2, 1):
        first = end - length
        if first < 0 or not all(token.norm[0].isalnum() or token.text == "-" for token in tokens[first:end]):
            continue
        modifier = norms(tokens, first, end)
        if tokens[first].text == "-" or (modifier and modifier[0] in DETERMINERS):
            continue
        if open_ended and length == 1:
            composed = compose(tokens[first:end], tokens[mention.first + 1 : mention.last], mention.readings[0].kind)
            if composed is not None:
                return mention_of(tokens, first, end, (composed,))
        for dropped in range(1, len(words)):
            entities = lexicon.find([*modifier, *words[dropped:]])
            if entities:
                return mention_of(tokens, first, end, entities)
    return None


def _modified(
    tokens: Sequence[Token], added: Sequence[Mention], mentions: Sequence[Mention], lexicon: Lexicon
) -> list[Mention]:
    """Carry 'chronic' over in 'chronic back or neck pain'."""
    result: list[Mention] = []
    for stretch in added:
        words = norms(tokens, stretch.first, stretch.last)
        follower = next((m for m in mentions if stretch.last < m.first <= stretch.last + 2), None)
        if follower is None or len(words) < 2:
            continue
        own = norms(tokens, follower.first, follower.last)
        for length in range(len(words) - 1, 0, -1):
            entities = lexicon.find([*words[:length], *own])
            if entities:
                result.append(replace(follower, readings=entities))
                break
    return result


def _after(tokens: Sequence[Token], mention: Mention, lexicon: Lexicon) -> list[Mention]:
    """Find 'hips' in 'injections in the knees or hips', also where the first name was written in another order."""
    cursor = mention.last
    if cursor + 1 >= len(tokens) or tokens[cursor].word not in _COORDINATORS:
        return []
    words = norms(tokens, mention.first, mention.last)
    found: list[Mention] = []
    if PREPOSITIONS.isdisjoint(words):
        return found
    head = words[: next(i for i, word in enumerate(words) if word in PREPOSITIONS)]
    while cursor + 1 < len(tokens) and tokens[cursor].text.lower() in _COORDINATORS:
        cursor += 1
        if tokens[cursor].text.lower() in _COORDINATORS and cursor + 1 < len(tokens):
            cursor += 1
        while cursor + 1 < len(tokens) and tokens[cursor].norm in DETERMINERS:
            cursor += 1
        stretch = _continued(tokens, cursor, words, head, lexicon)
        if stretch is None:
            break
        found.append(stretch)
        cursor = stretch.last
    return found


def _continued(
    tokens: Sequence[Token], first: int, words: Sequence[str], head: Sequence[str], lexicon: Lexicon
) -> Mention | None:
    for length in (3, 2, 1):
        last = first + length
        if last > len(tokens) or not all(token.norm[0].isalnum() for token in tokens[first:last]):
            continue
        part = norms(tokens, first, last)
        candidates = [[*part, *head]] + [[*words[:kept], *part] for kept in range(len(words) - 1, 0, -1)]
        for key in candidates:
            entities = lexicon.find(key)
            if entities:
                structures = tuple(r for r in lexicon.find(part) if r.kind in _KINDS_WITH_PARTS)
                inner = (mention_of(tokens, first, last, structures),) if structures else ()
                return mention_of(tokens, first, last, entities, inner)
    return None


def _numbered(tokens: Sequence[Token], mention: Mention, lexicon: Lexicon) -> list[Mention]:
    """Find 'type 2' in 'complex regional pain syndrome type 1 and type 2', and both types in '… types I and II'."""
    words = norms(tokens, mention.first, mention.last)
    cursor, found = mention.last, []
    if words[-2:-1] == ["type"]:
        words = words[:-2]
    elif cursor < len(tokens) and tokens[cursor].norm == "type" and cursor + 1 < len(tokens):
        readings = lexicon.find([*words, "type", tokens[cursor + 1].norm])
        if readings:
            found.append(mention_of(tokens, mention.first, cursor + 2, readings))
        cursor += 2
    else:
        return []
    while cursor + 1 < len(tokens) and tokens[cursor].text.lower() in _COORDINATORS:
        number = cursor + 2 if tokens[cursor + 1].norm == "type" else cursor + 1
        readings = lexicon.find([*words, "type", tokens[number].norm]) if number < len(tokens) else ()
        if not readings:
            break
        found.append(mention_of(tokens, cursor + 1, number + 1, readings))
        cursor = number + 1
    return found


def _behind_colon(tokens: Sequence[Token], mention: Mention, lexicon: Lexicon) -> list[Mention]:
    """Find 'caudal' in 'epidural steroid injections: interlaminar, transforaminal and caudal'."""
    if mention.last + 1 >= len(tokens) or tokens[mention.last].text != ":" or len(mention.readings) != 1:
        return []
    words = norms(tokens, mention.first, mention.last)
    found: list[Mention] = []
    for first, last in _listed(tokens, mention.last + 1):
        part = norms(tokens, first, last)
        keys = ([*part, *words[kept:]] for kept in range(len(words)))
        readings = next((named for key in keys if (named := lexicon.find(key))), ())
        general = mention.readings[0].id
        if not readings or readings[0].id == general or not lexicon.is_kind_of(readings[0].id, general):
            break
        found.append(mention_of(tokens, first, last, readings))
    return found


def _listed(tokens: Sequence[Token], first: int) -> Iterator[tuple[int, int]]:
    """Yield where the parts of an enumeration stand, without what parentheses say of them."""
    start, position = first, first
    while position <= len(tokens):
        word = tokens[position].text.lower() if position < len(tokens) else "."
        if word in _COORDINATORS or word in {"(", ".", ";"}:
            if start < position:
                yield start, position
            while word == "(" and position < len(tokens) and tokens[position].text != ")":
                position += 1
            start = position + 1
        if word == "." or position - start > _LONGEST_PART:
            return
        position += 1


def _in_parentheses(tokens: Sequence[Token], mention: Mention, lexicon: Lexicon) -> list[Mention]:
    """Find 'acute' and 'chronic' in 'pain (both acute and chronic)'."""
    cursor = mention.last
    if cursor >= len(tokens) or tokens[cursor].text != "(":
        return []
    words = norms(tokens, mention.first, mention.last)
    found: list[Mention] = []
    cursor += 1
    while cursor < len(tokens) and tokens[cursor].text != ")":
        if tokens[cursor].norm in MODIFIERS or tokens[cursor].text.lower() in _COORDINATORS:
            cursor += 1
            continue
        entities = lexicon.find([tokens[cursor].norm, *words])
        if not entities:
            return []
        found.append(mention_of(tokens, cursor, cursor + 1, entities))
        cursor += 1
    return found
