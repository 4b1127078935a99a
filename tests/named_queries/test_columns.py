"""What each query promises: its columns, an order, rows that differ, and the same rows however it is asked."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from asking import QUERIES

from paingraph.queries.embedded import EmbeddedStore
from paingraph.queries.formats import Format
from paingraph.queries.named_query import NamedQuery

#: What each type of column may hold: the type of the term, and the end of its datatype's IRI.
FITS = {
    "iri": ("uri", ""),
    "text": ("literal", ""),
    "integer": ("literal", "#integer"),
    "decimal": ("literal", "#decimal"),
    "boolean": ("literal", "#boolean"),
}


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
@pytest.mark.parametrize("values", ["defaults", "sample"])
def test_every_query_answers_in_the_columns_that_it_promises(
    shipped_store: EmbeddedStore, query: NamedQuery, values: str
) -> None:
    """Header and query cannot drift apart, and an example without an answer would teach nothing."""
    given: Mapping[str, str] = query.sample if values == "sample" else {}
    rows = query.rows(shipped_store, given)
    assert rows
    for row in rows:
        for column in query.columns:
            if term := row.get(column.name):
                type_, datatype = FITS[column.type]
                assert term.type == type_
                assert (term.datatype or "").endswith(datatype)
        for name in row:
            assert f"{name}Label" not in {column.name for column in query.columns} or f"{name}Label" in row


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_every_query_gives_the_same_rows_through_a_worker(shipped_store: EmbeddedStore, query: NamedQuery) -> None:
    """The bound text is plain SPARQL, and the order is total."""
    answer = shipped_store.evaluate(query.bound(shipped_store, {}), [Format.JSON])
    bindings = json.loads(answer.body)["results"]["bindings"]
    rows = query.rows(shipped_store, {})
    assert answer.count == len(bindings) == len(rows)
    assert [{name: term["value"] for name, term in binding.items()} for binding in bindings] == [
        {name: term.value for name, term in row.items()} for row in rows
    ]


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_every_iri_column_has_a_label_and_every_query_an_order(query: NamedQuery) -> None:
    """People read labels, machines IRIs; claims, passages and derivations have no label."""
    names = {column.name for column in query.columns}
    unlabelled = {
        column.name for column in query.columns if column.type == "iri" and f"{column.name}Label" not in names
    }
    assert unlabelled <= {"claim", "otherClaim", "passage", "derivation"}
    ordered_by = query.text.rpartition("ORDER BY")[2]
    iris = [column.name for column in query.columns if column.type == "iri"]
    keys = [name for name in ("claim", "otherClaim") if name in iris] or iris or ["name"]
    assert all(f"?{name}" in ordered_by for name in keys)


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
@pytest.mark.parametrize("values", ["defaults", "sample"])
def test_no_two_rows_are_alike(shipped_store: EmbeddedStore, query: NamedQuery, values: str) -> None:
    """Each row is a fact of its own, so that paging and counting make sense."""
    rows = query.rows(shipped_store, query.sample if values == "sample" else {})
    assert len({tuple(sorted(row.items())) for row in rows}) == len(rows)
