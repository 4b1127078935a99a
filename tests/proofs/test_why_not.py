"""Why an edge does not hold: errors of kind, what almost says it, and what the nearest rule lacks."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from paingraph.ontology.errors import UsageError
from paingraph.ontology.library import Relation, load_library
from paingraph.ontology.namespaces import PG
from paingraph.queries.statements import Signature, spoken
from paingraph.queries.store import Store
from paingraph.queries.why_not import WhyNot, why_not

#: Document, subject, relation, object, manner.
Said = tuple[str, str, str, str, str]


def lacks(answer: WhyNot) -> list[str]:
    """What is missing, the nearest rule first."""
    return [
        " and ".join(missing.sentence(answer.names) for missing in attempt.missing)
        for gap in answer.gaps
        for attempt in gap.attempts
    ]


def has(answer: WhyNot) -> list[list[str]]:
    """What is there."""
    return [
        [answer.names.sentence(statement) for statement in attempt.present]
        for gap in answer.gaps
        for attempt in gap.attempts
    ]


def test_each_rule_says_which_premise_is_there_and_which_is_missing(world: Store) -> None:
    """Chiropractic performs massage, and a document denies that massage treats neuralgia: that is nearest."""
    answer = why_not(world, "chiropractic", "canManage", "neuralgia")
    assert [gap.rule.name for gap in answer.gaps] == [
        "canManage.performs-treats",
        "canManage.emphasizes-treats",
        "canManage.managesCondition",
    ]
    assert lacks(answer)[0] == "massage treats neuralgia"
    assert has(answer)[0] == ["chiropractic performs massage"]
    assert [claim.polarity for claim in answer.gaps[0].attempts[0].near] == ["negated"]
    assert "chiropractic performs nerve block" in lacks(answer)
    assert "chiropractic manages condition neuralgia" in lacks(answer)


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (("neuralgia", "performs", "nerve block"),
         "neuralgia is a condition, and 'performs' takes a specialty as its subject."),
        (("massage", "treats", "facet joint"),
         "facet joint is a pain generator, and 'treats' takes a condition as its object."),
        (("facet joint", "treats", "neuralgia"),
         "facet joint is a pain generator, and 'treats' takes an intervention or a substance as its subject."),
        (("massage", "subtypeOf", "neuralgia"),
         "massage is a therapy and neuralgia is a condition, and 'subtype of' takes two of one kind."),
        (("neuralgia", "treatedBy", "facet joint"),
         "facet joint is a pain generator, and 'treated by' takes an intervention or a substance as its object."),
        (("face pain", "sharesPainGeneratorWith", "face pain"),
         "'shares pain generator with' joins two different things, and both are the same here."),
    ],
)  # fmt: skip
def test_errors_of_kind_come_first_and_end_the_search(world: Store, names: tuple[str, str, str], message: str) -> None:
    """No document and no rule can mend them."""
    answer = why_not(world, *names)
    assert message in [error.message for error in answer.kind_errors]
    assert answer.gaps == ()
    assert not answer.only_documents_could


def test_what_almost_said_it_is_told(world: Store) -> None:
    """Denied claims, and those that await a curator; rejected ones are as if they were not."""
    denied = why_not(world, "massage", "treats", "neuralgia")
    assert [(claim.document_id, claim.polarity) for claim in denied.near] == [("903", "negated")]
    waiting = why_not(world, "massage", "treats", "whiplash injury")
    assert [claim.status for claim in waiting.near] == ["candidate"]
    assert why_not(world, "chiropractic", "performs", "facet joint test block").near == ()


def test_what_only_documents_can_say_is_called_so(world: Store) -> None:
    """No rule concludes 'treats'; the graph has it of a wider condition."""
    answer = why_not(world, "nerve block", "treats", "face pain")
    assert answer.only_documents_could
    assert [answer.names.sentence(statement) for statement in answer.nearby] == ["nerve block treats neuralgia"]


def test_a_missing_kind_is_told_like_a_missing_edge(store_of: Callable[[list[Said]], Store]) -> None:
    """Both premises are there, but face pain is no family; documents need not say anything more."""
    said = [("901", "massage", "treats", "face pain", ""), ("901", "nerve block", "treats", "face pain", "")]
    answer = why_not(store_of(said), "trigeminal neuralgia", "hasCandidateProcedure", "nerve block")
    assert lacks(answer)[0] == "face pain is of the kind 'condition family'"
    assert has(answer)[0] == ["trigeminal neuralgia is subtype of face pain", "nerve block treats face pain"]


def test_what_could_never_be_said_is_not_called_missing(world: Store) -> None:
    """A therapy cannot target anything, so no rule lacks that it does."""
    answer = why_not(world, "facet joint", "relevantSpecialty", "chiropractic")
    assert set(lacks(answer)) >= {
        "chiropractic performs facet joint injection",
        "chiropractic performs facet joint test block",
    }
    assert not any("massage" in lack for lack in lacks(answer))


def test_where_nothing_is_there_the_open_end_is_a_letter(world: Store) -> None:
    """The same letter stands for the same thing."""
    answer = why_not(world, "neuralgia", "sharesPainGeneratorWith", "face pain")
    assert lacks(answer) == ["neuralgia has pain generator Y and face pain has pain generator Y"]
    assert has(answer) == [[]]


def test_a_text_that_nobody_says_is_missing_too(world: Store) -> None:
    """No rule concludes a duration."""
    assert why_not(world, "nerve block", "reliefDuration", "P1D").only_documents_could


def test_what_holds_is_to_be_explained(world: Store) -> None:
    """There is no reason against it."""
    with pytest.raises(UsageError, match="It holds that nerve block treats neuralgia"):
        why_not(world, "nerve block", "treats", "neuralgia")


@pytest.mark.parametrize("relation", load_library().relations.values(), ids=lambda relation: relation.name)
def test_signatures_are_read_from_the_graph_as_the_ontology_has_them(world: Store, relation: Relation) -> None:
    """Domain, range, symmetry and standing of every relation."""
    signature = Signature.of(world, PG + relation.name)
    assert (signature.domain, signature.range) == (relation.domain, relation.range)
    assert signature.literal == (not relation.range)
    assert signature.symmetric == relation.symmetric
    assert signature.standing == relation.standing
    assert signature.same_kind == relation.same_kind


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("treats", "treats"),
        ("treated by", "is treated by"),
        ("can manage", "can manage"),
        ("relief duration", "has relief duration"),
        ("part of", "is part of"),
        ("generates the pain of", "generates the pain of"),
    ],
)
def test_relations_are_said_as_verbs(label: str, words: str) -> None:
    """Sentences are for people."""
    assert spoken(label) == words
