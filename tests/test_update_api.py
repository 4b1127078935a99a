"""Changes over HTTP: who is let in, what is served when, and what clients are told."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from rdflib import Dataset, Graph, Namespace, URIRef
from running_server import Answer, RunningServer

from paingraph.queries.versions import Version

TOKEN = "update-api-test-token"
UPDATE = "application/sparql-update"
FORM = "application/x-www-form-urlencoded"
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")


@pytest.fixture(scope="module")
def data(small_version: Version, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that changes."""
    data = tmp_path_factory.mktemp("changing") / "data"
    shutil.copytree(small_version.folder.parents[1], data, symlinks=True)
    return data


@pytest.fixture(scope="module")
def server(data: Path) -> Iterator[RunningServer]:
    """A server that takes changes."""
    server = RunningServer((data / "current").resolve(), data.parent / "log", data=data, update_token=TOKEN)
    yield server
    server.stop()


def change(
    server: RunningServer,
    body: str | bytes,
    media_type: str = UPDATE,
    path: str = "/update",
    method: str = "POST",
    **headers: str,
) -> Answer:
    """Ask for a change, with the token."""
    return server.ask(method, path, body, {"Authorization": f"Bearer {TOKEN}", "Content-Type": media_type, **headers})


def is_true(server: RunningServer, pattern: str) -> bool:
    """Ask whether a pattern matches."""
    answer = server.insist("GET", "/sparql?" + urlencode({"query": f"ASK {{ {pattern} }}"}))
    return bool(json.loads(answer.body)["boolean"])


def test_a_change_is_served_when_it_is_answered(server: RunningServer) -> None:
    """Version and tags follow, and what was held before is out of date."""
    path = "/sparql?" + urlencode({"query": "SELECT * { <urn:a> <urn:b> ?c }"})
    before, version = server.get(path), server.get("/version").body
    answer = change(server, "INSERT DATA { <urn:a> <urn:b> 1 }")
    assert (answer.status, answer.body, answer.headers["cache-control"]) == (204, b"", "no-store")
    after = server.get(path, **{"If-None-Match": before.headers["etag"]})
    assert after.status == 200
    assert after.headers["etag"] != before.headers["etag"]
    assert len(json.loads(after.body)["results"]["bindings"]) == 1
    assert server.get("/version").body != version
    assert server.get("/id/sciatica").status == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 401),
        ({"Authorization": "Bearer another-token-altogether"}, 403),
        ({"Authorization": f"Basic {TOKEN}"}, 401),
    ],
)
@pytest.mark.parametrize(("method", "path"), [("POST", "/update"), ("PUT", "/store?default"), ("DELETE", "/store")])
def test_without_the_token_nothing_is_changed(
    server: RunningServer, headers: dict[str, str], status: int, method: str, path: str
) -> None:
    """401 says how to come back, 403 that it is no use."""
    version = server.get("/version").body
    body = "INSERT DATA { <urn:a> <urn:b> 2 }" if path == "/update" else "<urn:a> <urn:b> 2 ."
    answer = server.ask(method, path, body, headers)
    assert answer.status == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers.get("www-authenticate") == ('Bearer realm="paingraph"' if status == 401 else None)
    assert server.get("/version").body == version


