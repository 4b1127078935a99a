"""Answers on the sample graph, of which every claim is known: what counts as one, and what does not."""

from __future__ import annotations

from asking import ask, slugs

from paingraph.queries.embedded import EmbeddedStore


def test_procedures_for_a_condition_count_documents_and_follow_synonyms(store: EmbeddedStore) -> None:
    """Two documents name the epidural for a herniated disc, one of them in two sentences or one is all the same."""
    rows = ask(store, "procedures-for-condition", condition="herniated disc")
    assert slugs(rows, "procedure", "documents") == [("epidural-steroid-injection", "2"), ("discectomy", "1")]


def test_procedures_for_a_condition_include_those_for_its_kinds(store: EmbeddedStore) -> None:
    """No document speaks of spinal conditions as such."""
    rows = ask(store, "procedures-for-condition", condition="spinal condition")
    assert ("medial-branch-block", "facet-joint-syndrome") in slugs(rows, "procedure", "treated")


def test_denied_and_doubted_claims_are_no_answer(store: EmbeddedStore) -> None:
    """One document denies that epidurals relieve spinal stenosis, and no other says so."""
    assert ask(store, "procedures-for-condition", condition="spinal stenosis") == []


def test_who_says_it_comes_with_positions_and_quotes(store: EmbeddedStore) -> None:
    """Document 902 is at hand by position only."""
    rows = ask(store, "procedures-said-by-document", condition="herniated disc")
    assert slugs(rows, "procedure", "document", "start") == [
        ("discectomy", "902", "201"),
        ("epidural-steroid-injection", "901", "36"),
        ("epidural-steroid-injection", "902", "201"),
    ]
    assert ["quote" in row for row in rows] == [False, True, False]


def test_two_specialties_differ_by_what_only_one_of_them_has(store: EmbeddedStore) -> None:
    """Both manage sciatica, so that is no difference."""
    rows = ask(store, "compare-specialties", first="IPM", second="physiatry")
    found = slugs(rows, "specialty", "relation", "thing")
    assert ("interventional-pain-medicine", "managesCondition", "facet-joint-syndrome") in found
    assert ("physical-medicine-and-rehabilitation", "emphasizes", "physical-therapy") in found
    assert not any(thing == "sciatica" for _, _, thing in found)


def test_what_comes_before_goes_back_step_by_step(store: EmbeddedStore) -> None:
    """Discectomy follows the epidural, which follows physical therapy."""
    rows = ask(store, "before-procedure", procedure="discectomy")
    assert slugs(rows, "earlier", "later") == [
        ("epidural-steroid-injection", "discectomy"),
        ("physical-therapy", "epidural-steroid-injection"),
    ]


def test_documents_disagree_only_across_documents_and_polarities(store: EmbeddedStore) -> None:
    """One asserts and another doubts."""
    rows = ask(store, "disagreements")
    assert slugs(rows, "subject", "object", "polarity", "otherPolarity") == [
        ("discography", "intervertebral-disc", "asserted", "hedged"),
        ("epidural-steroid-injection", "sciatica", "asserted", "hedged"),
    ]
