"""The forms in which a thing is offered: a page for readers and RDF for programs, with a twin for each form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import Response, request

from paingraph.api.caching import Validator
from paingraph.api.negotiation import HTML
from paingraph.api.operations import JSON, context_link, json_bytes
from paingraph.api.pages import TWINS
from paingraph.api.parameters import read_none
from paingraph.api.sparql import content_type
from paingraph.api.urls import CONTEXT
from paingraph.ontology.errors import NotAcceptableError, NotFoundError
from paingraph.queries.formats import GRAPHS, Format, preferred

__all__ = ["MEDIA_TYPES", "Thing", "answered", "answered_page"]

#: What is offered of a thing, by the suffix of its path.
MEDIA_TYPES = {**dict(TWINS), "html": HTML}
_SUFFIX_OF = {media_type: suffix for suffix, media_type in MEDIA_TYPES.items()}
_BY_MEDIA_TYPE = {format_.media_type: format_ for format_ in GRAPHS}


@dataclass(frozen=True, slots=True)
class Thing:
    """What can be told of one thing: its path, and a function for each form."""

    path: str
    page: Callable[[], str]
    rdf: Callable[[Format], bytes]
    json: Callable[[], Mapping[str, object]] | None = None
    context: str = CONTEXT


def answered_page(render: Callable[[], str], validator: Validator) -> Response:
    """Answer a page that has no other form, unless the client has it."""
    tag = validator.tag(request, HTML)
    return validator.not_modified(request, tag) or validator.mark(Response(render(), mimetype=HTML), tag)


def answered(thing: Thing, suffix: str | None, validator: Validator) -> Response:
    """Answer a thing in the form that the suffix of its path names, or else the one that the client prefers.

    Raises:
        NotFoundError: it is not offered in that form.
        NotAcceptableError: it is offered in none of those that the client takes.
        UsageError: there are parameters, and the form is not a page.
    """
    media_type = MEDIA_TYPES[suffix] if suffix else _negotiated(thing)
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
    return {suffix: type_ for suffix, type_ in MEDIA_TYPES.items() if suffix != "json" or thing.json is not None}


def _negotiated(thing: Thing) -> str:
    offered = list(_offered(thing).values())
    chosen = preferred(request.environ.get("HTTP_ACCEPT"), offered)
    if not chosen:
        raise NotAcceptableError(f"{thing.path} is offered as {', '.join(offered)}.", offered=offered)
    return chosen[0]
