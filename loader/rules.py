"""The rules of `relations.toml`, read and compiled once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from tomllib import loads
from typing import Any

from paingraph.loader.claims import Polarity
from paingraph.loader.inflection import active_forms, past_forms
from paingraph.loader.patterns import compile_pattern, cues_of
from paingraph.loader.polarity import Cues

__all__ = ["SIGNATURES", "Rule", "RuleBook", "Structure", "rule_book"]

_BODY = frozenset({"AnatomicalStructure", "PainGenerator"})
_CARE = frozenset({"Procedure", "Therapy"})
_CONDITION, _PROCEDURE, _SPECIALTY = frozenset({"Condition"}), frozenset({"Procedure"}), frozenset({"Specialty"})
_DURATION = frozenset({"Duration"})
_ANY = frozenset(
    {"Specialty", "Condition", "Procedure", "Therapy", "Substance", "Device", "ImagingModality", "Credential", *_BODY}
)
#: Kinds of subject and object that the scheme allows to each relation.
SIGNATURES: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "treats": (_CARE | {"Substance"}, _CONDITION),
    "diagnoses": (_PROCEDURE, _CONDITION | {"PainGenerator"}),
    "targets": (_PROCEDURE, _BODY),
    "usesSubstance": (_PROCEDURE, frozenset({"Substance"})),
    "usesDevice": (_PROCEDURE, frozenset({"Device"})),
    "guidedBy": (_PROCEDURE, frozenset({"ImagingModality"})),
    "managesCondition": (_SPECIALTY, _CONDITION),
    "performs": (_SPECIALTY, _CARE),
    "emphasizes": (_SPECIALTY, _CARE),
    "hasPainGenerator": (_CONDITION, frozenset({"PainGenerator"})),
    "causedBy": (_CONDITION, _CONDITION | {"PainGenerator", "Procedure"}),
    "associatedWith": (_CONDITION, _CONDITION),
    "subtypeOf": (_ANY, _ANY),
    "partOf": (_BODY, _BODY),
    "hasBackgroundIn": (_SPECIALTY, _SPECIALTY),
    "subspecialtyOf": (_SPECIALTY, _SPECIALTY),
    "collaboratesWith": (_SPECIALTY, _SPECIALTY),
    "receivesReferralsFrom": (_SPECIALTY, _SPECIALTY),
    "requiresCredential": (_SPECIALTY, frozenset({"Credential"})),
    "indicatedAfter": (_CARE, _CARE),
    "alternativeTo": (_CARE, _CARE | {"Substance"}),
    "contraindicatedBy": (_PROCEDURE, _CONDITION | {"Substance", "Therapy"}),
    "reliefDuration": (_PROCEDURE, _DURATION),
    "repeatInterval": (_PROCEDURE, _DURATION),
    "trainingDuration": (frozenset({"Credential"}), _DURATION),
}


class Structure(StrEnum):
    """In which part of a document's structure a rule looks."""

    #: One sentence, after its examples have been joined to their general terms; also a lead-in with its list behind it.
    SENTENCE = "sentence"
    #: An item of a list, besides the rules for sentences.
    ITEM = "item"
    #: An item that is a term and an enumeration ('Psychologists: biofeedback, mindfulness').
    TERM = "term"
    #: A row of a table: the head of a column, a colon, the row's first cell, a colon, the column's cell.
    TABLE = "table"
    #: A name in which another is named ('injection in the knee'); it has no patterns.
    NAME = "name"
    #: One sentence before that; a match joins the example to the general term.
    EXAMPLES = "examples"
    #: A heading with the list, or the headings, that stand under it.
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it claims, where it looks, and the expressions that it knows."""

    id: str
    relation: str
    structure: Structure
    patterns: tuple[re.Pattern[str], ...]
    #: For each pattern the sets of words of which one each must be there.
    cues: tuple[tuple[frozenset[str], ...], ...]
    subject: frozenset[str]
    object: frozenset[str]
    #: Whether the subject may be what the passage is about, if the sentence does not name it: 'none', 'strong' if the
    #: heading or list item names it, 'weak' also if the document as a whole is about it.
    topic: str = "none"
    #: The subject must be named as people ('neurologists'), not as a discipline.
    persons: bool = False
    #: The example takes the place of the general term ('a technique called cryoneurolysis').
    specific: bool = False
    #: What matches is not taken for examples of a general term as well.
    blocks: bool = False
    #: The members of the subject's enumeration stand in the relation to each other.
    pairs: bool = False
    #: What the text denies is no claim of this rule.
    asserted_only: bool = False
    #: Only the last of coordinated subjects counts ('A and B for C').
    nearest: bool = False
    #: The object, where the expression implies it ('provides relief': pain).
    implied: str | None = None
    #: The polarity, where the expression itself gives it.
    polarity: Polarity | None = None
    confidence: float = 0.9
    #: Entities that the subject cannot be.
    not_subjects: frozenset[str] = frozenset()
    #: The heading must have one of these words.
    under: frozenset[str] = frozenset()
    #: Words that must not stand within the match.
    unless: frozenset[str] = frozenset()
    #: Entities that the object cannot be.
    not_objects: frozenset[str] = frozenset()
    example: str = ""
    claims: tuple[str, ...] = ()
    counter: str = ""


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules, and the words that they are made of."""

    rules: tuple[Rule, ...]
    cues: Cues
    #: All forms of all verbs: no enumeration runs over one.
    verbs: frozenset[str]
    #: General nouns ('techniques') that give way to the examples after them.
    general: frozenset[str]
    by_structure: dict[Structure, tuple[Rule, ...]] = field(default_factory=dict)


