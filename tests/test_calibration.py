"""What a claim's confidence means: that share of such claims is right in texts not met before."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from paingraph.loader.evaluation import read_gold
from paingraph.loader.extraction import extract
from paingraph.loader.rule_book import rule_book
from paingraph.ontology.library import load_library

GOLD = Path(__file__).parent / "gold"
#: The parts of the corpus that no rule was written with.
UNREAD = ("unseen", "fresh")
#: Confidences at which the claims are parted.
EDGES = (0.0, 0.5, 0.65, 0.8, 1.0)


@pytest.fixture(scope="module")
def judged() -> list[tuple[float, bool]]:
    """The confidence of every claim read in the unread parts, and whether the gold has it."""
    library = load_library()
    found: list[tuple[float, bool]] = []
    for file in sorted(file for part in UNREAD for file in (GOLD / part).glob("*.gold.json")):
        gold = read_gold(file, library)
        found += [
            (claim.confidence, any(said.said_by(claim) for said in gold.claims))
            for claim in extract(gold.document, library)
        ]
    return found


def test_a_confidence_is_the_share_that_is_right(judged: list[tuple[float, bool]]) -> None:
    """In bins of confidence, precision is near to it, and rises with it."""
    shares = []
    for low, high in pairwise(EDGES):
        inside = [(confidence, right) for confidence, right in judged if low <= confidence < high]
        assert len(inside) > 100
        meant = sum(confidence for confidence, _ in inside) / len(inside)
        shares.append(sum(right for _, right in inside) / len(inside))
        assert abs(shares[-1] - meant) < 0.08, (low, meant, shares[-1])
    assert all(lower < higher for lower, higher in pairwise(shares)), shares


def test_it_foretells_better_than_one_share_for_all(judged: list[tuple[float, bool]]) -> None:
    """The Brier score (mean squared distance of confidence and truth) is lower than that of the claims' mean."""
    share = sum(right for _, right in judged) / len(judged)
    score = sum((confidence - right) ** 2 for confidence, right in judged) / len(judged)
    assert score < share * (1 - share) - 0.02


def test_a_rule_that_has_read_nothing_is_as_precise_as_all_are() -> None:
    """Few claims do not make it certain, nor worthless."""
    assert all(0.5 <= rule.precision < 1 for rule in rule_book().rules)
    assert any(rule.precision == 0.85 for rule in rule_book().rules)
