"""How often the rules are right: each one's precision on annotated texts, written to `loader/precision.toml`.

    python bench/precision.py --documents ../shared/documents           measure, and write the file anew
    python bench/precision.py --documents ../shared/documents --check   only show what would change

Counted are the claims that the reader gives out, for each rule that reads them: on the seen part of the evaluation
corpus against its gold, and on the source documents against the curated corpus. The unread parts are not looked at.
Which of these rules a claim names depends on their precision, so that to count that rule alone would turn in a circle;
single claims still may.
"""

from __future__ import annotations

import argparse
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from paingraph.loader.claims import Claim, Entity
from paingraph.loader.documents import Document
from paingraph.loader.evaluation import GoldClaim, read_gold
from paingraph.loader.extraction import extract, read_findings
from paingraph.loader.findings import Finding
from paingraph.loader.readers import read_document
from paingraph.loader.shipped import load_corpus
from paingraph.ontology.library import Library, load_library

ROOT = Path(__file__).parents[1]
#: The gold that rules are written with, and what this writes.
SEEN = ROOT / "tests" / "gold" / "seen"
TARGET = ROOT / "loader" / "precision.toml"
HEAD = """# How often each rule was right and how often wrong on annotated texts: of the claims that it read in the seen
# half of the evaluation corpus and in the source documents. `python bench/precision.py` writes this file;
# rule_book.py makes a rule's precision of it.
"""


def main() -> None:
    """Read the command line, measure, and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=Path, required=True, help="folder of the source documents")
    parser.add_argument("--check", action="store_true", help="write nothing")
    options = parser.parse_args()
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for rule, right in judged(options.documents, load_library()):
        counts[rule][not right] += 1
    lines = [f'"{rule}" = [{right}, {wrong}]' for rule, (right, wrong) in sorted(counts.items())]
    text = "\n".join([HEAD + "[rules]", *lines, ""])
    known = tomllib.loads(TARGET.read_text("utf-8"))["rules"] if TARGET.exists() else {}
    changed = sorted(rule for rule in counts.keys() | known.keys() if counts.get(rule) != known.get(rule))
    print(f"{sum(map(sum, counts.values()))} readings by {len(counts)} rules; changed: {', '.join(changed) or 'none'}")
    if not options.check:
        TARGET.write_text(text, encoding="utf-8")


def judged(documents: Path, library: Library) -> Iterator[tuple[str, bool]]:
    """Yield the rules that read the claims which the reader gives out, and whether an annotator says the same."""
    for file in sorted(SEEN.glob("*.gold.json")):
        gold = read_gold(file, library)
        yield from _judge(gold.document, gold.claims, library)
    corpus = load_corpus()
    for record in corpus.documents:
        said = [_as_gold(claim) for claim in corpus.claims if claim.document == record.id]
        yield from _judge(read_document(documents / record.file), said, library)


def _judge(document: Document, gold: Iterable[GoldClaim], library: Library) -> Iterator[tuple[str, bool]]:
    said, findings = list(gold), read_findings(document, library)
    for claim in extract(document, library):
        right = any(one.said_by(claim) for one in said)
        for rule in {finding.rule.id for finding in findings if _is_reading(finding, claim)}:
            yield rule, right


def _is_reading(finding: Finding, claim: Claim) -> bool:
    statement = finding.subject, finding.rule.relation, finding.object, finding.polarity
    same = statement == (claim.subject, claim.predicate, claim.object, claim.polarity)
    return same and finding.span.start < claim.span.end and claim.span.start < finding.span.end


def _as_gold(claim: Claim) -> GoldClaim:
    object_ = claim.object.id if isinstance(claim.object, Entity) else claim.object.value
    return GoldClaim(claim.subject.id, claim.predicate, object_, claim.polarity, (claim.span,))


if __name__ == "__main__":
    main()
