"""Lists as pages of the web have them: short lines without bullets, under headings and lead-ins of many wordings."""

from __future__ import annotations

import pytest
from sayings import said

from paingraph.loader.documents import BlockKind
from paingraph.loader.text_reader import read
from paingraph.ontology.namespaces import DocumentId

PAGE = """{title}

This page tells patients what to expect.

{heading}

{items}

The leaflet at the front desk says more about the day itself.
"""


def listed(title: str, heading: str, *items: str) -> set[str]:
    """Return what is read in a page with one list, whose items are lines without bullets."""
    text = PAGE.format(title=title, heading=heading, items="\n".join(items))
    return said(text)


@pytest.mark.parametrize(
    ("title", "heading", "items", "expected"),
    [
        ("Kyphoplasty", "Conditions treated", "Fractures, Osteoporosis, Cancer", "kyphoplasty treats osteoporosis"),
        ("Vertebroplasty", "Am I a candidate for vertebroplasty?", "Osteoporosis, Back pain, Bone tumors",
         "vertebroplasty treats osteoporosis"),
        ("Kyphoplasty", "When should you not have kyphoplasty?", "Infection, Pregnancy, Bleeding disorder",
         "kyphoplasty contraindicatedBy infection"),
        ("Gout", "Typical symptoms", "Fever, Swelling, Joint stiffness", "gout associatedWith fever"),
        ("Radiculopathy", "How is it diagnosed?", "Physical examination, Electromyography, MRI",
         "electromyography diagnoses radiculopathy"),
        ("Radiculopathy", "Conditions that can lead to radiculopathy", "Herniated disc, Spinal stenosis, Tumor",
         "radiculopathy causedBy spinal-stenosis"),
        ("Nerve blocks", "Which types are there?", "Stellate ganglion block, Celiac plexus block, Medial branch block",
         "celiac-plexus-block subtypeOf nerve-block"),
    ],
)  # fmt: skip
def test_short_lines_under_a_heading_that_announces_them_are_its_list(
    title: str, heading: str, items: str, expected: str
) -> None:
    """The heading says what they are to the topic of the page."""
    assert expected in listed(title, heading, *items.split(", "))


def test_what_a_lead_in_calls_causes_are_no_kinds_of_what_they_cause() -> None:
    """Neither under the lead-in nor under the title above it."""
    text = "Sciatica\n\nIt is common.\n\nSciatica can be caused by:\n\n- A herniated disc\n- Spinal stenosis\n"
    found = said(text)
    assert "sciatica causedBy spinal-stenosis" in found
    assert not any("subtypeOf" in statement for statement in found)


def test_two_headings_after_each_other_are_no_list() -> None:
    """Nor are the headings of a table of contents."""
    text = "Gout\n\nTreatment\n\nDiet\n\nEat less meat, and drink no beer if it can be helped at all.\n"
    blocks = read(text.encode(), DocumentId("note")).blocks
    assert BlockKind.LIST_ITEM not in {block.kind for block in blocks}
    contents = "Gout\n\nSymptoms\nCauses\nTreatment\nWhat can I do?\n\nGout comes in attacks that last a week or so.\n"
    blocks = read(contents.encode(), DocumentId("note")).blocks
    assert BlockKind.LIST_ITEM not in {block.kind for block in blocks}


def test_what_illustrates_an_item_is_of_the_item_only() -> None:
    """What is said of the list holds for it too, but it is a kind of what it illustrates, not of the heading's."""
    text = (
        "Gout\n\nIt hurts.\n\nConservative treatments include:\n\n- Exercise therapy (e.g., yoga and tai chi)\n- Rest\n"
    )
    found = said(text)
    assert {"yoga treats gout", "yoga subtypeOf exercise-therapy"} <= found
    assert "yoga subtypeOf conservative-treatment" not in found


def test_conditions_under_a_procedure_are_no_kinds_of_it() -> None:
    """Nor is what else stands among them."""
    text = "Kyphoplasty\n\nConditions for which kyphoplasty is indicated:\n\n- Osteoporosis\n- Earlier vertebroplasty\n"
    found = said(text)
    assert "kyphoplasty treats osteoporosis" in found
    assert not any("subtypeOf" in statement for statement in found)


#: What a page on sciatica says in lists of other forms, and a statement of each.
FORMS = (
    (
        "headings that another one announces are its list",
        "Treatment options\n\nPhysical therapy\n\nYou learn how to move, in as many visits as that takes, and practice "
        "it at home.\n\nEpidural steroid injections\n\nThey are given by a nurse and a physician on two mornings of "
        "the week.\n",
        "physical-therapy treats sciatica",
    ),
    (
        "what a term is described by belongs to the list too",
        "Treatments include:\n\n- Injections: nerve blocks and epidural steroid injections\n- Physical therapy\n",
        "nerve-block treats sciatica",
    ),
    (
        "a list within a sentence is read as one below it",
        "The following treatments are used for sciatica: physical therapy, massage and yoga.\n",
        "massage treats sciatica",
    ),
    (
        "brackets that explain part no enumeration",
        "Sciatica may be eased by physical therapy (supervised training), acupuncture (fine needles), and massage.\n",
        "massage treats sciatica",
    ),
    (
        "a list may come before what is said of it",
        "Sciatica, gout and migraine are among the conditions that physical therapy can relieve.\n",
        "physical-therapy treats migraine",
    ),
)  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [pytest.param(t, e, id=name) for name, t, e in FORMS])
def test_lists_have_many_forms(text: str, expected: str) -> None:
    """Below a heading, behind a term, within a sentence, with explanations, and before what is said of them."""
    page = f"Sciatica\n\nSciatica is a common complaint.\n\n{text}"
    assert expected in said(page)


def test_a_bracket_amid_another_sentence_stays() -> None:
    """What follows it is no more of an enumeration."""
    text = "A nerve block is done under ultrasound (a scan), while joint injections are done under fluoroscopy.\n"
    found = said(text)
    assert "nerve-block guidedBy fluoroscopy" not in found
