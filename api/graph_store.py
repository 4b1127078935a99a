"""SPARQL 1.1 Graph Store HTTP Protocol: graphs read by everyone, and written by whoever holds the token.

`/store?graph=IRI` and `/store?default` name a graph indirectly (section 4.2), `/store/NAME` names the graph of that
very address (section 4.1). An empty graph is no graph. TriG and N-Quads name their graphs themselves, so they are
had from `/store` alone, and sent there: what is read and replaced then is all that users wrote.
"""

from __future__ import annotations

from urllib.parse import quote, urlencode
from uuid import uuid4

from flask import Blueprint, Response, request

from paingraph.api.authorization import refuse_updates
from paingraph.api.caching import Validator
from paingraph.api.description import ServiceDescription
from paingraph.api.operations import JSON, json_bytes
from paingraph.api.preconditions import is_conditional, require_preconditions
from paingraph.api.protocol import graphs, require_plain_utf8
from paingraph.api.query_strings import pairs
from paingraph.api.revisions import Revised, Revisions
from paingraph.api.settings import Settings
from paingraph.api.sparql import content_type
from paingraph.api.stored_graphs import StoredGraphs
from paingraph.ontology.errors import ConflictError, MediaTypeError, PreconditionError, UsageError
from paingraph.queries.change import Change
from paingraph.queries.formats import DATASETS, GRAPHS, acceptable
from paingraph.queries.store import Limits, Store

__all__ = ["graph_store_blueprint"]

#: Characters of a path that stay as they are in an IRI.
_SAFE = "/:@!$&'()*+,;=~-._"
_MULTIPART = "multipart/form-data"
_OF_GRAPHS = tuple(format_.media_type for format_ in GRAPHS)
_OF_DATASETS = tuple(format_.media_type for format_ in DATASETS)
#: What /store itself answers: what the service is, or, in formats that name graphs, all that users wrote.
_READ = (*GRAPHS, *DATASETS)


def graph_store_blueprint(
    settings: Settings,
    store: Store,
    validator: Validator,
    description: ServiceDescription,
    revisions: Revisions | None,
) -> Blueprint:
    """Return the graph store at /store; without `revisions` it is only read, and says how changes are allowed."""
    blueprint = Blueprint("graph_store", __name__)
    stored = StoredGraphs(store, Limits(settings.query_timeout, settings.result_limit, settings.memory_limit))

    @blueprint.route("/store", methods=["GET", "PUT", "POST", "DELETE"], defaults={"name": None})
    @blueprint.route("/store/<path:name>", methods=["GET", "PUT", "POST", "DELETE"])
    def graph_store(name: str | None) -> Response:
        if request.method in ("GET", "HEAD"):
            return read(_target(name))
        if revisions is None:
            raise refuse_updates(settings)
        graph = _target(name)
        revisions.authority.require(request)
        return changed(revisions, graph)

    def read(graph: str | None) -> Response:
        format_ = acceptable(request.environ.get("HTTP_ACCEPT"), _READ if graph is None else GRAPHS)[0]
        tag = validator.tag(request, request.host, format_.label)
        fresh = validator.not_modified(request, tag)
        if fresh is not None:
            return fresh
        if graph is not None:
            body = stored.graph(graph, format_)
        elif format_ in DATASETS:
            body = stored.users(format_)
        else:
            body = description.service(f"{request.host_url}sparql", format_)
        return validator.mark(Response(body, content_type=content_type(format_)), tag)

    def changed(revisions: Revisions, graph: str | None) -> Response:
        """Make a change; one that has conditions, of this very version."""
        if not is_conditional(request):
            return _changed(revisions, graph, None)
        tags = [tag for format_ in _READ for tag in validator.tags(request, request.host, format_.label)]
        require_preconditions(request, tags, lambda: graph is None or stored.exists(graph))
        try:
            return _changed(revisions, graph, store.version)
        except ConflictError as error:
            if "If-Match" not in request.headers:
                raise
            raise PreconditionError(error.message, header="If-Match") from error

    return blueprint


def _target(name: str | None) -> str | None:
    """Return the graph that the request names: its IRI, empty for the unnamed one, None if it names none."""
    given: dict[str, list[str]] = {}
    for parameter, value in pairs(request.query_string):
        given.setdefault(parameter, []).append(value)
    unknown = sorted(given.keys() - {"graph", "default"})
    if unknown:
        raise UsageError(f"The graph store has no parameter {unknown[0][:60]!r}.", known=["graph", "default"])
    iris = graphs(given, "graph")
    if len(iris) + ("default" in given) + (name is not None) > 1:
        raise UsageError("A request names one graph: by graph=IRI, by default, or by its path.", parameter="graph")
    if name is not None:
        return f"{request.host_url}store/{quote(name, safe=_SAFE)}"
    return "" if "default" in given else next(iter(iris), None)


def _changed(revisions: Revisions, graph: str | None, version: str | None) -> Response:
    """Answer DELETE, PUT, which replaces, and POST, which adds; of a certain version, if one is given."""
    if request.method == "DELETE":
        return _told(revisions.revise(Change("delete", graph, version=version)), 200)
    bodies = _bodies()
    types = {media_type for media_type, _ in bodies}
    created = False
    if graph is None and not types <= {*_OF_DATASETS}:
        if request.method == "PUT":
            raise UsageError(
                f"PUT names the graph that it replaces: ?graph=IRI or ?default; only {' and '.join(_OF_DATASETS)} "
                "replace all graphs that users wrote.",
                parameter="graph",
            )
        graph, created = f"{request.host_url}store/{uuid4()}", True
    data = b"".join(body for _, body in bodies)
    change = Change(
        "put" if request.method == "PUT" else "post",
        graph,
        [(media_type, len(body)) for media_type, body in bodies],
        graph or request.base_url,
        version=version,
    )
    revised = revisions.revise(change, data)
    if graph is not None and (created or not revised.existed):
        response = _told(revised, 201)
        response.headers["Location"] = _location(graph)
        return response
    return Response(status=204) if request.method == "PUT" else _told(revised, 200)


def _location(graph: str) -> str:
    if graph.startswith(f"{request.host_url}store/"):
        return graph
    return f"{request.host_url}store?{urlencode({'graph': graph}) if graph else 'default'}"


def _bodies() -> list[tuple[str, bytes]]:
    """Return the RDF that was sent, each with its media type; several can come as parts of a form (section 5.5)."""
    if request.mimetype == _MULTIPART and request.method == "POST":
        files = [file for _, file in request.files.items(multi=True)]
        if not files or request.form:
            raise UsageError("Each part of the form must be a file of RDF, with its own Content-Type.")
        return [(_known(file.mimetype), file.read()) for file in files]
    require_plain_utf8(request)
    return [(_known(request.mimetype), request.get_data(cache=False))]


def _known(media_type: str) -> str:
    offered = [*_OF_GRAPHS, *_OF_DATASETS]
    if media_type not in offered:
        given = media_type[:80] or "a body of unnamed type"
        raise MediaTypeError(f"The graph store reads {', '.join(offered)}, not {given}.", offered=offered)
    return media_type


def _told(revised: Revised, status: int) -> Response:
    """Answer with the name of the version that the change led to."""
    response = Response(json_bytes({"version": revised.version}), status, mimetype=JSON)
    response.headers["Cache-Control"] = "no-store"
    return response
