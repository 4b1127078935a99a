"""The page on named queries: it names every query under whom it is for, and its commands run as they stand."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from paingraph.queries.catalogue import Catalogue
from paingraph.queries.embedded import EmbeddedStore
from paingraph.queries.named_query import NamedQuery

PAGE = (Path(__file__).parents[1] / "docs" / "queries.md").read_text(encoding="utf-8")
QUERIES = list(Catalogue.shipped())
#: Whom queries are for: the section of the page, and a keyword of the query.
AUDIENCES = ("educators", "services", "informaticians")
ROW = re.compile(r"^\| (?P<question>.+) \| `paingraph query (?P<command>[^`]+)` \|$", re.MULTILINE)


def rows_of(audience: str) -> list[tuple[str, list[str]]]:
    """Return the question and the words of the command, for each row of a section."""
    section = PAGE.partition(f"## For {audience}\n")[2].partition("\n## ")[0]
    return [(row["question"], shlex.split(row["command"])) for row in ROW.finditer(section)]


COMMANDS = [(audience, question, words) for audience in AUDIENCES for question, words in rows_of(audience)]


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_every_query_is_documented_once(query: NamedQuery) -> None:
    """With its own summary, under somebody whom its keywords name."""
    found = [(audience, question) for audience, question, (name, *_) in COMMANDS if name == query.name]
    assert len(found) == 1, f"docs/queries.md needs one row for {query.name}"
    [(audience, question)] = found
    assert question == query.summary
    assert audience in query.keywords


@pytest.mark.parametrize("audience", AUDIENCES)
def test_nobody_is_forgotten(audience: str) -> None:
    """Each of the three has questions of their own."""
    assert len(rows_of(audience)) >= 8


@pytest.mark.parametrize("words", [words for _, _, words in COMMANDS], ids=lambda words: words[0])
def test_every_command_of_the_page_has_an_answer(shipped_store: EmbeddedStore, words: list[str]) -> None:
    """A parameter that is misspelt, or a name that nothing has, would be an error."""
    name, *options = words
    assert all(option.startswith("--") for option in options[::2])
    values = {option[2:]: value for option, value in zip(options[::2], options[1::2], strict=True)}
    assert Catalogue.shipped()[name].rows(shipped_store, values)
