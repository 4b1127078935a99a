"""An update is cut into operations where the grammar cuts it, and its datasets are written where they belong."""

from __future__ import annotations

import pytest

from paingraph.ontology.errors import QueryRefusedError, UsageError
from paingraph.queries.updates import check, operations, refuse_dataset


def test_operations_are_parted_by_semicolons_outside_of_brackets() -> None:
    """Not by those in a pattern, a string, an IRI or a comment."""
    update = (
        "PREFIX a: <urn:a;> INSERT DATA { <urn:s> <urn:p> 'a;b' ; <urn:q> 2 } # ; \n"
        "; BASE <urn:b> CLEAR SILENT ALL; DELETE WHERE { ?s ?p ?o }; WITH a:g DELETE { ?s ?p ?o } WHERE { ?s ?p ?o };"
    )
    found = operations(update)
    assert [operation.form for operation in found] == ["INSERT DATA", "CLEAR", "DELETE WHERE", "MODIFY"]
    assert [operation.prologue for operation in found][1:] == ["PREFIX a: <urn:a;> BASE <urn:b> "] * 3
    assert all(update[op.start :].startswith(op.text) for op in found)


@pytest.mark.parametrize("update", ["", "# nothing", "PREFIX a: <urn:a>", ";;"])
def test_an_update_may_do_nothing(update: str) -> None:
    """As the grammar allows."""
    assert operations(update) == []


@pytest.mark.parametrize(
    ("update", "expected"),
    [
        (
            "INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
            "INSERT { ?s ?p 1 } \nUSING <urn:d> USING NAMED <urn:n>\nWHERE { ?s ?p ?o }",
        ),
        (
            "delete where { ?s ?p ?o }",
            "DELETE  { ?s ?p ?o }\nUSING <urn:d> USING NAMED <urn:n>\nwhere { ?s ?p ?o }",
        ),
        (
            "WITH <urn:w> DELETE { ?s ?p 1 } WHERE { }",
            "WITH <urn:w> DELETE { ?s ?p 1 } \nUSING <urn:w> USING NAMED <urn:n>\nWHERE { }",
        ),
        ("DELETE { ?s ?p 1 } USING <urn:u> WHERE { }", "DELETE { ?s ?p 1 } USING <urn:u> WHERE { }"),
    ],
)
def test_the_dataset_is_written_before_the_where(update: str, expected: str) -> None:
    """What an operation says of its dataset itself is left as it is."""
    (operation,) = operations(update)
    assert operation.over(["urn:d"], ["urn:n"]) == expected


@pytest.mark.parametrize("update", ["LOAD <http://example.org/>", "CLEAR ALL ; load silent <urn:a> INTO GRAPH <urn:b>"])
def test_nothing_is_fetched(update: str) -> None:
    """LOAD is refused at its place; data is sent, not pointed at."""
    with pytest.raises(QueryRefusedError, match=r"LOAD is refused \(line 1, column \d+\).*/store"):
        check(update)


def test_the_letters_of_load_and_service_pass_elsewhere() -> None:
    """A prefix, a string or a comment may hold any word."""
    check("PREFIX load: <urn:load> INSERT DATA { load:load load:p 'LOAD <urn:x> SERVICE' } # LOAD")


@pytest.mark.parametrize(
    "update", ["INSERT {} WHERE { SERVICE <http://example.org/> {} }", "INSERT {} WHERE" + "{" * 101]
)
def test_what_is_refused_in_queries_is_refused_in_updates(update: str) -> None:
    """The same guard stands before both."""
    with pytest.raises(QueryRefusedError):
        check(update)


@pytest.mark.parametrize("clause", ["USING <urn:a>", "USING NAMED <urn:a>"])
def test_a_dataset_is_named_once(clause: str) -> None:
    """By the request or by the update (Protocol, section 2.2.3)."""
    with pytest.raises(UsageError, match="using-graph-uri"):
        refuse_dataset(operations(f"INSERT {{ ?s ?p 1 }} {clause} WHERE {{ ?s ?p ?o }}"))
