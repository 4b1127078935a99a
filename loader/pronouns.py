"""What a pronoun stands for: 'it', 'they', 'we', 'its block'."""

from __future__ import annotations

from collections.abc import Sequence

from paingraph.loader.claims import Entity
from paingraph.loader.groups import whole
from paingraph.loader.mentions import Mention
from paingraph.loader.tokens import Token
from paingraph.loader.topic import CARE, CONDITION, SPECIALTY, Topic
from paingraph.loader.unnamed import is_of_unnamed

__all__ = ["ACTIONS", "alternatives", "is_pronoun", "named_before", "pronoun"]

_PRONOUNS = frozenset({"it", "they", "this", "these", "he", "she", "both"})
_POSSESSIVES = frozenset({"their", "its"})
#: How the normal forms of all these begin.
_SOME = frozenset({"some", "many", "most", "others", "few"})
_STANDING = frozenset({"we", "our", "them", "us", *_SOME, *_PRONOUNS, *_POSSESSIVES})
#: Before 'some', if they are the subject of a clause.
_CLAUSES = frozenset({",", "and", "but", ";", "while", "although"})
_ROLES = frozenset(
    """tool approach job role goal aim focus expertise specialty responsibility practice strength mainstay stock remit
    domain field toolbox repertoire emphasis province competence task caseload patient operation trademark preference
    """.split()
)
#: What may follow a pronoun that is the subject of a clause.
_AUXILIARIES = frozenset(
    """is are was were can could may might will would should must has have do does did also often usually typically
    generally then sometimes not only help helps work works use uses involve involves provide provides offer
    offers treat treats target targets perform performs require requires relieve relieves reduce reduces
    specialize specialise diagnose focus rely include includes block blocks maintain evaluate limit cause causes
    collaborate complete receive tend consist consists act acts numb numbs combine order see assess lasts last
    take takes begin
    """.split()
)
#: What belongs to practitioners alone.
_OWN = _ROLES - {"patient"} | {"work", "partner", "colleague"}
_TEAM = frozenset({"team", "staff", "clinic", "center", "practice", "service", "doctor", "physician", "specialist"})
#: 'We' is the author here and no practitioner.
_TALKING = frozenset(
    """mention discuss mentioned discussed saw know think see hope list listed describe described already tried 've
    """.split()
)
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
#: 'In the morning they …'.
_SETTINGS = frozenset({"in", "on", "at", "during", "once", "today", "under", "by", "twice", "after"})
#: 'To either' is to one of those whom the title compares.
_CHOICES = frozenset({"either", "both"})
#: What nobody else does: 'the problems they treat' needs no sign that a clause begins.
_CLINICAL = frozenset(
    "perform recommend prescribe offer treat diagnose evaluate assess administer provide manage".split()
)
#: What training gives to those who practice.
_MASTERY = frozenset({"ability", "skill", "knowledge", "expertise", "experience"})
#: 'All of these' are these.
_OPENING = 4
_SHARES = frozenset("all most some many both each none either".split())
#: What may stand before such a pronoun.
_OPENERS = frozenset(
    """, ; : — – - while because if that and but also then so addition often as where how ( “ when since although
    though or whether once
    """.split()
)
#: 'They' are these, if they are in the same sentence.
_PERSONS = frozenset(
    "someone people patients patient person you somebody anyone individuals many those us we i".split()
)
_PREPOSITIONS = frozenset("of in for with after before to during from than unlike without by on into about".split())
#: What may stand for a subject of the sentence that has no name.
_UNNAMED = frozenset({"it", "they"})
#: With these 'it' announces a clause.
_EMPTY = frozenset("their important possible necessary best the vital essential this".split())
#: What 'it' and 'they' may be in the sentence itself.
_ANYTHING = CARE | SPECIALTY | CONDITION
_PEOPLE = frozenset({"he", "she", "we", "our"})
#: What is said of interventions.
_DONE = frozenset("tried used given performed offered indicated recommended repeated carried prescribed".split())
#: What is said of conditions.
_SUFFERED = frozenset("treated relieved caused diagnosed managed cured controlled eased".split())


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
    following = tokens[position + 1]
    if word == "we" or (word == "our" and following.norm in _TEAM):
        return () if following.norm in _TALKING else topic.speakers()
    if word in _CHOICES and position and tokens[position - 1].text.lower() == "to":
        return topic.compared()
    if word == "us":
        return topic.speakers() if position and tokens[position - 1].text.lower() == "to" else ()
    if word == "our":
        end = min([position + 4, *(mention.first for mention in mentions if mention.first > position)])
        return topic.speakers() if {token.norm for token in tokens[position + 1 : end]} & _OWN else ()
    if word in _SOME and (position == 0 or tokens[position - 1].text.lower() in _CLAUSES):
        after = [token.text.lower() for token in tokens[position + 1 : position + 3]]
        doing = after[1:2] if after[:1] == ["also"] else after[:1]
        named = named_before(tokens, position, [mention for mention in mentions if mention.person], SPECIALTY)
        people = named or topic.acting() if topic.started and doing and doing[0] in verbs - _SUFFERED else ()
        return people if len(people) == 1 else ()
    if word in _POSSESSIVES:
        near = {token.norm for token in tokens[position + 1 : position + 5]}
        return named_before(tokens, position, mentions, SPECIALTY) or topic.of_kind(SPECIALTY) if near & _ROLES else ()
    base, _, clitic = word.partition("'")
    before = [token.text.lower() for token in tokens[max(0, position - 2) : position]]
    if word in {"them", "these"} and position < _OPENING and (several := whole(tokens, position, topic)):
        return several
    if word == "them" and not _MASTERY.isdisjoint(token.norm for token in tokens[position + 1 : position + 4]):
        return topic.acting()  # 'which gives them the skills to …'
    if word == "them" and before[-1:] == ["of"] and before[0] in _SHARES and position < _OPENING:
        return _they(tokens, position, topic, mentions)
    carrying = (
        following.norm == "carry" and tokens[position + 2 : position + 3][:1] and tokens[position + 2].text == "out"
    )
    if (
        base == "they"
        and (carrying or following.norm in _CLINICAL | _PERSONAL)
        and before
        and before[-1] not in _OPENERS
    ):
        practitioners = [mention for mention in mentions if mention.person]
        return named_before(tokens, position, practitioners, SPECIALTY) or topic.acting()
    setting = base == "they" and position < _OPENING + 2 and tokens[0].text.lower() in _SETTINGS
    if setting and following.norm in _PERSONAL:
        return _they(tokens, position, topic, mentions)
    if base not in _PRONOUNS or not (clitic or _is_verbal(following, verbs, plural=base == "they")):
        return ()
    alternative = base == "she" and before == ["he", "or"]
    if before and before[-1] not in _OPENERS and not (before[-1] == "of" and before[0] in _SHARES) and not alternative:
        return ()
    if base == "it" and _is_empty(tokens, position):
        return ()
    if base in _UNNAMED and is_of_unnamed(tokens, position, mentions, plural=base == "they"):
        return ()
    if base == "this" and position and tokens[position - 1].text in {";", ","}:
        return named_before(tokens, position, mentions, _ANYTHING)
    if base == "they":
        return _they(tokens, position, topic, mentions)
    if base == "both":
        found = named_before(tokens, position, mentions, _ANYTHING)
        return found if len(found) > 1 else topic.pair() or topic.pair(SPECIALTY)
    if base == "these" and topic.person and topic.object and not named_before(tokens, position, mentions, _ANYTHING):
        return topic.object
    if base in {"it", "this"}:
        things = [mention for mention in mentions if not mention.person]
        acting = len(things) < len(mentions) and named_before(tokens, position, mentions, SPECIALTY)
        found = named_before(tokens, position, things, _ANYTHING) or (() if acting else _one(topic))
    else:
        found = named_before(tokens, position, mentions, _ANYTHING) or _last(topic)
    if base in {"he", "she"}:
        return tuple(entity for entity in found if entity.kind == "Specialty")
    done = not _DONE.isdisjoint(token.text.lower() for token in tokens[position + 1 : position + 5])
    return (topic.instead(CARE) or found) if done and {entity.kind for entity in found} == CONDITION else found


