"""What is a kind of what: only of the thing that a lead-in or a sentence calls so."""

from __future__ import annotations

import pytest
from sayings import said, statements

from paingraph.loader.extraction import extract
from paingraph.loader.readers import read_bytes
from paingraph.ontology.library import load_library
from paingraph.ontology.namespaces import DocumentId


@pytest.mark.parametrize(
    "text",
    [
        "Good alternatives to kyphoplasty are:\n\n- Bracing\n- Vertebroplasty\n",
        "In low back pain, operations are needed for spinal tumors and vertebral fractures.\n",
        "Stellate ganglion block\n\nThe block is a short procedure under local anesthesia.\n",
        "The most common forms of migraine are chronic migraine and acute migraine.\n",
    ],
    ids=["what it is an alternative to", "for whom it is needed", "under what it is done", "the other way around"],
)
def test_what_is_only_named_beside_a_list_has_no_kinds_in_it(text: str) -> None:
    """A preposition keeps it apart."""
    wrong = {"kyphoplasty", "low-back-pain", "local-anesthesia", "chronic-migraine", "acute-migraine"}
    assert not any("subtypeOf" in claim and claim.split()[2] in wrong for claim in said(text))


@pytest.mark.parametrize(
    "lead_in",
    ["We may offer one of the following spinal injections:", "The spinal injections that we give include:"],
)
def test_what_a_lead_in_announces_is_of_its_kind(lead_in: str) -> None:
    """Whatever governs the general name."""
    assert "facet-joint-injection subtypeOf spinal-intervention" in said(
        f"{lead_in}\n\n- Facet joint injection\n- Discography\n"
    )


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Occipital neuralgia is a brief and shooting pain.", "occipital-neuralgia subtypeOf pain"),
        ("Duloxetine, an antidepressant, is taken daily.", "duloxetine subtypeOf antidepressant"),
        ("Two kinds of cancer pain are known, bone pain and neuropathic pain.", "bone-pain subtypeOf cancer-pain"),
        ("The occipital nerve block is the most common nerve block.", "occipital-nerve-block subtypeOf nerve-block"),
    ],
    ids=["with adjectives", "in apposition", "counted", "the commonest"],
)
def test_what_something_is_said_to_be(text: str, claim: str) -> None:
    """In each of these wordings."""
    assert claim in said(f"{text}\n")


def test_where_a_disorder_comes_from_is_said_of_it_and_not_of_its_kind() -> None:
    """Whether 'that', 'which is' or a participle joins them."""
    for text in (
        "Sciatica is a kind of leg pain that comes from a herniated disc.",
        "Sciatica, a leg pain that comes from a herniated disc, is common.",
        "Sciatica, which is leg pain caused by a herniated disc, is common.",
        "Sciatica is leg pain caused by a herniated disc.",
    ):
        found = said(f"{text}\n")
        assert "sciatica causedBy intervertebral-disc-herniation" in found
        assert "leg-pain causedBy intervertebral-disc-herniation" not in found


def test_of_two_with_prepositions_of_their_own_only_the_last_has_the_cause() -> None:
    """Without them it is said of both."""
    kind = "migraine causedBy whiplash-injury"
    assert kind not in said("It is used for migraine and for neck pain caused by a whiplash injury.\n")
    assert kind in said("Migraine and neck pain are often caused by a whiplash injury.\n")


def test_drugs_in_brackets_are_of_the_class_before_them() -> None:
    """And of no other that is named beside it."""
    found = said("Antidepressants (duloxetine) and anticonvulsants (gabapentin and pregabalin) are used.\n")
    assert {"duloxetine subtypeOf antidepressant", "gabapentin subtypeOf anticonvulsant"} <= found
    assert "gabapentin subtypeOf antidepressant" not in found


