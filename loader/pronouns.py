"""What a pronoun stands for: 'it', 'they', 'we', 'its block'."""

from __future__ import annotations

from collections.abc import Sequence

from paingraph.loader.antecedents import ANYTHING, SUBSTANCE, current, current_thing, is_fronted, named_before
from paingraph.loader.claims import Entity
from paingraph.loader.groups import whole
from paingraph.loader.mentions import Mention
from paingraph.loader.practitioner_pronouns import (
    OPENING,
    SPEAKERS,
    SUFFERED,
    is_set,
    is_share,
    owners,
    practices,
    practitioners,
    some,
    speakers,
    them,
    they,
)
from paingraph.loader.tokens import Token
from paingraph.loader.topic import CARE, CONDITION, SPECIALTY, Topic
from paingraph.loader.unnamed import is_of_unnamed

__all__ = ["alternatives", "is_pronoun", "pronoun"]

_PRONOUNS = frozenset({"it", "they", "this", "these", "he", "she", "both"})
_POSSESSIVES = frozenset({"their", "its"})
#: Parts of those who practice.
_SOME = frozenset({"some", "many", "most", "others", "few"})
_STANDING = SPEAKERS | {"them"} | _SOME | _PRONOUNS | _POSSESSIVES
#: What may follow a pronoun that is the subject of a clause.
_AUXILIARIES = frozenset(
    """is are was were can could may might will would should must has have do does did also often usually typically
    generally then sometimes not only help helps work works use uses involve involves provide provides offer
    offers treat treats target targets perform performs require requires relieve relieves reduce reduces
    specialize specialise diagnose focus rely include includes block blocks maintain evaluate limit cause causes
    collaborate complete receive tend consist consists act acts numb numbs combine order see assess lasts last
    take takes begin come comes
    """.split()
)
#: 'To either' is to one of those whom the title compares.
_CHOICES = frozenset({"either", "both"})
#: What may stand before such a pronoun.
_OPENERS = frozenset(
    """, ; : — – - while because if that and but also then so addition often as where how ( “ when since although
    though or whether once cases patients people rarely occasionally sometimes usually here afterwards
    """.split()
)
#: What may stand for a subject of the sentence that has no name.
_UNNAMED = frozenset({"it", "they"})
#: With these 'it' announces a clause.
_EMPTY = frozenset(
    """their important possible necessary best the vital essential this whether uncertain unclear doubtful unknown
    """.split()
)
#: So many are 'both'.
_PAIR = 2
_PEOPLE = frozenset({"he", "she", "we", "our"})
#: What is said of interventions.
_DONE = frozenset("tried used given performed offered indicated recommended repeated carried prescribed".split())


def is_pronoun(token: Token) -> bool:
    """Tell whether a word is a pronoun that may stand for something, contracted with a verb or not."""
    word = token.word
    return word in _STANDING or ("'" in word and word.partition("'")[0] in _STANDING)


def pronoun(
    tokens: Sequence[Token], position: int, topic: Topic, mentions: Sequence[Mention], verbs: frozenset[str]
) -> tuple[Entity, ...]:
    """Return what the word at a position stands for, if it is a pronoun whose meaning the passage gives."""
    word = tokens[position].word
    if position + 1 >= len(tokens):
        return ()
    if word in SPEAKERS:
        return speakers(tokens, position, topic, mentions)
    if word in _CHOICES and position and tokens[position - 1].text.lower() == "to":
        return topic.compared()
    if word in _SOME:
        return some(tokens, position, topic, mentions, verbs)
    if word in _POSSESSIVES:
        return owners(tokens, position, topic, mentions)
    if word in {"them", "these"} and position < OPENING and (several := whole(tokens, position, topic)):
        return several
    if word == "them":
        return them(tokens, position, topic, mentions)
    before = [token.text.lower() for token in tokens[max(0, position - 2) : position]]
    base = word.partition("'")[0]
    if base == "they" and before and before[-1] not in _OPENERS and practices(tokens, position):
        return practitioners(tokens, position, topic, mentions)  # 'the problems they treat'
    if base == "they" and is_set(tokens, position):
        return they(tokens, position, topic, mentions)
    if base not in _PRONOUNS or not _is_subject(tokens, position, before, verbs):
        return ()
    if base in _UNNAMED and is_of_unnamed(tokens, position, mentions, plural=base == "they"):
        return ()
    return _subject(tokens, position, topic, mentions, verbs)


