"""What a claim's confidence means: how often claims like it are right."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from paingraph.loader.evaluation import read_gold
from paingraph.loader.extraction import extract
from paingraph.loader.rule_book import rule_book
from paingraph.ontology.library import load_library

SEEN = Path(__file__).parent / "gold" / "seen"
#: Confidences at which the claims are parted.
BINS = ((0.0, 0.8), (0.8, 0.9), (0.9, 1.01))


def judged() -> list[tuple[float, bool]]:
    """The confidence of every claim read in the seen half, and whether the gold has it."""
    library = load_library()
    found: list[tuple[float, bool]] = []
    for file in sorted(SEEN.glob("*.gold.json")):
        gold = read_gold(file, library)
        found += [
            (claim.confidence, any(said.said_by(claim) for said in gold.claims))
            for claim in extract(gold.document, library)
        ]
    return found


def test_what_is_surer_is_more_often_right() -> None:
    """In bins of confidence, precision rises with it."""
    claims = judged()
    shares = []
    for low, high in BINS:
        inside = [right for confidence, right in claims if low <= confidence < high]
        assert len(inside) > 30
        shares.append(sum(inside) / len(inside))
    assert all(lower < higher for lower, higher in pairwise(shares)), shares


def test_a_rule_that_has_read_nothing_is_as_sure_as_all_are() -> None:
    """Few claims do not make it certain, nor worthless."""
    assert all(0.5 <= rule.confidence < 1 for rule in rule_book().rules)
    assert any(rule.confidence == 0.85 for rule in rule_book().rules)
