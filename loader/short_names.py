"""The last word of a name alone, where a document names one such thing: 'the stimulator', 'before fusion'."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from paingraph.loader.claims import Entity
from paingraph.loader.lexicon import Lexicon
from paingraph.loader.mentions import DETERMINERS, Mention
from paingraph.loader.tokens import Token

__all__ = ["short_names", "with_short_names"]

#: Last words that are said for the whole name.
_HEADS = frozenset("stimulator stimulation fusion decompression augmentation ablation neurotomy denervation".split())
#: Before such a word if it stands alone; behind another noun it names something else.
_BEFORE = DETERMINERS | frozenset(
    """, . ; : ( — and or but with of for by after before from to than without need needs needed get gets getting have
    has had offer offers implant into in on between as no if when permanent implanted temporary repeat repeated
    surgical such is are was called via during while against
    """.split()
)
#: What a block is that no name tells more exactly, and what stands before one, or several.
_BLOCK = "nerve-block"
_FUSION, _SPINAL = "spinal-fusion", ("spin", "vertebr", "disc ", "lumbar", "back")
_OF_ONE = frozenset("a the this that your each another one any every such".split())
_OF_MANY = _OF_ONE | frozenset(
    """. ; : ( and or with of for after before from than without two three these those repeated such both all most
    our""".split()
)
#: Behind it, unless it names something else.
_JOINED = frozenset({"of", "-", "/"})


def short_names(named: AbstractSet[Entity], lexicon: Lexicon) -> Mapping[str, Entity]:
    """Return for each such word the one thing that a document means by it, if it names one."""
    found: dict[str, set[Entity]] = {}
    devices = {procedure: device for device, procedure in lexicon.procedure_of.items()}
    for entity in named:
        others = (lexicon.entities[devices[entity]],) if entity in devices else ()
        for known in (entity, *others):
            head = known.label.split()[-1]
            if head in _HEADS and known.label != head and known.id in lexicon.entities:
                found.setdefault(head, set()).add(known)
    blocks = {entity for entity in named if entity.id != _BLOCK and entity.label.split()[-1] == "block"}
    if len(blocks) == 1 and all(lexicon.entities.get(entity.id) == entity for entity in blocks):
        found["block"] = blocks
    spinal = any(word in entity.label for entity in named for word in _SPINAL)
    default = {"block": _BLOCK} | ({"fusion": _FUSION} if spinal else {})
    general = {head: lexicon.entities[slug] for head, slug in default.items() if head not in found}
    return general | {head: next(iter(known)) for head, known in found.items() if len(known) == 1}


def _is_noun(token: Token, before: str) -> bool:
    """Tell whether 'block' is a thing here and not what is done."""
    return before in (_OF_MANY if token.text.lower().endswith("s") else _OF_ONE)


def with_short_names(
    tokens: Sequence[Token], mentions: Sequence[Mention], names: Mapping[str, Entity]
) -> list[Mention]:
    """Return the mentions of a block with those that such words make."""
    added = _alone(tokens, mentions, names)
    return sorted([*mentions, *added], key=lambda mention: mention.first)


def _alone(tokens: Sequence[Token], mentions: Sequence[Mention], names: Mapping[str, Entity]) -> Iterator[Mention]:
    if names.keys().isdisjoint([token.norm for token in tokens]):
        return
    covered = {position for mention in mentions for position in range(mention.first, mention.last)}
    for position, token in enumerate(tokens):
        if token.norm not in names or position in covered:
            continue
        before = tokens[position - 1].text.lower() if position else ","
        behind = tokens[position + 1].text if position + 1 < len(tokens) else ""
        if token.norm == "block" and (behind.lower() in DETERMINERS or not _is_noun(token, before)):
            continue
        if before in _BEFORE and behind not in _JOINED and position + 1 not in covered:
            yield Mention(token.start, token.end, position, position + 1, (names[token.norm],))
