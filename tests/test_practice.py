"""What pages say that practitioners treat, do and use."""

from __future__ import annotations

import pytest
from sayings import said

PAIN = "pain-medicine"


@pytest.mark.parametrize(
    "sentence",
    [
        "Pain physicians use many tools besides tablets, including nerve blocks and biofeedback.",
        "Pain physicians use injections (nerve blocks), biofeedback.",
        "With nerve blocks and biofeedback, pain physicians try to restore function.",
    ],
)
def test_what_practitioners_do_may_stand_far_from_the_verb(sentence: str) -> None:
    """Examples, brackets and what comes first all tell what is done."""
    assert f"{PAIN} performs biofeedback" in said(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Pain physicians treat many conditions affecting the back, neck and limbs, including sciatica.",
        "Pain physicians treat complaints of the back (e.g., sciatica).",
        "The job of pain physicians is to treat sciatica.",
    ],
)
def test_what_practitioners_treat_may_stand_far_from_the_verb(sentence: str) -> None:
    """Examples of conditions are treated too."""
    assert f"{PAIN} managesCondition sciatica" in said(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Doctors of several kinds perform discography, including neurologists and radiologists.",
        "Discography is done by neurologists.",
    ],
)
def test_several_kinds_of_practitioners_do_the_same(sentence: str) -> None:
    """'Doctors of several kinds' are none of their own."""
    found = said(f"Pain medicine\n\n{sentence}")
    assert "neurology performs discography" in found
    assert f"{PAIN} performs discography" not in found


def test_lists_of_what_a_discipline_does_have_short_lead_ins() -> None:
    """'Among the treatments are:' is said of those of whom the text speaks, whatever stands before it."""
    found = said("Neurologists see migraine. They help without surgery. Among the treatments are:\n\n- Biofeedback")
    assert "neurology performs biofeedback" in found
    assert "surgery performs biofeedback" not in found


def test_a_clause_with_a_subject_of_its_own_is_not_about_practitioners() -> None:
    """'…, and it remains a part of managing …' speaks of the treatment."""
    assert not said("Neurologists have known it for years, and it remains a part of treating migraine.")


def test_practitioners_who_run_a_service_are_those_who_treat() -> None:
    """Of 'X is run by Y, who …' Y is spoken of."""
    found = said("The pain clinic is run by a neurologist who specializes in treating sciatica.")
    assert found == {"neurology managesCondition sciatica"}


def test_an_examination_is_what_assessing_implies() -> None:
    """To be assessed by somebody is to have an assessment."""
    assert "neurology performs patient-assessment" in said("Patients are first assessed by a neurologist.")


def test_some_are_of_those_whom_the_sentence_names() -> None:
    """'Some have an interest' speaks of the sentence's subject, not of those with whom it works."""
    found = said(
        "Neurologists work alongside psychologists. A neurologist can offer biofeedback; some see people with sciatica."
    )
    assert "psychology managesCondition sciatica" not in found


def test_those_who_send_patients_do_not_treat_them() -> None:
    """'X often send patients with …' tells what others treat."""
    found = said("Neurologists often send patients with sciatica to a pain physician.")
    assert "neurology managesCondition sciatica" not in found


def test_what_is_doubted_of_practitioners_is_not_read() -> None:
    """'Not every pain physician treats …' says nothing of the discipline."""
    assert not said("Not every pain physician treats sciatica.")


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        ("Discography is done by one of our neurologists or by a surgeon.", "neurology performs discography"),
        ("Discography is done by one of our neurologists or by a surgeon.", "surgery performs discography"),
        ("Discography is a test that a neurologist does.", "neurology performs discography"),
        ("Psychologists teach patience, biofeedback and hypnosis.", "psychology performs biofeedback"),
        ("Neurologists are specialists in discography.", "neurology performs discography"),
        ("Neurologists finish a residency of four years in psychiatry.", "neurology hasBackgroundIn psychiatry"),
        ("Neurologists finish medical school, and finally a residency.", "neurology requiresCredential residency"),
    ],
)
def test_who_does_it_and_with_what_training(sentence: str, claim: str) -> None:
    """Those who act may be one of several, and their training a list."""
    assert claim in said(sentence)


def test_a_diagnosis_is_that_of_the_page() -> None:
    """Who makes the diagnosis manages what the page is about."""
    assert "neurology managesCondition sciatica" in said("Sciatica\n\nA neurologist makes the diagnosis.")


def test_an_operation_does_not_act() -> None:
    """Behind 'surgery' no doctor is a surgeon."""
    found = said("Some people have had surgery. Then your doctor may suggest biofeedback.")
    assert "surgery performs biofeedback" not in found


def test_non_opioid_drugs_are_no_opioids() -> None:
    """What is not an opioid is not named so."""
    found = said("Pain physicians offer non-opioid medication for sciatica.")
    assert (
        not {"opioid treats sciatica", "pharmacotherapy usesSubstance opioid", f"{PAIN} performs opioid-therapy"}
        & found
    )


@pytest.mark.parametrize("short", ["e.g.", "e.g.,", "eg"])
def test_abbreviations_give_examples(short: str) -> None:
    """'E.g.' is one word however it is written."""
    assert f"{PAIN} performs nerve-block" in said(f"Pain physicians perform injections ({short} nerve blocks).")


def test_doing_without_something_is_not_to_refuse_it() -> None:
    """'Without surgery' tells how, not that surgery is not done."""
    assert f"{PAIN} performs surgical-procedure" not in said("Pain physicians offer ways to heal without surgery.")


def test_what_practitioners_give_relieves_and_they_do_not() -> None:
    """A clause behind a procedure tells of the procedure."""
    found = said("Physiatrists also give trigger point injections, which ease tension headache.")
    assert not any("managesCondition" in claim for claim in found)


def test_what_is_only_counted_before_a_list_is_not_performed() -> None:
    """The list behind it names what is."""
    found = said("Surgeons often perform two operations:\n\n- Laminectomy\n- Spinal fusion\n")
    assert "surgery performs laminectomy" in found
    assert "surgery performs surgical-procedure" not in found


def test_both_are_what_their_sentence_names() -> None:
    """Two things side by side in the clause before."""
    found = said("Stroke\n\nBiofeedback and hypnosis help with it; both are offered by our psychologists.")
    assert {"psychology performs biofeedback", "psychology performs hypnosis"} <= found


def test_he_and_she_are_the_practitioner_before() -> None:
    """Whatever the sentence is about besides."""
    found = said("Pain clinic\n\nOn Mondays a neurologist sees patients with migraine; she also gives nerve blocks.")
    assert "neurology performs nerve-block" in found


def test_the_treatment_of_a_disorder_is_none_that_was_named() -> None:
    """Those who lead it treat the disorder."""
    found = said("Sore heads\n\nMassage and hypnosis are liked. Neurologists lead the treatment of migraine.")
    assert "neurology managesCondition migraine" in found
    assert "neurology performs massage" not in found


def test_what_patients_have_had_is_not_done_by_those_who_look_after_them() -> None:
    """Also where it is an operation."""
    found = said("Who helps\n\nPhysiatrists look after patients with:\n\n- stroke\n- amputation\n")
    assert "physical-medicine-and-rehabilitation managesCondition stroke" in found
    assert "physical-medicine-and-rehabilitation performs amputation" not in found
