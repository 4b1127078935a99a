"""The JSON-LD context: with it every JSON answer is RDF as well (JSON-LD 1.1, section 6.1).

Names and kinds come from the served ontology; the rest are the members of our answers. A member that the context
does not name tells nothing of the world (totals, links, counts), and a processor passes over it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask import Blueprint, Response, request

from paingraph.api.caching import Validator
from paingraph.api.directory import Directory
from paingraph.api.kinds import KINDS
from paingraph.api.operations import json_bytes
from paingraph.api.parameters import read_none
from paingraph.api.urls import CLAIM_CONTEXT, CONTEXT
from paingraph.ontology.namespaces import DOCUMENT, PG, PGID, PREFIXES

__all__ = ["JSON_LD", "context", "context_blueprint"]

JSON_LD = "application/ld+json"

_TERM = {"@type": "@vocab"}
#: Members of things: entities, relations, documents, claims.
_THINGS: Mapping[str, Any] = {
    "iri": "@id",
    "kind": "@type",
    "value": "@value",
    "datatype": "@type",
    "id": "dcterms:identifier",
    "label": {"@id": "skos:prefLabel", "@language": "en"},
    "definition": {"@id": "skos:definition", "@language": "en"},
    "synonyms": {"@id": "skos:altLabel", "@language": "en"},
    "broader": "skos:broader",
    "narrower": "skos:narrower",
    "mappings": {"@id": "skos:mappingRelation", "@context": {"relation": None}},
    "code": "skos:notation",
    "title": "dcterms:title",
    "metadata": "@nest",
    **{name: f"dcterms:{name}" for name in ("publisher", "issued", "creator", "source")},
    "reviewer": "pg:reviewedBy",
    "sha256": "pg:sha256",
    "length": "pg:length",
}
#: An end of a claim: its `id` is a slug. A base is heeded in a scoped context, remote or not, since that is processed
#: where it is met (JSON-LD 1.1 Processing Algorithms, section 5.1.2).
_END = {"id": "@id", "@base": PGID}
#: Members of a claim, whose `id` is an IRI.
_CLAIM: Mapping[str, Any] = {
    "id": "@id",
    "subject": {"@id": "pg:subject", "@context": _END},
    "object": {"@id": "pg:object", "@context": _END},
}
#: Members of what is said: claims, and edges as things that can be spoken of.
_STATEMENTS: Mapping[str, Any] = {
    "subject": "pg:subject",
    "predicate": {"@id": "pg:predicate", **_TERM},
    "relation": "pg:predicate",
    "object": "pg:object",
    **{name: f"pg:{name}" for name in ("polarity", "method", "rule", "status")},
    # A whole number would be an integer, and the same member of another claim a double.
    "confidence": {"@id": "pg:confidence", "@type": "xsd:double"},
    "document": {"@id": "pg:inDocument", **_TERM, "@context": {"@vocab": DOCUMENT}},
    "documents": {"@id": "prov:wasDerivedFrom", **_TERM, "@context": {"@vocab": DOCUMENT}},
    **{
        name: {"@id": "dcterms:isReferencedBy", "@context": {**_CLAIM, "asserted": None}}
        for name in ("claims", "statements", "doubts")
    },
}
#: An end of an edge that is told by its slug alone.
_SLUG = {**_TERM, "@context": {"@vocab": PGID}}
#: Members that hold others. An edge seen from one end (`relations`) has no subject of its own: what holds of an entity
#: is told by `outgoing` and `incoming`, and here follow the claims.
_HOLDERS: Mapping[str, Any] = {
    "outgoing": "@nest",
    "incoming": "@reverse",
    "relations": {"@id": "dcterms:relation", "@context": {"relation": None, "label": None, "object": None}},
    "asserted": "dcterms:relation",
    "qualified": "dcterms:relation",
    "inferred": "dcterms:relation",
    "items": "dcterms:hasPart",
    "paths": {"@id": "dcterms:hasPart", "@container": "@set"},
    "nodes": "dcterms:hasPart",
    "edges": {
        "@id": "dcterms:hasPart",
        "@context": {
            "subject": {"@id": "pg:subject", **_SLUG},
            "object": {"@id": "pg:object", **_SLUG},
            "asserted": None,
            "inferred": None,
        },
    },
    "center": "dcterms:references",
    "from": "dcterms:references",
    "to": "dcterms:references",
    "a": "dcterms:references",
    "b": "dcterms:references",
    "ground": "dcterms:references",
    "proofs": {
        "@id": "prov:wasDerivedFrom",
        "@context": {
            "id": "@id",
            "rule": None,
            "premises": {"@id": "pg:premise", "@context": {"id": "dcterms:identifier", "rule": "pg:rule"}},
        },
    },
}


def context(relations: Iterable[str], members: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return the context of answers, given the names of the relations and what these answers mean otherwise."""
    prefixes = ("dcterms", "pg", "prov", "skos", "xsd")
    terms = [*(kind.name for kind in KINDS), *relations]
    return {
        "@context": {
            "@version": 1.1,
            **{prefix: PREFIXES[prefix] for prefix in prefixes},
            **_THINGS,
            **_STATEMENTS,
            **_HOLDERS,
            "Thing": PREFIXES["owl"] + "Thing",
            **{name: PG + name for name in terms},
            **(members or {}),
        }
    }


def context_blueprint(directory: Directory, validator: Validator) -> Blueprint:
    """Return the routes of the contexts."""
    blueprint = Blueprint("context", __name__)
    things = json_bytes(context(directory.relations))
    claims = json_bytes(context(directory.relations, _CLAIM))

    def answer(body: bytes) -> Response:
        read_none(request.query_string)
        tag = validator.tag(request, JSON_LD)
        return validator.not_modified(request, tag) or validator.mark(Response(body, mimetype=JSON_LD), tag)

    @blueprint.get(CONTEXT)
    def of_things() -> Response:
        return answer(things)

    @blueprint.get(CLAIM_CONTEXT)
    def of_claims() -> Response:
        return answer(claims)

    return blueprint
