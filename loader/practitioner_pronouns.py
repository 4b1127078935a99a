"""Whom pronouns mean that only people bear, or that do what practitioners do: 'we', 'some', 'they prescribe'."""

from __future__ import annotations

from collections.abc import Sequence

from paingraph.loader.antecedents import ANYTHING, current, named_before
from paingraph.loader.claims import Entity
from paingraph.loader.mentions import Mention
from paingraph.loader.tokens import Token
from paingraph.loader.topic import CARE, SPECIALTY, Topic

__all__ = [
    "ACTIONS",
    "OPENING",
    "SPEAKERS",
    "SUFFERED",
    "is_set",
    "is_share",
    "owners",
    "practices",
    "practitioners",
    "some",
    "speakers",
    "them",
    "they",
]

#: What practitioners do.
ACTIONS = frozenset(
    """use perform recommend prescribe offer treat diagnose work evaluate collaborate specialize specialise see
    order rely combine focus inject look provide assess administer undergo complete train
    """.split()
)
#: What only people do, whatever the sentence before was about.
_PERSONAL = frozenset(
    """perform prescribe care diagnose refer direct see collaborate specialize specialise recommend order spend learn
    train complete consult teach examine place inject implant
    """.split()
)
#: What nobody else does: 'the problems they treat' needs no sign that a clause begins.
_CLINICAL = frozenset(
    "perform recommend prescribe offer treat diagnose evaluate assess administer provide manage".split()
)
#: What is said of conditions.
SUFFERED = frozenset("treated relieved caused diagnosed managed cured controlled eased".split())
#: What is theirs, or of those who come to them.
_ROLES = frozenset(
    """tool approach job role goal aim focus expertise specialty responsibility practice strength mainstay stock remit
    domain field toolbox repertoire emphasis province competence task caseload patient operation trademark preference
    """.split()
)
#: What belongs to practitioners alone.
_OWN = _ROLES - {"patient"} | {"work", "partner", "colleague"}
_TEAM = frozenset({"team", "staff", "clinic", "center", "practice", "service", "doctor", "physician", "specialist"})
#: Those who write.
SPEAKERS = frozenset({"we", "our", "us"})
#: 'We' is the author here and no practitioner.
_TALKING = frozenset(
    """mention discuss mentioned discussed saw know think see hope list listed describe described already tried 've
    """.split()
)
#: What a page says of the house that it is of, and not of one of its disciplines: 'We offer nerve blocks'.
_OFFERING = frozenset("offer give use suggest perform do repeat provide recommend prescribe inject place treat".split())
#: Before 'us' to whom patients come.
_TOWARDS = frozenset({"to", "send", "sends", "refer", "refers"})
#: Before 'some', if they are the subject of a clause.
_CLAUSES = frozenset({",", "and", "but", ";", "while", "although"})
#: 'In the morning they …'.
_SETTINGS = frozenset({"in", "on", "at", "during", "once", "today", "under", "by", "twice", "after"})
#: What training gives to those who practice.
_MASTERY = frozenset({"ability", "skill", "knowledge", "expertise", "experience"})
#: 'All of these' are these, so early in a sentence.
OPENING = 4
_SHARES = frozenset("all most some many both each none either".split())
#: 'They' are these, if they are in the same sentence.
_PERSONS = frozenset(
    "someone people patients patient person you somebody anyone individuals many those us we i".split()
)


def speakers(tokens: Sequence[Token], position: int, topic: Topic, mentions: Sequence[Mention]) -> tuple[Entity, ...]:
    """Return those who write, where 'we', 'our' or 'us' is said of what they do or have."""
    word, following = tokens[position].word, tokens[position + 1].norm
    if word == "we":
        done = not _OFFERING.isdisjoint(token.norm for token in tokens[position + 1 : position + 4])
        meant = following not in _TALKING and not (done and topic.guessed)
    elif word == "us":
        told = any(mention.person and mention.last < position for mention in mentions)  # and not: 'please send us'
        meant = position > 0 and tokens[position - 1].word in (_TOWARDS if told else {"to"})
    else:
        end = min([position + 4, *(mention.first for mention in mentions if mention.first > position)])
        meant = following in _TEAM or not _OWN.isdisjoint(token.norm for token in tokens[position + 1 : end])
    return topic.speakers() if meant else ()


