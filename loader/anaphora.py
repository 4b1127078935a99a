"""What 'this procedure', 'these injections', 'they' or 'your doctor' stand for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from paingraph.loader.claims import Entity
from paingraph.loader.compositions import with_compositions
from paingraph.loader.groups import ORDINALS, one_of_several
from paingraph.loader.lexicon import Lexicon
from paingraph.loader.mentions import Mention
from paingraph.loader.mixtures import with_mixture
from paingraph.loader.object_pronouns import taken_up
from paingraph.loader.pronouns import ACTIONS, alternatives, is_pronoun, named_before, pronoun
from paingraph.loader.stages import with_stages
from paingraph.loader.tokens import Token
from paingraph.loader.topic import BODY, CARE, CARE_NOUNS, CONDITION, SPECIALTY, Topic

__all__ = ["resolve"]

_DEMONSTRATIVES = frozenset({"this", "these", "such", "those"})
_ARTICLES = frozenset({"a", "an", "your", "each", "next"})
_COPULAS = frozenset({"is", "are", "was"})
_QUANTIFIERS = frozenset({"", "some", "most", "many", "all"})
#: Pronouns for things.
_THINGS = frozenset({"it", "this", "these", "both"})
#: What a section on an injection may say that it is.
_STEROID_INJECTION = "steroid-injection"
#: With these a practitioner is not the one whom the passage is about.
_OTHERS = frozenset(
    "other another referring medical all care health of different multiple a any every hospital insurance".split()
)
#: … nor 'of several kinds' …
_SEVERAL = frozenset({"several", "various", "different", "many", "all", "other"})
#: … nor with one of these behind: 'specialist nurses'.
_NURSES = frozenset({"nurse", "nursing", "physiotherapist", "midwife"})
#: What a clinic does besides.
_RECEIVING = frozenset("welcome welcomes accept accepts admit admits cover covers also".split())
#: 'The program lasts a year' is that of the title.
_PROGRAMS = frozenset({"program", "programme", "training"})
_LASTING = frozenset({"last", "lasts", "takes", "runs"})
#: Those who learn the discipline that a page is about.
_LEARNERS = frozenset({"fellow", "trainee"})
#: 'Physicians' are none of these.
_NO_PHYSICIANS = frozenset(
    """physical-therapy-discipline occupational-therapy-discipline psychology pain-psychology chiropractic
    acupuncture-practice mental-health-care
    """.split()
)
_PHYSICIANS = frozenset({"doctor", "physician", "consultant"})
#: Nouns that stand for a condition, a practitioner, a structure named before.
_CONDITION_NOUNS = frozenset("condition disorder disease problem symptom syndrome pain injury fracture".split())
#: Of these the nouns that stand for any condition.
_DISORDERS = frozenset("condition disorder disease problem symptom pain".split())
#: 'The condition' is that of the heading.
_NAMED_BY_HEADING = frozenset({"condition", "disorder", "syndrome"})
_PRACTITIONER_NOUNS = frozenset("doctor physician specialist practitioner clinician provider".split())
#: … or those who work there, if they do something.
_PLACES_OF_WORK = frozenset(
    "clinic service unit department center centre team consultant graduate program staff".split()
)
_BODY_NOUNS = frozenset("joint nerve area structure disc ligament muscle space bone root".split())
#: 'Neither block' is said of two.
_PAIRING = frozenset({"neither", "both", "either"})
#: … and so is 'both forms'.
_FORMS = frozenset({"form", "variant", "version"})
#: A neurolysis is a block too.
_ALIKE = {"block": frozenset({"block", "neurolysis"})}
#: 'The operation' is that of the heading.
_OPERATIONS = frozenset({"operation", "intervention"})
#: What any procedure may be: 'this minimally invasive treatment' is that of the heading.
_ANY_PROCEDURE = frozenset(
    "minimally-invasive-procedure interventional-pain-procedure image-guided-procedure invasive-procedure".split()
)
#: With these another phrase begins.
_GOVERNING = frozenset("in of for with on at by to from".split())
#: Before a name that takes up a longer one …
_POINTING = frozenset({"the", "this", "that", "these", "those"})
#: … unless it names whatever there is of the kind.
_UNSPECIFIC = frozenset({"pain", "condition", "specialist", "spine", "back", "symptom", "procedure"})
_NOUNS = (
    _PROGRAMS | _LEARNERS | CARE_NOUNS | _FORMS | _CONDITION_NOUNS | _PRACTITIONER_NOUNS | _BODY_NOUNS | _PLACES_OF_WORK
)
#: Before 'of these', with a list below.
_CHOSEN = frozenset({"one", "any", "several"})
_DEFINITE = frozenset({"the", "this", "our"})


def resolve(
    tokens: Sequence[Token], mentions: Sequence[Mention], topic: Topic, lexicon: Lexicon, verbs: frozenset[str]
) -> list[Mention]:
    """Return the mentions of a sentence together with those that its pronouns and general nouns stand for."""
    mentions = with_mixture(tokens, mentions, topic, verbs)
    covered = {position for mention in mentions for position in range(mention.first, mention.last)}
    result = [
        mention
        if mention.resolved and mention.first == 1
        else _with_procedure(_narrowed(tokens, mention, topic, lexicon), topic, lexicon)
        for mention in mentions
    ]
    for position, token in enumerate(tokens):
        if position in covered:
            continue
        others: tuple[Entity, ...] = ()
        if token.norm in _NOUNS:
            found = _noun(tokens, position, topic, covered, result, verbs)
        elif token.norm == "latter" and not topic.group:
            found = _last_named(position, result, topic)
        elif token.norm in ORDINALS:
            found = one_of_several(tokens, position, topic, result)
        elif position and tokens[position - 1].word in _POINTING:
            found = topic.ending(token.norm)
        elif is_pronoun(token):
            found = pronoun(tokens, position, topic, result, verbs)
            if found:
                others = alternatives(tokens, position, topic, found)
            else:
                others = taken_up(tokens, position, topic, result, verbs)
        else:
            continue
        if found or others:
            person = token.norm not in _THINGS
            end = position + 1
            result.append(
                Mention(
                    token.start,
                    token.end,
                    position,
                    end,
                    found,
                    resolved=True,
                    person=person and bool(found),
                    others=others,
                )
            )
    return with_stages(tokens, with_compositions(tokens, result, topic, lexicon), topic, lexicon)


def _with_procedure(mention: Mention, topic: Topic, lexicon: Lexicon) -> Mention:
    """Let a device stand for the procedure that needs it, where a relation demands one: that of the heading first."""
    device = mention.readings[0]
    procedure = lexicon.procedure_of.get(device.id) if len(mention.readings) == 1 else None
    if procedure is None or mention.others:
        return mention
    above = (*topic.strong(CARE), *(entity for entity in topic.weak if entity.kind in CARE))
    own = tuple(entity for entity in above if entity.label.startswith(device.label))[:1]
    return replace(mention, others=own or (procedure,))


def _last_named(position: int, mentions: Sequence[Mention], topic: Topic) -> tuple[Entity, ...]:
    """Return what was named last: 'the latter'."""
    before = [mention for mention in mentions if mention.last <= position and mention.readings]
    return before[-1].readings[:1] if before else tuple(topic.recent[-1:])


def _narrowed(tokens: Sequence[Token], mention: Mention, topic: Topic, lexicon: Lexicon) -> Mention:
    """Read 'these injections' as the injections that the passage is about."""
    first = tokens[mention.first]
    before = tokens[mention.first - 1].text.lower() if mention.first else ""
    alone = mention.last - mention.first == 1
    bare = alone and mention.first == 0 and first.norm in CARE_NOUNS and first.text.endswith("s")
    if before in {"a", "an"} and mention.first > 1 and tokens[mention.first - 2].text.lower() in _COPULAS:
        taken_up = False  # 'it is an injection that …' says what kind of thing it is
    elif before in _ARTICLES or before == ":":
        taken_up = alone and first.norm in CARE_NOUNS and len(topic.strong(CARE)) == 1
    else:
        taken_up = bare or before in _DEMONSTRATIVES | _PAIRING or (before == "the" and alone)
    noun = tokens[mention.last - 1].norm
    if mention.readings[0].kind == "Specialty" and not mention.person:
        return mention
    if _is_described(tokens, mention, topic):
        return replace(mention, readings=topic.strong(CARE), inner=(), resolved=True, owned=False)
    if not taken_up:
        own = topic.heading_ending(noun) if alone and noun not in _UNSPECIFIC else ()
        if own and own[0].kind == "Condition" and sum(entity.kind == "Condition" for entity in topic.heading) > 1:
            own = ()  # 'headache' under a heading with two disorders
        fits = own and own[0].kind in {reading.kind for reading in mention.readings}
        return replace(mention, readings=own, inner=(), resolved=True, owned=False) if fits else mention
    pair = topic.pair() if before in _PAIRING and first.norm in CARE_NOUNS else ()
    if pair:
        return replace(mention, readings=pair, inner=(), resolved=True, person=False, owned=False)
    own = topic.strong(CARE) or (topic.latest if before in _DEMONSTRATIVES else ())
    if alone and noun in _OPERATIONS and before in _POINTING and len(own) == 1:
        return replace(mention, readings=own, inner=(), resolved=True, person=False, owned=False)
    for reading in mention.readings:
        if reading.kind == "Specialty" or (reading.id == "pain" and before == "the"):
            continue
        general = before in _DEMONSTRATIVES and reading.id in _ANY_PROCEDURE
        for found in _named_alike(
            reading, topic, bare=bare, demonstrated=before in _DEMONSTRATIVES, definite=before not in _ARTICLES
        ):
            narrower = tuple(
                entity
                for entity in found
                if entity.id != reading.id
                and (
                    lexicon.is_kind_of(entity.id, reading.id)
                    or (alone and _ends_alike(entity, noun))
                    or (general and entity.kind == "Procedure")
                )
            )
            if narrower:
                narrower = tuple(topic.exactly(entity) if entity.kind in BODY else entity for entity in narrower)
                return replace(mention, readings=narrower, inner=(), resolved=True, person=False, owned=False)
    named = topic.ending(noun) if alone and before in _POINTING and noun not in _UNSPECIFIC else ()
    if named and any(
        named[0].kind == reading.kind or {named[0].kind, reading.kind} <= BODY for reading in mention.readings
    ):
        return replace(mention, readings=named, inner=(), resolved=True, person=False, owned=False)
    return mention


def _ends_alike(entity: Entity, noun: str) -> bool:
    return entity.label.split()[-1] in _ALIKE.get(noun, {noun})


def _is_described(tokens: Sequence[Token], mention: Mention, topic: Topic) -> bool:
    """Tell whether a section opens with what the injection of its heading is: 'An injection of steroid into …'."""
    own = topic.strong(CARE)
    if mention.first != 1 or topic.subject or len(own) != 1 or mention.readings[0].id != _STEROID_INJECTION:
        return False
    opens = tokens[0].word in {"a", "an"} and tokens[mention.first + 1].word == "of"
    return opens and own[0].label.endswith(" injection")


def _named_alike(
    reading: Entity, topic: Topic, *, bare: bool, demonstrated: bool, definite: bool
) -> Iterator[tuple[Entity, ...]]:
    """Yield what of the kind of a general name the passage is about, nearest first."""
    kinds = CARE if reading.kind in CARE else BODY if reading.kind in BODY else frozenset({reading.kind})
    if not bare:
        yield topic.of_kind(kinds, weak=False)
    yield topic.strong(kinds)
    if demonstrated:
        yield topic.last_of(kinds)
    above = tuple(entity for entity in topic.weak if entity.kind in kinds)
    if kinds == CARE and len(above) == 1 and definite:
        yield above


def _is_taken(tokens: Sequence[Token], position: int) -> bool:
    """Tell whether a program is spoken of by its length: 'our one-year program', 'the program lasts …'."""
    before = [token.norm for token in tokens[max(0, position - 4) : position]]
    after = tokens[position + 1].text.lower() if position + 1 < len(tokens) else ""
    pointed = not {"the", "our", "this"}.isdisjoint(before)
    return pointed and (after in _LASTING or not {"year", "month"}.isdisjoint(before[-1:]))


def _is_demonstrated(tokens: Sequence[Token], position: int, covered: set[int]) -> bool:
    """Tell whether 'this' or the like stands before a noun and its adjectives: not 'in this way in conditions'."""
    for index in range(position - 1, max(-1, position - 4), -1):
        if tokens[index].word in _DEMONSTRATIVES and index not in covered:
            return True
        if tokens[index].word in _GOVERNING:
            return False
    return False


def _noun(
    tokens: Sequence[Token],
    position: int,
    topic: Topic,
    covered: set[int],
    mentions: Sequence[Mention],
    verbs: frozenset[str],
) -> tuple[Entity, ...]:
    """Return what a general noun stands for: 'the procedure', 'your doctor', 'this condition', 'these joints'."""
    norm = tokens[position].norm
    near = tokens[position - 1].text.lower() if position else ""
    if norm in _PRACTITIONER_NOUNS:
        after = [token.text.lower() for token in tokens[position + 1 : position + 3]]
        if after in ([",", "a"], [",", "an"]) or (after[:1] == ["of"] and not _SEVERAL.isdisjoint(after)):
            return ()
        hyphened = position + 1 < len(tokens) and tokens[position + 1].text == "-"
        nursing = position + 1 < len(tokens) and tokens[position + 1].norm in _NURSES
        if hyphened or nursing or near in _OTHERS:
            return ()
        found = named_before(tokens, position, mentions, SPECIALTY) or topic.of_kind(SPECIALTY)
        return found if norm not in _PHYSICIANS else tuple(e for e in found if e.id not in _NO_PHYSICIANS)
    if norm in _LEARNERS:
        return topic.taught()
    if norm in _PROGRAMS and _is_taken(tokens, position):
        return topic.credential()
    if norm in _PLACES_OF_WORK:
        following = {token.norm for token in tokens[position + 1 : position + 2]}
        following |= {token.text.lower() for token in tokens[position + 1 : position + 2]}
        acting = near in _DEFINITE and not following.isdisjoint(ACTIONS | verbs | _RECEIVING)
        return topic.ending(norm) or (topic.of_kind(SPECIALTY) if acting else ())
    demonstrated = _is_demonstrated(tokens, position, covered)
    if norm in CARE_NOUNS | _FORMS and near in _PAIRING:
        return topic.pair()
    if norm in CARE_NOUNS and demonstrated:
        return named_before(tokens, position, mentions, CARE) or topic.of_kind(CARE)
    if norm in CARE_NOUNS and position < 2 and near in _QUANTIFIERS and tokens[position].text.endswith("s"):
        return topic.strong(CARE)
    if norm in CARE_NOUNS and not tokens[position].text.endswith("s") and topic.heading_ending(norm):
        return topic.heading_ending(norm)
    if norm in CARE_NOUNS and near == "the":
        before = tuple(entity for entity in topic.subject if entity.kind in CARE)
        return before or topic.strong(CARE) or topic.last_of(CARE)
    if norm in _NAMED_BY_HEADING and near == "the":
        about = tuple(entity for entity in (*topic.heading, *topic.condition) if entity.kind == "Condition")
        return about[:1]
    chosen = not _CHOSEN.isdisjoint(token.norm for token in tokens[max(0, position - 4) : position])
    if norm in _CONDITION_NOUNS and demonstrated and chosen and tokens[-1].text == ":":
        return ()  # 'one of these conditions' is one of the list below
    if norm in _CONDITION_NOUNS and demonstrated:
        return topic.of_kind(CONDITION) if norm in _DISORDERS else topic.ending(norm)
    if norm in _BODY_NOUNS and near in _DEMONSTRATIVES | {"the"}:
        return tuple(entity for entity in topic.last_of(BODY) if entity.label.split()[-1] == norm)
    return ()
