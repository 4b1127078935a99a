"""Things by their own IRIs: one path a thing, a page for readers and RDF for programs, with a twin for each form."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from paingraph.api.answers import Answers
from paingraph.api.caching import Validator
from paingraph.api.claims import require_digest
from paingraph.api.kinds import KINDS
from paingraph.api.linked_data import LinkedData
from paingraph.api.negotiation import HTML
from paingraph.api.operations import JSON, context_link, json_bytes
from paingraph.api.pages import TWINS, Pages
from paingraph.api.parameters import Text, read, read_none
from paingraph.api.query_strings import pairs
from paingraph.api.sparql import content_type
from paingraph.api.urls import CLAIM_CONTEXT, CONTEXT
from paingraph.ontology.errors import NotAcceptableError, NotFoundError
from paingraph.queries.formats import GRAPHS, Format, preferred

__all__ = ["things_blueprint"]

_MEDIA_TYPES = {**dict(TWINS), "html": HTML}
_BY_MEDIA_TYPE = {format_.media_type: format_ for format_ in GRAPHS}
_NAME = re.compile(r"(?P<name>.+?)(?:\.(?P<suffix>ttl|jsonld|nt|rdf|json|html))?", re.DOTALL)
_QUERY = Text(name="q", help="What to look for.", default="")
_EDGE = [
    Text(name="subject", help="Where the edge begins.", max_length=300, required=True),
    Text(name="relation", help="Its relation.", pattern="[A-Za-z]{1,60}", expected="a relation's name", required=True),
    Text(name="object", help="Where it ends.", max_length=300, required=True),
]


@dataclass(frozen=True, slots=True)
class Thing:
    """What can be told of one thing: its path, and a function for each form."""

    path: str
    page: Callable[[], str]
    rdf: Callable[[Format], bytes]
    json: Callable[[], Mapping[str, object]] | None = None
    context: str = CONTEXT


def things_blueprint(answers: Answers, linked: LinkedData, pages: Pages, validator: Validator) -> Blueprint:
    """Return the routes of everything that has an IRI of ours, and of the pages that lead there."""
    blueprint = Blueprint("things", __name__)

    @blueprint.get("/")
    def start() -> Response:
        return _page(pages.start, validator)

    @blueprint.get("/search")
    def search() -> Response:
        query = read(pairs(request.query_string), [_QUERY], strict=False)["q"]
        return _page(lambda: pages.search(query), validator)

    @blueprint.get("/browse/<route>")
    def browse(route: str) -> Response:
        kind = next((kind for kind in KINDS if kind.route == route), None)
        if kind is None:
            routes = [kind.route for kind in KINDS]
            raise NotFoundError(f"There is no kind {route[:60]!r}; there are {', '.join(routes)}.", nearest=routes)
        return _page(lambda: pages.kind(kind), validator)

    @blueprint.get("/why")
    def why() -> Response:
        edge = read(pairs(request.query_string), _EDGE, strict=False)
        return _page(lambda: pages.why(edge["subject"], edge["relation"], edge["object"]), validator)

    @blueprint.get("/id/<path:name>")
    def entity(name: str) -> BaseResponse:
        stem, suffix = _split(name)
        entry = answers.directory.get(stem)
        if entry is None:
            entry = answers.directory.find(stem)
            return redirect(f"/id/{entry.id}" + (f".{suffix}" if suffix else ""), 301)
        return _thing(
            Thing(
                f"/id/{entry.id}",
                lambda: pages.entity(entry),
                lambda format_: linked.entity(entry.iri, format_),
                lambda: answers.detail(entry),
            ),
            suffix,
            validator,
        )

    @blueprint.get("/document/<name>")
    def document(name: str) -> Response:
        stem, suffix = _split(name)
        id_ = answers.evidence.document(stem).id
        return _thing(
            Thing(
                f"/document/{id_}",
                lambda: pages.document(id_),
                lambda format_: linked.document(id_, format_),
                lambda: answers.document_detail(answers.evidence.document(id_)),
            ),
            suffix,
            validator,
        )

    @blueprint.get("/claim/<name>")
    def claim(name: str) -> Response:
        stem, suffix = _split(name)
        digest = require_digest(stem)
        answers.evidence.retractions.refuse_claim(digest)
        return _thing(
            Thing(
                f"/claim/{digest}",
                lambda: pages.claim(digest),
                lambda format_: linked.claim(digest, format_),
                lambda: answers.evidence.claim(digest),
                CLAIM_CONTEXT,
            ),
            suffix,
            validator,
        )

    @blueprint.get("/derivation/<name>")
    def derivation(name: str) -> Response:
        stem, suffix = _split(name)
        digest = require_digest(stem)
        facts = linked.derivation_facts(digest)
        if not facts:
            raise NotFoundError(f"There is no derivation {digest[:60]!r} in this version of the graph.", nearest=[])
        return _thing(
            Thing(
                f"/derivation/{digest}",
                lambda: pages.derivation(facts),
                lambda format_: linked.derivation(digest, format_),
            ),
            suffix,
            validator,
        )

    @blueprint.get("/ontology")
    @blueprint.get("/ontology.<suffix>")
    def ontology(suffix: str | None = None) -> Response:
        if suffix is not None and suffix not in _MEDIA_TYPES:
            raise NotFoundError(
                f"The ontology is not offered as .{suffix[:20]}.", nearest=["ttl", "jsonld", "nt", "rdf"]
            )
        return _thing(Thing("/ontology", pages.ontology, linked.ontology), suffix, validator)

    return blueprint


def _split(name: str) -> tuple[str, str | None]:
    match = _NAME.fullmatch(name)
    assert match is not None  # noqa: S101 - the pattern takes every text that is not empty
    return match["name"], match["suffix"]


def _page(render: Callable[[], str], validator: Validator) -> Response:
    tag = validator.tag(request, HTML)
    return validator.not_modified(request, tag) or validator.mark(Response(render(), mimetype=HTML), tag)


def _thing(thing: Thing, suffix: str | None, validator: Validator) -> Response:
    media_type = _MEDIA_TYPES[suffix] if suffix else _negotiated(thing)
    if media_type != HTML:  # links to pages carry parameters of those who made them
        read_none(request.query_string)
    if media_type == JSON and thing.json is None:
        raise NotFoundError(f"{thing.path} is not offered as JSON, but as JSON-LD ({thing.path}.jsonld).", nearest=[])
    tag = validator.tag(request, media_type)
    fresh = validator.not_modified(request, tag)
    if fresh is not None:
        return fresh
    if media_type == HTML:
        response = Response(thing.page(), mimetype=HTML)
    elif media_type == JSON and thing.json is not None:
        response = Response(json_bytes(thing.json()), mimetype=JSON)
    else:
        format_ = _BY_MEDIA_TYPE[media_type]
        response = Response(thing.rdf(format_), content_type=content_type(format_))
    links = [f'<{thing.path}.{twin}>; rel="alternate"; type="{type_}"' for twin, type_ in _offered(thing).items()]
    if media_type == JSON:
        links.append(context_link(thing.context))
    response.headers["Link"] = ", ".join(links)
    response.headers["Content-Location"] = f"{thing.path}.{_SUFFIX_OF[media_type]}"
    return validator.mark(response, tag)


def _offered(thing: Thing) -> dict[str, str]:
    return {suffix: type_ for suffix, type_ in _MEDIA_TYPES.items() if suffix != "json" or thing.json is not None}


def _negotiated(thing: Thing) -> str:
    offered = list(_offered(thing).values())
    chosen = preferred(request.environ.get("HTTP_ACCEPT"), offered)
    if not chosen:
        raise NotAcceptableError(f"{thing.path} is offered as {', '.join(offered)}.", offered=offered)
    return chosen[0]


_SUFFIX_OF = {media_type: suffix for suffix, media_type in _MEDIA_TYPES.items()}
