"""The OpenAPI document: valid, complete, and true."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from openapi_spec_validator import OpenAPIV31SpecValidator

from paingraph.api.openapi import openapi


@pytest.fixture(scope="module")
def document(client: FlaskClient) -> Any:
    """The document as it is served."""
    return client.get("/api/v1/openapi.json").get_json()


def test_the_document_is_valid(document: Any) -> None:
    """By a validator that is not ours."""
    assert list(OpenAPIV31SpecValidator(document).iter_errors()) == []


def test_every_route_of_the_api_is_described(client: FlaskClient, document: Any) -> None:
    """A route that nobody wrote down cannot be added."""
    routes = {
        rule.rule.removeprefix("/api/v1").replace("<path:", "<").replace("<", "{").replace(">", "}")
        for rule in client.application.url_map.iter_rules()
        if rule.rule.startswith("/api/v1")
    }
    assert routes - {"/openapi.json", "/docs", "/context.jsonld", "/claim-context.jsonld"} == set(document["paths"])


def test_ids_are_unique_and_everything_has_words(document: Any) -> None:
    """Clients are generated from the ids; people read the rest."""
    operations = [operation for item in document["paths"].values() for operation in item.values()]
    assert len({operation["operationId"] for operation in operations}) == len(operations)
    for operation in operations:
        assert operation["summary"].endswith((".", "?"))
        assert "400" in operation["responses"]
        assert all(parameter["description"] for parameter in operation["parameters"])


def test_the_tags_of_operations_are_declared(document: Any) -> None:
    """An operation under an unknown tag would be missing from the page."""
    declared = {tag["name"] for tag in document["tags"]}
    assert {tag for item in document["paths"].values() for one in item.values() for tag in one["tags"]} <= declared


def test_answers_have_the_shape_that_is_promised(client: FlaskClient, document: Any) -> None:
    """Each member of an answer is declared, and each declared member is there."""
    schemas = document["components"]["schemas"]
    asked = {
        "EntityDetail": "/entities/herniated-disc",
        "EntityPage": "/conditions",
        "StatsAnswer": "/stats",
        "DocumentDetail": "/documents/001",
        "SearchAnswer": "/search?q=disc",
        "NamedQueryPage": "/queries",
    }
    for name, path in asked.items():
        assert set(client.get("/api/v1" + path).get_json()) == set(schemas[name]["properties"])


def test_the_rows_of_a_query_are_typed(client: FlaskClient, document: Any) -> None:
    """Column by column, as the query's file promises; a generated client knows them."""
    described = document["paths"]["/queries/procedures-for-condition"]["get"]["responses"]["200"]["content"]
    page, typed = described["application/json"]["schema"]["allOf"]
    assert page == {"$ref": "#/components/schemas/RowPage"}
    assert typed["properties"]["rows"]["items"] == {"$ref": "#/components/schemas/QueryProceduresForConditionRow"}
    row = document["components"]["schemas"]["QueryProceduresForConditionRow"]["properties"]
    answer = client.get("/api/v1/queries/procedures-for-condition?condition=herniated+disc").get_json()
    assert {name: schema["description"] for name, schema in row.items()} == {
        column["id"]: column["help"] for column in answer["columns"]
    }
    assert [set(one) for one in answer["rows"]] == [set(row)] * len(answer["rows"])
    types = {"string": str, "integer": int, "number": float, "boolean": bool, "null": type(None)}
    for one in answer["rows"]:
        for name, value in one.items():
            assert type(value) in {types[schema["type"]] for schema in row[name]["anyOf"]}


def test_every_operation_tells_the_form_of_any_error_and_no_header_that_it_has_not(
    client: FlaskClient, document: Any
) -> None:
    """Whatever the status, a client finds a problem; the reading of a text is not cached."""
    for item in document["paths"].values():
        for operation in item.values():
            assert operation["responses"]["default"]["content"].keys() == {"application/problem+json"}
    posted = document["paths"]["/annotate"]["post"]["responses"]["200"]["headers"]
    answer = client.post("/api/v1/annotate", data="A nerve block.", content_type="text/plain")
    assert ("ETag" in answer.headers) is ("ETag" in posted) is False


def test_the_document_is_made_from_operations_alone() -> None:
    """Without operations there are no paths, and it is still a document."""
    assert openapi([])["paths"] == {}


def examples(document: Any) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield each GET operation with the examples in its path, then with one example of a parameter after the other."""
    for path, item in document["paths"].items():
        if "get" in item:
            given = [p for p in item["get"]["parameters"] if p.get("example") is not None]
            filled = path.format(**{p["name"]: quote(p["example"]) for p in given if p["in"] == "path"})
            asked = {p["name"]: p["example"] for p in given if p["in"] == "query"}
            needed = {p["name"] for p in given if p["required"]}
            if path == "/edges":
                needed = {"subject"}  # of the ends of an edge one is needed, whichever it is
            if path.startswith("/queries/"):
                needed = {*asked} - {"limit", "fields"}  # the sample of a query is one
            for name in (None, *asked):
                yield item["get"]["operationId"], filled, {n: asked[n] for n in asked if n in needed or n == name}


def test_every_example_of_the_document_has_an_answer(shipped_client: FlaskClient) -> None:
    """What a reader copies works, and what is needed has an example."""
    document = shipped_client.get("/api/v1/openapi.json").get_json()
    for operation, path, parameters in examples(document):
        answer = shipped_client.get(f"/api/v1{path}", query_string=parameters)
        assert answer.status_code == 200, (operation, path, parameters, answer.text)
        assert answer.get_json().get("total") != 0, (operation, parameters)


def test_the_example_of_a_body_is_read(client: FlaskClient, document: Any) -> None:
    """The text that the document shows names and says something."""
    content = document["paths"]["/annotate"]["post"]["requestBody"]["content"]
    answer = client.post("/api/v1/annotate", data=content["text/plain"]["example"], content_type="text/plain")
    assert answer.get_json()["claims"]
