"""What a question is about that names nothing itself, in a series of questions: 'How long does it last?'."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from paingraph.loader.claims import Entity
from paingraph.loader.documents import BlockKind
from paingraph.loader.lexicon import Lexicon
from paingraph.loader.sections import Linked
from paingraph.loader.topic import CARE, CARE_NOUNS

__all__ = ["Inquiry", "is_question", "points_back"]

#: With one of these a question speaks of what was spoken of before …
_BACK = frozenset("it its this such one they their".split())
#: … or of several things.
_SEVERAL = frozenset({"these", "those", "them"})
#: Without one of these a question only names a new topic: 'And the knees?'.
_ASKING = frozenset(
    """who whom whose what when where why how which is are was were do does did can could will would should am may might
    must have has who'll what's how's i'm""".split()
)
_DEFINITE = frozenset({"the", "this", "that", "such", "my", "your"})
#: A question asks for what all these do: 'any of these', 'which procedures'.
_CHOOSING = frozenset({"which", "any", "all", "each", "every", "either", "both"})
#: A question is about what they do themselves, and not about a procedure.
_SELF = frozenset({"myself", "yourself", "ourselves"})
#: What patients go on with whatever is done, so that a page on a procedure turns to it only in passing.
_BESIDE = frozenset({"pharmacotherapy", "oral-medication"})
#: What one may ask about.
_TOPICS = CARE | {"Condition", "Specialty", "Device", "Substance"}

Names = Callable[[Linked], tuple[Entity, ...]]


class Inquiry:
    """The questions of a document, each with what those before it left it to speak of.

    `named` tells what a heading names, `above` what the headings above it do; procedures of the ids in `general` go
    with others and are no topic.
    """

    def __init__(
        self, blocks: Sequence[Linked], named: Names, above: Names, lexicon: Lexicon, general: frozenset[str]
    ) -> None:
        self._named = named
        self._lexicon = lexicon
        self._general = general
        #: What each question was left, by its block: nothing where several things are as likely.
        self._left: dict[int, tuple[Entity, ...]] = {}
        #: Its questions are about several procedures of which none is a kind of the other.
        self.is_manifold = False
        series: dict[tuple[int, int | None], list[tuple[Linked, list[Linked]]]] = {}
        answer: list[Linked] = []
        for linked in blocks:
            if linked.block.kind is BlockKind.HEADING:
                answer = []
                series.setdefault((linked.block.level, linked.block.heading), []).append((linked, answer))
            else:
                answer.append(linked)
        for headings in series.values():
            if sum(is_question(heading) for heading, _ in headings) > 1:
                self._read(headings, self._cares(above(headings[0][0])))

    def left_to(self, heading: Linked) -> tuple[Entity, ...] | None:
        """Return what a question in a series is about besides what it names; None for any other heading."""
        return self._left.get(heading.index)

    def _read(self, headings: Sequence[tuple[Linked, Sequence[Linked]]], whole: tuple[Entity, ...]) -> None:
        """Read a series of questions below headings that speak of the `whole`."""
        current: tuple[Entity, ...] = whole if len(whole) == 1 else ()
        topics: dict[Entity, None] = {}
        for heading, answer in headings:
            named = tuple(entity for entity in self._named(heading) if entity.kind in _TOPICS)
            taken = {e for e in named if self._is_taken_up(heading, e, current) or self._is_wider(e, whole)}
            own = [entity for entity in self._cares(named) if entity not in taken]
            own = own if len(whole) != 1 else [entity for entity in own if entity.id not in _BESIDE]
            if not is_question(heading):
                current = named
                continue
            if own:
                left: tuple[Entity, ...] = ()
                current = named
                topics.update(dict.fromkeys(own))
            elif points_back(heading) > 1:
                several = len(self._cares(current)) > 1
                left = current if several else tuple(entity for entity in current if entity.kind == "Condition")
                current = whole if len(whole) == 1 else left
            elif points_back(heading) or len(self._cares(named)) > 0:
                left = self._single(current)
            elif self._named(heading) or _ASKING.isdisjoint(token.text.lower() for token in heading.tokens):
                others = tuple(entity for entity in named if entity not in taken)
                left, current = (), (*others, *(whole if len(whole) == 1 else self._answered(answer, named)))
            else:
                kept = len(whole) != 1 or any(self._is_kind(entity, whole[0]) for entity in self._cares(current))
                current = current if kept else whole
                left = tuple(entity for entity in self._single(current) if entity.kind != "Specialty")
                if any(token.text.lower() in _SELF for token in heading.tokens):
                    left = tuple(entity for entity in left if entity.kind not in CARE)
            self._left[heading.index] = left
        procedures = [entity for entity in topics if entity.kind == "Procedure"]
        wide = {a for a in procedures for b in procedures if a != b and self._is_kind(b, a)}
        self.is_manifold = self.is_manifold or len([entity for entity in procedures if entity not in wide]) > 1

    def _is_kind(self, narrow: Entity, wide: Entity) -> bool:
        return self._lexicon.is_kind_of(narrow.id, wide.id) or narrow.label.endswith(f" {wide.label}")

    def _is_wider(self, entity: Entity, whole: Sequence[Entity]) -> bool:
        """Tell whether the heading above names one thing, more exactly."""
        return len(whole) == 1 and entity != whole[0] and self._is_kind(whole[0], entity)

    def _is_taken_up(self, heading: Linked, entity: Entity, current: Sequence[Entity]) -> bool:
        """Tell whether a heading takes up what was spoken of by a wider name: 'the block'."""
        if not any(self._is_kind(before, entity) for before in current):
            return False
        named = (mention for mention in heading.mentions if entity in mention.readings)
        return any(m.first and heading.tokens[m.first - 1].text.lower() in _DEFINITE for m in named)

    def _cares(self, entities: Iterable[Entity]) -> tuple[Entity, ...]:
        """Return the procedures and therapies that may be a topic."""
        return tuple(
            entity
            for entity in entities
            if entity.kind in CARE and entity.id not in self._general and entity.label not in CARE_NOUNS
        )

    def _single(self, entities: Sequence[Entity]) -> tuple[Entity, ...]:
        """Return what is spoken of without the procedures, if they are several."""
        cares = self._cares(entities)
        return tuple(entity for entity in entities if entity.kind not in CARE or len(cares) == 1)

    def _answered(self, answer: Sequence[Linked], named: Sequence[Entity]) -> tuple[Entity, ...]:
        """Return the one procedure that an answer names to a question that names none."""
        if any(entity.kind == "Specialty" for entity in named):
            return ()
        mentions = (mention for linked in answer for mention in linked.mentions)
        found = tuple(dict.fromkeys(self._cares(reading for m in mentions for reading in m.readings[:1])))
        return found if len(found) == 1 else ()


def is_question(linked: Linked) -> bool:
    """Tell whether a heading asks something."""
    return any(token.text == "?" for token in linked.tokens[-2:])


def points_back(heading: Linked) -> int:
    """Return to how many things a question points back without naming them: none, one, or more (2)."""
    words = [token.text.lower() for token in heading.tokens]
    norms = [token.norm for token in heading.tokens]
    if not _SEVERAL.isdisjoint(words) or (not _CHOOSING.isdisjoint(words) and not CARE_NOUNS.isdisjoint(norms)):
        return 2
    pointed = any(a in _DEFINITE and b in CARE_NOUNS for a, b in zip(words, norms[1:], strict=False))
    return int(pointed or not _BACK.isdisjoint(words))
