"""From a document to claims: what is said, what is not, how it is weighed, and in which order it comes."""

from __future__ import annotations

import cProfile

import pytest
from sayings import statements

from paingraph.loader.claims import Entity, Polarity, Status
from paingraph.loader.extraction import extract, read_claims
from paingraph.loader.text_reader import read
from paingraph.ontology.library import load_library
from paingraph.ontology.namespaces import DocumentId


def said(text: str) -> set[str]:
    """Return what a text says, as 'subject relation object'."""
    return statements(extract(read(text.encode(), DocumentId("note")), load_library()))


def test_what_stands_under_a_denying_heading_is_denied() -> None:
    """What practitioners do not do is said by the heading alone."""
    text = "Pain medicine\n\nWhat we do not do\n\n- Prescribe medical cannabis\n- Perform spinal fusion\n"
    claims = extract(read(text.encode(), DocumentId("note")), load_library())
    performed = [claim for claim in claims if claim.predicate == "performs"]
    assert performed
    assert {claim.polarity for claim in performed} == {Polarity.NEGATED}


#: Texts that say nothing of their own.
SILENT = (
    "Share this\n\n5 Comments\n\nThe nerve block cured my sciatica!\n",
    "Watch how nerve blocks relieve sciatica in the video below.\n",
    "Some years later a nerve block and sciatica met in one sentence.\n",
    "Kyphoplasty\n\nOther choices\n\nTablets with a corticosteroid are used for inflammation.\n",
    "Celiac plexus block\n\nThe celiac plexus surrounds the celiac artery.\n",
    "Piriformis injection\n\nThe piriformis, deep in the buttock, lies over the sciatic nerve.\n",
    "Kyphoplasty\n\nBefore you go home\n\nTake tablets with paracetamol.\n",
    "Kyphoplasty\n\nThe operation lasts 30 minutes.\n",
    "A nurse finds out whether the neck pain comes from arthritis.\n",
    "If the block relieves your neck pain, you may go home.\n",
    "Pain\n\nHow do kyphoplasty and the occipital nerve block differ?\n\nMuch.\n\nWhat are the risks?\n\nBruises.\n",
)


@pytest.mark.parametrize("text", SILENT)
def test_what_the_text_does_not_say_is_no_claim(text: str) -> None:
    """Precision comes first."""
    assert said(text) == set()


def test_a_lead_in_with_a_matter_of_its_own_names_no_kinds_of_what_the_heading_names() -> None:
    """What is listed there is no kind of it."""
    said_of = "Back pain\n\nIn these cases somebody has to act without delay:\n\n- Fever\n- Leg weakness\n"
    assert "fever subtypeOf back-pain" not in said(said_of)


def test_what_has_a_qualifier_is_enumerated_too() -> None:
    """'Advanced' is no verb before what somebody has."""
    text = "Kyphoplasty\n\nIt is used for osteoporosis, advanced arthritis and sciatica.\n"
    assert {"kyphoplasty treats arthritis", "kyphoplasty treats sciatica"} <= said(text)


@pytest.mark.parametrize("connector", ["(e.g., gout, sciatica)", "(eg gout, sciatica)", "e.g. gout and sciatica"])
def test_examples_are_named_by_abbreviations_too(connector: str) -> None:
    """As British and American pages write them."""
    assert {"gout subtypeOf pain-condition", "sciatica subtypeOf pain-condition"} <= said(
        f"Pain conditions {connector} are common.\n"
    )


@pytest.mark.parametrize("connector", [", including:", ", among them:", ", such as:", ":"])
def test_a_lead_in_may_name_its_list_by_a_general_noun(connector: str) -> None:
    """What is said of conditions holds for those that follow."""
    text = f"Rheumatologists treat many conditions{connector}\n\n- Gout\n- Sciatica\n"
    assert {"rheumatology managesCondition gout", "rheumatology managesCondition sciatica"} <= said(text)


