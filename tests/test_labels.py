"""Labels: what a sentence names behind a colon."""

from __future__ import annotations

import pytest

from paingraph.loader.labels import enumerated, is_labelled, unlabelled
from paingraph.loader.lexicon import Lexicon
from paingraph.loader.linking import link
from paingraph.loader.phrases import Sentence
from paingraph.loader.sentence_items import encode
from paingraph.loader.tokens import tokenize
from paingraph.ontology.library import load_library


def sentence(text: str) -> Sentence:
    """Return a sentence as rules see it."""
    tokens = tokenize(text)
    return encode(tokens, link(tokens, Lexicon.of(load_library()), {}), (), frozenset())


@pytest.mark.parametrize(
    ("text", "labelled"),
    [
        ("Alternatives: bed rest", True),
        ("Diagnosis: two medial branch blocks on different days", True),
        ("Not for: people with an infection", False),
        ("Sciatica: bed rest", False),
        ("Bed rest comes first", False),
    ],
)
def test_a_label_stands_before_names(text: str, labelled: bool) -> None:
    """It names nothing itself."""
    assert is_labelled(sentence(text)) is labelled


def test_the_colon_goes_where_the_label_goes_on_in_words() -> None:
    """What a label says with the words behind it is a sentence; before a name the colon stays."""
    label = sentence("Not for: people with an infection")
    assert unlabelled(label)
    assert ":" not in label.words
    assert not unlabelled(sentence("Alternatives: bed rest"))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Refer: sciatica that persists, suspected fibromyalgia", ["sciatica", "fibromyalgia"]),
        ("Risks: infection that lasts, headache after the test", ["infection", "headache"]),
        ("Refer: sciatica, but not fibromyalgia", None),
        ("Refer: sciatica that persists", None),
    ],
)
def test_elements_of_an_enumeration_name_one_thing_each(text: str, named: list[str] | None) -> None:
    """Words beside do not end it; what is excepted does not belong to it."""
    found = enumerated(sentence(text))
    phrase = found.items[-1].phrase if found is not None else None
    assert (phrase and [member.mention.readings[0].id for member in phrase.members]) == named
