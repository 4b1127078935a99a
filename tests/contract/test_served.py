"""The service on a store kept elsewhere: every named query and every route answers as on the embedded store.

Both hold the graph of the shipped corpus; the remote one is the native Oxigraph server. What Virtuoso does otherwise is
tested in test_virtuoso.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from rdflib import Graph
from rdflib.compare import graph_diff, to_isomorphic
from service_client import client_of

from paingraph.api.app import create_app
from paingraph.api.retractions import Retractions
from paingraph.api.settings import Settings
from paingraph.ontology.namespaces import CLAIM
from paingraph.queries.catalogue import Catalogue
from paingraph.queries.embedded import EmbeddedStore
from paingraph.queries.named_query import NamedQuery
from paingraph.queries.remote import RemoteStore
from paingraph.queries.remote_publication import load
from paingraph.queries.versions import Version

from .conftest import Server

#: A document that was in the graph once, and a claim of it.
GONE = {"id": "777", "claims": [f"{CLAIM}77ffee"]}
RDF = ("text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml")


@pytest.fixture(scope="module")
def remote(oxigraph: Server, shipped_version: Version) -> Iterator[RemoteStore]:
    """The shipped graph in a remote store, with one retraction."""
    retracted = Version(shipped_version.folder, {**shipped_version.manifest, "retracted": [GONE]})
    load(oxigraph.endpoint(), retracted, lambda _: None)
    store = RemoteStore.open(oxigraph.url, patience=30)
    yield store
    store.close()


@pytest.fixture(scope="module")
def served(remote: RemoteStore) -> Iterator[FlaskClient]:
    """A client of the whole service on it."""
    with client_of(remote, Settings(query_timeout=120)) as client:
        yield client


@pytest.mark.parametrize("query", Catalogue.shipped(), ids=lambda query: query.name)
def test_named_queries_give_the_same_rows(remote: RemoteStore, shipped_store: EmbeddedStore, query: NamedQuery) -> None:
    """For their sample, in the same order."""
    assert query.rows(remote, query.sample) == query.rows(shipped_store, query.sample)


def test_every_operation_gives_the_same_answer(served: FlaskClient, shipped_client: FlaskClient) -> None:
    """Each GET operation of the API, with the examples of its document; the named queries are compared above."""
    document = shipped_client.get("/api/v1/openapi.json").get_json()
    for path, item in document["paths"].items():
        if "get" not in item or path.startswith("/queries/"):
            continue
        given = [p for p in item["get"]["parameters"] if p.get("example") is not None]
        url = path.format(**{p["name"]: quote(p["example"]) for p in given if p["in"] == "path"})
        needed = {p["name"]: p["example"] for p in given if p["in"] == "query" and p["required"]}
        needed |= {"subject": "sciatica"} if path == "/edges" else {}
        here, there = (client.get(f"/api/v1{url}", query_string=needed) for client in (shipped_client, served))
        assert (there.status_code, there.get_json()) == (here.status_code, here.get_json()), url


@pytest.mark.parametrize("path", ["/", "/id/sciatica", "/document/001", "/.well-known/void", "/version", "/ready"])
def test_pages_are_the_same(served: FlaskClient, shipped_client: FlaskClient, path: str) -> None:
    """Byte by byte, with the same tag."""
    here, there = (client.get(path, headers={"Accept": "text/html"}) for client in (shipped_client, served))
    assert (there.status_code, there.data) == (here.status_code, here.data)
    assert there.headers.get("ETag") == here.headers.get("ETag")


@pytest.mark.parametrize("media_type", RDF)
@pytest.mark.parametrize("path", ["/id/sciatica", "/document/001", "/.well-known/void", "/sparql"])
def test_linked_data_are_the_same(served: FlaskClient, shipped_client: FlaskClient, path: str, media_type: str) -> None:
    """In every format; the service description lists the same graphs."""
    here, there = (client.get(path, headers={"Accept": media_type}) for client in (shipped_client, served))
    assert there.status_code == here.status_code == 200
    graphs = [Graph().parse(data=answer.data, format=answer.mimetype) for answer in (here, there)]
    here_only, there_only = graph_diff(*map(to_isomorphic, graphs))[1:]
    assert ([*here_only], [*there_only]) == ([], [])


def test_what_was_retracted_is_gone_and_what_never_was_is_not_found(remote: RemoteStore) -> None:
    """The record of the publication tells."""
    app = create_app(Settings(), remote, retractions=Retractions.of_records(remote.publication.retracted))
    client = app.test_client()
    for path in ("/document/777", "/claim/77ffee", "/api/v1/documents/777"):
        assert client.get(path).status_code == 410
    assert client.get("/document/778").status_code == client.get("/claim/77ff00").status_code == 404
    app.extensions["paingraph.annotator"].close()
