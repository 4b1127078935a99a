"""What pages say of those who practice: what they are besides, what they treat and do, and with whom."""

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


def test_those_with_whom_others_work_do_not_act_alone() -> None:
    """'With surgeons to plan …' says with whom, not who."""
    found = said("Pain physicians work with surgeons to offer nerve blocks.")
    assert found == {f"{PAIN} collaboratesWith surgery", f"{PAIN} performs nerve-block"}


def test_what_practitioners_are_besides_is_not_spoken_of() -> None:
    """Behind 'X are often Y' the text still speaks of X."""
    found = said("Pain physicians are often neurologists. They treat sciatica.")
    assert f"{PAIN} managesCondition sciatica" in found
    assert "neurology managesCondition sciatica" not in found


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


def test_a_team_is_listed_in_an_item() -> None:
    """An item that is a sentence with a colon is read as a whole."""
    found = said(
        "About us\n\n- Our pain team may be made up of people of these trades: psychologist and pharmacist.\n- Bye"
    )
    assert f"{PAIN} collaboratesWith psychology" in found


def test_what_is_denied_of_a_background_is_not_read() -> None:
    """'Are not' says nothing of where practitioners come from."""
    assert not said("Pain physicians are not all neurologists.")


def test_an_examination_is_what_assessing_implies() -> None:
    """To be assessed by somebody is to have an assessment."""
    assert "neurology performs patient-assessment" in said("Patients are first assessed by a neurologist.")


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


def test_what_is_doubted_of_practitioners_is_not_read() -> None:
    """'Not every pain physician treats …' says nothing of the discipline."""
    assert not said("Not every pain physician treats sciatica.")


def test_only_a_bare_pain_comes_from_what_follows_it() -> None:
    """Of 'sciatica and pain due to gallstones' only the pain is due to them."""
    found = said("Many people have sciatica and pain due to gallstones.")
    assert "pain causedBy gallstone" in found
    assert "sciatica causedBy gallstone" not in found


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


def test_extra_training_is_no_background() -> None:
    """What practitioners learn besides is not where they come from."""
    assert "neurology hasBackgroundIn oncology" not in said("Some neurologists take extra training in oncology.")


def test_an_operation_does_not_act() -> None:
    """Behind 'surgery' no doctor is a surgeon."""
    found = said("Some people have had surgery. Then your doctor may suggest biofeedback.")
    assert "surgery performs biofeedback" not in found


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


def test_we_are_none_of_several() -> None:
    """A page that compares disciplines does not tell which of them writes it."""
    found = said("Neurologist or chiropractor?\n\nWe often refer patients to a physical therapist.")
    assert not any("receivesReferralsFrom" in claim for claim in found)


def test_an_operation_refers_nobody() -> None:
    """'Surgery' before those who refer is what is done."""
    found = said("Neurology\n\nIf you need surgery, we will send you to a spine surgeon.")
    assert "spine-surgery receivesReferralsFrom surgery" not in found
    assert "spine-surgery receivesReferralsFrom neurology" in found


def test_non_opioid_drugs_are_no_opioids() -> None:
    """What is not an opioid is not named so."""
    found = said("Pain physicians offer non-opioid medication for sciatica.")
    assert (
        not {"opioid treats sciatica", "pharmacotherapy usesSubstance opioid", f"{PAIN} performs opioid-therapy"}
        & found
    )


def test_specialist_nurses_are_no_specialists() -> None:
    """A noun for practitioners before another one stands for nobody."""
    assert not said("Pain medicine\n\nThe specialist nurses perform acupuncture.")


@pytest.mark.parametrize("short", ["e.g.", "e.g.,", "eg"])
def test_abbreviations_give_examples(short: str) -> None:
    """'E.g.' is one word however it is written."""
    assert f"{PAIN} performs nerve-block" in said(f"Pain physicians perform injections ({short} nerve blocks).")