@cache
def rule_book() -> RuleBook:
    """Return the shipped rules."""
    data = loads(files("paingraph.loader").joinpath("relations.toml").read_text("utf-8"))
    words = _words(data)
    rules = tuple(_rule(entry, words) for entry in data["rule"])
    verbs = frozenset(
        form.split()[0]
        for name in data["verbs"]
        for verb in data["verbs"][name].split(", ")
        for form in _all_forms(verb)
    )
    grouped = {structure: tuple(rule for rule in rules if rule.structure is structure) for structure in Structure}
    return RuleBook(rules, Cues.of(data["polarity"]), verbs, frozenset(data["general"]), grouped)


def _all_forms(verb: str) -> tuple[str, ...]:
    return active_forms(verb) + past_forms(verb)


def _words(data: Mapping[str, Any]) -> dict[str, Sequence[str]]:
    """Return the word lists that patterns refer to: forms of the verbs, and nouns."""
    words: dict[str, Sequence[str]] = {name: listed.split(", ") for name, listed in data["words"].items()}
    for name, listed in data["verbs"].items():
        verbs = listed.split(", ")
        words[name] = [form for verb in verbs for form in active_forms(verb)]
        words[f"{name}:ed"] = [form for verb in verbs for form in past_forms(verb)]
        words[f"{name}:ing"] = [active_forms(verb)[2] for verb in verbs]
    words["VERBS"] = sorted({form for name in data["verbs"] for form in words[name] if " " not in form})
    for name, listed in data["nouns"].items():
        words[f"{name}:n"] = listed.split(", ")
    return words


def _rule(entry: Mapping[str, Any], words: Mapping[str, Sequence[str]]) -> Rule:
    subject, object_ = SIGNATURES[entry["relation"]]
    subject = frozenset(entry["subject"].split("|")) if "subject" in entry else subject
    object_ = frozenset(entry["object"].split("|")) if "object" in entry else object_
    kinds = {"subject": subject, "object": object_, "value": frozenset({"Duration"})}
    return Rule(
        id=entry["id"],
        relation=entry["relation"],
        structure=Structure(entry.get("structure", "sentence")),
        patterns=tuple(compile_pattern(pattern, words, kinds) for pattern in entry.get("patterns", ())),
        cues=tuple(tuple(cues_of(pattern, words)) for pattern in entry.get("patterns", ())),
        subject=subject,
        object=object_,
        topic=entry.get("topic", "none"),
        pairs=entry.get("pairs", False),
        asserted_only=entry.get("asserted-only", False),
        blocks=entry.get("blocks", False),
        specific=entry.get("specific", False),
        persons=entry.get("persons", False),
        nearest=entry.get("nearest", False),
        implied=entry.get("implied"),
        polarity=Polarity(entry["polarity"]) if "polarity" in entry else None,
        confidence=entry.get("confidence", 0.9),
        under=frozenset(entry.get("under", ())),
        unless=frozenset(entry.get("unless", ())),
        not_subjects=frozenset(entry.get("not-subjects", ())),
        not_objects=frozenset(entry.get("not-objects", ())),
        example=entry["example"],
        claims=tuple(entry["claims"]),
        counter=entry["counter"],
    )
