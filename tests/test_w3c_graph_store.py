"""The cases of the W3C's test manifest for the Graph Store HTTP Protocol, by name, against a server that really runs.

The cases depend on each other in the manifest's order; here each begins with the state that it needs. The payload of
`put__mismatched_payload` is RDF/XML that is called Turtle, as in the manifest that the working group approved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from rdflib import Graph
from rdflib.compare import isomorphic
from running_server import Answer, RunningServer, changeable

from paingraph.queries.versions import Version

TOKEN = "w3c-graph-store-test-token"
TURTLE = "text/turtle; charset=utf-8"
PREFIXES = "@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix v: <http://www.w3.org/2006/vcard/ns#> .\n"
PERSON = "<http://example.org/person/1>"
JOHN = f'{PREFIXES}{PERSON} a foaf:Person ; foaf:businessCard [ a v:VCard ; v:fn "John Doe" ] .'
JANE = f'{PREFIXES}{PERSON} a foaf:Person ; foaf:businessCard [ a v:VCard ; v:fn "Jane Doe" ] .'
NAMED = f'{PREFIXES}{PERSON} foaf:name "Jane Doe" .'
ALICE = f'{PREFIXES}[] a foaf:Person ; foaf:businessCard [ a v:VCard ; v:given-name "Alice" ] .'
BOUNDARY = "a6fe4cd636164618814be9f8d3d1a0de"
PARTS = "".join(
    f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}.ttl"; filename="{name}.ttl"\r\n'
    f'Content-Type: {TURTLE}\r\n\r\n{PREFIXES}{PERSON} foaf:{name} "{value}" .\r\n'
    for name, value in (("familyName", "Doe"), ("givenName", "Jane"))
)
RDF_XML = '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>'


@pytest.fixture(scope="module")
def server(small_version: Version, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server that takes changes."""
    server = changeable(small_version, tmp_path_factory.mktemp("w3c"), update_token=TOKEN)
    yield server
    server.stop()


class Store:
    """The graph store of a server."""

    def __init__(self, server: RunningServer) -> None:
        self._server = server

    def send(self, method: str, path: str, body: str | None = None, media_type: str = TURTLE) -> Answer:
        """Send a request with the token."""
        headers = {"Authorization": f"Bearer {TOKEN}", "Accept": "text/turtle"}
        return self._server.insist(method, path, body, {**headers, "Content-Type": media_type} if body else headers)

    def holds(self, path: str, expected: str) -> None:
        """Assert that a graph is what is expected, whatever its blank nodes are called."""
        answer = self.send("GET", path)
        assert answer.status == 200, answer
        assert isomorphic(Graph().parse(data=answer.body), Graph().parse(data=expected))


def put__initial_state(store: Store) -> None:
    """A graph that is not there is made."""
    store.send("DELETE", "/store/person/1.ttl")
    assert store.send("PUT", "/store/person/1.ttl", JOHN).status == 201


def get_of_put__initial_state(store: Store) -> None:
    """And is found by its name as a parameter, too."""
    put__initial_state(store)
    address = f"http://127.0.0.1:{store._server.port}/store/person/1.ttl"
    store.holds(f"/store?graph={address}", JOHN)


def put__graph_already_in_store(store: Store) -> None:
    """A graph that is there is replaced."""
    store.send("PUT", "/store/person/1", JOHN)
    assert store.send("PUT", "/store/person/1", JANE).status == 204


def get_of_put__graph_already_in_store(store: Store) -> None:
    """Nothing of the old one is left."""
    put__graph_already_in_store(store)
    store.holds("/store/person/1", JANE)


def put__default_graph(store: Store) -> None:
    """The graph without a name."""
    store.send("DELETE", "/store?default")
    assert store.send("PUT", "/store?default", ALICE).status == 201


