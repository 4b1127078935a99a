"""What a claim's confidence tells: its weights, fitted on the unread documents, and what they foretell.

    python bench/confidence.py           fit, and write `loader/confidence.toml`
    python bench/confidence.py --check   only show what would be written

The claims that the reader gives out of the unread parts of the evaluation corpus are judged by their gold, and a
logistic regression tells the right ones from the others by the signs of `loader/confidence.py`. No text is shown.
Figures are of ten folds by document: each claim is foretold by weights that were fitted without its document. Beside
them stand those of two peers: one share for all claims, and the precision of the claim's rule in the texts that rules
were written with. Needs scikit-learn (`pip install scikit-learn`).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict

from paingraph.loader.confidence import Signs
from paingraph.loader.evaluation import read_gold
from paingraph.loader.extraction import read_signs
from paingraph.loader.rule_book import rule_book
from paingraph.ontology.library import Library, load_library

ROOT = Path(__file__).parents[1]
#: The parts of the evaluation corpus that no author of rules reads, and what this writes.
UNREAD = ("unseen", "fresh")
TARGET = ROOT / "loader" / "confidence.toml"
HEAD = """# How much each sign of a claim tells (confidence.py): weights of a logistic regression on the claims read in
# the unread documents of the evaluation corpus. `python bench/confidence.py` writes this file.
"""
FOLDS = 10
#: Confidences at which the claims are parted, to see whether they say what they mean.
EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)


class Judged(NamedTuple):
    """A claim that the reader gave out: its signs, its rule's precision elsewhere, and whether the gold has it."""

    document: str
    signs: Signs
    precision: float
    right: bool


def main() -> None:
    """Read the command line, fit, show and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing")
    options = parser.parse_args()
    claims = list(judged(load_library()))
    signs, right = [claim.signs for claim in claims], [claim.right for claim in claims]
    model, folds = LogisticRegression(max_iter=1_000), GroupKFold(FOLDS)
    groups = [claim.document for claim in claims]
    foretold = cross_val_predict(model, signs, right, groups=groups, cv=folds, method="predict_proba")[:, 1]
    print(f"{len(claims)} claims of {len(set(groups))} documents, {sum(right)} right")
    show("confidence", foretold, right)
    show("one share", [sum(right) / len(right)] * len(right), right)
    show("rule's precision", [claim.precision for claim in claims], right)
    model.fit(signs, right)
    weights = [f"{name} = {weight:.2f}" for name, weight in zip(Signs._fields, model.coef_[0], strict=True)]
    text = "\n".join([f"{HEAD}constant = {model.intercept_[0]:.2f}", "", "[weights]", *weights, ""])
    print(text.removeprefix(HEAD))
    if not options.check:
        TARGET.write_text(text, encoding="utf-8")


def judged(library: Library) -> Iterator[Judged]:
    """Yield the claims that the reader gives out of the unread documents."""
    precision = {rule.id: rule.precision for rule in rule_book().rules}
    for file in sorted(file for part in UNREAD for file in (ROOT / "tests" / "gold" / part).glob("*.gold.json")):
        gold = read_gold(file, library)
        for claim, signs in read_signs(gold.document, library):
            right = any(said.said_by(claim) for said in gold.claims)
            yield Judged(file.name, signs, precision[claim.rule or ""], right)


def show(name: str, foretold: Sequence[float], right: Sequence[bool]) -> None:
    """Print how well probabilities foretell: Brier score (0 is best), area under the ROC curve, and share by bin."""
    score, area = brier_score_loss(right, foretold), roc_auc_score(right, foretold)
    print(f"{name:17} Brier {score:.3f}, area {area:.2f};", end=" ")
    for low, high in pairwise(EDGES):
        inside = [is_right for share, is_right in zip(foretold, right, strict=True) if low <= share < high]
        if inside:
            print(f"from {low:.1f}: {sum(inside) / len(inside):.2f} of {len(inside)}", end="; ")
    print()


if __name__ == "__main__":
    main()
