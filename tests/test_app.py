"""The application as a whole: what every answer carries, what machines ask, and that nothing odd breaks it."""

from __future__ import annotations

from itertools import cycle
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from paingraph.api.app import create_app
from paingraph.api.settings import Settings
from paingraph.queries.store import Store
from paingraph.queries.versions import Version


def test_the_service_says_how_it_is(client: FlaskClient, small_version: Version) -> None:
    """Alive without a query, ready with one, and the version of graph and program."""
    assert client.get("/health").get_json() == {"status": "alive"}
    assert client.get("/ready").get_json() == {"status": "ready"}
    assert client.get("/version").get_json()["graph"] == small_version.digest


@pytest.mark.parametrize(
    "path",
    [
        "/health",
        "/ready",
        "/version",
        "/.well-known/void",
        "/api/v1/openapi.json",
        "/api/v1/context.jsonld",
        "/api/v1/claim-context.jsonld",
        "/id/sciatica.ttl",
        "/document/001.jsonld",
        "/ontology.nt",
    ],
)
def test_what_takes_no_parameter_ignores_none(client: FlaskClient, path: str) -> None:
    """A caller who believes to have narrowed an answer learns that nobody did."""
    answer = client.get(f"{path}?limit=3")
    assert answer.status_code == 400
    assert answer.get_json()["parameter"] == "limit"


def test_a_page_bears_parameters_of_those_who_link_to_it(client: FlaskClient) -> None:
    """Readers who follow a link from elsewhere did not write it."""
    assert client.get("/id/sciatica?utm_source=letter", headers={"Accept": "text/html"}).status_code == 200


def test_crawlers_and_browsers_find_what_they_look_for(client: FlaskClient) -> None:
    """Robots, icon, and the description of the dataset."""
    assert "Disallow: /sparql" in client.get("/robots.txt").text
    assert client.get("/favicon.ico").headers["Location"] == "/assets/icon.svg"
    void = client.get("/.well-known/void", headers={"Accept": "application/n-triples"})
    assert "<http://rdfs.org/ns/void#sparqlEndpoint> <http://localhost/sparql>" in void.text


def test_every_answer_carries_an_id_and_the_safety_headers(client: FlaskClient) -> None:
    """A caller's id is taken over if it is harmless; errors carry it too."""
    given = client.get("/nowhere", headers={"X-Request-ID": "abc-1"})
    assert given.headers["X-Request-ID"] == "abc-1"
    odd = client.get("/health", headers={"X-Request-ID": "a b<c>"})
    assert odd.headers["X-Request-ID"] != "a b<c>"
    assert odd.headers["X-Content-Type-Options"] == "nosniff"
    assert odd.headers["Access-Control-Allow-Origin"] == "*"
    assert "ETag" in odd.headers["Access-Control-Expose-Headers"]


def test_the_same_version_gives_the_same_bytes(store: Store) -> None:
    """Two applications on one version answer alike, tag and body."""
    paths = ["/api/v1/entities/herniated-disc", "/api/v1/search?q=disc", "/id/sciatica.rdf", "/document/001.jsonld"]
    clients = [create_app(Settings(), store).test_client() for _ in range(2)]
    for path in paths:
        first, second = (client.get(path) for client in clients)
        assert first.data == second.data
        assert first.headers["ETag"] == second.headers["ETag"]


def test_the_root_of_the_api_leads_everywhere(client: FlaskClient) -> None:
    """Each link of the root answers, or says what it needs; every operation is found there."""
    root = client.get("/api/v1/").get_json()
    for link in root["links"].values():
        assert client.get(link).status_code in (200, 400, 405)
    paths = client.get("/api/v1/openapi.json").get_json()["paths"]
    found = {*root["links"].values(), *root["templates"].values()}
    assert {"/api/v1" + path for path in paths if path != "/" and not path.startswith("/queries/")} <= found
    answer = client.get("/api/v1")
    assert (answer.status_code, answer.headers["Location"]) == (308, "/api/v1/")


