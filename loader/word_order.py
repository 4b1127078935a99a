"""Names in another order of words: 'ablation of the genicular nerves' is a genicular nerve ablation."""

from __future__ import annotations

from collections.abc import Sequence

from paingraph.loader.claims import Entity
from paingraph.loader.lexicon import Lexicon
from paingraph.loader.mentions import DETERMINERS, Mention
from paingraph.loader.stretches import MODIFIERS, PREPOSITIONS, mention_of, norms
from paingraph.loader.tokens import Token
from paingraph.loader.topic import BODY

__all__ = ["reordered"]

#: Heads that name an intervention or condition together with what follows 'of', 'in', 'into' …
_HEADS = frozenset(
    """injection block ablation denervation neurotomy stimulation implantation implant fusion lysis surgery pain
    arthritis osteoarthritis herniation stenosis radiculopathy neuralgia neuropathy fracture inflammation
    degeneration ache ablation infusion injury compression neurolysis blockade irritation disorder disease
    dysfunction syndrome examination spasm strain entrapment damage trauma review
    """.split()
)
_BLOCKS = frozenset({"block", "blockade", "blocking"})
#: What the name of a block leaves out: a stellate block is one of the ganglion.
_STRUCTURES = frozenset("nerve plexus ganglion root branch joint chain trunk".split())
_ORIGINATING = frozenset(
    "originate arise come start stem originating arising coming starting stemming generating".split()
)
#: Before 'pain in the knee' these may be left out of its name.
_DEGREES = frozenset({"chronic", "acute", "severe", "persistent", "mild", "constant"})
#: What is injected makes no procedure of its own where the text says into what: 'steroid injection of the hip'.
_OF_STEROID = "steroid-injection"
_DEMONSTRATIVES = frozenset({"this", "that", "these", "those"})


def reordered(tokens: Sequence[Token], mentions: list[Mention], lexicon: Lexicon) -> list[Mention]:
    """Widen 'ablation of the genicular nerves' to what 'genicular nerve ablation' names."""
    if _HEADS.isdisjoint([token.norm for token in tokens]):
        return mentions
    starts = {mention.first: mention for mention in mentions}
    ends = {mention.last: mention for mention in mentions}
    result: list[Mention] = []
    inside = {position for mention in mentions for position in range(mention.first + 1, mention.last - 1)}
    heads = [position for position, token in enumerate(tokens) if token.norm in _HEADS and position not in inside]
    consumed = 0
    for position in sorted({*starts, *heads}):
        if position < consumed:
            continue
        found = _reorder_at(tokens, position, starts, ends, lexicon)
        if found is not None and found.first >= consumed:
            while result and result[-1].last > found.first:
                result.pop()
            result.append(found)
            consumed = found.last
        elif position in starts:
            result.append(starts[position])
    return result


def _reorder_at(
    tokens: Sequence[Token], position: int, starts: dict[int, Mention], ends: dict[int, Mention], lexicon: Lexicon
) -> Mention | None:
    if tokens[position].norm not in _HEADS or position + 2 >= len(tokens):
        return None
    after = position + 1
    cursor = after
    if tokens[cursor].norm in {"that", "which"}:
        cursor += 1
    originating = cursor + 2 < len(tokens) and tokens[cursor].norm in _ORIGINATING and tokens[position].norm == "pain"
    if originating and (cursor > after or tokens[cursor].word.endswith("ing")):
        cursor += 1  # without 'that' a finite verb makes a sentence: 'pain arises from a joint'
    elif cursor > after:
        return None
    sourced = tokens[cursor].norm == "from" and tokens[position].norm == "pain"
    if tokens[cursor].norm not in PREPOSITIONS and not sourced:
        return None
    head = ends.get(after)
    first = head.first if head is not None else position
    if head is None and position in starts:
        return None
    cursor += 1
    while cursor < len(tokens) and (tokens[cursor].norm in DETERMINERS or tokens[cursor].norm in MODIFIERS):
        if tokens[cursor].norm in _DEMONSTRATIVES:
            return None
        cursor += 1
    head_words = norms(tokens, first, after)
    for length in (4, 3, 2, 1):
        last = cursor + length
        if last > len(tokens) or not all(token.norm[0].isalnum() or token.text == "-" for token in tokens[cursor:last]):
            continue
        words = norms(tokens, cursor, last)
        if last < len(tokens) and tokens[last].norm == "of" and words == ["back"]:
            return None
        found = lexicon.find([*words, *head_words])
        if not found and (_DEGREES.issuperset(head_words[:-1]) or head_words[-1] != "pain"):
            shorter = lexicon.find([*words, head_words[-1]])
            found = shorter if len(head_words) == 1 or not _is_lost(head, shorter, lexicon) else ()
        if not found and head_words[-1] in _BLOCKS:
            found = lexicon.find([*words, "block"]) or (
                lexicon.find([*words[:-1], "block"]) if len(words) > 1 and words[-1] in _STRUCTURES else ()
            )
        if head is not None and not {r.kind for r in found} & {r.kind for r in head.readings}:
            continue
        if found and not any(reading in (head.readings if head else ()) for reading in found):
            inner = tuple(m for m in starts.values() if m.first >= cursor and m.last <= last)
            if sourced and not (inner and all(r.kind in BODY for mention in inner for r in mention.readings)):
                return None  # 'pain from a disc herniation' is caused by it
            return mention_of(tokens, first, last, found, inner)
    return None


def _is_lost(head: Mention | None, shorter: Sequence[Entity], lexicon: Lexicon) -> bool:
    """Tell whether a name with the head's last word alone loses the rest: 'intradiscal injection of steroid'."""
    read = head.readings if head is not None else ()
    known = [reading.id for reading in read if reading.id in lexicon.entities and reading.id != _OF_STEROID]
    substances = any(reading.kind == "Procedure" for reading in shorter)
    return bool(known) and substances and not any(lexicon.is_kind_of(s.id, k) for s in shorter for k in known)
