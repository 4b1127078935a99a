"""Things by their own IRIs, one path a thing, and the pages that lead to them."""

from __future__ import annotations

import re

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from paingraph import __version__
from paingraph.api.answers import Answers
from paingraph.api.caching import Validator
from paingraph.api.claims import require_digest
from paingraph.api.forms import MEDIA_TYPES, Thing, answered, answered_page
from paingraph.api.kinds import KINDS
from paingraph.api.linked_data import LinkedData
from paingraph.api.negotiation import HTML
from paingraph.api.pages import Pages
from paingraph.api.parameters import Text, read
from paingraph.api.query_strings import pairs
from paingraph.api.urls import CLAIM_CONTEXT
from paingraph.ontology.errors import InputError, NotFoundError

__all__ = ["things_blueprint"]

_NAME = re.compile(r"(?P<name>.+?)(?:\.(?P<suffix>ttl|jsonld|nt|rdf|json|html))?", re.DOTALL)
_QUERY = Text(name="q", help="What to look for.", default="")
_PAIR = [
    Text(name="a", help="One thing.", max_length=300, default=""),
    Text(name="b", help="Another of the same kind.", max_length=300, default=""),
]
_EDGE = [
    Text(name="subject", help="Where the edge begins.", max_length=300, required=True),
    Text(name="relation", help="Its relation.", pattern="[A-Za-z]{1,60}", expected="a relation's name", required=True),
    Text(name="object", help="Where it ends.", max_length=300, required=True),
]


def things_blueprint(answers: Answers, linked: LinkedData, pages: Pages, validator: Validator) -> Blueprint:
    """Return the routes of everything that has an IRI of ours, and of the pages that lead there."""
    blueprint = Blueprint("things", __name__)
    leading, things = _Leading(pages, validator), _Things(answers, linked, pages, validator)
    blueprint.add_url_rule("/", view_func=leading.start)
    blueprint.add_url_rule("/search", view_func=leading.search)
    blueprint.add_url_rule("/browse/<route>", view_func=leading.browse)
    blueprint.add_url_rule("/compare", view_func=leading.compare)
    blueprint.add_url_rule("/why", view_func=leading.why)
    blueprint.add_url_rule("/id/<path:name>", view_func=things.entity)
    blueprint.add_url_rule("/document/<name>", view_func=things.document)
    blueprint.add_url_rule("/claim/<name>", view_func=things.claim)
    blueprint.add_url_rule("/derivation/<name>", view_func=things.derivation)
    blueprint.add_url_rule("/ontology", view_func=things.ontology)
    blueprint.add_url_rule("/ontology.<suffix>", view_func=things.ontology)
    blueprint.add_url_rule("/ontology/<version>", view_func=things.ontology_version)
    return blueprint


class _Leading:
    """The pages that lead to things."""

    def __init__(self, pages: Pages, validator: Validator) -> None:
        self._pages = pages
        self._validator = validator

    def start(self) -> Response:
        return answered_page(self._pages.start, self._validator)

    def search(self) -> Response:
        query = read(pairs(request.query_string), [_QUERY], strict=False)["q"]
        return answered_page(lambda: self._pages.search(query), self._validator)

    def browse(self, route: str) -> Response:
        kind = next((kind for kind in KINDS if kind.route == route), None)
        if kind is None:
            routes = [kind.route for kind in KINDS]
            raise NotFoundError(f"There is no kind {route[:60]!r}; there are {', '.join(routes)}.", nearest=routes)
        return answered_page(lambda: self._pages.kind(kind), self._validator)

    def compare(self) -> Response:
        pair = read(pairs(request.query_string), _PAIR, strict=False)
        try:
            return answered_page(lambda: self._pages.compare(**pair), self._validator)
        except InputError as error:
            return Response(self._pages.compare(**pair, error=error), error.status, mimetype=HTML)

    def why(self) -> Response:
        edge = read(pairs(request.query_string), _EDGE, strict=False)
        return answered_page(
            lambda: self._pages.why(edge["subject"], edge["relation"], edge["object"]), self._validator
        )


class _Things:
    """Things by the name in their path, which may end in the suffix of a form."""

    def __init__(self, answers: Answers, linked: LinkedData, pages: Pages, validator: Validator) -> None:
        self._answers = answers
        self._linked = linked
        self._pages = pages
        self._validator = validator

    def entity(self, name: str) -> BaseResponse:
        stem, suffix = _split(name)
        entry = self._answers.directory.get(stem)
        if entry is None:
            entry = self._answers.directory.find(stem)
            return redirect(f"/id/{entry.id}" + (f".{suffix}" if suffix else ""), 301)
        thing = Thing(
            f"/id/{entry.id}",
            lambda: self._pages.entity(entry),
            lambda format_: self._linked.entity(entry.iri, format_),
            lambda: self._answers.detail(entry),
        )
        return answered(thing, suffix, self._validator)

    def document(self, name: str) -> Response:
        stem, suffix = _split(name)
        id_ = self._answers.evidence.document(stem).id
        thing = Thing(
            f"/document/{id_}",
            lambda: self._pages.document(id_),
            lambda format_: self._linked.document(id_, format_),
            lambda: self._answers.document_detail(self._answers.evidence.document(id_)),
        )
        return answered(thing, suffix, self._validator)

    def claim(self, name: str) -> Response:
        stem, suffix = _split(name)
        digest = require_digest(stem)
        self._answers.evidence.retractions.refuse_claim(digest)
        thing = Thing(
            f"/claim/{digest}",
            lambda: self._pages.claim(digest),
            lambda format_: self._linked.claim(digest, format_),
            lambda: self._answers.evidence.claim(digest),
            CLAIM_CONTEXT,
        )
        return answered(thing, suffix, self._validator)

    def derivation(self, name: str) -> Response:
        stem, suffix = _split(name)
        digest = require_digest(stem)
        facts = self._linked.derivation_facts(digest)
        if not facts:
            raise NotFoundError(f"There is no derivation {digest[:60]!r} in this version of the graph.", nearest=[])
        thing = Thing(
            f"/derivation/{digest}",
            lambda: self._pages.derivation(digest, facts),
            lambda format_: self._linked.derivation(digest, format_),
        )
        return answered(thing, suffix, self._validator)

    def ontology(self, suffix: str | None = None) -> Response:
        if suffix is not None and suffix not in MEDIA_TYPES:
            offered = ["ttl", "jsonld", "nt", "rdf"]
            raise NotFoundError(f"The ontology is not offered as .{suffix[:20]}.", nearest=offered)
        return answered(Thing("/ontology", self._pages.ontology, self._linked.ontology), suffix, self._validator)

    def ontology_version(self, version: str) -> BaseResponse:
        """Lead from the IRI of the ontology's version to the ontology (OWL 2, section 3.2)."""
        if version != __version__:
            raise NotFoundError(
                f"The ontology is served in version {__version__} alone.", nearest=[f"/ontology/{__version__}"]
            )
        return redirect("/ontology", 303)


def _split(name: str) -> tuple[str, str | None]:
    match = _NAME.fullmatch(name)
    assert match is not None  # the pattern takes every text that is not empty
    return match["name"], match["suffix"]