@pytest.mark.parametrize(
    ("path", "media_type", "body", "status"),
    [
        ("/update", FORM, urlencode({"update": "INSERT DATA { GRAPH <urn:form> { <urn:a> <urn:b> 1 } }"}), 204),
        ("/update", FORM, "query=ASK+%7B%7D", 400),
        ("/update", FORM, "", 400),
        ("/update", FORM, b"update=%ff", 400),
        ("/update", UPDATE, b"CLEAR \xff", 400),
        ("/update", "application/sparql-query", "ASK {}", 400),
        ("/update", "text/turtle", "<urn:a> <urn:b> 1 .", 415),
        ("/update", UPDATE + "; charset=latin-1", "CLEAR ALL", 415),
        ("/update?update=CLEAR+ALL", UPDATE, "CLEAR ALL", 400),
        ("/update?using-graph-uri=nowhere", UPDATE, "CLEAR ALL", 400),
        ("/update?timeout=0", UPDATE, "CLEAR ALL", 400),
        ("/update", UPDATE, "INSERT DATA { pgid:sciatica pg:treats <urn:a> }", 403),
        ("/update", UPDATE, "INSERT DATA { GRAPH <urn:form2> { <urn:a> <urn:b> 1 } } ; CREATE GRAPH <urn:form2>", 409),
        ("/update", UPDATE, "INSERT { ?s ?p ?x } WHERE { ?s ?p ?o BIND(<urn:no-function>(?o) AS ?x) }", 400),
        ("/update", UPDATE, "LOAD <http://127.0.0.1/>", 400),
        ("/update", UPDATE, "# " + "x" * 1_000_001, 413),
        ("/update?timeout=0.5", UPDATE, "INSERT { ?a ?b ?c } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", 503),
        ("/update", UPDATE, "INSERT {} WHERE " + "{" * 5_000 + "}" * 5_000, 400),
        ("/update", UPDATE, "INSERT { <urn:a> <urn:b> 1 } WHERE { FILTER(" + "!" * 400_000 + "true) }", 400),
    ],
)
def test_an_update_is_read_strictly(
    server: RunningServer, path: str, media_type: str, body: str | bytes, status: int
) -> None:
    """Each refusal is the client's, or names a limit."""
    answer = change(server, body, media_type, path)
    assert answer.status == status, answer
    if status != 204:
        problem = json.loads(answer.body)
        assert problem["detail"]
        assert "Traceback" not in answer.body.decode()


@pytest.mark.parametrize(
    ("method", "path", "media_type", "body", "status"),
    [
        ("PUT", "/store", "text/turtle", "", 400),
        ("PUT", "/store?graph=relative", "text/turtle", "", 400),
        ("PUT", "/store?graph=http://[a", "text/turtle", "", 400),
        ("GET", "/store?graph=http://[a", "text/turtle", "", 400),
        ("PUT", "/store?graph=urn:" + "a" * 2_000, "text/turtle", "", 400),
        ("PUT", "/store?graph=urn:a&default", "text/turtle", "", 400),
        ("PUT", "/store?graph=urn:a&graph=urn:b", "text/turtle", "", 400),
        ("PUT", "/store?grpah=urn:a", "text/turtle", "", 400),
        ("PUT", "/store/a?default", "text/turtle", "", 400),
        ("PUT", "/store?default", "text/html", "<p>", 415),
        ("PUT", "/store?default", "multipart/form-data; boundary=x", "--x--", 415),
        ("POST", "/store?default", "multipart/form-data; boundary=x", "--x--\r\n", 400),
        ("PUT", "/store?default", "text/turtle; charset=utf-16", "", 415),
        ("PUT", "/store?default", "text/turtle", "<urn:a> <urn:b>", 400),
        ("PUT", "/store?default", "application/ld+json", '{"http://example.org/p":[' * 20_000, 400),
        ("PUT", "/store?graph=https://w3id.org/paingraph/graph/ontology", "text/turtle", "", 403),
        ("DELETE", "/store?graph=https://w3id.org/paingraph/graph/ontology", "text/turtle", "", 403),
        ("DELETE", "/store?graph=urn:nowhere", "text/turtle", "", 404),
        ("GET", "/store?graph=urn:nowhere", "text/turtle", "", 404),
        ("PATCH", "/store?default", "application/sparql-update", "CLEAR ALL", 405),
    ],
)
def test_the_graph_store_is_asked_strictly(
    server: RunningServer, method: str, path: str, media_type: str, body: str, status: int
) -> None:
    """Each refusal says what would be right."""
    answer = change(server, body, media_type, path, method)
    assert answer.status == status, answer
    assert json.loads(answer.body)["detail"]


