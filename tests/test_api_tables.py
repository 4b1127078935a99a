"""Lists as tables, durations in words, and cursors: small tools, each with its awkward cases."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from typing_extensions import TypedDict

from paingraph.api.durations import in_words
from paingraph.api.paging import page
from paingraph.api.tables import CSV, NDJSON, TABLES, TSV, columns_of
from paingraph.ontology.errors import UsageError

ITEMS: list[dict[str, Any]] = [
    {"id": "a", "end": {"id": "x", "label": 'say "x", y'}, "many": [{"id": "p"}, {"id": "q"}], "flag": True},
    {"id": "b", "end": {"value": "line\nbreak\t"}, "many": [], "flag": None},
]


def test_csv_reads_back_with_any_reader() -> None:
    """Nested members get dotted names, lists are joined, quotes and line ends survive."""
    rows = list(csv.DictReader(io.StringIO(TABLES[CSV](ITEMS, []).decode(), newline="")))
    assert rows[0] == {
        "id": "a",
        "end.id": "x",
        "end.label": 'say "x", y',
        "many": "p|q",
        "flag": "true",
        "end.value": "",
    }
    assert rows[1]["end.value"] == "line\nbreak\t"


def test_tsv_has_one_line_a_row() -> None:
    """Tabs and line ends in values become blanks."""
    lines = TABLES[TSV](ITEMS, []).decode().splitlines()
    assert len(lines) == 3
    assert {line.count("\t") for line in lines} == {5}


def test_ndjson_has_one_object_a_line() -> None:
    """Each line is the item itself."""
    assert [json.loads(line) for line in TABLES[NDJSON](ITEMS, []).decode().splitlines()] == ITEMS


def test_an_empty_list_still_has_its_columns() -> None:
    """A program reads the header before it knows whether there are rows; lines of JSON have none."""
    assert TABLES[CSV]([], ["id", "end.id"]) == b"id,end.id\r\n"
    assert TABLES[TSV]([], ["id", "end.id"]) == b"id\tend.id\n"
    assert TABLES[NDJSON]([], ["id", "end.id"]) == b""


class End(TypedDict):
    """A thing."""

    id: str
    label: str


class Literal(TypedDict):
    """A text."""

    value: str


class Item(TypedDict):
    """What a list might hold."""

    id: str
    end: End | Literal
    other: End | None
    many: list[End]
    free: dict[str, str]


def test_columns_are_those_of_the_shape_not_of_the_items() -> None:
    """Either form of an end, an end that is not there, a list as one cell; members of free names come last."""
    columns = list(columns_of(Item))
    assert columns == ["id", "end.id", "end.label", "end.value", "other.id", "other.label", "many"]
    item: dict[str, object] = {"id": "a", "end": {"value": "v"}, "other": None, "many": [], "free": {"x": "y"}}
    assert TABLES[CSV]([item], columns).decode().splitlines() == [",".join([*columns, "free.x"]), "a,,,v,,,,y"]


def test_a_list_has_the_same_columns_with_and_without_items(client: FlaskClient) -> None:
    """On every page, whatever narrows it."""
    full = client.get("/api/v1/edges?subject=sciatica&format=csv").text.splitlines()
    empty = client.get("/api/v1/edges?subject=sciatica&relation=subtypeOf&format=csv").text.splitlines()
    assert len(full) > len(empty) == 1
    assert full[0] == empty[0]
    assert empty[0].startswith("subject.id,subject.label,subject.kind,subject.iri,subject.href,relation.id")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("P3W/P4W", "3 to 4 weeks"),
        ("PT24H/PT48H", "24 to 48 hours"),
        ("P1Y", "1 year"),
        ("P1Y6M", "1 year 6 months"),
        ("P1W/P2M", "1 week to 2 months"),
        ("P", "P"),
        ("PT", "PT"),
        ("some weeks", "some weeks"),
        ("P1W/", "P1W/"),
        ("", ""),
    ],
)
def test_durations_are_told_in_words(text: str, words: str) -> None:
    """ISO 8601 durations and intervals; anything else stays as it is."""
    assert in_words(text) == words


def test_a_cursor_goes_on_where_a_page_ended_even_if_the_list_has_changed() -> None:
    """It holds the last key, not a number of items."""
    names = [("a",), ("b",), ("d",)]
    first, following = page(names, lambda item: item, 2, None, "/list", {"q": "x y", "kind": None})
    assert first == [("a",), ("b",)]
    assert following is not None
    assert following.startswith("/list?q=x+y&limit=2&cursor=")
    cursor = following.rpartition("=")[2]
    assert page([*names[1:2], ("c",), ("d",)], lambda item: item, 2, cursor, "/list", {})[0] == [("c",), ("d",)]
    assert page(names, lambda item: item, 3, None, "/list", {})[1] is None


@pytest.mark.parametrize("cursor", ["", "x", "WzFd", "W10", "bnVsbA", "é", "A" * 399])
def test_a_cursor_that_is_none_is_refused(cursor: str) -> None:
    """Rubbish, numbers, nothing, null."""
    with pytest.raises(UsageError, match="cursor"):
        page([("a",)], lambda item: item, 1, cursor, "/list", {})
