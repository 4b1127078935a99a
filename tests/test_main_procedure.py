"""Which procedure a section or a document is about."""

from __future__ import annotations

from sayings import said


def test_how_another_procedure_is_done_is_not_said_of_the_heading() -> None:
    """A sentence that names it speaks of it, or of both."""
    text = "Kyphoplasty\n\nKyphoplasty takes an hour. Ours was preceded by a stellate ganglion block with lidocaine.\n"
    assert "kyphoplasty usesSubstance lidocaine" not in said(text)


def test_a_section_of_a_numbered_chapter_is_about_its_own_procedure() -> None:
    """Also where no word stands between the headings of chapter, section and part."""
    text = (
        "9 BLOCKS OF THE SYMPATHETIC CHAIN\n\n9.1 Stellate ganglion block\n\n9.1.1 Technique\n\n"
        "Five millilitres of 0.25 % bupivacaine suffice.\n\n9.2 Lumbar sympathetic block\n\nIt needs fluoroscopy.\n"
    )
    assert "stellate-ganglion-block usesSubstance bupivacaine" in said(text)


def test_the_ablation_of_another_structure_is_not_that_of_the_heading() -> None:
    """A name of its own stays what it is."""
    text = "Basivertebral nerve ablation\n\nRadiofrequency ablation of the medial branches is older.\n"
    assert "radiofrequency-ablation targets medial-branch-nerve" in said(text)


def test_a_technique_is_that_of_the_procedure_named_last_where_no_heading_names_one() -> None:
    """But not if the sentence before names two."""
    text = "Neck pain\n\nPeople ask us for a selective nerve root block{}. The needle is seen under fluoroscopy.\n"
    claim = "selective-nerve-root-block guidedBy fluoroscopy"
    assert claim in said(text.format(""))
    assert claim not in said(text.format(" and for a stellate ganglion block"))


def test_a_section_opens_with_what_its_injection_is() -> None:
    """'An injection of steroid' is that of the heading."""
    text = "Sacroiliac joint injection\n\nA shot of steroid into the joint between sacrum and hip, under fluoroscopy.\n"
    assert "sacroiliac-joint-injection guidedBy fluoroscopy" in said(text)


def test_a_heading_takes_up_the_procedure_of_the_title() -> None:
    """'The block' is the block of the title."""
    text = (
        "Occipital nerve block\n\nIt helps.\n\nWho should not have these nerve blocks?\n\n"
        "People with an infection of the scalp.\n"
    )
    assert "occipital-nerve-block contraindicatedBy scalp-infection" in said(text)


def test_a_document_without_a_title_is_about_what_its_first_sentence_begins_with() -> None:
    """'Kyphoplasty is …' tells what 'the procedure' is."""
    text = "Kyphoplasty is short.\n\nOur staff is kind.\n\nThis procedure relieves back pain.\n"
    assert "kyphoplasty treats back-pain" in said(text)
