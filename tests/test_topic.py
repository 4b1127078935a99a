"""What a sentence is about that names it only by a pronoun, by half a name, or not at all."""

from __future__ import annotations

import pytest
from sayings import statements

from paingraph.loader.extraction import extract
from paingraph.loader.text_reader import read
from paingraph.ontology.library import load_library
from paingraph.ontology.namespaces import DocumentId

#: Texts that say something only together with what was said before.
CONTINUED = (
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
        "the doctors of a discipline are not those of the disciplines that they come from",
        "Pain medicine\n\nDoctors in this field come from several disciplines, most often anesthesiology. "
        "Their tools include nerve blocks.\n",
        "pain-medicine performs nerve-block",
    ),
    (
        "the usual cause is not what the next sentence is about",
        "Sciatica\n\nCauses\n\nThe usual cause is a herniated disc. It can also result from spinal stenosis.\n",
        "sciatica causedBy spinal-stenosis",
    ),
    (
        "a new paragraph is about its section",
        "Sciatica\n\nIn most people a herniated disc is found. A herniated disc is common.\n\n"
        "It may be caused by spondylolisthesis.\n",
        "sciatica causedBy spondylolisthesis",
    ),
    (
        "a wider name still speaks of what the heading names",
        "Celiac plexus block\n\nA nerve block is a short procedure. It relieves abdominal pain.\n",
        "celiac-plexus-block treats abdominal-pain",
    ),
    (
        "a section below a title of two procedures is about both",
        "Vertebroplasty and kyphoplasty\n\nVertebroplasty is older than kyphoplasty.\n\nSide effects\n\n- Infection\n",
        "infection causedBy kyphoplasty",
    ),
    (
        "what somebody injects is not what the next sentence is about",
        "Trigger point injection\n\nThe doctor injects lidocaine into the muscle. This relieves muscle spasm.\n",
        "trigger-point-injection treats muscle-spasm",
    ),
    (
        "a text without a title is about what its first sentence defines",
        "Gout is a disease of the joints. It flares at night.\n\nTreatment\n\nColchicine may be tried.\n",
        "colchicine treats gout",
    ),
    (
        "a general name stands for the procedure that the sentence opens with",
        "For spinal cord stimulation you need a small operation under x-ray control.\n",
        "spinal-cord-stimulation guidedBy x-ray-imaging",
    ),
    (
        "a general name stands for the procedure of the section",
        "Kyphoplasty\n\nA small operation is needed, with cement placed in the vertebra.\n",
        "kyphoplasty targets vertebra",
    ),
    (
        "a lead-in speaks of the procedure of its section",
        "Epidural steroid injection\n\nAims\n\nWith this injection we hope to:\n\n- Bring it down\n- Ease sciatica\n",
        "epidural-steroid-injection treats sciatica",
    ),
    (
        "the name of the site in a title is no topic",
        "Chronic migraine and Botox | Lakeside Joint Clinic\n\nBotulinum toxin injections are offered here.\n\n"
        "Side effects\n\n- Neck pain\n",
        "neck-pain causedBy botulinum-toxin-injection",
    ),
    (
        "a device stands for the procedure of the page that places it",
        "Intrathecal pump implantation\n\nBenefits of a pain pump\n\n- Less need for opioids\n",
        "intrathecal-pump-implantation alternativeTo opioid",
    ),
    (
        "so many times a year is every so many months",
        "Kyphoplasty\n\nIt may be repeated three to four times a year.\n",
        "kyphoplasty repeatInterval P3M/P4M",
    ),
    (
        "an item that begins with a verb tells what its procedure does",
        "Nerve block\n\nReasons\n\n- Avoids open surgery\n",
        "nerve-block alternativeTo open-surgery",
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
        "what is said of a general term holds for its examples",
        "Spinal injections such as facet joint injections are done under fluoroscopy.\n",
        "facet-joint-injection guidedBy fluoroscopy",
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
        "the branch that a heading asks about is that of the authors",
        "First visit to the pain clinic\n\nWhat is an interventional pain doctor?\n\nA physician. We treat sciatica.\n",
        "interventional-pain-medicine managesCondition sciatica",
    ),
    (
        "'the latter' is what was named last",
        "We offer vertebroplasty and kyphoplasty. The latter is done under fluoroscopy.\n",
        "kyphoplasty guidedBy fluoroscopy",
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
        "'this minimally invasive treatment' is that of the heading",
        "Kyphoplasty\n\nThis minimally invasive treatment relieves back pain.\n",
        "kyphoplasty treats back-pain",
    ),
    (
        "a device is that of the procedure which the title names by it",
        "Pain pump implantation\n\nOur staff is kind.\n\nBenefits of the pump\n\nA pain pump relieves cancer pain.\n",
        "intrathecal-pump-implantation treats cancer-pain",
    ),
    (
        "a question goes on about what the last one named",
        "Kyphoplasty or occipital nerve block?\n\nWhat is kyphoplasty?\n\nIt is done under a general anesthetic.\n\n"
        "Who is it for?\n\nIt helps people with a vertebral compression fracture.\n",
        "kyphoplasty treats vertebral-compression-fracture",
    ),
)


@pytest.mark.parametrize(("text", "claim"), [pytest.param(text, claim, id=name) for name, text, claim in CONTINUED])
def test_a_sentence_goes_on_about_what_was_named(text: str, claim: str) -> None:
    """What was said before carries on."""
    assert claim in statements(extract(read(text.encode(), DocumentId("note")), load_library()))


#: Texts with what would be read if something were said of the wrong thing.
MISTAKEN = (
    (
        "an operation is not the discipline of the doctors named behind it",
        "Nerve block\n\nSurgery is not needed. A nerve block may be suggested by your doctor.\n",
        "surgery performs nerve-block",
    ),
    (
        "a wider name of one of two procedures is not the other",
        "Celiac plexus block or kyphoplasty\n\nA nerve block is short. It relieves back pain.\n",
        "kyphoplasty treats back-pain",
    ),
    (
        "a sentence on what is wider than one of two procedures is not about the other",
        "Occipital nerve block or kyphoplasty\n\nNerve blocks are short. Lidocaine is injected into the scalp.\n",
        "kyphoplasty usesSubstance lidocaine",
    ),
    (
        "a general name in a comma is not a second subject",
        "With a nerve block, a minimally invasive procedure, a doctor injects lidocaine.\n",
        "minimally-invasive-procedure usesSubstance lidocaine",
    ),
    (
        "'one of these problems' before a list is none that was named before",
        "Spinal stenosis\n\nSpinal stenosis causes leg pain. One of these problems can cause back pain:\n\n"
        "- Gout\n- Sciatica\n",
        "back-pain causedBy spinal-stenosis",
    ),
    (
        "what stands behind a lead-in on conditions is no kind of the heading's procedure",
        "Nerve block\n\nConditions for which a nerve block is offered:\n\n- Sciatica\n- Knee replacement\n",
        "knee-replacement subtypeOf nerve-block",
    ),
)


@pytest.mark.parametrize(("text", "claim"), [pytest.param(text, claim, id=name) for name, text, claim in MISTAKEN])
def test_nothing_is_said_of_the_wrong_thing(text: str, claim: str) -> None:
    """Where the subject is another one, or none, the nearest name is not it."""
    assert claim not in statements(extract(read(text.encode(), DocumentId("note")), load_library()))
