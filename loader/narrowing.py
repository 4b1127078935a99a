"""Names wider than what they mean: 'these injections' are those of the passage, 'both blocks' those of the title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from paingraph.loader.claims import Entity
from paingraph.loader.common_nouns import DEMONSTRATIVES, PAIRING
from paingraph.loader.lexicon import Lexicon
from paingraph.loader.mentions import Mention
from paingraph.loader.tokens import Token
from paingraph.loader.topic import BODY, CARE, CARE_NOUNS, Topic

__all__ = ["POINTING", "narrowed"]

#: Before a name that takes up a longer one …
POINTING = frozenset({"the", "this", "that", "these", "those"})
#: … unless it names whatever there is of the kind.
_UNSPECIFIC = frozenset({"pain", "condition", "specialist", "spine", "back", "symptom", "procedure"})
#: Before a name of other things than the passage is about.
_OTHERS = frozenset({"other", "another", "further", "additional"})
_ARTICLES = frozenset({"a", "an", "your", "each", "next"})
_COPULAS = frozenset({"is", "are", "was"})
_SORTS = frozenset("kind type form sort variety variant example".split())
#: What a section on an injection may say that it is.
_STEROID_INJECTION = "steroid-injection"
#: A neurolysis is a block too.
_ALIKE = {"block": frozenset({"block", "neurolysis"})}
#: 'The operation' is that of the heading.
_OPERATIONS = frozenset({"operation", "intervention"})
#: What any procedure may be: 'this minimally invasive treatment' is that of the heading.
_ANY_PROCEDURE = frozenset(
    """minimally-invasive-procedure interventional-pain-procedure image-guided-procedure invasive-procedure
    diagnostic-injection""".split()
)


class _Name(NamedTuple):
    """A name as it stands in its sentence: the word before it, its first noun and its last."""

    before: str
    first: str
    noun: str
    #: It is one word …
    alone: bool
    #: … a plural that opens the sentence: 'Injections are …'.
    bare: bool

    @classmethod
    def of(cls, tokens: Sequence[Token], mention: Mention) -> _Name:
        """Return a name as it stands among the tokens."""
        first = tokens[mention.first]
        place = mention.first - 1
        place -= place > 0 and tokens[place].word == "same"  # 'the same nerve'
        before = tokens[place].text.lower() if place >= 0 else ""
        alone = mention.last - mention.first == 1
        bare = alone and mention.first == 0 and first.norm in CARE_NOUNS and first.text.endswith("s")
        return cls(before, first.norm, tokens[mention.last - 1].norm, alone, bare)

    @property
    def demonstrated(self) -> bool:
        return self.before in DEMONSTRATIVES

    @property
    def pointed(self) -> bool:
        """Whether it is one word behind 'the' or the like."""
        return self.alone and self.before in POINTING


def narrowed(tokens: Sequence[Token], mention: Mention, topic: Topic, lexicon: Lexicon) -> Mention:
    """Read 'these injections' as the injections that the passage is about."""
    if mention.readings[0].kind == "Specialty" and not mention.person:
        return mention
    if _is_described(tokens, mention, topic):
        return _standing_for(mention, topic.strong(CARE))
    name = _Name.of(tokens, mention)
    if name.before in _OTHERS:
        return mention
    if not _takes_up(tokens, mention, name, topic):
        return _standing_for(mention, _of_heading(mention, name, topic))
    found = _paired(name, topic) or _narrower(mention, name, topic, lexicon) or _longer(mention, name, topic)
    return replace(_standing_for(mention, found), person=False) if found else mention


def _standing_for(mention: Mention, found: tuple[Entity, ...]) -> Mention:
    return replace(mention, readings=found, inner=(), resolved=True, owned=False) if found else mention


def _takes_up(tokens: Sequence[Token], mention: Mention, name: _Name, topic: Topic) -> bool:
    """Tell whether a name stands where it may take up what was named before."""
    if name.before == "of" and mention.first > 1 and tokens[mention.first - 2].norm in _SORTS:
        return False  # 'a kind of block' says what kind of thing it is
    if name.before in {"a", "an"} and mention.first > 1 and tokens[mention.first - 2].text.lower() in _COPULAS:
        return False  # 'it is an injection that …' says what kind of thing it is
    if name.before in _ARTICLES or name.before == ":":
        return name.alone and name.first in CARE_NOUNS and len(topic.strong(CARE)) == 1
    return name.bare or name.demonstrated or name.before in PAIRING or (name.before == "the" and name.alone)


def _is_described(tokens: Sequence[Token], mention: Mention, topic: Topic) -> bool:
    """Tell whether a section opens with what the injection of its heading is: 'An injection of steroid into …'."""
    if mention.first != 1 or topic.subject or mention.readings[0].id != _STEROID_INJECTION:
        return False
    own = topic.strong(CARE)
    opens = tokens[0].word in {"a", "an"} and tokens[mention.first + 1].word == "of"
    return opens and len(own) == 1 and own[0].label.endswith(" injection")


def _of_heading(mention: Mention, name: _Name, topic: Topic) -> tuple[Entity, ...]:
    """Return what of a heading ends in the name: 'stimulation' below 'Spinal cord stimulation'."""
    own = topic.heading_ending(name.noun) if name.alone and name.noun not in _UNSPECIFIC else ()
    if own and own[0].kind == "Condition" and sum(entity.kind == "Condition" for entity in topic.heading) > 1:
        return ()  # 'headache' under a heading with two disorders
    return own if own and own[0].kind in {reading.kind for reading in mention.readings} else ()


def _paired(name: _Name, topic: Topic) -> tuple[Entity, ...]:
    """Return the two that 'both blocks' are, the one that 'the operation' is."""
    pair = topic.pair() if name.before in PAIRING and name.first in CARE_NOUNS else ()
    if pair or not name.pointed or name.noun not in _OPERATIONS:
        return pair
    own = topic.strong(CARE) or topic.latest
    return own if len(own) == 1 else ()


def _narrower(mention: Mention, name: _Name, topic: Topic, lexicon: Lexicon) -> tuple[Entity, ...]:
    """Return what the passage speaks of that is a kind of what the name says."""
    for reading in mention.readings:
        if reading.kind == "Specialty" or (reading.id == "pain" and name.before == "the"):
            continue
        general = name.demonstrated and reading.id in _ANY_PROCEDURE
        for found in _named_alike(reading, name, topic):
            narrower = tuple(
                entity
                for entity in found
                if entity.id != reading.id
                and not lexicon.is_kind_of(reading.id, entity.id)
                and (
                    lexicon.is_kind_of(entity.id, reading.id)
                    or (name.alone and entity.label.split()[-1] in _ALIKE.get(name.noun, {name.noun}))
                    or (general and entity.kind == "Procedure")
                )
            )
            if name.demonstrated and len(narrower) == 1 and narrower[0] in topic.group[1:]:
                return ()  # one of several that were named side by side
            if narrower:
                return tuple(topic.exactly(entity) if entity.kind in BODY else entity for entity in narrower)
    return ()


def _named_alike(reading: Entity, name: _Name, topic: Topic) -> Iterator[tuple[Entity, ...]]:
    """Yield what of the kind of a general name the passage is about, nearest first."""
    kinds = CARE if reading.kind in CARE else BODY if reading.kind in BODY else frozenset({reading.kind})
    if not name.bare:
        yield topic.of_kind(kinds, weak=False)
    yield topic.strong(kinds)
    if name.demonstrated:
        yield topic.last_of(kinds)
    above = tuple(entity for entity in topic.weak if entity.kind in kinds)
    if kinds == CARE and len(above) == 1 and name.before not in _ARTICLES:
        yield above


def _longer(mention: Mention, name: _Name, topic: Topic) -> tuple[Entity, ...]:
    """Return what was named before by a longer name that ends alike: 'the ramus'."""
    named = topic.ending(name.noun) if name.pointed and name.noun not in _UNSPECIFIC else ()
    kinds = {reading.kind for reading in mention.readings}
    if "Condition" in kinds and len({e for e in topic.recent if e.label.endswith(f" {name.noun}")}) > 1:
        return ()  # 'the headache' is any of them
    return named if named and (named[0].kind in kinds or (named[0].kind in BODY and kinds & BODY)) else ()
