"""Canonical text: characters, and words broken at line ends."""

from __future__ import annotations

import pytest

from paingraph.loader.normalization import joined, normalized


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("  a \t b\r\nc ", "a b c"),
        ("nerve\u00a0block\u202fnow", "nerve block now"),
        ("radio\u00adfrequency", "radiofrequency"),
        ("ﬁbromyalgia eﬀect oﬃce ﬂow", "fibromyalgia effect office flow"),
        ("image\u2011guided", "image-guided"),
        ("pain\u200b\ufeff\u200e", "pain"),
        ("Me\u0301nie\u0300re", "Ménière"),
        ("“curly” – dash’s … 50 µg", "“curly” – dash’s … 50 µg"),
        ("", ""),
    ],
)
def test_characters_become_plain(text: str, canonical: str) -> None:
    """White space is one space, what nobody sees goes, signs stay; a second time changes nothing."""
    assert normalized(text) == canonical
    assert normalized(canonical) == canonical


@pytest.mark.parametrize(
    ("before", "after", "words", "whole"),
    [
        ("radio-", "frequency ablation", set(), "radiofrequency ablation"),
        ("image-", "guided", set(), "image-guided"),
        ("facet-", "mediated", {"facet-mediated"}, "facet-mediated"),
        ("post-", "operative", {"postoperative"}, "postoperative"),
        ("spine-", "hip", {"spine", "hip"}, "spine-hip"),
        ("L4-", "L5", set(), "L4-L5"),
        ("Guillain-", "Barré", set(), "Guillain-Barré"),
    ],
)
def test_words_are_joined_as_the_document_has_them(before: str, after: str, words: set[str], whole: str) -> None:
    """In doubt the hyphen goes, before capitals and numbers it stays."""
    assert joined(before, after, words) == whole


def test_a_soft_hyphen_always_goes() -> None:
    """It is there for the line break alone."""
    assert joined("image-", "guided", set(), soft=True) == "imageguided"
