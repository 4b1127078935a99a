"""What a question speaks of that names nothing, by those before it."""

from __future__ import annotations

import pytest
from sayings import statements

from paingraph.loader.extraction import extract
from paingraph.loader.readers import read_bytes
from paingraph.ontology.library import load_library
from paingraph.ontology.namespaces import DocumentId

START = "# Some questions\n\n## What is kyphoplasty?\n\nAn operation.\n\n## What is a caudal epidural?\n\nA shot.\n\n"


def said(text: str) -> set[str]:
    """Return what a text says, as 'subject relation object'."""
    return statements(extract(read_bytes(text.encode(), DocumentId("note")), load_library()))


@pytest.mark.parametrize(
    ("questions", "claim"),
    [
        (
            "## What is discography?\n\nA test.\n\n## How is it done?\n\nUnder fluoroscopy.\n",
            "discography guidedBy fluoroscopy",
        ),
        (
            "## What is discography?\n\nA test.\n\n## Is it safer than spinal fusion?\n\nIt needs fluoroscopy.\n",
            "discography guidedBy fluoroscopy",
        ),
        (
            "## Is a stellate ganglion block safe?\n\nYes.\n\n## How is the block done?\n\nUnder ultrasound.\n",
            "stellate-ganglion-block guidedBy ultrasound-imaging",
        ),
    ],
    ids=["the last one", "not what it is compared with", "what a wider name takes up"],
)
def test_a_question_goes_on_with_what_was_asked_about(questions: str, claim: str) -> None:
    """A pronoun in a question is what the question before was about."""
    assert claim in said(START + questions)


@pytest.mark.parametrize(
    "question",
    ["Who does these procedures?", "Why does anybody draw a nerve?", "What does a psychologist do?", "And knees?"],
    ids=["all of them", "something else", "somebody", "a new topic"],
)
def test_a_question_about_something_else_is_left_nothing(question: str) -> None:
    """Where the questions before are no topic, an answer without a subject says nothing of them."""
    assert not said(f"{START}## {question}\n\nIt is used for sciatica. Lidocaine is injected.\n")


def test_what_people_are_asked_to_be_is_no_new_topic() -> None:
    """'Are they all anesthesiologists?' speaks of those before."""
    text = "# Doctors\n\n## What does a pain physician do?\n\nA lot.\n\n## Are they all anesthesiologists?\n\n"
    assert "pain-medicine hasBackgroundIn neurology" in said(f"{text}Most are. Others come from neurology.\n")


def test_which_treatments_are_those_of_the_condition() -> None:
    """The condition that was asked about stays."""
    text = "# Backs\n\n## What is spinal stenosis?\n\nA narrowing.\n\n## Which treatments are tried first?\n\n"
    assert "ibuprofen treats spinal-stenosis" in said(f"{text}We recommend ibuprofen.\n")


def test_the_injection_is_the_one_that_was_asked_about() -> None:
    """And nothing is said of injections as such."""
    text = "# Your back\n\n## What is a facet joint injection?\n\nA shot.\n\n## Who should not have the injection?\n\n"
    found = {claim for claim in said(f"{text}People with:\n\n- an infection\n- a fever\n") if "contra" in claim}
    assert found == {
        "facet-joint-injection contraindicatedBy infection",
        "facet-joint-injection contraindicatedBy fever",
    }


def test_what_people_do_themselves_is_no_procedure() -> None:
    """A question on it leaves what was asked about before."""
    text = f"{START}## What can I do myself?\n\n"
    assert not said(f"{text}It is used for migraine.\n")


def test_who_it_is_not_for_is_not_treated() -> None:
    """A question that denies turns what stands under it."""
    text = "# Kyphoplasty\n\n## What is it?\n\nAn operation.\n\n## Who is it not for?\n\n"
    assert not {claim for claim in said(f"{text}Those with spondylolisthesis.\n") if "treats" in claim}


def test_the_topic_of_the_page_stays_that_of_its_questions() -> None:
    """One question about another procedure does not turn the others to it."""
    text = "# Vertebroplasty\n\n## How does kyphoplasty differ?\n\nLittle.\n\n## How is X-ray used?\n\nNot at all.\n\n"
    assert "vertebroplasty treats bone-pain" in said(f"{text}## When is it done?\n\nIt is used for bone pain.\n")


def test_most_often_named_is_no_topic_among_several() -> None:
    """A page that asks about several procedures is about none of them as a whole."""
    named = "A facet joint injection is short. A facet joint injection is safe. A facet joint injection is cheap.\n\n"
    text = f"{START}## What is a facet joint injection?\n\n{named}## Who does these?\n\nWe do.\n\n"
    claims = said(f"{text}## Can I drive?\n\nInfection is possible.\n")
    assert not {claim for claim in claims if "infection" in claim}
