"""Whether the shipped claims still stand where they are said to stand, as the texts themselves tell."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from paingraph.loader.shipped import Corpus, checksum, find_document
from paingraph.ontology.english import counted
from paingraph.ontology.errors import DocumentError

__all__ = ["Verification", "verify"]


@dataclass(frozen=True, slots=True)
class Verification:
    """The outcome of re-anchoring: how many claims hold, and one sentence for each thing that does not."""

    documents: int
    claims: int
    problems: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Tell whether every claim was found where it is said to stand."""
        return not self.problems


def verify(corpus: Corpus, folder: Path) -> Verification:
    """Re-anchor every claim of the corpus in the texts in `folder`.

    Raises:
        DocumentError: there is no such folder.
    """
    if not folder.is_dir():
        raise DocumentError(f"The documents folder {folder} does not exist.")
    holding = 0
    problems: list[str] = []
    for record in corpus.documents:
        claims = [claim for claim in corpus.claims if claim.document == record.id]
        total = counted(len(claims), "claim")
        try:
            document = find_document(record, folder)
        except DocumentError as error:
            problems.append(f"{error.message} None of its {total} could be checked.")
            continue
        broken = [claim for claim in claims if checksum(document.text, claim.span) != corpus.checksums[claim.digest]]
        holding += len(claims) - len(broken)
        if document.sha256 != record.sha256:
            problems.append(
                f"Document {record.id} ({record.file}) is not the text that was read: its SHA-256 differs, "
                f"and {len(broken)} of its {total} do not stand where they stood."
            )
        problems += (
            f"{claim.iri} ({claim.subject.id} {claim.predicate}): characters {claim.span.start} to {claim.span.end} "
            f"of document {record.id} have changed."
            for claim in broken
        )
    return Verification(len(corpus.documents), holding, tuple(problems))
