"""What a text asserts, doubts or denies."""

from __future__ import annotations

import pytest

from paingraph.loader.claims import Polarity
from paingraph.loader.extraction import extract
from paingraph.loader.text_reader import read
from paingraph.ontology.library import load_library
from paingraph.ontology.namespaces import DocumentId

ASSERTED, HEDGED, NEGATED = Polarity.ASSERTED, Polarity.HEDGED, Polarity.NEGATED
#: Sentences on nerve blocks and sciatica, and how they put it.
SENTENCES = (
    ("Nerve blocks relieve sciatica.", ASSERTED),
    ("Nerve blocks may relieve sciatica.", ASSERTED),
    ("Nerve blocks not only relieve sciatica, they also calm fears.", ASSERTED),
    ("Nerve blocks do not relieve sciatica.", NEGATED),
    ("Nerve blocks cannot cure sciatica.", NEGATED),
    ("Nerve blocks are not used for sciatica.", NEGATED),
    ("Nerve blocks are used instead of surgery for sciatica.", ASSERTED),
    ("Nerve blocks relieve sciatica, but the evidence is of low quality.", HEDGED),
    ("Nerve blocks have little effect on sciatica.", NEGATED),
    ("Nerve blocks relieve sciatica, although the relief is only partial.", HEDGED),
    ("Nerve blocks do not work for everyone with sciatica.", HEDGED),
    ("It is not certain whether nerve blocks relieve sciatica.", HEDGED),
    ("Nerve blocks may not relieve sciatica.", HEDGED),
    ("Nerve blocks do not always relieve sciatica.", HEDGED),
    ("It is unclear whether nerve blocks relieve sciatica.", HEDGED),
    ("There is limited evidence that nerve blocks relieve sciatica.", HEDGED),
    ("Nerve blocks have been used for sciatica without success.", NEGATED),
    ("Whether nerve blocks relieve sciatica remains controversial.", HEDGED),
    ("Nerve blocks relieve sciatica, but the evidence for massage is limited.", ASSERTED),
    ("Nerve blocks relieve sciatica, but the quality of the evidence is low.", HEDGED),
    ("Unlike surgery, nerve blocks relieve sciatica.", ASSERTED),
    ("Nerve blocks, unlike surgery, relieve sciatica.", ASSERTED),
    ("Unlike surgery, nerve blocks do not relieve sciatica.", NEGATED),
    ("They are no cure, but nerve blocks relieve sciatica.", ASSERTED),
)


@pytest.mark.parametrize(("text", "polarity"), SENTENCES)
def test_polarity_is_that_of_the_text(text: str, polarity: Polarity) -> None:
    """'May' alone is no doubt; a cue's scope ends where the sentence turns."""
    claims = extract(read(text.encode(), DocumentId("note")), load_library())
    said = [claim.polarity for claim in claims if (claim.subject.id, claim.predicate) == ("nerve-block", "treats")]
    assert said == [polarity]


def test_what_is_not_the_only_cause_is_one() -> None:
    """The sentence denies that there is no other."""
    found = extract(read(b"Arthritis is not the only cause of neck pain.\n", DocumentId("note")), load_library())
    assert [claim.polarity for claim in found if claim.predicate == "causedBy"] == [Polarity.ASSERTED]
