"""The dataset as a file: to be loaded elsewhere, and to be compared with what was published."""

from __future__ import annotations

from hashlib import sha256

from flask.testing import FlaskClient
from rdflib import DCAT, RDF, VOID, Dataset, Graph, URIRef

from paingraph.ontology.namespaces import BASE, GRAPH
from paingraph.ontology.sssom import shipped_file
from paingraph.queries.versions import Version

DATASET = URIRef(BASE + "dataset")
HERE = "http://localhost"


def test_the_whole_dataset_is_what_was_published(client: FlaskClient, small_version: Version) -> None:
    """The same bytes, so that the checksum of the file names the version."""
    answer = client.get("/dataset.nq")
    assert answer.content_type == "application/n-quads"
    assert sha256(answer.data).hexdigest() == small_version.digest
    assert client.get("/dataset.nq", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    assert client.get("/dataset.nq?graph=a").status_code == 400


def test_the_description_leads_to_the_file_and_to_a_file_of_each_graph(client: FlaskClient) -> None:
    """By VoID and by DCAT; the files of the graphs make up the whole."""
    void = Graph().parse(data=client.get("/.well-known/void").data, format="turtle")
    file = URIRef(f"{HERE}/dataset.nq")
    assert void.value(DATASET, VOID.dataDump) == file
    distribution = void.value(DATASET, DCAT.distribution)
    assert void.value(distribution, RDF.type) == DCAT.Distribution
    assert void.value(distribution, DCAT.downloadURL) == file
    whole = Dataset().parse(data=client.get("/dataset.nq").data, format="nquads")
    for graph in void.objects(DATASET, VOID.subset):
        dump = client.get(str(void.value(graph, VOID.dataDump)).removeprefix(HERE), headers={"Accept": "text/turtle"})
        assert len(Graph().parse(data=dump.data, format="turtle")) == len(whole.graph(str(graph)))


def test_the_mappings_are_the_shipped_set(client: FlaskClient) -> None:
    """In SSSOM, with the header that tools read its prefixes from."""
    answer = client.get("/mappings.sssom.tsv")
    assert answer.mimetype == "text/tab-separated-values"
    assert answer.data == shipped_file().read_bytes()
    again = client.get("/mappings.sssom.tsv", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_the_iris_of_dataset_and_graphs_lead_on(client: FlaskClient) -> None:
    """To the description, and to the triples of the graph, in the form that the client reads."""
    assert client.get("/dataset").headers["Location"] == "/.well-known/void"
    answer = client.get("/graph/document/000", headers={"Accept": "application/n-triples"}, follow_redirects=True)
    assert (answer.status_code, answer.mimetype) == (200, "application/n-triples")
    missing = client.get("/graph/nothing", follow_redirects=True)
    assert (missing.status_code, missing.get_json()["graph"]) == (404, f"{GRAPH}nothing")