def get_of_put__default_graph(store: Store) -> None:
    """It holds what was put, and nothing of the graphs that come from a build."""
    store.send("PUT", "/store?default", ALICE)
    store.holds("/store?default", ALICE)


def put__mismatched_payload(store: Store) -> None:
    """A body that is not what it says."""
    assert store.send("PUT", "/store?default", RDF_XML).status == 400


def delete__existing_graph(store: Store) -> None:
    """Gone with one request."""
    store.send("PUT", "/store/person/2.ttl", JOHN)
    assert store.send("DELETE", "/store/person/2.ttl").status == 200


def get_of_delete__existing_graph(store: Store) -> None:
    """And no longer found."""
    delete__existing_graph(store)
    assert store.send("GET", "/store/person/2.ttl").status == 404


def delete__nonexistent_graph(store: Store) -> None:
    """What is not there cannot be deleted."""
    assert store.send("DELETE", "/store/person/3.ttl").status == 404


def post__existing_graph(store: Store) -> None:
    """POST adds."""
    store.send("PUT", "/store/person/1.ttl", JANE)
    assert store.send("POST", "/store/person/1.ttl", NAMED).status == 200


def get_of_post__existing_graph(store: Store) -> None:
    """Old and new stand together."""
    post__existing_graph(store)
    store.holds("/store/person/1.ttl", JANE + NAMED.removeprefix(PREFIXES))


def post__multipart_formdata(store: Store) -> None:
    """Several files at once."""
    store.send("PUT", "/store/person/1.ttl", JANE)
    form = f"{PARTS}--{BOUNDARY}--\r\n"
    assert store.send("POST", "/store/person/1.ttl", form, f"multipart/form-data; boundary={BOUNDARY}").status == 200


def get_of_post__multipart_formdata(store: Store) -> None:
    """All of them are added."""
    post__multipart_formdata(store)
    store.holds("/store/person/1.ttl", f'{JANE} {PERSON} foaf:familyName "Doe" ; foaf:givenName "Jane" .')


def post__create__new_graph(store: Store) -> str:
    """A graph whose name the server chooses."""
    answer = store.send("POST", "/store", ALICE)
    assert answer.status == 201
    return urlsplit(answer.headers["location"]).path


def get_of_post__create__new_graph(store: Store) -> None:
    """It is found at the address of the answer."""
    store.holds(post__create__new_graph(store), ALICE)


def get_of_post__after_noop(store: Store) -> None:
    """Nothing added is nothing changed."""
    path = post__create__new_graph(store)
    assert store.send("POST", path, "# nothing").status == 200
    store.holds(path, ALICE)


def head_on_an_existing_graph(store: Store) -> None:
    """HEAD tells the type, and sends no body."""
    store.send("PUT", "/store/person/1.ttl", JOHN)
    answer = store.send("HEAD", "/store/person/1.ttl")
    assert (answer.status, answer.body, answer.headers["content-type"]) == (200, b"", "text/turtle; charset=utf-8")


def head_on_a_nonexisting_graph(store: Store) -> None:
    """As GET would say."""
    assert store.send("HEAD", "/store/person/4.ttl").status == 404


CASES: tuple[Callable[[Store], object], ...] = (
    put__initial_state,
    get_of_put__initial_state,
    put__graph_already_in_store,
    get_of_put__graph_already_in_store,
    put__default_graph,
    get_of_put__default_graph,
    put__mismatched_payload,
    delete__existing_graph,
    get_of_delete__existing_graph,
    delete__nonexistent_graph,
    post__existing_graph,
    get_of_post__existing_graph,
    post__multipart_formdata,
    get_of_post__multipart_formdata,
    post__create__new_graph,
    get_of_post__create__new_graph,
    get_of_post__after_noop,
    head_on_an_existing_graph,
    head_on_a_nonexisting_graph,
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_the_case_passes(server: RunningServer, case: Callable[[Store], object]) -> None:
    """Status and content are those of the manifest."""
    case(Store(server))
