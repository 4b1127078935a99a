"""The shipped queries: each one executed on the shipped graph, and where there is no answer."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from paingraph.ontology.errors import NotFoundError, PaingraphError, UsageError
from paingraph.ontology.namespaces import entity_iri
from paingraph.queries.catalogue import Catalogue, NamedQuery
from paingraph.queries.embedded import EmbeddedStore
from paingraph.queries.formats import Format
from paingraph.queries.store import Row, Term
from paingraph.queries.versions import Version

SAMPLE = Path(__file__).parent / "data" / "sample.nq"
QUERIES = list(Catalogue.shipped())

#: What each type of column may hold: the type of the term, and the end of its datatype's IRI.
FITS = {
    "iri": ("uri", ""),
    "text": ("literal", ""),
    "integer": ("literal", "#integer"),
    "decimal": ("literal", "#decimal"),
    "boolean": ("literal", "#boolean"),
}


def opened(folder: Path, lines: bytes) -> EmbeddedStore:
    """Open a store on a version of these lines."""
    (folder / "graph.nq").write_bytes(lines)
    (folder / "manifest.json").write_text(json.dumps({"digest": "5a3b1e"}), encoding="utf-8")
    return EmbeddedStore.open(folder, workers=1)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    """The sample graph: two small documents of ours, of which every claim is known."""
    store = opened(tmp_path_factory.mktemp("sample"), SAMPLE.read_bytes())
    yield store
    store.close()


@pytest.fixture(scope="module")
def silent_store(shipped_version: Version, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    """Schema and vocabulary alone: no document has been read."""
    with (shipped_version.folder / "graph.nq").open("rb") as lines:
        kept = b"".join(line for line in lines if line.endswith(b"/graph/ontology> .\n"))
    store = opened(tmp_path_factory.mktemp("silent"), kept)
    yield store
    store.close()


def ask(store: EmbeddedStore, name: str, **values: str) -> list[Row]:
    """Answer a named query."""
    return Catalogue.shipped()[name].rows(store, values)


def slugs(rows: list[Row], *columns: str) -> list[tuple[str, ...]]:
    """Return some columns: the last segments of IRIs, the texts of literals, and nothing for what is unbound."""
    return [tuple(_slug(row[column]) if column in row else "" for column in columns) for row in rows]


def _slug(term: Term) -> str:
    return re.split("[/#]", term.value)[-1] if term.type == "uri" else term.value


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
        ("claims-of-document", {"document": "999"}, NotFoundError, "There is no document '999'"),
        ("single-source-edges", {"document": "sciatica"}, NotFoundError, "There is no document 'sciatica'"),
        ("well-supported-edges", {"least": "two"}, UsageError, "'two' is not a whole number."),
        ("procedures-of-specialty", {"specialty": "fluoroscopy"}, UsageError, "is an imaging modality, not a spec"),
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


#: Decisive rows of the shipped graph: the query, what is given, the columns, and rows that must be among the answer.
ANSWERS: list[tuple[str, dict[str, str], str, list[tuple[str, ...]]]] = [
    (
        "alternatives-to",
        {"replaced": "surgical procedure"},
        "alternative avoided asserting",
        [
            ("interventional-pain-procedure", "surgical-procedure", "1"),
            ("rehabilitation", "spinal-surgery", "1"),
        ],
    ),
    (
        "alternatives-to",
        {"replaced": "pharmacotherapy"},
        "alternative avoided asserting hedging",
        [("interventional-pain-procedure", "pharmacotherapy", "0", "1")],
    ),
    (
        "associated-conditions",
        {"condition": "pain"},
        "relation other painGenerator documents",
        [
            ("associatedWith", "depression", "", "1"),
            ("associatedWith", "tendinitis", "", "1"),
            ("sharesPainGeneratorWith", "facet-joint-syndrome", "facet-joint", "2"),
        ],
    ),
    (
        "before-procedure",
        {"procedure": "RFA"},
        "earlier later documents",
        [("diagnostic-nerve-block", "radiofrequency-ablation", "1")],
    ),
    (
        "candidate-procedures",
        {"condition": "facet joint syndrome"},
        "procedure lead via said",
        [
            ("nerve-block", "pain generator", "facet-joint", "true"),
            ("facet-joint-injection", "pain generator", "facet-joint", "false"),
        ],
    ),
    (
        "candidate-procedures",
        {"condition": "sciatica"},
        "procedure lead via said",
        [("epidural-steroid-injection", "condition family", "neuralgia", "false")],
    ),
    (
        "causes-of-condition",
        {"condition": "postoperative pain"},
        "cause effect documents",
        [("scar-tissue", "postoperative-pain", "1"), ("spinal-surgery", "postoperative-pain", "1")],
    ),
    (
        "claims-of-document",
        {"document": "003"},
        "subject predicate object value polarity",
        [
            ("interventional-pain-medicine", "performs", "discography", "", "asserted"),
            ("residency", "trainingDuration", "", "P4Y", "asserted"),
            (
                "interventional-pain-medicine",
                "requiresCredential",
                "interventional-pain-management-fellowship",
                "",
                "hedged",
            ),
        ],
    ),
    (
        "collaboration-network",
        {},
        "specialty relation other documents",
        [
            ("interventional-pain-medicine", "collaboratesWith", "mental-health-care", "2"),
            ("pain-medicine", "receivesReferralsFrom", "primary-care", "1"),
            ("interventional-physiatry", "subspecialtyOf", "physical-medicine-and-rehabilitation", "1"),
        ],
    ),
    (
        "compare-specialties",
        {"first": "interventional pain medicine", "second": "physiatry"},
        "specialty relation thing",
        [
            ("interventional-pain-medicine", "performs", "discography"),
            ("physical-medicine-and-rehabilitation", "performs", "assistive-device-prescription"),
        ],
    ),
    (
        "conditions-of-procedure",
        {"procedure": "facet joint injection"},
        "relation condition done asserting denying",
        [
            ("treats", "pain", "facet-joint-injection", "2", "0"),
            ("treats", "chronic-pain", "facet-joint-injection", "0", "1"),
        ],
    ),
    (
        "conditions-of-specialty",
        {"specialty": "pain medicine"},
        "condition said documents",
        [("pain", "true", "3"), ("sciatica", "false", "0")],
    ),
    (
        "contraindications",
        {},
        "procedure reason",
        [("lumbar-medial-branch-block", "anticoagulant"), ("lumbar-medial-branch-block", "influenza")],
    ),
    (
        "coverage-gaps",
        {},
        "condition others specialties",
        [("postoperative-pain", "1", "3"), ("headache", "0", "3")],
    ),
    (
        "diagnostic-and-therapeutic",
        {},
        "procedure relation thing",
        [
            ("medial-branch-block", "diagnoses", "pain-generator"),
            ("medial-branch-block", "treats", "facet-joint-syndrome"),
        ],
    ),
    (
        "disagreement-of-pair",
        {"subject": "facet joint injection", "relation": "treats", "object": "chronic pain"},
        "polarity document",
        [("negated", "004")],
    ),
    (
        "disagreements",
        {},
        "subject object polarity otherObject otherPolarity otherDocument",
        [("facet-joint-injection", "pain", "asserted", "chronic-pain", "negated", "004")],
    ),
    ("documents-on-entity", {"entity": "facet joint injection"}, "document doubts", [("004", "1"), ("001", "0")]),
    (
        "edges-of-entity",
        {"entity": "ESI"},
        "subject predicate object value asserting",
        [
            ("epidural-steroid-injection", "usesSubstance", "corticosteroid", "", "3"),
            ("interventional-pain-medicine", "performs", "epidural-steroid-injection", "", "4"),
            ("epidural-steroid-injection", "repeatInterval", "", "P3W/P4W", "1"),
        ],
    ),
    (
        "entities-by-mapping-code",
        {"code": "mondo:0024333"},
        "entity match external externalLabel notation",
        [("sciatica", "exact", "MONDO_0024333", "sciatica", "MONDO:0024333")],
    ),
    (
        "entities-by-mapping-code",
        {"code": "http://id.nlm.nih.gov/mesh/D007268"},
        "entity match notation",
        [("epidural-steroid-injection", "broad", "MESH:D007268")],
    ),
    (
        "evidence-for-edge",
        {"subject": "ESI", "relation": "treats", "object": "herniated disc"},
        "polarity document status",
        [("asserted", "001", "accepted")],
    ),
    (
        "hedged-and-negated",
        {},
        "subject predicate object polarity document asserting",
        [
            ("facet-joint-injection", "treats", "chronic-pain", "negated", "004", "0"),
            ("interventional-pain-medicine", "emphasizes", "pharmacotherapy", "negated", "001", "0"),
            ("bed-rest", "treats", "chronic-pain", "hedged", "004", "0"),
        ],
    ),
    ("image-guidance", {}, "procedure imaging documents", [("nerve-block", "ultrasound-imaging", "1")]),
    (
        "inferred-edges-of-entity",
        {"entity": "sciatica"},
        "subject predicate object standing ruleLabel said",
        [
            ("pain-medicine", "canManage", "sciatica", "concluded", "canManage.performs-treats", "false"),
            ("sciatica", "managedBy", "interventional-physiatry", "inverse", "managedBy.inverse", "false"),
            ("sciatica", "subtypeOf", "pain", "asserted", "subtypeOf.transitive", "false"),
        ],
    ),
    (
        "mappings-of-entity",
        {"entity": "sciatica"},
        "notation external match justification",
        [("MESH:D012585", "D012585", "exact", "LexicalMatching")],
    ),
    (
        "materials-of-procedure",
        {"procedure": "spinal cord stimulation"},
        "relation thing done documents",
        [("usesDevice", "spinal-cord-stimulator", "spinal-cord-stimulation", "2")],
    ),
    (
        "names-of-entity",
        {"entity": "epidural steroid injection"},
        "name use language",
        [("epidural steroid injection", "preferred", "en"), ("ESI", "abbreviation", "en")],
    ),
    (
        "pain-generators-of-condition",
        {"condition": "facet joint syndrome"},
        "painGenerator relation procedure documents",
        [("facet-joint", "targets", "facet-joint-injection", "1")],
    ),
    (
        "premises-of-edge",
        {"subject": "facet joint syndrome", "relation": "hasCandidateProcedure", "object": "facet joint injection"},
        "ruleLabel premiseSubject premisePredicate premiseObject documents curated concluded",
        [
            (
                "hasCandidateProcedure.hasPainGenerator-targetedBy",
                "facet-joint-injection",
                "targets",
                "facet-joint",
                "2",
                "false",
                "false",
            ),
        ],
    ),
    (
        "procedures-for-condition",
        {"condition": "herniated disc"},
        "procedure treated documents",
        [
            ("epidural-steroid-injection", "intervertebral-disc-herniation", "1"),
            ("interventional-pain-procedure", "lumbar-disc-herniation", "1"),
        ],
    ),
    (
        "procedures-of-specialty",
        {"specialty": "interventional pain medicine"},
        "relation intervention kind asserting denying",
        [
            ("performs", "epidural-steroid-injection", "procedure", "4", "0"),
            ("performs", "multidisciplinary-care", "therapy", "3", "0"),
            ("emphasizes", "pharmacotherapy", "therapy", "0", "3"),
        ],
    ),
    (
        "procedures-said-by-document",
        {"condition": "herniated disc"},
        "procedure document",
        [("epidural-steroid-injection", "001")],
    ),
    (
        "relations-and-counts",
        {},
        "relation standing concluded doubts",
        [("contraindicatedBy", "asserted", "0", "0")],
    ),
    (
        "relief-and-repeat",
        {},
        "procedure relation duration polarity document",
        [
            ("sacroiliac-joint-injection", "reliefDuration", "PT24H/PT48H", "asserted", "004"),
            ("epidural-steroid-injection", "repeatInterval", "P3W/P4W", "asserted", "004"),
        ],
    ),
    (
        "rules-and-counts",
        {},
        "ruleLabel axiom",
        [
            ("canManage.managesCondition", "SubObjectPropertyOf(pg:managesCondition pg:canManage)"),
            ("collaboratesWith.symmetric", "SymmetricObjectProperty(pg:collaboratesWith)"),
        ],
    ),
    (
        "single-source-edges",
        {"document": "004"},
        "subject predicate object otherwise",
        [
            ("facet-joint-syndrome", "hasPainGenerator", "facet-joint", "false"),
            ("lumbar-medial-branch-block", "contraindicatedBy", "anticoagulant", "false"),
        ],
    ),
    (
        "specialties-for-pain-generator",
        {"structure": "facet joint"},
        "specialty does through relation doing documents",
        [
            ("interventional-pain-medicine", "performs", "facet-joint-injection", "targets", "2", "2"),
            ("interventional-pain-medicine", "managesCondition", "facet-joint-syndrome", "hasPainGenerator", "1", "1"),
        ],
    ),
    (
        "specialties-for-procedure",
        {"procedure": "epidural steroid injection"},
        "specialty relation performed documents",
        [("interventional-pain-medicine", "performs", "epidural-steroid-injection", "4")],
    ),
    (
        "subtypes-of",
        {"entity": "spinal disorder"},
        "subtype direct curated documents",
        [("spinal-stenosis", "true", "true", "1"), ("cervical-spinal-stenosis", "false", "false", "0")],
    ),
    (
        "support",
        {"relation": "treats"},
        "subject object asserting hedging denying",
        [
            ("epidural-steroid-injection", "inflammation", "3", "0", "0"),
            ("facet-joint-injection", "chronic-pain", "0", "0", "1"),
        ],
    ),
    (
        "training-of-specialty",
        {"specialty": "interventional pain medicine"},
        "relation thing duration documents",
        [("requiresCredential", "residency", "P4Y", "2"), ("hasBackgroundIn", "anesthesiology", "", "2")],
    ),
    ("unmapped-concepts", {}, "entity kind", [("imaging-guidance", "ImagingModality"), ("c-arm", "Device")]),
    (
        "well-supported-edges",
        {"least": "4"},
        "subject predicate object asserting",
        [("interventional-pain-medicine", "performs", "radiofrequency-ablation", "4")],
    ),
    (
        "who-can-manage",
        {"condition": "spinal stenosis"},
        "specialty how intervention documents",
        [
            ("interventional-physiatry", "said", "", "1"),
            ("pain-medicine", "follows", "interventional-pain-procedure", "0"),
        ],
    ),
]


@pytest.mark.parametrize(("query", "values", "columns", "expected"), ANSWERS, ids=lambda part: str(part)[:40])
def test_what_the_shipped_documents_say(
    shipped_store: EmbeddedStore, query: str, values: dict[str, str], columns: str, expected: list[tuple[str, ...]]
) -> None:
    """Each expected answer can be found in the documents, or follows from them."""
    rows = slugs(ask(shipped_store, query, **values), *columns.split())
    assert [row for row in expected if row not in rows] == []


def test_every_claim_is_read_by_a_rule_or_a_curator(shipped_store: EmbeddedStore) -> None:
    """The counts of the readings add up to the claims of the document."""
    counts: dict[str, int] = {}
    for document, method, rule, claims in slugs(
        ask(shipped_store, "reading-methods"), "document", "method", "rule", "claims"
    ):
        assert bool(rule) == (method == "rule")
        counts[document] = counts.get(document, 0) + int(claims)
    assert counts == {document: len(ask(shipped_store, "claims-of-document", document=document)) for document in counts}
    assert [*counts] == ["000", "001", "002", "003", "004"]


def test_an_inverse_has_as_many_edges_as_the_relation_that_it_turns_around(shipped_store: EmbeddedStore) -> None:
    """Stated on one side, concluded on the other, and by one rule."""
    relations = {
        relation: (stated, concluded)
        for relation, stated, concluded in slugs(
            ask(shipped_store, "relations-and-counts"), "relation", "stated", "concluded"
        )
    }
    rules = {row[0]: row[1] for row in slugs(ask(shipped_store, "rules-and-counts"), "ruleLabel", "new")}
    assert relations["treatedBy"] == ("0", relations["treats"][0])
    assert rules["treatedBy.inverse"] == relations["treats"][0] != "0"
    assert "isProcedure" not in relations


def test_claims_to_review_are_the_least_sure_ones(shipped_store: EmbeddedStore) -> None:
    """The limit is in percent, and itself sure enough."""
    sureness = [float(row["confidence"].value) for row in ask(shipped_store, "claims-to-review", below="85")]
    assert sureness == sorted(sureness)
    assert sureness[-1] < 0.85


def test_claims_of_a_document_come_in_the_order_of_its_text(shipped_store: EmbeddedStore) -> None:
    """And end after they begin."""
    places = [(int(start), int(end)) for start, end in slugs(ask(shipped_store, "claims-of-document"), "start", "end")]
    assert places == sorted(places)
    assert all(start < end for start, end in places)


def test_what_is_said_and_what_follows_are_told_apart(shipped_store: EmbeddedStore) -> None:
    """What no document says outright, follows from an intervention."""
    rows = slugs(
        ask(shipped_store, "conditions-of-specialty", specialty="physiatry"), "said", "documents", "interventions"
    )
    assert {said for said, _, _ in rows} == {"true", "false"}
    assert all((said == "true") == (documents != "0") for said, documents, _ in rows)
    assert all(interventions != "0" for said, _, interventions in rows if said == "false")


def test_an_edge_of_a_single_source_is_in_no_other_document(shipped_store: EmbeddedStore) -> None:
    """So retracting the document takes it away."""
    supported = slugs(ask(shipped_store, "well-supported-edges", least="2"), "subject", "predicate", "object")
    single = slugs(ask(shipped_store, "single-source-edges", document="001"), "subject", "predicate", "object")
    assert single
    assert not {*supported} & {*single}


def test_what_procedures_treat_is_no_gap(shipped_store: EmbeddedStore) -> None:
    """And what only therapies treat is one."""
    gaps = {condition for (condition,) in slugs(ask(shipped_store, "coverage-gaps"), "condition")}
    assert not gaps & {"pain", "sciatica", "spinal-stenosis"}
    assert "acute-pain" in gaps


#: What the vocabulary knows and no document speaks of, or what nothing has.
SILENT: list[tuple[str, dict[str, str]]] = [
    ("alternatives-to", {"replaced": "clopidogrel"}),
    ("associated-conditions", {"condition": "scoliosis"}),
    ("before-procedure", {"procedure": "genicular nerve block"}),
    ("candidate-procedures", {"condition": "scoliosis"}),
    ("causes-of-condition", {"condition": "scoliosis"}),
    ("claims-to-review", {"below": "1"}),
    ("compare-specialties", {"first": "oncology", "second": "radiology"}),
    ("conditions-of-procedure", {"procedure": "genicular nerve block"}),
    ("conditions-of-specialty", {"specialty": "oncology"}),
    ("disagreement-of-pair", {"subject": "scoliosis", "relation": "causedBy", "object": "sciatica"}),
    ("documents-on-entity", {"entity": "scoliosis"}),
    ("edges-of-entity", {"entity": "scoliosis"}),
    ("entities-by-mapping-code", {"code": "MONDO:0"}),
    ("entities-by-mapping-code", {"code": '" } # \\'}),
    ("evidence-for-edge", {"subject": "sciatica", "relation": "treats", "object": "sciatica"}),
    ("inferred-edges-of-entity", {"entity": "oncology"}),
    ("mappings-of-entity", {"entity": "c-arm"}),
    ("materials-of-procedure", {"procedure": "genicular nerve block"}),
    ("pain-generators-of-condition", {"condition": "scoliosis"}),
    ("premises-of-edge", {"subject": "oncology", "relation": "canManage", "object": "cancer pain"}),
    ("procedures-for-condition", {"condition": "scoliosis"}),
    ("procedures-of-specialty", {"specialty": "oncology"}),
    ("procedures-said-by-document", {"condition": "scoliosis"}),
    ("specialties-for-pain-generator", {"structure": "plantar fascia"}),
    ("specialties-for-procedure", {"procedure": "genicular nerve block"}),
    ("subtypes-of", {"entity": "scoliosis"}),
    ("support", {"relation": "treatedBy"}),
    ("training-of-specialty", {"specialty": "oncology"}),
    ("well-supported-edges", {"least": "1000"}),
    ("who-can-manage", {"condition": "scoliosis"}),
]
#: They answer from the vocabulary, which is never silent.
OF_THE_VOCABULARY = {"names-of-entity", "relations-and-counts", "unmapped-concepts"}
#: They ask for a document, and none has nothing to say.
OF_A_DOCUMENT = {"claims-of-document", "single-source-edges"}


@pytest.mark.parametrize(("query", "values"), SILENT, ids=lambda part: str(part)[:40])
def test_what_nothing_is_said_of_has_no_rows(shipped_store: EmbeddedStore, query: str, values: dict[str, str]) -> None:
    """It is no error, since the thing is known."""
    assert ask(shipped_store, query, **values) == []


@pytest.mark.parametrize("query", [query for query in QUERIES if not query.parameters], ids=lambda query: query.name)
def test_a_graph_without_documents_has_no_answers(silent_store: EmbeddedStore, query: NamedQuery) -> None:
    """What the vocabulary holds is no evidence."""
    assert bool(query.rows(silent_store, {})) == (query.name in OF_THE_VOCABULARY)


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_every_query_is_tested_with_and_without_an_answer(query: NamedQuery) -> None:
    """A new query needs a row in the tables above."""
    own = {"reading-methods", "claims-to-review"}
    assert query.name in {name for name, *_ in ANSWERS} | own
    silent = {name for name, _ in SILENT} | OF_THE_VOCABULARY | OF_A_DOCUMENT
    assert not query.parameters or query.name in silent
