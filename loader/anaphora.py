"""What 'this procedure', 'these injections', 'they' or 'your doctor' stand for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from paingraph.loader.claims import Entity
from paingraph.loader.common_nouns import COMMON_NOUNS, common_noun
from paingraph.loader.compositions import with_compositions
from paingraph.loader.groups import COUNTS, ORDINALS, counted, one_of_several
from paingraph.loader.lexicon import Lexicon
from paingraph.loader.mentions import Mention
from paingraph.loader.mixtures import with_mixture
from paingraph.loader.narrowing import POINTING, narrowed
from paingraph.loader.object_pronouns import taken_up
from paingraph.loader.practitioner_nouns import PRACTITIONER_NOUNS, practitioner_noun
from paingraph.loader.pronouns import alternatives, is_pronoun, pronoun
from paingraph.loader.stages import with_stages
from paingraph.loader.tokens import Token
from paingraph.loader.topic import CARE, Topic

__all__ = ["resolve"]

#: Pronouns for things.
_THINGS = frozenset({"it", "this", "these", "both"})
#: Words that may stand for something and are no pronouns.
_NOUNS = PRACTITIONER_NOUNS | COMMON_NOUNS | ORDINALS | COUNTS.keys()


def resolve(
    tokens: Sequence[Token], mentions: Sequence[Mention], topic: Topic, lexicon: Lexicon, verbs: frozenset[str]
) -> list[Mention]:
    """Return the mentions of a sentence together with those that its pronouns and general nouns stand for."""
    mentions = with_mixture(tokens, mentions, topic, verbs)
    covered = {position for mention in mentions for position in range(mention.first, mention.last)}
    result = [
        mention
        if mention.resolved and mention.first == 1
        else _with_procedure(narrowed(tokens, mention, topic, lexicon), topic, lexicon)
        for mention in mentions
    ]
    for position in _open_places(tokens, covered):
        token = tokens[position]
        found: tuple[Entity, ...]
        others: tuple[Entity, ...] = ()
        if _is_pointed(tokens, position) or not is_pronoun(token):
            found = _noun(tokens, position, topic, covered, result, verbs)
        elif found := pronoun(tokens, position, topic, result, verbs):
            others = alternatives(tokens, position, topic, result, found)
        else:
            others = taken_up(tokens, position, topic, result, verbs)
        if found or others:
            person = bool(found) and token.norm not in _THINGS | COUNTS.keys()
            place = token.start, token.end, position, position + 1
            result.append(Mention(*place, found, resolved=True, person=person, others=others))
    return with_stages(tokens, with_compositions(tokens, result, topic, lexicon), topic, lexicon)


def _open_places(tokens: Sequence[Token], covered: set[int]) -> Iterator[int]:
    """Yield where words stand that have no name and may stand for something; behind 'the' or the like any word may."""
    pointed = False
    for position, token in enumerate(tokens):
        if position not in covered and (pointed or token.norm in _NOUNS or is_pronoun(token)):
            yield position
        pointed = token.word in POINTING


def _noun(
    tokens: Sequence[Token],
    position: int,
    topic: Topic,
    covered: set[int],
    mentions: Sequence[Mention],
    verbs: frozenset[str],
) -> tuple[Entity, ...]:
    """Return what a word that is no name and no pronoun stands for."""
    norm = tokens[position].norm
    if norm in PRACTITIONER_NOUNS:
        return practitioner_noun(tokens, position, topic, mentions, verbs)
    if norm in COMMON_NOUNS:
        return common_noun(tokens, position, topic, covered, mentions)
    if norm == "latter" and not topic.group:
        return _last_named(position, mentions, topic)
    if norm in COUNTS:
        return counted(tokens, position, topic, verbs)
    if norm in ORDINALS:
        return one_of_several(tokens, position, topic, mentions, verbs)
    return topic.ending(norm) if _is_pointed(tokens, position) else ()


def _is_pointed(tokens: Sequence[Token], position: int) -> bool:
    return position > 0 and tokens[position - 1].word in POINTING


def _last_named(position: int, mentions: Sequence[Mention], topic: Topic) -> tuple[Entity, ...]:
    """Return what was named last: 'the latter'."""
    before = [mention for mention in mentions if mention.last <= position and mention.readings]
    return before[-1].readings[:1] if before else tuple(topic.recent[-1:])


def _with_procedure(mention: Mention, topic: Topic, lexicon: Lexicon) -> Mention:
    """Let a device stand for the procedure that needs it, where a relation demands one: that of the heading first."""
    device = mention.readings[0]
    procedure = lexicon.procedure_of.get(device.id) if len(mention.readings) == 1 else None
    if procedure is None or mention.others:
        return mention
    above = (*topic.strong(CARE), *(entity for entity in topic.weak if entity.kind in CARE))
    own = tuple(entity for entity in above if entity.label.startswith(device.label))[:1]
    return replace(mention, others=own or (procedure,))