def _is_subject(tokens: Sequence[Token], position: int, before: Sequence[str], verbs: frozenset[str]) -> bool:
    """Tell whether a pronoun stands where the subject of a clause does, and stands for something."""
    base, _, clitic = tokens[position].word.partition("'")
    if not clitic and not _is_verbal(tokens[position + 1], verbs, plural=base == "they"):
        return False
    alternative = base == "she" and before == ["he", "or"]
    opened = before and before[-1] not in _OPENERS and not is_share(before) and not alternative
    if opened and not (base in _UNNAMED and is_fronted(tokens, position, verbs)):
        return False
    return base != "it" or not _is_empty(tokens, position)


def _is_verbal(following: Token, verbs: frozenset[str], *, plural: bool) -> bool:
    """Tell whether a word says what a pronoun before it does."""
    word = following.text.lower()
    return (
        word in _AUXILIARIES or (word in verbs and (plural or word.endswith("s"))) or (plural and word.endswith("ly"))
    )


def _is_empty(tokens: Sequence[Token], position: int) -> bool:
    """Tell whether 'it' announces a clause ('it is important that …') and stands for nothing."""
    words = [token.text.lower().replace("’", "'") for token in tokens[position : position + 4]]
    following = words[1:2]
    if (
        following == ["is"]
        and words[2:3] == ["not"]
        and words[3:4] not in (["known"], ["clear"], ["possible"], ["certain"])
    ):
        return False
    if words[1:3] == ["is", "best"] and words[3:4] not in (["to"], ["if"], ["that"], ["when"], ["not"]):
        return False
    return (words[0] == "it's" or following in (["is"], ["may"], ["might"])) and not _EMPTY.isdisjoint(words[1:])


def _subject(
    tokens: Sequence[Token], position: int, topic: Topic, mentions: Sequence[Mention], verbs: frozenset[str]
) -> tuple[Entity, ...]:
    """Return what a pronoun stands for that is the subject of a clause."""
    base = tokens[position].word.partition("'")[0]
    named = named_before(tokens, position, mentions, ANYTHING)
    if base == "this" and position and tokens[position - 1].text in {";", ","}:
        return named
    if base == "they":
        return they(tokens, position, topic, mentions, fronted=is_fronted(tokens, position, verbs))
    if base == "both":
        return (
            named
            if len(named) > 1
            else _named_pair(tokens, position, mentions) or topic.pair() or topic.pair(SPECIALTY)
        )
    if base == "these" and topic.person and topic.object and not named:
        return topic.object
    if base in {"he", "she"}:
        people = [m for m in mentions if m.person and m.last <= position]
        return people[-1].readings if people else topic.acting()
    found = _thing(tokens, position, topic, mentions) if base in {"it", "this"} else named or current(topic)
    done = not _DONE.isdisjoint(token.text.lower() for token in tokens[position + 1 : position + 5])
    return (topic.instead(CARE) or found) if done and {entity.kind for entity in found} == CONDITION else found


def _named_pair(tokens: Sequence[Token], position: int, mentions: Sequence[Mention]) -> tuple[Entity, ...]:
    """Return the two interventions that an earlier clause names side by side: 'A and B help; both are …'."""
    before = [m for m in mentions if m.last <= position and any(reading.kind in CARE for reading in m.readings)]
    joined = len(before) == _PAIR and [token.word for token in tokens[before[0].last : before[1].first]] == ["and"]
    return tuple(mention.readings[0] for mention in before) if joined else ()


def _thing(tokens: Sequence[Token], position: int, topic: Topic, mentions: Sequence[Mention]) -> tuple[Entity, ...]:
    """Return the one thing, and nobody, that 'it' or 'this' stands for."""
    things = [mention for mention in mentions if not mention.person]
    kinds = ANYTHING if tokens[position].word.startswith("it") else ANYTHING - SUBSTANCE
    named = named_before(tokens, position, things, kinds)
    acting = len(things) < len(mentions) and named_before(tokens, position, mentions, SPECIALTY)
    return named or (() if acting else current_thing(topic))


def alternatives(
    tokens: Sequence[Token], position: int, topic: Topic, mentions: Sequence[Mention], found: Sequence[Entity]
) -> tuple[Entity, ...]:
    """Return what a pronoun may stand for where a relation cannot take what it stands for first.

    'It relieves …' is said of a procedure, whatever the sentence before was about; 'it is treated with' of a condition.
    """
    kinds = {entity.kind for entity in found}
    if not kinds or tokens[position].text.lower() in _PEOPLE or "Specialty" in kinds:
        return ()
    if kinds == SUBSTANCE and found == named_before(tokens, position, mentions, SUBSTANCE):
        return ()  # 'Opioids help, but they cause …'
    near = {token.text.lower() for token in tokens[position + 1 : position + 6]}
    if kinds.isdisjoint(CARE):
        return topic.instead(CARE)
    suffered = near & SUFFERED and tokens[position].word != "both"  # of which two is not known
    return topic.instead(CONDITION) if kinds.isdisjoint(CONDITION) and suffered else ()
