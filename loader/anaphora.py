"""What 'this procedure', 'these injections', 'they' or 'your doctor' stand for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from paingraph.loader.claims import Entity
from paingraph.loader.lexicon import Lexicon, name_key
from paingraph.loader.mentions import Mention
from paingraph.loader.tokens import Token

__all__ = ["CARE_NOUNS", "Topic", "resolve"]

_DEMONSTRATIVES = frozenset({"this", "these", "such", "those"})
_CARE = frozenset({"Procedure", "Therapy"})
_BODY = frozenset({"PainGenerator", "AnatomicalStructure"})
_SPECIALTY = frozenset({"Specialty"})
_CONDITION = frozenset({"Condition"})
#: Nouns that stand for an intervention, a condition, a practitioner, a structure named before.
CARE_NOUNS = frozenset(
    "procedure technique treatment intervention injection block method approach therapy option operation test surgery".split()
)
_CONDITION_NOUNS = frozenset("condition disorder disease problem symptom syndrome pain injury fracture".split())
_PRACTITIONER_NOUNS = frozenset("doctor physician specialist practitioner clinician provider fellow trainee".split())
_BODY_NOUNS = frozenset("joint nerve area structure disc ligament muscle space bone root".split())
_PRONOUNS = frozenset({"it", "they", "this", "these", "he", "she", "both"})
_POSSESSIVES = frozenset({"their", "its"})
_ROLES = frozenset("tool approach job role goal aim focus expertise specialty responsibility practice".split())
#: What may follow a pronoun that is the subject of a clause.
_AUXILIARIES = frozenset(
    """is are was were can could may might will would should must has have do does did also often usually typically generally then sometimes
    not only help helps work works use uses involve involves provide provides offer offers treat treats target targets perform performs require
    requires relieve relieves reduce reduces specialize specialise diagnose focus rely include includes block blocks maintain evaluate limit cause
    causes collaborate complete receive tend consist consists act acts numb numbs combine order see assess lasts last take takes begin
    """.split()
)
_TEAM = frozenset({"team", "staff", "clinic", "center", "practice", "service", "doctor", "physician", "specialist"})
#: 'We' is the author here and no practitioner.
_TALKING = frozenset(
    "mention discuss mentioned discussed saw know think see hope list listed describe described already tried 've".split()
)
#: What practitioners do.
_ACTIONS = frozenset(
    """use perform recommend prescribe offer treat diagnose work evaluate collaborate specialize specialise see order rely combine focus inject
    look provide assess administer undergo complete train""".split()
)
#: What may stand before such a pronoun.
_OPENERS = frozenset(
    ", ; : — – - while because if that and but also then so addition often as where how ( “ when since although though or whether once".split()
)
#: 'They' are these, if they are in the same sentence.
_PERSONS = frozenset(
    "someone people patients patient person you somebody anyone individuals many those us we i".split()
)
_PREPOSITIONS = frozenset("of in for with after before to during from than unlike without by on into about".split())


@dataclass(slots=True)
class Topic:
    """What a passage is about, nearest first.

    `weak` are topics that no heading names as such: the document's, those of headings above, and the procedures that
    bear the name of a discipline. They answer 'these techniques', but are no subject of sentences that name none.
    """

    #: The subject of the sentence before, in the same section.
    subject: tuple[Entity, ...] = ()
    #: What the heading names, or the term that a list item describes.
    heading: tuple[Entity, ...] = ()
    weak: tuple[Entity, ...] = ()
    #: The practitioners named last in the section.
    practitioners: tuple[Entity, ...] = ()
    #: Other things named in the section so far, the latest last.
    recent: list[Entity] = field(default_factory=list)
    #: The procedure that the last sentences turned to, if it is not that of the heading.
    focus: tuple[Entity, ...] = ()
    #: Those for whom the document is written, if they are practitioners.
    audience: tuple[Entity, ...] = ()
    #: The words of the heading, in lower case.
    words: frozenset[str] = frozenset()
    #: A sentence of the section has been read.
    started: bool = False
    #: The condition that the patients of the section have.
    condition: tuple[Entity, ...] = ()
    #: The procedure that bears a discipline's name, by the discipline.
    own: Mapping[str, Entity] = field(default_factory=dict)
    #: The items of the list that has just ended.
    listed: tuple[Mention, ...] = ()

    def of_kind(self, kinds: frozenset[str], *, weak: bool = True, subject: bool = True) -> tuple[Entity, ...]:
        """Return what of these kinds the passage is about, from the nearest place that names any."""
        places = (self.subject if subject else (), self.practitioners if kinds == _SPECIALTY else (), self.heading)
        for place in places:
            found = tuple(entity for entity in place if entity.kind in kinds)
            if found:
                return found
        if not weak:
            return ()
        named_before = () if self.heading or kinds == _SPECIALTY else self.last_of(kinds)
        return named_before or tuple(e for e in self.weak if e.kind in kinds) or self.last_of(kinds)

    def strong(self, kinds: frozenset[str]) -> tuple[Entity, ...]:
        """Return what of these kinds the heading or list item names, or the text has turned to."""
        turned = tuple(entity for entity in self.focus if entity.kind in kinds)
        if turned:
            return turned
        return tuple(entity for entity in self.heading if entity.kind in kinds)

    def about(self, kinds: frozenset[str], *, weak: bool, but: frozenset[str] = frozenset()) -> tuple[Entity, ...]:
        """Return what of these kinds a sentence without a subject speaks of, `but` for some."""
        places = (self.practitioners if kinds == _SPECIALTY else self.focus, self.heading, self.weak if weak else ())
        for place in places:
            found = tuple(entity for entity in place if entity.kind in kinds and entity.id not in but)
            if found:
                return found
        return ()

    def last_of(self, kinds: frozenset[str]) -> tuple[Entity, ...]:
        """Return the thing of these kinds that was named last."""
        return next(((entity,) for entity in reversed(self.recent) if entity.kind in kinds), ())


def resolve(tokens: Sequence[Token], mentions: Sequence[Mention], topic: Topic, lexicon: Lexicon) -> list[Mention]:
    """Return the mentions of a sentence together with those that its pronouns and general nouns stand for."""
    covered = {position for mention in mentions for position in range(mention.first, mention.last)}
    result = [_narrowed(tokens, mention, topic, lexicon) for mention in mentions]
    for position in range(len(tokens)):
        if position in covered:
            continue
        found = _pronoun(tokens, position, topic, result, lexicon) or _noun(tokens, position, topic, covered, result)
        if found:
            token = tokens[position]
            person = token.norm not in {"it", "this", "these", "both"}
            result.append(Mention(token.start, token.end, position, position + 1, found, resolved=True, person=person))
    return sorted(result, key=lambda mention: mention.first)


def _narrowed(tokens: Sequence[Token], mention: Mention, topic: Topic, lexicon: Lexicon) -> Mention:
    """Read 'these injections' as the injections that the passage is about."""
    before = tokens[mention.first - 1].text.lower() if mention.first else ""
    bare = mention.first == 0 and mention.last == 1 and tokens[0].norm in CARE_NOUNS and tokens[0].text.endswith("s")
    alone = mention.last - mention.first == 1
    if (
        before not in _DEMONSTRATIVES
        and not bare
        and not (before in {"the", "a", "an", "your", "each", "next"} and alone)
    ):
        return mention
    if before in {"a", "an", "your", "each", "next"} and (
        tokens[mention.first].norm not in CARE_NOUNS or len(topic.strong(_CARE)) != 1
    ):
        return mention
    noun = tokens[mention.last - 1].norm
    for reading in mention.readings:
        kinds = _CARE if reading.kind in _CARE else _BODY if reading.kind in _BODY else frozenset({reading.kind})
        if reading.kind == "Specialty":
            continue
        places = [topic.strong(kinds)] if bare else [topic.of_kind(kinds, weak=False), topic.strong(kinds)]
        if before in _DEMONSTRATIVES:
            places.append(topic.last_of(kinds))
        for found in places:
            narrower = tuple(
                e
                for e in found
                if e.id != reading.id
                and (
                    lexicon.is_kind_of(e.id, reading.id)
                    or (e.label.split()[-1] == noun and mention.last - mention.first == 1)
                )
            )
            if narrower:
                return Mention(mention.start, mention.end, mention.first, mention.last, narrower, resolved=True)
    return mention


def _pronoun(
    tokens: Sequence[Token], position: int, topic: Topic, mentions: Sequence[Mention], lexicon: Lexicon
) -> tuple[Entity, ...]:
    word = tokens[position].text.lower()
    following = tokens[position + 1] if position + 1 < len(tokens) else None
    if following is None:
        return ()
    if word == "we" or (word == "our" and following.norm in _TEAM):
        return () if following.norm in _TALKING else topic.of_kind(_SPECIALTY)
    if word == "its" and following.norm in {"block", "blockade", "ablation", "injection", "stimulation"}:
        return _of_structure(following.norm, topic, lexicon)
    if word in _POSSESSIVES:
        near = {token.norm for token in tokens[position + 1 : position + 4]}
        return _local(tokens, position, mentions, _SPECIALTY) or topic.of_kind(_SPECIALTY) if near & _ROLES else ()
    base, _, clitic = word.replace("’", "'").partition("'")
    if base not in _PRONOUNS or not (clitic or following.text.lower() in _AUXILIARIES):
        return ()
    if position and tokens[position - 1].text.lower() not in _OPENERS:
        return ()
    if base == "it" and _is_empty(tokens, position):
        return ()
    words_before = {token.text.lower() for token in tokens[:position]}
    if base == "they" and words_before & _PERSONS and not _local(tokens, position, mentions, _SPECIALTY):
        return ()
    found = _local(tokens, position, mentions, _CARE | _SPECIALTY | _CONDITION)
    if base == "they" and topic.practitioners and not any(e.kind in _CARE | _SPECIALTY for e in found or topic.subject):
        if {token.norm for token in tokens[position + 1 : position + 5]} & _ACTIONS:
            return topic.practitioners
    if base == "they" and topic.started and not found and not topic.subject:
        return topic.practitioners if {token.norm for token in tokens[position + 1 : position + 5]} & _ACTIONS else ()
    found = found or topic.subject or topic.practitioners or topic.heading or topic.weak
    if base in {"he", "she"}:
        return tuple(entity for entity in found if entity.kind == "Specialty")
    return found


def _of_structure(head: str, topic: Topic, lexicon: Lexicon) -> tuple[Entity, ...]:
    """Return what is done to the structure named last: 'its block' after 'the stellate ganglion'."""
    for structure in (*topic.subject, *topic.last_of(_BODY)):
        words = name_key(structure.label)
        found = lexicon.find([*words, "block" if head == "blockade" else head])
        if structure.kind in _BODY and found:
            return found
    return ()


def _is_empty(tokens: Sequence[Token], position: int) -> bool:
    """Tell whether 'it' announces a clause ('it is important that …') and stands for nothing."""
    words = [token.text.lower().replace("’", "'") for token in tokens[position : position + 4]]
    if words[1:2] == ["is"] and words[2:3] == ["not"] and words[3:4] not in (["known"], ["clear"], ["possible"]):
        return False
    return (words[0] == "it's" or words[1:2] in (["is"], ["may"], ["might"])) and bool(
        set(words[1:])
        & {
            "their",
            "important",
            "possible",
            "necessary",
            "best",
            "the",
            "vital",
            "essential",
            "this",
        }
    )


def _local(
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


def _noun(
    tokens: Sequence[Token], position: int, topic: Topic, covered: set[int], mentions: Sequence[Mention]
) -> tuple[Entity, ...]:
    norm = tokens[position].norm
    near = tokens[position - 1].text.lower() if position else ""
    if norm in _PRACTITIONER_NOUNS:
        following = tokens[position + 1].text if position + 1 < len(tokens) else ""
        if (
            near in {"other", "another", "referring", "medical", "all", "care", "of", "different", "multiple"}
            or following == "-"
        ):
            return ()
        return _local(tokens, position, mentions, _SPECIALTY) or topic.of_kind(_SPECIALTY)
    before = {tokens[i].text.lower() for i in range(max(0, position - 3), position) if i not in covered}
    if norm in CARE_NOUNS and before & _DEMONSTRATIVES:
        return _local(tokens, position, mentions, _CARE) or topic.of_kind(_CARE)
    if (
        norm in CARE_NOUNS
        and position < 2
        and near in {"", "some", "most", "many", "all"}
        and tokens[position].text.endswith("s")
    ):
        return topic.strong(_CARE)
    if norm in CARE_NOUNS and near == "the":
        return (
            tuple(entity for entity in topic.subject if entity.kind in _CARE)
            or topic.strong(_CARE)
            or topic.last_of(_CARE)
        )
    if norm in _CONDITION_NOUNS and before & _DEMONSTRATIVES:
        return topic.of_kind(_CONDITION)
    if norm in _BODY_NOUNS and near in _DEMONSTRATIVES:
        return tuple(e for e in topic.last_of(_BODY) if e.label.split()[-1] == norm)
    return ()
