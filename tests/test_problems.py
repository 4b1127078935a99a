"""Problems: every error has one form, for a program and for a reader, and tells nothing of the inside."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from service_client import client_of

from paingraph.api.app import create_app
from paingraph.api.problems import PROBLEM, known_problems
from paingraph.api.settings import Settings
from paingraph.ontology.errors import TimeLimitError
from paingraph.queries.store import Store

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


def test_an_error_is_problem_json_with_the_four_members(client: FlaskClient) -> None:
    """RFC 9457: type, title, status, detail."""
    answer = client.get("/api/v1/entities/sciatca")
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")
    assert answer.get_json()["type"] == PROBLEM + "not-found"
    assert answer.get_json()["title"] == "Not found"
    assert answer.get_json()["status"] == 404
    assert "sciatica" in answer.get_json()["detail"]


def test_a_reader_gets_the_same_as_a_page(client: FlaskClient) -> None:
    """The nearest matches are links."""
    answer = client.get("/id/sciatca", headers=BROWSER)
    assert (answer.status_code, answer.mimetype) == (404, "text/html")
    assert '<a href="/id/sciatica">sciatica</a>' in answer.text


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("POST", "/api/v1/conditions", {"GET", "HEAD", "OPTIONS"}),
        ("DELETE", "/id/sciatica", {"GET", "HEAD", "OPTIONS"}),
        ("PUT", "/sparql", {"GET", "HEAD", "OPTIONS", "POST"}),
    ],
)
def test_a_wrong_method_names_the_right_ones(client: FlaskClient, method: str, path: str, allowed: set[str]) -> None:
    """RFC 9110, section 15.5.6: 405 carries Allow."""
    answer = client.open(path, method=method)
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == allowed
    assert answer.get_json()["allowed"] == sorted(allowed)


@pytest.mark.parametrize(
    ("path", "media_type"), [("/sparql", "application/sparql-query"), ("/api/v1/annotate", "text/plain")]
)
def test_a_body_that_is_too_long_names_the_limit(
    store: Store,
    path: str,
    media_type: str,
) -> None:
    """The limit is told by name and value, wherever the body goes."""
    with client_of(store, Settings(body_limit=2_000)) as client:
        answer = client.post(path, data="x" * 3_000, content_type=media_type)
    assert answer.status_code == 413
    assert (answer.get_json()["limit"], answer.get_json()["value"]) == ("body-limit", 2_000)


@pytest.fixture
def failing(store: Store) -> Flask:
    """An application with a route that fails in a way that nobody foresaw, and one that is out of time."""
    app = create_app(Settings(), store)

    @app.get("/fails")
    def fails() -> str:
        raise RuntimeError("secret of the inside")

    @app.get("/slow")
    def slow() -> str:
        raise TimeLimitError("The query took longer than 3 s.", limit="seconds", value=3, retry_after=5)

    return app


def test_an_unforeseen_error_tells_an_id_and_logs_it(failing: Flask, caplog: pytest.LogCaptureFixture) -> None:
    """The log knows why, the client knows the id, and nothing of the inside goes out."""
    answer = failing.test_client().get("/fails", headers={"X-Request-ID": "walk-7"})
    assert answer.status_code == 500
    assert "walk-7" in answer.get_json()["detail"]
    assert "secret" not in answer.text
    assert "walk-7" in caplog.text
    assert "secret of the inside" in caplog.text


def test_a_busy_service_says_when_to_come_back(failing: Flask) -> None:
    """503 carries Retry-After."""
    answer = failing.test_client().get("/slow")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert (answer.get_json()["limit"], answer.get_json()["value"]) == ("seconds", 3)


@pytest.mark.parametrize(
    ("path", "parameter"),
    [
        ("conditions/sciatca", "entity"),
        ("conditions/discography", "entity"),
        ("conditions?broader=sciatca", "broader"),
        ("conditions?document=9", "document"),
        ("documents/9", "document"),
        ("claims?subject=sciatica&object=sciatca", "object"),
        ("claims?document=9", "document"),
        ("edges?subject=sciatca", "subject"),
        ("disagreements?entity=sciatca", "entity"),
        ("mappings?entity=sciatca", "entity"),
        ("paths?from=sciatca&to=discography", "from"),
        ("paths?from=discography&to=sciatca", "to"),
        ("neighbourhood?center=sciatca", "center"),
        ("compare?a=discography&b=sciatca", "b"),
        ("explain?subject=discography&relation=treats&object=sciatca", "object"),
        ("why-not?subject=sciatca&relation=treats&object=sciatica", "subject"),
        ("queries/who-can-manage?condition=sciatca", "condition"),
    ],
)
def test_what_is_not_found_is_told_with_its_parameter(client: FlaskClient, path: str, parameter: str) -> None:
    """Of two names that were given, a program learns which to mend; the nearest have one form everywhere."""
    problem = client.get(f"/api/v1/{path}").get_json()
    assert (problem["status"], problem["parameter"]) == (404, parameter)
    if "sciatca" in path:
        assert [(one["id"], one["kind"]) for one in problem["nearest"]] == [("sciatica", "Condition")]


def test_every_class_of_error_has_its_own_type() -> None:
    """A client can tell errors apart by their type alone."""
    classes = list(known_problems())
    assert len({class_.slug for class_ in classes}) == len(classes)


@pytest.mark.parametrize("url", ["/id/%ff", "/api/v1/search?q=%C3", "/sparql?query=%ff", "/search?q=%ed%a0%80"])
def test_a_url_that_is_not_utf8_is_refused(client: FlaskClient, url: str) -> None:
    """A wrong name is never looked up silently."""
    answer = client.get(url)
    assert answer.status_code == 400
    assert "UTF-8" in answer.get_json()["detail"]
