"""Names that share words: 'lumbar and cervical radiculopathy', 'injections in the knees or hips'."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from paingraph.loader.claims import Entity
from paingraph.loader.coined_names import compose, without_tail
from paingraph.loader.lexicon import Lexicon
from paingraph.loader.mentions import DETERMINERS, Mention, overlapping
from paingraph.loader.stretches import COORDINATORS, PREPOSITIONS, mention_of, norms
from paingraph.loader.tokens import Token
from paingraph.loader.variants import variants
from paingraph.loader.word_order import reordered
from paingraph.ontology.namespaces import slugify

__all__ = ["complete"]

#: Heads of procedures on one structure that are named together.
_FURTHER_HEADS = frozenset(
    "block injection ablation neurolysis denervation stimulation neurotomy rhizotomy fusion".split()
)
_BETWEEN_HEADS = frozenset({"and", "or", ",", "/"})
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
        added += variants(tokens, mention, lexicon)
    added += list(_modified(tokens, added, widened, lexicon))
    return _merge(widened, added) if added else widened


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
    if cursor <= 0 or tokens[cursor].word not in COORDINATORS:
        return []
    words = norms(tokens, mention.first, mention.last)
    found: list[Mention] = []
    kinds = {reading.kind for reading in mention.readings}
    while cursor > 0 and len(words) > 1 and tokens[cursor].text.lower() in COORDINATORS:
        if tokens[cursor - 1].text == "," and cursor > 1:
            cursor -= 1
        stretch = _shared(tokens, cursor, mention, lexicon)
        only_comma = not found and tokens[cursor].text == "," and tokens[cursor + 1].text.lower() not in COORDINATORS
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
    last = without_tail(tokens, mention.first, mention.last, lexicon)
    words = norms(tokens, mention.first, last)
    open_ended = not lexicon.find(words)
    for length in (4, 3, 2, 1):
        first = end - length
        if first < 0 or not all(token.norm[0].isalnum() or token.text == "-" for token in tokens[first:end]):
            continue
        modifier = norms(tokens, first, end)
        if tokens[first].text == "-" or (modifier and modifier[0] in DETERMINERS):
            continue
        if open_ended and length == 1 and PREPOSITIONS.isdisjoint(words):
            composed = compose(tokens[first:end], tokens[mention.first + 1 : last], mention.readings[0].kind)
            if composed is not None:
                return mention_of(tokens, first, end, (composed,))
        for dropped in range(1, len(words)):
            entities = lexicon.find([*modifier, *words[dropped:]])
            if entities and entities != mention.readings:
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
    if cursor + 1 >= len(tokens) or tokens[cursor].word not in COORDINATORS:
        return []
    words = norms(tokens, mention.first, mention.last)
    found: list[Mention] = []
    if PREPOSITIONS.isdisjoint(words):
        return found
    head = words[: next(i for i, word in enumerate(words) if word in PREPOSITIONS)]
    while cursor + 1 < len(tokens) and tokens[cursor].text.lower() in COORDINATORS:
        cursor += 1
        if tokens[cursor].text.lower() in COORDINATORS and cursor + 1 < len(tokens):
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
