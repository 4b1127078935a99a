"""What a sentence is about that does not name it."""

from __future__ import annotations

import pytest
from sayings import said

#: Texts that say something only together with what was said before.
CONTINUED = (
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
        "what may be there or not leaves no comma behind",
        "Occipital nerve block\n\nA little lidocaine, with or without a steroid, is placed beside the nerve.\n",
        "occipital-nerve-block usesSubstance lidocaine",
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
        "a clinic that does something is its specialty",
        "Pain Medicine\n\nThe clinic treats sciatica.\n",
        "pain-medicine managesCondition sciatica",
    ),
    (
        "both procedures are not one of them and its trial",
        "Kinds of neurostimulation\n\nSpinal cord stimulation is older. A spinal cord stimulation trial comes first. "
        "Dorsal root ganglion stimulation is newer. Both procedures are performed by neurosurgeons.\n",
        "neurosurgery performs spinal-cord-stimulation",
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
    assert claim in said(text)


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
        "'the procedures that they perform' are none that were named before",
        "Physiatrists rely on image-guided procedures. The procedures that they perform are:\n\n"
        "- Facet joint injection\n- Discography\n",
        "discography subtypeOf image-guided-procedure",
    ),
    (
        "how long a fellowship takes is no relief",
        "Nerve block\n\nThose who perform it complete a fellowship, which lasts one year.\n",
        "nerve-block reliefDuration P1Y",
    ),
    (
        "what a list's lead-in names exactly is not the wider thing of its heading",
        "Who should not have an injection\n\nDo not refer patients for a facet joint injection if they have:\n\n"
        "- an infection\n- a bleeding disorder\n",
        "injection contraindicatedBy bleeding-disorder",
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
    assert claim not in said(text)
