"""Why an edge holds: its claims, its rules and what they rest on, without circles."""

from __future__ import annotations

import pytest

from paingraph.ontology.errors import NotFoundError
from paingraph.queries.claim_grounds import Claim, Passage
from paingraph.queries.grounds import Case, Ground, read_case
from paingraph.queries.proofs import DEPTH, INFERENCES, Explanation, Proof, explain
from paingraph.queries.rule_grounds import Application, Principle
from paingraph.queries.statements import Names, Signature, Statement, find_statement
from paingraph.queries.store import Store, Term


def rules(proof: Proof) -> list[str]:
    """Names of the rules that conclude it."""
    return [inference.rule.name for inference in proof.inferences]


def said(explanation: Explanation, proof: Proof) -> str:
    """The statement in words."""
    return explanation.names.sentence(proof.statement)


def ids(claims: tuple[Claim, ...]) -> list[str]:
    """The documents of claims."""
    return [claim.document_id for claim in claims]


def test_an_asserted_edge_is_proved_by_its_claims(world: Store) -> None:
    """With document, title, heading, position, words, and who read it."""
    explanation = explain(world, "nerve block", "treats", "neuralgia")
    assert explanation.holds
    assert explanation.is_complete
    assert explanation.proof.inferences == ()
    first, second = explanation.proof.claims
    assert (first.document_id, first.title) == ("901", "Title of 901")
    assert (first.polarity, first.method, first.rule, first.confidence) == ("asserted", "rule", "treats.example", 0.9)
    assert first.passage.quote == "nerve block treats neuralgia"
    assert first.passage.end - first.passage.start == len("nerve block treats neuralgia")
    assert first.heading is not None
    assert first.heading.quote == "Heading of 901"
    assert second.document_id == "902"
    assert second.passage.quote is None, "the text of document 902 is not at hand"
    assert second.passage.start > 0


def test_what_doubts_an_edge_stands_beside_it(world: Store) -> None:
    """Also beside an edge that rests on it."""
    direct = explain(world, "nerve block", "treats", "neuralgia")
    assert [(claim.document_id, claim.polarity) for claim in direct.proof.ground.beside] == [("903", "hedged")]
    concluded = explain(world, "anesthesiology", "canManage", "neuralgia")
    assert concluded.proof.ground.beside == ()
    assert [(claim.document_id, claim.polarity) for claim in concluded.doubts] == [("903", "hedged")]


def test_a_concluded_edge_has_every_derivation(world: Store) -> None:
    """The simplest first, premises in the order of the rule."""
    explanation = explain(world, "anesthesiology", "canManage", "neuralgia")
    assert rules(explanation.proof) == ["canManage.managesCondition", "canManage.performs-treats"]
    chain = explanation.proof.inferences[1]
    assert [said(explanation, premise) for premise in chain.premises] == [
        "anesthesiology performs nerve block",
        "nerve block treats neuralgia",
    ]
    assert [ids(premise.claims) for premise in chain.premises] == [["901"], ["901", "902"]]
    assert chain.rule.axiom == "SubObjectPropertyOf(ObjectPropertyChain(pg:performs pg:treats) pg:canManage)"
    assert chain.rule.sentence(explanation.names) == "If X performs Y and Y treats Z, then X can manage Z."
    assert explanation.documents == tuple(f"https://w3id.org/paingraph/document/{n}" for n in ("901", "902"))
    assert "does not mean" in explanation.signature.definition


def test_a_rule_says_which_kinds_it_asks_for(world: Store) -> None:
    """Kinds need no evidence, so they are no premises."""
    explanation = explain(world, "trigeminal neuralgia", "hasCandidateProcedure", "nerve block")
    (inference,) = explanation.proof.inferences
    assert len(inference.premises) == 2
    sentence = inference.rule.sentence(explanation.names)
    assert "Y is of the kind 'condition family' and Z is of the kind 'procedure'" in sentence


def test_the_vocabulary_is_a_source_but_no_evidence(world: Store) -> None:
    """The hierarchy is curated; a document may say the same."""
    curated = explain(world, "trigeminal neuralgia", "subtypeOf", "face pain")
    assert curated.proof.ground.in_vocabulary
    assert curated.proof.claims == ()
    both = explain(world, "trigeminal neuralgia", "subtypeOf", "neuralgia")
    assert ids(both.proof.claims) == ["902"]
    assert rules(both.proof) == ["subtypeOf.transitive"]
    assert all(premise.ground.in_vocabulary for premise in both.proof.inferences[0].premises)