def _is_verbal(following: Token, verbs: frozenset[str], *, plural: bool) -> bool:
    """Tell whether a word says what a pronoun before it does."""
    word = following.text.lower()
    return (
        word in _AUXILIARIES or (word in verbs and (plural or word.endswith("s"))) or (plural and word.endswith("ly"))
    )


def alternatives(tokens: Sequence[Token], position: int, topic: Topic, found: Sequence[Entity]) -> tuple[Entity, ...]:
    """Return what a pronoun may stand for where a relation cannot take what it stands for first.

    'It relieves …' is said of a procedure, whatever the sentence before was about; 'it is treated with' of a condition.
    """
    kinds = {entity.kind for entity in found}
    if not kinds or tokens[position].text.lower() in _PEOPLE or "Specialty" in kinds:
        return ()
    near = {token.text.lower() for token in tokens[position + 1 : position + 6]}
    if kinds.isdisjoint(CARE):
        return topic.instead(CARE)
    return topic.instead(CONDITION) if kinds.isdisjoint(CONDITION) and near & _SUFFERED else ()


def _they(tokens: Sequence[Token], position: int, topic: Topic, mentions: Sequence[Mention]) -> tuple[Entity, ...]:
    """Return whom or what 'they' stands for: practitioners, if they do what practitioners do."""
    patients = any(token.text.lower() in _PERSONS for token in tokens[:position])
    if patients and not named_before(tokens, position, mentions, SPECIALTY):
        return ()
    found = named_before(tokens, position, mentions, _ANYTHING)
    personal = {token.norm for token in tokens[position + 1 : position + 5]} & _PERSONAL
    if personal and not any(entity.kind == "Specialty" for entity in found or topic.subject):
        return topic.acting() or found or _last(topic)
    acting = bool({token.norm for token in tokens[position + 1 : position + 5]} & ACTIONS)
    if acting and topic.practitioners and not any(e.kind in CARE | SPECIALTY for e in found or topic.subject):
        return topic.practitioners
    if topic.started and not found and not topic.subject:
        return topic.practitioners if acting else ()
    return found or _last(topic)


