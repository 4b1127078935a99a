"""The shipped queries, each one executed on the sample graph, with its defaults and with its sample."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from paingraph.build import build
from paingraph.ontology.errors import NotFoundError, PaingraphError, UsageError
from paingraph.ontology.namespaces import entity_iri
from paingraph.queries.catalogue import Catalogue, NamedQuery
from paingraph.queries.embedded import EmbeddedStore
from paingraph.queries.formats import Format
from paingraph.queries.store import Row, Term

SAMPLE = Path(__file__).parent / "data" / "sample.nq"
QUERIES = list(Catalogue.shipped())

#: What each type of column may hold: the type of the term, and the end of its datatype's IRI.
FITS = {
    "iri": ("uri", ""),
    "text": ("literal", ""),
    "integer": ("literal", "#integer"),
    "decimal": ("literal", "#decimal"),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    """The sample graph, loaded."""
    folder = tmp_path_factory.mktemp("version")
    (folder / "graph.nq").write_bytes(SAMPLE.read_bytes())
    (folder / "manifest.json").write_text(json.dumps({"digest": "5a3b1e"}), encoding="utf-8")
    store = EmbeddedStore.open(folder, workers=1)
    yield store
    store.close()


def ask(store: EmbeddedStore, name: str, **values: str) -> list[Row]:
    """Answer a named query."""
    return Catalogue.shipped()[name].rows(store, values)


def slugs(rows: list[Row], *columns: str) -> list[tuple[str, ...]]:
    """Return the last segments or values of some columns."""
    return [tuple(re.split("[/#]", row[column].value)[-1] for column in columns) for row in rows]


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
@pytest.mark.parametrize("values", ["defaults", "sample"])
def test_every_query_answers_in_the_columns_that_it_promises(
    store: EmbeddedStore, query: NamedQuery, values: str
) -> None:
    """Header and query cannot drift apart, and the defaults make a good example."""
    given: Mapping[str, str] = query.sample if values == "sample" else {}
    rows = query.rows(store, given)
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
def test_every_query_gives_the_same_bytes_through_a_worker(store: EmbeddedStore, query: NamedQuery) -> None:
    """The bound text is plain SPARQL, and the order is total."""
    answer = store.evaluate(query.bound(store, {}), [Format.JSON])
    bindings = json.loads(answer.body)["results"]["bindings"]
    rows = query.rows(store, {})
    assert answer.count == len(bindings) == len(rows)
    assert [{name: term["value"] for name, term in binding.items()} for binding in bindings] == [
        {name: term.value for name, term in row.items()} for row in rows
    ]


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_every_iri_column_has_a_label_and_every_query_an_order(query: NamedQuery) -> None:
    """People read labels, machines IRIs; claims and passages have no label."""
    names = {column.name for column in query.columns}
    unlabelled = {
        column.name for column in query.columns if column.type == "iri" and f"{column.name}Label" not in names
    }
    assert unlabelled <= {"claim", "otherClaim", "passage"}
    ordered_by = query.text.rpartition("ORDER BY")[2]
    iris = [column.name for column in query.columns if column.type == "iri"]
    keys = [name for name in ("claim", "otherClaim") if name in iris] or iris
    assert all(f"?{name}" in ordered_by for name in keys)


def test_procedures_for_a_condition_count_documents_and_follow_synonyms(store: EmbeddedStore) -> None:
    """Two documents name the epidural for a herniated disc, one of them in two sentences or one is all the same."""
    rows = ask(store, "procedures-for-condition", condition="herniated disc")
    assert slugs(rows, "procedure", "documents") == [("epidural-steroid-injection", "2"), ("discectomy", "1")]


def test_procedures_for_a_condition_include_those_for_its_kinds(store: EmbeddedStore) -> None:
    """No document speaks of spinal conditions as such."""
    rows = ask(store, "procedures-for-condition", condition="spinal condition")
    assert ("medial-branch-block", "facet-joint-syndrome") in slugs(rows, "procedure", "treated")


def test_denied_and_doubted_claims_are_no_answer(store: EmbeddedStore) -> None:
    """One document denies that epidurals relieve spinal stenosis, and no other says so."""
    assert ask(store, "procedures-for-condition", condition="spinal stenosis") == []


def test_who_says_it_comes_with_positions_and_quotes(store: EmbeddedStore) -> None:
    """Document 902 is at hand by position only."""
    rows = ask(store, "procedures-said-by-document", condition="herniated disc")
    assert slugs(rows, "procedure", "document", "start") == [
        ("discectomy", "902", "201"),
        ("epidural-steroid-injection", "901", "36"),
        ("epidural-steroid-injection", "902", "201"),
    ]
    assert ["quote" in row for row in rows] == [False, True, False]


def test_two_specialties_differ_by_what_only_one_of_them_has(store: EmbeddedStore) -> None:
    """Both manage sciatica, so that is no difference."""
    rows = ask(store, "compare-specialties", first="IPM", second="physiatry")
    found = slugs(rows, "specialty", "relation", "thing")
    assert ("interventional-pain-medicine", "managesCondition", "facet-joint-syndrome") in found
    assert ("physical-medicine-and-rehabilitation", "emphasizes", "physical-therapy") in found
    assert not any(thing == "sciatica" for _, _, thing in found)


def test_what_comes_before_goes_back_step_by_step(store: EmbeddedStore) -> None:
    """Discectomy follows the epidural, which follows physical therapy."""
    rows = ask(store, "before-procedure", procedure="discectomy")
    assert slugs(rows, "earlier", "later") == [
        ("epidural-steroid-injection", "discectomy"),
        ("physical-therapy", "epidural-steroid-injection"),
    ]


def test_documents_disagree_only_across_documents_and_polarities(store: EmbeddedStore) -> None:
    """One asserts and another doubts."""
    rows = ask(store, "disagreements")
    assert slugs(rows, "subject", "object", "polarity", "otherPolarity") == [
        ("discography", "intervertebral-disc", "asserted", "hedged"),
        ("epidural-steroid-injection", "sciatica", "asserted", "hedged"),
    ]


@pytest.mark.parametrize(
    "name",
    [
        "intervertebral-disc-herniation",
        entity_iri("intervertebral-disc-herniation"),
        "pgid:intervertebral-disc-herniation",
        "intervertebral disc herniation",
        "Herniated  Disc",
        "herniated-disc",
    ],
)
def test_an_entity_goes_by_all_its_names(store: EmbeddedStore, name: str) -> None:
    """Slug, IRI, prefixed name, label, synonym; case, blanks and hyphens do not matter."""
    terms = Catalogue.shipped()["procedures-for-condition"].bind(store, {"condition": name})
    assert terms == {"condition": Term(entity_iri("intervertebral-disc-herniation"))}


@pytest.mark.parametrize(
    ("query", "values", "error", "message"),
    [
        (
            "specialties-for-procedure",
            {"procedure": "herniated disc"},
            UsageError,
            "'herniated disc' is a condition, not an intervention.",
        ),
        ("procedures-for-condition", {"condition": "ESI"}, UsageError, "'ESI' is a procedure, not a condition."),
        ("procedures-for-condition", {"condition": "sciatca"}, NotFoundError, "Did you mean sciatica?"),
        ("procedures-for-condition", {"condition": "\x00"}, NotFoundError, "There is no condition"),
        ("procedures-for-condition", {"condition": " "}, UsageError, "needs a value"),
        ("procedures-for-condition", {"procedure": "ESI"}, UsageError, "it has: condition."),
        ("evidence-for-edge", {"relation": "treat"}, NotFoundError, "Did you mean treats"),
    ],
)
def test_a_wrong_value_is_explained(
    store: EmbeddedStore, query: str, values: dict[str, str], error: type[PaingraphError], message: str
) -> None:
    """The message says what it is, or what it might have been; `parameter` names it for machines."""
    with pytest.raises(error) as caught:
        ask(store, query, **values)
    assert message in caught.value.message
    assert caught.value.details["parameter"] in {*values}


@pytest.fixture(scope="module")
def shipped_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    """The graph of the shipped corpus."""
    store = EmbeddedStore.open(build(tmp_path_factory.mktemp("data")).version.folder, workers=1)
    yield store
    store.close()


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
@pytest.mark.parametrize("values", ["defaults", "sample"])
def test_every_query_has_an_answer_in_the_shipped_graph(
    shipped_store: EmbeddedStore, query: NamedQuery, values: str
) -> None:
    """An example without an answer teaches nothing."""
    assert query.rows(shipped_store, query.sample if values == "sample" else {})
