"""What pages say of those who practice: what else they are, how they are trained, whom they work with."""

from __future__ import annotations

import pytest
from sayings import said

PAIN = "pain-medicine"


@pytest.mark.parametrize(
    "sentence",
    [
        "Many pain physicians are neurologists.",
        "Pain physicians are often neurologists.",
        "Pain physicians are neurologists who have trained for longer.",
        "Most neurologists like puzzles, and some neurologists move on to pain medicine.",
        "Pain physicians have a primary specialty (e.g. neurology).",
        "Pain physicians complete a residency (usually in neurology).",
    ],
)
def test_practitioners_are_something_besides(sentence: str) -> None:
    """What a discipline recruits from is said with a copula, a move, or in brackets behind the training."""
    assert f"{PAIN} hasBackgroundIn neurology" in said(sentence)


def test_those_with_whom_others_work_do_not_act_alone() -> None:
    """'With surgeons to plan …' says with whom, not who."""
    found = said("Pain physicians work with surgeons to offer nerve blocks.")
    assert found == {f"{PAIN} collaboratesWith surgery", f"{PAIN} performs nerve-block"}


def test_what_practitioners_are_besides_is_not_spoken_of() -> None:
    """Behind 'X are often Y' the text still speaks of X."""
    found = said("Pain physicians are often neurologists. They treat sciatica.")
    assert f"{PAIN} managesCondition sciatica" in found
    assert "neurology managesCondition sciatica" not in found


def test_what_is_denied_of_a_background_is_not_read() -> None:
    """'Are not' says nothing of where practitioners come from."""
    assert not said("Pain physicians are not all neurologists.")


def test_extra_training_is_no_background() -> None:
    """What practitioners learn besides is not where they come from."""
    assert "neurology hasBackgroundIn oncology" not in said("Some neurologists take extra training in oncology.")


def test_those_in_brackets_are_not_spoken_of() -> None:
    """Behind 'a residency (mostly in Y)' the text still speaks of X."""
    found = said(
        "Pain physicians finish a residency (mostly neurology) and then a pain fellowship. They treat sciatica."
    )
    assert {f"{PAIN} hasBackgroundIn neurology", f"{PAIN} requiresCredential pain-medicine-fellowship"} <= found
    assert f"{PAIN} managesCondition sciatica" in found
    assert not any(claim.startswith("neurology ") for claim in found)


def test_a_fellowship_is_no_background() -> None:
    """In a fellowship practitioners go on, they do not come from there."""
    assert f"{PAIN} hasBackgroundIn oncology" not in said("Some pain physicians add a fellowship in oncology.")


def test_an_operation_refers_nobody() -> None:
    """'Surgery' before those who refer is what is done."""
    found = said("Neurology\n\nIf you need surgery, we will send you to a spine surgeon.")
    assert "spine-surgery receivesReferralsFrom surgery" not in found
    assert "spine-surgery receivesReferralsFrom neurology" in found


def test_training_is_listed_behind_one_verb() -> None:
    """All stages that are completed are required."""
    found = said("Pain physicians have completed medical school, a long residency and a two-year fellowship.")
    assert {f"{PAIN} requiresCredential {stage}" for stage in ("medical-school", "residency", "fellowship")} <= found
    assert "fellowship trainingDuration P2Y" in found


def test_where_practitioners_come_from_is_said_of_those_named() -> None:
    """Not of the discipline that the house is named after."""
    found = said("Pain clinic\n\nOur neurologists, who come from psychiatry, treat migraine.")
    assert "neurology hasBackgroundIn psychiatry" in found
    assert f"{PAIN} hasBackgroundIn psychiatry" not in found


@pytest.mark.parametrize(
    ("sentence", "never"),
    [
        ("They complete a two-year residency and a fellowship.", "fellowship trainingDuration P2Y"),
        ("They complete a residency and a fellowship, which lasts two years.", "residency trainingDuration P2Y"),
    ],
)
def test_a_stage_lasts_as_long_as_is_said_beside_it(sentence: str, never: str) -> None:
    """The other stage lasts some other time."""
    found = said(f"Pain medicine\n\n{sentence}")
    assert never not in found
    assert any("trainingDuration P2Y" in claim for claim in found)


def test_most_of_them_are_those_of_the_section() -> None:
    """Not those whom the document names most."""
    section = "Training\n\nThis is done by neurologists. Most of them were first trained in psychiatry."
    found = said(f"Sore heads\n\nPain physicians differ. Pain physicians are few.\n\n{section}")
    assert "neurology hasBackgroundIn psychiatry" in found
    assert f"{PAIN} hasBackgroundIn psychiatry" not in found


def test_several_disciplines_are_branches_of_one() -> None:
    """In the plural, too."""
    found = said("Sports medicine and pain medicine are subspecialties of physical medicine and rehabilitation.")
    assert f"{PAIN} subspecialtyOf physical-medicine-and-rehabilitation" in found
