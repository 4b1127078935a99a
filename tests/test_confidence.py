"""What makes a claim more or less sure."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from paingraph.loader.claims import Status
from paingraph.loader.confidence import Signs, confidence
from paingraph.loader.extraction import extract, read_signs
from paingraph.loader.text_reader import read
from paingraph.ontology.library import load_library
from paingraph.ontology.namespaces import DocumentId

SURE = Signs(
    subject_named=True,
    object_named=True,
    subject_known=True,
    object_known=True,
    rivals=0,
    hedged=False,
    negated=False,
    share=0.6,
    pain=False,
)


def signs_in(text: str) -> Iterator[tuple[str, Signs]]:
    """The claims of a text as 'subject relation object', each with its signs."""
    for claim, signs in read_signs(read(text.encode(), DocumentId("note")), load_library()):
        yield f"{claim.subject.id} {claim.predicate} {claim.to_json()['object'].get('id')}", signs


def test_signs_of_a_sentence_that_names_both() -> None:
    """Subject and object stand in the passage, the vocabulary has them, and nothing else could be meant."""
    found = dict(signs_in("A celiac plexus block relieves abdominal pain. The sun was shining all day."))
    assert found["celiac-plexus-block treats abdominal-pain"] == SURE._replace(share=0.5)


def test_a_subject_of_the_heading_is_not_named_in_the_passage() -> None:
    """It was taken from what stands around it."""
    found = dict(signs_in("Celiac plexus block\n\nThis injection relieves abdominal pain.\n"))
    signs = found["celiac-plexus-block treats abdominal-pain"]
    assert not signs.subject_named
    assert signs.object_named


def test_rivals_are_other_things_of_the_subjects_kind() -> None:
    """Each of two procedures may be the one that is meant."""
    found = dict(signs_in("A nerve block or an epidural steroid injection relieves sciatica."))
    assert found["nerve-block treats sciatica"].rivals == 1


def test_pain_without_a_name_is_a_sign() -> None:
    """'To relieve pain' is said of much; to name the pain says more."""
    found = dict(signs_in("A celiac plexus block relieves pain. A nerve block relieves abdominal pain."))
    assert found["celiac-plexus-block treats pain"].pain
    assert not found["nerve-block treats abdominal-pain"].pain


def test_doubt_and_denial_are_signs() -> None:
    """A hedged claim is read less surely, as is a negated one."""
    hedged = dict(signs_in("A nerve block may not always relieve sciatica."))
    assert hedged["nerve-block treats sciatica"].hedged
    negated = dict(signs_in("A nerve block does not relieve sciatica."))
    assert negated["nerve-block treats sciatica"].negated


def test_what_the_vocabulary_lacks_is_a_sign() -> None:
    """A thing that was recognised by its name's form alone."""
    (signs,) = (
        signs for claim, signs in signs_in("Cryoplasty of the tibial nerve relieves sciatica.") if "treats" in claim
    )
    assert not signs.subject_known
    assert signs.object_known


@pytest.mark.parametrize(
    "less",
    [
        SURE._replace(subject_named=False),
        SURE._replace(object_named=False),
        SURE._replace(subject_known=False),
        SURE._replace(object_known=False),
        SURE._replace(rivals=2),
        SURE._replace(hedged=True),
        SURE._replace(negated=True),
        SURE._replace(share=0.2),
    ],
)
def test_each_sign_counts(less: Signs) -> None:
    """What is named, known, asserted, alone of its kind and plainly told is surer."""
    assert 0 < confidence(less) < confidence(SURE) < 1


def test_what_is_rather_false_than_right_is_left_to_a_curator() -> None:
    """A doubt about what only the heading names, in a text that says little else, is no accepted claim."""
    rest = "The sun was shining all day. We had tea. The garden was green. Birds sang."
    text = f"Celiac plexus block\n\nThis injection may not always relieve abdominal pain. {rest}\n"
    (claim,) = extract(read(text.encode(), DocumentId("note")), load_library())
    assert claim.confidence < 0.5
    assert claim.status is Status.CANDIDATE


def test_a_claim_carries_the_confidence_of_its_signs() -> None:
    """What a claim is given out with is what its signs tell."""
    document = read(b"A celiac plexus block relieves abdominal pain. The sun was shining.", DocumentId("note"))
    told = [confidence(signs) for _, signs in read_signs(document, load_library())]
    assert [claim.confidence for claim in extract(document, load_library())] == told
