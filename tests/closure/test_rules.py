"""What follows from edges, rule by rule, with every derivation."""

from __future__ import annotations

from small_world import closed, concluded, edge


def test_a_specialty_can_manage_what_its_procedures_treat() -> None:
    """The conclusion, its rule and its premises."""
    closure = closed(("anesthesiology", "performs", "nerve-block"), ("nerve-block", "treats", "neuralgia"))
    (proof,) = closure.proofs()[edge("anesthesiology", "canManage", "neuralgia")]
    assert proof.rule.id == "canManage.performs-treats"
    assert proof.premises == (
        edge("anesthesiology", "performs", "nerve-block"),
        edge("nerve-block", "treats", "neuralgia"),
    )


def test_every_derivation_is_kept() -> None:
    """Three ways to one conclusion, any of which would be enough."""
    closure = closed(
        ("anesthesiology", "performs", "nerve-block"),
        ("nerve-block", "treats", "neuralgia"),
        ("anesthesiology", "emphasizes", "nerve-block"),
        ("anesthesiology", "managesCondition", "neuralgia"),
    )
    proofs = closure.proofs()[edge("anesthesiology", "canManage", "neuralgia")]
    assert [proof.rule.id for proof in proofs] == [
        "canManage.emphasizes-treats",
        "canManage.managesCondition",
        "canManage.performs-treats",
    ]


def test_a_candidate_procedure_acts_on_the_generator_or_treats_the_family() -> None:
    """The two chains; the second climbs the hierarchy."""
    closure = closed(
        ("facet-joint-syndrome", "hasPainGenerator", "facet-joint"),
        ("facet-joint-injection", "targets", "facet-joint"),
        ("lumbar-radiculopathy", "subtypeOf", "radiculopathy"),
        ("epidural-steroid-injection", "treats", "radiculopathy"),
    )
    assert concluded(closure, "hasCandidateProcedure") == {
        ("facet-joint-syndrome", "facet-joint-injection"),
        ("lumbar-radiculopathy", "epidural-steroid-injection"),
    }


def test_a_drug_or_a_therapy_is_no_candidate_procedure() -> None:
    """It treats the family all the same."""
    closure = closed(
        ("lumbar-radiculopathy", "subtypeOf", "radiculopathy"),
        ("gabapentin", "treats", "radiculopathy"),
        ("physical-therapy", "treats", "radiculopathy"),
    )
    assert concluded(closure, "treatedBy") == {("radiculopathy", "gabapentin"), ("radiculopathy", "physical-therapy")}
    assert concluded(closure, "hasCandidateProcedure") == set()


def test_what_treats_pain_is_no_lead_for_every_pain() -> None:
    """Pain is no family of conditions that are alike."""
    closure = closed(("cluster-headache", "subtypeOf", "pain"), ("epidural-steroid-injection", "treats", "pain"))
    assert concluded(closure, "hasCandidateProcedure") == set()


def test_a_structure_that_does_not_hurt_has_no_relevant_specialty() -> None:
    """Both are targets of a procedure that the specialty performs."""
    closure = closed(
        ("interventional-physiatry", "performs", "epidural-steroid-injection"),
        ("epidural-steroid-injection", "targets", "epidural-space"),
        ("epidural-steroid-injection", "targets", "nerve-root"),
    )
    assert concluded(closure, "relevantSpecialty") == {("nerve-root", "interventional-physiatry")}


def test_conditions_share_a_generator_with_others_only() -> None:
    """In both directions, and never with themselves."""
    closure = closed(
        ("facet-joint-syndrome", "hasPainGenerator", "facet-joint"),
        ("whiplash-injury", "hasPainGenerator", "facet-joint"),
    )
    assert concluded(closure, "sharesPainGeneratorWith") == {
        ("facet-joint-syndrome", "whiplash-injury"),
        ("whiplash-injury", "facet-joint-syndrome"),
    }


def test_a_test_of_the_structure_can_prepare_what_acts_on_it() -> None:
    """A procedure that tests and treats alike does not prepare itself."""
    closure = closed(
        ("radiofrequency-ablation", "targets", "facet-joint"),
        ("medial-branch-block", "diagnoses", "facet-joint"),
        ("medial-branch-block", "targets", "facet-joint"),
        ("spinal-fusion", "indicatedAfter", "physical-therapy"),
    )
    assert concluded(closure, "canBePreparedBy") == {
        ("radiofrequency-ablation", "medial-branch-block"),
        ("spinal-fusion", "physical-therapy"),
    }
