"""SPARQL 1.1 Protocol, update operation (section 2.2): direct and form POST, for whoever holds the token."""

from __future__ import annotations

from flask import Blueprint, Response, request

from paingraph.api.authorization import refuse_updates
from paingraph.api.protocol import UPDATE, given_parameters, graphs, only, seconds
from paingraph.api.query_strings import pairs
from paingraph.api.revisions import Revisions
from paingraph.api.settings import Settings
from paingraph.ontology.errors import UsageError
from paingraph.queries.change import Change

__all__ = ["update_blueprint"]


def update_blueprint(settings: Settings, revisions: Revisions | None) -> Blueprint:
    """Return the endpoint at /update; without `revisions` it says how changes are allowed."""
    blueprint = Blueprint("update", __name__)

    @blueprint.post("/update")
    def update() -> Response:
        if revisions is None:
            raise refuse_updates(settings)
        revisions.authority.require(request)
        given = given_parameters(request, UPDATE)
        if "query" in given:
            raise UsageError("This endpoint takes updates; queries are asked of /sparql.", parameter="query")
        if any(name == "update" for name, _ in pairs(request.query_string)):
            raise UsageError("An update stands in the body, not in the URL.", parameter="update")
        change = Change(
            "update", using=graphs(given, "using-graph-uri"), using_named=graphs(given, "using-named-graph-uri")
        )
        revisions.revise(change, only(given, "update").encode(), seconds(given, settings.query_timeout))
        return Response(status=204, headers={"Cache-Control": "no-store"})

    return blueprint
