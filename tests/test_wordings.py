"""Everyday wordings: what people say instead of a name, however they bend it."""

from __future__ import annotations

import pytest

from paingraph.loader.lexicon import Lexicon
from paingraph.loader.linking import link
from paingraph.loader.tokens import tokenize
from paingraph.loader.wording_forms import expanded
from paingraph.loader.wordings import with_wordings

#: Text, and what a wording in it means.
SAID = (
    ("your sugars may run high for a week", "high-blood-sugar"),
    ("it can raise your blood sugar", "high-blood-sugar"),
    ("trouble with swallowing", "swallowing-difficulty"),
    ("if you cannot pass any water", "urinary-retention"),
    ("you lose control of your bowels", "loss-of-bowel-control"),
    ("numb between the legs", "saddle-numbness"),
    ("a drooping eyelid", "ptosis"),
    ("the eyelid droops", "ptosis"),
    ("we burn the tiny nerves", "radiofrequency-ablation"),
    ("the surgeon fuses two vertebrae", "spinal-fusion"),
    ("a squirt of dye", "contrast-agent"),
    ("your water tablets", "diuretic"),
    ("we took a full history", "medical-history-taking"),
    ("a numb patch on the shin", "numbness"),
)


@pytest.mark.parametrize(("text", "slug"), SAID)
def test_what_wordings_mean(lexicon: Lexicon, text: str, slug: str) -> None:
    """A wording is found in all its forms, with articles and auxiliaries between its words."""
    tokens = tokenize(text)
    found = with_wordings(tokens, link(tokens, lexicon, {}), lexicon)
    assert slug in {mention.readings[0].id for mention in found}


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("a sugar cube", "high-blood-sugar"),
        ("The nerve of the man! He burns with anger.", "radiofrequency-ablation"),
        ("the bowels of the building", "loss-of-bowel-control"),
    ],
)
def test_other_words_mean_nothing(lexicon: Lexicon, text: str, slug: str) -> None:
    """One word of a wording is not the wording."""
    tokens = tokenize(text)
    assert slug not in {m.readings[0].id for m in with_wordings(tokens, link(tokens, lexicon, {}), lexicon)}


def test_longer_name_is_kept(lexicon: Lexicon) -> None:
    """A wording inside a longer name does not break it."""
    tokens = tokenize("botulinum toxin injection")
    before = link(tokens, lexicon, {})
    assert [m.readings[0].id for m in with_wordings(tokens, before, lexicon)] == ["botulinum-toxin-injection"]


def test_patterns_stand_for_all_their_forms() -> None:
    """Alternatives, parts that may be left out, and the forms of verbs."""
    assert set(expanded("raise* [blood] (sugar|glucose)")) >= {
        ("raise", "blood", "sugar"),
        ("raised", "glucose"),
        ("raising", "sugar"),
    }
    assert list(expanded("wet tap")) == [("wet", "tap")]
    assert ("is", "low") in set(expanded("be* low"))
