"""What the shipped graph answers, and how its answers hang together."""

from __future__ import annotations

from asking import ask, slugs

from paingraph.queries.embedded import EmbeddedStore


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
