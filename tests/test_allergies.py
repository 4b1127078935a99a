"""Allergies, told by what causes them."""

from __future__ import annotations

from paingraph.loader.lexicon import Lexicon
from paingraph.loader.linking import link
from paingraph.loader.open_vocabulary import find_candidates
from paingraph.loader.tokens import tokenize


def test_allergies_are_joined(lexicon: Lexicon) -> None:
    """What is joined to the cause of an allergy causes one too, and is called as people call it."""
    tokens = tokenize("you are allergic to steroids, latex or local anesthetics")
    found = find_candidates(tokens, link(tokens, lexicon, {}), lexicon)
    assert [m.readings[0].id for m in found] == ["steroid-allergy", "latex-allergy", "local-anesthetic-allergy"]