def test_a_lead_in_that_says_more_of_its_kind_still_announces_it() -> None:
    """What they help with, or how many they are."""
    kind = "heat-therapy subtypeOf conservative-treatment"
    assert kind in said("The following conservative treatments help with back pain:\n\n- Heat therapy\n- Bracing\n")
    text = "Neurosurgeons perform two operations:\n\n- Laminectomy\n- Spinal fusion\n"
    assert "laminectomy subtypeOf surgical-procedure" in said(text)


def test_a_disorder_with_a_name_of_its_own_has_no_kinds_below_it() -> None:
    """Nor have several that a label names together."""
    text = "Chronic pancreatitis\n\n{}\n"
    assert not any("subtypeOf" in claim for claim in said(text.format("- Fever, rigors: discitis\n- Fainting: stroke")))
    page = "# Chronic pancreatitis\n\n## Cancer pain\n\nIt hurts.\n\n## Abdominal pain\n\nIt hurts.\n"
    claims = extract(read_bytes(page.encode(), DocumentId("note")), load_library())
    assert not any("subtypeOf chronic-pancreatitis" in claim for claim in statements(claims))


def test_a_semicolon_ends_what_is_given_as_examples() -> None:
    """What follows is something else."""
    found = said("We use antidepressants such as duloxetine; triptans, for example sumatriptan; and aspirin.\n")
    assert "triptan subtypeOf antidepressant" not in found


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (
            "The doctor may try an anti-inflammatory such as ibuprofen, a muscle relaxant and physical therapy.\n",
            "muscle-relaxant subtypeOf anti-inflammatory-agent",
        ),
        (
            "Muscle relaxants, anticonvulsants such as gabapentin and carbamazepine, antidepressants or rest.\n",
            "antidepressant subtypeOf anticonvulsant",
        ),
        (
            "Antidepressants such as duloxetine and anticonvulsants such as gabapentin calm nerve pain.\n",
            "anticonvulsant subtypeOf antidepressant",
        ),
        (
            "Spasticity is common, for instance with multiple sclerosis.\n",
            "multiple-sclerosis subtypeOf spasticity",
        ),
        (
            "Sacroiliac joint pain, particularly after childbirth, is common.\n",
            "childbirth subtypeOf sacroiliac-joint-pain",
        ),
    ],
    ids=["an article", "behind 'and'", "examples of its own", "with", "after"],
)
def test_examples_end_where_something_else_begins(text: str, wrong: str) -> None:
    """What follows them is of the enumeration that their general term stands in, or only goes with it."""
    assert wrong not in said(text)


def test_an_item_that_names_a_thing_only_in_part_is_no_kind() -> None:
    """What the words before the name do to it is unknown."""
    found = said(
        "Intrathecal pump implantation\n\nThere are two types:\n\n- Programmable pumps\n- Constant-rate pumps\n"
    )
    assert not {claim for claim in found if "subtypeOf" in claim}


def test_several_kinds_named_by_these_are_not_what_the_list_before_is_of() -> None:
    """'These' are then the things of the sentence before."""
    found = said(
        "Nerve blocks\n\n- Diagnostic nerve blocks\n- Nerve blocks for pain\n\nThey also differ by place. "
        "These are stellate ganglion, celiac plexus and occipital nerve blocks.\n"
    )
    assert "nerve-block subtypeOf celiac-plexus-block" not in found


def test_the_wider_thing_is_no_kind_of_the_narrower() -> None:
    """What the vocabulary says the other way around was not meant."""
    found = said("What we do\n\n- Medial branch blocks: numb the nerves\n- Kyphoplasty: a balloon\n")
    assert "nerve-block subtypeOf medial-branch-block" not in found


def test_one_of_the_options_is_not_the_last_that_was_named() -> None:
    """It stands for any of them."""
    found = said(
        "Complex regional pain syndrome\n\nKetamine infusion helps some people. "
        "One of the options is a sympathetic nerve block.\n"
    )
    assert "ketamine-infusion subtypeOf sympathetic-nerve-block" not in found
