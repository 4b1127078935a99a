"""From a document to claims: what is said, what is not, how it is weighed, and in which order it comes."""

from __future__ import annotations

import cProfile

import pytest
from sayings import said, statements

from paingraph.loader.claims import Entity, Polarity, Status
from paingraph.loader.extraction import extract, read_claims
from paingraph.loader.text_reader import read
from paingraph.ontology.library import load_library
from paingraph.ontology.namespaces import DocumentId, Slug


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
    "Neuralgia\n\nPain eases in this way in conditions like sciatica.\n",
    "Kyphoplasty\n\nSurgery is rare. Kyphoplasty is recommended by your doctor.\n",
    "Kyphoplasty\n\nRisks\n\nIt is safe. Please tell us if:\n\n- you have a fever\n- you have gout\n",
    "Back pain\n\nIn these cases somebody has to act without delay:\n\n- Fever\n- Leg weakness\n",
    "Pain\n\nHow do kyphoplasty and the occipital nerve block differ?\n\nMuch.\n\nWhat are the risks?\n\nBruises.\n",
)


@pytest.mark.parametrize("text", SILENT)
def test_what_the_text_does_not_say_is_no_claim(text: str) -> None:
    """Precision comes first."""
    assert said(text) == set()


def test_what_has_a_qualifier_is_enumerated_too() -> None:
    """'Advanced' is no verb before what somebody has."""
    text = "Kyphoplasty\n\nIt is used for osteoporosis, advanced arthritis and sciatica.\n"
    assert {"kyphoplasty treats arthritis", "kyphoplasty treats sciatica"} <= said(text)


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


def test_a_label_that_grades_stands_for_its_heading() -> None:
    """'Common: soreness' tells under 'Risks' what follows, also behind how often."""
    text = "Kyphoplasty\n\nWhat are the risks?\n\nRare (fewer than 1 in 500): nausea; fever\n"
    assert {"nausea causedBy kyphoplasty", "fever causedBy kyphoplasty"} <= said(text)


def test_bullets_within_a_line_part_what_is_enumerated() -> None:
    """Also above the first paragraph."""
    text = "Rheumatology\n\nRheumatologists treat: • Gout • Sciatica • Neck pain\n\nThey are kind to everybody.\n"
    assert {"rheumatology managesCondition gout", "rheumatology managesCondition neck-pain"} <= said(text)


def test_what_is_denied_of_a_treatment_is_no_denied_cause() -> None:
    """A denial holds for the verb, not for the name that follows it."""
    text = (
        "Vertebroplasty does not relieve pain from arthritis. "
        "It does not relieve myofascial pain, which responds better to physical therapy."
    )
    claims = extract(read(text.encode(), DocumentId("note")), load_library())
    found = {(str(claim.subject.id), claim.predicate): claim.polarity for claim in claims}
    assert found["pain", "causedBy"] is Polarity.ASSERTED
    assert found["physical-therapy", "treats"] is Polarity.ASSERTED


def test_what_the_sentence_names_comes_before_what_the_passage_is_about() -> None:
    """The sentence says whose contraindication it is."""
    text = "Psychological evaluation\n\nUntreated infection is a contraindication to kyphoplasty.\n"
    assert said(text) == {"kyphoplasty contraindicatedBy infection"}


def test_a_semicolon_before_a_clause_ends_an_enumeration() -> None:
    """What is preferred is not forbidden."""
    text = "Methylprednisolone must not be used for cervical epidural injections; dexamethasone is preferred.\n"
    (claim,) = extract(read(text.encode(), DocumentId("note")), load_library())
    assert statements([claim]) == {"cervical-epidural-steroid-injection usesSubstance methylprednisolone"}
    assert claim.polarity is Polarity.NEGATED


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
    claims = extract(read(text.encode(), DocumentId("note")), load_library())
    (quote,) = {claim.quote or "" for claim in claims if claim.predicate == "treats"}
    assert quote in text
    assert len(quote.split()) > 4


def test_what_the_vocabulary_lacks_waits_for_a_curator() -> None:
    """The claim is a candidate."""
    (claim,) = extract(read(b"Nerve blocks relieve ischemic leg pain.", DocumentId("note")), load_library())
    assert claim.object == Entity(Slug("ischemic-leg-pain"), "ischemic leg pain", "Condition")
    assert claim.status is Status.CANDIDATE


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


def test_what_is_given_as_an_example_is_written_in_several_ways() -> None:
    """'E.g.', 'eg' and 'for instance' are 'such as'."""
    for words in ("(e.g., gout)", "(eg gout)", "e.g. gout", ", for instance gout,"):
        assert "gout subtypeOf inflammatory-disease" in said(f"Inflammatory diseases {words} run in families.\n")
    assert said("For instance gout and an inflammatory disease run in families.\n") == set()


def test_a_structure_is_part_of_where_its_kind_is_said_to_be() -> None:
    """'Facet joints are joints found in the spine' tells where facet joints are, not where joints are."""
    assert "facet-joint partOf spine" in said("Facet joints are small joints found in the spine.\n")
    assert "joint partOf spine" not in said("Facet joints are small joints found in the spine.\n")