def test_a_body_beyond_the_limit_is_not_read(server: RunningServer) -> None:
    """Its length is enough to know."""
    head = f"PUT /store?default HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {TOKEN}\r\nContent-Type: text/turtle\r\n"
    answer = server.raw(f"{head}Content-Length: 3000000000\r\n\r\n<urn:a>".encode())
    assert answer.startswith(b"HTTP/1.1 413")
    assert b"body-limit" in answer


def test_broken_rdf_is_told_by_line_and_column(server: RunningServer) -> None:
    """As a query is."""
    answer = change(server, "<urn:a> <urn:b> 1 .\n<urn:a> 2 3 .", "text/turtle", "/store?graph=urn:broken", "PUT")
    problem = json.loads(answer.body)
    assert (answer.status, problem["line"], problem["type"].rpartition("/")[2]) == (400, 2, "rdf-syntax")


def test_every_graph_can_be_read_by_everyone(server: RunningServer) -> None:
    """Those of documents too, in every format, with a tag."""
    path = "/store?graph=" + quote("https://w3id.org/paingraph/graph/document/000")
    sizes = set()
    for media_type in ("text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml"):
        answer = server.get(path, Accept=media_type)
        assert answer.status == 200
        assert answer.headers["content-type"].startswith(media_type)
        sizes.add(len(Graph().parse(data=answer.body, format=media_type)))
        assert server.get(path, **{"Accept": media_type, "If-None-Match": answer.headers["etag"]}).status == 304
    assert len(sizes) == 1
    assert server.get(path, Accept="text/html;q=0.1, image/png").status == 406


def test_datasets_go_in_whole(server: RunningServer) -> None:
    """PUT to the store replaces all that users wrote, POST adds, DELETE removes."""
    trig = "<urn:t> <urn:b> 1 . <urn:trig> { <urn:a> <urn:b> 2 }"
    assert change(server, trig, "application/trig", "/store", "PUT").status == 204
    assert change(server, "<urn:a> <urn:b> <urn:c> <urn:quads> .", "application/n-quads", "/store").status == 200
    assert is_true(server, "<urn:t> <urn:b> 1 GRAPH <urn:trig> {} GRAPH <urn:quads> {} ")
    assert change(server, "", "text/turtle", "/store", "DELETE").status == 200
    assert not is_true(server, "GRAPH <urn:trig> {}")
    assert is_true(server, "GRAPH <https://w3id.org/paingraph/graph/ontology> {}")


@pytest.mark.parametrize("media_type", ["application/n-quads", "application/trig"])
def test_all_that_users_wrote_is_read_as_it_is_put_back(server: RunningServer, media_type: str) -> None:
    """In formats that name graphs, without those of ours; in others, the store describes the service."""
    unnamed, named = '_:n <urn:p> "é\\n" . <urn:t> <urn:b> 1 .', '<urn:one> { <urn:a> <urn:b> "x"@en }'
    said = f"{unnamed} {named} <urn:two> {{ <urn:a> <urn:b> 2.5 }}"
    assert change(server, said, "application/trig", "/store", "PUT").status == 204
    answer = server.get("/store", Accept=media_type)
    assert (answer.status, answer.headers["content-type"]) == (200, media_type)
    held = Dataset()
    held.parse(data=answer.body, format=media_type.partition("/")[2].replace("n-quads", "nquads"))
    assert {str(graph.identifier): len(graph) for graph in held.graphs() if len(graph)} == {
        "urn:x-rdflib:default": 2,
        "urn:one": 1,
        "urn:two": 1,
    }
    change(server, "", "text/turtle", "/store", "DELETE")
    empty = server.get("/store", Accept=media_type)
    assert (empty.status, empty.body) == (200, b"")
    assert change(server, answer.body, media_type, "/store", "PUT").status == 204
    again = server.get("/store", Accept=media_type)
    assert re.sub(rb"_:\w+", b"_:n", again.body) == re.sub(rb"_:\w+", b"_:n", answer.body)
    assert b"service-description" in server.get("/store", Accept="text/turtle, */*;q=0.1").body


