"""The parts of a document speak together: headings and what stands under them, lead-ins and lists, tables."""

from __future__ import annotations

import pytest
from sayings import said

#: Texts that say something only by their structure.
PARTS = (
    (
        "a heading is the subject of what follows",
        "Stellate ganglion block\n\nA local anesthetic is injected near the stellate ganglion under ultrasound.\n",
        "stellate-ganglion-block guidedBy ultrasound-imaging",
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
        "those who write a document say whose discipline its title means",
        "Northgate Pain Center\n\nNorthgate is a practice of interventional pain physicians in the north.\n\n"
        "Conditions\n\n- Sciatica\n- Neck pain\n",
        "interventional-pain-medicine managesCondition sciatica",
    ),
    (
        "a term in a list is the subject of its description",
        "What is done\n\n- Kyphoplasty: a balloon is placed inside the vertebral body\n- Rest: some days\n",
        "kyphoplasty targets vertebral-body",
    ),
    (
        "'these' after a list are its items",
        "Some pains come up in every clinic:\n\n- Sciatica\n- Neck pain\n\n"
        "These are conditions that physiatrists treat.\n",
        "physical-medicine-and-rehabilitation managesCondition neck-pain",
    ),
    (
        "services listed on the page of a discipline are its own",
        "Pain medicine\n\nServices\n\n- Nerve blocks\n- Discography\n",
        "pain-medicine performs nerve-block",
    ),
    (
        "a title in small letters is one",
        "NORTH HOSPITALS\nOutpatients\n\nSteroid injection of the hip\nFor patients\n\nIs it for me?\n\n"
        "It is used for arthritis, and people who have had it here in the last year were glad that they came to us.\n",
        "hip-injection treats arthritis",
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
        "names alone speak with their heading",
        "Our team\n\nPsychologists\n\nBiofeedback and cognitive behavioral therapy.\n\nPhysiatrists\n\nExercise.\n",
        "psychology performs biofeedback",
    ),
    (
        "what a department tells of its people is part of its text",
        "Pain clinic\n\nWe treat pain.\n\nOur team\n\nPhysiatrists perform electromyography. Nurses help them.\n",
        "physical-medicine-and-rehabilitation performs electromyography",
    ),
    (
        "a clause with 'when' is over at its comma",
        "Kyphoplasty\n\nIt is new.\n\nWhen neck pain persists after spine surgery, discography may be an alternative "
        "to revision surgery.\n",
        "discography alternativeTo revision-surgery",
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


@pytest.mark.parametrize(("text", "claim"), [pytest.param(text, claim, id=name) for name, text, claim in PARTS])
def test_parts_speak_together(text: str, claim: str) -> None:
    """Structure carries meaning."""
    assert claim in said(text)