def test_a_proof_never_uses_its_own_conclusion(world: Store) -> None:
    """Each of two documents has one direction of a symmetric edge, so either proves the other, but not itself."""
    explanation = explain(world, "anesthesiology", "collaboratesWith", "chiropractic")
    assert ids(explanation.proof.claims) == ["901"]
    (turned,) = explanation.proof.inferences[0].premises
    assert said(explanation, turned) == "chiropractic collaborates with anesthesiology"
    assert ids(turned.claims) == ["902"]
    assert turned.inferences == ()


def test_a_named_inverse_leads_to_what_documents_say(world: Store) -> None:
    """The mirrored edge is concluded from the original."""
    explanation = explain(world, "neuralgia", "treatedBy", "nerve block")
    (inference,) = explanation.proof.inferences
    assert inference.rule.name == "treatedBy.inverse"
    assert ids(inference.premises[0].claims) == ["901", "902"]


def test_a_text_can_be_an_object(world: Store) -> None:
    """Durations are texts, and explained like everything else."""
    explanation = explain(world, "nerve block", "reliefDuration", "PT24H")
    assert explanation.holds
    assert explanation.names.sentence(explanation.statement) == "nerve block has relief duration “PT24H”"
    assert ids(explanation.proof.claims) == ["901"]
    assert not explain(world, "nerve block", "reliefDuration", "PT48H").holds


def test_what_does_not_hold_has_no_proof(world: Store) -> None:
    """Denied, doubted, awaiting a curator, or not said at all."""
    for names in (
        ("massage", "treats", "neuralgia"),
        ("massage", "treats", "whiplash injury"),
        ("chiropractic", "performs", "facet joint test block"),
        ("chiropractic", "canManage", "face pain"),
    ):
        explanation = explain(world, *names)
        assert not explanation.holds
        assert explanation.proof.claims == ()
        assert explanation.proof.inferences == ()


@pytest.mark.parametrize(
    ("names", "nearest"),
    [
        (("nerve blok", "treats", "neuralgia"), "Did you mean nerve block"),
        (("nerve block", "treat", "neuralgia"), "Did you mean treats"),
        (("nerve block", "treats", "neuralgja"), "Did you mean neuralgia"),
    ],
)
def test_a_misspelt_name_is_answered_with_the_nearest(world: Store, names: tuple[str, str, str], nearest: str) -> None:
    """For entities and relations alike."""
    with pytest.raises(NotFoundError, match=nearest):
        explain(world, *names)


def test_things_go_by_iri_too(world: Store) -> None:
    """And relations by their prefixed name."""
    by_iri = find_statement(
        world, "https://w3id.org/paingraph/id/nerve-block", "pg:treats", "https://w3id.org/paingraph/id/neuralgia"
    )
    assert by_iri == find_statement(world, "nerve-block", "treats", "Neuralgia")


def test_a_case_that_is_too_large_says_what_it_left_unread(world: Store) -> None:
    """The nearest statements are read first."""
    statement = find_statement(world, "anesthesiology", "canManage", "neuralgia")
    case = read_case(world, statement, limit=1)
    assert [*case.grounds] == [statement]
    assert len(case.unread) == 3


# A case made by hand, where the store would take long to fill.

RULE = Principle("rule", "step", "", "")


def link(start: int, end: int) -> Statement:
    """A statement between two numbered things."""
    return Statement(f"t{start}", "leadsTo", Term(f"t{end}"))


def claim(statement: Statement, document: str) -> Claim:
    """An accepted claim."""
    return Claim("c", statement, document, "", "asserted", "accepted", "rule", None, 1.0, Passage("p", 0, 1), None)


def ladder(world: Store, rungs: int) -> Explanation:
    """A statement that follows from the next in two ways, which follows from the next, and so on."""
    grounds = {}
    for place in range(rungs):
        upper, lower = link(place, 0), link(place + 1, 0)
        ways = tuple(Application(f"{place}{way}", RULE, upper, (lower,)) for way in ("left", "right"))
        grounds[upper] = Ground(upper, (), (), False, ways)
    last = link(rungs, 0)
    grounds[last] = Ground(last, (claim(last, "901"),), (), False, ())
    signature = Signature(frozenset(), frozenset(), False, "concluded", False, False, None, "")
    return Explanation(link(0, 0), Case(link(0, 0), grounds, frozenset()), ("g",), signature, Names(world))


def test_shared_parts_of_proofs_are_one_object(world: Store) -> None:
    """Otherwise the proof of this one would have a million leaves."""
    explanation = ladder(world, 20)
    assert explanation.is_complete
    assert len([*explanation.proof.walk()]) == 21


def test_a_proof_that_is_too_deep_is_cut_and_says_so(world: Store) -> None:
    """So is one of too many inferences."""
    explanation = ladder(world, DEPTH + 10)
    assert not explanation.is_complete
    assert max(proof.more for proof in explanation.proof.walk()) == 2
    assert sum(len(proof.inferences) for proof in explanation.proof.walk()) <= INFERENCES