def test_a_change_can_be_bound_to_what_was_seen(server: RunningServer) -> None:
    """In whichever format; a tag of before names nothing any more, and nothing is done."""
    path = "/store?graph=urn:seen"
    made = change(server, "<urn:a> <urn:b> 1 .", "text/turtle", path, "PUT")
    assert made.status == 201
    assert json.loads(made.body)["version"] == json.loads(server.get("/version").body)["graph"]
    tags = [
        server.get(path, Accept=accept, **{"Accept-Encoding": coding}).headers["etag"]
        for accept, coding in (("text/turtle", "identity"), ("application/ld+json", "gzip"))
    ]
    for wrong in (f"W/{tags[0]}", '"x"', "x"):
        refused = change(server, "<urn:a> <urn:b> 2 .", "text/turtle", path, "PUT", **{"If-Match": wrong})
        assert (refused.status, json.loads(refused.body)["header"]) == (412, "If-Match")
    both = {"If-Match": f'"x", {tags[1]}'}
    assert change(server, "<urn:a> <urn:b> 2 .", "text/turtle", path, "PUT", **both).status == 204
    for method in ("PUT", "POST", "DELETE"):
        for tag in tags:
            assert change(server, "", "text/turtle", path, method, **{"If-Match": tag}).status == 412
    assert is_true(server, "GRAPH <urn:seen> { <urn:a> <urn:b> 2 }")
    assert change(server, "", "text/turtle", path, "DELETE", **{"If-Match": "*"}).status == 200
    assert change(server, "", "text/turtle", path, "DELETE", **{"If-Match": "*"}).status == 412


def test_a_graph_can_be_made_only_if_there_is_none(server: RunningServer) -> None:
    """`If-None-Match: *`, or the tag of what shall not be replaced."""
    path, absent = "/store?graph=urn:once", {"If-None-Match": "*"}
    assert change(server, "<urn:a> <urn:b> 1 .", "text/turtle", path, "PUT", **absent).status == 201
    assert change(server, "<urn:a> <urn:b> 2 .", "text/turtle", path, "PUT", **absent).status == 412
    tag = server.get(path, Accept="text/turtle").headers["etag"]
    assert change(server, "<urn:a> <urn:b> 2 .", "text/turtle", path, **{"If-None-Match": f"W/{tag}"}).status == 412
    assert is_true(server, "GRAPH <urn:once> { <urn:a> <urn:b> 1 } FILTER NOT EXISTS { <urn:a> <urn:b> 2 }")
    assert change(server, "<urn:a> <urn:b> 2 .", "text/turtle", path, **{"If-None-Match": '"x"'}).status == 200


def test_of_two_who_change_what_they_saw_one_is_told(server: RunningServer) -> None:
    """However close to each other they come."""
    path = "/store?graph=urn:raced"
    change(server, "<urn:a> <urn:b> 0 .", "text/turtle", path, "PUT")
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "text/turtle"}
    headers["If-Match"] = server.get(path, Accept="text/turtle").headers["etag"]
    with ThreadPoolExecutor(2) as pool:
        asked = [pool.submit(server.insist, "PUT", path, f"<urn:a> <urn:b> {n} .", headers) for n in (1, 2)]
        assert sorted(answer.result().status for answer in asked) == [204, 412]


#: All that a user may say where we speak: of entities, of their mappings, of anything.
SAID = """INSERT DATA {
  pgid:sciatica rdfs:label "Forged" ; rdfs:comment "Forged" ; owl:sameAs pgid:herniated-disc ; dcterms:title "Forged" ;
    prov:wasDerivedFrom <https://w3id.org/paingraph/document/000> ; a owl:NamedIndividual, <urn:Kind> .
  <http://purl.obolibrary.org/obo/MONDO_0024333> skos:notation "FORGED:1" ; skos:prefLabel "Forged"@en ;
    rdfs:label "Forged"@en ; skos:exactMatch pgid:herniated-disc .
  <urn:x> skos:exactMatch pgid:sciatica ; skos:broader pgid:sciatica ; rdfs:seeAlso pgid:sciatica .
}"""


