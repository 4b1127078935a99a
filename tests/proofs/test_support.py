"""What keeps an edge true, checked against taking documents away; and who says what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain, combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paingraph.queries.claim_grounds import Claim, Passage
from paingraph.queries.grounds import Case, Ground
from paingraph.queries.proofs import Explanation, Proof, explain
from paingraph.queries.rule_grounds import Application, Principle
from paingraph.queries.statements import Names, Signature, Statement
from paingraph.queries.store import Store, Term
from paingraph.queries.support import holds_without, minimal_support, still_true_without, support

#: Document, subject, relation, object, manner.
Said = tuple[str, str, str, str, str]

DOCUMENT = "https://w3id.org/paingraph/document/"


def sets(explanation: Explanation) -> list[set[str]]:
    """Minimal support sets, by the ids of documents."""
    return [{document.removeprefix(DOCUMENT) for document in each} for each in minimal_support(explanation).sets]


def test_an_asserted_edge_stands_on_each_of_its_documents(world: Store) -> None:
    """The third document only hedges."""
    assert sets(explain(world, "nerve block", "treats", "neuralgia")) == [{"901"}, {"902"}]


def test_a_concluded_edge_stands_on_the_smallest_sets(world: Store) -> None:
    """By way of the procedure, document 901 is enough; 902 says it outright."""
    assert sets(explain(world, "anesthesiology", "canManage", "neuralgia")) == [{"901"}, {"902"}]
    (both,) = sets(explain(world, "facet joint syndrome", "sharesPainGeneratorWith", "whiplash injury"))
    assert both == {"901", "903"}


def test_the_vocabulary_is_always_there(world: Store) -> None:
    """What follows from it alone needs no document."""
    hierarchy = minimal_support(explain(world, "trigeminal neuralgia", "subtypeOf", "neuralgia"))
    assert hierarchy.needs_no_document
    assert hierarchy.indispensable == ()
    assert sets(explain(world, "trigeminal neuralgia", "hasCandidateProcedure", "nerve block")) == [{"901"}, {"902"}]


def test_what_does_not_hold_has_no_support(world: Store) -> None:
    """Not even the empty set."""
    assert minimal_support(explain(world, "massage", "treats", "neuralgia")).sets == ()


def test_an_edge_may_survive_a_retraction(world: Store) -> None:
    """Documents go by id or title."""
    edge = ("anesthesiology", "canManage", "neuralgia")
    assert still_true_without(world, *edge, "901")
    assert still_true_without(world, *edge, "Title of 902")
    assert not still_true_without(world, *edge, "901", "902")


@pytest.mark.parametrize("gone", ["901", "902", "903"])
def test_taking_a_document_away_does_what_was_foretold(
    world: Store, store_of: Callable[[Sequence[Said]], Store], said: Sequence[Said], gone: str
) -> None:
    """For every edge of the graph: a store that is built without the document agrees."""
    rows = world.rows(
        "SELECT DISTINCT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?s), "
        "'https://w3id.org/paingraph/id/') && STRSTARTS(STR(?p), 'https://w3id.org/paingraph/ontology#')) }"
    )
    edges = [(row["s"].value, row["p"].value, row["o"].value) for row in rows]
    without = store_of([one for one in said if one[0] != gone])
    assert len(edges) > 20
    for edge in edges:
        assert explain(without, *edge).holds == still_true_without(world, *edge, gone), edge


def test_documents_are_counted_not_claims(world: Store) -> None:
    """Who asserts, who hedges, who denies, and who waits."""
    found = support(world, "nerve block", "treats", "neuralgia")
    assert found.counts == {"asserted": 2, "hedged": 1, "negated": 0}
    assert found.is_disputed
    assert support(world, "massage", "treats", "neuralgia").counts["negated"] == 1
    assert len(support(world, "massage", "treats", "whiplash injury").candidates) == 1


def test_the_same_may_be_said_backwards(world: Store) -> None:
    """Of a symmetric relation, and by a named inverse."""
    assert support(world, "anesthesiology", "collaboratesWith", "chiropractic").counts["asserted"] == 2
    assert support(world, "neuralgia", "treatedBy", "nerve block").counts == {"asserted": 2, "hedged": 1, "negated": 0}


# Random cases, circles among them, against every way of taking documents away.

RULE = Principle("rule", "step", "", "")
SIGNATURE = Signature(frozenset(), frozenset(), False, "concluded", False, False, None, "")
THINGS = range(6)
DOCUMENTS = ("a", "b", "c", "d")


def statement(number: int) -> Statement:
    """One of a few statements."""
    return Statement(f"s{number}", "r", Term("o"))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Statements with random documents, rules and vocabulary."""
    grounds = {}
    for number in THINGS:
        here = statement(number)
        claims = tuple(
            Claim("c", here, document, "", "asserted", "accepted", "rule", None, 1.0, Passage("p", 0, 1), None)
            for document in sorted(draw(st.sets(st.sampled_from(DOCUMENTS), max_size=2)))
        )
        premises = draw(st.lists(st.sets(st.sampled_from(THINGS), min_size=1, max_size=2), max_size=3))
        applications = tuple(
            Application(f"{number}.{place}", RULE, here, tuple(map(statement, sorted(each))))
            for place, each in enumerate(premises)
        )
        grounds[here] = Ground(here, claims, (), draw(st.integers(0, 9)) == 0, applications)
    return Case(statement(0), grounds, frozenset())


@given(case=cases())
@settings(max_examples=300, deadline=None)
def test_minimal_sets_are_those_that_trial_finds(case: Case, world: Store) -> None:
    """Every subset of the documents is tried, and of those that keep the edge the minimal ones are kept."""
    explanation = Explanation(case.statement, case, (), SIGNATURE, Names(world))
    subsets = chain.from_iterable(combinations(DOCUMENTS, size) for size in range(len(DOCUMENTS) + 1))
    keeping = [set(kept) for kept in subsets if holds_without(explanation, set(DOCUMENTS) - set(kept))]
    minimal = [kept for kept in keeping if not any(other < kept for other in keeping)]
    found = minimal_support(explanation)
    assert found.complete
    assert sorted(map(sorted, found.sets)) == sorted(map(sorted, minimal))


@given(case=cases())
@settings(max_examples=300, deadline=None)
def test_a_proof_is_found_where_there_is_one_and_uses_itself_nowhere(case: Case, world: Store) -> None:
    """Along no way down does a statement come twice, and every way ends in a claim or the vocabulary."""
    explanation = Explanation(case.statement, case, (), SIGNATURE, Names(world))
    proof = explanation.proof
    assert (proof.ground.is_given or bool(proof.inferences)) == (case.statement in case.provable())
    ways: list[tuple[Proof, tuple[Statement, ...]]] = [(proof, (proof.statement,))]
    while ways:
        here, above = ways.pop()
        for inference in here.inferences:
            for premise in inference.premises:
                assert premise.statement not in above
                assert premise.ground.is_given or premise.inferences
                ways.append((premise, (*above, premise.statement)))
