"""Who may change the graph."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Request
from flask.testing import FlaskClient
from werkzeug.datastructures import Headers
from werkzeug.test import EnvironBuilder

from paingraph.api.authorization import Authority, refuse_updates
from paingraph.api.settings import Settings, read_settings
from paingraph.ontology.errors import ForbiddenError, UnauthorizedError, UsageError
from paingraph.ontology.namespaces import GRAPH

TOKEN = "a-token-that-nobody-guesses"


def asking(**headers: str) -> Request:
    """A request with these headers."""
    return Request(EnvironBuilder(headers=Headers(headers), query_string={"access_token": TOKEN}).get_environ())


def test_the_right_token_is_let_in() -> None:
    """The scheme's name is in any case (RFC 9110, section 11.1)."""
    authority = Authority(TOKEN)
    authority.require(asking(Authorization=f"Bearer {TOKEN}"))
    authority.require(asking(Authorization=f"bearer  {TOKEN} "))


@pytest.mark.parametrize(
    "headers", [{}, {"Authorization": TOKEN}, {"Authorization": f"Basic {TOKEN}"}, {"Cookie": TOKEN}]
)
def test_without_a_token_one_is_asked_for(headers: dict[str, str]) -> None:
    """A token in the URL is none."""
    with pytest.raises(UnauthorizedError, match="Authorization: Bearer"):
        Authority(TOKEN).require(asking(**headers))


@pytest.mark.parametrize("token", ["another-token-altogether", TOKEN[:-1], TOKEN + "x", "é" * 20])
def test_a_wrong_token_is_refused(token: str) -> None:
    """And not told what would be right."""
    with pytest.raises(ForbiddenError) as caught:
        Authority(TOKEN).require(asking(Authorization=f"Bearer {token}"))
    assert TOKEN not in str(caught.value.details) + caught.value.message


@pytest.mark.parametrize("token", ["short", "has a blank in its midst", "é" * 20])
def test_a_token_that_can_be_guessed_or_not_be_sent_is_refused_at_the_start(token: str) -> None:
    """Without saying what it is."""
    with pytest.raises(UsageError) as caught:
        Authority(token)
    assert token not in caught.value.message


def test_a_token_comes_from_a_file_that_only_its_owner_reads(tmp_path: Path) -> None:
    """Open to others, missing, or a folder: each is one sentence before anything is served."""
    file = tmp_path / "token"
    with pytest.raises(UsageError, match="cannot be read: No such file"):
        Authority.of(Settings(update_token_file=file))
    file.write_text(f"{TOKEN}\n")
    file.chmod(0o640)
    with pytest.raises(UsageError, match="chmod 600"):
        Authority.of(Settings(update_token_file=file))
    file.chmod(0o600)
    authority = Authority.of(Settings(update_token_file=file))
    assert authority is not None
    authority.require(asking(Authorization=f"Bearer {TOKEN}"))
    with pytest.raises(UsageError, match="cannot be read"):
        Authority.of(Settings(update_token_file=tmp_path))
    with pytest.raises(UsageError, match="given twice"):
        Authority.of(Settings(update_token_file=file, update_token=TOKEN))


def test_a_token_comes_from_the_environment_and_from_nowhere_else_by_itself(tmp_path: Path) -> None:
    """It is shown in no message, and not with the settings."""
    settings = read_settings(environment={"PAINGRAPH_UPDATE_TOKEN": TOKEN})
    assert settings.update_token == TOKEN
    assert TOKEN not in repr(settings)
    file = tmp_path / "paingraph.toml"
    file.write_text(f'update-token = "{TOKEN}"')
    with pytest.raises(UsageError, match="PAINGRAPH_UPDATE_TOKEN in the environment") as caught:
        read_settings(file=file)
    assert TOKEN not in caught.value.message
    with pytest.raises(UsageError, match="must be a token") as caught:
        read_settings(environment={"PAINGRAPH_UPDATE_TOKEN": "  "})


def test_where_no_changes_are_taken_an_operator_learns_how(client: FlaskClient) -> None:
    """By every method that changes, with or without a token; what there is can be read."""
    headers = {"Authorization": f"Bearer {TOKEN}"}
    for answer in (
        client.post("/update", data="CLEAR ALL", content_type="application/sparql-update", headers=headers),
        client.post("/store?default", data="", content_type="text/turtle"),
        client.put("/store?default", data="", content_type="text/turtle", headers=headers),
        client.delete("/store/a"),
    ):
        assert answer.status_code == 403
        assert "--update-token-file" in answer.get_json()["detail"]
    assert client.get(f"/store?graph={GRAPH}ontology").status_code == 200
    assert client.get("/store?default").status_code == 200
    assert "kept elsewhere" in refuse_updates(Settings(store="http://example.org/sparql")).message
