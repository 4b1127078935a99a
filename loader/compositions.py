"""Procedures that are named by what is done to a structure: 'block of this plexus', 'its blockade', 'blocking it'.

An injection of a steroid into the hip is a hip injection.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import attrgetter

from paingraph.loader.claims import Entity
from paingraph.loader.lexicon import Lexicon, name_key
from paingraph.loader.mentions import Mention
from paingraph.loader.tokens import Token
from paingraph.loader.topic import BODY, CARE, Topic

__all__ = ["with_compositions"]

#: What is done to a structure, and the last words of the names of such procedures.
_BLOCKS, _LESIONS = ("block",), ("ablation", "denervation", "neurotomy")
_DEEDS = {
    "block": _BLOCKS, "blockade": _BLOCKS, "blocking": _BLOCKS, "interruption": _BLOCKS, "interrupting": _BLOCKS,
    "ablation": _LESIONS, "ablating": _LESIONS, "denervation": _LESIONS, "denervating": _LESIONS,
    "neurolysis": ("neurolysis",), "stimulation": ("stimulation",),
}  # fmt: skip
#: Procedures that have names of their own for the structures to which they are done.
_INJECTIONS = frozenset({"injection", "steroid injection"})
_PLACING = frozenset({"of", "into", "in", "to", "inside"})
_POSSESSIVES = frozenset({"its", "their"})
_FIRST = attrgetter("first")
#: Within so many words behind 'of' the structure is named.
_REACH = 4


def with_compositions(
    tokens: Sequence[Token], mentions: Sequence[Mention], topic: Topic, lexicon: Lexicon
) -> list[Mention]:
    """Return the mentions of a sentence, with what is done to a structure as a procedure of its own."""
    result = [_placed(tokens, mention, mentions, lexicon) for mention in mentions]
    for position in [place for place, token in enumerate(tokens) if token.norm in _DEEDS]:
        if any(m.first < position < m.last and not m.resolved for m in result):
            continue  # a name of its own: 'radiofrequency ablation of the medial branches'
        found = _composed(tokens, position, result, topic, lexicon)
        if found is not None:
            result = [m for m in result if m.last <= found.first or m.first >= found.last]
            result.append(found)
    return sorted(result, key=_FIRST)


def _placed(tokens: Sequence[Token], procedure: Mention, mentions: Sequence[Mention], lexicon: Lexicon) -> Mention:
    """Return a procedure as that of the structure behind it: 'injection of a steroid into the knee'."""
    label = procedure.readings[0].label if procedure.readings else ""
    if label not in _INJECTIONS or procedure.resolved:
        return procedure
    start = procedure.last
    for mention in (m for m in mentions if start <= m.first <= start + _REACH and m.readings):
        between = tokens[start : mention.first]
        if not between or between[0].word not in _PLACING or any(not token.norm[0].isalnum() for token in between):
            return procedure
        structure = mention.of_kind(BODY)
        if structure is None and mention.readings[0].kind == "Substance" and between[0].word == "of":
            start = mention.last
            continue
        words = name_key(structure.label) if structure is not None else ()
        found = lexicon.find([*words, "injection"])
        if not found and words[-1:] == ("joint",):
            found = lexicon.find(["joint", "injection"])
        named = tuple(entity for entity in found if entity.kind == "Procedure" and entity.label != label)
        return replace(procedure, readings=named) if words and named else procedure
    return procedure


def _composed(
    tokens: Sequence[Token], position: int, mentions: Sequence[Mention], topic: Topic, lexicon: Lexicon
) -> Mention | None:
    end, structures = _structures(tokens, position, mentions, topic)
    for structure in structures:
        words = name_key(structure.label)
        for head in _DEEDS[tokens[position].norm]:
            named = tuple(entity for entity in lexicon.find([*words, head]) if entity.kind == "Procedure")
            readings = named or _of_heading(topic, head)
            if readings:
                start, stop = tokens[position].start, tokens[end - 1].end
                inner = Mention(start, stop, position, end, (structure,))
                return Mention(start, stop, position, end, readings, inner=(inner,), resolved=True)
    return None


def _structures(
    tokens: Sequence[Token], position: int, mentions: Sequence[Mention], topic: Topic
) -> tuple[int, Sequence[Entity]]:
    """Return where the expression ends, and the structures to which something may be done, the likeliest first."""
    following = tokens[position + 1].word if position + 1 < len(tokens) else ""
    if following == "of":
        for mention in mentions:
            structure = mention.of_kind(BODY)
            if structure is not None and position + 2 <= mention.first <= position + _REACH:
                return mention.last, (structure,)
        return position + 1, ()
    if tokens[position].norm.endswith("ing") and following in {"it", "them"}:
        return position + 2, tuple(_before(position, mentions, topic))
    if position and tokens[position - 1].word in _POSSESSIVES:
        return position + 1, tuple(_before(position, mentions, topic))
    return position + 1, ()


def _before(position: int, mentions: Sequence[Mention], topic: Topic) -> Iterator[Entity]:
    """Yield the structures named before, those of the sentence first."""
    for mention in mentions:
        structure = mention.of_kind(BODY)
        if structure is not None and mention.last <= position:
            yield structure
    yield from (entity for entity in (*topic.subject, *topic.last_of(BODY)) if entity.kind in BODY)


def _of_heading(topic: Topic, head: str) -> tuple[Entity, ...]:
    """Return the procedure of the heading, if it is of this kind."""
    own = topic.strong(CARE)
    return own if len(own) == 1 and own[0].label.split()[-1] == head else ()