def some(
    tokens: Sequence[Token], position: int, topic: Topic, mentions: Sequence[Mention], verbs: frozenset[str]
) -> tuple[Entity, ...]:
    """Return the practitioners some of whom do something: 'Most also offer …'."""
    if position and tokens[position - 1].text.lower() not in _CLAUSES:
        return ()
    after = [token.text.lower() for token in tokens[position + 1 : position + 3]]
    doing = after[1:2] if after[:1] == ["also"] else after[:1]
    if not topic.started or not doing or doing[0] not in verbs or doing[0] in SUFFERED:
        return ()
    people = practitioners(tokens, position, topic, mentions)
    return people if len(people) == 1 else ()


def owners(tokens: Sequence[Token], position: int, topic: Topic, mentions: Sequence[Mention]) -> tuple[Entity, ...]:
    """Return the practitioners whose role or patients are spoken of: 'their approach'."""
    if _ROLES.isdisjoint(token.norm for token in tokens[position + 1 : position + 5]):
        return ()
    return named_before(tokens, position, mentions, SPECIALTY) or topic.of_kind(SPECIALTY)


def them(tokens: Sequence[Token], position: int, topic: Topic, mentions: Sequence[Mention]) -> tuple[Entity, ...]:
    """Return whom 'them' means, if they learn something or all of them open a sentence."""
    if not _MASTERY.isdisjoint(token.norm for token in tokens[position + 1 : position + 4]):
        return topic.acting()  # 'which gives them the skills to …'
    shared = position < OPENING and is_share([token.text.lower() for token in tokens[max(0, position - 2) : position]])
    return they(tokens, position, topic, mentions) if shared else ()


def is_share(before: Sequence[str]) -> bool:
    """Tell whether the two words before a pronoun say how many are meant: 'all of them'."""
    return before[-1:] == ["of"] and before[0] in _SHARES


def they(
    tokens: Sequence[Token], position: int, topic: Topic, mentions: Sequence[Mention], *, fronted: bool = False
) -> tuple[Entity, ...]:
    """Return whom or what 'they' stands for: practitioners, if they do what practitioners do.

    Patients before a `fronted` one only set the scene: 'For most people they …'.
    """
    patients = not fronted and any(token.text.lower() in _PERSONS for token in tokens[:position])
    if patients and not named_before(tokens, position, mentions, SPECIALTY):
        return ()
    found = named_before(tokens, position, mentions, ANYTHING)
    doing = {token.norm for token in tokens[position + 1 : position + 5]}
    if any(m.readings[0].kind == "Credential" and m.first > position for m in mentions if m.readings):
        return found if found and found[0].kind == "Specialty" else topic.acting() or found or current(topic)
    if doing & _PERSONAL and not any(entity.kind == "Specialty" for entity in found or topic.subject):
        return topic.acting() or found or current(topic)
    acting = bool(doing & ACTIONS)
    if acting and topic.practitioners and not any(e.kind in CARE | SPECIALTY for e in found or topic.subject):
        return topic.practitioners
    if topic.started and not found and not topic.subject:
        return topic.practitioners if acting else ()
    return found or current(topic)


def practices(tokens: Sequence[Token], position: int) -> bool:
    """Tell whether 'they' do what nobody but practitioners does."""
    following = [token.norm for token in tokens[position + 1 : position + 2]]
    carrying = following == ["carry"] and [token.text for token in tokens[position + 2 : position + 3]] == ["out"]
    return carrying or not (_CLINICAL | _PERSONAL).isdisjoint(following)


def practitioners(
    tokens: Sequence[Token], position: int, topic: Topic, mentions: Sequence[Mention]
) -> tuple[Entity, ...]:
    """Return the practitioners that the sentence has named, or else the passage."""
    people = [mention for mention in mentions if mention.person]
    return named_before(tokens, position, people, SPECIALTY) or topic.acting()


def is_set(tokens: Sequence[Token], position: int) -> bool:
    """Tell whether 'they' do what only people do, behind time or place: 'In the morning they see …'."""
    opening = position < OPENING + 2 and tokens[0].text.lower() in _SETTINGS
    return opening and tokens[position + 1].norm in _PERSONAL
