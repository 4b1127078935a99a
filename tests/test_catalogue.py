"""The catalogue of named queries: its header grammar, its names, its parameters."""

from __future__ import annotations

from pathlib import Path

import pytest

from paingraph.ontology.errors import NotFoundError, UsageError
from paingraph.queries.catalogue import Catalogue
from paingraph.queries.named_query import NamedQuery

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
        ("#+ column: n (integer)", "#+ column: m (integer)", "line 9", "the SELECT has thing, n"),
        ("?least > 1", "1 > 0", "line 6", "no variable ?least"),
        ("(text)", "(entity Condtion)", "line 5", "no kind 'Condtion'"),
        ("least (integer)", "least (integer) = many", "line 6", "'many' is not a whole number"),
        ("least", "limit", "line 6", "cannot be called 'limit'"),
        ("SELECT", "INSERT", "line 10", "SELECT, ASK, CONSTRUCT or DESCRIBE"),
        ("SELECT ?thing (COUNT(?label) AS ?n)", "ASK", "line 9", "no columns to describe"),
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
    with pytest.raises(UsageError, match=r"latin\.rq is not UTF-8: byte 15"):
        Catalogue.from_folder(tmp_path)


@pytest.mark.parametrize(
    ("before", "after", "place", "what"),
    [
        ("GROUP BY ?thing", "GROUP ?thing", "line 10, column 91", "expected 'BY'"),
        ("?p ?label", "foo:p ?label", "line 10, column 52", "prefix 'foo:' is not declared"),
        ("?thing ?p ?label .", "SERVICE <http://a.example/> { ?thing ?p ?label }", "line 10", "SERVICE is refused"),
        ("SELECT", "DELETE", "line 10, column 1", "expected 'ASK'"),
    ],
)
def test_a_query_that_no_engine_would_take_is_refused_at_once(
    tmp_path: Path, before: str, after: str, place: str, what: str
) -> None:
    """Not when somebody asks it; file and place are told."""
    (tmp_path / "things.rq").write_text(GOOD.replace(before, after), encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        Catalogue.from_folder(tmp_path)
    assert caught.value.message.startswith(f"{tmp_path}/things.rq")
    assert place in caught.value.message
    assert what in caught.value.message


def test_a_query_cannot_take_the_name_of_a_shipped_one(tmp_path: Path) -> None:
    """What a name means does not depend on where it is asked."""
    (tmp_path / "support.rq").write_text(GOOD, encoding="utf-8")
    with pytest.raises(UsageError, match="give the file another"):
        Catalogue.with_folder(tmp_path)


@pytest.mark.parametrize(
    ("query", "columns"),
    [
        ("ASK { ?thing ?p ?label }", ["answer"]),
        ("CONSTRUCT { ?label ?p ?thing } WHERE { ?thing ?p ?label }", ["subject", "predicate", "object"]),
        ("CONSTRUCT WHERE { ?thing ?p ?label }", ["subject", "predicate", "object"]),
        ("DESCRIBE ?thing { ?thing ?p ?label }", ["subject", "predicate", "object"]),
    ],
)
def test_other_forms_have_columns_of_their_own(query: str, columns: list[str]) -> None:
    """An answer is a truth value or triples, whatever the query."""
    header = '#+ summary: Which things?\n#+ param: label (text) "The label."\n'
    named = NamedQuery.parsed("things", header + query, "things.rq")
    assert [column.name for column in named.columns][:3] == columns


@pytest.mark.parametrize("made", ["[] a ?o", "_:x a ?o", "?s ?p (?o)", "?s ?p [ a ?o ]"])
def test_a_new_blank_node_in_an_answer_is_refused(made: str) -> None:
    """It would have another name each time, and the same version gives the same bytes."""
    text = f"#+ summary: Which things?\nCONSTRUCT {{\n {made} }} WHERE {{ ?s ?p ?o }}"
    with pytest.raises(UsageError, match="line 3: a blank node"):
        NamedQuery.parsed("things", text, "things.rq")


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    """It is a mistake in the call."""
    with pytest.raises(UsageError, match="no folder"):
        Catalogue.from_folder(tmp_path / "none")


def test_an_unknown_query_offers_the_nearest() -> None:
    """A slip of the finger is common at a command line."""
    with pytest.raises(NotFoundError) as caught:
        Catalogue.shipped()["procedure-for-conditions"]
    assert "procedures-for-condition" in caught.value.details["nearest"]