def test_doing_without_something_is_not_to_refuse_it() -> None:
    """'Without surgery' tells how, not that surgery is not done."""
    assert f"{PAIN} performs surgical-procedure" not in said("Pain physicians offer ways to heal without surgery.")


def test_training_is_listed_behind_one_verb() -> None:
    """All stages that are completed are required."""
    found = said("Pain physicians have completed medical school, a long residency and a two-year fellowship.")
    assert {f"{PAIN} requiresCredential {stage}" for stage in ("medical-school", "residency", "fellowship")} <= found
    assert "fellowship trainingDuration P2Y" in found


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


def test_where_practitioners_come_from_is_said_of_those_named() -> None:
    """Not of the discipline that the house is named after."""
    found = said("Pain clinic\n\nOur neurologists, who come from psychiatry, treat migraine.")
    assert "neurology hasBackgroundIn psychiatry" in found
    assert f"{PAIN} hasBackgroundIn psychiatry" not in found


def test_what_practitioners_give_relieves_and_they_do_not() -> None:
    """A clause behind a procedure tells of the procedure."""
    found = said("Physiatrists also give trigger point injections, which ease tension headache.")
    assert not any("managesCondition" in claim for claim in found)


def test_what_is_only_counted_before_a_list_is_not_performed() -> None:
    """The list behind it names what is."""
    found = said("Surgeons often perform two operations:\n\n- Laminectomy\n- Spinal fusion\n")
    assert "surgery performs laminectomy" in found
    assert "surgery performs surgical-procedure" not in found


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


def test_both_are_what_their_sentence_names() -> None:
    """Two things side by side in the clause before."""
    found = said("Stroke\n\nBiofeedback and hypnosis help with it; both are offered by our psychologists.")
    assert {"psychology performs biofeedback", "psychology performs hypnosis"} <= found


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


def test_he_and_she_are_the_practitioner_before() -> None:
    """Whatever the sentence is about besides."""
    found = said("Pain clinic\n\nOn Mondays a neurologist sees patients with migraine; she also gives nerve blocks.")
    assert "neurology performs nerve-block" in found


@pytest.mark.parametrize("sentence", ["For gout, see a rheumatologist.", "Gout is a case for the rheumatologist."])
def test_whom_to_see_for_what(sentence: str) -> None:
    """Those whom the reader is sent to treat it."""
    assert "rheumatology managesCondition gout" in said(f"Sore toes\n\n{sentence}")


def test_any_doctor_is_not_the_discipline_that_a_page_names_most() -> None:
    """'The doctor' does it where the title tells whose page it is."""
    text = "Neurologists work here. The doctor injects lidocaine around the nerve."
    assert "neurology performs nerve-block" not in said(f"Nerve block\n\n{text}")


def test_most_of_them_are_those_of_the_section() -> None:
    """Not those whom the document names most."""
    section = "Training\n\nThis is done by neurologists. Most of them were first trained in psychiatry."
    found = said(f"Sore heads\n\nPain physicians differ. Pain physicians are few.\n\n{section}")
    assert "neurology hasBackgroundIn psychiatry" in found
    assert f"{PAIN} hasBackgroundIn psychiatry" not in found


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


def test_several_disciplines_are_branches_of_one() -> None:
    """In the plural, too."""
    found = said("Sports medicine and pain medicine are subspecialties of physical medicine and rehabilitation.")
    assert f"{PAIN} subspecialtyOf physical-medicine-and-rehabilitation" in found


def test_the_following_procedures_are_those_that_follow() -> None:
    """And not the procedures that bear the name of the discipline."""
    lead_in = "Our doctors perform the following procedures:"
    found = said(f"Interventional pain medicine\n\n{lead_in}\n\n- Discography\n- Kyphoplasty\n")
    assert "interventional-pain-medicine performs discography" in found
    assert "interventional-pain-medicine performs interventional-pain-procedure" not in found