def _one(topic: Topic) -> tuple[Entity, ...]:
    """Return the one thing that 'it' stands for: none of several, of a heading's things its procedure; nobody."""
    if topic.person and topic.object:
        return topic.object if len(topic.object) == 1 else ()
    if len(topic.subject) > 1:
        return ()
    found = _last(topic)
    care = tuple(entity for entity in found if entity.kind in CARE)
    return care if found is topic.heading and care else found


def _last(topic: Topic) -> tuple[Entity, ...]:
    return topic.subject or topic.practitioners or topic.heading or topic.weak


def _is_empty(tokens: Sequence[Token], position: int) -> bool:
    """Tell whether 'it' announces a clause ('it is important that …') and stands for nothing."""
    words = [token.text.lower().replace("’", "'") for token in tokens[position : position + 4]]
    following = words[1:2]
    if following == ["is"] and words[2:3] == ["not"] and words[3:4] not in (["known"], ["clear"], ["possible"]):
        return False
    if words[1:3] == ["is", "best"] and words[3:4] not in (["to"], ["if"], ["that"], ["when"], ["not"]):
        return False
    return (words[0] == "it's" or following in (["is"], ["may"], ["might"])) and not _EMPTY.isdisjoint(words[1:])


def named_before(
    tokens: Sequence[Token], position: int, mentions: Sequence[Mention], kinds: frozenset[str]
) -> tuple[Entity, ...]:
    """Return what an earlier clause of the same sentence is about: its first name that no preposition governs."""
    for mention in sorted(mentions, key=lambda m: m.first):
        if mention.last >= position:
            break
        before = {token.text.lower() for token in tokens[max(0, mention.first - 3) : mention.first]}
        if before & _PREPOSITIONS:
            continue
        found = tuple(reading for reading in mention.readings if reading.kind in kinds)
        if found:
            return found
    return ()
