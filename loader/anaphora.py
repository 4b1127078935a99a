"""What 'this procedure', 'these injections', 'they' or 'your doctor' stand for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from paingraph.loader.claims import Entity
from paingraph.loader.lexicon import Lexicon
from paingraph.loader.mentions import Mention
from paingraph.loader.tokens import Token

__all__ = ["Topic", "resolve"]

_DEMONSTRATIVES = frozenset({"this", "these", "such", "those"})
_ARTICLES = frozenset({"the", "your", "each", "our", "a", "an", "most", "many", "some", "any"})
_CARE = frozenset({"Procedure", "Therapy"})
_BODY = frozenset({"PainGenerator", "AnatomicalStructure"})
_SPECIALTY = frozenset({"Specialty"})
_CONDITION = frozenset({"Condition"})
#: Nouns that stand for an intervention, a condition, a practitioner named before.
_CARE_NOUNS = frozenset("procedure technique treatment intervention injection block method approach therapy option operation test surgery".split())
_CONDITION_NOUNS = frozenset("condition disorder disease problem symptom syndrome pain injury".split())
_PRACTITIONER_NOUNS = frozenset("doctor physician specialist practitioner clinician provider".split())
_BODY_NOUNS = frozenset("joint nerve area structure disc ligament muscle space bone root".split())
_PRONOUNS = frozenset({"it", "they", "this", "these", "he", "she"})
_POSSESSIVES = frozenset({"their", "its"})
_ROLES = frozenset({"job", "role", "goal", "aim", "focus", "expertise", "specialty", "responsibility", "practice"})
_AUXILIARIES = frozenset(
    """is are was were can could may might will would should must has have do does did also often usually typically generally then sometimes
    're 've 'll 's not only help helps work works use uses involve involves provide provides offer offers treat treats target targets perform
    performs require requires relieve relieves reduce reduces specialize specialise diagnose focus rely include includes block blocks
    maintain evaluate limit cause causes collaborate complete receive tend consist consists act acts numb numbs""".split()
)


@dataclass(slots=True)
class Topic:
    """What a passage is about, nearest first: the last sentence's subject, the heading, the document."""

    heading: tuple[Entity, ...] = ()
    document: tuple[Entity, ...] = ()
    #: The subject of the sentence before, in the same section.
    subject: tuple[Entity, ...] = ()
    #: Other things named in the section so far, the latest last.
    recent: list[Entity] = field(default_factory=list)

    def of_kind(self, kinds: frozenset[str], *, subject: bool = True) -> tuple[Entity, ...]:
        """Return what of these kinds the passage is about, from the nearest place that names any."""
        for place in ((self.subject,) if subject else ()) + (self.heading, self.document):
            found = tuple(entity for entity in place if entity.kind in kinds)
            if found:
                return found
        return ()

    def last_of(self, kinds: frozenset[str]) -> tuple[Entity, ...]:
        """Return the thing of these kinds that was named last."""
        return next(((entity,) for entity in reversed(self.recent) if entity.kind in kinds), ())


def resolve(tokens: Sequence[Token], mentions: Sequence[Mention], topic: Topic, lexicon: Lexicon) -> list[Mention]:
    """Return the mentions of a sentence together with those that its pronouns and general nouns stand for."""
    result: list[Mention] = []
    covered = {position for mention in mentions for position in range(mention.first, mention.last)}
    for mention in mentions:
        result.append(_demonstrated(tokens, mention, topic, lexicon))
    for position, token in enumerate(tokens):
        if position in covered:
            continue
        found = _pronoun(tokens, position, topic, covered) or _noun(tokens, position, topic, covered, lexicon)
        if found:
            result.append(Mention(token.start, token.end, position, position + 1, found, resolved=True))
    return sorted(result, key=lambda mention: mention.first)


def _demonstrated(tokens: Sequence[Token], mention: Mention, topic: Topic, lexicon: Lexicon) -> Mention:
    """Read 'these injections' as the injections that the passage is about."""
    before = tokens[mention.first - 1].text.lower() if mention.first else ""
    if before not in _DEMONSTRATIVES and not (before == "the" and mention.last - mention.first == 1):
        return mention
    noun = tokens[mention.last - 1].norm
    for reading in mention.readings:
        kinds = _CARE if reading.kind in _CARE else _BODY if reading.kind in _BODY else frozenset({reading.kind})
        places = [topic.of_kind(kinds), topic.of_kind(kinds, subject=False)]
        if reading.kind not in _CARE or before in _DEMONSTRATIVES:
            places.append(topic.last_of(kinds))
        for found in places:
            narrower = tuple(
                e for e in found if e.id != reading.id and (lexicon.is_kind_of(e.id, reading.id) or e.label.split()[-1] == noun)
            )
            if narrower:
                return Mention(mention.start, mention.end, mention.first, mention.last, narrower[:1] if len(found) == 1 else narrower, resolved=True)
    return mention


def _pronoun(tokens: Sequence[Token], position: int, topic: Topic, covered: set[int]) -> tuple[Entity, ...]:
    word = tokens[position].text.lower()
    following = tokens[position + 1] if position + 1 < len(tokens) else None
    if following is None:
        return ()
    if word in _POSSESSIVES:
        return topic.of_kind(_SPECIALTY) if following.norm in _ROLES or (position + 2 < len(tokens) and tokens[position + 2].norm in _ROLES) else ()
    base, _, clitic = word.replace("’", "'").partition("'")
    if base not in _PRONOUNS or not (clitic or following.text.lower() in _AUXILIARIES):
        return ()
    if position and tokens[position - 1].text.lower() not in {",", ";", "—", "–", "-", "while", "because", "if", "that", "and", "but", "also", "then", "so", "addition", "often", "as", "where", "how", "(", "“"}:
        return ()
    if base == "it" and following.text.lower() == "is" and position + 2 < len(tokens) and tokens[position + 2].text.lower() in {"their", "important", "possible", "not", "necessary", "best"}:
        return ()
    found = topic.subject or topic.heading or topic.document
    if base in {"he", "she"}:
        return tuple(entity for entity in found if entity.kind == "Specialty")
    return found


def _noun(tokens: Sequence[Token], position: int, topic: Topic, covered: set[int], lexicon: Lexicon) -> tuple[Entity, ...]:
    token = tokens[position]
    norm = token.norm
    if norm in _PRACTITIONER_NOUNS:
        before = tokens[position - 1].text.lower() if position else ""
        if before in {"other", "another", "referring", "medical", "all", "care", "of"} or position + 1 < len(tokens) and tokens[position + 1].text in "-":
            return ()
        return topic.of_kind(_SPECIALTY) or topic.last_of(_SPECIALTY)
    before = {tokens[i].text.lower() for i in range(max(0, position - 3), position) if i not in covered}
    near = tokens[position - 1].text.lower() if position else ""
    if norm in _CARE_NOUNS and (before & _DEMONSTRATIVES or near in {"the", "a", "this"}):
        if near in {"a", "the"} and not before & _DEMONSTRATIVES and topic.of_kind(_CARE, subject=False) == ():
            return ()
        return topic.of_kind(_CARE) or topic.last_of(_CARE)
    if norm in _CONDITION_NOUNS and before & _DEMONSTRATIVES:
        return topic.of_kind(_CONDITION) or topic.last_of(_CONDITION)
    if norm in _BODY_NOUNS and near in _DEMONSTRATIVES:
        return tuple(e for e in topic.last_of(_BODY) if e.label.split()[-1] == norm)
    return ()