@pytest.mark.parametrize(
    ("path", "nearest"),
    [
        ("/api/v1/condition", "/api/v1/conditions"),
        ("/api/v1/conditions/", "/api/v1/conditions"),
        ("/api/v1/procedure/discography", "/api/v1/procedures"),
        ("/api/v1/queries/who-can-mange", "/api/v1/queries/who-can-manage"),
        ("/api/v1/entities", "/api/v1/entities/{entity}"),
        ("/helth", "/health"),
    ],
)
def test_a_path_that_leads_nowhere_names_the_nearest(client: FlaskClient, path: str, nearest: str) -> None:
    """A slip of the pen is told as such."""
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.get_json()["nearest"][0].startswith(nearest)
    assert not path.endswith("/") or answer.get_json()["nearest"] == [nearest]
    assert f"Did you mean {nearest}" in answer.get_json()["detail"]


def test_the_start_page_is_near_to_nothing(client: FlaskClient) -> None:
    """What resembles no path is told without a guess."""
    assert client.get("/nowhere-at-all").get_json()["nearest"] == []


def test_statistics_count_what_there_is(client: FlaskClient) -> None:
    """Claims by polarity and relation, edges asserted and inferred."""
    stats = client.get("/api/v1/stats").get_json()
    assert stats["claims"] == {"asserted": 7, "hedged": 1, "negated": 1}
    assert stats["relations"] == {"associatedWith": 1, "diagnoses": 1, "performs": 1, "reliefDuration": 1, "treats": 5}
    assert stats["edges"] == {"asserted": 6, "inferred": 3}


def get_routes(app: Flask) -> list[str]:
    """Return every route that answers GET, with its variables in braces."""
    return sorted({rule.rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())})


#: Texts that have broken servers.
ODD = ("'", '"', "{}", "<x>", "\\", "\n", "\0", "../../etc/passwd", "%00", "😀", "a" * 5000, "http://a.example/",
       "} DROP ALL #", "-1", "1e9", "NaN", " ", "\u202e")  # fmt: skip


def test_odd_text_in_any_path_is_never_the_servers_failure(client: FlaskClient) -> None:
    """Quotes, braces, line ends, NUL: a 4xx that says what is wrong, or an answer; never a 5xx."""
    for rule in get_routes(client.application):
        if "<" not in rule:
            continue
        start = rule[: rule.index("<")]
        for text in ODD:
            answer = client.get(start + _encoded(text))
            assert answer.status_code < 500, (rule, text, answer.text)
            answer.close()


def test_odd_text_in_any_parameter_is_never_the_servers_failure(client: FlaskClient) -> None:
    """Each parameter of each operation gets one, and each kind of parameter all of them; so do unknown ones."""
    document = client.get("/api/v1/openapi.json").get_json()
    operations = {
        "/api/v1" + path: item["get"]["parameters"] for path, item in document["paths"].items() if "get" in item
    }
    asked = {path: [p for p in parameters if p["in"] == "query"] for path, parameters in operations.items()}
    asked |= {
        path: [{"name": name} for name in names.split()]
        for path, names in {"/sparql": "query timeout default-graph-uri named-graph-uri format", "/search": "q"}.items()
    }
    known: list[dict[str, Any]] = []
    texts = cycle(ODD)
    for path, parameters in asked.items():
        for parameter in (*parameters, {"name": "unknown"}):
            kind = parameter.get("schema", parameter)
            for text in [next(texts)] if kind in known else ODD:
                name = parameter["name"]
                answer = client.get(f"{path.replace('{', '').replace('}', '')}?{name}={_encoded(text)}")
                assert answer.status_code < 500, (path, name, text, answer.text)
            known.append(kind)


@pytest.mark.parametrize(
    "accept", ["", ",", ";;;", "text", "*/*;q=2", "q=1", 'a/b;q="', "é/ü", "text/html;q=0", "\x7f"]
)
@pytest.mark.parametrize(
    "path", ["/", "/id/sciatica", "/sparql", "/api/v1/conditions", "/nowhere", "/.well-known/void"]
)
def test_a_garbled_accept_header_is_never_the_servers_failure(client: FlaskClient, path: str, accept: str) -> None:
    """What cannot be read is passed over; if nothing is left, that is a 406."""
    assert client.get(path, headers={"Accept": accept}).status_code in (200, 404, 406)


def _encoded(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode())
