"""The catalogue of named queries: its header grammar, its names, its parameters."""

from __future__ import annotations

from pathlib import Path

import pytest

from paingraph.ontology.errors import NotFoundError, UsageError
from paingraph.queries.catalogue import Catalogue, NamedQuery

#: A header and a query that are right; each case below spoils one thing.
GOOD = """\
#+ summary: Which things have a label?
#+ description: One sentence,
#+ description: and another.
#+ keywords: label, thing
#+ param: label (text) = "a thing" "The label."
#+ param: least (integer) "How many."
#+ column: thing (iri) "The thing."
#+ column: n (integer) "How often."
#+ sample: label = sciatica, least = 2
SELECT ?thing (COUNT(?label) AS ?n) WHERE { ?thing ?p ?label . FILTER(?least > 1) } GROUP BY ?thing
"""


def test_a_header_is_read_whole() -> None:
    """Every field has its place."""
    query = NamedQuery.parsed("things", GOOD, "things.rq")
    assert query.summary == "Which things have a label?"
    assert query.description == "One sentence, and another."
    assert query.keywords == ("label", "thing")
    assert [(p.name, p.kind, p.default, p.required) for p in query.parameters] == [
        ("label", "text", "a thing", False),
        ("least", "integer", None, True),
    ]
    assert [(column.name, column.type) for column in query.columns] == [("thing", "iri"), ("n", "integer")]
    assert query.sample == {"label": "sciatica", "least": "2"}


@pytest.mark.parametrize(
    ("before", "after", "place", "what"),
    [
        ("#+ keywords:", "#+keywords:", "line 4", "not of the form"),
        ("#+ keywords:", "#+ keyword:", "line 4", "no field 'keyword'"),
        ("#+ keywords: label, thing", "#+ summary: Again.", "line 4", "a summary already"),
        ("#+ summary: Which things have a label?\n", "", "line 9", "no summary"),
        ("(text)", "(words)", "line 5", "one of entity, document"),
        ("(text)", "(text Condition)", "line 5", "only an entity"),
        ("(text)", "text", "line 5", "a parameter reads"),
        ('"The label."', "The label.", "line 5", "a parameter reads"),
        ("least (integer)", "label (integer)", "line 6", "'label' already"),
        ("thing (iri)", "thing (url)", "line 7", "one of iri, text"),
        ("thing (iri)", "thing", "line 7", "a column reads"),
        ("label = sciatica,", "label sciatica,", "line 9", "a sample reads"),
        ("label = sciatica,", "other = sciatica,", "line 9", "no parameter 'other'"),
        ("#+ column: n (integer)", "#+ column: m (integer)", "things.rq", "the SELECT has thing, n"),
        ("?least > 1", "1 > 0", "things.rq", "no variable ?least"),
    ],
)
def test_what_is_wrong_is_said_with_file_and_line(before: str, after: str, place: str, what: str) -> None:
    """A header is strict, so that no field is dropped without a word."""
    with pytest.raises(UsageError) as caught:
        NamedQuery.parsed("things", GOOD.replace(before, after), "things.rq")
    assert caught.value.message.startswith("things.rq")
    assert place in caught.value.message
    assert what in caught.value.message


def test_a_folder_of_queries_is_a_catalogue(tmp_path: Path) -> None:
    """Users bring their own; other files are passed over."""
    (tmp_path / "things.rq").write_text(GOOD, encoding="utf-8")
    (tmp_path / "README.md").write_text("Not a query.", encoding="utf-8")
    catalogue = Catalogue.from_folder(tmp_path)
    assert [query.name for query in catalogue] == ["things"]
    assert "things" in catalogue


@pytest.mark.parametrize("name", ["Things.rq", "two words.rq", "under_score.rq"])
def test_a_file_name_that_is_no_query_name_is_refused(tmp_path: Path, name: str) -> None:
    """The name is part of URLs and commands."""
    (tmp_path / name).write_text(GOOD, encoding="utf-8")
    with pytest.raises(UsageError, match="lower-case letters"):
        Catalogue.from_folder(tmp_path)


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    """No traceback for a wrong encoding."""
    (tmp_path / "latin.rq").write_bytes(b"#+ summary: caf\xe9\n")
    with pytest.raises(UsageError, match=r"latin\.rq cannot be read"):
        Catalogue.from_folder(tmp_path)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    """It is a mistake in the call."""
    with pytest.raises(UsageError, match="no folder"):
        Catalogue.from_folder(tmp_path / "none")


def test_an_unknown_query_offers_the_nearest() -> None:
    """A slip of the finger is common at a command line."""
    with pytest.raises(NotFoundError) as caught:
        Catalogue.shipped()["procedure-for-conditions"]
    assert "procedures-for-condition" in caught.value.details["nearest"]
