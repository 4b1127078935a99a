"""Open vocabulary: what a name says by its head, its ending and its modifiers."""

from __future__ import annotations

import pytest

from paingraph.loader.lexicon import Lexicon
from paingraph.loader.linking import link
from paingraph.loader.open_vocabulary import find_candidates
from paingraph.loader.tokens import tokenize

#: Text, the slug and the kind of what it names although the vocabulary lacks it.
CANDIDATES = (
    ("ischemic leg pain", "ischemic-leg-pain", "Condition"),
    ("Chronic hip pain", "chronic-hip-pain", "Condition"),
    ("sacral epidural steroid injections", "sacral-epidural-steroid-injection", "Procedure"),
    ("a hamstring injection", "hamstring-injection", "Procedure"),
    ("shoulder stiffness", "shoulder-stiffness", "Condition"),
    ("gastritis", "gastritis", "Condition"),
    ("an acromioplasty", "acromioplasty", "Procedure"),
    ("articaine", "articaine", "Substance"),
    ("dantrolene", "dantrolene", "Substance"),
    ("we do the Yeoman test", "yeoman-test", "Procedure"),
    ("have Brown-Sequard syndrome", "brown-sequard-syndrome", "Condition"),
    ("the temporal nerve", "temporal-nerve", "AnatomicalStructure"),
)


@pytest.mark.parametrize(("text", "slug", "kind"), CANDIDATES)
def test_names_that_the_vocabulary_lacks(lexicon: Lexicon, text: str, slug: str, kind: str) -> None:
    """Their kind is that of their head, their label has the vocabulary's form."""
    assert slug not in lexicon.entities
    tokens = tokenize(text)
    (mention,) = find_candidates(tokens, link(tokens, lexicon, {}), lexicon)
    assert (mention.readings[0].id, mention.readings[0].kind) == (slug, kind)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("celiac plexus nerve block", "celiac-plexus-block"),
        ("chronic sciatica symptoms", "chronic-sciatica"),
        ("a chronic migraine pain", "chronic-migraine"),
        ("autoimmune diseases", "autoimmune-disease"),
    ],
)
def test_words_that_say_the_kind_again_are_no_part_of_a_name(lexicon: Lexicon, text: str, slug: str) -> None:
    """Neither 'nerve' in the block of a structure nor what stands behind a name."""
    tokens = tokenize(text)
    (mention,) = find_candidates(tokens, link(tokens, lexicon, {}), lexicon)
    assert mention.readings[0].id == slug


def test_ways_of_giving_make_no_substance(lexicon: Lexicon) -> None:
    """Where a drug is given is no part of its name, and a verb is no procedure."""
    tokens = tokenize("Intrathecal baclofen helps when scar tissue blocks the usual route")
    found = find_candidates(tokens, link(tokens, lexicon, {}), lexicon)
    assert {m.readings[0].id for m in found} == {"baclofen", "scar-tissue"}


@pytest.mark.parametrize(
    "text",
    [
        "severe pain",
        "new injections",
        "painful joints",
        "an aroma",
        "homeopathy",
        "More Than Needles",
        "chronic syndromes",
    ],
)
def test_fillers_make_no_names(lexicon: Lexicon, text: str) -> None:
    """What does not change the thing is left out."""
    tokens = tokenize(text)
    assert all(
        m.readings[0].id in lexicon.entities for m in find_candidates(tokens, link(tokens, lexicon, {}), lexicon)
    )
