"""The shipped corpus: stand-off, whole, and held to the texts that it was read from."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from paingraph.loader.claims import Claim, Entity, Method, Status
from paingraph.loader.evaluation import GoldClaim, Score, compare
from paingraph.loader.extraction import extract
from paingraph.loader.readers import read_document
from paingraph.loader.shipped import CORPUS, load_corpus, shipped_decisions, write_corpus
from paingraph.loader.signatures import SIGNATURES
from paingraph.ontology.errors import CurationError
from paingraph.ontology.library import load_library


def test_no_words_are_shipped() -> None:
    """Claims have positions, neither quotes nor the words of headings; of headings stands where they are."""
    documents, claims = (CORPUS / name for name in ("documents.json", "claims.jsonl"))
    rows = [json.loads(line) for line in claims.read_text(encoding="utf-8").splitlines()]
    said = {"document", "subject", "predicate", "object", "polarity", "method", "rule", "confidence", "status"}
    assert {key for row in rows for key in row} == said | {"start", "end", "heading", "checksum"}
    headings = [row["heading"] for row in rows if row["heading"]]
    headings += [
        heading for record in json.loads(documents.read_text(encoding="utf-8")) for heading in record["headings"]
    ]
    assert headings
    assert {type(number) for heading in headings for number in heading} == {int}


def test_every_relation_is_in_the_corpus() -> None:
    """Several hundred claims of five documents, all of them accepted."""
    corpus = load_corpus()
    assert {claim.predicate for claim in corpus.claims} == set(SIGNATURES)
    assert {claim.status for claim in corpus.claims} == {Status.ACCEPTED}
    assert len(corpus.claims) > 600


def test_a_claim_is_shipped_once() -> None:
    """Its digest names it."""
    corpus = load_corpus()
    assert len({claim.digest for claim in corpus.claims}) == len(corpus.claims) == len(corpus.checksums)


def test_decisions_have_reasons() -> None:
    """Each tells why."""
    assert all(len(decision.reason) > 5 for decision in shipped_decisions())


def test_a_corpus_is_read_as_it_was_written(tmp_path: Path) -> None:
    """Writing and reading change nothing."""
    corpus = load_corpus()
    texts = {str(record.id): "x" * record.length for record in corpus.documents}
    write_corpus(tmp_path, corpus.documents, texts, corpus.claims)
    assert load_corpus(tmp_path).claims == corpus.claims
    assert load_corpus(tmp_path).documents == corpus.documents


def test_a_damaged_corpus_is_refused(tmp_path: Path) -> None:
    """With file and line."""
    shutil.copytree(CORPUS, tmp_path / "corpus")
    lines = (tmp_path / "corpus" / "claims.jsonl").read_text(encoding="utf-8").splitlines()
    (tmp_path / "corpus" / "claims.jsonl").write_text("\n".join([lines[0], "{}", *lines[2:]]), encoding="utf-8")
    with pytest.raises(CurationError, match="line 2"):
        load_corpus(tmp_path / "corpus")


def test_rules_alone_read_most_of_the_corpus(documents: Path) -> None:
    """Against the curated claims: precision at least 0.92, recall at least 0.75."""
    corpus = load_corpus()
    library = load_library()
    total = Score()
    for record in corpus.documents:
        document = read_document(documents / record.file)
        gold = [_gold(claim) for claim in corpus.claims if claim.document == record.id]
        total += compare(extract(document, library), gold)
    assert total.precision >= 0.92
    assert total.recall >= 0.75


def _gold(claim: Claim) -> GoldClaim:
    object_ = claim.object.id if isinstance(claim.object, Entity) else claim.object.value
    return GoldClaim(claim.subject.id, claim.predicate, object_, claim.polarity, (claim.span,))


def test_what_a_curator_added_is_marked() -> None:
    """So that no measure of the rules counts it."""
    added = [claim for claim in load_corpus().claims if claim.method is Method.CURATOR]
    assert added
    assert all(claim.rule is None for claim in added)
    assert replace(added[0], rule="x").digest == added[0].digest
