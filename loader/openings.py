"""What a text without a telling title is about by its first sentence: 'Gout is a disease that …'."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from paingraph.loader.claims import Entity
from paingraph.loader.documents import BlockKind
from paingraph.loader.main_procedure import SECONDARY
from paingraph.loader.sections import Linked
from paingraph.loader.topic import CARE, CARE_NOUNS, CONDITION

__all__ = ["opening"]

#: In so many blocks a text begins.
_FIRST = 4
#: Before the thing that a text opens with.
_ARTICLES = frozenset({"a", "an", "the"})
#: Behind it, if the sentence says what it is.
_COPULAS = frozenset({"is", "are", "refers", "describes", "means"})
#: So many words may stand between, in brackets or commas.
_INSERT = 16


def opening(blocks: Sequence[Linked]) -> tuple[Entity, ...]:
    """Return the condition or intervention of which the first sentence says what it is."""
    others = min(len(blocks) - 1, 1)
    told = (b for b in blocks[:_FIRST] if b.block.kind is BlockKind.PARAGRAPH and _is_sentence(b, others))
    first = next(told, None)
    if first is None or not first.mentions:
        return ()
    named = min(first.mentions, key=lambda mention: mention.first)
    opens = named.first == 0 or (named.first == 1 and first.tokens[0].word in _ARTICLES)
    if not opens or len(named.readings) != 1 or not _is_topic(named.readings[0]):
        return ()
    return named.readings if _is_defined(first, named.last) else ()


def _is_sentence(linked: Linked, others: int) -> bool:
    """Tell whether a block holds a sentence that others follow."""
    return sum(token.text == "." for token in linked.tokens) + others > 1


def _is_topic(entity: Entity) -> bool:
    special = entity.id not in SECONDARY | {"pain"} and entity.label not in CARE_NOUNS
    return entity.kind in CARE | CONDITION and special


def _is_defined(linked: Linked, place: int) -> bool:
    """Tell whether a copula follows a name, at once or behind an insert."""
    behind = [token.word for token in itertools.islice(linked.tokens, place, place + _INSERT)]
    if behind[:1] == ["("] and ")" in behind:
        behind = behind[behind.index(")") + 1 :]
    elif behind[:1] == [","] and "," in behind[1:]:
        behind = behind[behind.index(",", 1) + 1 :]
    return bool(behind) and behind[0] in _COPULAS
