"""From a document to claims: headings, lists and pronouns speak together."""

from __future__ import annotations

import cProfile

import pytest

from paingraph.loader.claims import Entity, Polarity, Status
from paingraph.loader.extraction import extract, read_claims
from paingraph.loader.text_reader import read
from paingraph.ontology.library import load_library
from paingraph.ontology.namespaces import DocumentId


def said(text: str) -> set[str]:
    """Return what a text says, as 'subject relation object'."""
    claims = extract(read(text.encode(), DocumentId("note")), load_library())
    return {
        f"{c.subject.id} {c.predicate} {c.object.id if isinstance(c.object, Entity) else c.object.value}"
        for c in claims
    }


#: Texts that say something only together with what stands around it.
TOGETHER = (
    (
        "a heading is the subject of what follows",
        "Stellate ganglion block\n\nA local anesthetic is injected near the stellate ganglion under ultrasound.\n",
        "stellate-ganglion-block guidedBy ultrasound-imaging",
    ),
    (
        "a pronoun stands for the subject before",
        "Facet joint injections are short. They can relieve neck pain.\n",
        "facet-joint-injection treats neck-pain",
    ),
    (
        "an answer without a verb goes with its question",
        "Radiofrequency ablation\n\nHow long does it last?\n\nUsually nine to twelve months.\n",
        "radiofrequency-ablation reliefDuration P9M/P12M",
    ),
    (
        "a label within a paragraph is read as a heading",
        "Kyphoplasty\n\nKyphoplasty takes an hour.\n\nAlternatives: bed rest, vertebroplasty.\n",
        "vertebroplasty alternativeTo kyphoplasty",
    ),
    (
        "an entry of a glossary says what its term is",
        "Bupivacaine: a long-acting local anesthetic that is used in the block of a nerve.\n",
        "bupivacaine subtypeOf local-anesthetic",
    ),
    (
        "a number before a heading is no part of it",
        "Back pain\n\n2. Sciatica\n\n- Epidural steroid injections\n- Physical therapy\n\n"
        "3. Bursitis\n\n- Rest\n- Yoga\n",
        "physical-therapy treats sciatica",
    ),
    (
        "an item that begins with a verb says what its term does",
        "Who helps\n\n- Physiatrist – looks after spasticity, and gives botulinum toxin injections.\n",
        "physical-medicine-and-rehabilitation performs botulinum-toxin-injection",
    ),
    (
        "an item that begins with a verb goes with the one thing of its lead-in",
        "What heat can do\n\nRadiofrequency ablation:\n\n- heats the medial branches to relieve facet joint pain\n",
        "radiofrequency-ablation treats facet-joint-syndrome",
    ),
    (
        "a label goes on in the words behind its colon",
        "Sacroiliac joint injection\n\nThe injection takes ten minutes.\n\nCan be repeated: every three months\n",
        "sacroiliac-joint-injection repeatInterval P3M",
    ),
    (
        "a list under a heading that only says where goes with the heading above it",
        "Pain medicine at Alder\n\nWe see people of all ages in our rooms by the river.\n\nWHAT WE TREAT\n\n"
        "Joints\n\n- Knee osteoarthritis\n- Frozen shoulder\n\nSPINE AND LIMBS\n\nYou may ask us.\n",
        "pain-medicine managesCondition knee-osteoarthritis",
    ),
    (
        "the first heading of a text is read though nothing stands between it and the title",
        "NECK PAIN FROM BONES AND NERVES\n\nCervical radiculopathy\n\nFirst choice: physical therapy.\n",
        "physical-therapy treats cervical-radiculopathy",
    ),
    (
        "a heading that only grades goes with the one above it",
        "Celiac plexus block: what can go wrong\n\nNo procedure is free of risk, and this one is no exception.\n\n"
        "Very rare, but serious\n\n- Paralysis of the legs\n- Collapsed lung\n",
        "pneumothorax causedBy celiac-plexus-block",
    ),
    (
        "the doctors of a discipline are not those of the disciplines that they come from",
        "Pain medicine\n\nDoctors in this field come from several disciplines, most often anesthesiology. "
        "Their tools include nerve blocks.\n",
        "pain-medicine performs nerve-block",
    ),
    (
        "those who write a document say whose discipline its title means",
        "Northgate Pain Center\n\nNorthgate is a practice of interventional pain physicians in the north.\n\n"
        "Conditions\n\n- Sciatica\n- Neck pain\n",
        "interventional-pain-medicine managesCondition sciatica",
    ),
    (
        "a fronted clause is not what the next sentence is about",
        "If medial branch blocks have helped, radiofrequency ablation is next. It relieves neck pain.\n",
        "radiofrequency-ablation treats neck-pain",
    ),
    (
        "what is put somewhere is not what the next sentence is about",
        "Celiac plexus block\n\nA local anesthetic is placed at the plexus. It eases abdominal pain.\n",
        "celiac-plexus-block treats abdominal-pain",
    ),
    (
        "a drug is for the kind of the heading's condition that was named last",
        "Headache\n\nMigraine runs in families.\n\nRelaxation training is effective as well.\n",
        "relaxation-therapy treats migraine",
    ),
    (
        "a structure in the heading's procedure is what 'the joint' is",
        "Sacroiliac joint injection\n\nThe injection shows whether the joint is the source.\n",
        "sacroiliac-joint-injection diagnoses sacroiliac-joint",
    ),
    (
        "'these injections' are those of the heading",
        "Epidural steroid injections\n\nThe goal of these injections is to reduce inflammation.\n",
        "epidural-steroid-injection treats inflammation",
    ),
    (
        "'your doctor' is of the discipline of the page",
        "What Is Physiatry?\n\nPhysiatry is about function. Your doctor may order electromyography first.\n",
        "physical-medicine-and-rehabilitation performs electromyography",
    ),
    (
        "a term in a list is the subject of its description",
        "What is done\n\n- Kyphoplasty: a balloon is placed inside the vertebral body\n- Rest: some days\n",
        "kyphoplasty targets vertebral-body",
    ),
    (
        "what is said of a general term holds for its examples",
        "Spinal injections such as facet joint injections are done under fluoroscopy.\n",
        "facet-joint-injection guidedBy fluoroscopy",
    ),
    (
        "'these' after a list are its items",
        "Some pains come up in every clinic:\n\n- Sciatica\n- Neck pain\n\n"
        "These are conditions that physiatrists treat.\n",
        "physical-medicine-and-rehabilitation managesCondition neck-pain",
    ),
    (
        "fellows learn the discipline of the title, whoever was named last",
        "Pain medicine fellowship\n\nFellows meet oncologists. Each fellow performs nerve blocks.\n",
        "pain-medicine performs nerve-block",
    ),
    (
        "the text turns to those to whom others refer",
        "Help\n\nYour family doctor may refer you to a rheumatologist. These physicians treat osteoarthritis.\n",
        "rheumatology managesCondition osteoarthritis",
    ),
    (
        "some of them are still those of whom the section speaks",
        "Psychologists\n\nPsychologists listen. Some also teach biofeedback.\n",
        "psychology performs biofeedback",
    ),
    (
        "they who diagnose are practitioners, whatever was named before",
        "Neurologists\n\nNeurologists see many people. Electromyography takes an hour. They diagnose sciatica.\n",
        "neurology managesCondition sciatica",
    ),
    (
        "'to us' is to the discipline of those who write",
        "Interventional pain medicine\n\nNeurologists refer patients to us.\n",
        "interventional-pain-medicine receivesReferralsFrom neurology",
    ),
    (
        "services listed on the page of a discipline are its own",
        "Pain medicine\n\nServices\n\n- Nerve blocks\n- Discography\n",
        "pain-medicine performs nerve-block",
    ),
    (
        "a pronoun behind a verb is of the kind that the verb demands",
        "Trigger point injections\n\nSome muscles stay tight. Physiatrists offer them in the clinic.\n",
        "physical-medicine-and-rehabilitation performs trigger-point-injection",
    ),
    (
        "so is one before it",
        "Facet joint injection\n\nNeck pain is common. It is performed under ultrasound.\n",
        "facet-joint-injection guidedBy ultrasound-imaging",
    ),
    (
        "'the program' is the one whose name ends so",
        "Our pain management program takes place on Mondays. Psychologists run the programme.\n\n"
        "Rheumatologists treat gout. The programme helps patients with chronic pain.\n",
        "pain-management-program treats chronic-pain",
    ),
    (
        "the last word of the heading's procedure names it",
        "Celiac plexus block and neurolysis\n\nNeurolysis is guided by ultrasound.\n",
        "celiac-plexus-neurolysis guidedBy ultrasound-imaging",
    ),
    (
        "'we' are those whose page it is",
        "Pain Medicine\n\nPhysiotherapists sit next door. We treat sciatica.\n",
        "pain-medicine managesCondition sciatica",
    ),
    (
        "those for whom a page is written are not its authors",
        "Referring to the Pain Clinic: a guide for GPs\n\nThe clinic treats sciatica.\n",
        "pain-medicine managesCondition sciatica",
    ),
    (
        "without a heading's procedure a text is about that with which a sentence opens",
        "News of the week\n\nKyphoplasty is new here. Bone cement is injected under fluoroscopy.\n",
        "kyphoplasty guidedBy fluoroscopy",
    ),
    (
        "'all of them' are those that the sentence before names",
        "Facet joint injections come first, medial branch blocks come later. All of them need fluoroscopy.\n",
        "medial-branch-block guidedBy fluoroscopy",
    ),
    (
        "'the former' is the first of two",
        "Discography and kyphoplasty are done here. The former is done under fluoroscopy.\n",
        "discography guidedBy fluoroscopy",
    ),
    (
        "what stands between two commas is not what the verb is said of",
        "Kyphoplasty, a variant of vertebroplasty, is used for compression fractures.\n",
        "kyphoplasty treats vertebral-compression-fracture",
    ),
    (
        "a title in small letters is one",
        "NORTH HOSPITALS\nOutpatients\n\nSteroid injection of the hip\nFor patients\n\nIs it for me?\n\n"
        "It is used for arthritis, and people who have had it here in the last year were glad that they came to us.\n",
        "hip-injection treats arthritis",
    ),
    (
        "a device is put in by a procedure, of which it is said what the device is for",
        "Help with pain\n\nAn intrathecal pump is used for cancer pain.\n",
        "intrathecal-drug-delivery treats cancer-pain",
    ),
    (
        "what a named procedure does is no procedure of its own",
        "A medial branch block numbs the nerves around a joint. It is used for neck pain.\n",
        "medial-branch-block treats neck-pain",
    ),
    (
        "what is said behind 'in which' is said of what is defined",
        "Cryoneurolysis, also called freezing, is a minimally invasive procedure in which lidocaine is injected.\n",
        "cryoneurolysis usesSubstance lidocaine",
    ),
    (
        "'these' are what people deal with",
        "Psychologists\n\nPsychologists teach biofeedback and relaxation. These help people with fibromyalgia.\n",
        "relaxation-therapy treats fibromyalgia",
    ),
    (
        "what may be there or not leaves no comma behind",
        "Occipital nerve block\n\nA little lidocaine, with or without a steroid, is placed beside the nerve.\n",
        "occipital-nerve-block usesSubstance lidocaine",
    ),
    (
        "'the nerve' is the one that was named most exactly",
        "The occipital nerves\n\nThe greater occipital nerve is thick. Nerve blocks are put beside the nerve.\n",
        "nerve-block targets greater-occipital-nerve",
    ),
    (
        "the verb behind a block of something is no part of its name",
        "The block of the greater occipital nerve is used for cluster headache.\n",
        "occipital-nerve-block treats cluster-headache",
    ),
    (
        "an answer may name more than one thing",
        "Trigger point injection\n\nWhat is in the syringe?\n\nUsually lidocaine, often with dexamethasone.\n",
        "trigger-point-injection usesSubstance lidocaine",
    ),
    (
        "'it' is what people deal with, not they",
        "Our pain clinic sees many people. Physiatrists offer radiofrequency ablation. It relieves neck pain.\n",
        "radiofrequency-ablation treats neck-pain",
    ),
    (
        "a clause behind the main one is not what the next sentence is about",
        "Kyphoplasty\n\nYou may be offered it when vertebroplasty has failed. It relieves bone pain.\n",
        "kyphoplasty treats bone-pain",
    ),
    (
        "what is defined as a kind of thing is what is said of that",
        "What is an epidural steroid injection?\n\nIt is an injection of corticosteroid into the epidural space.\n",
        "epidural-steroid-injection targets epidural-space",
    ),
    (
        "two verbs share a subject, and the object of the first is none",
        "An occipital nerve block puts lidocaine around a nerve and is used for cluster headache.\n",
        "occipital-nerve-block treats cluster-headache",
    ),
    (
        "what is done to a structure is a procedure",
        "The stellate ganglion lies in front of the neck. Its blockade relieves phantom limb pain.\n",
        "stellate-ganglion-block treats phantom-limb-pain",
    ),
    (
        "so is a block of it",
        "The celiac plexus is a network of nerves. Block of this plexus relieves pancreatic cancer pain.\n",
        "celiac-plexus-block targets celiac-plexus",
    ),
    (
        "a name in parentheses stands for the description before it",
        "Kyphoplasty\n\nRisks\n\n- bleeding in the spinal canal (spinal epidural hematoma)\n- infection\n",
        "spinal-epidural-hematoma causedBy kyphoplasty",
    ),
    (
        "paragraphs that open with names are a list",
        "Low back pain\n\nWhat the pain clinic can offer\n\nEpidural injection. It is used for sciatica.\n\n"
        "Radiofrequency denervation. It is used for facet joint pain.\n",
        "pain-medicine performs radiofrequency-ablation",
    ),
    (
        "the branch that a heading asks about is that of the authors",
        "First visit to the pain clinic\n\nWhat is an interventional pain doctor?\n\nA physician. We treat sciatica.\n",
        "interventional-pain-medicine managesCondition sciatica",
    ),
    (
        "a table may compare what the heads of its columns name",
        "Which doctor is which, and what each of them has learned before you meet them in this house of ours.\n\n"
        "What | Rheumatologist | Neurologist\nTraining | fellowship | residency\n",
        "rheumatology requiresCredential fellowship",
    ),
    (
        "the number of a row is no name",
        "What is used for what in our house, and how we see the needle while it is on its way to the nerve.\n\n"
        "No. | Block | Used for\n1 | Occipital nerve block | occipital neuralgia\n",
        "occipital-nerve-block treats occipital-neuralgia",
    ),
    (
        "what stands between commas does not part a verb from its object",
        "Pain medicine fellows learn to:\n\n- carry out, under fluoroscopy, medial branch blocks\n- listen\n",
        "medial-branch-block guidedBy fluoroscopy",
    ),
    (
        "'the latter' is what was named last",
        "We offer vertebroplasty and kyphoplasty. The latter is done under fluoroscopy.\n",
        "kyphoplasty guidedBy fluoroscopy",
    ),
    (
        "names alone speak with their heading",
        "Our team\n\nPsychologists\n\nBiofeedback and cognitive behavioral therapy.\n\nPhysiatrists\n\nExercise.\n",
        "psychology performs biofeedback",
    ),
    (
        "'neither block' is said of two",
        "Stellate ganglion block and celiac plexus block differ. Neither block should be used for neck pain.\n",
        "celiac-plexus-block treats neck-pain",
    ),
    (
        "a clinic that does something is its specialty",
        "Pain Medicine\n\nThe clinic treats sciatica.\n",
        "pain-medicine managesCondition sciatica",
    ),
    (
        "a question goes on about what the last one named",
        "Kyphoplasty or occipital nerve block?\n\nWhat is kyphoplasty?\n\nIt is done under a general anesthetic.\n\n"
        "Who is it for?\n\nIt helps people with a vertebral compression fracture.\n",
        "kyphoplasty treats vertebral-compression-fracture",
    ),
    (
        "several procedures of a title are the one of which they are kinds",
        "Vertebroplasty and Kyphoplasty\n\nVertebral augmentation is the name for both of them.\n\n"
        "Risks\n\n- infection\n- nerve injury\n",
        "infection causedBy vertebral-augmentation",
    ),
    (
        "a table says it by the head of its column",
        "What is used for what in our house, and how we see the needle while it is on its way to the nerve.\n\n"
        "Block | Used for\nOccipital nerve block | occipital neuralgia\n",
        "occipital-nerve-block treats occipital-neuralgia",
    ),
)


def test_what_stands_under_a_denying_heading_is_denied() -> None:
    """What practitioners do not do is said by the heading alone."""
    text = "Pain medicine\n\nWhat we do not do\n\n- Prescribe medical cannabis\n- Perform spinal fusion\n"
    claims = extract(read(text.encode(), DocumentId("note")), load_library())
    performed = [claim for claim in claims if claim.predicate == "performs"]
    assert performed
    assert {claim.polarity for claim in performed} == {Polarity.NEGATED}


@pytest.mark.parametrize(("text", "claim"), [pytest.param(text, claim, id=name) for name, text, claim in TOGETHER])
def test_parts_speak_together(text: str, claim: str) -> None:
    """Structure carries meaning."""
    assert claim in said(text)


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
