"""The dataset and the mapping set as files, to be loaded elsewhere, and the addresses of the dataset's parts."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from paingraph.api.caching import Validator
from paingraph.api.description import DUMP, ServiceDescription
from paingraph.api.parameters import read_none
from paingraph.api.settings import Settings
from paingraph.api.sparql import content_type
from paingraph.api.stored_graphs import StoredGraphs
from paingraph.ontology.namespaces import GRAPH
from paingraph.ontology.sssom import shipped_file
from paingraph.queries.formats import Format
from paingraph.queries.store import Limits, Store

__all__ = ["downloads_blueprint"]

#: Where the mapping set is had in SSSOM.
MAPPINGS = "mappings.sssom.tsv"


def downloads_blueprint(
    settings: Settings, store: Store, validator: Validator, description: ServiceDescription
) -> Blueprint:
    """Return the routes of the dataset and the mappings as files, and those of the dataset's and its graphs' IRIs."""
    blueprint = Blueprint("downloads", __name__)
    stored = StoredGraphs(store, Limits(settings.query_timeout, settings.result_limit, settings.memory_limit))

    def whole(format_: Format, body: Callable[[], bytes]) -> Response:
        read_none(request.query_string)
        tag = validator.tag(request, format_.label)
        fresh = validator.not_modified(request, tag)
        if fresh is not None:
            return fresh
        return validator.mark(Response(body(), content_type=content_type(format_)), tag, vary="Accept-Encoding")

    @blueprint.get(f"/{DUMP}")
    def dump() -> Response:
        return whole(Format.N_QUADS, lambda: stored.dataset(description.graphs()))

    @blueprint.get(f"/{MAPPINGS}")
    def mappings() -> Response:
        return whole(Format.TSV, shipped_file().read_bytes)

    @blueprint.get("/dataset")
    def dataset() -> BaseResponse:
        return redirect("/.well-known/void", 303)

    @blueprint.get("/graph/<path:name>")
    def graph(name: str) -> BaseResponse:
        return redirect(f"/store?{urlencode({'graph': GRAPH + name})}", 303)

    return blueprint
