"""Complications and contraindications: of which procedure they are, where several are near."""

from __future__ import annotations

import pytest
from sayings import said, statements

from paingraph.loader.claims import Polarity
from paingraph.loader.extraction import extract
from paingraph.loader.readers import read_bytes
from paingraph.ontology.library import load_library
from paingraph.ontology.namespaces import DocumentId

STIMULATION = """Spinal cord stimulation

What are the risks?

The following complications can occur after a spinal cord stimulation trial:

- infection
- bleeding
"""

ONE_OF_THEM = """Epidural steroid injections

When would I get an injection?

After six weeks of exercise.

Who should not have one?

- People with an infection

What are the side effects?

- Facial flushing
"""


def test_a_lead_in_says_of_what_its_list_is() -> None:
    """Not the heading above it, which is about something wider."""
    found = said(STIMULATION)
    assert "infection causedBy spinal-cord-stimulation-trial" in found
    assert "infection causedBy spinal-cord-stimulation" not in found
    found = said(
        "Back pain\n\nWhat causes it?\n\nThe usual causes of chronic low back pain are:\n\n- Spinal stenosis\n- Gout\n"
    )
    assert "chronic-low-back-pain causedBy spinal-stenosis" in found
    assert "back-pain causedBy spinal-stenosis" not in found


def test_an_injection_among_questions_is_that_of_the_page() -> None:
    """A question that calls it by its wider name leaves it to those that follow."""
    found = said(ONE_OF_THEM)
    assert "epidural-steroid-injection contraindicatedBy infection" in found
    assert "facial-flushing causedBy epidural-steroid-injection" in found
    assert not any("injection" in claim.split() for claim in found)


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The pain relief lasts for months. It can cause diarrhea.", "diarrhea causedBy celiac-plexus-neurolysis"),
        ("Soreness at the back of the shoulder is common.", "soreness causedBy celiac-plexus-neurolysis"),
        ("In rare cases it leads to paralysis.", "paralysis causedBy celiac-plexus-neurolysis"),
        (
            "A thoracic sympathetic block may follow. Pneumothorax is its most feared complication.",
            "pneumothorax causedBy thoracic-sympathetic-block",
        ),
    ],
    ids=["relief is no pain", "where it is felt", "behind how often", "its own"],
)
def test_an_unnamed_procedure_is_the_one_spoken_of(text: str, claim: str) -> None:
    """Whatever stands between."""
    assert claim in said(f"Celiac plexus neurolysis\n\n{text}\n")


@pytest.mark.parametrize(
    "text",
    [
        "Complications\n\nAn infection is treated with tablets.",
        "Two different problems\n\nIt is for a vertebral compression fracture that hurts.",
        "Facts\n\nMigraine is not treated with injections.",
    ],
    ids=["what is treated", "problems that it is for", "what it does not treat"],
)
def test_what_is_treated_is_no_complication(text: str) -> None:
    """Nor do the words around it make it one."""
    assert not any("causedBy" in claim for claim in said(f"Kyphoplasty\n\n{text}\n"))


def test_what_a_procedure_does_not_cause_is_denied() -> None:
    """It is a claim all the same."""
    assert "arthritis causedBy epidural-steroid-injection" in said(
        "Epidural steroid injections do not cause arthritis.\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Epidural injections are not given to patients who take warfarin or have an infection.",
        "We will not proceed with an epidural injection if you are pregnant or have an infection.",
        "An epidural injection cannot be done while there is an infection.",
        "Neither an epidural injection nor a facet injection should be given in the presence of an infection.",
        "An infection is a reason not to go ahead with an epidural injection.",
        "Epidural injections are not given if there is a fever in the week before or an infection.",
    ],
    ids=[
        "the second of two",
        "if one has it",
        "while it lasts",
        "neither of two",
        "a reason",
        "behind what else forbids it",
    ],
)
def test_what_forbids_a_procedure(text: str) -> None:
    """In each of these wordings."""
    assert "epidural-injection contraindicatedBy infection" in said(f"Epidural injection\n\n{text}\n")


@pytest.mark.parametrize(
    "text",
    ["The block is not suitable for migraine.", "Ziconotide must not be given to patients with psychosis."],
    ids=["what it does not help", "what forbids a drug"],
)
def test_what_does_not_forbid_a_procedure(text: str) -> None:
    """Though it says what is not done."""
    assert not any("contraindicatedBy" in claim for claim in said(f"Stellate ganglion block\n\n{text}\n"))


def test_a_drug_is_no_procedure_of_the_page() -> None:
    """What 'they' cause is said of the drugs named before them."""
    found = said("Kyphoplasty\n\nOpioids can relieve back pain, but they cause drowsiness.\n")
    assert not any("causedBy" in claim for claim in found)


PAIR = """# Vertebroplasty or kyphoplasty?

Both are types of vertebral augmentation. Vertebral augmentation stabilizes a broken vertebra.

## What can go wrong

Both procedures can cause rib fractures.

## Who should not have them

Neither procedure is done in patients who have:

- a spinal infection
"""


def test_what_is_said_of_both_is_said_of_the_two_in_the_title() -> None:
    """In a section that names neither."""
    found = statements(extract(read_bytes(PAIR.encode(), DocumentId("note")), load_library()))
    for procedure in ("vertebroplasty", "kyphoplasty"):
        assert f"rib-fracture causedBy {procedure}" in found
        assert f"{procedure} contraindicatedBy spinal-infection" in found


