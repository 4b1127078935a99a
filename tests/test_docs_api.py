"""The page on the API names every problem, every format and what else a client must know."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from paingraph.api.problems import http_problems, known_problems
from paingraph.ontology import errors
from paingraph.ontology.errors import PaingraphError, QueryFileError

PAGE = (Path(__file__).parents[1] / "docs" / "api.md").read_text(encoding="utf-8")
#: Status by slug, as the table tells it.
TABLE = dict(re.findall(r"^\| `([a-z-]+)` \| ([0-9, ]+|other) \|", PAGE, re.MULTILINE))
#: Classes of the tree; further ones belong to commands.
TREE = [class_ for class_ in known_problems() if class_.__module__ == errors.__name__]


@pytest.mark.parametrize("class_", TREE, ids=lambda class_: class_.slug)
def test_every_error_is_documented_with_its_status(class_: type[PaingraphError]) -> None:
    """Those that an answer never shows are named, too."""
    if class_.status == 500 and class_ not in (PaingraphError, QueryFileError):
        assert f"`{class_.slug}`" in PAGE.partition("Types that only commands report")[2]
    else:
        assert str(class_.status) in TABLE[class_.slug].split(", ")


@pytest.mark.parametrize(("status", "slug"), http_problems())
def test_every_problem_of_http_is_documented(status: int, slug: str) -> None:
    """Those that no class of ours stands for."""
    assert str(status) in TABLE[slug].split(", ")


def test_nothing_is_documented_that_is_not_there() -> None:
    """A type that was taken away is taken off the page."""
    known = {class_.slug for class_ in TREE} | {slug for _, slug in http_problems()}
    assert set(TABLE) - known == {"http"}


def test_every_format_is_documented(client: FlaskClient) -> None:
    """By name and media type."""
    paths = client.get("/api/v1/openapi.json").get_json()["paths"]
    answers = [o["responses"]["200"]["content"] for item in paths.values() for o in item.values()]
    assert all(f"`{media_type}`" in PAGE for content in answers for media_type in content)


def test_every_route_is_documented(client: FlaskClient) -> None:
    """Those of the API by the OpenAPI document, which this page names; the others here."""
    rules = {rule.rule for rule in client.application.url_map.iter_rules()}
    for rule in rules:
        if not rule.startswith("/api/v1/"):
            assert f"`{rule.partition('<')[0].partition('.<')[0].rstrip('.')}" in PAGE, rule


def test_links_of_the_pages_lead_somewhere() -> None:
    """From one page to the other."""
    folder = Path(__file__).parents[1] / "docs"
    for page in ("api.md", "tutorial.md"):
        for target in re.findall(r"\]\(([^)#]+)", (folder / page).read_text(encoding="utf-8")):
            assert (folder / target).exists()
