"""The subjects of statements that name none, or only a general one."""

from __future__ import annotations

import pytest
from sayings import said, said_below

from paingraph.loader.extraction import extract
from paingraph.loader.text_reader import read
from paingraph.ontology.library import load_library
from paingraph.ontology.namespaces import DocumentId


@pytest.mark.parametrize(
    "opening", ["By easing neck pain", "Besides easing neck pain", "In addition to easing neck pain"]
)
def test_what_a_sentence_opens_with_is_said_of_the_subject_behind_it(opening: str) -> None:
    """Whatever the section is about."""
    found = said_below("Celiac plexus block", f"{opening}, physical therapy may help you to sleep.")
    assert "physical-therapy treats neck-pain" in found
    assert "celiac-plexus-block treats neck-pain" not in found


def test_a_device_is_told_of_once() -> None:
    """A page that goes on to speak of it says no more."""
    text = "Kyphoplasty\n\nA balloon is inserted into the vertebra. The balloon is then inflated.\n"
    claims = extract(read(text.encode(), DocumentId("note")), load_library())
    assert sum(claim.predicate == "usesDevice" for claim in claims) == 1


@pytest.mark.parametrize(
    ("sentence", "statement", "false"),
    [
        (
            "The injection holds lidocaine, and a corticosteroid is added to reduce inflammation.",
            "corticosteroid treats inflammation",
            "lidocaine treats inflammation",
        ),
        (
            "Ibuprofen is useful for osteoarthritis, whereas neuropathic pain is treated with duloxetine.",
            "duloxetine treats neuropathic-pain",
            "duloxetine treats osteoarthritis",
        ),
        (
            "Nerve blocks are quick, and epidural steroid injections relieve sciatica.",
            "epidural-steroid-injection treats sciatica",
            "nerve-block treats sciatica",
        ),
        (
            "Vertebroplasty may spare you surgery, and physical therapy can reduce the need for opioids.",
            "physical-therapy alternativeTo opioid",
            "vertebroplasty alternativeTo opioid",
        ),
        (
            "Radiofrequency ablation follows a medial branch block and gives relief for nine months.",
            "radiofrequency-ablation reliefDuration P9M",
            "medial-branch-block reliefDuration P9M",
        ),
    ],
)
def test_of_two_clauses_each_has_its_own_subject(sentence: str, statement: str, false: str) -> None:
    """What is named last before a comma is no partner of the subject behind it."""
    found = said(sentence)
    assert statement in found
    assert false not in found


def test_what_imaging_is_preferred_for_is_not_treated() -> None:
    """By the procedure of the section."""
    found = said_below("Joint injection", "X-rays are quick, while MRI is preferred for rotator cuff tears.")
    assert "joint-injection treats rotator-cuff-tear" not in found


def test_the_condition_that_a_sentence_opens_with_is_no_subject_of_the_next() -> None:
    """What is done in it is."""
    found = said("In sciatica, an epidural steroid injection can be offered. It reduces the need for opioids.")
    assert "epidural-steroid-injection alternativeTo opioid" in found
    assert "opioid treats sciatica" not in found


def test_behind_a_clause_that_opens_a_sentence_its_subject_stands_alone() -> None:
    """It is no partner of what is named last in the clause."""
    found = said("When sciatica persists after spinal fusion, spinal cord stimulation is an alternative to surgery.")
    assert "spinal-cord-stimulation alternativeTo surgical-procedure" in found
    assert "spinal-fusion alternativeTo surgical-procedure" not in found


@pytest.mark.parametrize(
    "sentence",
    ["MRI is preferred for meniscus tears.", "Ziconotide should not be given to patients with psychosis."],
)
def test_a_picture_or_a_drug_is_not_the_procedure_of_the_heading(sentence: str) -> None:
    """What is said of it is not said of that."""
    found = said(f"Knee injection\n\nIt is short. {sentence}\n")
    assert not any("treats" in claim or "contraindicated" in claim for claim in found)


def test_a_trial_has_not_the_device_that_follows_it() -> None:
    """A device that a procedure of its own needs is told of that one."""
    found = said_below("Spinal cord stimulation trial", "A permanent spinal cord stimulator is implanted later.")
    assert "spinal-cord-stimulation-trial usesDevice spinal-cord-stimulator" not in found


def test_a_clause_is_of_the_procedure_that_its_sentence_names() -> None:
    """Not of that of the sentences before."""
    text = (
        "Dorsal root ganglion stimulation is new. Peripheral nerve stimulation needs a nerve, which ultrasound shows."
    )
    found = said_below("Stimulators", f"{text} It is guided by ultrasound.")
    assert "dorsal-root-ganglion-stimulation guidedBy ultrasound-imaging" not in found


@pytest.mark.parametrize(
    ("sentence", "statement", "false"),
    [
        (
            "An injection of a corticosteroid helps patients with sciatica.",
            "steroid-injection treats sciatica",
            "corticosteroid treats sciatica",
        ),
        (
            "Laxatives are given together with opioids to prevent constipation.",
            "laxative treats constipation",
            "opioid treats constipation",
        ),
        (
            "Celiac plexus neurolysis is used for pancreatic cancer that is not controlled by opioids.",
            "celiac-plexus-neurolysis treats pancreatic-cancer",
            "opioid treats pancreatic-cancer",
        ),
    ],
)
def test_what_goes_with_a_subject_is_none(sentence: str, statement: str, false: str) -> None:
    """What is injected, given besides, or was tried before."""
    found = said(sentence)
    assert statement in found
    assert false not in found


def test_an_insert_holds_no_subject_of_what_stands_around_it() -> None:
    """However it begins."""
    found = said("Intrathecal drug delivery, in which a pump gives morphine, is used for cancer pain.")
    assert "intrathecal-drug-delivery treats cancer-pain" in found
    assert "morphine treats cancer-pain" not in found


def test_of_several_procedures_none_comes_after_what_one_of_them_does() -> None:
    """A subject that no name tells may be any of them."""
    text = "Knee pain\n\nVertebroplasty and kyphoplasty are known. One is done only after injections have failed.\n"
    assert not {claim for claim in said(text) if "indicatedAfter" in claim}


def test_a_trial_leaves_the_text_with_what_it_tries() -> None:
    """The treatment is not the trial."""
    found = said_below("Spinal cord stimulation", "A trial lasts a week. The treatment reduces the need for opioids.")
    assert "spinal-cord-stimulation alternativeTo opioid" in found
    assert "spinal-cord-stimulation-trial alternativeTo opioid" not in found


def test_a_relative_clause_on_one_thing_is_told_of_the_last() -> None:
    """Not of all that is enumerated before it."""
    found = said("They perform laminectomy and vertebroplasty, which is an alternative to spinal fusion.")
    assert "vertebroplasty alternativeTo spinal-fusion" in found
    assert "laminectomy alternativeTo spinal-fusion" not in found


@pytest.mark.parametrize("choice", ["of choice", "that we prefer"])
def test_what_is_preferred_is_used(choice: str) -> None:
    """In the procedure of the section."""
    found = said_below("Epidural steroid injection", f"Dexamethasone is the steroid {choice}.")
    assert "epidural-steroid-injection usesSubstance dexamethasone" in found