def test_an_examination_treats_nothing() -> None:
    """It is done for a condition that it looks for."""
    text = "Sciatica\n\nA physical examination is used for sciatica. Physical therapy is used for sciatica.\n"
    found = said(text)
    assert "physical-therapy treats sciatica" in found
    assert "physical-examination treats sciatica" not in found


def test_this_belongs_to_the_phrase_that_it_opens() -> None:
    """'In this way in conditions like X' speaks of no condition that was named before."""
    text = "Neuralgia\n\nPain eases in this way in conditions like sciatica.\n"
    assert not any("subtypeOf" in claim for claim in said(text))


def test_a_label_that_grades_stands_for_its_heading() -> None:
    """'Common: soreness' tells under 'Risks' what follows, also behind how often."""
    text = "Kyphoplasty\n\nWhat are the risks?\n\nRare (fewer than 1 in 500): nausea; fever\n"
    assert {"nausea causedBy kyphoplasty", "fever causedBy kyphoplasty"} <= said(text)


def test_what_the_reader_is_asked_to_tell_is_not_what_the_heading_is_about() -> None:
    """Under 'Risks' it is none of them."""
    text = "Kyphoplasty\n\nRisks\n\nIt is safe. Please tell us if:\n\n- you have a fever\n- you have gout\n"
    assert not any("causedBy" in claim for claim in said(text))


def test_bullets_within_a_line_part_what_is_enumerated() -> None:
    """Also above the first paragraph."""
    text = "Rheumatology\n\nRheumatologists treat: • Gout • Sciatica • Neck pain\n\nThey are kind to everybody.\n"
    assert {"rheumatology managesCondition gout", "rheumatology managesCondition neck-pain"} <= said(text)


def test_your_doctor_is_no_surgeon_because_surgery_was_named() -> None:
    """What is done names nobody who does it."""
    text = "Kyphoplasty\n\nSurgery is rare. Kyphoplasty is recommended by your doctor.\n"
    assert "surgery performs kyphoplasty" not in said(text)


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


def test_a_document_without_a_title_is_about_what_its_first_sentence_begins_with() -> None:
    """'Kyphoplasty is …' tells what 'the procedure' is."""
    text = "Kyphoplasty is short.\n\nOur staff is kind.\n\nThis procedure relieves back pain.\n"
    assert "kyphoplasty treats back-pain" in said(text)


def test_the_causes_of_a_pain_are_not_what_the_question_above_asks_for() -> None:
    """A lead-in may turn to what the pain comes from."""
    asked = "Celiac plexus block\n\nWhat is this procedure for?\n\n"
    block = "celiac-plexus-block treats chronic-pancreatitis"
    assert block in said(f"{asked}- Chronic pancreatitis\n- Pancreatic cancer\n")
    assert block not in said(f"{asked}Pain in the belly, caused by\n\n- Chronic pancreatitis\n- Pancreatic cancer\n")


def test_what_is_denied_of_a_treatment_is_no_denied_cause() -> None:
    """A denial holds for the verb, not for the name that follows it."""
    text = (
        "Vertebroplasty does not relieve pain from arthritis. "
        "It does not relieve myofascial pain, which responds better to physical therapy."
    )
    claims = extract(read(text.encode(), DocumentId("note")), load_library())
    found = {(claim.subject.id, claim.predicate): claim.polarity for claim in claims}
    assert found["pain", "causedBy"] is Polarity.ASSERTED
    assert found["physical-therapy", "treats"] is Polarity.ASSERTED


def test_what_the_sentence_names_comes_before_what_the_passage_is_about() -> None:
    """The sentence says whose contraindication it is."""
    text = "Psychological evaluation\n\nUntreated infection is a contraindication to kyphoplasty.\n"
    assert said(text) == {"kyphoplasty contraindicatedBy infection"}


def test_a_semicolon_before_a_clause_ends_an_enumeration() -> None:
    """What is preferred is not forbidden."""
    text = "Methylprednisolone must not be used for cervical epidural injections; dexamethasone is preferred.\n"
    claims = extract(read(text.encode(), DocumentId("note")), load_library())
    assert all(claim.quote is None or "dexamethasone" not in claim.quote for claim in claims)


