"""The shipped claims stand where they are said to stand, and what changed is found."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from paingraph.loader.readers import read_document
from paingraph.loader.shipped import load_corpus
from paingraph.loader.verification import verify
from paingraph.ontology.errors import DocumentError


def test_every_claim_stands_in_its_text(documents: Path) -> None:
    """All of them, none left out."""
    corpus = load_corpus()
    verification = verify(corpus, documents)
    assert verification.holds, verification.problems
    assert verification.claims == len(corpus.claims)


def test_one_changed_character_is_found(documents: Path, tmp_path: Path) -> None:
    """The claims that it breaks are named."""
    corpus = load_corpus()
    folder = tmp_path / "documents"
    shutil.copytree(documents, folder)
    record = corpus.documents[0]
    target = next(claim for claim in corpus.claims if claim.document == record.id)
    path = folder / record.file
    text = read_document(path).text
    path.write_bytes((text[: target.span.start] + "#" + text[target.span.start + 1 :]).encode())
    verification = verify(corpus, folder)
    assert not verification.holds
    assert any(target.iri in problem for problem in verification.problems)


def test_a_missing_document_is_told(tmp_path: Path) -> None:
    """With the number of its claims; a missing folder is an error of its own."""
    verification = verify(load_corpus(), tmp_path)
    assert len(verification.problems) == 5
    with pytest.raises(DocumentError, match="does not exist"):
        verify(load_corpus(), tmp_path / "nowhere")
