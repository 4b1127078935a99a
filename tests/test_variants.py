"""Variants of what a name stands for, listed behind it."""

from __future__ import annotations

import pytest

from paingraph.loader.ellipsis import complete
from paingraph.loader.lexicon import Lexicon
from paingraph.loader.linking import link
from paingraph.loader.tokens import tokenize
from paingraph.ontology.library import load_library

#: Text, and what it names.
LISTED = (
    (
        "epidural steroid injections: interlaminar, transforaminal and caudal",
        {
            "epidural-steroid-injection",
            "interlaminar-epidural-steroid-injection",
            "transforaminal-epidural-steroid-injection",
            "caudal-epidural-steroid-injection",
        },
    ),
    (
        "sympathetic blocks: stellate ganglion (for the arm), celiac plexus (for the belly)",
        {"sympathetic-nerve-block", "stellate-ganglion-block", "celiac-plexus-block"},
    ),
    ("medial branch block: facet joint", {"medial-branch-block", "facet-joint"}),
    (
        "complex regional pain syndrome type 1 and type 2",
        {"complex-regional-pain-syndrome-type-1", "complex-regional-pain-syndrome-type-2"},
    ),
    (
        "complex regional pain syndrome types I and II",
        {"complex-regional-pain-syndrome-type-1", "complex-regional-pain-syndrome-type-2"},
    ),
)


@pytest.mark.parametrize(("text", "named"), LISTED)
def test_what_is_listed_behind_a_name_is_of_its_kind(text: str, named: set[str]) -> None:
    """What is no kind of the thing keeps its own name."""
    lexicon = Lexicon.of(load_library())
    tokens = tokenize(text)
    mentions = complete(tokens, link(tokens, lexicon, {}), lexicon)
    assert {mention.readings[0].id for mention in mentions} == named
