"""The kinds of subject and object that the scheme allows to each relation; a test holds them to the schema."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["SIGNATURES"]

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
