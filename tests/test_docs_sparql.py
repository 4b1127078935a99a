"""The page for those who write SPARQL: its queries answer, and what it lists is what there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from paingraph.ontology.namespaces import PREFIXES
from paingraph.queries.embedded import EmbeddedStore
from paingraph.queries.formats import GRAPHS, SOLUTIONS, Format

PAGE = (Path(__file__).parents[1] / "docs" / "sparql.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"```sparql\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("query", QUERIES)
def test_each_query_answers(shipped_store: EmbeddedStore, query: str) -> None:
    """With rows, on the shipped graph."""
    assert shipped_store.evaluate(query, [Format.JSON]).count


@pytest.mark.parametrize("format_", [*SOLUTIONS, *GRAPHS])
def test_every_format_is_named(format_: Format) -> None:
    """By media type and short name."""
    assert f"`{format_.media_type}` (`{format_.label}`)" in PAGE


def test_the_prefixes_of_the_house_are_listed() -> None:
    """In the order of the alphabet."""
    names = ", ".join(f"`{prefix}`" for prefix in PREFIXES)
    assert names.replace(", `xsd`", " and `xsd`") in " ".join(PAGE.split())


@pytest.mark.parametrize("path", re.findall(r"`(/(?:dataset|ontology)\.\w+|/\.well-known/void)`", PAGE))
def test_each_file_is_there(shipped_client: FlaskClient, path: str) -> None:
    """At the address that the page gives."""
    assert shipped_client.get(path).status_code == 200
