"""Coined names: where they belong."""

from __future__ import annotations

from paingraph.loader.coined_names import broader_of
from paingraph.loader.lexicon import Lexicon
from paingraph.loader.linking import link
from paingraph.loader.open_vocabulary import find_candidates
from paingraph.loader.tokens import tokenize


def test_a_candidate_has_its_place_in_the_hierarchy(lexicon: Lexicon) -> None:
    """Under the longest ending of its name that the vocabulary has."""
    tokens = tokenize("thoracic epidural steroid injection")
    (mention,) = find_candidates(tokens, link(tokens, lexicon, {}), lexicon)
    assert broader_of(mention.readings[0], lexicon) == ("epidural-steroid-injection",)
