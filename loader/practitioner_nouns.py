"""Whom a common noun means: 'your doctor', 'our clinic', 'the fellows'; and the training that a page is about."""

from __future__ import annotations

from collections.abc import Sequence

from paingraph.loader.antecedents import named_before
from paingraph.loader.claims import Entity
from paingraph.loader.mentions import Mention
from paingraph.loader.practitioner_pronouns import ACTIONS
from paingraph.loader.tokens import Token
from paingraph.loader.topic import SPECIALTY, Topic

__all__ = ["PRACTITIONER_NOUNS", "practitioner_noun"]

_PRACTITIONERS = frozenset("doctor physician specialist practitioner clinician provider".split())
#: With these a practitioner is not the one whom the passage is about.
_OTHERS = frozenset(
    "other another referring medical all care health of different multiple a any every hospital insurance".split()
)
#: … nor 'of several kinds' …
_SEVERAL = frozenset({"several", "various", "different", "many", "all", "other"})
#: … nor with one of these behind: 'specialist nurses'.
_NURSES = frozenset({"nurse", "nursing", "physiotherapist", "midwife"})
#: 'Physicians' are none of these.
_NO_PHYSICIANS = frozenset(
    """physical-therapy-discipline occupational-therapy-discipline psychology pain-psychology chiropractic
    acupuncture-practice mental-health-care
    """.split()
)
_PHYSICIANS = frozenset({"doctor", "physician", "consultant"})
#: Those who work there, if they do something.
_PLACES_OF_WORK = frozenset(
    "clinic service unit department center centre team consultant graduate program staff".split()
)
_DEFINITE = frozenset({"the", "this", "our"})
#: What a clinic does besides.
_RECEIVING = frozenset("welcome welcomes accept accepts admit admits cover covers also".split())
#: Those who learn the discipline that a page is about.
_LEARNERS = frozenset({"fellow", "trainee"})
#: 'The program lasts a year' is that of the title.
_PROGRAMS = frozenset({"program", "programme", "training"})
_LASTING = frozenset({"last", "lasts", "takes", "runs"})
#: The nouns that may mean practitioners, or their training.
PRACTITIONER_NOUNS = _PRACTITIONERS | _PLACES_OF_WORK | _LEARNERS | _PROGRAMS


def practitioner_noun(
    tokens: Sequence[Token], position: int, topic: Topic, mentions: Sequence[Mention], verbs: frozenset[str]
) -> tuple[Entity, ...]:
    """Return whom or which training one of the `PRACTITIONER_NOUNS` means."""
    norm = tokens[position].norm
    if norm in _PRACTITIONERS:
        return _practitioner(tokens, position, topic, mentions)
    if norm in _LEARNERS:
        return topic.taught()
    if norm in _PROGRAMS and _is_taken(tokens, position):
        return topic.credential()
    if norm in _PLACES_OF_WORK:
        return topic.ending(norm) or (topic.of_kind(SPECIALTY) if _is_acting(tokens, position, verbs) else ())
    return ()


def _practitioner(
    tokens: Sequence[Token], position: int, topic: Topic, mentions: Sequence[Mention]
) -> tuple[Entity, ...]:
    """Return the discipline of 'your doctor', unless any doctor or one of another kind is meant."""
    near = tokens[position - 1].text.lower() if position else ""
    after = [token.text.lower() for token in tokens[position + 1 : position + 3]]
    if after in ([",", "a"], [",", "an"]) or (after[:1] == ["of"] and not _SEVERAL.isdisjoint(after)):
        return ()
    nursing = position + 1 < len(tokens) and tokens[position + 1].norm in _NURSES
    if after[:1] == ["-"] or nursing or near in _OTHERS:
        return ()
    found = named_before(tokens, position, mentions, SPECIALTY) or topic.of_kind(SPECIALTY)
    if tokens[position].norm in _PHYSICIANS:
        return tuple(entity for entity in found if entity.id not in _NO_PHYSICIANS)
    return found


def _is_acting(tokens: Sequence[Token], position: int, verbs: frozenset[str]) -> bool:
    """Tell whether a place of work does something: 'our clinic offers …'."""
    near = tokens[position - 1].text.lower() if position else ""
    following = {word for token in tokens[position + 1 : position + 2] for word in (token.norm, token.text.lower())}
    return near in _DEFINITE and not (following.isdisjoint(verbs) and following.isdisjoint(ACTIONS | _RECEIVING))


def _is_taken(tokens: Sequence[Token], position: int) -> bool:
    """Tell whether a program is spoken of by its length: 'our one-year program', 'the program lasts …'."""
    before = [token.norm for token in tokens[max(0, position - 4) : position]]
    after = tokens[position + 1].text.lower() if position + 1 < len(tokens) else ""
    pointed = not {"the", "our", "this"}.isdisjoint(before)
    return pointed and (after in _LASTING or not {"year", "month"}.isdisjoint(before[-1:]))
