"""Every edge that was concluded in the shipped graph leads back to sentences, or to the vocabulary and says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from paingraph.ontology.closure import INFERRED
from paingraph.ontology.namespaces import PG, PGID
from paingraph.queries.claim_grounds import Claim
from paingraph.queries.proofs import Explanation, Proof, explain_statement
from paingraph.queries.statements import Statement
from paingraph.queries.store import Store
from paingraph.queries.support import holds_without, minimal_support

#: Relations that the vocabulary states, so that an edge of theirs may follow without any document.
HIERARCHIES = {PG + "subtypeOf", PG + "partOf"}


def concluded(store: Store) -> list[Statement]:
    """Every edge of the inferred graph."""
    rows = store.rows(
        f"SELECT ?subject ?relation ?object {{ GRAPH <{INFERRED}> {{ ?subject ?relation ?object }} "
        f'FILTER(STRSTARTS(STR(?subject), "{PGID}")) }} ORDER BY ?subject ?relation ?object'
    )
    return [Statement(row["subject"].value, row["relation"].value, row["object"]) for row in rows]


def test_every_concluded_edge_has_a_proof(shipped_store: Store, record_property: Callable[[str, object], None]) -> None:
    """It ends in claims with positions inside their documents; only hierarchies may end in the vocabulary alone."""
    rows = shipped_store.rows(f"SELECT ?document ?length {{ ?document <{PG}length> ?length }}")
    lengths = {row["document"].value: int(row["length"].value) for row in rows}
    ends: Counter[str] = Counter()
    for statement in concluded(shipped_store):
        explanation = explain_statement(shipped_store, statement)
        words = explanation.names.sentence(statement)
        assert explanation.holds
        assert explanation.is_complete, words
        assert explanation.proof.inferences, words
        assert grounded(explanation.proof), words
        for proof in explanation.proof.walk():
            assert all(located(claim, lengths) for claim in proof.claims), words
        ends[checked(explanation)] += 1
    assert ends["claims"] > 300
    assert ends["vocabulary"] > 300
    for end, count in ends.items():
        record_property(f"edges whose proofs end in {end}", count)


def grounded(proof: Proof) -> bool:
    """Whether every part of a proof has claims, stands in the vocabulary, or follows from parts that do."""
    return all(
        part.ground.is_given or any(inference.premises for inference in part.inferences) for part in proof.walk()
    )


def located(claim: Claim, lengths: dict[str, int]) -> bool:
    """Whether a claim has a place inside its document."""
    return 0 <= claim.passage.start < claim.passage.end <= lengths[claim.document]


def checked(explanation: Explanation) -> str:
    """Return what the proofs of an edge end in, after trying it out: without its documents it must fall or stand."""
    support = minimal_support(explanation)
    assert support.complete
    assert support.sets
    if support.needs_no_document:
        assert explanation.statement.relation in HIERARCHIES
        assert holds_without(explanation, explanation.documents)
        return "vocabulary"
    assert not holds_without(explanation, explanation.documents)
    for documents in support.sets:
        assert holds_without(explanation, set(explanation.documents) - {*documents})
        for document in documents:
            assert not holds_without(explanation, set(explanation.documents) - {*documents} | {document})
    return "claims"
