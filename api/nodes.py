"""Nodes of the graph that have an IRI of ours and no page: its address leads to the query that describes them."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, redirect
from werkzeug.wrappers import Response

from paingraph.api.sparql import PATH
from paingraph.api.urls import NODES, iri_of
from paingraph.ontology.errors import NotFoundError
from paingraph.queries.store import Store, Term

__all__ = ["nodes_blueprint"]

_KNOWN = "SELECT ?predicate WHERE { ?node ?predicate ?value } LIMIT 1"


def nodes_blueprint(store: Store) -> Blueprint:
    """Return the routes of edges, rules, mappings, queries, and of the runs and agents that read documents."""
    blueprint = Blueprint("nodes", __name__)

    @blueprint.get(f"/<any({', '.join(NODES)}):kind>/<path:name>")
    def node(kind: str, name: str) -> Response:
        iri = iri_of(f"/{kind}/{name}")
        if not store.rows(_KNOWN, node=Term(iri)):
            raise NotFoundError(f"There is no {kind} {name[:60]!r} in this version of the graph.", nearest=[])
        return described(iri)

    @blueprint.get("/<any(vocabulary, mappings):name>")
    def scheme(name: str) -> Response:
        return described(iri_of(f"/{name}"))

    def described(iri: str) -> Response:
        return redirect(f"{PATH}?{urlencode({'query': f'DESCRIBE <{iri}>'})}", 303)

    return blueprint
