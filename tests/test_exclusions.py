"""What is only supposed, or told elsewhere."""

from __future__ import annotations

import pytest
from sayings import said_below


@pytest.mark.parametrize(
    "sentence",
    [
        "Should you notice that it eases abdominal pain, tell us.",
        "How to control abdominal pain is told on another page.",
        "It is an option if tablets do not relieve abdominal pain.",
        "The treatment of abdominal pain is a long story.",
        "It is a test; if it relieves abdominal pain, more can be done.",
    ],
)
def test_what_is_only_supposed_or_told_elsewhere_is_no_statement(sentence: str) -> None:
    """The sentence asks, points elsewhere or speaks of what may not be."""
    found = said_below("Celiac plexus block", sentence)
    assert not {"celiac-plexus-block treats abdominal-pain", "celiac-plexus-block treats pain"} & found


def test_training_that_lasts_is_no_relief() -> None:
    """Whatever the section is about."""
    found = said_below("Celiac plexus block", "Those who do it complete a fellowship, which lasts one year.")
    assert not {claim for claim in found if "reliefDuration" in claim}


def test_what_a_drug_calms_is_no_target_of_the_procedure() -> None:
    """A structure is a target where the procedure itself acts around it."""
    drug = said_below("Epidural steroid injection", "The corticosteroid reduces inflammation around the sciatic nerve.")
    assert "epidural-steroid-injection targets sciatic-nerve" not in drug
    injection = said_below("Sciatica", "Epidural steroid injections calm inflammation around the sciatic nerve.")
    assert "epidural-steroid-injection targets sciatic-nerve" in injection


@pytest.mark.parametrize(
    ("heading", "sentence"),
    [
        ("Celiac plexus block", "It cannot be done while warfarin is being taken."),
        ("Celiac plexus block", "It may leave a sore spot, for which warfarin is given."),
        ("Who cannot have a celiac plexus block?", "Warfarin is used by some people."),
    ],
)
def test_what_is_taken_for_other_reasons_is_not_used_in_the_procedure(heading: str, sentence: str) -> None:
    """A drug that the patient has, or gets for what comes after."""
    assert "celiac-plexus-block usesSubstance warfarin" not in said_below(heading, sentence)


def test_what_something_is_used_in_the_place_of_treats_nothing() -> None:
    """The sentence says so of the other one."""
    found = said_below("Sacroplasty", "It is an alternative to bed rest for people with an insufficiency fracture.")
    assert "bed-rest treats insufficiency-fracture" not in found


@pytest.mark.parametrize(
    "sentence",
    [
        "A neurologist may order electromyography; electromyography helps to diagnose radiculopathy.",
        "Neurologists have electromyography, which can also diagnose radiculopathy.",
    ],
)
def test_what_a_test_diagnoses_is_no_condition_that_its_users_treat(sentence: str) -> None:
    """The verb is said of the test."""
    assert "neurology managesCondition radiculopathy" not in said_below("Neurology", sentence)


def test_a_picture_guides_what_it_shows_at_work() -> None:
    """The needle, and not the disease."""
    assert "kyphoplasty guidedBy x-ray-imaging" in said_below("Kyphoplasty", "An X-ray shows the tip of the needle.")
    assert "kyphoplasty guidedBy x-ray-imaging" not in said_below("Kyphoplasty", "An X-ray shows the bent bones.")


@pytest.mark.parametrize("trouble", ["Soreness", "Back pain"])
def test_a_trouble_that_lasts_is_no_relief(trouble: str) -> None:
    """It is what a procedure brings."""
    found = said_below("Celiac plexus block", f"{trouble} can last two days.")
    assert "celiac-plexus-block reliefDuration P2D" not in found


def test_a_bare_name_is_no_second_target() -> None:
    """'Each nerve' is each of those that were named exactly."""
    text = "A needle is advanced to the occipital nerve. Lidocaine is then injected on each nerve."
    found = said_below("Occipital nerve block", text)
    assert "occipital-nerve-block targets occipital-nerve" in found
    assert "occipital-nerve-block targets nerve" not in found


def test_a_needle_passes_beside_what_is_no_target() -> None:
    """'On either side of' says where it goes along."""
    found = said_below("Celiac plexus block", "The needles are passed on either side of the aorta.")
    assert "celiac-plexus-block targets aorta" not in found


@pytest.mark.parametrize("question", ["Which pain treatments do neurologists offer?", "What do neurologists offer?"])
def test_a_question_asks_what_practitioners_do(question: str) -> None:
    """The list below it is the answer."""
    assert "neurology performs nerve-block" in said_below("Sore heads", f"{question}\n\n- Nerve block\n- Biofeedback")


def test_a_name_says_only_what_it_is_called() -> None:
    """What it aims at is said where a pronoun stands for that."""
    assert not any("targets" in claim for claim in said_below("Knees", "Ablation of the genicular nerves is new."))
    found = said_below("Neck", "The stellate ganglion is small. Blocking it relieves arm pain.")
    assert "stellate-ganglion-block targets stellate-ganglion" in found


@pytest.mark.parametrize(
    ("heading", "sentence", "wrong"),
    [
        ("Radiofrequency ablation", "It heats the tumor. This causes it to shrink.", "causedBy"),
        ("Intrathecal pump", "It brings less constipation than with opioid pills.", "opioid treats"),
        ("Risks of nerve blocks", "They should not be given to patients with a bleeding disorder.", "causedBy"),
        (
            "Back pain",
            "Back pain and pain after surgery: some have pain from postoperative pain.",
            "pain causedBy post",
        ),
        ("Back pain", "Heat next to a nerve stops it from sending pain.", "causedBy pain"),
        ("Spinal cord stimulation", "A lower risk of dependence is one advantage.", "causedBy"),
        (
            "Risks of nerve blocks",
            "Nerve blocks bring relief where other ways against pain have failed.",
            "pain causedBy",
        ),
        ("Nerve block", "Chronic pain, which lasts longer than three months, wears people out.", "reliefDuration"),
        (
            "Nerve block",
            "It may help patients with chronic pain who have not responded to physical therapy.",
            "physical-therapy treats",
        ),
        (
            "Pain specialists",
            "The doctor may refer you for a steroid injection, which will reduce inflammation.",
            "pain-medicine managesCondition inflammation",
        ),
    ],
    ids=[
        "making do",
        "than with",
        "to whom not",
        "a kind of it",
        "kept from it",
        "less risk",
        "relief",
        "how long a pain lasts",
        "in vain",
        "by means",
    ],
)
def test_what_is_said_of_something_else_is_not_said(heading: str, sentence: str, wrong: str) -> None:
    """The verb alone would say it."""
    assert not {claim for claim in said_below(heading, sentence) if wrong in claim}
