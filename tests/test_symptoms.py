"""Symptoms and injuries: what is felt and where, in any order and part of speech."""

from __future__ import annotations

import pytest

from paingraph.loader.lexicon import Lexicon
from paingraph.loader.linking import link
from paingraph.loader.symptoms import with_symptoms
from paingraph.loader.tokens import tokenize

#: Text, and the slugs of the symptoms and injuries that it names.
FELT = (
    ("weakness in the legs", {"leg-weakness"}),
    ("your legs may feel weak", {"leg-weakness"}),
    ("find your legs getting weaker", {"leg-weakness"}),
    ("pain across the low back", {"low-back-pain"}),
    ("pain that runs down one leg", {"leg-pain"}),
    ("my legs ache at night", {"leg-pain"}),
    ("the hip is painful", {"hip-pain"}),
    ("swelling of the ankles", {"ankle-swelling"}),
    ("a stiff or achy neck", {"neck-stiffness", "neck-pain"}),
    ("numb or heavy legs", {"numbness", "leg-heaviness"}),
    ("your leg may feel weak or numb", {"muscle-weakness", "numbness"}),
    ("weakness or numbness in the legs", {"leg-weakness"}),
    ("weakness of the legs", {"leg-weakness"}),
    ("a torn hamstring", {"hamstring-tear"}),
    ("a sprained wrist", {"wrist-sprain"}),
    ("infection of the overlying skin", {"skin-infection"}),
    ("damage to the intercostal nerve", {"nerve-injury"}),
    ("osteoarthritis of the glenohumeral joint", {"shoulder-osteoarthritis"}),
    ("a fracture of the distal radius", {"wrist-fracture"}),
)
#: Texts that name no symptom with a place.
NOT_FELT = (
    "the hip joint is stiff to the touch of a weak light",
    "a weak local anesthetic for the leg",
    "pain at the back of the head",
    "weakness of the arm",
    "the knee replacement is heavy",
)


def _read(text: str, lexicon: Lexicon) -> set[str]:
    tokens = tokenize(text)
    mentions = link(tokens, lexicon, {})
    before = {id(mention) for mention in mentions}
    return {m.readings[0].id for m in with_symptoms(tokens, mentions, lexicon) if id(m) not in before}


@pytest.mark.parametrize(("text", "slugs"), FELT)
def test_place_and_feeling_make_one_name(lexicon: Lexicon, text: str, slugs: set[str]) -> None:
    """The order of the words does not matter, and the vocabulary's concept is taken where there is one."""
    assert _read(text, lexicon) == slugs


@pytest.mark.parametrize("text", NOT_FELT)
def test_other_words_make_none(lexicon: Lexicon, text: str) -> None:
    """A word of feeling beside a place is not always said of it."""
    assert not _read(text, lexicon)
