"""Where a pain comes from, which is not what is treated."""

from __future__ import annotations

import pytest
from sayings import said


@pytest.mark.parametrize(
    "sentence",
    [
        "Nerve blocks ease radicular pain that is due to spinal stenosis.",
        "Nerve blocks ease radicular pain that has been caused by a herniated disc or by spinal stenosis.",
        "Nerve blocks are given for radicular pain from spinal stenosis.",
    ],
)
def test_of_a_named_pain_and_its_source_the_pain_is_treated(sentence: str) -> None:
    """However many words stand between them, and however many sources there are."""
    found = said(sentence)
    assert "nerve-block treats radicular-pain" in found
    assert not {"nerve-block treats spinal-stenosis", "nerve-block treats intervertebral-disc-herniation"} & found


def test_what_a_pain_came_after_is_no_part_of_an_enumeration() -> None:
    """Nor was it tried before."""
    found = said("Nerve blocks are used for shoulder pain after a stroke, sciatica and groin pain after spinal fusion.")
    assert {"nerve-block treats shoulder-pain", "nerve-block treats sciatica"} <= found
    assert not {"nerve-block treats stroke", "nerve-block indicatedAfter spinal-fusion"} & found


def test_an_unnamed_pain_is_treated_as_what_it_comes_from() -> None:
    """Pain alone says less than its source."""
    assert "nerve-block treats spinal-stenosis" in said("Nerve blocks ease pain that is caused by spinal stenosis.")


def test_only_a_bare_pain_comes_from_what_follows_it() -> None:
    """Of 'sciatica and pain due to gallstones' only the pain is due to them."""
    found = said("Many people have sciatica and pain due to gallstones.")
    assert "pain causedBy gallstone" in found
    assert "sciatica causedBy gallstone" not in found


def test_a_source_is_read_where_its_place_is_told_twice() -> None:
    """The structure stands behind the part of the body with a preposition of its own."""
    assert "pain causedBy facet-joint" in said("Here the source of the pain lies in the neck, in the facet joints.")