def test_what_users_say_is_not_told_as_what_documents_say(server: RunningServer) -> None:
    """The JSON API answers as before, to the byte, apart from the name of the version."""
    paths = ["/".join(("/api/v1/entities", slug)) for slug in ("sciatica", "herniated-disc", "MONDO:0024333")]
    paths += ["/api/v1/search?q=forged", "/api/v1/search?q=sciatica", "/api/v1/conditions", "/api/v1/documents"]
    paths += ["/api/v1/claims?entity=sciatica", "/api/v1/mappings", "/api/v1/entities/FORGED:1"]
    before = [server.get(path) for path in paths]
    assert change(server, SAID).status == 204
    assert is_true(server, "pgid:sciatica rdfs:label 'Forged'")
    for path, then in zip(paths, before, strict=True):
        now = server.get(path)
        assert (path, now.status, now.body) == (path, then.status, then.body)
    assert [answer.status for answer in before].count(200) > 5


def test_no_query_is_dropped_while_versions_change_and_no_change_is_lost(server: RunningServer) -> None:
    """Three changes at once wait for each other, and readers see one whole version or the next."""

    def write(number: int) -> int:
        return change(
            server, f"INSERT DATA {{ GRAPH <urn:many> {{ <urn:n> <urn:n> {number}, {number + 100} }} }}"
        ).status

    def read(_: int) -> tuple[int, int]:
        query = "SELECT ?n { GRAPH <urn:many> { ?s ?p ?n } }"
        answer = server.insist("GET", "/sparql?" + urlencode({"query": query}))
        return answer.status, len(json.loads(answer.body)["results"]["bindings"])

    with ThreadPoolExecutor(4) as pool:
        reading = [pool.submit(read, number) for number in range(100)]
        with ThreadPoolExecutor(3) as writers:
            statuses = list(writers.map(write, range(3)))
        answers = [future.result() for future in reading]
    assert {status for status, _ in answers} == {200}
    assert all(rows % 2 == 0 for _, rows in answers)
    written = [number for number, status in enumerate(statuses) if status == 204]
    assert {*statuses} <= {204, 503}
    assert all(is_true(server, f"GRAPH <urn:many> {{ ?s ?p {number}, {number + 100} }}") for number in written)


def test_queries_are_told_where_updates_go_and_the_description_too(server: RunningServer) -> None:
    """One service each, at its own address."""
    answer = server.get("/sparql?update=CLEAR+ALL")
    assert (answer.status, json.loads(answer.body)["endpoint"]) == (403, "/update")
    graph = Graph().parse(data=server.get("/store", Accept="text/turtle").body)
    (service,) = graph.subjects(SD.supportedLanguage, SD.SPARQL11Update)
    assert (service, SD.endpoint, URIRef(f"http://127.0.0.1:{server.port}/update")) in graph


def test_a_server_that_starts_again_begins_where_it_was(server: RunningServer, data: Path, tmp_path: Path) -> None:
    """Also if it is told of a version that was replaced since."""
    started_with = (data / "current").resolve()
    assert change(server, "INSERT DATA { <urn:again> <urn:b> 1 }").status == 204
    again = RunningServer(started_with, tmp_path / "log", data=data, update_token=TOKEN)
    try:
        assert is_true(again, "<urn:again> <urn:b> 1")
    finally:
        again.stop()


def test_nothing_of_all_this_left_a_traceback_or_the_token_in_the_log(server: RunningServer) -> None:
    """Refusals are no failures."""
    log = server.log.read_text()
    assert "Traceback" not in log
    assert TOKEN not in log