def test_of_a_procedure_and_a_condition_one_thing_is_said() -> None:
    """What forbids a procedure is neither a risk of it nor a denied use."""
    text = "Kyphoplasty\n\nRisks\n\nThe procedure is not performed in the presence of:\n\n- infection\n- pregnancy\n"
    assert {line for line in said(text) if "infection" in line} == {"kyphoplasty contraindicatedBy infection"}


def test_claims_come_in_order_and_stand_where_they_say() -> None:
    """By position; the quote is what stands there."""
    text = "Nerve blocks relieve sciatica.\n\nFacet joint injections relieve neck pain.\n"
    claims = extract(read(text.encode(), DocumentId("note")), load_library())
    assert [claim.span for claim in claims] == sorted(claim.span for claim in claims)
    assert all(claim.quote == text[claim.span.start : claim.span.end] for claim in claims)


def test_the_evidence_of_what_a_heading_says_with_a_sentence_is_its_clause() -> None:
    """A verb and its object alone would tell a reader little."""
    text = "Kyphoplasty\n\nDone under local anesthesia, it can quickly relieve back pain; most people go home soon.\n"
    (quote,) = {
        claim.quote
        for claim in extract(read(text.encode(), DocumentId("note")), load_library())
        if claim.predicate == "treats"
    }
    assert quote in text
    assert quote is not None
    assert len(quote.split()) > 4


def test_what_the_vocabulary_lacks_waits_for_a_curator() -> None:
    """The claim is a candidate."""
    (claim,) = extract(read(b"Nerve blocks relieve ischemic leg pain.", DocumentId("note")), load_library())
    assert (claim.object, claim.status) == (
        Entity("ischemic-leg-pain", "ischemic leg pain", "Condition"),
        Status.CANDIDATE,
    )  # type: ignore[arg-type]


def test_entities_are_all_that_is_named() -> None:
    """Also those that no claim speaks of."""
    found = read_claims(read(b"Fluoroscopy, sciatica, and a nerve root.", DocumentId("note")), load_library()).entities
    assert {entity.id for entity in found} == {"fluoroscopy", "sciatica", "nerve-root"}


def test_reading_takes_work_in_proportion_to_length() -> None:
    """Ten times the text takes about ten times as many calls, which no other work on the machine disturbs."""
    page = (
        "Nerve blocks and facet joint injections relieve sciatica, neck pain and chronic low back pain in many people. "
        * 20
    )
    library = load_library()
    extract(read(page.encode(), DocumentId("warm")), library)

    def calls(times: int) -> int:
        document = read((page + "\n\n").encode() * times, DocumentId("note"))
        profile = cProfile.Profile()
        profile.runcall(extract, document, library)
        return sum(entry.callcount for entry in profile.getstats())

    assert calls(20) < 12 * calls(2)


def test_how_long_a_device_lasts_is_no_relief() -> None:
    """What lasts is what the sentence names, and not what its section is about."""
    battery = "Intrathecal drug delivery\n\nThe pump lasts about seven years.\n"
    assert not any("reliefDuration" in claim for claim in said(battery))


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


def test_what_is_given_as_an_example_is_written_in_several_ways() -> None:
    """'E.g.', 'eg' and 'for instance' are 'such as'."""
    for words in ("(e.g., gout)", "(eg gout)", ", for instance gout,"):
        assert "gout subtypeOf inflammatory-disease" in said(f"Inflammatory diseases {words} run in families.\n")
    assert said("For instance gout and an inflammatory disease run in families.\n") == set()


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


def test_a_structure_is_part_of_where_its_kind_is_said_to_be() -> None:
    """'Facet joints are joints found in the spine' tells where facet joints are, not where joints are."""
    assert "facet-joint partOf spine" in said("Facet joints are small joints found in the spine.\n")
    assert "joint partOf spine" not in said("Facet joints are small joints found in the spine.\n")


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
