"""The application: settings and a store in, a WSGI application out; blueprints are made by what they serve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Flask

from paingraph.api import headers, pages, problems
from paingraph.api.annotation import annotation_operations
from paingraph.api.annotator import Annotator
from paingraph.api.answers import Answers
from paingraph.api.blanks import Blanks
from paingraph.api.caching import Validator
from paingraph.api.claims import claim_operations
from paingraph.api.comparison import comparison_operations
from paingraph.api.description import ServiceDescription
from paingraph.api.directory import Directory
from paingraph.api.disagreements import Disagreements, disagreement_operations
from paingraph.api.downloads import downloads_blueprint
from paingraph.api.edge_list import edge_operations
from paingraph.api.edges import Edges
from paingraph.api.entities import entity_operations
from paingraph.api.evidence import Evidence
from paingraph.api.explanations import Explanations, explanation_operations
from paingraph.api.graph_store import graph_store_blueprint
from paingraph.api.json_ld import context_blueprint
from paingraph.api.linked_data import LinkedData
from paingraph.api.mapping_list import mapping_operations
from paingraph.api.mappings import Mappings
from paingraph.api.neighbourhood import neighbourhood_operations
from paingraph.api.nodes import nodes_blueprint
from paingraph.api.openapi import docs_blueprint
from paingraph.api.operations import Operation, mount
from paingraph.api.paths import path_operations
from paingraph.api.queries import NamedQueries, query_operations
from paingraph.api.query_pages import query_pages_blueprint
from paingraph.api.retractions import Retractions
from paingraph.api.revisions import Revisions
from paingraph.api.search import SearchIndex, search_operations
from paingraph.api.settings import Settings
from paingraph.api.sparql_page import sparql_page_blueprint
from paingraph.api.stats import Statistics, stats_operations
from paingraph.api.status import status_blueprint
from paingraph.api.things import things_blueprint
from paingraph.api.update import update_blueprint
from paingraph.api.urls import API
from paingraph.queries.catalogue import Catalogue
from paingraph.queries.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["create_app"]

#: Parts and fields that a form may have; ours have few.
MAX_FORM_PARTS = 100


def create_app(
    settings: Settings,
    store: Store,
    catalogue: Catalogue | None = None,
    retractions: Retractions | None = None,
    revisions: Revisions | None = None,
) -> Flask:
    """Return the application that serves one version of the graph, with the shipped queries or those given.

    With `revisions`, users can make further versions.
    """
    app = _bare(settings)
    directory = Directory(store)
    catalogue = Catalogue.shipped() if catalogue is None else catalogue
    queries = NamedQueries(settings, store, catalogue, directory, retractions)
    evidence = Evidence(store, directory, retractions)
    answers = Answers(directory, evidence, Edges(evidence, directory), Mappings(store))
    index = SearchIndex(directory, answers.mappings)
    explanations = Explanations(store, answers)
    annotator = Annotator()
    app.extensions["paingraph.annotator"] = annotator
    statistics = Statistics(store, answers)
    validator = Validator(store.version, catalogue.digest)
    operations = [
        *entity_operations(answers),
        *claim_operations(answers),
        *search_operations(answers, index),
        *mapping_operations(answers),
        *edge_operations(answers),
        *disagreement_operations(Disagreements(store, answers)),
        *path_operations(answers),
        *neighbourhood_operations(answers),
        *comparison_operations(answers),
        *explanation_operations(answers, explanations),
        *annotation_operations(annotator),
        *query_operations(queries),
    ]
    operations += stats_operations(store, statistics, operations)
    pages.register(app, answers, store.version)
    description = ServiceDescription.of(settings, store, updatable=revisions is not None)
    app.register_blueprint(_api(operations, validator))
    app.register_blueprint(docs_blueprint(operations, validator))
    app.register_blueprint(context_blueprint(directory, validator))
    app.register_blueprint(sparql_page_blueprint(settings, store, queries.examples()))
    app.register_blueprint(update_blueprint(settings, revisions))
    app.register_blueprint(graph_store_blueprint(settings, store, validator, description, revisions))
    app.register_blueprint(nodes_blueprint(store))
    app.register_blueprint(downloads_blueprint(settings, store, validator, description))
    app.register_blueprint(
        things_blueprint(answers, LinkedData(store), pages.Pages(answers, index, statistics, explanations), validator)
    )
    app.register_blueprint(query_pages_blueprint(queries, Blanks(answers), validator))
    app.register_blueprint(status_blueprint(store, validator, description))
    return app


def _bare(settings: Settings) -> Flask:
    """Return an application without routes, whose answers and errors have their form."""
    app = Flask(__name__, static_folder="assets", static_url_path="/assets", template_folder="templates")
    app.config.update(
        MAX_CONTENT_LENGTH=settings.body_limit,
        MAX_FORM_MEMORY_SIZE=settings.body_limit,
        MAX_FORM_PARTS=MAX_FORM_PARTS,
        SEND_FILE_MAX_AGE_DEFAULT=3600,
    )
    # IRIs are values in paths, and `//` belongs to them.
    app.url_map.merge_slashes = False
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    headers.register(app)
    problems.register(app)
    return app


def _api(operations: Iterable[Operation], validator: Validator) -> Blueprint:
    blueprint = Blueprint("api", __name__, url_prefix=API)
    for operation in operations:
        mount(blueprint, operation, validator)
    return blueprint
