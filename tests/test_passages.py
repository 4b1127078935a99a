"""Paragraphs that open with a section's name, and what a page says of choices and of drugs in passing."""

from __future__ import annotations

import pytest
from sayings import said

from paingraph.loader.extraction import extract
from paingraph.loader.text_reader import read
from paingraph.ontology.library import load_library
from paingraph.ontology.namespaces import DocumentId


def test_a_label_that_names_a_section_opens_one() -> None:
    """What stands behind it is said of no section above."""
    found = said(
        "Kyphoplasty\n\nIt takes an hour and is done under fluoroscopy.\n\nCONTRAINDICATIONS\n"
        "Absolute: local infection, bleeding disorder, pregnancy.\n"
        "COMPLICATIONS: Cement leakage, bleeding, fever, pulmonary embolism.\n"
    )
    assert "kyphoplasty contraindicatedBy pregnancy" in found
    assert "pulmonary-embolism causedBy kyphoplasty" in found
    assert "kyphoplasty contraindicatedBy pulmonary-embolism" not in found


@pytest.mark.parametrize(
    "sentence",
    [
        "Alternatives to this procedure include acupuncture, bed rest and bracing.",
        "Other treatments may come into question. Alternatives: acupuncture, bed rest, bracing.",
    ],
)
def test_the_alternatives_to_a_procedure_are_no_kinds_of_it(sentence: str) -> None:
    """However a page lists them."""
    found = said(f"Kyphoplasty\n\nKyphoplasty takes about an hour.\n\n{sentence}\n")
    assert {f"{other} alternativeTo kyphoplasty" for other in ("acupuncture", "bed-rest", "bracing")} <= found
    assert not any("subtypeOf" in statement for statement in found)


def test_a_question_on_drugs_leaves_the_next_to_the_procedure() -> None:
    """Patients ask what becomes of their tablets, and go on to ask about the block."""
    found = said(
        "Celiac plexus block\n\nThe block takes an hour.\n\nQ: Will I still need my medication?\nA: Perhaps less.\n\n"
        "Q: Does it last?\nA: Relief lasts three months.\n"
    )
    assert "celiac-plexus-block reliefDuration P3M" in found


def test_an_untitled_page_is_about_what_its_general_noun_stands_for() -> None:
    """'The injection' is the one that was named, not an operation that patients had before."""
    found = said(
        "An injection that may help\n\nA fusion of the spine some years ago can make the joint hurt.\n\n"
        "A sacroiliac joint injection takes ten minutes. The injection is safe. Few dread the injection.\n\n"
        "HOW IT IS DONE\nThe injection is done with lidocaine.\n"
    )
    assert "sacroiliac-joint-injection usesSubstance lidocaine" in found


def test_a_statement_that_a_heading_makes_too_is_told_once() -> None:
    """What stands under 'Alternatives' is an alternative by both."""
    text = "Kyphoplasty\n\nKyphoplasty takes about an hour.\n\nAlternatives\nBed rest, bracing and, rarely, surgery.\n"
    claims = extract(read(text.encode(), DocumentId("note")), load_library())
    assert sum(claim.subject.id == "bed-rest" for claim in claims) == 1


def test_two_places_of_a_pain_do_not_part_it_from_its_kinds() -> None:
    """What follows them is still an example of the pain."""
    found = said(
        "Spinal cord stimulation\n\nIt is approved for chronic pain of the trunk and limbs, including sciatica.\n"
    )
    assert "spinal-cord-stimulation treats sciatica" in found


def test_whom_a_lead_in_speaks_of_are_those_who_are_treated() -> None:
    """Whatever it calls the procedure."""
    found = said(
        "Ketamine infusion\n\nIt takes four hours.\n\nWe offer this kind of care for people who suffer from:\n"
        "- Fibromyalgia\n- Phantom limb pain\n"
    )
    assert {"ketamine-infusion treats fibromyalgia", "ketamine-infusion treats phantom-limb-pain"} <= found