def test_what_is_listed_below_after_a_procedure_is_its_complication() -> None:
    """If what is listed is one."""
    assert "soreness causedBy kyphoplasty" in said("After a kyphoplasty\n\n- Soreness\n- Bruising\n")


def test_what_happens_rarely_is_not_doubted() -> None:
    """It only says how often."""
    text = "Kyphoplasty\n\nRarely, kyphoplasty causes a rib fracture.\n"
    claims = extract(read_bytes(text.encode(), DocumentId("note")), load_library())
    assert {claim.polarity for claim in claims if claim.predicate == "causedBy"} == {Polarity.ASSERTED}


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Spasticity after a stroke responds to baclofen.", "spasticity causedBy stroke"),
        ("Sciatica is caused by a herniated disc and less often by a tumor.", "sciatica causedBy tumor"),
        ("Sciatica is caused by a herniated disc or, in rare cases, a tumor.", "sciatica causedBy tumor"),
        ("Osteoarthritis, a joint disease that leads to stiffness, is common.", "stiffness causedBy osteoarthritis"),
        ("Gout\n\nDiuretics are one of its causes. Obesity is one of its causes.", "gout causedBy obesity"),
    ],
    ids=["what comes after", "less often", "in rare cases", "in apposition", "its causes"],
)
def test_where_something_comes_from(text: str, claim: str) -> None:
    """In each of these wordings."""
    assert claim in said(f"{text}\n")


def test_what_opioids_cause_is_not_caused_by_the_procedure_beside_them() -> None:
    """What is injected in it is."""
    text = "Pulsed radiofrequency treatment\n\n{} can cause dizziness.\n"
    assert not any("causedBy" in claim for claim in said(text.format("Opioids")))
    assert "dizziness causedBy pulsed-radiofrequency-treatment" in said(text.format("The local anesthetic"))


def test_its_signs_are_those_of_the_disorder_named_last() -> None:
    """Not those of the heading."""
    text = "Sciatica\n\nCauda equina syndrome must be excluded. Its signs are saddle numbness and weakness.\n"
    assert "cauda-equina-syndrome associatedWith saddle-numbness" in said(text)
    assert "sciatica associatedWith saddle-numbness" not in said(text)


def test_who_cannot_have_a_procedure_that_the_sentence_names() -> None:
    """It is not forbidden to have the one of the page."""
    found = said("Nerve blocks\n\nPatients with a stroke cannot have an interscalene block.\n")
    assert "interscalene-block contraindicatedBy stroke" in found
    assert "nerve-block contraindicatedBy stroke" not in found


def test_its_symptoms_behind_a_semicolon_are_those_of_what_stands_before_it() -> None:
    """Whatever the sentence before was about."""
    text = "Seizures are rare. A collapsed lung can occur; breathlessness is its main symptom."
    found = said(f"Stellate ganglion block\n\n{text}\n")
    assert any({"pneumothorax", "shortness-of-breath"} <= set(claim.split()) for claim in found)
    assert not any("seizure associatedWith" in claim for claim in found)


def test_causes_that_are_enumerated_do_not_cause_each_other() -> None:
    """They cause what the section is about."""
    found = said("Groin pain\n\nPregnancy, a labral tear and arthritis of the hip are known causes.\n")
    assert not any(claim.startswith("pregnancy causedBy") for claim in found)


def test_of_several_pains_only_the_last_comes_after_what_stands_behind_it() -> None:
    """And only from what stands directly behind."""
    found = said("It is used for migraine, groin pain after a hernia repair and sciatica.\n")
    assert not any(claim.startswith(("migraine causedBy", "sciatica causedBy")) for claim in found)
    assert not any("causedBy sciatica" in claim for claim in found)


def test_a_pain_that_originates_in_a_structure_is_caused_by_it() -> None:
    """What is called its source is its generator."""
    assert "low-back-pain causedBy facet-joint" in said("Low back pain often originates in the facet joints.\n")
    assert "low-back-pain hasPainGenerator facet-joint" in said("The facet joints are a source of low back pain.\n")


def test_it_behind_a_verb_is_what_it_was_before() -> None:
    """In the same sentence."""
    found = said("Sciatica\n\nIt is mostly caused by a herniated disc, but spinal stenosis can cause it as well.\n")
    assert "sciatica causedBy spinal-stenosis" in found
    assert "intervertebral-disc-herniation causedBy spinal-stenosis" not in found


def test_what_a_lead_in_calls_contraindications_are_no_kinds_of_the_heading() -> None:
    """They are those of the procedure that it names."""
    text = (
        "Vertebral fractures\n\nKyphoplasty is an option. Contraindications to vertebroplasty include:\n\n- infection\n"
    )
    found = said(text)
    assert "vertebroplasty contraindicatedBy infection" in found
    assert not any("subtypeOf" in claim or claim.startswith("kyphoplasty contra") for claim in found)


def test_a_nerve_as_such_causes_nothing() -> None:
    """What presses on it does."""
    assert not any(claim.endswith("causedBy nerve") for claim in said("Pain may come from a treated nerve.\n"))
