"""How pages speak of themselves: who 'we', 'our team' and 'the doctor' are."""

from __future__ import annotations

import pytest
from sayings import said

PAIN = "pain-medicine"


def test_a_team_is_listed_in_an_item() -> None:
    """An item that is a sentence with a colon is read as a whole."""
    found = said(
        "About us\n\n- Our pain team may be made up of people of these trades: psychologist and pharmacist.\n- Bye"
    )
    assert f"{PAIN} collaboratesWith psychology" in found


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        ("The division of pain medicine is devoted to relieving sciatica.", f"{PAIN} managesCondition sciatica"),
        ("Pain physicians hold appointments in neurology.", f"{PAIN} hasBackgroundIn neurology"),
        ("Pain medicine is open to neurologists.", f"{PAIN} hasBackgroundIn neurology"),
        (
            "Pain physicians accept referrals from nurses, neurologists and others.",
            f"{PAIN} receivesReferralsFrom neurology",
        ),
        ("Pain physicians have two treatments to offer: biofeedback and hypnosis.", f"{PAIN} performs biofeedback"),
        ("In the clinic for back pain they carry out discography.", f"{PAIN} performs discography"),
        ("They work alongside nurses and psychologists.", f"{PAIN} collaboratesWith psychology"),
        ("Psychologists, neurologists and surgeons are under one roof.", "psychology collaboratesWith neurology"),
    ],
)
def test_what_pages_say_of_a_discipline(sentence: str, claim: str) -> None:
    """Wordings of departments, clinics and their pages."""
    assert claim in said(f"Pain medicine\n\nPain physicians are friendly. {sentence}")


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        ("We pair nerve blocks with biofeedback.", f"{PAIN} performs nerve-block"),
        ("Your specialist will choose among biofeedback and nerve blocks.", f"{PAIN} performs biofeedback"),
        ("Training gives them the skills to treat sciatica.", f"{PAIN} managesCondition sciatica"),
        ("You are a candidate for pain medicine if you have sciatica.", f"{PAIN} managesCondition sciatica"),
        ("At Oak Spine and Pain Associates we treat sciatica.", f"{PAIN} managesCondition sciatica"),
    ],
)
def test_how_clinics_speak_of_themselves(sentence: str, claim: str) -> None:
    """Wordings of clinics for what they have to offer, and to whom."""
    assert claim in said(f"Pain medicine\n\n{sentence}")


def test_we_are_none_of_several() -> None:
    """A page that compares disciplines does not tell which of them writes it."""
    found = said("Neurologist or chiropractor?\n\nWe often refer patients to a physical therapist.")
    assert not any("receivesReferralsFrom" in claim for claim in found)


def test_specialist_nurses_are_no_specialists() -> None:
    """A noun for practitioners before another one stands for nobody."""
    assert not said("Pain medicine\n\nThe specialist nurses perform acupuncture.")


def test_a_heading_that_names_a_discipline_is_no_kind() -> None:
    """Under 'Pain management' stand the conditions that it treats, which are no kinds of pain."""
    found = said("Pain management\n\nWe can help.\n\nKnee osteoarthritis\n\nThis is common.")
    assert "knee-osteoarthritis subtypeOf pain" not in found


def test_those_whom_a_page_only_names_most_are_not_its_authors() -> None:
    """'We' offer what a house offers, unless its title tells the discipline."""
    offering = "We offer cryoneurolysis. We work together with neurologists."
    guessed = said(f"Sore elbows and what helps\n\nAnesthesiologists come from far away. {offering}")
    assert "anesthesiology performs cryoneurolysis" not in guessed
    assert "anesthesiology collaboratesWith neurology" in guessed
    assert "anesthesiology performs cryoneurolysis" in said(f"Department of Anesthesiology\n\n{offering}")


def test_practitioners_who_are_named_treat_in_any_section() -> None:
    """Not the procedure of the heading, as where 'we' or 'your doctor' treat."""
    found = said("Gout\n\nExercise therapy\n\nOur physical therapists treat gout with exercises.")
    assert "physical-therapy-discipline managesCondition gout" in found
    assert not any("managesCondition" in claim for claim in said("Nerve block\n\nYour doctor treats gout with it."))


@pytest.mark.parametrize(
    "sentence",
    [
        "Most of our patients come to us from their dentist.",
        "Rheumatologists and dentists refer patients as well.",
        "Dentists send us patients too.",
    ],
)
def test_patients_come_to_those_who_write(sentence: str) -> None:
    """Also where the sentence does not say 'to'."""
    assert f"{PAIN} receivesReferralsFrom dentistry" in said(f"The pain clinic\n\nWe tell who comes here. {sentence}")


def test_to_ask_for_patients_names_nobody_who_is_treated_by_us() -> None:
    """'Please send us' does not tell who we are."""
    request = "Please send us these patients early:\n\n- Gout\n- Migraine\n"
    found = said(f"Sore heads\n\nA pain clinic is near.\n\nEarly care\n\n{request}")
    assert not any("managesCondition" in claim for claim in found)


def test_who_is_no_part_of_a_team_does_not_work_in_it() -> None:
    """What is denied is not read."""
    assert not any("collaboratesWith" in c for c in said("Pain clinic\n\nNeurosurgeons are not part of the team."))


@pytest.mark.parametrize("sentence", ["For gout, see a rheumatologist.", "Gout is a case for the rheumatologist."])
def test_whom_to_see_for_what(sentence: str) -> None:
    """Those whom the reader is sent to treat it."""
    assert "rheumatology managesCondition gout" in said(f"Sore toes\n\n{sentence}")


def test_any_doctor_is_not_the_discipline_that_a_page_names_most() -> None:
    """'The doctor' does it where the title tells whose page it is."""
    text = "Neurologists work here. The doctor injects lidocaine around the nerve."
    assert "neurology performs nerve-block" not in said(f"Nerve block\n\n{text}")


def test_the_following_procedures_are_those_that_follow() -> None:
    """And not the procedures that bear the name of the discipline."""
    lead_in = "Our doctors perform the following procedures:"
    found = said(f"Interventional pain medicine\n\n{lead_in}\n\n- Discography\n- Kyphoplasty\n")
    assert "interventional-pain-medicine performs discography" in found
    assert "interventional-pain-medicine performs interventional-pain-procedure" not in found
