"""What is said of disorders: their causes, their symptoms, and what they are no kinds of."""

from __future__ import annotations

from sayings import said


def test_symptoms_are_no_kinds_of_what_has_them() -> None:
    """Under a heading that names a condition and its symptoms."""
    text = "Gout symptoms\n\nSigns and symptoms of gout include:\n\n- Stiffness\n- Swelling\n"
    assert not any("subtypeOf" in claim for claim in said(text))


def test_it_at_the_beginning_of_a_paragraph_is_what_the_heading_names() -> None:
    """Not what the paragraph before spoke of last."""
    text = "Causes of sciatica\n\nSpinal stenosis narrows the canal.\n\nIt may be caused by a tumor.\n"
    found = said(text)
    assert "sciatica causedBy tumor" in found
    assert "spinal-stenosis causedBy tumor" not in found


def test_of_what_a_lead_in_calls_causes_the_heading_names_no_kind() -> None:
    """Nor does a lead-in that asks for causes itself; one that asks for kinds does."""
    text = "Headache\n\nHeadache {}:\n\n- Occipital neuralgia\n- Whiplash injury\n"
    kind = "occipital-neuralgia subtypeOf headache"
    assert kind not in said(text.format("is often caused by"))
    assert kind not in said("Common causes of headache are:\n\n- Occipital neuralgia\n- Whiplash injury\n")
    assert kind in said("Headache\n\n- Occipital neuralgia\n- Cluster headache\n")
    assert not any("subtypeOf" in claim for claim in said("Complaints that go with neck pain are headaches.\n"))


def test_causes_are_enumerated_with_words_between() -> None:
    """How often each is the cause does not part them, nor that one is a state of tissue."""
    text = "Sciatica is due to a disc herniation, scar tissue or, less often, spinal stenosis.\n"
    causes = ("intervertebral-disc-herniation", "scar-tissue", "spinal-stenosis")
    assert {f"sciatica causedBy {cause}" for cause in causes} <= said(text)


def test_a_pain_from_a_structure_is_caused_by_it() -> None:
    """A pain in it is only where it is felt."""
    assert "facet-joint-syndrome causedBy facet-joint" in said("Pain arising from the facet joints is dull.\n")
    assert said("Pain in the facet joints is dull.\n") == set()


def test_what_people_feel_is_of_the_disorder_of_the_heading() -> None:
    """Not of the symptom that was told before, and not where a procedure is the heading."""
    text = "Fibromyalgia\n\nTiredness is common in it. They may also have headaches.\n"
    assert "fibromyalgia associatedWith headache" in said(text)
    assert said("Kyphoplasty\n\nIt treats a compression fracture. They may also have headaches.\n").isdisjoint(
        {"compression-fracture associatedWith headache", "vertebral-compression-fracture associatedWith headache"}
    )


def test_below_a_question_for_causes_it_is_what_they_cause() -> None:
    """Whichever cause was told last."""
    text = "Sciatica\n\nIt hurts.\n\nWhat causes sciatica?\n\nOften it is spinal stenosis. It can be due to gout.\n"
    assert "sciatica causedBy gout" in said(text)
    assert "spinal-stenosis causedBy gout" not in said(text)


def test_these_conditions_before_a_list_are_those_of_the_list() -> None:
    """The condition named before is not the cause of them."""
    text = "Spinal stenosis causes leg pain. One of these conditions is behind it:\n\n- Bone spur\n- Gout\n"
    assert not any(claim.endswith("causedBy spinal-stenosis") for claim in said(text) if "leg-pain" not in claim)


def test_it_behind_a_verb_is_not_the_subject_of_the_verb() -> None:
    """What causes it is something else than it."""
    text = "Trigeminal neuralgia\n\nTrigeminal neuralgia hurts. Multiple sclerosis or gout can cause it.\n"
    assert "multiple-sclerosis causedBy gout" not in said(text)
    assert "trigeminal-neuralgia causedBy multiple-sclerosis" in said(text)


def test_causes_told_one_after_another_are_those_of_the_heading() -> None:
    """Not of what the sentence before was about."""
    text = "Sciatica\n\nIt hurts.\n\nWhat causes sciatica?\n\nNeck pain is no cause. Other causes include gout.\n"
    assert "sciatica causedBy gout" in said(text)
    assert "neck-pain causedBy gout" not in said(text)


def test_what_is_enumerated_behind_the_term_of_an_item_is_listed_too() -> None:
    """If they are kinds of the term, or the term names nothing; what is said of a term is not listed."""
    text = "Neuropathy\n\nIt hurts.\n\nCauses of neuropathy\n\n- Infections: shingles, HIV\n- Others: gout, diabetes\n"
    assert {"neuropathy causedBy herpes-zoster", "neuropathy causedBy gout"} <= said(text)
    told = "Causes of headache\n\n- Whiplash injury: neck pain, stiffness\n- Gout\n"
    assert "headache causedBy neck-pain" not in said(told)


def test_it_behind_treat_is_the_disorder_of_the_heading() -> None:
    """Not what was said to set it off; and what a lead-in says that a pain stems from is no kind of it."""
    text = "Migraine\n\nMigraine hurts. Triggers include insomnia. Triptans are used to treat it.\n"
    assert "triptan treats insomnia" not in said(text)
    stems = "Knee pain\n\nMost knee pain stems from one of the following:\n\n- Bursitis\n- Gout\n"
    assert "knee-pain causedBy gout" in said(stems)
    assert "gout subtypeOf knee-pain" not in said(stems)


def test_a_sentence_that_announces_causes_says_of_what_the_next_one_tells_them() -> None:
    """Whatever the document opens with."""
    text = "Back pain\n\nIt hurts.\n\nThere are many reasons for neck pain. Gout may be to blame.\n"
    assert "neck-pain causedBy gout" in said(text)
    assert "back-pain causedBy gout" not in said(text)


def test_the_causes_of_a_pain_are_not_what_the_question_above_asks_for() -> None:
    """A lead-in may turn to what the pain comes from."""
    asked = "Celiac plexus block\n\nWhat is this procedure for?\n\n"
    block = "celiac-plexus-block treats chronic-pancreatitis"
    assert block in said(f"{asked}- Chronic pancreatitis\n- Pancreatic cancer\n")
    assert block not in said(f"{asked}Pain in the belly, caused by\n\n- Chronic pancreatitis\n- Pancreatic cancer\n")
