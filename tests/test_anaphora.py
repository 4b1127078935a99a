"""What pronouns, general nouns and shorter names stand for."""

from __future__ import annotations

import pytest
from sayings import said, said_below, statements

from paingraph.loader.extraction import extract
from paingraph.loader.markdown_reader import read as read_markdown
from paingraph.ontology.library import load_library
from paingraph.ontology.namespaces import DocumentId

#: Texts of which the last statement takes a name from before, what is said there, and why.
TAKEN_UP = (
    (
        "a pronoun stands for the subject before",
        "Facet joint injections are short. They can relieve neck pain.\n",
        "facet-joint-injection treats neck-pain",
    ),
    (
        "the same nerve is the one named before",
        "Heat\n\nThe block numbs the suprascapular nerve. Pulsed radiofrequency is applied to the same nerve.\n",
        "pulsed-radiofrequency-treatment targets suprascapular-nerve",
    ),
    (
        "a wider name still speaks of what the heading names",
        "Celiac plexus block\n\nA nerve block is a short procedure. It relieves abdominal pain.\n",
        "celiac-plexus-block treats abdominal-pain",
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
        "a device stands for the procedure of the page that places it",
        "Intrathecal pump implantation\n\nBenefits of a pain pump\n\n- Less need for opioids\n",
        "intrathecal-pump-implantation alternativeTo opioid",
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
        "'these' are what people deal with",
        "Psychologists\n\nPsychologists teach biofeedback and relaxation. These help people with fibromyalgia.\n",
        "relaxation-therapy treats fibromyalgia",
    ),
    (
        "'the nerve' is the one that was named most exactly",
        "The occipital nerves\n\nThe greater occipital nerve is thick. Nerve blocks are put beside the nerve.\n",
        "nerve-block targets greater-occipital-nerve",
    ),
    (
        "'it' is what people deal with, not they",
        "Our pain clinic sees many people. Physiatrists offer radiofrequency ablation. It relieves neck pain.\n",
        "radiofrequency-ablation treats neck-pain",
    ),
    (
        "'the latter' is what was named last",
        "We offer vertebroplasty and kyphoplasty. The latter is done under fluoroscopy.\n",
        "kyphoplasty guidedBy fluoroscopy",
    ),
    (
        "and so it is in the sentence of 'the former'",
        "Biofeedback and yoga help. The former is taught by psychologists, the latter is taught by physiatrists.\n",
        "physical-medicine-and-rehabilitation performs yoga",
    ),
    (
        "'this procedure' is the one that the sentence before named, though it is about another thing",
        "Injections of the hip\n\nHip pain often responds to botulinum toxin injection. "
        "In this procedure the muscle is treated under ultrasound.\n",
        "botulinum-toxin-injection guidedBy ultrasound-imaging",
    ),
    (
        "'it' is what the sentence before came to behind a comma",
        "Medial branch block relieves neck pain. For patients with arthritis, cryoneurolysis is preferred. "
        "It may be guided by ultrasound.\n",
        "cryoneurolysis guidedBy ultrasound-imaging",
    ),
    (
        "'the plexus' is not what only says of which kind another is",
        "The celiac plexus is a nerve plexus. Neurolysis is common. Phenol is injected around the plexus.\n",
        "neurolysis targets celiac-plexus",
    ),
    (
        "they who need a fellowship are practitioners",
        "Who does the blocks?\n\nMost nerve blocks are performed by pain physicians. They need a fellowship.\n",
        "pain-medicine requiresCredential fellowship",
    ),
    (
        "'neither block' is said of two",
        "Stellate ganglion block and celiac plexus block differ. Neither block should be used for neck pain.\n",
        "celiac-plexus-block treats neck-pain",
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
)


@pytest.mark.parametrize(("text", "claim"), [pytest.param(text, claim, id=name) for name, text, claim in TAKEN_UP])
def test_a_word_stands_for_what_was_named(text: str, claim: str) -> None:
    """It is read as that."""
    assert claim in said(text)


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        ("For most people they replace surgery.", "nerve-block alternativeTo surgical-procedure"),
        ("With morphine in the pump it also relieves cancer pain.", "nerve-block treats cancer-pain"),
    ],
)
def test_a_pronoun_behind_what_a_sentence_opens_with_is_its_subject(sentence: str, statement: str) -> None:
    """With or without a comma between them."""
    assert statement in said_below("Nerve block", f"Nerve blocks ease neck pain. {sentence}")


def test_patients_before_a_subject_do_not_govern_it() -> None:
    """'For many patients X avoids Y' speaks of X."""
    text = "Disc pain\n\nFor many patients kyphoplasty avoids open surgery. It relieves back pain.\n"
    assert "kyphoplasty treats back-pain" in said(text)


def test_a_pronoun_that_announces_a_question_stands_for_nothing() -> None:
    """'It is uncertain whether …'."""
    text = "Neck pain\n\nMassage is pleasant. It is uncertain whether acupuncture relieves neck pain.\n"
    assert "acupuncture treats neck-pain" in said(text)
    assert "massage treats neck-pain" not in said(text)


def test_a_short_name_is_never_read_as_a_wider_one() -> None:
    """'The block' of a section on one block of a page on all of them."""
    text = "# Nerve block\n\n## Stellate ganglion block\n\nThe block eases phantom limb pain.\n"
    claims = extract(read_markdown(text.encode(), DocumentId("note")), load_library())
    assert "stellate-ganglion-block treats phantom-limb-pain" in statements(claims)
