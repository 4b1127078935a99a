"""Where a text names things: longest match, shared words, other word orders."""

from __future__ import annotations

import pytest
from sayings import named

from paingraph.loader.lexicon import Lexicon
from paingraph.loader.sections import link_document
from paingraph.loader.text_reader import read
from paingraph.ontology.namespaces import DocumentId

#: Sentences, and what they name, in order.
NAMED: tuple[tuple[str, list[str]], ...] = (
    ("Facet joint injections are short.", ["facet-joint-injection"]),
    ("An epidural-steroid injection is short.", ["epidural-steroid-injection"]),
    ("lumbar and cervical radiculopathy", ["lumbar-radiculopathy", "cervical-radiculopathy"]),
    ("joint and trigger point injections", ["joint-injection", "trigger-point-injection"]),
    ("neck or back pain", ["neck-pain", "back-pain"]),
    ("a facet joint shot", ["facet-joint-injection"]),
    ("The drug of choice can break the ice at rest.", []),
    ("chronic back or neck pain", ["chronic-back-pain", "chronic-neck-pain"]),
    ("stellate ganglion or celiac plexus block", ["stellate-ganglion-block", "celiac-plexus-block"]),
    ("physical and occupational therapy", ["physical-therapy", "occupational-therapy"]),
    ("arthritis and joint pain", ["arthritis", "joint-pain"]),
    ("A neuroma is often the source of pain.", ["neuroma", "pain"]),
    ("We look for the source of pain.", ["pain-generator"]),
    ("We ask whether a neuroma is the source of pain.", ["neuroma", "pain-generator"]),
    ("headaches (like migraines and tension headaches)", ["headache", "migraine", "tension-type-headache"]),
    ("pain (both acute and chronic)", ["pain", "acute-pain", "chronic-pain"]),
    ("injection of epidural steroids", ["epidural-steroid-injection"]),
    ("ablation of the genicular nerves", ["genicular-nerve-radiofrequency-ablation"]),
    ("injections in the ankles, knees, or hips", ["ankle-injection", "knee-injection", "hip-injection"]),
    ("pain in the lower back", ["low-back-pain"]),
    ("long-term pain medication", ["analgesic"]),
    ("interventional and traditional pain management", ["interventional-pain-medicine", "pain-medicine"]),
    ("Elbow & Hip Pain", ["elbow-pain", "hip-pain"]),
    ("Elbow pain arises from tendinitis in many rowers.", ["elbow-pain", "tendinitis"]),
    ("Lasting pain relief is the aim.", ["pain"]),
    ("a plan for hip pain management", ["hip-pain"]),
    ("a spell of migraine pain", ["migraine"]),
    ("Once the pain centers on the knee, we scan it.", ["knee-joint"]),
    ("it helps against neuralgia7 and sciatica12", ["neuralgia", "sciatica"]),
    ("a substance that cements the bone", ["bone"]),
    ("soreness at the injection site", ["injection-site-pain"]),
    ("Gout Symptoms", ["gout"]),
    ("hip, knee, or cancer-related pain conditions", ["hip-pain", "knee-pain", "cancer-pain"]),
    ("the right knee injection lowers inflammation", ["knee-injection", "inflammation"]),
    ("She took pain medicine, and went to a pain medicine clinic.", ["analgesic", "pain-medicine"]),
    ("care without any surgery", ["conservative-treatment"]),
    ("damage to nerves of the body", ["nerve-injury"]),
    (
        "a sacro-iliac joint injection, a radio frequency ablation",
        ["sacroiliac-joint-injection", "radiofrequency-ablation"],
    ),
    ("the back of the knee joint", ["knee-joint"]),
    ("doses that lower inflammation", ["inflammation"]),
    ("years of wear and tear of the meniscus", ["meniscus"]),
    ("knee (joint) pain, and a facet (spinal) joint", ["knee-pain", "facet-joint"]),
    ("a field of medicine, and other medicines", ["pharmacotherapy"]),
    ("syndromes of chronic pain", ["chronic-pain-syndrome"]),
    ("an epidural injection of a steroid", ["epidural-steroid-injection"]),
    ("the nerves of the knee, and knee pain", ["nerve", "knee-joint", "knee-pain"]),
    (
        "the Intracept® procedure, and a mild™ procedure",
        ["basivertebral-nerve-ablation", "minimally-invasive-lumbar-decompression"],
    ),
    ("They get back to the rest of their lives.", []),
    ("She caught a cold.", ["common-cold"]),
)


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_what_a_text_names(lexicon: Lexicon, text: str, expected: list[str]) -> None:
    """Each thing once, where it stands."""
    assert named(text, lexicon) == expected


def test_a_name_of_several_kinds_keeps_all_readings(lexicon: Lexicon) -> None:
    """The relation that it takes part in decides."""
    document = read(b"Surgery is an option.", DocumentId("note"))
    (mention,) = link_document(document, lexicon)[0].mentions
    assert {reading.kind for reading in mention.readings} == {"Specialty", "Procedure"}


def test_a_name_within_a_name_is_kept(lexicon: Lexicon) -> None:
    """The knee in 'injection in the knee'."""
    document = read(b"An injection in the knee is quick.", DocumentId("note"))
    (mention,) = link_document(document, lexicon)[0].mentions
    assert [inner.readings[0].id for inner in mention.inner] == ["knee-joint"]
