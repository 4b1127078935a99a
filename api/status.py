"""What machines ask of a service: is it alive, would it answer, which version is it, what may be crawled."""

from __future__ import annotations

from flask import Blueprint, Response, request

from paingraph import __version__
from paingraph.api.caching import Validator
from paingraph.api.description import ServiceDescription
from paingraph.api.operations import JSON, json_bytes
from paingraph.api.parameters import read_none
from paingraph.api.sparql import content_type
from paingraph.ontology.errors import ServiceError
from paingraph.queries.formats import GRAPHS, negotiate
from paingraph.queries.store import Store

__all__ = ["status_blueprint"]

#: Crawlers may read pages; queries and data are for those who ask.
_CLOSED = ("/sparql", "/api/", "/search", "/dataset.nq", "/store")
_ROBOTS = "User-agent: *\n" + "".join(f"Disallow: {path}\n" for path in _CLOSED)


def status_blueprint(store: Store, validator: Validator, description: ServiceDescription) -> Blueprint:
    """Return the routes that operators and crawlers use."""
    blueprint = Blueprint("status", __name__)

    @blueprint.get("/health")
    def health() -> Response:
        return _now({"status": "alive"})

    @blueprint.get("/ready")
    def ready() -> Response:
        if not store.ready():
            raise ServiceError("The store does not answer now; try again in a second.", retry_after=1)
        return _now({"status": "ready"})

    @blueprint.get("/version")
    def version() -> Response:
        return _now({"graph": store.version, "program": __version__})

    @blueprint.get("/robots.txt")
    def robots() -> Response:
        return Response(_ROBOTS, mimetype="text/plain")

    @blueprint.get("/favicon.ico")
    def favicon() -> Response:
        return Response(status=308, headers={"Location": "/assets/icon.svg", "Cache-Control": "public, max-age=3600"})

    @blueprint.get("/.well-known/void")
    def void() -> Response:
        read_none(request.query_string)
        format_ = negotiate(request.environ.get("HTTP_ACCEPT"), GRAPHS)
        tag = validator.tag(request, request.host, format_.label)
        fresh = validator.not_modified(request, tag)
        body = description.void(f"{request.host_url}sparql", format_)
        return fresh or validator.mark(Response(body, content_type=content_type(format_)), tag)

    return blueprint


def _now(answer: dict[str, str]) -> Response:
    read_none(request.query_string)
    response = Response(json_bytes(answer), mimetype=JSON)
    response.headers["Cache-Control"] = "no-store"
    return response
